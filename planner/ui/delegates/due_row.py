"""A row of the page 到期: headings over the whole width, pale words behind day and title, a light and a word."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui.itemmodels.due_rows import LINE_ROLE, Column, DueRow, Heading
from planner.ui.lights import paint_light
from planner.ui.look import LIGHT_GAP, current_look, light_size

MARGIN = 8
GAP = 10
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class DueRowDelegate(QStyledItemDelegate):
    """Draws from the row itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pointed_row = self.chosen_row = -1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the same height for every row."""
        return QSize(80, QFontMetrics(QApplication.font()).height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        row: DueRow | Heading | None = index.data(LINE_ROLE)
        rect: QRect = option.rect
        look = current_look()
        painter.save()
        painter.setFont(option.font)
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        elif row is not None:
            if index.row() == self.chosen_row:
                painter.fillRect(rect, QColor(look.chosen))
            elif index.row() == self.pointed_row:
                painter.fillRect(rect, QColor(look.hover))
            self._paint_cell(painter, rect.adjusted(MARGIN, 0, -MARGIN, 0), row, index.column())
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        look = current_look()
        painter.fillRect(rect, QColor(look.band))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        bold = QFont(painter.font())
        bold.setBold(True)
        pale = painter.font()
        painter.setFont(bold)
        painter.setPen(QColor(look.text))
        painter.drawText(inner, MIDDLE, row.words)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(row.words) + GAP)
        painter.setFont(pale)
        painter.setPen(QColor(look.muted))
        painter.drawText(inner, MIDDLE, row.counted)

    def _paint_cell(self, painter: QPainter, rect: QRect, row: DueRow, column: int) -> None:
        look = current_look()
        painter.setPen(QColor(look.text if row.line.is_open else look.muted))
        if column == Column.DAY and row.line.is_late:
            painter.setPen(QColor(look.error))
        if column == Column.STATUS:
            if row.line.state.light is not None:
                paint_light(painter, row.line.state.light, rect.left(), rect.center().y() + 0.5)
            rect = rect.adjusted(light_size() + LIGHT_GAP, 0, 0, 0)
        if column in (Column.DAY, Column.ITEM, Column.STATUS):
            self._two(painter, rect, *_words(row, column))
        else:
            side = Qt.TextElideMode.ElideRight
            if column == Column.PLAN:  # plans of one office begin alike
                painter.setPen(QColor(look.muted))
                side = Qt.TextElideMode.ElideLeft
            words = painter.fontMetrics().elidedText(row.cell(column), side, rect.width())
            painter.drawText(rect, MIDDLE, words)

    def _two(self, painter: QPainter, rect: QRect, words: str, pale: str) -> None:
        """Draw words, and pale ones behind them where there is room."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, MIDDLE, shown)
        rest = rect.adjusted(metrics.horizontalAdvance(shown) + GAP, 0, 0, 0)
        if pale and rest.width() >= min(metrics.horizontalAdvance(pale), 4 * metrics.height()):
            painter.setPen(QColor(current_look().muted))
            painter.drawText(rest, MIDDLE, metrics.elidedText(pale, Qt.TextElideMode.ElideRight, rest.width()))


def width_of(metrics: QFontMetrics, row: DueRow, column: int) -> int:
    """Return how wide a cell has to be for all of its words."""
    words, pale = _words(row, column)
    behind = GAP + metrics.horizontalAdvance(pale) if pale else 0
    light = light_size() + LIGHT_GAP if column == Column.STATUS else 0
    return 2 * MARGIN + light + metrics.horizontalAdvance(words) + behind + 1


def _words(row: DueRow, column: int) -> tuple[str, str]:
    """Return the words of a cell, and the pale ones behind them."""
    return {
        Column.DAY: (row.day, row.beside),
        Column.ITEM: (row.title, row.behind),
        Column.STATUS: (row.line.state.word, row.far),
    }.get(Column(column), (row.cell(column), ""))
