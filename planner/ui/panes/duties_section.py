"""The due points of the chosen item's repeating duties in the year, each with a tick of its own."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from planner.core.duty_points import DutyPoint, duties_of, points_of
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.ui.workspace import Workspace

COLUMNS = 4


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
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(COLUMNS, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addLayout(self._grid)

    def refresh(self, plan: PlanSnapshot, node: PlanNode | None, day: date) -> None:
        """Show the points of a node as they stand on a day."""
        found = duties_of(plan, node, day) if node is not None else ()
        self._node_id = node.node_id if node is not None else None
        self.setVisible(bool(found))
        if node is None or not found:
            return
        points = points_of(found)
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
            box.hide()
            box.deleteLater()
        self._shown = points
        self.boxes = [QCheckBox(point.name, self) for point in points]
        for place, (box, point) in enumerate(zip(self.boxes, points, strict=True)):
            self._grid.addWidget(box, *divmod(place, COLUMNS))
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
