"""How much is still open, always on screen: large, and in the colour of what waits."""

from PySide6.QtWidgets import QLabel, QWidget

_LARGER = 1.3


class OpenCount(QLabel):
    """A label for the count of what the clerk has still to settle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("open")
        self.setAccessibleName("还没有定的")
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        self.setFont(font)
