"""Which items of a plan are wanted: the choices of a filter as a value, for the window, the prints and the commands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.core.deadlines import shown_deadlines
from planner.core.involvement import Involvement, involvements
from planner.core.progress import Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind, Role


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What is wanted; an empty choice wants everything.

    `units` are canonical names (a group's members count too); `role` narrows them. `sections` are node ids of headings
    at any level; `due_by` keeps what is due up to that day and not done. `text` is looked for in all words of an item
    and of its steps, as the filter of the window does.
    """

    units: tuple[str, ...] = ()
    role: Role | None = None
    sections: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    due_by: date | None = None
    text: str = ""

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
            having = {
                part.item.node_id
                for part in parts
                if part.role in roles and (part.unit.name in self.units or _group_name(part) in self.units)
            }
            having |= {
                node.node_id
                for node in plan.items
                for role in roles
                for found in node.printed_units(role)
                if found.unit.is_group and found.unit.name in self.units
            }
            tests.append(lambda node: node.node_id in having)
        if self.sections:
            tests.append(lambda node: bool(_above(plan, node).intersection(self.sections)))
        if self.statuses:
            tests.append(lambda node: self._has_status(plan, node, day))
        if self.due_by is not None:
            tests.append(lambda node: self._is_due(plan, node, day))
        if self.text:
            tests.append(lambda node: _has_words(plan, node, self.text))
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
            parts.append(f"状态为{'、'.join(map(plan.customs.word, self.statuses))}")
        if self.due_by is not None:
            parts.append(f"{self.due_by.year}年{self.due_by.month}月{self.due_by.day}日前到期、未完成")
        if self.text:
            parts.append(f"含“{self.text}”")
        return f"仅列{'，'.join(parts)}的任务" if parts else ""

    def _has_status(self, plan: PlanSnapshot, node: PlanNode, day: date) -> bool:
        """Tell whether an item has one of the statuses; one that asks for more time has that of before too."""
        state = standing(node, day, plan.customs)
        return state.status in self.statuses or state.shown in self.statuses

    def _is_due(self, plan: PlanSnapshot, node: PlanNode, day: date) -> bool:
        state = standing(node, day, plan.customs)
        is_open = state.group not in {StatusGroup.DONE, StatusGroup.APART}
        return is_open and state.due_on is not None and self.due_by is not None and state.due_on <= self.due_by


def _group_name(part: Involvement) -> str:
    return part.group.name if part.group is not None else ""


def searched(node: PlanNode) -> str:
    """Return the words of a node in which a text is looked for."""
    units = "、".join(found.unit.name for found in node.assignments)
    days = "；".join(found.text for found in shown_deadlines(node.deadlines))
    return "\n".join([node.number, node.title, node.body, units, days, *(found.text for found in node.fields)])


def _has_words(plan: PlanSnapshot, node: PlanNode, words: str) -> bool:
    below = plan.children.get(node.node_id, ())
    return words in searched(node) or any(_has_words(plan, step, words) for step in below)


def _above(plan: PlanSnapshot, node: PlanNode) -> set[int]:
    found: set[int] = set()
    parent = plan.by_id.get(node.parent_id or 0)
    while parent is not None:
        if parent.kind is NodeKind.SECTION:
            found.add(parent.node_id)
        parent = plan.by_id.get(parent.parent_id or 0)
    return found
