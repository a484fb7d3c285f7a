"""The units of a round as rows: how far each is, as a shape and a word."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from planner.core.rounds import SHAPES, ReturnState, Round, RoundUnit
from planner.core.snapshot import UnitRef
from planner.ui.itemmodels.heads import head_data
from planner.ui.lights import light_icon
from planner.ui.look import current_look

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns."""

    UNIT = 0
    STATE = 1
    COUNT = 2
    SENT = 3
    RETURNED = 4
    CONTACT = 5
    FILE = 6


HEADS = ("单位", "报送情况", "任务", "发出", "报送", "联系人电话", "收到的文件")
_AT_ONCE = QModelIndex()


class RoundRows(QAbstractTableModel):
    """A row a unit, in order of print."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[RoundUnit, UnitRef], ...] = ()
        self._due_on: date | None = None
        self._day = date.today()

    def show_round(
        self, round_: Round | None, units: Sequence[UnitRef], day: date, wanted: frozenset[ReturnState] | None
    ) -> None:
        """Show the units of a round; `wanted` keeps those that are so far."""
        by_id = {unit.unit_id: unit for unit in units}
        self.beginResetModel()
        self._day, self._due_on = day, round_.due_on if round_ is not None else None
        listed = round_.units if round_ is not None else ()
        self.rows = tuple(
            (one, by_id[one.unit_id])
            for one in listed
            if one.unit_id in by_id and (wanted is None or one.state(self._due_on, day) in wanted)
        )
        self.endResetModel()

    def state(self, row: int) -> ReturnState:
        """Return how far the unit of a row is."""
        return self.rows[row][0].state(self._due_on, self._day)

    def rowCount(self, parent: Index = _AT_ONCE) -> int:
        """Return how many units are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _AT_ONCE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        one, unit = self.rows[index.row()]
        column = Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(one, unit, column, index.row())
        if role == Qt.ItemDataRole.DecorationRole and column is Column.STATE:
            return light_icon(SHAPES[self.state(index.row())])
        if role == Qt.ItemDataRole.ForegroundRole and column in {Column.CONTACT, Column.FILE}:
            return QColor(current_look().muted)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        return head_data(HEADS, section, orientation, role)

    def _words(self, one: RoundUnit, unit: UnitRef, column: Column, row: int) -> str:
        if column is Column.UNIT:
            return unit.name
        if column is Column.STATE:
            return self.state(row).value
        if column is Column.COUNT:
            if one.sent_on is None:
                return ""
            return f"{one.answered} / {len(one.asked)} 项" if one.returned_on else f"{len(one.asked)} 项"
        if column is Column.SENT:
            return _spoken(one.sent_on)
        if column is Column.RETURNED:
            return _spoken(one.returned_on)
        if column is Column.CONTACT:
            return " ".join(filter(None, (unit.contact, unit.phone)))
        return one.file_name or ("另行报送" if one.returned_on else "")


def _spoken(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
