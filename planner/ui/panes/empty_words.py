"""Quiet words in the middle of a view that has nothing to show."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from planner.ui.look import current_look

EDGE = 24


def write_in_middle(view: QWidget, words: str) -> None:
    """Write into a view while it is painted."""
    painter = QPainter(view)
    painter.setPen(QColor(current_look().muted))
    room = view.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
    painter.end()
