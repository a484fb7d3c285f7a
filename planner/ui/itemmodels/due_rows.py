"""The rows of the page 到期: headings, and below each the lines that are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.core.agenda import DueLine, Part, far_words, weekday
from planner.core.labels import numbered

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
HEADS = ("时限", "任务", "牵头", "计划", "状态")


class Column(IntEnum):
    """The columns."""

    DAY = 0
    ITEM = 1
    LEADS = 2
    PLAN = 3
    STATUS = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A row over the whole width."""

    words: str
    count: int
    shown: int

    @property
    def counted(self) -> str:
        """The count: 9 项, or how many of them are shown."""
        return f"{self.count} 项" if self.shown == self.count else f"{self.count} 项，列出 {self.shown} 项"


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line as the cells show it; `beside` and `below` are what stands paler behind the day and the title."""

    line: DueLine
    day: str
    beside: str
    title: str
    behind: str
    leads: str
    plan: str
    far: str

    def cell(self, column: int) -> str:
        """Return the words of a cell."""
        if column == Column.DAY:
            return f"{self.day} {self.beside}".strip()
        if column == Column.ITEM:
            return f"{self.title}　{self.behind}".rstrip("　")
        return (self.leads, self.plan, f"{self.line.state.word} {self.far}".strip())[column - Column.LEADS]


def _place(row: Heading | DueLine) -> tuple[object, ...]:
    """Return what tells a row from others, however it stands."""
    return (row.words,) if isinstance(row, Heading) else (row.node.node_id, row.due_on, row.part)


def row_of(line: DueLine, day: date, *, is_brief: bool = False) -> DueRow:
    """Return a line as it is shown on `day`; a brief one without the words of its day."""
    year = f"{line.due_on.year}-" if line.due_on.year != day.year else ""
    title = numbered(line.node.number, line.node.title) or "（无标题）"
    behind = {
        Part.STEP: f"举措 · {numbered(line.item.number, line.item.title)}",
        Part.STAGE: "其中一个时间节点",
        Part.DUTY: "经常性工作",
    }.get(line.part, "")
    plan = line.plan.head.title or line.plan.source.name
    return DueRow(
        line=line,
        day=f"{year}{line.due_on.month:02}-{line.due_on.day:02} {weekday(line.due_on)}",
        beside="" if is_brief or f"{line.due_on.month}月{line.due_on.day}日" in line.words else line.words,
        title=" ".join(title.split()),
        behind=" ".join(behind.split()),
        leads="、".join(dict.fromkeys(found.unit.name for found in (line.node.leads or line.item.leads))),
        plan=plan.strip("《》"),
        far=_far(line, day),
    )


def _far(line: DueLine, day: date) -> str:
    """Return how far the day is, without the word that the status says already."""
    if not line.is_open or line.part is Part.STAGE:
        return ""
    words = far_words(line.due_on, day)
    return words.removeprefix("逾期 ") if line.state.is_overdue else words


class DueModel(QAbstractTableModel):
    """Headings cannot be chosen; the arrows go from line to line. `is_brief` leaves out the words of days."""

    def __init__(self, parent: QObject, *, is_brief: bool = False) -> None:
        super().__init__(parent)
        self._is_brief = is_brief
        self.rows: list[Heading | DueLine] = []
        self._day = date.min
        self._shown: dict[int, DueRow] = {}

    def show_groups(
        self, groups: Sequence[tuple[str, Sequence[DueLine]]], day: date, counts: Mapping[str, int]
    ) -> None:
        """Show these lines under their headings; `counts` says how many one stands for where fewer are shown."""
        rows: list[Heading | DueLine] = []
        for words, lines in groups:
            rows.append(Heading(words, counts.get(words, len(lines)), len(lines)))
            rows += lines
        self._day, self._shown = day, {}
        if [_place(row) for row in rows] == [_place(row) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row(self, place: int) -> "Heading | DueRow":
        """Return a row as the cells show it; a line is worded when it is first seen."""
        row = self.rows[place]
        if isinstance(row, Heading):
            return row
        if place not in self._shown:
            self._shown[place] = row_of(row, self._day, is_brief=self._is_brief)
        return self._shown[place]

    def line_at(self, index: Index) -> DueLine | None:
        """Return the line of a row."""
        row = self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None
        return row if isinstance(row, DueLine) else None

    def place_of(self, node_id: int, due_on: date) -> int:
        """Return the first row that is about a node and a day, else about the node, -1 for none."""
        about = [n for n, row in enumerate(self.rows) if isinstance(row, DueLine) and row.node.node_id == node_id]
        exact = [n for n in about if isinstance(row := self.rows[n], DueLine) and row.due_on == due_on]
        return (exact or about or [-1])[0]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section] if 0 <= section < len(HEADS) else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let lines be chosen, headings not."""
        if self.line_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role == LINE_ROLE:
            return self.row(index.row())
        if role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
        ):  # fmt: skip
            return None
        row = self.row(index.row())
        if isinstance(row, Heading):
            return f"{row.words}（{row.counted}）" if index.column() == 0 else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.DAY:
            return "，".join(filter(None, (row.cell(column) for column in Column)))
        return row.cell(index.column())
