"""The page of the register of units: what each has to do in the plans of the year, and what it is called."""

from PySide6.QtWidgets import QVBoxLayout

from planner.core.filtering import ItemFilter
from planner.services.records import UnitTask
from planner.ui.appearance import Kept
from planner.ui.dialogs.register import Register
from planner.ui.pages.page import Page
from planner.ui.workspace import PLAN, Workspace

OF_THE_WINDOW = ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+F", "Ctrl+P", "F6", "Shift+F6")


class UnitsPage(Page):
    """`arrive` with a unit's id shows that unit; without one it waits for a name."""

    takes = frozenset({"print_plan", "focus_filter", "next_pane", "previous_pane"})

    def __init__(self, workspace: Workspace, window: object) -> None:
        super().__init__(workspace, window)  # type: ignore[arg-type]
        self.register = Register(workspace, self.main_window.worker, self)
        self.register.bind(skipped=OF_THE_WINDOW)
        self.register.task_wanted.connect(self._go_to)
        self.register.items_wanted.connect(self._show_items)
        self.register.escaped.connect(lambda: workspace.go(PLAN))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)

    def arrive(self, about: object) -> None:
        """Show a unit, or take the cursor for the name of one."""
        if isinstance(about, int):
            self.register.show_unit(about)
        else:
            self.register.begin_search()

    def kept(self) -> dict[str, Kept]:
        """Return what is remembered of the register."""
        return {
            "register_split": self.register.split,
            "register_columns": self.register.table.columns,
            "unit_task_columns": self.register.sheet.tasks.columns,
        }

    def print_plan(self) -> None:
        """Print what the chosen units have to do."""
        self.register.print_lists()

    def focus_filter(self) -> None:
        """Put the cursor into the search."""
        self.register.begin_search()

    def next_pane(self) -> None:
        """Put the focus into the next part."""
        self.register.next_pane()

    def previous_pane(self) -> None:
        """Put the focus into the part before."""
        self.register.previous_pane()

    def _go_to(self, task: UnitTask) -> None:
        self.workspace.go_to(task.plan_id, task.item.node_id)

    def _show_items(self, plan_id: int, chosen: object) -> None:
        if isinstance(chosen, ItemFilter):
            self.workspace.go_to_items(plan_id, chosen)
