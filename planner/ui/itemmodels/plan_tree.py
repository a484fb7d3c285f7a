"""The tree of a plan: a thin item model over the snapshot's tuple. An index carries the node's place in plan order.

A filter shows the hits with what is above them; it works on the lists and resets the model once (a recursive proxy
costs seconds at ten thousand nodes).
"""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role, Severity
from planner.ui.wording import WEIGHT, deadline_line, role_word, unit_line

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
FAULT_ROLE = Qt.ItemDataRole.UserRole + 3
SEVERITY_ROLE = Qt.ItemDataRole.UserRole + 4
NO_INDEX = QModelIndex()


class Column(IntEnum):
    """The columns, in order."""

    NUMBER = 0
    TITLE = 1
    LEADS = 2
    PARTNERS = 3
    DEADLINE = 4


class PlanTreeModel(QAbstractItemModel):
    """Read-only; `show_snapshot` brings it up to date."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ("原序号", "任务", "牵头", "配合", "时限")
        self._nodes: tuple[PlanNode, ...] = ()
        self._place: dict[int, int] = {}
        self._children: dict[int | None, list[int]] = {}
        self._row: dict[int, int] = {}
        self._counts: dict[int, int] = {}
        self._doubts: dict[int, str] = {}
        self._severities: dict[int, Severity] = {}
        self._searched: list[str] = []
        self._filter = ""

    @property
    def shown_count(self) -> int:
        """How many nodes are shown with the filter of this moment."""
        return len(self._row)

    def show_snapshot(self, snapshot: PlanSnapshot | None) -> bool:
        """Show `snapshot`; true when the rows were built anew, false when only their contents changed."""
        nodes = snapshot.nodes if snapshot is not None else ()
        same = not self._filter and _shape(nodes) == _shape(self._nodes)
        if not same:
            self.beginResetModel()
        before, doubts = self._nodes, self._doubts
        self._nodes = nodes
        self._searched = []
        self._place = {node.node_id: place for place, node in enumerate(nodes)}
        self._count(snapshot)
        self._heads = ("原序号", "任务", role_word(snapshot, Role.LEAD), role_word(snapshot, Role.PARTNER), "时限")
        if same:
            self._tell_contents_changed(before, doubts)
        else:
            self._arrange()
            self.endResetModel()
        return not same

    def set_filter(self, words: str) -> None:
        """Show only the nodes that have `words`, and what is above them."""
        if words != self._filter:
            self.beginResetModel()
            self._filter = words
            self._arrange()
            self.endResetModel()

    def index_of(self, node_id: int | None, column: int = 0) -> QModelIndex:
        """Return the index of a node, invalid when it is not shown."""
        place = self._place.get(node_id) if node_id is not None else None
        if place is None or place not in self._row:
            return QModelIndex()
        return self.createIndex(self._row[place], column, place)

    def node_at(self, index: Index) -> PlanNode | None:
        """Return the node of an index."""
        return self._nodes[index.internalId()] if index.isValid() else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        if parent.column() > 0:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else None, ()))

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return len(Column)

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a cell."""
        rows = self._children.get(parent.internalId() if parent.isValid() else None, ())
        if not (0 <= row < len(rows) and 0 <= column < len(Column)) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index = NO_INDEX) -> Any:
        """Return the index above."""
        if not index.isValid():
            return QModelIndex()
        above = self._parent_place(index.internalId())
        return QModelIndex() if above is None else self.createIndex(self._row[above], 0, above)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(node, index.column())
        if role == NODE_ROLE:
            return node
        if role == COUNT_ROLE:
            return self._counts.get(node.node_id, 0)
        if role == FAULT_ROLE:
            return self._doubts.get(node.node_id)
        if role == SEVERITY_ROLE:
            return self._severities.get(node.node_id)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(node, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            doubts = self._doubts.get(node.node_id, "") if index.column() == Column.NUMBER else ""
            return f"{_text(node, index.column())} {doubts}".strip()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _parent_place(self, place: int) -> int | None:
        above = self._nodes[place].parent_id
        return None if above is None else self._place.get(above)

    def _arrange(self) -> None:
        shown = self._shown_places()
        self._children, self._row = {}, {}
        for place in range(len(self._nodes)):
            if shown is None or place in shown:
                siblings = self._children.setdefault(self._parent_place(place), [])
                self._row[place] = len(siblings)
                siblings.append(place)

    def _shown_places(self) -> set[int] | None:
        if not self._filter:
            return None
        if len(self._searched) != len(self._nodes):
            self._searched = [_searched(node) for node in self._nodes]
        shown: set[int] = set()
        for place, words in enumerate(self._searched):
            if self._filter in words:
                above: int | None = place
                while above is not None and above not in shown:
                    shown.add(above)
                    above = self._parent_place(above)
        return shown

    def _count(self, snapshot: PlanSnapshot | None) -> None:
        """Count the items under each section and gather the faults of each node."""
        self._counts, self._doubts, self._severities = {}, {}, {}
        if snapshot is None:
            return
        for node in snapshot.nodes:
            if node.kind is NodeKind.ITEM:
                above = node.parent_id
                while above is not None and above in self._place:
                    self._counts[above] = self._counts.get(above, 0) + 1
                    above = snapshot.by_id[above].parent_id
        for fault in snapshot.faults:
            if fault.node is not None:
                known = self._doubts.get(fault.node)
                self._doubts[fault.node] = f"{known}\n{fault.message}" if known else fault.message
                heaviest = self._severities.get(fault.node, fault.severity)
                self._severities[fault.node] = min(heaviest, fault.severity, key=WEIGHT.__getitem__)

    def _tell_contents_changed(self, before: tuple[PlanNode, ...], doubts: dict[int, str]) -> None:
        """Tell of the rows that are not as they were; to tell of all would cost the view its whole layout each time."""
        for place, (old, new) in enumerate(zip(before, self._nodes, strict=True)):
            if old != new or doubts.get(new.node_id) != self._doubts.get(new.node_id):
                row = self._row[place]
                self.dataChanged.emit(self.createIndex(row, 0, place), self.createIndex(row, len(Column) - 1, place))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _tip(self, node: PlanNode, column: int) -> str | None:
        if column == Column.NUMBER:
            return self._doubts.get(node.node_id)
        if column == Column.TITLE:
            return f"{node.number}{node.title}"
        if column == Column.LEADS and any(not found.stated for found in node.leads):
            return f"{_text(node, column)}\n原文没有写明谁牵头，按第一个推定"
        return _text(node, column) or None


def _shape(nodes: tuple[PlanNode, ...]) -> list[tuple[int, int | None]]:
    return [(node.node_id, node.parent_id) for node in nodes]


def _searched(node: PlanNode) -> str:
    return "\n".join(
        [
            *(node.number, node.title, node.body, unit_line(node.assignments), deadline_line(node)),
            *(found.text for found in node.fields),
        ]
    )


def _text(node: PlanNode, column: int) -> str:
    if column == Column.NUMBER:
        return node.number
    if column == Column.TITLE:
        return node.title
    if column == Column.LEADS:
        return unit_line(node.leads)
    if column == Column.PARTNERS:
        return unit_line(node.partners) + (" 等" if node.open_ended else "")
    return deadline_line(node)
