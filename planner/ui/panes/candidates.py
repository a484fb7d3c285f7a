"""The units that may be taken, in three columns of three, each with its digit, its name and what speaks for it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.core.vocabulary import Role
from planner.ui.assigning import Candidate, Candidates
from planner.ui.look import Look, current_look

ROWS = COLUMNS = 3
_GAP = 20
_BETWEEN = 10
_ROLES = {Role.LEAD: "✓ 牵头", Role.PARTNER: "✓ 配合"}


class CandidateGrid(QWidget):
    """Takes no focus: the keys come from the box. `chosen` tells the place and the role of what was clicked."""

    chosen = Signal(int, Role)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("可选单位")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.candidates: Candidates = ()
        self._roles: tuple[Role | None, ...] = ()
        self._words = ""
        self.marked = self._pointed = -1

    def show_candidates(
        self, found: Candidates, role_of: Callable[[Candidate], Role | None], marked: int, words: str
    ) -> None:
        """Show these, one of them marked as what Enter would take; `words` stand where there are none."""
        self.candidates, self.marked, self._words, self._pointed = tuple(found), marked, words, -1
        self._roles = tuple(role_of(one) if one else None for one in found)
        listed = [f"{place + 1} {one.label} {one.note}" for place, one in enumerate(self.candidates) if one]
        self.setAccessibleDescription("。".join(listed) or words)
        self.update()

    def mark(self, place: int) -> None:
        """Mark another one."""
        self.marked = place
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of three rows."""
        return QSize(320, ROWS * self._row_height())

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 12

    def _cell(self, place: int) -> QRect:
        column, row = divmod(place, ROWS)
        left = column * (self.width() + _GAP) // COLUMNS
        right = (column + 1) * (self.width() + _GAP) // COLUMNS - _GAP
        return QRect(left, row * self._row_height(), right - left, self._row_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells."""
        look, painter = current_look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(self.candidates):
            painter.setPen(QColor(look.muted))
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(8, 6, -8, 0), flags, self._words)
            return
        for place, candidate in enumerate(self.candidates):
            if candidate is not None:
                self._paint_cell(painter, look, place, candidate)
        if self.candidates[0] is None:
            painter.setPen(QColor(look.muted))
            painter.drawText(self._cell(0).adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "没有建议")

    def _paint_cell(self, painter: QPainter, look: Look, place: int, candidate: Candidate) -> None:
        cell, role = self._cell(place), self._roles[place]
        is_marked = place == self.marked
        if is_marked or place == self._pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.chosen if is_marked else look.hover))
            painter.drawRoundedRect(cell.adjusted(0, 1, 0, -1), 4, 4)
        side = self.fontMetrics().height() + 2
        badge = QRect(cell.left() + 6, cell.top() + (cell.height() - side) // 2, side, side)
        painter.setPen(QColor(look.accent if is_marked else look.handle))
        painter.setBrush(QColor(look.accent if is_marked else look.base))
        painter.drawRoundedRect(badge.adjusted(0, 0, -1, -1), 4, 4)
        painter.setPen(QColor(look.on_accent if is_marked else look.muted if candidate.is_proposed else look.text))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        inner = cell.adjusted(side + 16, 0, -8, 0)
        said = _ROLES[role] if role else candidate.note
        metrics, middle = self.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        room = inner.width() - (_BETWEEN if said else 0)
        name_width = min(metrics.horizontalAdvance(candidate.label), max(room // 2, room - _advance(metrics, said)))
        note_width = min(_advance(metrics, said), room - name_width)
        is_grey = candidate.is_proposed and role is None
        painter.setPen(QColor(look.muted if is_grey else look.text))
        name = metrics.elidedText(candidate.label, Qt.TextElideMode.ElideRight, name_width + 1)
        painter.drawText(inner, middle, name)
        painter.setPen(QColor(look.accent if role else look.muted))
        words = metrics.elidedText(said, Qt.TextElideMode.ElideRight, note_width)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, words)

    def _at(self, place: QPointF) -> int:
        cells = range(len(self.candidates))
        return next((n for n in cells if self.candidates[n] and self._cell(n).contains(place.toPoint())), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would take."""
        self._pointed = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._pointed >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Show that a click would take nothing."""
        del event
        self._pointed = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a unit: as lead, with Shift as partner."""
        place = self._at(event.position())
        if place >= 0 and event.button() is Qt.MouseButton.LeftButton:
            is_partner = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.chosen.emit(place, Role.PARTNER if is_partner else Role.LEAD)


def _advance(metrics: QFontMetrics, words: str) -> int:
    return metrics.horizontalAdvance(words) + 1 if words else 0
