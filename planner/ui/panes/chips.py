"""A row of units as chips, broken where it is too long; who leads by position only has a dashed border."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.core.snapshot import Assignment
from planner.ui.look import current_look

_PAD, _GAP, _HIGH = 9, 6, 8
BY_POSITION = "（推定）"


class ChipRow(QWidget):
    """Shows the units of one role."""

    def __init__(self, name: str, empty: str, parent: QWidget, *, is_strong: bool) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._empty = empty
        self._is_strong = is_strong
        self._chips: tuple[tuple[str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_units(self, found: Sequence[Assignment]) -> None:
        """Show these."""
        self._chips = tuple(
            (f"{one.unit.name}{BY_POSITION}" if self._is_strong and not one.stated else one.unit.name, one.stated)
            for one in found
        )
        self.setAccessibleDescription("、".join(name for name, _ in self._chips) or self._empty)
        self._fit()
        self.update()

    def words(self) -> list[str]:
        """Return what the chips say."""
        return [name for name, _ in self._chips]

    def sizeHint(self) -> QSize:
        """Return the least width and the height that is needed."""
        return QSize(80, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the row anew."""
        super().resizeEvent(event)
        self._fit()

    def _row_height(self) -> int:
        return self.fontMetrics().height() + _HIGH

    def _places(self) -> list[QRect]:
        left, top, high = 0, 0, self._row_height()
        out = []
        for name, _ in self._chips:
            wide = min(self.fontMetrics().horizontalAdvance(name) + 2 * _PAD, max(self.width(), 40))
            if left and left + wide > self.width():
                left, top = 0, top + high + _GAP
            out.append(QRect(left, top, wide, high))
            left += wide + _GAP
        return out

    def _fit(self) -> None:
        places = self._places()
        self.setFixedHeight((places[-1].bottom() + 1) if places else self._row_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chips."""
        look, painter = current_look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._chips:
            painter.setPen(QColor(look.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._empty)
        for place, (name, is_stated) in zip(self._places(), self._chips, strict=True):
            is_full = self._is_strong and is_stated
            pen = QPen(QColor(look.accent if self._is_strong else look.handle))
            pen.setStyle(Qt.PenStyle.SolidLine if is_stated else Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(QColor(look.accent if is_full else look.base))
            painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), 4, 4)
            painter.setPen(QColor(look.on_accent if is_full else look.text))
            inner = place.adjusted(_PAD, 0, -_PAD, 0)
            words = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inner.width() + 2)
            painter.drawText(inner.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, words)
