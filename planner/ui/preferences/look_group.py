"""How the window looks and what it shows first."""

from PySide6.QtWidgets import QWidget

from planner.core.settings import Settings
from planner.ui.appearance import TEXT_FACTORS, Appearance
from planner.ui.look import Scheme
from planner.ui.preferences.fields import ListSetting
from planner.ui.preferences.groups import Group, start_field

_SCHEMES = ((Scheme.SYSTEM, "跟随系统"), (Scheme.LIGHT, "浅色"), (Scheme.DARK, "深色"))


class LookGroup(Group):
    """Light or dark, the size of the text (both for this computer alone), and the first page."""

    def __init__(self, parent: QWidget, appearance: Appearance) -> None:
        super().__init__(parent, "颜色和文字大小也可以随时按 Ctrl+Shift+D、Ctrl+= 和 Ctrl+- 换。")
        self._appearance = appearance
        schemes = [(scheme.value, words) for scheme, words in _SCHEMES]
        sizes = [(str(factor), f"{factor:.0%}") for factor in TEXT_FACTORS]
        self.scheme = ListSetting("颜色(&K)", schemes, self.sheet)
        self.size_box = ListSetting("文字大小(&M)", sizes, self.sheet)
        self.add("启动时显示", start_field(self.sheet))
        self.place(self.scheme)
        self.place(self.size_box)
        self.scheme.changed.connect(lambda value: appearance.set_scheme(Scheme(value)))
        self.size_box.changed.connect(lambda value: appearance.set_factor(float(value)))
        self.finish()
        self._load()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        super().show_settings(settings)
        self._load()

    def _load(self) -> None:
        self.scheme.load(self._appearance.scheme.value)
        self.size_box.load(str(self._appearance.factor))
