"""What one unit has to do, as rows: what it leads, what it joins, what it has by a group, each under its heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont

from planner.core.deadlines import shown_deadlines
from planner.core.vocabulary import Role
from planner.services.records import UnitTask
from planner.ui.itemmodels.problems import Index, RowsModel
from planner.ui.lights import light_icon
from planner.ui.look import current_look

NUMBER, TITLE, PLAN, DEADLINE, STATUS = range(5)
LEADS, JOINS, BY_GROUP = range(3)
LEAST_CUT = 2
HEADINGS = ("牵头", "配合", "经群组")
_ROLES = {Role.LEAD: "牵头", Role.PARTNER: "配合"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over the tasks of one part."""

    part: int
    count: int


def part_of(task: UnitTask) -> int:
    """Return under which heading a task stands."""
    return BY_GROUP if task.group else LEADS if task.role is Role.LEAD else JOINS


class TaskRows(RowsModel):
    """A heading is a row too; it cannot be chosen."""

    columns = ("原序号", "任务", "计划", "时限", "状态")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Heading | UnitTask] = ()

    def show_tasks(self, tasks: Sequence[UnitTask]) -> None:
        """Show these: by what the unit has to do, and as they come."""
        self.beginResetModel()
        lines: list[Heading | UnitTask] = []
        for part, found in groupby(sorted(tasks, key=part_of), part_of):
            listed = list(found)
            lines += [Heading(part, len(listed)), *listed]
        self.lines = tuple(lines)
        titles = {task.plan_title for task in tasks}
        same = takewhile(lambda letters: len(set(letters)) == 1, zip(*titles, strict=False))
        cut = sum(1 for _ in same) if len(titles) > 1 else 0
        self.rows = tuple(_cells(line, cut) for line in lines)
        self.endResetModel()

    def task_at(self, index: Index) -> UnitTask | None:
        """Return the task that stands in a row."""
        line = self.lines[index.row()] if index.isValid() else None
        return line if isinstance(line, UnitTask) else None

    def row_of(self, part: int) -> int | None:
        """Return the row of the first task under a heading."""
        return next(
            (row for row, line in enumerate(self.lines) if isinstance(line, UnitTask) and part_of(line) == part), None
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a heading be read and not chosen."""
        found = super().flags(index)
        return found if not index.isValid() or self.task_at(index) is not None else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        task, column = self.task_at(index), index.column()
        if task is None:
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(True)
                return font
            return super().data(index, role) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DecorationRole and column == STATUS and task.state.light is not None:
            return light_icon(task.state.light)
        if role == Qt.ItemDataRole.ForegroundRole and column in (NUMBER, PLAN, DEADLINE):
            return QColor(current_look().muted)
        if role == Qt.ItemDataRole.ToolTipRole and column == PLAN:
            return task.plan_title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self.rows[index.row()][column]}\n双击或按 Enter 转到这一项".strip()
        return super().data(index, role)


def _cells(line: Heading | UnitTask, cut: int) -> tuple[str, ...]:
    """Return the words of a row; of the title of its plan those that all of them begin with are cut."""
    if isinstance(line, Heading):
        return f"{HEADINGS[line.part]}　{line.count} 项", "", "", "", ""
    by_group = f"△{_ROLES[line.role]}（{line.group}）　" if line.group else ""
    plan = f"…{line.plan_title[cut:]}" if LEAST_CUT <= cut < len(line.plan_title) else line.plan_title
    words = "；".join(found.text for found in shown_deadlines(line.item.deadlines))
    return line.item.number, f"{by_group}{line.item.title}", plan, words, line.state.word
