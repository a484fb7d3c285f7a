"""A plan in the list: its title over at most two lines, its counts below."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from planner.core.snapshot import PlanSummary
from planner.services import ReviewRecord
from planner.ui.itemmodels.plan_list import EARLIER_ROLE, PLAN_ROLE, YearHead, plan_line, review_line
from planner.ui.look import current_look

MARGIN = 10
TITLE_LINES = 2
INDENT = 14


class PlanCardDelegate(QStyledItemDelegate):
    """Draws a plan on three lines. The list tells which rows are chosen and pointed at, as in the plan tree."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen_row = -1
        self.pointed_row = -1

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the same height for every plan, a line's for the head of a year."""
        metrics = QFontMetrics(QApplication.font())
        if isinstance(index.data(PLAN_ROLE), YearHead):
            return QSize(120, metrics.lineSpacing() + MARGIN)
        return QSize(120, metrics.lineSpacing() * (TITLE_LINES + 1) + 2 * MARGIN - 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        plan: PlanSummary | ReviewRecord | YearHead | None = index.data(PLAN_ROLE)
        if plan is None:
            return
        if isinstance(plan, YearHead):
            self._paint_head(painter, option, plan)
            return
        rect: QRect = option.rect
        palette: QPalette = option.palette
        look = current_look()
        painter.save()
        if index.row() == self.chosen_row:
            painter.fillRect(rect, palette.highlight())
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(look.accent))
        elif index.row() == self.pointed_row:
            painter.fillRect(rect, QColor(look.hover))
        is_earlier, waits = bool(index.data(EARLIER_ROLE)), isinstance(plan, ReviewRecord)
        inner = rect.adjusted(MARGIN + 2 + (INDENT if is_earlier else 0), MARGIN - 2, -MARGIN, -MARGIN + 2)
        font = QFont(option.font)
        painter.setFont(font)
        painter.setPen(QColor(look.muted) if is_earlier else palette.color(QPalette.ColorRole.Text))
        spacing = painter.fontMetrics().lineSpacing()
        lines = two_lines(plan.title, font, inner.width())
        top = inner.top() + (TITLE_LINES - len(lines)) * spacing // 2  # both parts stay together, in the middle
        for line in lines:
            painter.drawText(QRect(inner.left(), top, inner.width(), inner.height()), Qt.AlignmentFlag.AlignTop, line)
            top += spacing
        painter.setPen(QColor(look.doubt if waits else look.muted))
        line = review_line(plan) if isinstance(plan, ReviewRecord) else plan_line(plan)
        line = f"旧版 · {line}" if is_earlier else line
        words = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), top, inner.width(), spacing), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, head: YearHead) -> None:
        look, rect = current_look(), option.rect
        painter.save()
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.muted))
        painter.drawText(rect.adjusted(MARGIN + 2, 0, -MARGIN, -2), Qt.AlignmentFlag.AlignBottom, head.title)
        painter.restore()


def two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Return a text broken over at most two lines, the second cut short where it must be."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    if not first.isValid():
        return []
    first.setLineWidth(width)
    cut = first.textLength()
    layout.endLayout()
    rest = text[cut:].strip()
    lines = [text[:cut].rstrip()]
    return [*lines, QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else lines
