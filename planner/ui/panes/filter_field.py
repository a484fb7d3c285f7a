"""The filter above the tree, and what stands in the tree while nothing fits it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QLineEdit, QVBoxLayout, QWidget


class FilterField(QLineEdit):
    """Esc clears it, and leaves it when it is clear; Enter and ↓ leave it with its words."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("筛选：标题、正文、单位、时限（Ctrl+F）")
        self.setAccessibleName("筛选")
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(260)
        self.setMinimumWidth(140)
        self.returnPressed.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
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

    def show_words(self, words: str) -> None:
        """Say that nothing has these words; nothing when they are empty."""
        self.setText(f"没有符合“{words}”的任务\n按 Esc 清除筛选")
        self.setVisible(bool(words))
