"""The search box above the tree, and what stands in the tree while nothing fits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QVBoxLayout, QWidget

from planner.ui.panes.typing_line import TypingLine

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterField(TypingLine):
    """Esc clears it, and leaves it when it is clear; Enter goes to the next hit, Shift+Enter back, ↓ into the tree."""

    left = Signal()
    next_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("查找，可打拼音首字母")
        self.setAccessibleName("查找")
        self.setToolTip(
            "查找（Ctrl+F）：标题、正文、单位、时限、备注、进展都找；几个词之间空格，都有才算\n"
            "标题和单位可以只打拼音首字母，如 jyjx；打 37 或 第37条 找那一项\n"
            "Enter 下一处，Shift+Enter 上一处，↓ 到任务树，Esc 清除"
        )
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(300)
        self.setMinimumWidth(140)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if self.is_composing:
            super().keyPressEvent(event)
        elif event.key() in ENTERS and (is_plain or event.modifiers() == Qt.KeyboardModifier.ShiftModifier):
            self.next_wanted.emit(1 if is_plain else -1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down) and is_plain:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NoHits(QLabel):
    """Lies over a view that has nothing to show, and says why and what to do."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self.setObjectName("muted")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(view.viewport())
        layout.addWidget(self)
        self.hide()

    def show_words(self, words: str, hint: str = "") -> None:
        """Say what nothing has and what to do; nothing when the words are empty."""
        self.setText(f"{words}\n{hint}" if words else "")
        self.setVisible(bool(words))
