"""Enter on a button presses it, in the dialogs that have no button of their own for Enter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QToolButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_focused(dialog: QDialog, event: QKeyEvent) -> bool:
    """Press the button that has the focus, or open its menu; true when the key was Enter, whatever came of it."""
    if event.key() not in ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    focus = dialog.focusWidget()
    if isinstance(focus, QToolButton) and focus.menu() is not None:
        focus.showMenu()
    elif isinstance(focus, QAbstractButton):
        focus.click()
    event.accept()
    return True
