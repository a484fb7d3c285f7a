"""The cells that a returned file would change, with a tick each: old beside new, and what is doubtful."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from planner.core.customs import USUAL, Customs
from planner.core.returns import CellChange, Proposal, Return, RowReturn, shown_word
from planner.ui.itemmodels.heads import head_data
from planner.ui.look import current_look

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns."""

    TASK = 0
    FIELD = 1
    OLD = 2
    NEW = 3
    DOUBT = 4


HEADS = ("任务", "栏目", "原来", "填报", "疑问")
_AT_ONCE = QModelIndex()
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
Line = tuple[RowReturn, CellChange] | Proposal


class ReturnRows(QAbstractTableModel):
    """A row a cell; new items that the unit proposes come last. `toggled` tells of a row that is ticked or not."""

    toggled = Signal(int, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._ticked: list[bool] = []
        self._customs = USUAL

    def show_file(self, file: Return | None, ticked: list[bool], customs: Customs) -> None:
        """Show the cells of a file with their ticks."""
        self.beginResetModel()
        self.lines = (*file.changes, *file.proposals) if file is not None else ()
        self._ticked, self._customs = ticked, customs
        self.endResetModel()

    def is_possible(self, row: int) -> bool:
        """Tell whether a row can be ticked."""
        line = self.lines[row]
        return isinstance(line, Proposal) or line[1].possible

    def rowCount(self, parent: Index = _AT_ONCE) -> int:
        """Return how many cells are shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _AT_ONCE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first cell of a row be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Column.TASK and self.is_possible(index.row()):
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TASK:
            return (_CHECKED if self._ticked[index.row()] else _UNCHECKED).value
        if role == Qt.ItemDataRole.DisplayRole and column is Column.TASK and self._is_same_task(index.row()):
            return ""  # named in the row above; said aloud and by the tip all the same
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(current_look().doubt if column is Column.DOUBT else current_look().text)
        if role == Qt.ItemDataRole.FontRole and column is Column.NEW:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row or take its tick away."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not self.is_possible(index.row()):
            return False
        is_on = Qt.CheckState(value) is _CHECKED
        if self._ticked[index.row()] != is_on:
            self._ticked[index.row()] = is_on
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
            self.toggled.emit(index.row(), is_on)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        return head_data(HEADS, section, orientation, role)

    def _is_same_task(self, row: int) -> bool:
        """Whether a row is about the same item of the return as the one above it."""
        above, line = self.lines[row - 1] if row else None, self.lines[row]
        return isinstance(above, tuple) and isinstance(line, tuple) and above[0] is line[0]

    def _words(self, line: Line, column: Column) -> str:
        if isinstance(line, Proposal):
            words = {Column.TASK: "新增事项", Column.FIELD: "任务", Column.NEW: line.task}
            return words.get(column, "单位提出的，勾选后加为新任务" if column is Column.DOUBT else "")
        row, change = line
        if column is Column.TASK:
            return f"{row.asked.number}　{row.asked.task.partition(chr(10))[0].partition('。')[0]}"
        if column is Column.FIELD:
            return change.field.value
        if column is Column.DOUBT:
            return change.doubt
        return shown_word(self._customs, change.field, change.old if column is Column.OLD else change.new)
