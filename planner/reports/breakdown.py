"""责任分解表: a plan's items in plan order with who leads, who joins and until when (print.md 3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.errors import UsageError
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.reports.cells import CellWriter, collect
from planner.reports.columns import column, fitted, widened
from planner.reports.headings import by_position, numbered_notes, plan_name, subtitle
from planner.reports.layouts import LAYOUTS, Layout, Place, Slot
from planner.reports.leaders import leads_by_register
from planner.reports.profiles import PROFILES
from planner.reports.request import LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import Selection, chosen_items, select
from planner.reports.shares import shared
from planner.reports.spelling import SPELLING, spelt_differently
from planner.reports.table import Cell, ItemRow, ReportDocument, ReportTable, SectionRow
from planner.reports.wording import TABLE_WORD, plan_title, table_title

_ALL_BY_REGISTER = "原文未写牵头领导，按单位名录中牵头单位的负责人填列。"
_SOME_BY_REGISTER = "部分任务原文未写牵头领导，按单位名录中牵头单位的负责人填列。"
_JOINED = frozenset({Slot.NAME, Slot.LEADER, Slot.PERSON})


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """How many items and steps of the plan the table does not show."""

    items: int
    steps: int


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` when the plan has no item."""
    table = main_table(subject.plan, request)
    return ReportDocument(table.title, (table,), request.page)


def main_table(plan: PlanSnapshot, request: PrintRequest) -> ReportTable:
    """Return the one table of the document; raise `UsageError` when nothing is to be printed."""
    layout = LAYOUTS[request.layout or next(iter(LAYOUTS))]
    profile = PROFILES[request.profile or layout.profile]
    selection = select(plan, chosen_items(plan, request), tables_first=layout.tables_first)
    nodes = selection.nodes
    if not nodes:
        raise UsageError(
            "要打印的任务都不在计划的附表里，没有可打印的内容。", "请改用其他版式。", code="NOTHING_TO_PRINT"
        )
    depth = request.depth or "full"
    wording = collect(plan, layout, depth, nodes)
    writer = CellWriter(plan, layout, depth, wording, inherited=request.inherited, one_a_line=request.one_a_line)
    rows = [writer.row(node) for node in nodes]
    left_out = _LeftOut(selection.left_out, writer.steps_left_out(nodes))
    kept = _kept(layout, rows)
    places = [replace(place, head=writer.head(place)) for place in kept]
    chosen = [layout.places.index(place) for place in kept]
    cells = [[row[index] for index in chosen] for row in rows]
    own = PROFILES[layout.profile].frame_width
    size = request.page.size
    widths = widened(places, fitted(layout, kept, own, profile.frame_width), cells, size)
    widths = shared(places, widths, cells, size)
    return ReportTable(
        title=table_title(plan_name(plan, request), plan_title(request.word)),
        subtitle=subtitle(plan, request, f"共{sum(node.kind is NodeKind.ITEM for node in nodes)}项"),
        columns=tuple(
            column(place, width, [row[index] for row in cells])
            for index, (place, width) in enumerate(zip(places, widths, strict=True))
        ),
        rows=_rows(selection, places, cells, joined=request.joined),
        notes=numbered_notes(
            _sentences(nodes, left_out, by_register=_by_register(layout, nodes, inherited=request.inherited))
        ),
        profile=profile.name,
        sheet_name=plan_title(request.word) or TABLE_WORD,
        remarks=(*_remarks(layout, left_out, places), *spelt_differently(nodes, request)),
    )


def _rows(
    selection: Selection, places: Sequence[Place], cells: Sequence[Sequence[Cell]], *, joined: bool
) -> tuple[SectionRow | ItemRow, ...]:
    """Return the rows; `joined` marks the leaders and names that say what the cell above them says."""
    joinable = [index for index, place in enumerate(places) if joined and place.slot in _JOINED]
    found: list[SectionRow | ItemRow] = []
    above: Sequence[Cell] = ()
    items = iter(cells)
    for entry in selection.entries:
        if entry.node is None:
            found.append(SectionRow(entry.heading, entry.level))
            above = ()
            continue
        row = next(items)
        shown = list(row)
        for index in joinable:
            if above and row[index].paragraphs and row[index].text == above[index].text:
                shown[index] = replace(row[index], joined=True)
        found.append(ItemRow(tuple(shown)))
        above = row
    return tuple(found)


def _kept(layout: Layout, rows: Sequence[Sequence[Cell]]) -> list[Place]:
    """Drop the columns in which nothing stands; but a table of duties without any unit keeps room to write them in."""
    filled = {place.slot: any(row[index].paragraphs for row in rows) for index, place in enumerate(layout.places)}
    if not filled[Slot.LEAD] and not filled[Slot.PARTNER]:
        filled[Slot.LEAD] = filled[Slot.PARTNER] = True
    return [place for place in layout.places if filled[place.slot]]


def _by_register(layout: Layout, nodes: Sequence[PlanNode], *, inherited: bool) -> str:
    """Return the sentence that tells whose names are the register's and not the plan's."""
    if Slot.LEADER not in layout.slots:
        return ""
    drawn, told = leads_by_register(nodes, inherited=inherited)
    if not drawn:
        return ""
    return _ALL_BY_REGISTER if drawn == told else _SOME_BY_REGISTER


def _sentences(nodes: Sequence[PlanNode], left_out: _LeftOut, *, by_register: str) -> list[str]:
    sentences = []
    if position := by_position(nodes):
        sentences.append(position)
    if by_register:
        sentences.append(by_register)
    if left_out.items:
        sentences.append(f"本表列附表中的任务；正文中的{left_out.items}项任务未列入本表。")
    if left_out.steps:
        sentences.append(f"本表只列任务标题；任务之下的{left_out.steps}条具体措施未列入本表。")
    return sentences


def _remarks(layout: Layout, left_out: _LeftOut, places: Sequence[Place]) -> tuple[str, ...]:
    """Return what the clerk should know before the table goes out: it does not show the whole plan."""
    found = []
    if left_out.items:
        others = "、".join(f"“{other.name}”" for other in LAYOUTS.values() if not other.tables_first)
        found.append(
            f"“{layout.name}”只印附表中的任务，正文中的{left_out.items}项任务没有印出；要全部印出，请改用{others}。"
        )
    if Slot.LEADER in layout.slots and all(place.slot is not Slot.LEADER for place in places):
        found.append(
            "计划和单位名录里都没有领导，“牵头领导”一栏没有印出；可以给任务填写牵头领导，或在单位名录中填写负责人。"
        )
    if left_out.steps:
        found.append(f"“标题”不印任务之下的{left_out.steps}条具体措施；要印出，请改用“首句”或“全文”。")
    return tuple(found)


def _named(request: PrintRequest, _: str) -> str:
    """Return what a file is called: by the bureau's own word for the table."""
    return request.word.strip() or TABLE_WORD


REPORT = Report(
    name="breakdown",
    title=TABLE_WORD,
    build=build,
    layouts=tuple(
        LayoutChoice(layout.name, (layout.profile, *(name for name in PROFILES if name != layout.profile)))
        for layout in LAYOUTS.values()
    ),
    depths=("full", "first", "title"),
    options=frozenset({"inherited", "joined", "one_a_line", "spelling", "word"}),
    choices=(SPELLING,),
    named=_named,
)
