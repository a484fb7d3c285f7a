"""The steps of the journal as rows: those that are undone stand first, and are pale."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from planner.ui.backup_words import when_words
from planner.ui.itemmodels.problems import Index, RowsModel
from planner.ui.look import current_look

if TYPE_CHECKING:
    from planner.services.step_list import StepLine

UNDONE = "已撤销"


class Column(IntEnum):
    """The columns."""

    WHEN = 0
    STEP = 1
    PLAN = 2
    AUTHOR = 3
    STATE = 4


class StepRows(RowsModel):
    """A row a step, the newest first."""

    columns = ("时间", "步骤", "计划", "谁", "情况")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[StepLine, ...] = ()

    def show_steps(self, lines: Sequence["StepLine"], today: date) -> None:
        """Show these steps."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.rows = tuple(
            (when_words(one.made_at, today), one.name, "、".join(one.plans), one.author, UNDONE * one.is_undone)
            for one in lines
        )
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid():
            is_pale = self.lines[index.row()].is_undone or index.column() != Column.STEP
            return QColor(current_look().muted) if is_pale else None
        return super().data(index, role)
