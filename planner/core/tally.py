"""What is counted of a plan on a day: by unit, by part of the plan, by leader, and altogether.

Unit lists, matrix, statistics, bulletin and the data workbook say the same numbers, because who has a part in an item
is told by `involvements` alone. States are those of the items led. In the total each item counts once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.core.involvement import Involvement, by_unit, involvements
from planner.core.persons import is_leader
from planner.core.progress import Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.standing import Standing, standing
from planner.core.vocabulary import NodeKind, Role


@dataclass(frozen=True)
class Tally:
    """What somebody has to do, and how far it is.

    `led` and `joined` are different items, each once; `parts` are the parts of units that were counted; `states` say
    how each of the led items stands.
    """

    name: str
    led: tuple[PlanNode, ...]
    joined: tuple[PlanNode, ...]
    parts: tuple[Involvement, ...]
    states: tuple[Standing, ...]
    unit: UnitRef | None = None

    @cached_property
    def by_group(self) -> int:
        """How many of the items are reached through a group."""
        return len({part.item.node_id for part in self.parts if part.group is not None})

    @cached_property
    def lead_units(self) -> int:
        """How many units lead among the counted parts."""
        return len({part.unit.unit_id for part in self.parts if part.role is Role.LEAD})

    @cached_property
    def partner_units(self) -> int:
        """How many units join among the counted parts."""
        return len({part.unit.unit_id for part in self.parts if part.role is Role.PARTNER})

    @cached_property
    def paused(self) -> int:
        """How many of the led items are put off (暂缓)."""
        return sum(state.status is Status.PAUSED for state in self.states)

    @cached_property
    def lasting(self) -> int:
        """How many of the led items are lasting duties, which no rate counts."""
        return self.count(StatusGroup.APART) - self.paused

    @cached_property
    def overdue(self) -> int:
        """How many of the led items are past their last day; they are counted among those behind."""
        return sum(state.is_overdue for state in self.states)

    @cached_property
    def rate(self) -> float | None:
        """The done among the led items but lasting ones, in per cent; None where there is none to be done."""
        base = len(self.led) - self.lasting
        return 100 * self.count(StatusGroup.DONE) / base if base else None

    def count(self, group: StatusGroup) -> int:
        """Return how many of the led items count as `group`."""
        return sum(state.group is group for state in self.states)


@dataclass(frozen=True, slots=True)
class GroupShare:
    """What units have through a group: how many items it leads and joins, and how many members it has."""

    group: UnitRef
    led: int
    joined: int
    members: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """The rows of a count and its total, in which each item counts once.

    `nobody` has the items that are in no row as led; it is None when there is none. `groups` are those whose members
    have their parts.
    """

    rows: tuple[Tally, ...]
    nobody: Tally | None
    total: Tally
    groups: tuple[GroupShare, ...] = ()


class Counter:
    """Counts the chosen items of a plan as of a day; `inherited` as in `involvements`."""

    def __init__(
        self, plan: PlanSnapshot, day: date, chosen: frozenset[int] | None = None, *, inherited: bool = False
    ) -> None:
        self.plan = plan
        self.day = day
        self.items = tuple(item for item in plan.items if chosen is None or item.node_id in chosen)
        wanted = {item.node_id for item in self.items}
        self.parts = tuple(part for part in involvements(plan, inherited=inherited) if part.item.node_id in wanted)
        self.states: Mapping[int, Standing] = {item.node_id: standing(item, day, plan.customs) for item in self.items}

    @cached_property
    def parts_of(self) -> dict[int, tuple[Involvement, ...]]:
        """The parts of units by the item's id."""
        found: dict[int, list[Involvement]] = {}
        for part in self.parts:
            found.setdefault(part.item.node_id, []).append(part)
        return {item: tuple(parts) for item, parts in found.items()}

    def of_units(self, names: tuple[str, ...] = ()) -> Tallies:
        """Count by unit, in the order of print; `names` are the only units wanted."""
        rows = [
            self._tally(
                parts[0].unit.name,
                (part.item for part in parts if part.role is Role.LEAD),
                (part.item for part in parts if part.role is Role.PARTNER),
                parts,
                parts[0].unit,
            )
            for parts in by_unit(self.parts).values()
            if not names or parts[0].unit.name in names
        ]
        if not names:
            return self._whole(rows)
        return Tallies(tuple(rows), None, self._total(lambda part: part.unit.name in names), self._groups())

    def of_sections(self) -> Tallies:
        """Count by the plan's parts of the highest level; every item of a part is counted as led."""
        below: dict[str, list[PlanNode]] = {}
        for item in self.items:
            below.setdefault(self._section(item), []).append(item)
        nowhere = below.pop("", [])
        rows = [self._of_section(name, items) for name, items in below.items()]
        nobody = self._of_section("", nowhere) if nowhere else None
        return Tallies(tuple(rows), nobody, self.total)

    def of_leaders(self) -> Tallies:
        """Count by leader: the one named for the item, else those of the units that lead it."""
        led: dict[str, list[PlanNode]] = {}
        joined: dict[str, list[PlanNode]] = {}
        for item in self.items:
            units = self.parts_of.get(item.node_id, ())
            first = leaders_of(item) or _leaders(units, Role.LEAD)
            for name in first:
                led.setdefault(name, []).append(item)
            for name in _leaders(units, Role.PARTNER):
                if name not in first:
                    joined.setdefault(name, []).append(item)
        found = dict.fromkeys((*led, *joined))
        return self._whole([self._tally(name, led.get(name, ()), joined.get(name, ()), ()) for name in found])

    @cached_property
    def total(self) -> Tally:
        """Everything, each item once."""
        return self._total(lambda _: True)

    def _whole(self, rows: list[Tally]) -> Tallies:
        having = {item.node_id for row in rows for item in row.led}
        left = [item for item in self.items if item.node_id not in having]
        nobody = self._tally("", left, (), ()) if left else None
        return Tallies(tuple(rows), nobody, self.total, self._groups())

    def _total(self, counts: Callable[[Involvement], bool]) -> Tally:
        parts = tuple(part for part in self.parts if counts(part))
        joined = {part.item.node_id: part.item for part in parts if part.role is Role.PARTNER}
        return self._tally("", self.items, joined.values(), parts)

    def _tally(
        self,
        name: str,
        led: Iterable[PlanNode],
        joined: Iterable[PlanNode],
        parts: tuple[Involvement, ...],
        unit: UnitRef | None = None,
    ) -> Tally:
        items = tuple(led)
        return Tally(name, items, tuple(joined), parts, tuple(self.states[item.node_id] for item in items), unit)

    def _of_section(self, name: str, items: list[PlanNode]) -> Tally:
        wanted = {item.node_id for item in items}
        return self._tally(name, items, (), tuple(part for part in self.parts if part.item.node_id in wanted))

    def _section(self, item: PlanNode) -> str:
        """Return the words of the highest heading above an item, that of its table if it has none, else nothing."""
        top, parent = item, self.plan.by_id.get(item.parent_id or 0)
        while parent is not None:
            top, parent = parent, self.plan.by_id.get(parent.parent_id or 0)
        if top.kind is NodeKind.SECTION:
            return " ".join((top.number.strip() + top.title).split())
        headings = (table.heading for table in self.plan.tables if top.node_id in table.rows)
        return " ".join(next(headings, "").split())

    def _groups(self) -> tuple[GroupShare, ...]:
        groups = {part.group.unit_id: part.group for part in self.parts if part.group is not None}
        return tuple(
            GroupShare(
                group,
                led=self._through(group, Role.LEAD),
                joined=self._through(group, Role.PARTNER),
                members=len(self.plan.members.get(group.unit_id, ())),
            )
            for group in groups.values()
        )

    def _through(self, group: UnitRef, role: Role) -> int:
        """Return how many items somebody has through a group."""
        return len({part.item.node_id for part in self.parts if part.group == group and part.role is role})


def leaders_of(item: PlanNode) -> tuple[str, ...]:
    """Return the leaders that the plan names for an item."""
    return tuple(dict.fromkeys(person.name for person in item.persons if is_leader(person.role) and person.name))


def _leaders(parts: Iterable[Involvement], role: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.unit.leader for part in parts if part.role is role and part.unit.leader))
