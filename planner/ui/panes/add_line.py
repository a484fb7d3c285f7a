"""A quiet button that opens a line to add something by typing it; Enter adds, Esc closes, leaving adds what stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.ui.panes.typing_line import TypingLine


class AddLine(QWidget):
    """`wanted` carries what was typed. The head names what the section holds."""

    wanted = Signal(str)

    def __init__(self, words: str, example: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = QLabel(words, self)
        self.head.setObjectName("muted")
        self.button = QPushButton(f"+ {words}", self)
        self.button.setObjectName("link")
        self.button.setAccessibleName(f"添加{words}")
        self.button.clicked.connect(self.open_line)
        self.line = EnteredLine(self)
        self.line.setAccessibleName(f"新的{words}")
        self.line.setPlaceholderText(example)
        self.line.entered.connect(self._enter)
        self.line.left.connect(self._close)
        self.line.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.line, 1)
        layout.addStretch(0)
        layout.addWidget(self.button)

    def open_line(self) -> None:
        """Show the line and put the cursor into it."""
        self.line.show()
        self.button.hide()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enter(self, words: str) -> None:
        self.line.clear()
        self.wanted.emit(words)

    def _close(self) -> None:
        had_focus = self.line.hasFocus()
        self.line.clear()
        self.line.hide()
        self.button.show()
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class EnteredLine(TypingLine):
    """A line that tells what was entered, and when it is left with nothing more to say."""

    entered = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text().strip())
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Add what was typed when the focus goes elsewhere within the window."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() in passing or self.isHidden():
            return
        if self.text().strip():
            self.entered.emit(self.text().strip())
        self.left.emit()
