"""A box for a number whose text begins where that of the lines and lists beside it does."""

from PySide6.QtWidgets import QSpinBox, QWidget

TEXT_EDGE = 4  # what the style sheet gives to lines, but not to the line within a box


class NumberBox(QSpinBox):
    """A spin box like its neighbours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(TEXT_EDGE, 0, 0, 0)
