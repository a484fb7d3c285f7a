"""Fields that store what was typed, as one step, on leaving them or a moment after the last key.

Never while an input method is composing. Undo and redo belong to the window, so that there is one history and not one
for each field.
"""

from typing import ClassVar

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

COMMIT_AFTER_MS = 1500
HISTORY_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class CommitWatch(QObject):
    """Watches one editor and tells when its text is to be stored."""

    committed = Signal(str)
    leave_wanted = Signal()
    committing: ClassVar[int] = 0
    """How many editors are storing what was typed, at this moment."""

    def __init__(self, editor: "LineField | TextField") -> None:
        super().__init__(editor)
        self._editor = editor
        self._stored = ""
        self._is_dirty = False
        self._is_loading = False
        self._is_committing = False
        self.is_composing = False
        self.commits_by_itself = True  # false where Esc is to take everything back
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMMIT_AFTER_MS)
        self._timer.timeout.connect(self._pause_over)
        editor.installEventFilter(self)
        editor.textChanged.connect(self._touched)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self._is_dirty

    def load(self, text: str) -> None:
        """Show what the store holds. While the editor's own text is being stored it stays as it was typed."""
        self._stored = text
        if not self._is_committing:
            self._is_dirty = False
            self._timer.stop()
            self._show(text)

    def show_quietly(self, text: str) -> None:
        """Show a text that means the same as what is stored."""
        self._show(text)

    def flush(self) -> None:
        """Store at once what was typed."""
        if self.is_composing:
            QGuiApplication.inputMethod().commit()
            self.is_composing = False
        self._commit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the editor: composing, leaving, and the keys that are not its own."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self.is_composing = bool(event.preeditString())
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._left(event)
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.is_composing:
                event.accept()  # the key belongs to the input method, whatever action has it
                return True
            if any(event.matches(key) for key in HISTORY_KEYS):
                event.ignore()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._escaped()
        return False

    def _escaped(self) -> bool:
        if self.is_composing:
            return False
        if self._editor.close_offer():
            self._timer.stop()  # half a name stands there: stored on leaving, taken back by the next Esc
        else:
            if self._editor.escape_takes_back:
                self.load(self._stored)
            self.leave_wanted.emit()
        return True

    def _left(self, event: QFocusEvent) -> None:
        if event.reason() is Qt.FocusReason.PopupFocusReason:
            return
        self.is_composing = False
        self._commit()
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._show(self._stored)

    def _touched(self) -> None:
        if not self._is_loading:
            self._is_dirty = True
            if self.commits_by_itself:
                self._timer.start()

    def _pause_over(self) -> None:
        if self.is_composing or self._editor.is_offering():
            self._timer.start()
        else:
            self._commit()

    def _commit(self) -> None:
        self._timer.stop()
        if not self._is_dirty:
            return
        self._is_dirty = False
        words = self._editor.words()
        if words != self._stored:
            self._is_committing = True
            CommitWatch.committing += 1
            try:
                self.committed.emit(words)
            finally:
                self._is_committing = False
                CommitWatch.committing -= 1

    def _show(self, text: str) -> None:
        if self._editor.as_typed() != text:
            self._is_loading = True
            try:
                self._editor.show_words(text)
            finally:
                self._is_loading = False


class LineField(QLineEdit):
    """One line."""

    escape_takes_back = True

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.watch = CommitWatch(self)

    def words(self) -> str:
        """Return the text as it is to be stored."""
        return self.text().strip()

    def as_typed(self) -> str:
        """Return the text as it stands in the field."""
        return self.text()

    def is_offering(self) -> bool:
        """Whether the field has opened something below itself: never."""
        return False

    def close_offer(self) -> bool:
        """Close what the field has opened below itself; false when there was nothing."""
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take words that are dragged here; a file is for the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def show_words(self, text: str) -> None:
        """Show a text and put the cursor behind what is new in it."""
        place = _end_of_change(self.text(), text)
        self.setText(text)
        self.setCursorPosition(place if self.hasFocus() else 0)


class TextField(QPlainTextEdit):
    """Plain text that is as high as what it holds; `one_line` keeps line ends out and makes Enter leave the field.

    Esc takes one line back to what it was; a longer text is not thrown away by a key, it is stored.
    """

    enter_pressed = Signal()
    cursor_moved = Signal(QWidget)

    def __init__(self, name: str, parent: QWidget, *, one_line: bool = False, least_lines: int = 1) -> None:
        super().__init__(parent)
        self.setObjectName("field")
        self.setAccessibleName(name)
        self._one_line = self.escape_takes_back = one_line
        self._least_lines = least_lines
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.watch = CommitWatch(self)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.cursorPositionChanged.connect(lambda: self.cursor_moved.emit(self))
        self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words; a file is for the window."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def words(self) -> str:
        """Return the text as it is to be stored."""
        text = self.toPlainText().strip("\n")
        return " ".join(text.split("\n")).strip() if self._one_line else text

    def as_typed(self) -> str:
        """Return the text as it stands in the field."""
        return self.toPlainText()

    def is_offering(self) -> bool:
        """Whether the field has opened something below itself."""
        return False

    def close_offer(self) -> bool:
        """Close what the field has opened below itself; false when there was nothing."""
        return False

    def show_words(self, text: str) -> None:
        """Show a text and put the cursor behind what is new in it."""
        place = _end_of_change(self.toPlainText(), text)
        self.setPlainText(text)
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if self._one_line and plain_enter:
            if not self.watch.is_composing:
                self.enter_pressed.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave nothing marked where the keys do not go any more."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self._fit()

    def set_least_lines(self, count: int) -> None:
        """Be at least this high."""
        if count != self._least_lines:
            self._least_lines = count
            self._fit()

    def _fit(self) -> None:
        lines = max(self._least_lines, round(self.document().size().height()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 12)
        self.verticalScrollBar().setValue(0)


def _end_of_change(old: str, new: str) -> int:
    """Return where the changed stretch ends in `new`, in UTF-16 units as Qt counts."""
    same = 0
    shorter = min(len(old), len(new))
    while same < shorter and old[-1 - same] == new[-1 - same]:
        same += 1
    return len(new[: len(new) - same].encode("utf-16-le")) // 2
