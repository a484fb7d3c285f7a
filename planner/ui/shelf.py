"""All plans of the store for the pages that list over plans: read when first wanted, and again after a step.

A page that is not seen asks for nothing, so a step in the tree costs it nothing. A step that touches one plan lets
that plan alone be looked at again; the plan on show is taken as the window has it.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.core.agenda import DueLine, due_lines
from planner.services import overview
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.change import Change
    from planner.core.snapshot import PlanSnapshot
    from planner.core.traits import Traits


class Shelf(QObject):
    """The plans but those that have a later version; `changed` tells that they are to be asked for again."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._store = workspace.store
        self._plans: dict[int, PlanSnapshot] | None = None
        self._customs = workspace.store.settings.customs
        self._stale: set[int] = set()
        self._doubts: dict[int, int] | None = None
        self._traits: dict[int, Traits] = {}
        self._lines: dict[int, tuple[PlanSnapshot, date, tuple[DueLine, ...]]] = {}
        self._listed = _listed(workspace)
        workspace.changed.connect(self._take)

    @classmethod
    def of(cls, workspace: Workspace) -> "Shelf":
        """Return the one shelf of a workspace."""
        return workspace.findChild(cls) or cls(workspace)

    @property
    def plans(self) -> "tuple[PlanSnapshot, ...]":
        """The plans as far as lists need them, the oldest first."""
        if self._customs != self._store.settings.customs:
            self._plans, self._customs = None, self._store.settings.customs
        if self._plans is None or (self._stale and not self._stale <= self._plans.keys()):
            self._plans = {plan.plan_id: plan for plan in overview.latest_plans(self._store)}
        elif self._stale:
            shown = self._workspace.snapshot
            for plan_id in self._stale:
                is_shown = shown is not None and shown.plan_id == plan_id
                self._plans[plan_id] = shown if is_shown and shown is not None else self._store.snapshot(plan_id)
        self._stale = set()
        return tuple(self._plans.values())

    @property
    def doubts(self) -> dict[int, int]:
        """How many doubts wait in each plan that has any."""
        if self._doubts is None:
            self._doubts = overview.open_doubts(self._store)
        return self._doubts

    def lines(self, day: date) -> tuple[DueLine, ...]:
        """Return everything that has a day, as it stands on `day`."""
        found: list[DueLine] = []
        for plan in self.plans:
            known = self._lines.get(plan.plan_id)
            if known is None or known[0] is not plan or known[1] != day:
                known = self._lines[plan.plan_id] = (plan, day, due_lines(plan, day))
            found += known[2]
        return tuple(sorted(found, key=lambda line: line.order))

    def traits(self, plan: "PlanSnapshot", day: date) -> "Traits":
        """Return what can be asked of the items of a plan: made once, so that each letter typed costs a look."""
        from planner.core.traits import Traits

        known = self._traits.get(plan.plan_id)
        if known is None or known.plan is not plan or known.day != day:
            known = self._traits[plan.plan_id] = Traits(plan, day, known)
        return known

    def _take(self, _snapshot: object, change: "Change | None") -> None:
        """Note what is to be read again: the plans that a step touched, or all when it touched what they share."""
        listed = _listed(self._workspace)
        if change is None or not change.plan_ids or listed != self._listed:
            self._plans = None
        else:
            latest = set(listed) - {earlier for earlier in listed.values() if earlier is not None}
            self._stale |= latest.intersection(change.plan_ids)
        self._listed = listed
        self._doubts = None
        self.changed.emit()


def _listed(workspace: Workspace) -> dict[int, int | None]:
    """Return the plans of the store, each with the one that it is a later version of."""
    return {plan.plan_id: plan.earlier_id for plan in workspace.plans}
