"""The line in which a plan is renamed, in the place of its title: Enter takes the name, Esc leaves the old one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.ui.panes.typing_line import TypingLine

LONGEST = 200


class TitleLine(TypingLine):
    """Hidden but while a name is typed. Whoever leaves it otherwise than by Esc takes the name."""

    def __init__(self, title: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._old = ""
        self._take: Callable[[str], None] | None = None
        self._back: QWidget | None = None
        self.setMaxLength(LONGEST)
        self.setAccessibleName("计划名称")
        self.hide()

    def rename(self, old: str, take: Callable[[str], None], back: QWidget) -> None:
        """Let the clerk type another name; the focus goes `back` when it is done."""
        self._old, self._take, self._back = old, take, back
        self.setText(old)
        self._title.hide()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave the name."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._end(self._old)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the name when the clerk goes elsewhere; a menu or another window is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._back = None
            self._end(self.text())

    def _end(self, name: str) -> None:
        take, self._take = self._take, None
        if take is None:
            return
        back = self._back
        if back is not None:
            back.setFocus()
        self.hide()
        self._title.show()
        name = " ".join(name.split())
        if name and name != self._old:
            take(name)
