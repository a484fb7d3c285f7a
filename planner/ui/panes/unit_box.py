"""The one box of the assigning: what is typed filters the units, every other key is a gesture.

While an input method is composing all keys are its own.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

DIGIT_MARKS = {
    mark: place for place, marks in enumerate(("！!", "@", "#", "￥$", "%", "…^", "&", "*"), 1) for mark in marks
}
"""What Shift with a digit types, as an input method hands it over."""
SHIFTED = (
    Qt.Key.Key_Exclam,
    Qt.Key.Key_At,
    Qt.Key.Key_NumberSign,
    Qt.Key.Key_Dollar,
    Qt.Key.Key_Percent,
    Qt.Key.Key_AsciiCircum,
    Qt.Key.Key_Ampersand,
    Qt.Key.Key_Asterisk,
    Qt.Key.Key_ParenLeft,
)

ONCE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)
"""Keys that are no gesture while they are held down: emptying the box must not go on to the units."""


class UnitBox(QLineEdit):
    """Asks `press` first for every key: its code with the modifiers. What is not taken is typed."""

    def __init__(self, parent: QWidget, press: Callable[[int], bool]) -> None:
        super().__init__(parent)
        self._press = press
        self.is_composing = False
        self.setAccessibleName("单位")
        self.setMaxLength(200)

    def event(self, event: QEvent) -> bool:
        """Keep Tab and the keys of actions while composing."""
        if isinstance(event, QKeyEvent) and self.is_composing:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if self.is_composing:
            event.accept()
            return
        if event.isAutoRepeat() and event.key() in ONCE:
            if event.key() == Qt.Key.Key_Backspace and self.text():
                super().keyPressEvent(event)
            event.accept()
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
        if not self._press(key.value | modifiers.value):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow the input method; a digit it hands over alone is the key."""
        was_composing, self.is_composing = self.is_composing, bool(event.preeditString())
        code = 0 if was_composing or self.is_composing else _code(event.commitString())
        if not code or not self._press(code):
            super().inputMethodEvent(event)


def _code(text: str) -> int:
    """Return the code of the digit key that a committed text stands for, 0 for any other text."""
    if len(text) == 1 and text in "123456789":
        return Qt.Key.Key_0.value + int(text)
    place = DIGIT_MARKS.get(text[:1]) if len(set(text)) == 1 else None
    return SHIFTED[place - 1].value | Qt.KeyboardModifier.ShiftModifier.value if place else 0
