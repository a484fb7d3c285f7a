"""单位全年任务清单: what a unit leads, joins and has through groups in all plans of the year, with how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.errors import UsageError
from planner.core.involvement import Involvement, involvements
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import standing
from planner.core.vocabulary import Role
from planner.reports.cells import CellWriter, collect
from planner.reports.columns import column, fitted, widened
from planner.reports.headings import numbered_notes, plan_name, state_subtitle, years
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.ledger_cells import signs_legend, status
from planner.reports.profiles import PROFILES
from planner.reports.request import LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import wanted_items
from planner.reports.spelling import SPELLING
from planner.reports.table import Cell, ItemRow, ReportDocument, ReportTable, Text, plain
from planner.reports.wording import plan_title, printable, quoted

TITLE = "单位全年任务清单"
_WORD = "全年任务清单"
_NUMERALS = "一二三四"
_PLACES = (
    Place(Slot.NUMBER, "序号", 11),
    Place(Slot.REMARK, "来源计划", 40),
    Place(Slot.ORIGINAL, "原序号", 15),
    Place(Slot.TASK, "工作任务", 103),
    Place(Slot.UNITS, "", 42),
    Place(Slot.DEADLINE, "完成时限", 27),
    Place(Slot.STATE, "状态", 19),
)
_LAYOUT = Layout(TITLE, "P1", _PLACES)
_OF_PLAN = Layout(TITLE, "P1", (Place(Slot.NUMBER, "序号", 11), Place(Slot.TASK, "工作任务", 103),
                               Place(Slot.DEADLINE, "完成时限", 27)))  # fmt: skip
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the three tables of a unit; `other` is the role whose units stand beside."""

    name: str
    other: Role
    head: str


_LEADS = _Kind("牵头任务", Role.PARTNER, "配合单位")
_JOINS = _Kind("配合任务", Role.LEAD, "牵头单位")
_BY_GROUP = _Kind("列入“各单位”等群组的任务", Role.LEAD, "牵头单位")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a unit in a plan."""

    plan: PlanSnapshot
    found: Involvement


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the tables of each unit that is wanted, on pages of its own; raise `UsageError` when there is none."""
    plans = (subject.plan, *subject.others)
    by_name = _parts(plans, request)
    wanted = [name for name in by_name if not request.units or name in request.units]
    if not wanted:
        who = "、".join(request.units) or "各单位"
        raise UsageError(
            f"{who}在这些计划中没有要打印的任务。", "请另选单位，或放宽筛选条件。", code="NOTHING_TO_PRINT"
        )
    request = replace(request, as_of=request.day)
    writers = {plan.plan_id: _writer(plan, request) for plan in plans}
    tables = [table for name in wanted for table in _tables(by_name[name], plans, request, writers)]
    return ReportDocument(tables[0].title, tuple(tables), request.page)


def _parts(plans: Sequence[PlanSnapshot], request: PrintRequest) -> dict[str, list[_Part]]:
    """Return the parts of each unit over all plans, units in their order of print."""
    found: dict[str, list[_Part]] = {}
    for plan in plans:
        wanted = wanted_items(plan, request)
        for one in involvements(plan, inherited=request.inherited):
            if one.item.node_id in wanted:
                found.setdefault(one.unit.name, []).append(_Part(plan, one))
    order = {name: parts[0].found.unit.order for name, parts in found.items()}
    return {name: found[name] for name in sorted(found, key=lambda name: order[name])}


def _writer(plan: PlanSnapshot, request: PrintRequest) -> CellWriter:
    depth = request.depth or "title"
    wording = collect(plan, _OF_PLAN, depth, plan.items)
    return CellWriter(plan, _OF_PLAN, depth, wording, inherited=request.inherited, step_rows=False)


def _tables(
    parts: Sequence[_Part],
    plans: Sequence[PlanSnapshot],
    request: PrintRequest,
    writers: dict[int, CellWriter],
) -> list[ReportTable]:
    unit = parts[0].found.unit
    kinds = {
        _LEADS: [one for one in parts if one.found.group is None and one.found.role is Role.LEAD],
        _JOINS: [one for one in parts if one.found.group is None and one.found.role is Role.PARTNER],
        _BY_GROUP: [one for one in parts if one.found.group is not None],
    }
    listed = [(kind, of_kind) for kind, of_kind in kinds.items() if of_kind]
    several = len({one.plan.plan_id for one in parts}) > 1
    cells = [_rows(kind, of_kind, request, writers, several=several) for kind, of_kind in listed]
    shared = [row for rows in cells for row in rows]
    made = []
    for place, ((kind, of_kind), rows) in enumerate(zip(listed, cells, strict=True)):
        table = _table(kind, rows, shared, request, several=several)
        band = f"{_NUMERALS[place]}、{kind.name}（{len(of_kind)}项）"
        made.append(replace(table, band=band, follows=place > 0, sheet_name=unit.name))
    title = f"{' '.join((unit.full_name or unit.name).split())}{_years(plans)}{_WORD}"
    counts = "、".join(f"{word}{len(kinds[kind])}项" for kind, word in _COUNTED if kinds[kind])
    subtitle = state_subtitle(plans[0], request, counts)
    made[0] = replace(made[0], title=_own(request) or title, subtitle=subtitle, outline=unit.name, afresh=True)
    made[-1] = replace(made[-1], notes=_notes(parts))
    return made


_COUNTED = ((_LEADS, "牵头"), (_JOINS, "配合"), (_BY_GROUP, "列入群组"))


def _own(request: PrintRequest) -> str:
    own = plan_title(request.title or "")
    return own if own.endswith(("清单", "表", "单")) else ""


def _rows(
    kind: _Kind, parts: Sequence[_Part], request: PrintRequest, writers: dict[int, CellWriter], *, several: bool
) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    last = None
    for number, one in enumerate(parts, 1):
        writer, item = writers[one.plan.plan_id], one.found.item
        source = plain(plan_title(one.plan.head.title or one.plan.source.name).strip("《》"))
        row = [plain(str(number))]
        if several:
            row.append(replace(source, joined=one.plan.plan_id == last))
        row += [
            plain(writer.wording.numbers[item.node_id]),
            _task(one.found, writer),
            _beside(kind, item, writer),
            writer.row(item)[-1],
            status(standing(item, request.day, one.plan.customs)),
        ]
        rows.append(row)
        last = one.plan.plan_id
    return rows


def _task(found: Involvement, writer: CellWriter) -> Cell:
    cell = writer.steps(found.item, found.steps) if found.steps else writer.task(found.item)
    if found.group is None or not cell.paragraphs:
        return cell
    first, *more = cell.paragraphs
    words = Text(f"（{printable(found.group.name)}）", whole=True, grey=True)
    return Cell(((*first, words), *more))


def _beside(kind: _Kind, item: PlanNode, writer: CellWriter) -> Cell:
    return writer.units(item, kind.other)


def _table(
    kind: _Kind, rows: list[list[Cell]], shared: list[list[Cell]], request: PrintRequest, *, several: bool
) -> ReportTable:
    places = [
        replace(place, head=kind.head) if place.slot is Slot.UNITS else place
        for place in _PLACES
        if several or place.slot is not Slot.REMARK
    ]
    profile = PROFILES[request.profile or "P1"]
    fit = fitted(_LAYOUT, places, PROFILES["P1"].frame_width, profile.frame_width)
    widths = widened(places, fit, shared, request.page.size)
    return ReportTable(
        title="",
        subtitle="",
        columns=tuple(
            column(place, width, [row[at] for row in rows])
            for at, (place, width) in enumerate(zip(places, widths, strict=True))
        ),
        rows=tuple(ItemRow(tuple(row)) for row in rows),
        notes=(),
        profile=profile.name,
        sheet_name=TITLE,
    )


def _years(plans: Sequence[PlanSnapshot]) -> str:
    found = sorted({year for plan in plans for year in plan.head.years})
    if len(found) > 1:
        return f"{found[0]}—{found[-1]}年"
    return f"{found[0]}年" if found else years(plans[0])


def _notes(parts: Sequence[_Part]) -> tuple[str, ...]:
    plans = {one.plan.plan_id: one.plan for one in parts}
    titles = [quoted(plan_name(plan, PrintRequest()).strip("《》")) for plan in plans.values()]
    named = "".join(titles[:_MOST_NAMED]) + (f"等{len(titles)}份计划" if len(titles) > _MOST_NAMED else "")
    days = signs_legend(parts[0].plan.customs)
    return numbered_notes([f"任务依据{named}，原序号为其在计划中的编号。", days])


REPORT = Report(
    name="unit-year",
    title=TITLE,
    build=build,
    layouts=(LayoutChoice("清单", ("P1", "P4")),),
    depths=("title", "first", "full"),
    options=frozenset({"units", "inherited", "spelling"}),
    choices=(SPELLING,),
    dated=True,
)
