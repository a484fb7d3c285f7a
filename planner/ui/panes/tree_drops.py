"""Rows dragged in the tree: where they would go, shown by a line or a frame, and what is refused before it happens.

On a section they go into it at its end, on a task they become its steps, between two rows they go there. A folded row
opens after a moment below the pointer, and the tree scrolls at its edges.
"""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QDrag, QDragMoveEvent, QDropEvent, QFontMetrics, QPainter, QPen, QPixmap

from planner.ui.itemmodels.plan_tree import Column
from planner.ui.look import current_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from planner.ui.panes.plan_tree import PlanTree

EDGE = 26
TICK_MS = 40
TICKS_TO_OPEN = 15
SECTION = "section"
LONGEST_LABEL = 18


class DropPlace(NamedTuple):
    """Where rows would go: behind `after_id` under `parent_id`. A frame is drawn where they go into a row."""

    parent_id: int | None
    after_id: int | None
    line: tuple[int, int] | None
    frame: QRect | None


class TreeDrops(QObject):
    """Follows one drag over the tree; `dropped` takes the nodes, parent, elder sibling, and whether they are copies."""

    def __init__(
        self, tree: "PlanTree", dropped: "Callable[[tuple[int, ...], int | None, int | None, bool], None]"
    ) -> None:
        super().__init__(tree)
        self._tree = tree
        self._dropped = dropped
        self.place: DropPlace | None = None
        self._ids: tuple[int, ...] = ()
        self._moved: frozenset[int] = frozenset()
        self._pointer = QPoint()
        self._ticks_here = 0
        self._watch = QTimer(self)
        self._watch.setInterval(TICK_MS)
        self._watch.timeout.connect(self._tick)

    def drag(self, node_ids: tuple[int, ...], data: "QMimeData") -> None:
        """Drag nodes until they are dropped somewhere."""
        self.take(node_ids)
        drag = QDrag(self._tree)
        drag.setMimeData(data)
        drag.setPixmap(self._label())
        drag.setHotSpot(QPoint(-14, -6))
        actions = Qt.DropAction
        drag.exec(actions.MoveAction | actions.CopyAction, actions.MoveAction)
        self.take(())
        self.leave()

    def take(self, node_ids: tuple[int, ...]) -> None:
        """Take note of what is dragged."""
        model = self._tree.plan_model
        self._ids = node_ids
        self._moved = model.places_below(node_ids)

    def enter(self, event: QDragMoveEvent) -> None:
        """Welcome rows of this tree; everything else is for the window."""
        if self._ids and event.source() is self._tree:
            event.acceptProposedAction()
            self._watch.start()
        else:
            event.ignore()

    def move(self, event: QDragMoveEvent) -> None:
        """Show where the rows would go; nothing is shown, and nothing accepted, where they cannot."""
        pointer = event.position().toPoint()
        if (pointer - self._pointer).manhattanLength() > 3:
            self._ticks_here = 0
        self._pointer = pointer
        self._show(self.place_at(pointer))
        if self.place is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def leave(self) -> None:
        """Show nothing any more."""
        self._watch.stop()
        self._show(None)

    def drop(self, event: QDropEvent) -> None:
        """Tell where the rows were dropped."""
        place = self.place_at(event.position().toPoint())
        is_copy = event.dropAction() == Qt.DropAction.CopyAction
        ids = self._ids
        self.leave()
        if place is None or not ids:
            event.ignore()
            return
        event.acceptProposedAction()
        self._dropped(ids, place.parent_id, place.after_id, is_copy)

    def place_at(self, pointer: QPoint) -> DropPlace | None:
        """Return where the rows would go, None where they cannot or where they are already."""
        index = self._tree.indexAt(pointer)
        found = self._place_on(index, pointer) if index.isValid() else self._place_at_end()
        return found if found is not None and self._fits(found) else None

    def paint(self) -> None:
        """Draw the line between two rows, or the frame of the row that takes the dragged ones in."""
        if self.place is None:
            return
        painter = QPainter(self._tree.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(current_look().accent)
        painter.setPen(QPen(color, 2))
        if self.place.frame is not None:
            painter.drawRoundedRect(QRectF(self.place.frame).adjusted(2, 1, -2, -1), 4, 4)
        elif self.place.line is not None:
            left, y = self.place.line
            y = max(4, y)
            painter.drawEllipse(QPointF(left + 3, y), 3, 3)
            painter.drawLine(left + 7, y, self._tree.viewport().width() - 8, y)
        painter.end()

    def _place_on(self, index: QModelIndex, pointer: QPoint) -> DropPlace | None:
        tree, model = self._tree, self._tree.plan_model
        row = tree.visualRect(index.siblingAtColumn(Column.TITLE))
        part = (pointer.y() - row.top()) / max(1, row.height())
        node_id, is_section = self._id(index), self._kind(index) == SECTION
        is_open = tree.isExpanded(index.siblingAtColumn(0)) and model.rowCount(index.siblingAtColumn(0)) > 0
        if part < (0.25 if is_section else 0.34):
            return self._before(index, row)
        if part > (0.75 if is_section else 0.66):
            if is_open:
                return DropPlace(node_id, None, (row.left() + tree.indentation(), row.bottom() + 1), None)
            if not is_section or self._has_section():
                return DropPlace(self._id(index.parent()), node_id, (row.left(), row.bottom() + 1), None)
        return self._into(index)

    def _before(self, index: QModelIndex, row: QRect) -> DropPlace:
        """Return the place before a row; tasks before a section go to the end of the one before it."""
        above = index.siblingAtRow(index.row() - 1).siblingAtColumn(0)
        if (
            self._kind(index) == SECTION
            and not self._has_section()
            and above.isValid()
            and self._kind(above) == SECTION
        ):
            inner = self._last_section(above)
            left = self._tree.visualRect(inner.siblingAtColumn(Column.TITLE)).left() + self._tree.indentation()
            return DropPlace(self._id(inner), self._last_child(inner), (left, row.top()), None)
        return DropPlace(self._id(index.parent()), self._id(above), (row.left(), row.top()), None)

    def _into(self, index: QModelIndex) -> DropPlace:
        first = index.siblingAtColumn(0)
        whole = self._tree.visualRect(index.siblingAtColumn(Column.TITLE))
        whole.setLeft(0)
        whole.setRight(self._tree.viewport().width() - 1)
        return DropPlace(self._id(index), self._last_child(first), None, whole)

    def _place_at_end(self) -> DropPlace | None:
        model = self._tree.plan_model
        last = model.index(model.rowCount() - 1, 0)
        if not last.isValid():
            return None
        if self._kind(last) == SECTION and not self._has_section():
            return self._into(self._last_section(last))
        lowest = last
        while self._tree.isExpanded(lowest) and model.rowCount(lowest):
            lowest = model.index(model.rowCount(lowest) - 1, 0, lowest)
        left = self._tree.visualRect(last.siblingAtColumn(Column.TITLE)).left()
        return DropPlace(None, self._id(last), (left, self._tree.visualRect(lowest).bottom() + 1), None)

    def _fits(self, place: DropPlace) -> bool:
        """Whether the rows may stand there: never in themselves, no section below a task, and not where they are."""
        model = self._tree.plan_model
        above = model.index_of(place.parent_id)
        if above.isValid() and above.internalId() in self._moved:
            return False
        if above.isValid() and self._kind(above) != SECTION and self._has_section():
            return False
        indexes = [model.index_of(one) for one in self._ids]
        if any(self._id(index.parent()) != place.parent_id for index in indexes):
            return True
        rows = sorted(index.row() for index in indexes)
        start = model.index_of(place.after_id).row() + 1 if place.after_id is not None else 0
        return rows[-1] - rows[0] + 1 != len(rows) or not rows[0] <= start <= rows[-1] + 1

    def _has_section(self) -> bool:
        return any(self._tree.plan_model.row_at(place).kind == SECTION for place in self._moved)

    def _last_section(self, index: QModelIndex) -> QModelIndex:
        model = self._tree.plan_model
        while model.rowCount(index):
            last = model.index(model.rowCount(index) - 1, 0, index)
            if self._kind(last) != SECTION:
                break
            index = last
        return index

    def _last_child(self, index: QModelIndex) -> int | None:
        model = self._tree.plan_model
        return self._id(model.index(model.rowCount(index) - 1, 0, index)) if model.rowCount(index) else None

    def _id(self, index: QModelIndex) -> int | None:
        return self._tree.plan_model.node_id_at(index)

    def _kind(self, index: QModelIndex) -> str:
        return self._tree.plan_model.row_at(index.internalId()).kind

    def _show(self, place: DropPlace | None) -> None:
        if place != self.place:
            self.place = place
            self._tree.viewport().update()

    def _tick(self) -> None:
        """Scroll at the edges, and open what the pointer rests on."""
        tree, bar = self._tree, self._tree.verticalScrollBar()
        y, height = self._pointer.y(), tree.viewport().height()
        over = y - EDGE if y < EDGE else max(0, y - (height - EDGE))
        if over:
            bar.setValue(bar.value() + over)
            self._show(self.place_at(self._pointer))
        self._ticks_here += 1
        index = tree.indexAt(self._pointer).siblingAtColumn(0)
        if self._ticks_here == TICKS_TO_OPEN and index.isValid() and index.internalId() not in self._moved:
            tree.expand(index)

    def _label(self) -> QPixmap:
        """Return what is seen below the pointer: the first title, and how many they are."""
        model, look = self._tree.plan_model, current_look()
        first = model.row_at(model.index_of(self._ids[0]).internalId())
        words = (first.title or first.preview)[:LONGEST_LABEL]
        words += f" 等 {len(self._ids)} 项" if len(self._ids) > 1 else ""
        metrics = QFontMetrics(self._tree.font())
        ratio = self._tree.devicePixelRatioF()
        width, height = metrics.horizontalAdvance(words) + 18, metrics.height() + 10
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._tree.font())
        painter.setPen(QPen(QColor(look.accent), 1))
        painter.setBrush(QColor(look.base))
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 4, 4)
        painter.setPen(QColor(look.text))
        painter.drawText(QRect(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return picture
