"""A line whose keys belong to the input method while it composes, whatever shortcuts or dialogs have them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class TypingLine(QLineEdit):
    """Takes its own keys, and those of an input method."""

    is_composing = False

    def event(self, event: QEvent) -> bool:
        """Let no shortcut, no Enter and no Esc act while a word is composed."""
        if self.is_composing and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in LEAVING:
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow the input method."""
        super().inputMethodEvent(event)
        self.is_composing = bool(event.preeditString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is composed elsewhere."""
        super().focusOutEvent(event)
        self.is_composing = False
