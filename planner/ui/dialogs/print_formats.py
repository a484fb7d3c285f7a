"""The named formats of a document (常用格式): a button with the list of them, and the line to name a new one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from planner.ui.dialogs.print_memory import PrintMemory
from planner.ui.icons import icon
from planner.ui.panes.typing_line import TypingLine

TITLE = "常用格式"
LONGEST = 20


class _NameLine(TypingLine):
    """Enter takes the name, Esc leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)


class FormatsButton(QWidget):
    """`wanted` tells the choices to take; `asked` that the present ones are to be kept under a name."""

    wanted = Signal(object)
    asked = Signal(str)

    def __init__(self, memory: PrintMemory, parent: QWidget) -> None:
        super().__init__(parent)
        self._memory = memory
        self._report = ""
        self.button = QToolButton(self)
        self.button.setObjectName("formats")
        self.button.setIcon(icon("bookmark"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)
        self.name = _NameLine(self)
        self.name.setPlaceholderText("起个名字，Enter 保存，Esc 取消")
        self.name.setAccessibleName("常用格式的名字")
        self.name.setMaxLength(LONGEST)
        self.name.returnPressed.connect(self._save)
        self.name.left.connect(self._leave)
        self.name.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.button)
        column.addWidget(self.name)

    def show_report(self, report: str) -> None:
        """Offer the formats of a document."""
        self._report = report
        self._leave()
        self._say("")

    def fill(self) -> None:
        """Put the formats of this moment into the menu."""
        self.menu.clear()
        names = self._memory.formats(self._report)
        for name in names:
            self.menu.addAction(name.replace("&", "&&"), partial(self.take, name))
        if names:
            self.menu.addSeparator()
        self.menu.addAction("保存为常用格式(&S)…", self.ask)
        if names:
            rest = self.menu.addMenu("删除(&D)")
            for name in names:
                rest.addAction(name.replace("&", "&&"), partial(self.delete, name))
        self.menu.addAction("恢复默认(&R)", self.take_usual)

    def take(self, name: str) -> None:
        """Take a format."""
        self._say(name)
        self.wanted.emit(self._memory.format(self._report, name))

    def take_usual(self) -> None:
        """Take what stands without any choice."""
        self._say("")
        self.wanted.emit({})

    def delete(self, name: str) -> None:
        """Forget a format."""
        self._memory.delete_format(self._report, name)
        self._say("")

    def ask(self) -> None:
        """Ask for the name of a new format."""
        self.name.clear()
        self.name.show()
        self.name.setFocus()

    def _save(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.asked.emit(name)
            self._leave()
            self._say(name)

    def _leave(self) -> None:
        had_focus = self.name.hasFocus()
        self.name.hide()
        if had_focus:
            self.button.setFocus()

    def _say(self, name: str) -> None:
        words = f"{TITLE}：{name}" if name else TITLE
        self.button.setText(f"{words.replace('&', '&&')}　")
        self.button.setAccessibleName(words)
