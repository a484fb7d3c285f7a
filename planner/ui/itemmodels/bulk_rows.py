"""What a change for many would do, as rows: the item, its units now, its units then."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from planner.core.bulk import Names, UnitsAfter, units_before
from planner.core.labels import numbered
from planner.ui.itemmodels.problems import Index, RowsModel
from planner.ui.look import current_look
from planner.ui.wording import KINDS

ITEM, NOW, THEN = range(3)


class BulkRows(RowsModel):
    """Only what changes is listed."""

    columns = ("任务", "现在", "改成")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.changes: Sequence[UnitsAfter] = ()

    def show_changes(self, changes: Sequence[UnitsAfter]) -> None:
        """Show these."""
        self.beginResetModel()
        self.changes = tuple(changes)
        self.rows = tuple(_cells(change) for change in self.changes)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if index.isValid() and role == Qt.ItemDataRole.ForegroundRole and index.column() == NOW:
            return QColor(current_look().muted)
        return super().data(index, role)


def _cells(change: UnitsAfter) -> tuple[str, ...]:
    node = change.node
    title = numbered(node.number, node.title) or KINDS[node.kind]
    return title, _units(*units_before(node)), _units(change.leads, change.partners)


def _units(leads: Names, partners: Names) -> str:
    parts = [f"{word}：{'、'.join(names)}" for word, names in (("牵头", leads), ("配合", partners)) if names]
    return "　".join(parts) or "没有单位"
