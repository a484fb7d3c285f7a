"""工作台账: how far every item is as of a day, and the lists drawn from it (print.md 3.7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.core.snapshot import PlanNode
from planner.core.standing import Standing, standing
from planner.reports.cells import CellWriter, collect
from planner.reports.columns import column, widened
from planner.reports.headings import by_position, numbered_notes, plan_name, state_subtitle, state_title
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.ledger_cells import StateCells, signs_legend, status
from planner.reports.ledger_rows import ledger_entries
from planner.reports.missing import missing_table
from planner.reports.request import Choice, LayoutChoice, PrintRequest, Report, Subject
from planner.reports.shares import shared
from planner.reports.spelling import SPELLING
from planner.reports.table import Cell, ItemRow, ReportDocument, ReportTable, SectionRow
from planner.reports.wording import quoted, spoken_date

_WORDS = {"problems": "工作问题清单", "done": "工作销号清单"}
_WORD = "工作台账"
_ONLY = (("", "全部任务"), ("problems", "问题清单"), ("done", "销号清单"), ("missing", "未报送单位名单"))
_FIRST_LEAD = "有几个牵头单位的任务，列在排在首位的牵头单位之下。"
_WIDE, _NARROW = "P4", "P1"
_PLACES = {
    _NARROW: (
        Place(Slot.NUMBER, "序号", 11),
        Place(Slot.TASK, "工作任务", 62),
        Place(Slot.LEAD, "牵头单位", 24),
        Place(Slot.PERSON, "责任人", 16),
        Place(Slot.DEADLINE, "完成时限", 20),
        Place(Slot.PROGRESS, "进展情况", 82),
        Place(Slot.STATE, "状态", 16),
        Place(Slot.REMARK, "备注", 26),
    ),
    _WIDE: (
        Place(Slot.NUMBER, "序号", 12),
        Place(Slot.TASK, "工作任务", 72),
        Place(Slot.TARGET, "目标要求", 40),
        Place(Slot.UNITS, "责任单位", 32),
        Place(Slot.DEADLINE, "完成时限", 22),
        Place(Slot.PROGRESS, "进展情况", 100),
        Place(Slot.STATE, "状态", 18),
        Place(Slot.DIFFICULTY, "存在问题", 44),
        Place(Slot.NEXT, "下一步打算", 40),
    ),
}
_QUARTERS = tuple(Place(Slot.PROGRESS, f"{name}季度进展", 25) for name in "一二三四")
_OF_PLAN = frozenset({Slot.NUMBER, Slot.TASK, Slot.TARGET, Slot.LEAD, Slot.PERSON, Slot.DEADLINE, Slot.REMARK})


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` when nothing is to be printed."""
    table = missing_table(subject.plan, request) if request.only == "missing" else _table(subject, request)
    return ReportDocument(table.title, (table,), request.page)


def _table(subject: Subject, request: PrintRequest) -> ReportTable:
    plan, day = subject.plan, request.day
    places = _places(request)
    entries = ledger_entries(plan, request, day)
    nodes = [entry.node for entry in entries if entry.node is not None]
    rows = _Rows(subject, request, places, nodes, day)
    cells = [rows.cells(node) for node in nodes]
    heads = [replace(place, head=rows.head(place)) for place in places]
    widths = widened(heads, [place.width for place in places], cells, request.page.size)
    widths = shared(heads, widths, cells, request.page.size)
    items = iter(cells)
    return ReportTable(
        title=state_title(plan, request, _WORDS.get(request.only, _WORD)),
        subtitle=state_subtitle(plan, request, _count(request, len(nodes))),
        columns=tuple(
            column(place, width, [row[index] for row in cells])
            for index, (place, width) in enumerate(zip(heads, widths, strict=True))
        ),
        rows=tuple(
            SectionRow(entry.heading, entry.level) if entry.node is None else ItemRow(tuple(next(items)))
            for entry in entries
        ),
        notes=_notes(subject, request, nodes),
        profile=_profile(request),
        sheet_name=_WORDS.get(request.only, _WORD).removeprefix("工作") if request.only else _WORD,
        remarks=_remarks(request),
        legend=(signs_legend(plan.customs),),
    )


class _Rows:
    """Writes the cells of the ledger's items."""

    def __init__(
        self, subject: Subject, request: PrintRequest, places: Sequence[Place], nodes: Sequence[PlanNode], day: date
    ) -> None:
        self.places = places
        self.is_narrow = all(place.slot is not Slot.DIFFICULTY for place in places)
        self.has_quarters = request.quarters
        depth = request.depth or "title"
        of_plan = [place for place in places if place.slot in _OF_PLAN]
        self.writer = _writer(subject, request, of_plan, depth, nodes)
        # A target is said whatever the depth: it is what progress is measured by.
        self.targets = _writer(subject, request, of_plan, "first", nodes) if depth == "title" else self.writer
        self.states = StateCells(subject.plan, self.writer, day)

    def head(self, place: Place) -> str:
        """Return the head of a column, in the plan's own word where it is one of the plan's."""
        if place.slot not in _OF_PLAN:
            return place.head
        return (self.targets if place.slot is Slot.TARGET else self.writer).head(place)

    def cells(self, node: PlanNode) -> list[Cell]:
        """Return the cells of an item."""
        state = standing(node, self.states.day, self.states.plan.customs)
        slots = [place.slot for place in self.writer.layout.places]
        told = dict(zip(slots, self.writer.row(node), strict=True))
        if Slot.TARGET in told and node.fields:
            told[Slot.TARGET] = self.targets.row(node)[slots.index(Slot.TARGET)]
        quarters = iter((1, 2, 3, 4))
        return [
            self.states.quarter(node, next(quarters))
            if place.slot is Slot.PROGRESS and self.has_quarters
            else self._cell(place.slot, node, state, told)
            for place in self.places
        ]

    def _cell(self, slot: Slot, node: PlanNode, state: Standing, told: dict[Slot, Cell]) -> Cell:
        if slot is Slot.LEAD:
            return self.states.leads(node)
        if slot is Slot.UNITS:
            return self.states.units(node)
        if slot is Slot.TARGET:
            return self.states.target(node, told[slot])
        if slot is Slot.PROGRESS:
            return self.states.progress(node, state, whole=self.is_narrow)
        if slot is Slot.STATE:
            return status(state)
        if slot is Slot.DIFFICULTY:
            return self.states.problem(node, state)
        if slot is Slot.NEXT:
            return self.states.next_step(node, state)
        return told[slot]


def _writer(
    subject: Subject, request: PrintRequest, places: Sequence[Place], depth: str, nodes: Sequence[PlanNode]
) -> CellWriter:
    layout = Layout(_WORD, _profile(request), tuple(places))
    return CellWriter(
        subject.plan,
        layout,
        depth,
        collect(subject.plan, layout, depth, nodes),
        inherited=request.inherited,
        one_a_line=request.one_a_line,
        step_rows=False,
    )


def _profile(request: PrintRequest) -> str:
    return _WIDE if request.quarters else request.profile or _NARROW


def _places(request: PrintRequest) -> tuple[Place, ...]:
    places = _PLACES[_profile(request)]
    if not request.quarters:
        return places
    at = next(index for index, place in enumerate(places) if place.slot is Slot.PROGRESS)
    return (*places[:at], *_QUARTERS, *places[at + 1 :])


def _count(request: PrintRequest, count: int) -> str:
    if request.only == "done" and request.since is not None:
        return f"{spoken_date(request.since)}以来销号{count}项"
    return f"共{count}项"


def _notes(subject: Subject, request: PrintRequest, nodes: Sequence[PlanNode]) -> tuple[str, ...]:
    sentences = [f"任务依据{quoted(plan_name(subject.plan, replace(request, title=None)))}。"]
    if position := by_position(nodes):
        sentences.append(position)
    if request.order == "unit":
        sentences.append(_FIRST_LEAD)
    return numbered_notes(sentences)


def _remarks(request: PrintRequest) -> tuple[str, ...]:
    if request.quarters and request.profile == _NARROW:
        return ("进展分四个季度列出时，A4横向的纸放不下，已改用A3。",)
    return ()


def _named(request: PrintRequest, _: str) -> str:
    """Return what a file is called: 问题清单 and not 工作台账."""
    return dict(_ONLY[1:]).get(request.only, _WORD)


REPORT = Report(
    name="ledger",
    title=_WORD,
    build=build,
    layouts=(LayoutChoice("台账", (_NARROW, _WIDE)),),
    depths=("title", "first", "full"),
    options=frozenset({"inherited", "one_a_line", "order", "spelling", "only", "since", "quarters"}),
    choices=(
        Choice("order", "排列", (("plan", "按计划顺序"), ("unit", "按牵头单位"), ("late", "滞后在前"))),
        Choice("only", "范围", _ONLY),
        SPELLING,
    ),
    dated=True,
    named=_named,
)
