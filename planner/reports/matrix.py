"""责任矩阵: items by units, who leads and who joins at a glance, in bands over several tables (print.md 3.6)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.core.errors import UsageError
from planner.core.involvement import Involvement, involvements
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import Role
from planner.reports.bands import parted
from planner.reports.cells import Wording, collect, item_title
from planner.reports.columns import number_width
from planner.reports.headings import by_position, plan_name, subtitle
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.profiles import MM, PADDING_SIDE, PROFILES
from planner.reports.request import LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import Selection, chosen_items, select
from planner.reports.table import EMPTY, Cell, Column, ItemRow, ReportDocument, ReportTable, SectionRow, Text, plain
from planner.reports.unit_lists import idle_units, some_names
from planner.reports.wording import quoted, width_in_ems

WORD = "责任矩阵"
_NUMBER, _UNIT, _TOTAL = 12.0, 10.0, 10.0
# Where few pages are wanted: what a unit's column has beside its upright head, and how much of their room tasks keep.
_AIR, _LEAST_TASKS = 0.2, 0.75
# Room that the longest title leaves over goes to the units up to this width, the rest to the tasks.
_WIDEST_UNIT = 14.0
# How much of the frame is at least the tasks': 88 of 380 and 75 of 257 mm are what print.md gives them.
_TASKS = {"P4": 88.0, "P1": 75.0, "P2": 73.0, "P3": 44.0, "P5": 58.0}
_LAYOUT = Layout("矩阵", "P4", (Place(Slot.NUMBER, "序号", 12), Place(Slot.NAME, "工作任务", 88)))
_SIGNS = {Role.LEAD: "●", Role.PARTNER: "○"}
_WORDS = {Role.LEAD: "牵", Role.PARTNER: "配"}
_BY_GROUP = "△"
_TOTALS = {Role.LEAD: "牵头合计", Role.PARTNER: "配合合计"}


@dataclass(frozen=True)
class _Marks:
    """Who has which part: by item and unit, the units in their order, and how the parts are written."""

    by_cell: Mapping[tuple[int, int], Involvement]
    units: tuple[UnitRef, ...]
    in_words: bool

    def cell(self, item: PlanNode, unit: UnitRef) -> Cell:
        """Return the sign of a unit's part in an item."""
        part = self.by_cell.get((item.node_id, unit.unit_id))
        if part is None:
            return EMPTY
        if self.in_words:
            return Cell(((Text(_WORDS[part.role], grey=part.group is not None),),))
        return plain(_BY_GROUP if part.group is not None else _SIGNS[part.role])

    @cached_property
    def totals(self) -> Counter[tuple[Role, int]]:
        """How many parts of a role each unit has, by the unit's id."""
        return Counter((part.role, part.unit.unit_id) for part in self.by_cell.values())

    @cached_property
    def by_item(self) -> Counter[int]:
        """How many units have a part in each item, by the item's id."""
        return Counter(item for item, _ in self.by_cell)


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the matrix; raise `UsageError` when no item has a unit."""
    plan = subject.plan
    wanted = chosen_items(plan, request)
    parts = [part for part in involvements(plan, inherited=request.inherited) if part.item.node_id in wanted]
    if not parts:
        raise UsageError(
            "要打印的任务都还没有落实单位，没有可列的矩阵。", "请先给任务确定牵头、配合单位。", code="NOTHING_TO_PRINT"
        )
    units = tuple(sorted({part.unit for part in parts}, key=lambda unit: unit.order))
    marks = _Marks({(part.item.node_id, part.unit.unit_id): part for part in parts}, units, request.in_words)
    profile = PROFILES[request.profile or _LAYOUT.profile]
    least = _least_width(request)
    tasks = _TASKS[profile.name] * (1 if least == _UNIT else _LEAST_TASKS)
    bands = parted(units, int((profile.frame_width - _NUMBER - tasks - _TOTAL + 0.01) / least))
    selection = select(plan, wanted, steps=False)
    wording = collect(plan, _LAYOUT, "title", selection.nodes)
    title = quoted(plan_name(plan, request)) + WORD
    size = request.page.size
    number = number_width([*wording.numbers.values()], wording.heads[Slot.NUMBER], _NUMBER, size)
    widths = number, _unit_width(max(map(len, bands)), profile.name, selection, (least, size))
    notes, remarks = _notes(plan, selection, marks, wording), _remarks(units)
    tables = tuple(
        ReportTable(
            title=title if not place else f"{title}（续表{place + 1}，共{len(bands)}）",
            subtitle=subtitle(plan, request, f"共{len(selection.nodes)}项、{len(units)}个单位"),
            columns=_columns(band, widths, profile.frame_width, wording),
            rows=_rows(selection, band, marks, wording),
            notes=notes,
            profile=profile.name,
            sheet_name=WORD if len(bands) == 1 else f"{WORD}{place + 1}",
            remarks=remarks,
            legend=_legend(marks, several=len(bands) > 1),
            outline=_outline(band, place, len(bands)),
        )
        for place, band in enumerate(bands)
    )
    return ReportDocument(title, tables, request.page)


def _outline(band: Sequence[UnitRef], place: int, count: int) -> str:
    return WORD if count == 1 else f"{WORD}（{place + 1}/{count}）：{band[0].name}—{band[-1].name}"


def _least_width(request: PrintRequest) -> float:
    """Return how narrow a unit's column may be: where few pages are wanted, as narrow as its upright head."""
    if request.fit is None:
        return _UNIT
    return min(_UNIT, request.page.size / MM + 2 * PADDING_SIDE / MM + _AIR)


def _unit_width(longest: int, profile: str, selection: Selection, least_and_size: tuple[float, float]) -> float:
    """Return the width of the units: what the tasks' titles leave over in the longest band, between two bounds."""
    frame, (least, size) = PROFILES[profile].frame_width, least_and_size
    ems = max(width_in_ems(item_title(node)) for node in selection.nodes) + 1
    tasks = max(_TASKS[profile], ems * size / MM + 2 * PADDING_SIDE / MM)
    room = frame - _NUMBER - _TOTAL - tasks
    return min(_WIDEST_UNIT, max(least, int(room / longest * 2) / 2))


def _columns(
    band: Sequence[UnitRef], widths: tuple[float, float], frame: float, wording: Wording
) -> tuple[Column, ...]:
    """Return the columns of a band, numbers and units of `widths`; what is over goes to the tasks."""
    number, width = widths
    tasks = frame - number - _TOTAL - width * len(band)
    return (
        Column(wording.heads[Slot.NUMBER], number, centred=True, repeats=True, ragged=True),
        Column("工作任务", tasks, repeats=True),
        *(Column(" ".join(unit.name.split()), width, centred=True, ragged=True, upright=True) for unit in band),
        Column("合计", _TOTAL, centred=True, ragged=True, upright=True),
    )


def _rows(
    selection: Selection, band: Sequence[UnitRef], marks: _Marks, wording: Wording
) -> tuple[SectionRow | ItemRow, ...]:
    rows: list[SectionRow | ItemRow] = []
    for entry in selection.entries:
        if entry.node is None:
            rows.append(SectionRow(entry.heading, entry.level))
            continue
        item = entry.node
        cells = (marks.cell(item, unit) for unit in band)
        count = plain(str(marks.by_item[item.node_id]))
        rows.append(ItemRow((plain(wording.numbers[item.node_id]), plain(item_title(item)), *cells, count)))
    for role, words in _TOTALS.items():
        counts = (plain(str(marks.totals[role, unit.unit_id])) for unit in band)
        total = sum(marks.totals[role, unit.unit_id] for unit in marks.units)
        label = Cell(((Text(words),),), span=2, centred=True)
        rows.append(ItemRow((label, EMPTY, *counts, plain(str(total))), is_total=True))
    return tuple(rows)


def _legend(marks: _Marks, *, several: bool) -> tuple[str, ...]:
    """Return what the signs mean, for every page."""
    parts = marks.by_cell.values()
    roles = [role for role in Role if any(part.role is role for part in parts)]
    names = {Role.LEAD: "牵头单位", Role.PARTNER: "配合单位"}
    if marks.in_words:
        words = [f"“{_WORDS[role]}”为{names[role]}" for role in roles]
        words += ["灰色的为通过群组（如“各科室”）涉及"] if any(part.group for part in parts) else []
    else:
        words = [f"{_SIGNS[role]}为{names[role]}" for role in roles]
        words += [f"{_BY_GROUP}为按群组涉及的单位"] if any(part.group for part in parts) else []
    total = ["“合计”为本任务涉及的全部单位数，含各续表"] if several else []
    return ("注：" + "，".join(words) + "。" + "".join(f"{one}。" for one in total),)


def _notes(plan: PlanSnapshot, selection: Selection, marks: _Marks, wording: Wording) -> tuple[str, ...]:
    """Return where leads were taken by place, which group signs stand for leads, and who has no task."""
    position = by_position(selection.nodes)
    found = [position] if position else []
    led = {part.item.node_id for part in marks.by_cell.values() if part.group is not None and part.role is Role.LEAD}
    if led and not marks.in_words:
        numbers = [wording.numbers[node.node_id] for node in selection.nodes if node.node_id in led]
        found.append(f"第{'、'.join(numbers)}项的{_BY_GROUP}为牵头，计入牵头合计；其余的计入配合合计。")
    idle = idle_units([plan], {unit.name for unit in marks.units})
    if idle:
        found.append(f"没有任务、未列入本表的单位：{some_names(idle)}。")
    return tuple(found)


def _remarks(units: Sequence[UnitRef]) -> tuple[str, ...]:
    groups = [f"“{unit.name}”" for unit in units if unit.is_group]
    if not groups:
        return ()
    return (f"{some_names(groups)}的成员还没有确定，单独占一列；请在单位名录中确定成员后再打印。",)


REPORT = Report(
    name="matrix",
    title=WORD,
    build=build,
    layouts=(LayoutChoice("矩阵", ("P4", "P1", "P2", "P3", "P5")),),
    options=frozenset({"inherited", "in_words"}),
)
