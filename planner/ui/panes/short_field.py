"""A line as wide as the longest thing that stands in it: a day, a percentage."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.ui.panes.editors import LineField

DAY = "2031-12-31"
_ROOM = 26


class ShortField(LineField):
    """Follows the size of the letters."""

    def __init__(self, name: str, parent: QWidget, longest: str) -> None:
        super().__init__(name, parent)
        self._longest = longest
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room that the longest text needs."""
        return QSize(self.fontMetrics().horizontalAdvance(self._longest) + _ROOM, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing of it is cut."""
        return self.sizeHint()
