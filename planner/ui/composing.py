"""While an input method composes in a field, every key is the input method's own: none acts, none leaves the field.

The watch goes with the focus, from widget to widget: a filter of the whole program would see every event of it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class ComposingWatch(QObject):
    """Keeps the keys from the widget that has the focus as long as words are being composed in it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        self._is_composing = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
            self._follow(None, QApplication.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys while something is being composed."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif kind == QEvent.Type.FocusOut:
            self._is_composing = False
        elif self._is_composing and kind in _KEYS:
            event.accept()
            return True
        return False

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._is_composing = False
        self._watched = new if new is not None and new.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
