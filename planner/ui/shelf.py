"""All plans of the store for the pages that list over plans: read when first wanted, and again after a step.

A page that is not seen asks for nothing, so a step in the tree costs it nothing.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.core.agenda import DueLine, due_lines
from planner.services import overview
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.snapshot import PlanSnapshot
    from planner.core.traits import Traits


class Shelf(QObject):
    """The plans but those that have a later version; `changed` tells that they are to be asked for again."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._store = workspace.store
        self._plans: tuple[PlanSnapshot, ...] | None = None
        self._doubts: dict[int, int] | None = None
        self._traits: dict[int, Traits] = {}
        self._lines: dict[date, tuple[DueLine, ...]] = {}
        workspace.plans_changed.connect(self.forget)
        workspace.changed.connect(lambda _snapshot, _change: self._tell())

    @classmethod
    def of(cls, workspace: Workspace) -> "Shelf":
        """Return the one shelf of a workspace."""
        return workspace.findChild(cls) or cls(workspace)

    @property
    def plans(self) -> "tuple[PlanSnapshot, ...]":
        """The plans as far as lists need them, the oldest first."""
        if self._plans is None:
            self._plans = overview.latest_plans(self._store)
        return self._plans

    @property
    def doubts(self) -> dict[int, int]:
        """How many doubts wait in each plan that has any."""
        if self._doubts is None:
            self._doubts = overview.open_doubts(self._store)
        return self._doubts

    def lines(self, day: date) -> tuple[DueLine, ...]:
        """Return everything that has a day, as it stands on `day`."""
        if day not in self._lines:
            found = [line for plan in self.plans for line in due_lines(plan, day)]
            self._lines = {day: tuple(sorted(found, key=lambda line: line.order))}
        return self._lines[day]

    def traits(self, plan: "PlanSnapshot", day: date) -> "Traits":
        """Return what can be asked of the items of a plan: made once, so that each letter typed costs a look."""
        from planner.core.traits import Traits

        known = self._traits.get(plan.plan_id)
        if known is None or known.plan is not plan or known.day != day:
            known = self._traits[plan.plan_id] = Traits(plan, day, known)
        return known

    def forget(self) -> None:
        """Read anew when asked next."""
        self._plans = self._doubts = None
        self._lines = {}

    def _tell(self) -> None:
        self.changed.emit()
