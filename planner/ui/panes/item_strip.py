"""All items beside the one at hand, each with its state and its lead: where one stands, what is left, a click to go."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.core.labels import numbered
from planner.core.snapshot import PlanNode
from planner.ui.assigning import is_open
from planner.ui.look import current_look
from planner.ui.wording import unit_line

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
NO_INDEX = QModelIndex()
_MARGIN, _DOT, _GAP = 12, 8, 10


class ItemRows(QAbstractListModel):
    """The items of the plan."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[PlanNode, ...] = ()

    def show_items(self, items: tuple[PlanNode, ...]) -> None:
        """Show these; where they are as many as before, the view keeps its place."""
        if len(items) == len(self.items):
            self.items = items
            self.dataChanged.emit(self.index(0), self.index(max(0, len(items) - 1)))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return numbered(item.number, item.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{numbered(item.number, item.title)}，{unit_line(item.leads) or '没有牵头单位'}"
        return item if role == ITEM_ROLE else None


class ItemStrip(QListView):
    """Takes no focus: the keys belong to the box."""

    wanted = QtSignal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("全部任务")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.rows = ItemRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(ItemRowDelegate(self))
        self.clicked.connect(lambda index: self.wanted.emit(self.rows.items[index.row()].node_id))

    def show_items(self, items: tuple[PlanNode, ...], place: int) -> None:
        """Show the items, one of them as the one at hand."""
        self.rows.show_items(items)
        index = self.rows.index(place)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self._keep_in_the_middle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the item at hand in sight."""
        super().resizeEvent(event)
        self._keep_in_the_middle()

    def _keep_in_the_middle(self) -> None:
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)


class ItemRowDelegate(QStyledItemDelegate):
    """Draws a ring where a lead is wanted, a dotted one where it is to be confirmed, a full dot where it is given."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(120, option.fontMetrics.height() + 11)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        item: PlanNode | None = index.data(ITEM_ROLE)
        if item is None:
            return
        look, rect = current_look(), QRect(option.rect)
        view = option.widget
        is_at_hand = isinstance(view, ItemStrip) and view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_at_hand:
            painter.fillRect(rect, QColor(look.chosen))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(look.accent))
        self._paint_state(painter, rect, item)
        inner = rect.adjusted(_MARGIN + _DOT + _GAP, 0, -_MARGIN, 0)
        metrics, middle = option.fontMetrics, Qt.AlignmentFlag.AlignVCenter
        said = item.leads[0].unit.name if item.leads else ""
        wide = min(metrics.horizontalAdvance(said), inner.width() * 2 // 5) if said else 0
        painter.setPen(QColor(look.muted))
        note = metrics.elidedText(said, Qt.TextElideMode.ElideRight, wide + 1)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, note)
        room = inner.width() - (wide + _GAP if said else 0)
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(look.text if is_at_hand or is_open(item) else look.muted))
        painter.drawText(inner, middle, title)
        painter.restore()

    def _paint_state(self, painter: QPainter, rect: QRect, item: PlanNode) -> None:
        look = current_look()
        color = QColor(look.accent if item.leads else look.doubt)
        pen = QPen(color, 1.5)
        if item.leads and is_open(item):
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(QBrush(color) if not is_open(item) else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(rect.left() + _MARGIN + _DOT / 2, rect.center().y() + 1), _DOT / 2, _DOT / 2)
