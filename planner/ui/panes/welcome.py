"""What stands in the middle when there is no plan at all: the three ways in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.ui.look import current_look


class Welcome(QWidget):
    """Two buttons and a sentence."""

    open_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title = QLabel("还没有计划", self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        title.setFont(font)
        text = QLabel(
            "把工作要点从 WPS 或网页里复制过来，按 Ctrl+V；\n或者打开一个文本文件，也可以把文件拖到这里。", self
        )
        text.setObjectName("muted")
        open_button, paste_button = QPushButton("打开计划文件(&O)…", self), QPushButton("粘贴计划(&V)", self)
        open_button.clicked.connect(self.open_wanted)
        paste_button.clicked.connect(self.paste_wanted)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(paste_button)
        buttons.addWidget(open_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(2)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addLayout(buttons)
        layout.addStretch(3)
        self.setAutoFillBackground(True)
        self.setStyleSheet(f"Welcome {{ background: {current_look().base}; }}")
