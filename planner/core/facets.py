"""The choices of a filter with how many items each would leave: what the panel of the window offers, group by group.

Within a group one value of several is enough, so a value is counted as if it were the only one of its group, beside
all other choices; of what an item wants (`gaps`) all must hold, so those are counted beside each other.
"""

import calendar
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.core.filtering import LIGHT_WORDS, ItemFilter, group_word, month_word
from planner.core.progress import Light, Status, StatusGroup
from planner.core.traits import THIS_MONTH, Gap, Reach, Traits, Values
from planner.core.vocabulary import NodeKind, Role

LONGEST_HEADING = 30
VIEWS = "views"
DUE = "due"
PART = "part"
FACETS = {
    "units": "单位",
    PART: "承担",
    "gaps": "待补待报",
    "statuses": "状态",
    "groups": "四类进度",
    "lights": "亮灯",
    DUE: "截止日前",
    "months": "到期月份",
    "sections": "部分",
    "leaders": "领导",
    "nodes": "勾选的项",
}
_PARTS: dict[str, dict[str, Role | Reach]] = {
    "牵头": {"role": Role.LEAD},
    "配合": {"role": Role.PARTNER},
    "指名（不含群组）": {"reach": Reach.NAMED},
    "经群组": {"reach": Reach.GROUP},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the panel: what it says, whether it is taken, how many items it leaves, the filter with it turned."""

    words: str
    is_taken: bool
    count: int
    turned: ItemFilter


def choices_of(facet: str, traits: Traits, chosen: ItemFilter, marked: tuple[int, ...] = ()) -> tuple[Choice, ...]:
    """Return the choices of a facet; `marked` are the nodes that are ticked in the tree. None where it has no sense."""
    if facet == PART:
        return _parts(traits, chosen)
    if facet == DUE:
        return _due(traits, chosen)
    if facet == "gaps":
        return tuple(_gap(gap, traits, chosen) for gap in Gap)
    if facet == "nodes":
        return _nodes(traits, chosen, marked)
    values, words = _values(facet, traits, chosen)
    base = chosen.without(facet).chosen(traits.plan, traits.day, traits)
    counts = Counter(value for node_id in base for value in values.get(node_id, ()))
    taken: tuple[Hashable, ...] = getattr(chosen, facet)
    offered = [value for value in words if counts[value] or value in taken]
    offered += [value for value in taken if value not in words]
    return tuple(
        Choice(words.get(value, str(value)), value in taken, counts[value], _turned(chosen, facet, value, offered))
        for value in offered
    )


def _turned(chosen: ItemFilter, facet: str, value: Hashable, order: Iterable[Hashable]) -> ItemFilter:
    taken = set(getattr(chosen, facet)) ^ {value}
    return chosen.having(**{facet: tuple(one for one in order if one in taken)})


def _values(facet: str, traits: Traits, chosen: ItemFilter) -> tuple[Values, dict[Hashable, str]]:
    """Return the values of each item, and all that can be chosen with their words, in order."""
    plan = traits.plan
    words: dict[Hashable, str] = {}
    if facet == "units":
        values = traits.units(chosen.role, chosen.reach)
        names = {name for found in values.values() for name in found}
        units = {one.unit.name: one.unit for node in plan.nodes for one in node.assignments}
        units |= {member.name: member for _group, members in plan.groups for member in members}
        in_order = sorted(units.values(), key=lambda unit: unit.order)
        return values, {unit.name: unit.name for unit in in_order if unit.name in names}
    if facet == "statuses":
        words = {status: plan.customs.word(status) for status in Status}
    elif facet == "groups":
        words = {group: group_word(group, plan.customs) for group in StatusGroup}
    elif facet == "lights":
        words = {light: f"{light} {LIGHT_WORDS[light]}" for light in (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN)}
    elif facet == "months":
        words = {month: month_word(month) for month in (THIS_MONTH, *range(1, 13))}
    elif facet == "sections":
        words = {
            node.node_id: f"{'　' * max(0, node.level - 1)}{_short(node.number + node.title)}"
            for node in plan.nodes
            if node.kind is NodeKind.SECTION
        }
    elif facet == "leaders":
        words = {name: str(name) for found in traits.leaders.values() for name in found}
    return getattr(traits, facet), words


def _parts(traits: Traits, chosen: ItemFilter) -> tuple[Choice, ...]:
    """Return how the units chosen may have their part; nothing while no unit is chosen."""
    found = []
    for words, values in _PARTS.items() if chosen.units else ():
        with_it = chosen.having(**values)
        is_taken = with_it == chosen
        without = chosen.without(*values)
        count = len(with_it.chosen(traits.plan, traits.day, traits))
        found.append(Choice(words, is_taken, count, without if is_taken else with_it))
    return tuple(found)


def _due(traits: Traits, chosen: ItemFilter) -> tuple[Choice, ...]:
    """Return the days by which something may be due; another day that was chosen stands among them."""
    days = {end: words for words, end in reversed([(words, find(traits.day)) for words, find in _ENDS.items()])}
    if chosen.due_by is not None:
        days.setdefault(chosen.due_by, "")
    found = []
    for day, words in sorted(days.items()):
        said = f"{day.month}月{day.day}日" if day.year == traits.day.year else f"{day.year}年{day.month}月{day.day}日"
        with_it = replace(chosen, due_by=day)
        is_taken = chosen.due_by == day
        count = len(with_it.chosen(traits.plan, traits.day, traits))
        turned = replace(chosen, due_by=None) if is_taken else with_it
        found.append(Choice(f"{words}（{said}）前未完成" if words else f"{said}前未完成", is_taken, count, turned))
    return tuple(found)


def _gap(gap: Gap, traits: Traits, chosen: ItemFilter) -> Choice:
    is_taken = gap in chosen.gaps
    with_it = chosen if is_taken else replace(chosen, gaps=(*chosen.gaps, gap))
    without = replace(chosen, gaps=tuple(one for one in chosen.gaps if one is not gap))
    count = len(with_it.chosen(traits.plan, traits.day, traits))
    return Choice(gap.value, is_taken, count, without if is_taken else with_it)


def _nodes(traits: Traits, chosen: ItemFilter, marked: tuple[int, ...]) -> tuple[Choice, ...]:
    wanted = chosen.nodes or tuple(one for one in marked if one in traits.nodes)
    if not wanted:
        return ()
    with_it = replace(chosen, nodes=wanted)
    count = len(with_it.chosen(traits.plan, traits.day, traits))
    turned = replace(chosen, nodes=()) if chosen.nodes else with_it
    return (Choice(f"只看勾选的 {len(wanted)} 项", bool(chosen.nodes), count, turned),)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_HEADING else f"{words[: LONGEST_HEADING - 1]}…"


def _end_of_month(day: date, month: int) -> date:
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


_ENDS: dict[str, Callable[[date], date]] = {
    "今天": lambda day: day,
    "本周末": lambda day: day + timedelta(days=6 - day.weekday()),
    "本月底": lambda day: _end_of_month(day, day.month),
    "本季度末": lambda day: _end_of_month(day, (day.month + 2) // 3 * 3),
    "年底": lambda day: _end_of_month(day, 12),
}
