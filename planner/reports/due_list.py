"""到期任务清单: what is due in a period over all plans, by day or by the unit that leads; on paper or as a text."""

import re
from collections.abc import Sequence
from datetime import date

from planner.core.agenda import (
    PERIOD_WORDS,
    DueLine,
    Part,
    Period,
    Stretch,
    by_day,
    by_lead,
    days_words,
    due_lines,
    month_stretch,
    stretch,
    within,
)
from planner.core.errors import UsageError
from planner.core.stopping import Tell
from planner.core.vocabulary import Role
from planner.reports.columns import column, fitted, widened
from planner.reports.due_words import due_words
from planner.reports.headings import numbered_notes, plan_name, state_subtitle
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.ledger_cells import signs_legend, status
from planner.reports.profiles import PROFILES
from planner.reports.request import Book, Choice, LayoutChoice, PrintRequest, Report, Subject
from planner.reports.spelling import SPELLING
from planner.reports.table import Cell, ItemRow, Paragraph, ReportDocument, ReportTable, SectionRow, Text, names, plain
from planner.reports.wording import date_words, plan_title, printable, quoted, shown_number, spoken_date

TITLE = "到期任务清单"
NOBODY = "未明确牵头单位"
_WIDE, _STANDING, _LARGE = "P1", "P5", "P4"
_NUMBER, _DUE = Place(Slot.NUMBER, "序号", 11), Place(Slot.DEADLINE, "完成时限", 26)
_PLACES = {
    _WIDE: (
        _NUMBER,
        _DUE,
        Place(Slot.TASK, "工作任务", 80),
        Place(Slot.LEAD, "牵头单位", 30),
        Place(Slot.PARTNER, "配合单位", 40),
        Place(Slot.REMARK, "来源", 52),
        Place(Slot.STATE, "状态", 18),
    ),
    _STANDING: (
        _NUMBER,
        _DUE,
        Place(Slot.TASK, "工作任务", 52),
        Place(Slot.LEAD, "牵头单位", 25),
        Place(Slot.REMARK, "来源", 43),
        Place(Slot.STATE, "状态", 18),
    ),
}
_PERIODS = (
    (Period.YEAR.value, "全年"),
    *((period.value, PERIOD_WORDS[period]) for period in Period if period is not Period.YEAR),
)
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_EACH_LEAD = "有几个牵头单位的任务，在每个牵头单位之下都列出。"
_MOST_NAMED = 3


def period_stretch(subject: Subject, request: PrintRequest) -> Stretch:
    """Return the days that the request is about; raise `UsageError` for a period that does not exist."""
    month = _MONTH.fullmatch(request.period)
    if month:
        return month_stretch(date(int(month[1]), int(month[2]), 1))
    period = request.period or Period.YEAR.value
    if period not in set(Period):
        known = "、".join(f"{value}（{words}）" for value, words in _PERIODS)
        raise UsageError(
            f"没有“{period}”这种期间。", f"可选的有：{known}，或 2031-06 这样的月份。", code="UNKNOWN_CHOICE"
        )
    return stretch(Period(period), request.day, subject.plan.customs.terms)


def wanted_lines(subject: Subject, request: PrintRequest) -> tuple[DueLine, ...]:
    """Return the lines that the request prints, over all its plans."""
    wanted, day = period_stretch(subject, request), request.day
    found: list[DueLine] = []
    for plan in (subject.plan, *subject.others):
        lines = due_lines(plan, day)
        if not request.chosen.is_empty:
            items = request.chosen.chosen(plan, day)
            lines = tuple(line for line in lines if line.item.node_id in items)
        found += lines
    return within(found, wanted, with_closed=request.only == "all")


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` when nothing is due."""
    table = _table(subject, request)
    return ReportDocument(table.title, (table,), request.page)


def _table(subject: Subject, request: PrintRequest) -> ReportTable:
    wanted, lines = period_stretch(subject, request), _needed(subject, request)
    by_unit = request.by == "unit"
    groups = by_lead(lines, NOBODY) if by_unit else by_day(lines, wanted, None)
    listed = [line for _, of_group in groups for line in of_group]
    several = len({line.plan.plan_id for line in lines}) > 1
    places = [place for place in _places(request) if several or place.slot is not Slot.REMARK]
    cells = [[_cell(place.slot, line, number, request) for place in places] for number, line in enumerate(listed, 1)]
    layout = Layout(TITLE, _base(request), _PLACES[_base(request)])
    frame = PROFILES[request.profile or _WIDE].frame_width
    fit = fitted(layout, places, PROFILES[layout.profile].frame_width, frame)
    widths = widened(places, fit, cells, request.page.size)
    rows: list[SectionRow | ItemRow] = []
    made = iter(cells)
    for words, of_group in groups:
        rows.append(SectionRow(f"{printable(words)}（{len(of_group)}项）", 1))
        rows += [ItemRow(tuple(next(made))) for _ in of_group]
    return ReportTable(
        title=_title(wanted, request),
        subtitle=state_subtitle(subject.plan, request, _counts(lines, wanted)),
        columns=tuple(
            column(place, width, [row[at] for row in cells])
            for at, (place, width) in enumerate(zip(places, widths, strict=True))
        ),
        rows=tuple(rows),
        notes=_notes(lines, by_unit=by_unit),
        profile=request.profile or _WIDE,
        sheet_name=TITLE,
        legend=(signs_legend(subject.plan.customs),),
    )


def _needed(subject: Subject, request: PrintRequest) -> tuple[DueLine, ...]:
    lines = wanted_lines(subject, request)
    if not lines:
        wanted = period_stretch(subject, request)
        what = "逾期" if wanted.is_late else f"在{days_words(wanted.first, wanted.last)}到期"
        raise UsageError(
            f"截至{spoken_date(request.day)}，没有{what}的任务，没有可打印的内容。",
            "请另选期间，或放宽筛选条件。",
            code="NOTHING_TO_PRINT",
        )
    return lines


def _base(request: PrintRequest) -> str:
    return _STANDING if request.profile == _STANDING else _WIDE


def _places(request: PrintRequest) -> tuple[Place, ...]:
    return _PLACES[_base(request)]


def _cell(slot: Slot, line: DueLine, number: int, request: PrintRequest) -> Cell:
    if slot is Slot.NUMBER:
        return plain(str(number))
    if slot is Slot.DEADLINE:
        return _day_cell(line, request.day)
    if slot is Slot.TASK:
        return _task(line)
    if slot is Slot.LEAD:
        return _units(line, Role.LEAD)
    if slot is Slot.PARTNER:
        return _units(line, Role.PARTNER)
    if slot is Slot.REMARK:
        return plain(plan_title(line.plan.head.title or line.plan.source.name).strip("《》"))
    return status(line.state)


def _day_cell(line: DueLine, day: date) -> Cell:
    """Return the day, and below it in grey the words that the plan has for it where they say it otherwise."""
    due, words = line.due_on, "".join(printable(line.words).split())
    year = f"{due.year}年" if due.year != day.year else ""
    said = f"{due.month}月{due.day}日"
    first = tuple(Text(part, whole=True) for part in (year, said) if part)
    if not words or said in words:
        return Cell((first,))
    return Cell((first, tuple(Text(part, whole=True, grey=True) for part in date_words(words))))


def _task(line: DueLine) -> Cell:
    title = " ".join(printable(line.node.title).split())
    number = shown_number(line.node.number)
    gap = "．" if number[-1:].isdecimal() else ""
    found: list[Paragraph] = [(Text(f"{number}{gap}{title}"),)]
    if line.part is Part.STEP:
        found.append((Text(f"（{' '.join(printable(line.item.title).split())}）", grey=True),))
    elif line.part is Part.STAGE:
        found.append((Text("（其中一个时间节点）", grey=True),))
    return Cell(tuple(found))


def _units(line: DueLine, role: Role) -> Cell:
    own = [one for one in line.node.units(role) if one.inherited_from is None]
    found = own or line.item.printed_units(role)
    written = (" ".join(printable(one.as_written or one.unit.name).split()) for one in found)
    return names(tuple(name for name in dict.fromkeys(written) if name))


def _title(wanted: Stretch, request: PrintRequest) -> str:
    own = plan_title(request.title or "")
    if own.endswith(("清单", "表", "单")):
        return own
    if wanted.is_late:
        return f"{own}逾期任务清单"
    is_week = (wanted.last - wanted.first).days == 6
    return f"{own}{days_words(wanted.first, wanted.last) if is_week else wanted.name}{TITLE}"


def _counts(lines: Sequence[DueLine], wanted: Stretch) -> str:
    late = sum(line.is_late for line in lines)
    return f"共{len(lines)}项" + (f"，其中逾期{late}项" if late and not wanted.is_late else "")


def _notes(lines: Sequence[DueLine], *, by_unit: bool) -> tuple[str, ...]:
    plans = {line.plan.plan_id: line.plan for line in lines}
    titles = [quoted(plan_name(plan, PrintRequest()).strip("《》")) for plan in plans.values()]
    named = "".join(titles[:_MOST_NAMED]) + (f"等{len(titles)}份计划" if len(titles) > _MOST_NAMED else "")
    sentences = [f"任务依据{named}。"]
    if by_unit and any(len(line.item.leads) > 1 for line in lines):
        sentences.append(_EACH_LEAD)
    return numbered_notes(sentences)


def _write_words(subject: Subject, request: PrintRequest, _: Tell) -> Book:
    wanted = period_stretch(subject, request)
    words = due_words(_needed(subject, request), wanted, request.day, by_unit=request.by == "unit")
    return Book(words.encode("utf-8-sig"))


REPORT = Report(
    name="due-list",
    title=TITLE,
    build=build,
    layouts=(LayoutChoice("清单", (_WIDE, _STANDING, _LARGE)),),
    choices=(
        Choice("period", "期间", _PERIODS),
        Choice("by", "排列", (("day", "按时间"), ("unit", "按牵头单位"))),
        Choice("only", "范围", (("", "未完成的"), ("all", "含已完成的"))),
        SPELLING,
    ),
    options=frozenset({"by", "only", "period", "spelling"}),
    dated=True,
    formats=("pdf", "xlsx", "docx", "txt"),
    writers={"txt": _write_words},
)
