"""Filters that are kept under a name, as text and back; and those that every office has.

A view holds for every plan: parts of a plan are kept by their headings and found again in the plan at hand.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from planner.core.filtering import ItemFilter
from planner.core.progress import Light, Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.traits import THIS_MONTH, Gap, Reach
from planner.core.vocabulary import NodeKind, Role

Word = TypeVar("Word", bound=StrEnum)
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class View:
    """A filter with its name; `view_id` is 0 for those of the program. `headings` stand for the filter's sections."""

    view_id: int
    name: str
    chosen: ItemFilter
    headings: tuple[str, ...] = ()

    def filter_for(self, plan: PlanSnapshot) -> ItemFilter:
        """Return the filter for a plan; a heading that the plan has not leaves a section that is nowhere."""
        if not self.headings:
            return self.chosen
        known = {heading(node): node.node_id for node in plan.nodes if node.kind is NodeKind.SECTION}
        return replace(self.chosen, sections=tuple(known.get(name, NOWHERE) for name in self.headings))


USUAL_VIEWS = (
    View(0, "未定牵头", ItemFilter(gaps=(Gap.NO_LEAD,))),
    View(0, "本月到期", ItemFilter(months=(THIS_MONTH,))),
    View(0, "逾期", ItemFilter(statuses=(Status.OVERDUE,))),
    View(0, "未报进展", ItemFilter(gaps=(Gap.NO_REPORT,))),
)


def heading(node: PlanNode) -> str:
    """Return how a heading is kept: number and title without their blanks."""
    return "".join(f"{node.number}{node.title}".split())


def view_of(plan: PlanSnapshot, name: str, chosen: ItemFilter) -> View:
    """Return a filter of a plan as a view that other plans can take."""
    headings = tuple(heading(plan.by_id[one]) for one in chosen.sections if one in plan.by_id)
    return View(0, name, replace(chosen, sections=()), headings)


def packed(view: View) -> str:
    """Return a view without its name as it is stored."""
    chosen, usual = view.chosen, ItemFilter()
    names = ("units", "role", "statuses", "due_by", "text", "reach", "groups", "lights", "months", "due_from")
    content: dict[str, object] = {
        name: _plain(getattr(chosen, name))
        for name in (*names, "leaders", "gaps", "nodes")
        if getattr(chosen, name) != getattr(usual, name)
    }
    if view.headings:
        content["headings"] = list(view.headings)
    return json.dumps(content, ensure_ascii=False)


def unpacked(view_id: int, name: str, stored: str) -> View:
    """Return a view from what is stored; what cannot be read is left out."""
    try:
        content = json.loads(stored)
    except ValueError:
        content = {}
    if not isinstance(content, dict):
        content = {}

    def words(key: str) -> tuple[str, ...]:
        return tuple(one for one in _listed(content.get(key)) if isinstance(one, str))

    def figures(key: str) -> tuple[int, ...]:
        return tuple(one for one in _listed(content.get(key)) if type(one) is int)

    chosen = ItemFilter(
        units=words("units"),
        role=next(iter(_members(Role, [content.get("role")])), None),
        statuses=_members(Status, words("statuses")),
        due_by=_day(content.get("due_by")),
        text=str(content.get("text") or ""),
        reach=next(iter(_members(Reach, [content.get("reach")])), Reach.ALL),
        groups=_members(StatusGroup, words("groups")),
        lights=_members(Light, words("lights")),
        months=tuple(month for month in figures("months") if THIS_MONTH <= month <= 12),
        due_from=_day(content.get("due_from")),
        leaders=words("leaders"),
        gaps=_members(Gap, words("gaps")),
        nodes=figures("nodes"),
    )
    return View(view_id, name, chosen, words("headings"))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _members(kind: type[Word], words: Iterable[object]) -> tuple[Word, ...]:
    found = []
    for word in words:
        try:
            found.append(kind(str(word)))
        except ValueError:
            continue
    return tuple(found)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
