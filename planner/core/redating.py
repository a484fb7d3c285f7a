"""Which days of a plan follow other terms or another year: those that its words gave, never those set by hand.

A day is computed when it is what the words meant before. Words that name a year of their own keep their days.
"""

from dataclasses import dataclass

from planner.core.deadlines import Terms, read_deadline
from planner.core.draft import Deadline
from planner.core.snapshot import PlanSnapshot


@dataclass(frozen=True, slots=True)
class Redated:
    """A deadline of a node, at its place among those of the node, as it is and as it would be."""

    node_id: int
    place: int
    before: Deadline
    after: Deadline


def redated(plan: PlanSnapshot, year: int | None, terms: Terms) -> tuple[Redated, ...]:
    """Return the deadlines whose days would be others in `year` (the plan's, None for none) by `terms`."""
    old_year = plan.head.years[0] if len(plan.head.years) == 1 else None
    if (old_year, plan.dated_by) == (year, terms):
        return ()
    found = []
    for node in plan.nodes:
        for place, one in enumerate(node.deadlines):
            after = _again(one, old_year, plan.dated_by, year, terms)
            if after is not None and after != one:
                found.append(Redated(node.node_id, place, one, after))
    return tuple(found)


def _again(one: Deadline, old_year: int | None, old_terms: Terms, year: int | None, terms: Terms) -> Deadline | None:
    """Return a deadline read anew; None for one whose days are not those of its words."""
    was = read_deadline(one.text, old_year, old_terms)
    if (was.starts_on, was.ends_on) != (one.starts_on, one.ends_on):
        return None
    now = read_deadline(one.text, year, terms)
    if (now.starts_on, now.ends_on) == (was.starts_on, was.ends_on):
        return None
    return Deadline(one.text, now.starts_on, now.ends_on, now.kind)
