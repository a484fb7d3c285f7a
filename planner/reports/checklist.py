"""检查清单: boxes to tick or 是/否 to mark, from a template and from a plan's items (print.md 3.8).

The template says the parts, their lines and the labels above and below; a part that takes items lists those of the
plan that are chosen. Everything leaves room to write by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.checklist_files import default_template
from planner.core.checklist_items import targets_of, who_does
from planner.core.checklists import CheckLine, Checklist, CheckPart
from planner.core.errors import UsageError
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.reports.cells import deadlines, item_title
from planner.reports.columns import SHORT_TEXT, widened
from planner.reports.headings import GAP, bureau, plan_name, stage_mark, when
from planner.reports.layouts import Place, Slot
from planner.reports.profiles import MM, PROFILES, SIZES
from planner.reports.request import LayoutChoice, PrintRequest, Report, Subject
from planner.reports.table import (
    EMPTY,
    Cell,
    Column,
    ItemRow,
    PageChoices,
    ReportDocument,
    ReportTable,
    SectionRow,
    Style,
    Text,
    names,
    plain,
)
from planner.reports.wording import plan_title, printable, shown_number

BLANK_HEIGHT = 10.0
_YES_NO = "yes-no"
_TICK = Cell(((Text("□"),),), centred=True)
_ANSWER = Cell(((Text("是 □", whole=True), Text(" 否 □", whole=True)),), centred=True)
# The gap between the halves of the head block, in ems. A stroke of the line to write on is an em wide in all fonts, so
# that the halves stand one below the other.
_GAP = 2
_STROKE, _BLANK = "＿", "　"
_SIGNED, _DATE = 6, "＿＿年＿月＿日"
_PLACES = {
    "tick": (
        Place(Slot.REMARK, "□", 8),
        Place(Slot.NUMBER, "序号", 9),
        Place(Slot.TASK, "事项", 80),
        Place(Slot.TARGET, "要求/标准", 33),
        Place(Slot.LEAD, "责任人", 18),
        Place(Slot.DEADLINE, "时间", 22),
    ),
    _YES_NO: (
        Place(Slot.NUMBER, "序号", 9),
        Place(Slot.TASK, "检查内容", 76),
        Place(Slot.TARGET, "要求/标准", 33),
        Place(Slot.DONE, "检查结果", 30),
        Place(Slot.REMARK, "备注", 22),
    ),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands in a row before the form of the list arranges it; all empty for a row to write in."""

    number: str = ""
    what: Cell = EMPTY
    requirement: Cell = EMPTY
    person: Cell = EMPTY
    when: Cell = EMPTY


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` when nothing would stand in it."""
    plan, template = subject.plan, request.checklist or default_template()
    wanted = request.chosen.chosen(plan, request.day)
    items = [node for node in plan.items if node.node_id in wanted]
    takes_items = any(part.takes_items for part in template.parts)
    if not (takes_items and items) and not any(part.lines for part in template.parts):
        raise UsageError(
            "没有符合条件的任务，清单里没有内容。", "请放宽筛选条件，或换一份模板。", code="NOTHING_TO_PRINT"
        )
    rows: list[SectionRow | ItemRow] = []
    for part in template.parts:
        rows += _part_rows(template, part, items)
    profile = PROFILES[request.profile or "P5"]
    line = int(profile.frame_width * MM / SIZES[Style.CELL])
    remarks: tuple[str, ...] = ()
    if takes_items and not items:
        remarks = ("没有符合条件的任务，清单中列任务的部分只留了空行。",)
    table = ReportTable(
        title=plan_title(request.title or "") or plan_title(template.title),
        subtitle=_subtitle(plan, request, len(items) if takes_items else None),
        columns=_columns(template, rows, profile.frame_width, request.page),
        rows=tuple(rows),
        notes=(),
        profile=profile.name,
        sheet_name="检查清单",
        remarks=remarks,
        preface=_preface(template.head, request.meeting, line),
        foot=_foot(template.foot, line),
    )
    return ReportDocument(table.title, (table,), request.page)


def _subtitle(plan: PlanSnapshot, request: PrintRequest, count: int | None) -> str:
    """Return whose plan it is, and which of its items are listed; a list without items says only who checks."""
    plain_request = replace(request, title=None)
    if count is None:
        day = when(plan, plain_request) if request.as_of else ""
        return GAP.join(part for part in (bureau(plan, plain_request), day) if part)
    parts = (
        plan_name(plan, plain_request),
        when(plan, plain_request) if request.as_of or not request.chosen.is_empty else "",
        stage_mark(plan, plain_request),
        request.chosen.words(plan),
        f"共{count}项",
    )
    return GAP.join(part for part in parts if part)


def _part_rows(template: Checklist, part: CheckPart, items: Sequence[PlanNode]) -> list[SectionRow | ItemRow]:
    rows: list[SectionRow | ItemRow] = []
    if printable(part.heading).strip():
        rows.append(SectionRow(" ".join(printable(part.heading).split()), 1))
    taken = items if part.takes_items else []
    own = [shown_number(node.number) for node in taken]
    is_own = not part.lines and all(own) and len(set(own)) == len(own)
    lines = [_of_template(str(place), line) for place, line in enumerate(part.lines, 1)]
    for place, node in enumerate(taken):
        lines.append(_of_item(own[place] if is_own else str(len(part.lines) + place + 1), node))
    rows += [ItemRow(_arranged(template.form, line)) for line in lines]
    rows += [ItemRow(_arranged(template.form, _Line()), BLANK_HEIGHT)] * template.blank
    return rows


def _of_template(number: str, line: CheckLine) -> _Line:
    words = [plain(printable(word).strip()) for word in (line.what, line.requirement, line.person)]
    return _Line(number, words[0], words[1], words[2], plain(printable(line.when).strip()))


def _of_item(number: str, node: PlanNode) -> _Line:
    leads = tuple(name for name in map(printable, who_does(node)) if name)
    requirement = plain(printable(targets_of(node)))
    return _Line(number, plain(item_title(node)), requirement, names(leads), deadlines(node.deadlines))


def _arranged(form: str, line: _Line) -> tuple[Cell, ...]:
    """Return the cells of a row; where there is no column for who and when, they stand below the requirement."""
    if form != _YES_NO:
        return (_TICK, plain(line.number), line.what, line.requirement, line.person, line.when)
    told = Cell((*line.requirement.paragraphs, *line.person.paragraphs, *line.when.paragraphs))
    return (plain(line.number), line.what, told, _ANSWER, EMPTY)


def _columns(
    template: Checklist, rows: Sequence[SectionRow | ItemRow], frame: float, page: PageChoices
) -> tuple[Column, ...]:
    places = _PLACES[template.form]
    cells = [row.cells for row in rows if isinstance(row, ItemRow)]
    widths = [place.width for place in places]
    widths[_index(places, Slot.TASK)] += frame - sum(widths)
    widths = widened(places, widths, cells, page.size)
    return tuple(
        _column(place, width, [row[index] for row in cells])
        for index, (place, width) in enumerate(zip(places, widths, strict=True))
    )


def _index(places: Sequence[Place], slot: Slot) -> int:
    return next(index for index, place in enumerate(places) if place.slot is slot)


def _column(place: Place, width: float, cells: Sequence[Cell]) -> Column:
    is_text = place.slot in {Slot.TASK, Slot.TARGET}
    is_short = all(len(line) <= SHORT_TEXT for cell in cells for line in cell.text.split("\n"))
    centred = not is_text and (is_short or place.slot is Slot.DEADLINE)
    return Column(place.head, width, centred, repeats=place.slot is Slot.NUMBER, ragged=not is_text)


def _preface(labels: Sequence[str], values: Sequence[tuple[str, str]], width: int) -> tuple[str, ...]:
    """Return the head block, `width` ems wide: two labels a line, an odd one first on a line of its own.

    What is not known yet is a line to write on. A value that needs more than its half has a line of its own.
    """
    known = {label.strip(): " ".join(printable(value).split()) for label, value in values}
    is_odd = len(labels) % 2 == 1
    labels = (*labels, *(label for label in known if label not in labels and known[label]))
    half = (width - _GAP) // 2
    lines: list[str] = []
    waiting = ""
    for place, label in enumerate(labels):
        entry = f"{label}：{known.get(label, '')}"
        is_whole = (is_odd and place == 0) or _ems(entry) > half
        if not known.get(label):
            entry += _STROKE * int((width if is_whole else half) - _ems(entry))
        if is_whole:
            lines += [waiting, entry]
            waiting = ""
        elif waiting:
            lines.append(_filled(waiting, half + _GAP) + entry)
            waiting = ""
        else:
            waiting = entry
    return tuple(line for line in (*lines, waiting) if line)


def _ems(text: str) -> float:
    """Return how wide a text is: an em a Chinese character, half an em a figure."""
    return sum(1.0 if ord(character) > 0x2000 else 0.5 for character in text)


def _filled(text: str, ems: int) -> str:
    """Return a text with blanks behind it up to a width; two plain blanks are half an em."""
    rest = max(0.0, ems - _ems(text))
    return text + ("  " if rest % 1 else "") + _BLANK * int(rest)


def _foot(labels: Sequence[str], width: int) -> tuple[str, ...]:
    """Return the lines on which those who checked sign."""
    lines: list[str] = []
    for label in labels:
        signed = f"{label}：{_DATE if label.endswith('日期') else _STROKE * _SIGNED}"
        beside = f"{lines[-1]}{_BLANK * _GAP}{signed}" if lines else ""
        if beside and _ems(beside) <= width:
            lines[-1] = beside
        else:
            lines.append(signed)
    return tuple(lines)


REPORT = Report(
    name="checklist",
    title="检查清单",
    build=build,
    layouts=(LayoutChoice("清单", ("P5", "P3")),),
    options=frozenset({"checklist", "meeting"}),
)
