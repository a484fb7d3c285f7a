"""The status words to choose from, each with its digit: a list that is a child of the window and has the keys."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from planner.core.customs import USUAL, Customs
from planner.core.progress import STORED, Status

CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Left)
ROW_ROOM = 9


class StatusList(QListWidget):
    """Opens below something, gives the focus back when it closes; digits, arrows and Enter choose."""

    wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("completions")
        self.setAccessibleName("状态")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # a digit is a choice, whatever is typed in
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._came_from: QWidget | None = None
        for place, status in enumerate(STORED, start=1):
            self.addItem(QListWidgetItem(_row(place, status, USUAL)))
        self.itemClicked.connect(lambda _item: self._take(self.currentRow()))
        self.hide()

    def open_below(self, place: QRect, status: Status, customs: Customs = USUAL) -> None:
        """Open below a place of the window, above it where there is no room, on the status of now.

        `customs` have the words; what is chosen is told by the canonical one.
        """
        for at, one in enumerate(STORED):
            self.item(at).setText(_row(at + 1, one, customs))
        focus = QApplication.focusWidget()
        self._came_from = focus if focus is not self else self._came_from
        row = self.fontMetrics().height() + ROW_ROOM
        width = max(self.fontMetrics().horizontalAdvance(self.item(at).text()) for at in range(self.count())) + 36
        for at in range(self.count()):
            self.item(at).setSizeHint(QSize(width, row))
        height = row * self.count() + 2 * self.frameWidth() + 2
        room = self.window().rect()
        top = place.bottom() + 2 if place.bottom() + height < room.bottom() else max(0, place.top() - height - 2)
        self.setGeometry(min(place.left(), room.right() - width), top, width, height)
        self.setCurrentRow(STORED.index(status) if status in STORED else 0)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self.currentRow())
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + self.count():
            self._take(key - Qt.Key.Key_1)
        elif key in CLOSING:
            self.close_list()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the focus goes elsewhere."""
        super().focusOutEvent(event)
        self.hide()

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        """Keep Tab from walking off with the list open."""
        return True

    def _take(self, row: int) -> None:
        self.close_list()
        self.wanted.emit(STORED[row].value)

    def close_list(self) -> None:
        """Close and give the focus back, if it has it and where it came from is still there."""
        has_focus, came_from = self.hasFocus(), self._came_from
        self._came_from = None
        self.hide()
        if has_focus and came_from is not None and isValid(came_from):
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)


def _row(place: int, status: Status, customs: Customs) -> str:
    """Return a row: its digit and its word."""
    return f"{place}　{customs.word(status)}"
