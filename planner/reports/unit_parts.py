"""The two tables of a unit in a plan, what it leads and what it joins (print.md 3.5): all units in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.involvement import Involvement, involvements
from planner.core.progress import Status
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.core.standing import standing
from planner.core.vocabulary import Role
from planner.reports.cells import CellWriter, collect, deadlines
from planner.reports.columns import column, fitted, widened
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.profiles import PROFILES
from planner.reports.request import PrintRequest
from planner.reports.selection import select, wanted_items
from planner.reports.table import EMPTY, Cell, Column, ItemRow, Paragraph, Text, plain

_COMMON = (Place(Slot.NUMBER, "序号", 10), Place(Slot.ORIGINAL, "原序号", 14))
_DUE = Place(Slot.DEADLINE, "完成时限", 20)
LISTS = {
    Role.LEAD: Layout(
        "牵头任务",
        "P5",
        (
            *_COMMON,
            Place(Slot.TASK, "工作任务", 82),
            Place(Slot.PARTNER, "配合单位", 30),
            _DUE,
            Place(Slot.DONE, "完成情况", 14),
        ),
    ),
    Role.PARTNER: Layout(
        "配合任务",
        "P5",
        (
            *_COMMON,
            Place(Slot.TASK, "工作任务", 86),
            Place(Slot.LEAD, "牵头单位", 30),
            _DUE,
            Place(Slot.DONE, "完成情况", 10),
        ),
    ),
}
# Where the plan's numbers do not tell its items apart, those of the main table are given.
_MAIN_NUMBER = "总表序号"
_DONE = plain("完成")
_ALSO_LEAD = Text("共同牵头：")
_LEADS_ALL = Text("任务牵头：")


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What a unit leads or joins in a plan, as the columns and rows of a table."""

    role: Role
    columns: tuple[Column, ...]
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class UnitParts:
    """A unit with its one or two tables of a plan; what it leads comes first."""

    unit: UnitRef
    parts: tuple[UnitPart, ...]

    @property
    def tells_state(self) -> bool:
        """Whether something is said to be done, which is true as of a day only."""
        return any(row.cells[-1].paragraphs for part in self.parts for row in part.rows)

    def count(self, role: Role) -> int:
        """Return how many items the unit leads or joins."""
        return sum(len(part.rows) for part in self.parts if part.role is role)


def unit_parts(plan: PlanSnapshot, request: PrintRequest) -> tuple[UnitParts, ...]:
    """Return the tables of every unit that has an item of `plan`, units in their order of print."""
    wanted = wanted_items(plan, request)
    grouped: dict[int, list[Involvement]] = {}
    for part in involvements(plan, inherited=request.inherited):
        if part.item.node_id in wanted:
            grouped.setdefault(part.unit.unit_id, []).append(part)
    units = sorted((parts[0].unit for parts in grouped.values()), key=lambda unit: unit.order)
    writers = {role: _Rows(plan, request, role) for role in Role}
    made: dict[tuple[int, Role], Rows] = {}
    for unit in units:
        for role, writer in writers.items():
            found = [part for part in grouped[unit.unit_id] if part.role is role]
            found.sort(key=lambda part: part.group is not None)
            made[unit.unit_id, role] = [writer.row(place, part) for place, part in enumerate(found, 1)]
    kept = {role: _kept(role, [row for (_, of), rows in made.items() if of is role for row in rows]) for role in Role}
    tables: list[UnitParts] = []
    for unit in units:
        rows = {role: made[unit.unit_id, role] for role in Role}
        shared = [row for role in Role for row in rows[role]] if len(set(kept.values())) == 1 else []
        parts = [writers[role].part(rows[role], kept[role], shared or rows[role]) for role in Role if rows[role]]
        tables.append(UnitParts(unit, tuple(parts)))
    return tuple(tables)


Rows = list[list[Cell]]


def _kept(role: Role, rows: Rows) -> tuple[int, ...]:
    """Return the places of the columns that a plan's lists have: those in which something stands for some unit."""
    places = enumerate(LISTS[role].places)
    return tuple(at for at, place in places if place.slot is Slot.DONE or any(row[at].paragraphs for row in rows))


class _Rows:
    """Writes the rows of one role for all units; what is alike for all units of an item is made once."""

    def __init__(self, plan: PlanSnapshot, request: PrintRequest, role: Role) -> None:
        self._layout = LISTS[role]
        self._role = role
        self._request = request
        depth = request.depth or "full"
        every = frozenset(item.node_id for item in plan.items)
        nodes = select(plan, every).nodes
        self._wording = collect(plan, self._layout, depth, nodes)
        self._writer = CellWriter(
            plan,
            self._layout,
            depth,
            self._wording,
            inherited=request.inherited,
            one_a_line=request.one_a_line,
            step_rows=False,
        )
        self._day = request.day
        self._customs = plan.customs
        self._made: dict[tuple[Slot | int, ...], Cell] = {}

    def row(self, place: int, part: Involvement) -> list[Cell]:
        """Return the cells of an item for a unit; `place` counts in the unit's list."""
        task = _with_group(self._of_item(part, Slot.TASK), part.group)
        beside = self._beside(part) if self._role is Role.LEAD else self._of_item(part, Slot.LEAD)
        return [
            plain(str(place)),
            self._of_item(part, Slot.ORIGINAL),
            task,
            beside,
            self._of_item(part, Slot.DEADLINE),
            self._of_item(part, Slot.DONE),
        ]

    def _of_item(self, part: Involvement, slot: Slot) -> Cell:
        """Return a cell that is alike for all units of an item, or of the same steps of it."""
        key: tuple[Slot | int, ...] = (slot, part.item.node_id, *(step.node_id for step in part.steps))
        if key not in self._made:
            self._made[key] = self._cell(part, slot)
        return self._made[key]

    def _cell(self, part: Involvement, slot: Slot) -> Cell:
        if slot is Slot.ORIGINAL:
            return plain(self._wording.numbers[part.item.node_id])
        if slot is Slot.TASK:
            return self._writer.steps(part.item, part.steps) if part.steps else self._writer.task(part.item)
        if slot is Slot.LEAD:
            leads = self._named(part.steps, Role.LEAD)
            return self._writer.listed(leads) if leads else self._writer.units(part.item, Role.LEAD)
        if slot is Slot.DEADLINE:
            return deadlines([one for step in part.steps for one in step.deadlines] or part.item.deadlines)
        return _DONE if standing(part.item, self._day, self._customs).status is Status.DONE else EMPTY

    def part(self, rows: Rows, kept: tuple[int, ...], shared: Rows) -> UnitPart:
        """Return the rows as a table; both tables of a unit are widened by the `shared` rows, so that they agree."""
        places = [replace(self._layout.places[at], head=self._head(self._layout.places[at])) for at in kept]
        own, frame = PROFILES[self._layout.profile].frame_width, PROFILES[self._request.profile or "P5"].frame_width
        fit = fitted(self._layout, places, own, frame)
        widths = widened(places, fit, [[row[at] for at in kept] for row in shared], self._request.page.size)
        cells = [[row[at] for at in kept] for row in rows]
        columns = tuple(
            column(place, width, [row[at] for row in cells])
            for at, (place, width) in enumerate(zip(places, widths, strict=True))
        )
        return UnitPart(self._role, columns, tuple(ItemRow(tuple(row)) for row in cells))

    def _head(self, place: Place) -> str:
        if place.slot is Slot.ORIGINAL:
            return place.head if self._wording.has_own_numbers else _MAIN_NUMBER
        return place.head if place.slot is Slot.NUMBER else self._writer.head(place)

    def _beside(self, part: Involvement) -> Cell:
        """Return who joins what the unit leads, and who leads it beside the unit."""
        if part.steps:
            joined = self._writer.listed(self._named(part.steps, Role.PARTNER))
            leads = ((_ALSO_LEAD, self._others(part, part.steps)), (_LEADS_ALL, self._others(part, [part.item])))
        else:
            joined = self._writer.units(part.item, Role.PARTNER)
            leads = ((_ALSO_LEAD, self._others(part, [part.item])), (_LEADS_ALL, []))
        more: list[Paragraph] = []
        for word, units in leads:
            first, *rest = self._writer.listed(units).paragraphs or ((),)
            more += [(word, *first), *rest] if units else []
        return Cell((*joined.paragraphs, *more))

    def _others(self, part: Involvement, nodes: Sequence[PlanNode]) -> list[Assignment]:
        own = {part.unit.unit_id} | ({part.group.unit_id} if part.group else set())
        return [found for found in self._named(nodes, Role.LEAD) if found.unit.unit_id not in own]

    def _named(self, nodes: Sequence[PlanNode], role: Role) -> list[Assignment]:
        found: dict[int, Assignment] = {}
        for node in nodes:
            for unit in node.printed_units(role, inherited=self._request.inherited):
                found.setdefault(unit.unit.unit_id, unit)
        return list(found.values())


def _with_group(cell: Cell, group: UnitRef | None) -> Cell:
    """Say in grey behind the title through which group the unit is reached."""
    if group is None or not cell.paragraphs:
        return cell
    (title, *rest), *more = cell.paragraphs
    words = Text(f"（{group.name}）", whole=True, grey=True)
    if rest and title.text.endswith("。"):
        first = (replace(title, text=title.text[:-1]), words, replace(title, text="。"), *rest)
    else:
        first = (title, words, *rest)
    return Cell((first, *more), cell.span, cell.centred, cell.joined)
