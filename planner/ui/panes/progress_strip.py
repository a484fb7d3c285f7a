"""How far a long job is, with a button to stop it; it shows itself only when the job lasts."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from planner.ui.icons import icon
from planner.ui.look import bar_style

PATIENCE_MS = 300


class ProgressStrip(QFrame):
    """`stopped` tells that the clerk wants no more."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.label = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.button = QPushButton(icon("circle-stop"), "停止", self)
        self.button.setToolTip("Esc")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: self.stopped.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.setSpacing(10)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.button)
        self._words = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.is_running = False
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is being done."""
        self._words = words
        self.is_running = True
        self.label.setText(f"{words}…")
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.setStyleSheet(bar_style(alarm=False))
        self._patience.start()

    def tell(self, done: int, count: int) -> None:
        """Say how far it is; before anything is done nobody knows of how much."""
        if self.is_running and done:
            self.label.setText(f"{self._words}（{done}/{count}）…")
            self.bar.setRange(0, count)
            self.bar.setValue(done)

    def end(self) -> None:
        """Go away."""
        self.is_running = False
        self._patience.stop()
        self.hide()
