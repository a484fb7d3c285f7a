"""The faults of a plan and its leftovers as rows of text, heaviest first, then in the order of the source."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.core.draft import Fault, Leftover
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.ui.icons import grown, picture
from planner.ui.itemmodels.heads import head_data
from planner.ui.look import severity_color
from planner.ui.outline import node_of_fault
from planner.ui.wording import SEVERITIES, WEIGHT, label_of

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ICONS = {"error": "circle-alert", "doubt": "triangle-alert", "note": "info"}


class RowsModel(QAbstractTableModel):
    """A table of strings with a head; subclasses fill it."""

    columns: tuple[str, ...] = ()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[tuple[str, ...]] = ()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        return head_data(self.columns, section, orientation, role)


class FaultsModel(RowsModel):
    """Weight, what is doubtful, what is proposed, and where."""

    columns = ("轻重", "疑点", "建议", "所在")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.faults: tuple[Fault, ...] = ()
        self.nodes: list[PlanNode | None] = []

    def show_snapshot(self, snapshot: PlanSnapshot | None) -> None:
        """Show the faults of a plan."""
        self.beginResetModel()
        found = snapshot.open_faults if snapshot is not None else ()
        self.faults = tuple(sorted(found, key=lambda fault: (WEIGHT[fault.severity], fault.start or 0)))
        self.nodes = [node_of_fault(snapshot, fault) for fault in self.faults] if snapshot is not None else []
        self.rows = tuple(
            (SEVERITIES[fault.severity], fault.message, fault.proposal or "", label_of(node) if node else "")
            for fault, node in zip(self.faults, self.nodes, strict=True)
        )
        self.endResetModel()

    def node_of(self, fault: Fault) -> int | None:
        """Return the id of the node that a fault belongs to or stands in."""
        node = self.nodes[self.faults.index(fault)]
        return node.node_id if node is not None else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if index.isValid() and index.column() == 0:
            severity = self.faults[index.row()].severity
            if role == Qt.ItemDataRole.DecorationRole:
                return picture(ICONS[severity], severity_color(severity), grown(14))
            if role == Qt.ItemDataRole.ForegroundRole:
                return severity_color(severity)
        return super().data(index, role)


class LeftoversModel(RowsModel):
    """The text that found no place, and why."""

    columns = ("没有归属的文字", "原因")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.leftovers: tuple[Leftover, ...] = ()

    def show_snapshot(self, snapshot: PlanSnapshot | None) -> None:
        """Show the leftovers of a plan."""
        self.beginResetModel()
        self.leftovers = snapshot.leftovers if snapshot is not None else ()
        text = snapshot.source.text if snapshot is not None else ""
        self.rows = tuple((" ".join(text[found.start : found.end].split()), found.reason) for found in self.leftovers)
        self.endResetModel()
