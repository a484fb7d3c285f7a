"""The due points of the chosen item's repeating duties in the year, each with a tick of its own."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget

from planner.core.duty_points import DutyPoint, duties_of
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.ui.workspace import Workspace


class DutiesSection(QWidget):
    """A part of the sheet of an item; hidden where nothing is due again and again."""

    boxes_made = Signal()
    """Boxes were made that the order of Tab does not know yet."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._node_id: int | None = None
        self._shown: tuple[DutyPoint, ...] = ()
        self.boxes: list[QCheckBox] = []
        self.head = QLabel(self)
        self.head.setObjectName("muted")
        self.head.setWordWrap(True)
        self._points = QWidget(self)
        self._flow = Flow(self._points)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(self._points)

    def refresh(self, plan: PlanSnapshot, node: PlanNode | None, day: date) -> None:
        """Show the points of a node as they stand on a day."""
        found = duties_of(plan, node, day) if node is not None else ()
        self._node_id = node.node_id if node is not None else None
        self.setVisible(bool(found))
        if node is None or not found:
            return
        points = tuple({point.ends_on: point for duty in found for point in duty.points}.values())
        if points != self._shown:
            self._make_boxes(points)
        done = [point for point in points if point.ends_on in node.ticks]
        missed = [point for point in points if point.ends_on < day and point not in done]
        words = f"{'、'.join(duty.text for duty in found)}　已办 {len(done)} 次，共 {len(points)} 次"
        self.head.setText(f"{words}，过期未办 {len(missed)} 次" if missed else words)
        for box, point in zip(self.boxes, points, strict=True):
            box.setChecked(point in done)
            late = point in missed
            box.setText(f"{point.name}！" if late else point.name)
            left = "，过期未办" if late else ""
            box.setToolTip(f"{point.ends_on.month}月{point.ends_on.day}日前{left}")
            box.setAccessibleName(f"{point.name}，{point.ends_on.isoformat()} 前{left}")

    def _make_boxes(self, points: tuple[DutyPoint, ...]) -> None:
        for box in self.boxes:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._shown = points
        self.boxes = [QCheckBox(point.name, self._points) for point in points]
        for box, point in zip(self.boxes, points, strict=True):
            self._flow.addWidget(box)
            box.show()
            box.clicked.connect(lambda is_done, point=point: self._tick(point, is_done=is_done))
        self.boxes_made.emit()

    def _tick(self, point: DutyPoint, *, is_done: bool) -> None:
        from planner.services import duties

        node_id = self._node_id
        if node_id is None:
            return
        if is_done:
            name = f"{point.name}已办"
            self._workspace.do(name, lambda session: duties.tick(session, node_id, point.ends_on, date.today()))
        else:
            name = f"{point.name}改为未办"
            self._workspace.do(name, lambda session: duties.untick(session, node_id, point.ends_on))


class Flow(QLayout):
    """Lays widgets out like words: one beside the other, a new line where the room ends."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self._apart, self._below = 14, 4

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item behind the others."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the items take in a width."""
        places = list(self._places(width))
        return max((place.bottom() + 1 for place in places), default=0)

    def sizeHint(self) -> QSize:
        """Return the least that is needed."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room of the largest item."""
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def setGeometry(self, place: QRect) -> None:
        """Lay the items out."""
        super().setGeometry(place)
        for item, at in zip(self._items, self._places(place.width()), strict=True):
            item.setGeometry(at.translated(place.topLeft()))

    def _places(self, width: int) -> Iterator[QRect]:
        """Yield where each item stands; all are as wide as the widest, so that they stand in columns."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        columns = max(1, (width + self._apart) // (size.width() + self._apart))
        for place in range(len(self._items)):
            row, column = divmod(place, columns)
            yield QRect(QPoint(column * (size.width() + self._apart), row * (size.height() + self._below)), size)
