"""Who has a part in which item: what unit lists, matrix, statistics and filters count alike.

One rule for all of them: an item counts once for a unit, as lead before partner and directly before by a group. A unit
named only for a step of the item has its part in the item. A group whose members are fixed stands for them (△ "by
group"); one whose members are not fixed yet counts as a unit of its own, so that nobody is missing on paper.
"""

from dataclasses import dataclass

from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import NodeKind, Role


@dataclass(frozen=True, slots=True)
class Involvement:
    """A unit's part in an item: its role, and the group through which it is reached, if not named itself.

    `steps` are the steps of the item that name the unit, when the item itself does not.
    """

    item: PlanNode
    unit: UnitRef
    role: Role
    group: UnitRef | None = None
    steps: tuple[PlanNode, ...] = ()


def involvements(plan: PlanSnapshot, *, inherited: bool = False) -> tuple[Involvement, ...]:
    """Return every part of every unit in the items of `plan`: in plan order, within an item as the source names them.

    `inherited` counts what a rule stated once gives an item beside its own units; items without own units have it
    always.
    """
    found: list[Involvement] = []
    for item in plan.items:
        found += _of_item(plan, item, inherited=inherited)
    return tuple(found)


def by_unit(parts: tuple[Involvement, ...]) -> dict[int, tuple[Involvement, ...]]:
    """Return the parts by unit id, units in their order of print (then as they come), items in plan order."""
    grouped: dict[int, list[Involvement]] = {}
    for part in parts:
        grouped.setdefault(part.unit.unit_id, []).append(part)
    order = sorted(grouped, key=lambda unit_id: grouped[unit_id][0].unit.order)
    return {unit_id: tuple(grouped[unit_id]) for unit_id in order}


def _of_item(plan: PlanSnapshot, item: PlanNode, *, inherited: bool) -> list[Involvement]:
    own = [(found, None) for role in Role for found in item.printed_units(role, inherited=inherited)]
    below = [(found, step) for step in _steps(plan, item) for found in step.assignments if found.inherited_from is None]
    chosen: dict[int, tuple[int, Involvement]] = {}
    for found, step in (*own, *below):
        for rank, part in _parts(plan, item, found, step):
            known = chosen.get(part.unit.unit_id)
            if known is None or rank < known[0]:
                chosen[part.unit.unit_id] = (rank, part)
            elif step is not None and rank == known[0] and known[1].steps:
                steps = tuple(dict.fromkeys((*known[1].steps, step)))
                chosen[part.unit.unit_id] = (rank, Involvement(item, part.unit, part.role, part.group, steps))
    return [part for _, part in chosen.values()]


def _parts(
    plan: PlanSnapshot, item: PlanNode, found: Assignment, step: PlanNode | None
) -> list[tuple[int, Involvement]]:
    """Return what an assignment gives to whom, with its rank: lead before partner, directly before by group."""
    steps = () if step is None else (step,)
    members = plan.members.get(found.unit.unit_id, ())
    by_role = 0 if found.role is Role.LEAD else 2
    if not members:
        return [(by_role, Involvement(item, found.unit, found.role, None, steps))]
    return [(by_role + 1, Involvement(item, member, found.role, found.unit, steps)) for member in members]


def _steps(plan: PlanSnapshot, node: PlanNode) -> list[PlanNode]:
    found: list[PlanNode] = []
    for child in plan.children.get(node.node_id, ()):
        if child.kind is NodeKind.STEP:
            found += [child, *_steps(plan, child)]
    return found
