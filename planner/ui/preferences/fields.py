"""The fields of the settings: a line, a list, a number; each with its words below, or what is wrong with it."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from planner.core.settings import Told
from planner.ui.panes.number_box import NumberBox
from planner.ui.panes.typing_line import TypingLine

PAUSE_MS = 500


class SettingField(QWidget):
    """One setting. `changed` tells its new value; `tell` shows what it means, or what is wrong with it."""

    changed = Signal(object)

    def __init__(self, label: str, editor: QWidget, parent: QWidget, note: str = "") -> None:
        super().__init__(parent)
        self.label = QLabel(label, parent)
        self.label.setBuddy(editor)
        self.editor = editor
        editor.setAccessibleName(label.partition("(&")[0].replace("&", ""))
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self._usual_note = note
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(editor)
        layout.addWidget(self.note)
        self.tell("")

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say what the value means, in the place of the usual note; or that it is `wrong` and was not taken."""
        text = f"⚠ {words}" if wrong else words or self._usual_note
        self.note.setObjectName("open" if wrong else "muted")
        self.note.style().polish(self.note)
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    @abstractmethod
    def load(self, value: Told) -> None:
        """Show a value."""

    def hurry(self) -> None:
        """Tell of a change that still waits for the end of the typing."""


class LineSetting(SettingField):
    """Words. The change is told when the typing pauses, or the line is left."""

    def __init__(self, label: str, parent: QWidget, hint: str = "", note: str = "", longest: int = 60) -> None:
        self.line = TypingLine(parent)
        self.line.setPlaceholderText(hint)
        self.line.setMaxLength(longest)
        super().__init__(label, self.line, parent, note)
        self._pause = pause_timer(self)
        self._pause.timeout.connect(lambda: self.changed.emit(self.line.text()))
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.editingFinished.connect(self.hurry)

    def load(self, value: Told) -> None:
        """Show words, unless they are being typed."""
        if not self._pause.isActive() and self.line.text() != str(value):
            self.line.setText(str(value))

    def hurry(self) -> None:
        """Tell of the change."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit(self.line.text())


class ListSetting(SettingField):
    """One of several values."""

    def __init__(self, label: str, values: Sequence[tuple[str, str]], parent: QWidget, note: str = "") -> None:
        self.box = QComboBox(parent)
        super().__init__(label, self.box, parent, note)
        self.fill(values)
        self.box.activated.connect(lambda place: self.changed.emit(self.box.itemData(place)))

    def fill(self, values: Sequence[tuple[str, str]]) -> None:
        """Offer these values, each with its words."""
        chosen = self.box.currentData()
        self.box.clear()
        for value, words in values:
            self.box.addItem(words, value)
        self.load(chosen or "")

    def load(self, value: Told) -> None:
        """Show a value; one that is not offered is offered from now on."""
        place = self.box.findData(value)
        if place < 0 and value:
            self.box.addItem(str(value), value)
            place = self.box.count() - 1
        self.box.setCurrentIndex(max(place, 0))


class NumberSetting(SettingField):
    """A number."""

    def __init__(self, label: str, most: int, unit: str, parent: QWidget, note: str = "") -> None:
        self.box = NumberBox(parent)
        self.box.setRange(1, most)
        self.box.setSuffix(f" {unit}")
        self.box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        super().__init__(label, self.box, parent, note)
        self._is_loading = False
        self.box.valueChanged.connect(self._tell_change)

    def load(self, value: Told) -> None:
        """Show a number."""
        self._is_loading = True
        self.box.setValue(int(value))
        self._is_loading = False

    def _tell_change(self, value: int) -> None:
        if not self._is_loading:
            self.changed.emit(value)


def pause_timer(parent: QObject) -> QTimer:
    """Return a timer that runs out when the typing pauses."""
    found = QTimer(parent)
    found.setSingleShot(True)
    found.setInterval(PAUSE_MS)
    return found
