"""督办单、催办单: a form for every item that is late or due soon, or for every unit that leads such items."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.core.errors import UsageError
from planner.core.involvement import by_unit, involvements
from planner.core.progress import Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import Standing, standing
from planner.core.vocabulary import Role
from planner.reports.headings import plan_name
from planner.reports.profiles import MM, PADDING_TOP
from planner.reports.request import Choice, LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import chosen_items
from planner.reports.slip_cells import CUT, LINE, SlipCells, row_height
from planner.reports.spelling import SPELLING
from planner.reports.table import EMPTY, Cell, Column, ItemRow, ReportDocument, ReportTable, Text, names, plain
from planner.reports.wording import plan_title, printable, spoken_date

FORM, REMINDER = "督办单", "催办单"
_LABEL, _VALUE = 30.0, 55.0
_COLUMNS = (Column("", _LABEL), Column("", _VALUE), Column("", _LABEL), Column("", _VALUE))
# Room to write in by hand, in millimetres (print.md 3.10).
_ANSWER, _COMMENT, _SIGNED = 60.0, 40.0, 16.0
_SIGNING = "签收人：______________　　签收日期：______年____月____日"
_EACH = "请对照上列事项逐项抓紧办理，及时报送办理情况。"
_SEE_LIST = "见督办事项"
# The least height of a row, and what a page has for the rows above the room to write in, in millimetres.
_ROW, _ROOM, _FOOT = 12.0, 114.0, 12.0
_OPEN = frozenset({StatusGroup.IDLE, StatusGroup.GOING, StatusGroup.BEHIND})


@dataclass(frozen=True, slots=True)
class _Slip:
    """What a form is about: items, and the unit it is for when it is one for a unit."""

    items: tuple[PlanNode, ...]
    word: str
    unit: str = ""


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return a page for each slip; raise `UsageError` when there is nothing to be urged."""
    plan, day = subject.plan, request.day
    slips = _slips(plan, request, day)
    cells = SlipCells(plan, request, day)
    tables = [_table(slip, cells, request) for slip in slips]
    counts = [(word, sum(slip.word == word for slip in slips)) for word in dict.fromkeys(slip.word for slip in slips)]
    told = "、".join(f"{word}{count}份" for word, count in counts)
    remarks = (f"共{told}。", *_shortened(tables), *tables[0].remarks)
    first = replace(tables[0], remarks=remarks)
    return ReportDocument(f"{plan_name(plan, request)}{FORM}", (first, *tables[1:]), request.page)


def _shortened(tables: Sequence[ReportTable]) -> tuple[str, ...]:
    """Return what the clerk should know of slips that say less than the plan."""
    cut = sum(isinstance(row, ItemRow) and CUT in row.cells[1].text for table in tables for row in table.rows)
    if not cut:
        return ()
    return (f"其中{cut}份的办理要求较长，为排进一页只印了一部分，全文见计划原文。",)


def _slips(plan: PlanSnapshot, request: PrintRequest, day: date) -> list[_Slip]:
    states = {item.node_id: standing(item, day, plan.customs) for item in plan.items}
    wanted = chosen_items(plan, request)
    items = [item for item in plan.items if item.node_id in wanted and _is_wanted(states[item.node_id], request)]
    having = by_unit(tuple(part for part in involvements(plan) if part.role is Role.LEAD))
    urged = {item.node_id for item in items}
    lists = {
        parts[0].unit.name: [part.item for part in parts if part.item.node_id in urged]
        for parts in having.values()
        if not request.units or parts[0].unit.name in request.units
    }
    if request.by == "unit":
        found = [_Slip(tuple(led), _word(led, states, request), unit) for unit, led in lists.items() if led]
    else:
        led_by = {item.node_id for led in lists.values() for item in led}
        chosen = [item for item in items if not request.units or item.node_id in led_by]
        found = [_Slip((item,), _word([item], states, request)) for item in chosen]
    if request.by == "unit" and items and not having:
        raise UsageError(
            "这份计划还没有落实牵头单位，不能按单位开督办单。", "请改为每项任务一份。", code="NOTHING_TO_PRINT"
        )
    if not found:
        raise _nothing(plan, request, day)
    return found


def _is_wanted(state: Standing, request: PrintRequest) -> bool:
    """Tell whether an item is to be urged: by itself when it is late or due soon, when asked for all that is open."""
    if request.chosen.statuses:
        return True
    if request.units or not request.chosen.is_empty:
        return state.group in _OPEN or (state.group is StatusGroup.APART and state.status is not Status.PAUSED)
    return state.group is StatusGroup.BEHIND or state.is_soon


def _word(items: Sequence[PlanNode], states: dict[int, Standing], request: PrintRequest) -> str:
    """Return what the form is called: 督办单 for what is late, 催办单 for the rest, or what the clerk calls it."""
    own = plan_title(request.word)
    late = any(states[item.node_id].group is StatusGroup.BEHIND for item in items)
    return own or (FORM if late else REMINDER)


def _nothing(plan: PlanSnapshot, request: PrintRequest, day: date) -> UsageError:
    if request.units or not request.chosen.is_empty:
        return UsageError(
            "选定的范围里没有需要办理的任务，没有可打印的督办单。",
            "请改选单位或放宽筛选条件。",
            code="NOTHING_TO_PRINT",
        )
    late = "、".join(map(plan.customs.word, (Status.BEHIND, Status.OVERDUE)))
    return UsageError(
        f"截至{spoken_date(day)}，没有{late}或{plan.customs.lights.soon_days}日内到期的任务，没有可打印的督办单。",
        "要给其他任务开督办单，请选定单位、部分或状态。",
        code="NOTHING_TO_PRINT",
    )


def _table(slip: _Slip, cells: SlipCells, request: PrintRequest) -> ReportTable:
    above = _above(slip, cells)
    free = _ROOM - (_FOOT if request.contact else 0.0) - sum(row_height(row) for row in above)
    room = int((free - 2 * PADDING_TOP / MM) / LINE)
    wanted = cells.requirement(slip.items[0], room) if not slip.unit else plain(_EACH)
    name = printable(slip.unit) or f"{cells.number(slip.items[0])} {cells.title(slip.items[0])}".strip()
    return ReportTable(
        title=slip.word,
        subtitle=plan_title(request.bureau or "") or " ".join(map(plan_title, cells.plan.head.issuers)),
        columns=_COLUMNS,
        rows=(
            *above,
            _wide("办理要求", wanted, _ROW),
            _wide("办理情况", EMPTY, _ANSWER),
            _wide("领导批示", EMPTY, _COMMENT),
            _wide("签收", plain(_SIGNING), _SIGNED),
        ),
        notes=(),
        profile="P5",
        sheet_name=f"{slip.word}{name}",
        remarks=(f"“{name}”的{slip.word}内容较多，一页排不下。",) if room < 1 else (),
        foot=(f"联系人/电话：{printable(request.contact)}",) if request.contact else (),
        outline=f"{slip.word} {name}",
        afresh=True,
    )


def _above(slip: _Slip, cells: SlipCells) -> tuple[ItemRow, ...]:
    """Return what stands above the requirement: what, why, who and when."""
    matter, units = _matter(slip, cells)
    given = replace(plain(spoken_date(cells.day)), centred=True)
    return (
        _wide("督办事项", matter, _ROW),
        _wide("依据", plain(cells.authority(slip.items)), _ROW),
        _wide("责任单位", units, _ROW),
        ItemRow((_label("交办时间"), given, _label("办理时限"), _until(slip, cells)), _ROW),
    )


def _matter(slip: _Slip, cells: SlipCells) -> tuple[Cell, Cell]:
    """Return what is urged and who has to do it."""
    if slip.unit:
        return cells.listed(slip.items), names((printable(slip.unit),))
    (item,) = slip.items
    return Cell(((Text(cells.title(item), strong=True),),)), cells.units(item)


def _until(slip: _Slip, cells: SlipCells) -> Cell:
    cell = plain(_SEE_LIST) if len(slip.items) > 1 else cells.until(slip.items[0])
    return replace(cell, centred=True)


def _label(text: str) -> Cell:
    return Cell(((Text(text, strong=True, whole=True),),), centred=True)


def _wide(label: str, cell: Cell, least: float = 0.0) -> ItemRow:
    return ItemRow((_label(label), replace(cell, span=3), EMPTY, EMPTY), least)


REPORT = Report(
    name="supervision",
    title=FORM,
    build=build,
    layouts=(LayoutChoice(FORM, ("P5",)),),
    options=frozenset({"units", "by", "word", "contact", "inherited", "spelling"}),
    choices=(Choice("by", "每份督办单", (("item", "每项任务一份"), ("unit", "每个单位一份"))), SPELLING),
    dated=True,
)
