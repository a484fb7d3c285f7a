"""The rows of the page 首页: a plan as a card with a bar of its states and their words; an errand as a line."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.core.progress import Light, StatusGroup
from planner.ui.icons import grown, picture
from planner.ui.itemmodels.start_rows import ROW_ROLE, Errand, PlanCard
from planner.ui.lights import light_color
from planner.ui.look import current_look

MARGIN = 10
BAR = 6
SQUARE = 8
ICON = 16
GAP = 8
MIDDLE = Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight


class StartRowDelegate(QStyledItemDelegate):
    """Draws from the row itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pointed_row = -1

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a card or of a line."""
        line = QFontMetrics(QApplication.font()).lineSpacing()
        if isinstance(index.data(ROW_ROLE), PlanCard):
            return QSize(120, 2 * line + BAR + 2 * MARGIN + 9)
        return QSize(120, line + 13)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: PlanCard | Errand | None = index.data(ROW_ROLE)
        rect: QRect = option.rect
        look = current_look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, QColor(look.chosen))
        elif index.row() == self.pointed_row:
            painter.fillRect(rect, QColor(look.hover))
        if isinstance(row, PlanCard):
            self._paint_card(painter, rect.adjusted(MARGIN, MARGIN - 1, -MARGIN, -MARGIN), row)
            painter.setPen(QColor(look.line))
            painter.drawLine(rect.left() + MARGIN, rect.bottom(), rect.right() - MARGIN, rect.bottom())
        elif row is not None:
            self._paint_errand(painter, rect.adjusted(MARGIN, 0, -MARGIN, 0), row)
        painter.restore()

    def _paint_card(self, painter: QPainter, rect: QRect, card: PlanCard) -> None:
        look = current_look()
        line = painter.fontMetrics().lineSpacing()
        pale = painter.font()
        bold = QFont(pale)
        bold.setBold(True)
        top = QRect(rect.left(), rect.top(), rect.width(), line)
        painter.setPen(QColor(look.muted))
        painter.drawText(top, MIDDLE | RIGHT, card.line)
        top.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(card.line) - GAP)
        painter.setFont(bold)
        painter.setPen(QColor(look.text))
        title = painter.fontMetrics().elidedText(card.title, Qt.TextElideMode.ElideMiddle, top.width())
        painter.drawText(top, MIDDLE, title)
        painter.setFont(pale)
        self._paint_bar(painter, QRectF(rect.left(), rect.top() + line + 5, rect.width(), BAR), card)
        self._paint_words(painter, QRect(rect.left(), rect.top() + line + BAR + 9, rect.width(), line), card)

    def _paint_bar(self, painter: QPainter, rect: QRectF, card: PlanCard) -> None:
        total = sum(one.count for one in card.counts)
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(rect, BAR / 2, BAR / 2)
        painter.setClipPath(clip)
        painter.fillRect(rect, QColor(current_look().line))
        left = rect.left()
        for one in card.counts:
            width = rect.width() * one.count / total if total else 0
            painter.fillRect(QRectF(left, rect.top(), width, rect.height()), _color(one.group))
            left += width
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, card: PlanCard) -> None:
        """Draw each count behind a square of its colour: the bar is told in words."""
        metrics = painter.fontMetrics()
        left = rect.left()
        for one in card.counts:
            width = metrics.horizontalAdvance(one.words)
            if not one.count or left + SQUARE + 4 + width > rect.right():
                continue
            painter.fillRect(QRectF(left, rect.center().y() - SQUARE / 2 + 0.5, SQUARE, SQUARE), _color(one.group))
            painter.setPen(QColor(current_look().muted))
            painter.drawText(QRect(left + SQUARE + 4, rect.top(), width + 2, rect.height()), MIDDLE, one.words)
            left += SQUARE + 4 + width + 14

    def _paint_errand(self, painter: QPainter, rect: QRect, row: Errand) -> None:
        look, metrics = current_look(), painter.fontMetrics()
        size = grown(ICON)
        color = QColor(look.doubt if row.kind == "doubts" else look.accent if row.kind == "review" else look.muted)
        painter.drawPixmap(rect.left(), rect.center().y() - size // 2 + 1, picture(row.icon, color, size))
        inner = rect.adjusted(size + GAP, 0, 0, 0)
        room = inner.width() - GAP
        beside = metrics.elidedText(row.beside, Qt.TextElideMode.ElideMiddle, room // 2)
        painter.setPen(QColor(look.muted))
        painter.drawText(inner, MIDDLE | RIGHT, beside)
        painter.setPen(QColor(look.text))
        width = room - metrics.horizontalAdvance(beside)
        side = Qt.TextElideMode.ElideRight if row.kind == "node" else Qt.TextElideMode.ElideMiddle
        painter.drawText(inner, MIDDLE, metrics.elidedText(row.words, side, width))


def _color(group: StatusGroup) -> QColor:
    look = current_look()
    return {
        StatusGroup.DONE: light_color(Light.GREEN),
        StatusGroup.GOING: QColor(look.accent),
        StatusGroup.BEHIND: light_color(Light.RED),
        StatusGroup.IDLE: QColor(look.handle),
        StatusGroup.APART: QColor(look.note),
    }[group]
