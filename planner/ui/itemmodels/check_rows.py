"""A checklist template as rows that are edited in place: headings of parts, and lines below them."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from planner.core.checklist_edits import FIELDS, CheckRow, rows_of
from planner.core.checklists import Checklist
from planner.ui.itemmodels.heads import head_data
from planner.ui.itemmodels.problems import NO_INDEX, Index
from planner.ui.look import current_look

COLUMNS = ("事项", "要求/标准", "责任人", "时间")
TAKES_ITEMS = "（列出计划中的任务）"


class CheckRows(QAbstractTableModel):
    """The rows of one checklist.

    `typed` tells of new words: the row, the field, the words; nothing changes by itself.
    """

    typed = Signal(object, int, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[CheckRow, ...] = ()

    def show_checklist(self, checklist: Checklist | None) -> None:
        """Show the rows of a checklist; an editor stays open where they are as many and of the same kinds."""
        found = rows_of(checklist) if checklist is not None else ()
        if found and [row.line is None for row in found] == [row.line is None for row in self.rows]:
            self.rows = found
            self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells be edited; of a heading the first one."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_heading = index.isValid() and self.rows[index.row()].line is None
        return found if is_heading and index.column() else found | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and what its editor begins with."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if row.line is None:
            return _of_heading(row, index.column(), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return getattr(row.line, FIELDS[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column():
            return QColor(current_look().muted)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed into a cell."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        words = str(value).strip()
        if words != self.data(index, Qt.ItemDataRole.EditRole):
            self.typed.emit(self.rows[index.row()], index.column(), words)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        return head_data(COLUMNS, section, orientation, role)


def _of_heading(row: CheckRow, column: int, role: int) -> Any:
    if role == Qt.ItemDataRole.BackgroundRole:
        return QColor(current_look().band)
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setBold(True)
        return font
    if column:
        return None
    if role == Qt.ItemDataRole.EditRole:
        return row.heading.heading
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return row.heading.heading + (TAKES_ITEMS if row.heading.takes_items else "")
    return None
