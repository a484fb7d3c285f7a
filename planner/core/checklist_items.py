"""A plan's items as lines of a checklist: what a school or an office takes over to tick off (F-62, F-64)."""

from collections.abc import Collection

from planner.core.checklists import CheckLine
from planner.core.deadlines import shown_deadlines
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.targets import worded
from planner.core.vocabulary import Role

_MOST_TARGETS = 3
_PERSON = "责任人"


def item_lines(plan: PlanSnapshot, wanted: Collection[int]) -> tuple[CheckLine, ...]:
    """Return a line for each of the wanted items, in plan order: its title, targets, lead units and last day."""
    return tuple(
        CheckLine(_title(node), targets_of(node), "、".join(who_does(node)), _deadline(node))
        for node in plan.items
        if node.node_id in wanted
    )


def who_does(node: PlanNode) -> tuple[str, ...]:
    """Return who leads an item as the source writes it, its partners when nobody leads, and its persons."""
    units = node.printed_units(Role.LEAD) or node.printed_units(Role.PARTNER)
    named = [unit.as_written or unit.unit.name for unit in units]
    named += [person.name for person in node.persons if _PERSON in person.role]
    return tuple(dict.fromkeys(name for name in (" ".join(name.split()) for name in named) if name))


def targets_of(node: PlanNode) -> str:
    """Return the numbers that an item is to reach, as far as its title does not say them."""
    told = "".join(node.title.split())
    fresh = [target for target in node.wanted_targets if "".join(target.text.split()) not in told]
    text = "\n".join((node.body, *(labelled.text for labelled in node.fields)))
    return "；".join(worded(fresh, text)[:_MOST_TARGETS])


def _title(node: PlanNode) -> str:
    return " ".join(node.title.split()) or " ".join(node.body.split())[:60]


def _deadline(node: PlanNode) -> str:
    return "；".join(dict.fromkeys(" ".join(one.text.split()) for one in shown_deadlines(node.deadlines)))
