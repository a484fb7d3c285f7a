"""What is not right with the division of labour in a plan: nobody in charge, a unit twice, a group without members.

Each finding names what it is about, a node or a unit. Nothing is kept: it is found anew in the plan as it stands.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import NodeKind, Role, UnitKind


class CheckKind(StrEnum):
    """What is looked for; the value is the clerk's word for it."""

    NO_LEAD = "没有牵头单位"
    BOTH_ROLES = "同一单位既牵头又配合"
    TWICE = "同一单位写了两次"
    RETIRED = "用着已停用的单位"
    OPEN_GROUP = "群组没有定成员"
    NO_DEADLINE = "没有时限"
    UNSORTED = "单位没有归类"
    IDLE = "名录里的单位没有任务"


ADVICE = {
    CheckKind.NO_LEAD: "在牵头栏填上单位；Ctrl+G 逐条分派",
    CheckKind.BOTH_ROLES: "从牵头栏或配合栏里去掉它",
    CheckKind.TWICE: "去掉多余的一处",
    CheckKind.RETIRED: "换成现在的单位；Ctrl+B 可以全部替换",
    CheckKind.OPEN_GROUP: "在单位页填上成员，分工清单才能列到各单位",
    CheckKind.NO_DEADLINE: "在时限栏填上完成时限",
    CheckKind.UNSORTED: "在单位页选一个类别",
    CheckKind.IDLE: "看看是否漏了；不再用的可以停用",
}
MATTERING = frozenset(
    {CheckKind.NO_LEAD, CheckKind.BOTH_ROLES, CheckKind.TWICE, CheckKind.RETIRED, CheckKind.OPEN_GROUP}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not right: in a node, with a unit, or with a unit alone. `count` are the nodes it touches."""

    kind: CheckKind
    node: PlanNode | None = None
    unit: UnitRef | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """All findings of one kind, in plan order or in the order of the register."""

    kind: CheckKind
    findings: tuple[Finding, ...]

    @property
    def matters(self) -> bool:
        """Whether a table that is printed now would be wrong; the others are remarks."""
        return self.kind in MATTERING

    @property
    def item_ids(self) -> tuple[int, ...]:
        """The nodes among them that are items: a filter shows these."""
        found = [one.node.node_id for one in self.findings if one.node is not None and one.node.kind is NodeKind.ITEM]
        return tuple(dict.fromkeys(found))

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The units it is about where it is about no node."""
        return tuple(found.unit.name for found in self.findings if found.unit is not None and found.node is None)


def checks_of(plan: PlanSnapshot) -> tuple[Check, ...]:
    """Return what was found, what matters most first; a kind without findings is left out."""
    found: dict[CheckKind, list[Finding]] = {kind: [] for kind in CheckKind}
    used: dict[int, UnitRef] = {}
    counts: Counter[int] = Counter()
    no_lead, no_deadline = found[CheckKind.NO_LEAD], found[CheckKind.NO_DEADLINE]
    for node in plan.nodes:
        assignments = node.assignments
        if node.kind is NodeKind.ITEM:
            if not any(one.role is Role.LEAD for one in assignments):
                no_lead.append(Finding(CheckKind.NO_LEAD, node))
            if not node.deadlines:
                no_deadline.append(Finding(CheckKind.NO_DEADLINE, node))
        if assignments:
            units = {one.unit.unit_id: one.unit for one in assignments}
            used.update(units)
            counts.update(units.keys())
            if len(units) < len(assignments) or any(unit.is_retired for unit in units.values()):
                for finding in _of_units(node):
                    found[finding.kind].append(finding)
    for finding in _of_register(plan, used, counts):
        found[finding.kind].append(finding)
    return tuple(Check(kind, tuple(findings)) for kind, findings in found.items() if findings)


def mattering(checks: tuple[Check, ...]) -> int:
    """Return how many findings there are that a printed table would suffer from."""
    return sum(len(check.findings) for check in checks if check.matters)


def _of_units(node: PlanNode) -> Iterator[Finding]:
    """Yield what is wrong with the units of a node; units that a section handed down are told there."""
    own = [one for one in node.assignments if one.inherited_from is None]
    for unit in {one.unit.unit_id: one.unit for one in own}.values():
        roles = [one.role for one in own if one.unit.unit_id == unit.unit_id]
        if len(set(roles)) > 1:
            yield Finding(CheckKind.BOTH_ROLES, node, unit)
        elif len(roles) > 1:
            yield Finding(CheckKind.TWICE, node, unit)
        if unit.is_retired:
            yield Finding(CheckKind.RETIRED, node, unit)


def _of_register(plan: PlanSnapshot, used: dict[int, UnitRef], counts: Counter[int]) -> Iterator[Finding]:
    """Yield what is wrong with units whatever the node."""
    busy = set(used)
    for unit in sorted(used.values(), key=lambda unit: unit.order):
        members = plan.members.get(unit.unit_id, ())
        busy.update(member.unit_id for member in members)
        if unit.is_group and not members:
            yield Finding(CheckKind.OPEN_GROUP, unit=unit, count=counts[unit.unit_id])
        if unit.kind is UnitKind.UNSORTED:
            yield Finding(CheckKind.UNSORTED, unit=unit, count=counts[unit.unit_id])
    for unit in plan.register:
        if unit.unit_id not in busy and not unit.is_retired and not unit.is_group:
            yield Finding(CheckKind.IDLE, unit=unit)
