"""The fonts of the prints: chosen among the families that a PDF can hold, each with a line in its own face."""

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QLabel, QWidget

from planner.core.errors import PlannerError
from planner.core.settings import Settings
from planner.reports.font_files import folded, installed_fonts
from planner.reports.office import BODY_FAMILY, HEADING_FAMILY, TITLE_FAMILY
from planner.ui.preferences.fields import ListSetting
from planner.ui.preferences.groups import Group
from planner.ui.tasks import Worker

KEY = "fonts"
_ROWS = (
    ("字体.标题", "标题(&B)", TITLE_FAMILY, "2026年工作要点责任分解表", 16),
    ("字体.表头", "表头和分部标题(&H)", HEADING_FAMILY, "一、加强队伍建设　牵头单位　配合单位", 12),
    ("字体.正文", "正文(&Z)", BODY_FAMILY, "推进教师交流轮岗，每年不少于10%，12月底前完成。", 12),
)


class FontGroup(Group):
    """The three fonts that an office may choose. Which are installed is read beside the window."""

    def __init__(self, parent: QWidget, worker: Worker) -> None:
        super().__init__(parent, "打印和另存时先用这里选的字体；这台电脑没有的，用相近的代替，并在打印窗口里说明。")
        self._usable: frozenset[str] | None = None
        self._samples: dict[str, QLabel] = {}
        for name, label, usual, sample, points in _ROWS:
            field = ListSetting(label, [("", f"默认（{usual}）")], self.sheet)
            self.add(name, field)
            shown = QLabel(sample, self.sheet)
            shown.setObjectName("sample")
            shown.setProperty("points", points)
            shown.setWordWrap(True)
            self._samples[name] = shown
            self.add_part(shown)
        self.finish()
        worker.submit(KEY, installed_fonts, self._offer, self._offer_none)

    def show_settings(self, settings: Settings) -> None:
        """Show each sample in its face, and say of a family that it is not there."""
        super().show_settings(settings)
        wanted = settings.fonts
        for (name, _label, usual, _sample, points), family in zip(
            _ROWS, (wanted.title, wanted.heading, wanted.body), strict=True
        ):
            face = family or usual
            is_there = self._usable is None or folded(face) in self._usable
            self.fields[name].tell("" if is_there else f"这台电脑没有“{face}”，打印时用相近的字体代替")
            font = QFont(face if is_there else self.font().family(), points)
            self._samples[name].setStyleSheet(f'font-family: "{font.family()}"; font-size: {points}pt;')
            self._samples[name].setVisible(is_there)

    def _offer(self, found: dict[str, object]) -> None:
        self._usable = frozenset(found)
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        families = [family for family in chinese if folded(family) in self._usable]
        for name, _label, usual, _sample, _points in _ROWS:
            field = self.fields[name]
            if isinstance(field, ListSetting):
                field.fill([("", f"默认（{usual}）"), *((family, family) for family in families)])
        self.changed.emit("", None)

    def _offer_none(self, _error: PlannerError) -> None:
        self._usable = frozenset()
