"""A row of the plan tree: one line, sections in bold with their count, the body's first words behind a short title."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from planner.core.snapshot import PlanNode
from planner.core.vocabulary import NodeKind, Severity
from planner.ui.icons import picture
from planner.ui.itemmodels.plan_tree import COUNT_ROLE, NODE_ROLE, SEVERITY_ROLE, Column
from planner.ui.look import current_look, severity_color

MARGIN = 6
GUTTER = 16
PREVIEW_LENGTH = 60
LEAST_PREVIEW = 36
ELIDE = Qt.TextElideMode.ElideRight
CENTRE = Qt.AlignmentFlag.AlignVCenter


class PlanRowDelegate(QStyledItemDelegate):
    """Draws from the node itself, so that a cell costs one call to the model.

    The tree tells which rows are chosen and pointed at: to ask the option's state makes PySide build QStyle's many
    enumerations, which takes longer than the first paint of the tree.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen_place: int | None = None
        self.pointed_place: int | None = None
        self.row_right = 0
        self.refresh()

    def refresh(self) -> None:
        """Take over the palette and the font of this moment."""
        look = current_look()
        self._muted = QColor(look.muted)
        self._chosen, self._pointed = QColor(look.chosen), QColor(look.hover)
        self._marks = {
            severity: picture(name, severity_color(severity), 13)
            for severity, name in ((Severity.DOUBT, "triangle-alert"), (Severity.ERROR, "circle-alert"))
        }
        font = QApplication.font()
        self._height = QFontMetrics(font).height() + 10

    def paint_ground(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Fill the whole row, the branches' part too, when it is chosen or pointed at."""
        if place == self.chosen_place:
            painter.fillRect(rect, self._chosen)
        elif place == self.pointed_place:
            painter.fillRect(rect, self._pointed)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the same height for every row."""
        return QSize(80, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        node: PlanNode | None = index.data(NODE_ROLE)
        if node is None:
            return
        rect: QRect = option.rect
        palette: QPalette = option.palette
        painter.save()
        font = QFont(option.font)
        font.setBold(node.kind is NodeKind.SECTION)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        column = index.column()
        if column == Column.NUMBER:
            self._paint_number(painter, rect, node, index.data(SEVERITY_ROLE))
        elif column == Column.TITLE:
            self._paint_title(painter, rect, node, index.data(COUNT_ROLE) or 0)
        else:
            font.setBold(False)
            painter.setFont(font)
            self._paint_plain(painter, rect, index, node)
        painter.restore()

    def _paint_number(self, painter: QPainter, rect: QRect, node: PlanNode, severity: Severity | None) -> None:
        if severity in self._marks:
            painter.drawPixmap(rect.left() + 3, rect.center().y() - 6, self._marks[severity])
        inner = rect.adjusted(GUTTER + 3, 0, -2, 0)
        painter.drawText(inner, CENTRE, painter.fontMetrics().elidedText(node.number, ELIDE, inner.width()))

    def _paint_title(self, painter: QPainter, rect: QRect, node: PlanNode, count: int) -> None:
        inner = rect.adjusted(2, 0, -MARGIN, 0)
        if node.kind is NodeKind.SECTION and not node.assignments and not node.deadlines:
            inner.setRight(self.row_right)  # nothing stands in the other columns
        counted = f"{count} 项" if count else ""
        more = counted if node.kind is NodeKind.SECTION else node.body[:PREVIEW_LENGTH].replace("\n", " ")
        title = node.title or ("（无标题）" if not node.body else "")
        metrics = painter.fontMetrics()
        painter.drawText(inner, CENTRE, metrics.elidedText(title, ELIDE, inner.width()))
        used = metrics.horizontalAdvance(title) + 12 if title else 0
        if more:
            font = QFont(painter.font())
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(self._muted)
        needed = painter.fontMetrics().horizontalAdvance(more) if node.kind is NodeKind.SECTION else LEAST_PREVIEW
        if more and inner.width() - used >= needed:
            rest = inner.adjusted(used, 0, 0, 0)
            painter.drawText(rest, CENTRE, painter.fontMetrics().elidedText(more, ELIDE, rest.width()))

    def _paint_plain(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, node: PlanNode
    ) -> None:
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(str(index.data() or ""), ELIDE, inner.width())
        if node.kind is NodeKind.SECTION or all(a.inherited_from is not None for a in node.assignments):
            painter.setPen(self._muted)
        painter.drawText(inner, CENTRE, words)
        if index.column() == Column.LEADS and any(not found.stated for found in node.leads):
            # By position only, until the clerk confirms it: dotted, as a word that still has to be looked up.
            base = inner.center().y() + metrics.height() // 2
            painter.setPen(QPen(self._muted, 1, Qt.PenStyle.DotLine))
            painter.drawLine(inner.left(), base, inner.left() + metrics.horizontalAdvance(words), base)
