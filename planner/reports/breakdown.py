"""责任分解表: a plan's items in plan order with who leads, who joins and until when (print.md 3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.errors import UsageError
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.reports.cells import CellWriter, collect
from planner.reports.columns import column, fitted, widened
from planner.reports.layouts import LAYOUTS, Layout, Place, Slot
from planner.reports.profiles import PROFILES
from planner.reports.request import LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import select
from planner.reports.table import Cell, ItemRow, ReportDocument, ReportTable, SectionRow
from planner.reports.wording import plan_title, spoken_date, table_title

STAGE_MARKS = {"draft": "征求意见稿"}
_ALL_BY_POSITION = "原文未区分牵头与配合，牵头单位按排列首位确定。"
_SOME_BY_POSITION = "部分任务原文未区分牵头与配合，其牵头单位按排列首位确定。"


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """How many items and steps of the plan the table does not show."""

    items: int
    steps: int


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` when the plan has no item."""
    plan = subject.plan
    table = _table(plan, request)
    return ReportDocument(table.title, (table,), request.page)


def _table(plan: PlanSnapshot, request: PrintRequest) -> ReportTable:
    layout = LAYOUTS[request.layout or next(iter(LAYOUTS))]
    depth = request.depth or "full"
    profile = PROFILES[request.profile or layout.profile]
    selection = select(plan, layout)
    nodes = selection.nodes
    if not nodes:
        raise UsageError("这份计划里没有任务，没有可打印的内容。", "请先导入或添加任务。", code="NOTHING_TO_PRINT")
    wording = collect(plan, layout, depth, nodes)
    writer = CellWriter(plan, layout, depth, wording, inherited=request.inherited)
    rows = [writer.row(node) for node in nodes]
    left_out = _LeftOut(selection.left_out, writer.steps_left_out(nodes))
    kept = _kept(layout, rows)
    places = [replace(place, head=writer.head(place)) for place in kept]
    chosen = [layout.places.index(place) for place in kept]
    cells = [[row[index] for index in chosen] for row in rows]
    own = PROFILES[layout.profile].frame_width
    widths = widened(places, fitted(layout, kept, own, profile.frame_width), cells)
    items = iter(cells)
    return ReportTable(
        title=plan_title(request.title or "") or table_title(_plan_name(plan)),
        subtitle=_subtitle(plan, request, sum(node.kind is NodeKind.ITEM for node in nodes)),
        columns=tuple(
            column(place, width, [row[index] for row in cells])
            for index, (place, width) in enumerate(zip(places, widths, strict=True))
        ),
        rows=tuple(
            SectionRow(entry.heading, entry.level) if entry.node is None else ItemRow(tuple(next(items)))
            for entry in selection.entries
        ),
        notes=_notes(nodes, left_out),
        profile=profile.name,
        sheet_name="责任分解表",
        remarks=_remarks(layout, left_out),
    )


def _plan_name(plan: PlanSnapshot) -> str:
    return plan_title(plan.head.title or plan.head.notice_title) or plan_title(plan.source.name.rsplit(".", 1)[0])


def _subtitle(plan: PlanSnapshot, request: PrintRequest, count: int) -> str:
    name = plan_title(request.title or "") or _plan_name(plan)
    issuers = [plan_title(issuer) for issuer in plan.head.issuers]
    bureau = plan_title(request.bureau or "") or " ".join(issuers if any(i not in name for i in issuers) else [])
    day = plan.head.issued_on
    when = f"截至{spoken_date(request.as_of)}" if request.as_of else spoken_date(day) if day else ""
    mark = request.stage_mark if request.stage_mark is not None else STAGE_MARKS.get(plan.head.stage or "", "")
    mark = plan_title(mark).strip("（）()")
    mark = f"（{mark}）" if mark and mark not in name else ""
    return "　　".join(part for part in (bureau, when, mark, f"共{count}项") if part)


def _kept(layout: Layout, rows: Sequence[Sequence[Cell]]) -> list[Place]:
    """Drop the columns in which nothing stands; but a table of duties without any unit keeps room to write them in."""
    filled = {place.slot: any(row[index].paragraphs for row in rows) for index, place in enumerate(layout.places)}
    if not filled[Slot.LEAD] and not filled[Slot.PARTNER]:
        filled[Slot.LEAD] = filled[Slot.PARTNER] = True
    return [place for place in layout.places if filled[place.slot]]


def _notes(nodes: Sequence[PlanNode], left_out: _LeftOut) -> tuple[str, ...]:
    sentences = []
    assigned = [node for node in nodes if node.assignments]
    unstated = [node for node in assigned if any(not found.stated for found in node.assignments)]
    if unstated:
        sentences.append(_ALL_BY_POSITION if len(unstated) == len(assigned) else _SOME_BY_POSITION)
    if left_out.items:
        sentences.append(f"本表列附表中的任务；正文中的{left_out.items}项任务未列入本表。")
    if left_out.steps:
        sentences.append(f"本表只列任务标题；任务之下的{left_out.steps}条具体措施未列入本表。")
    if len(sentences) < 2:
        return tuple(f"注：{sentence}" for sentence in sentences)
    return tuple(f"{'　　' if place else '注：'}{place + 1}．{text}" for place, text in enumerate(sentences))


def _remarks(layout: Layout, left_out: _LeftOut) -> tuple[str, ...]:
    """Return what the clerk should know before the table goes out: it does not show the whole plan."""
    found = []
    if left_out.items:
        others = "、".join(f"“{other.name}”" for other in LAYOUTS.values() if not other.tables_first)
        found.append(
            f"“{layout.name}”只印附表中的任务，正文中的{left_out.items}项任务没有印出；要全部印出，请改用{others}。"
        )
    if left_out.steps:
        found.append(f"“标题”不印任务之下的{left_out.steps}条具体措施；要印出，请改用“首句”或“全文”。")
    return tuple(found)


REPORT = Report(
    name="breakdown",
    title="责任分解表",
    build=build,
    layouts=tuple(
        LayoutChoice(layout.name, (layout.profile, *(name for name in PROFILES if name != layout.profile)))
        for layout in LAYOUTS.values()
    ),
    depths=("full", "first", "title"),
    options=frozenset({"inherited"}),
)
