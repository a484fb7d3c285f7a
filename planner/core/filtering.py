"""Which items of a plan are wanted: the choices of a filter as a value, for the window, the prints and the commands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.core.involvement import involvements
from planner.core.progress import Status
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind, Role


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What is wanted; an empty choice wants everything.

    `units` are canonical names (a group's members count too); `role` narrows them. `sections` are node ids of headings
    at any level; `due_by` keeps what is due up to that day and not done.
    """

    units: tuple[str, ...] = ()
    role: Role | None = None
    sections: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    due_by: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self == ItemFilter()

    def chosen(self, plan: PlanSnapshot, day: date) -> frozenset[int]:
        """Return the ids of the wanted items, status and lateness as of `day`."""
        tests: list[Callable[[PlanNode], bool]] = []
        if self.units:
            parts = involvements(plan)
            roles = {self.role} if self.role else set(Role)
            having = {p.item.node_id for p in parts if p.unit.name in self.units and p.role in roles}
            named = {
                node.node_id
                for node in plan.items
                for found in node.assignments
                if found.unit.name in self.units and found.role in roles
            }
            tests.append(lambda node: node.node_id in having | named)
        if self.sections:
            tests.append(lambda node: bool(_above(plan, node).intersection(self.sections)))
        if self.statuses:
            tests.append(lambda node: standing(node, day).status in self.statuses)
        if self.due_by is not None:
            tests.append(lambda node: self._is_due(node, day))
        return frozenset(node.node_id for node in plan.items if all(test(node) for test in tests))

    def words(self, plan: PlanSnapshot) -> str:
        """Return the filter as a sub-title says it, empty for none: 仅基教科牵头、状态为滞后的任务."""
        parts = []
        if self.units:
            does = {Role.LEAD: "牵头", Role.PARTNER: "配合", None: "牵头或配合"}[self.role]
            parts.append("、".join(self.units) + does)
        if self.sections:
            parts.append("、".join(f"“{plan.by_id[one].title}”部分" for one in self.sections if one in plan.by_id))
        if self.statuses:
            parts.append(f"状态为{'、'.join(self.statuses)}")
        if self.due_by is not None:
            parts.append(f"{self.due_by.year}年{self.due_by.month}月{self.due_by.day}日前到期")
        return f"仅列{'，'.join(parts)}的任务" if parts else ""

    def _is_due(self, node: PlanNode, day: date) -> bool:
        state = standing(node, day)
        is_open = state.status not in {Status.DONE, Status.LASTING, Status.PAUSED}
        return is_open and state.due_on is not None and self.due_by is not None and state.due_on <= self.due_by


def _above(plan: PlanSnapshot, node: PlanNode) -> set[int]:
    found: set[int] = set()
    parent = plan.by_id.get(node.parent_id or 0)
    while parent is not None:
        if parent.kind is NodeKind.SECTION:
            found.add(parent.node_id)
        parent = plan.by_id.get(parent.parent_id or 0)
    return found
