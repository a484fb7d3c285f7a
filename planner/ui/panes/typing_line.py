"""A line whose keys belong to the input method while it composes, whatever shortcuts or dialogs have them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

HISTORY_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class TypingLine(QLineEdit):
    """Takes its own keys, and those of an input method."""

    is_composing = False
    has_history = True  # false where undo belongs to the dialog, so that there is one history

    def event(self, event: QEvent) -> bool:
        """Let no shortcut, no Enter and no Esc act while a word is composed."""
        if self.is_composing and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in LEAVING:
                return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_for_dialog(event):
            event.ignore()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow the input method."""
        super().inputMethodEvent(event)
        self.is_composing = bool(event.preeditString())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take words that are dragged here; a file is for the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is composed elsewhere."""
        super().focusOutEvent(event)
        self.is_composing = False

    def _is_for_dialog(self, event: QKeyEvent) -> bool:
        return not self.has_history and any(event.matches(key) for key in HISTORY_KEYS)
