"""The list of what one unit has to do in all plans of the year; Enter or a double click goes to the task."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.services.records import UnitTask
from planner.ui.itemmodels.unit_tasks import DEADLINE, NUMBER, PLAN, STATUS, TITLE, TaskRows, part_of
from planner.ui.look import LIGHT_GAP, light_size
from planner.ui.panes.problems import ENTER, RowList

SHARES = {NUMBER: (3, 0.1, 5), PLAN: (4, 0.2, 22), DEADLINE: (4, 0.15, 13), STATUS: (6, 0.1, 7)}
CELL_MARGINS = 16


class UnitTasks(RowList):
    """What the unit leads comes first."""

    task_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        self.tasks_model = TaskRows(parent)
        super().__init__("这个单位的任务", self.tasks_model, TITLE, SHARES, parent)
        self.tasks_model.setParent(self)
        self.setObjectName("register")
        self.ensurePolished()  # else the rows are measured without the style
        self.doubleClicked.connect(self._go)

    def show_tasks(self, tasks: Sequence[UnitTask]) -> None:
        """Show these; what was chosen stays chosen as far as it is there. One plan alone is not named in each row."""
        chosen = self.chosen()
        has_several = len({task.plan_id for task in tasks}) > 1
        self.tasks_model.show_tasks(tasks)
        for row, line in enumerate(self.tasks_model.lines):
            self.setFirstColumnSpanned(row, QModelIndex(), not isinstance(line, UnitTask))
        self.columns.hide(() if has_several else (PLAN,))
        letters = self.fontMetrics().horizontalAdvance
        states = max((cells[STATUS] for cells in self._cells()), key=len, default="")
        self.columns.need(STATUS, letters(states) + light_size() + LIGHT_GAP + CELL_MARGINS)
        self.columns.wish({
            column: letters(max((cells[column] for cells in self._cells()), key=len, default="")) + CELL_MARGINS
            for column in (NUMBER, PLAN, DEADLINE)
        })  # fmt: skip
        if chosen is not None:
            self._choose_same(chosen)

    def chosen(self) -> UnitTask | None:
        """Return the chosen task."""
        return self.tasks_model.task_at(self.currentIndex())

    def choose_first(self, part: int | None = None) -> None:
        """Choose the first task, or the first of one part, and take the focus."""
        parts = (0, 1, 2) if part is None else (part,)
        rows = [row for one in parts if (row := self.tasks_model.row_of(one)) is not None]
        if rows:
            index = self.tasks_model.index(rows[0], 0)
            self.setCurrentIndex(index)
            self.scrollTo(self.tasks_model.index(max(0, rows[0] - 1), 0), self.ScrollHint.PositionAtTop)
            self.setFocus()

    def _cells(self) -> list[Sequence[str]]:
        """Return the words of the rows that are no headings."""
        lines = zip(self.tasks_model.lines, self.tasks_model.rows, strict=True)
        return [cells for line, cells in lines if isinstance(line, UnitTask)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in ENTER and not event.modifiers():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        task = self.tasks_model.task_at(index)
        if task is not None:
            self.task_wanted.emit(task)

    def _choose_same(self, chosen: UnitTask) -> None:
        for row, line in enumerate(self.tasks_model.lines):
            if (
                isinstance(line, UnitTask)
                and line.item.node_id == chosen.item.node_id
                and part_of(line) == part_of(chosen)
            ):
                self.setCurrentIndex(self.tasks_model.index(row, 0))
                return
