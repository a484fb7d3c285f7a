"""How units are spelt in print (features.md F-21): as the source writes them, by their short or by their full names.

Only the words change: what is counted, who has a list and in which order they stand is the same in each spelling.
"""

from collections.abc import Iterable
from dataclasses import replace

from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.reports.request import Choice, PrintRequest, Subject
from planner.reports.wording import printable

_SHORT = "short"
SPELLING = Choice("spelling", "单位写法", (("", "按原文"), (_SHORT, "简称"), ("full", "全称")))
_MOST_TOLD = 3


def spelt(subject: Subject, request: PrintRequest) -> Subject:
    """Return what is printed with its units spelt as `request` wants them."""
    if not request.spelling:
        return subject
    is_short = request.spelling == _SHORT
    return replace(
        subject,
        plan=_plan(subject.plan, is_short=is_short),
        others=tuple(_plan(plan, is_short=is_short) for plan in subject.others),
    )


def spelt_differently(nodes: Iterable[PlanNode], request: PrintRequest) -> tuple[str, ...]:
    """Return what the clerk should know of units that these nodes spell in several ways, e.g. after a merge."""
    if request.spelling:
        return ()
    found: dict[int, list[str]] = {}
    for node in nodes:
        for one in node.assignments:
            spellings = found.setdefault(one.unit.unit_id, [])
            words = " ".join(printable(one.as_written or one.unit.name).split())
            if words and words not in spellings:
                spellings.append(words)
    several = ["、".join(spellings) for spellings in found.values() if len(spellings) > 1]
    if not several:
        return ()
    told = "；".join(several[:_MOST_TOLD]) + ("等" if len(several) > _MOST_TOLD else "")
    return (f"同一单位按原文印成几种写法：{told}。要印成一样，请把“{SPELLING.label}”改为“简称”。",)


def _plan(plan: PlanSnapshot, *, is_short: bool) -> PlanSnapshot:
    return replace(plan, nodes=tuple(_node(node, is_short=is_short) for node in plan.nodes))


def _node(node: PlanNode, *, is_short: bool) -> PlanNode:
    if not node.assignments:
        return node
    return replace(node, assignments=tuple(_assignment(one, is_short=is_short) for one in node.assignments))


def _assignment(found: Assignment, *, is_short: bool) -> Assignment:
    return replace(found, as_written=_name(found.unit, is_short=is_short))


def _name(unit: UnitRef, *, is_short: bool) -> str:
    return unit.name if is_short else unit.full_name or unit.name
