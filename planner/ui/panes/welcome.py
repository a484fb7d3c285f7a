"""What stands in the middle when there is no plan at all: the three ways in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.services import ReviewRecord
from planner.ui.look import current_look

LONGEST_TITLE = 260


class Welcome(QWidget):
    """Two buttons and a sentence; a third button goes on with the review that waits."""

    open_wanted = Signal()
    paste_wanted = Signal()
    review_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title = QLabel("还没有计划", self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        title.setFont(font)
        text = QLabel(
            "把工作要点从 WPS 或网页里复制过来，按 Ctrl+V；\n"
            "或者打开 Word、WPS、PDF、Excel 文件，也可以把文件拖到这里。",
            self,
        )
        text.setObjectName("muted")
        open_button, self.paste_button = QPushButton("打开计划文件(&O)…", self), QPushButton("粘贴计划(&V)", self)
        open_button.clicked.connect(self.open_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)
        self.review_button = QPushButton(self)
        self.review_button.setObjectName("primary")
        self.review_button.hide()
        self._review_id = 0
        self.review_button.clicked.connect(lambda: self.review_wanted.emit(self._review_id))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.review_button)
        buttons.addWidget(self.paste_button)
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

    def begin(self) -> None:
        """Put the focus where most begin."""
        self.paste_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reviews(self, reviews: Sequence[ReviewRecord]) -> None:
        """Offer to go on with the latest review that waits."""
        self.review_button.setVisible(bool(reviews))
        if reviews:
            self._review_id = reviews[-1].review_id
            title = self.fontMetrics().elidedText(reviews[-1].title, Qt.TextElideMode.ElideRight, LONGEST_TITLE)
            self.review_button.setText(f"接着核对《{title.strip('《》')}》")
