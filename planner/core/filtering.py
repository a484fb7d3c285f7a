"""Which items of a plan are wanted: the choices of a filter as a value, for the window, the prints and the commands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.core.customs import Customs
from planner.core.progress import Light, Status, StatusGroup
from planner.core.searching import Query
from planner.core.snapshot import PlanSnapshot
from planner.core.traits import THIS_MONTH, Gap, Reach, Traits, Values
from planner.core.vocabulary import Role

LIGHT_WORDS = {Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯", Light.BLUE: "蓝灯"}
_ROLE_WORDS = {Role.LEAD: "牵头", Role.PARTNER: "配合", None: "牵头或配合"}


@dataclass(frozen=True, slots=True)
class FilterPart:
    """A choice of a filter in the clerk's words, and the filter without it."""

    words: str
    without: "ItemFilter"
    name: str = ""
    """The field that the choice is of."""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What is wanted; an empty choice wants everything, of several values of a choice an item needs one.

    `units` are canonical names; `role` narrows them, and `reach` says whether a group's members count (they do).
    `sections` are node ids of headings at any level. `due_by` keeps what is due up to that day and not done. `text` is
    looked for in all words of an item and of its steps, as the box of the window does: all of its words must be there,
    a title and a unit are found by their pinyin too. `groups` count 逾期 with 滞后, unlike `statuses`. `months` are
    those of the last day in any year, `THIS_MONTH` is that of the day asked for; `due_from` is the first last day
    wanted. Of `gaps` an item has all. `nodes` are items by their ids.
    """

    units: tuple[str, ...] = ()
    role: Role | None = None
    sections: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    due_by: date | None = None
    text: str = ""
    reach: Reach = Reach.ALL
    groups: tuple[StatusGroup, ...] = ()
    lights: tuple[Light, ...] = ()
    months: tuple[int, ...] = ()
    due_from: date | None = None
    leaders: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    nodes: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self in (ItemFilter(), ItemFilter(role=self.role, reach=self.reach))

    @property
    def choices(self) -> "ItemFilter":
        """The filter without its text."""
        return replace(self, text="")

    def having(self, **choices: Any) -> "ItemFilter":
        """Return the filter with other choices, by the names of its fields."""
        return replace(self, **choices)

    def without(self, *names: str) -> "ItemFilter":
        """Return the filter with these choices given up, by the names of its fields."""
        return self.having(**{name: getattr(ItemFilter(), name) for name in names})

    @property
    def looks_at_states(self) -> bool:
        """Whether the day asked for decides what is wanted."""
        by_day = self.statuses or self.groups or self.lights or Gap.NO_REPORT in self.gaps or THIS_MONTH in self.months
        return bool(by_day) or self.due_by is not None

    def chosen(self, plan: PlanSnapshot, day: date, traits: Traits | None = None) -> frozenset[int]:
        """Return the ids of the wanted items, status and lateness as of `day`; `traits` are those of plan and day."""
        known = traits or Traits(plan, day)
        items = known.items
        for values, wanted in self._wanted(known):
            items = tuple([node for node in items if not wanted.isdisjoint(values.get(node.node_id, ()))])
        if self.gaps:
            lacking = set(self.gaps)
            items = tuple([node for node in items if lacking.issubset(known.gaps[node.node_id])])
        if self.due_by is not None:
            last = self.due_by
            items = tuple(
                [n for n in items if known.is_open(n) and (due := known.due_on(n)) is not None and due <= last]
            )
        if self.due_from is not None:
            first = self.due_from
            items = tuple([node for node in items if (due := known.due_on(node)) is not None and due >= first])
        found = frozenset([node.node_id for node in items])
        if self.text.strip():
            found &= {plan.nodes[place].node_id for place in known.search.hits(Query.of(self.text))}
        return found

    def parts(self, plan: PlanSnapshot) -> Iterator[FilterPart]:
        """Yield the choices in words, each with the filter without it; the text comes last."""
        if self.units:
            yield FilterPart(self._unit_words(), self.without("units", "role", "reach"), "units")
        for name, words in self._plain_words(plan):
            yield FilterPart(words, self.without(name), name)
        if self.text.strip():
            yield FilterPart(f"含“{self.text.strip()}”", replace(self, text=""), "text")

    def words(self, plan: PlanSnapshot) -> str:
        """Return the filter as a sub-title says it, empty for none: 仅列基教科牵头，状态为滞后的任务."""
        parts = [part.words for part in self.parts(plan)]
        return f"仅列{'，'.join(parts)}的任务" if parts else ""

    def missing_in(self, plan: PlanSnapshot) -> tuple[str, ...]:
        """Return what the filter names that the plan has not, in words: nothing can be found by it."""
        lacking = []
        if self.units:
            names = {one.unit.name for node in plan.nodes for one in node.assignments}
            names |= {member.name for _group, members in plan.groups for member in members}
            lacking += [f"单位“{name}”" for name in self.units if name not in names]
        if any(section not in plan.by_id for section in self.sections):
            lacking.append("所选的部分")
        if self.nodes and not any(node in plan.by_id for node in self.nodes):
            lacking.append("所勾选的项")
        return tuple(lacking)

    def _wanted(self, traits: Traits) -> Iterator[tuple[Values, set[Any]]]:
        """Yield the traits that are asked for with the values wanted, those that cost least first."""
        if self.nodes:
            yield traits.nodes, set(self.nodes)
        if self.sections:
            yield traits.sections, set(self.sections)
        if self.units:
            yield traits.units(self.role, self.reach), set(self.units)
        for name in ("leaders", "months", "statuses", "groups", "lights"):
            wanted = getattr(self, name)
            if wanted:
                yield getattr(traits, name), set(wanted)

    def _unit_words(self) -> str:
        through = "经群组" if self.reach is Reach.GROUP else ""
        named = "（不含群组）" if self.reach is Reach.NAMED else ""
        return f"{'、'.join(self.units)}{through}{_ROLE_WORDS[self.role]}{named}"

    def _plain_words(self, plan: PlanSnapshot) -> Iterator[tuple[str, str]]:
        """Yield the choices beside units and text, by the names of their fields, in words."""
        if self.sections:
            titles = [plan.by_id[one].title for one in self.sections if one in plan.by_id]
            yield "sections", "、".join(f"“{title}”部分" for title in titles) or "另一份计划的部分"
        if self.statuses:
            yield "statuses", f"状态为{'、'.join(map(plan.customs.word, self.statuses))}"
        if self.groups:
            yield "groups", f"归入{'、'.join(group_word(one, plan.customs) for one in self.groups)}"
        if self.lights:
            yield "lights", f"亮{'、'.join(LIGHT_WORDS[light] for light in self.lights)}"
        if self.months:
            yield "months", f"{'、'.join(map(month_word, self.months))}到期"
        if self.due_from is not None:
            yield "due_from", f"{_day_words(self.due_from)}及以后到期"
        if self.due_by is not None:
            yield "due_by", f"{_day_words(self.due_by)}前到期、未完成"
        if self.leaders:
            yield "leaders", f"{'、'.join(self.leaders)}负责"
        if self.gaps:
            yield "gaps", "、".join(self.gaps)
        if self.nodes:
            yield "nodes", f"勾选的 {sum(one in plan.by_id for one in self.nodes)} 项"


def group_word(group: StatusGroup, customs: Customs) -> str:
    """Return what a counting group is called where it must be told from the word."""
    late = f"（含{customs.word(Status.OVERDUE)}）" if group is StatusGroup.BEHIND else ""
    return customs.group_word(group) + late


def month_word(month: int) -> str:
    """Return what a month is called."""
    return "本月" if month == THIS_MONTH else f"{month}月"


def _day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
