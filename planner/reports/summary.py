"""统计汇总表: who has how many tasks and how far they are, with the counting rule below (print.md 3.9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.customs import Customs
from planner.core.marks import read_marks
from planner.core.progress import Status, StatusGroup
from planner.core.stopping import Tell
from planner.core.tally import Counter, Tallies, Tally
from planner.reports.bulletin import bulletin
from planner.reports.headings import by_position, state_subtitle, state_title
from planner.reports.marks_table import MARKS_SHEET, marks_table
from planner.reports.request import Book, Choice, LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import chosen_items
from planner.reports.table import EMPTY, Cell, Column, ItemRow, ReportDocument, ReportTable, names, plain
from planner.reports.wording import printable

_WORD = "工作统计汇总表"
_WITH_GROUPS = "分列群组"
_RULE = "同一任务有多个牵头单位的，分别计入各单位；合计按任务数计。"
_ONCE = "同一任务中既牵头又配合的单位，只计牵头；合计行的牵头、配合两栏都按任务数计。"
_STATES = "完成情况只统计牵头任务，{behind}含{late}；完成率（%）＝{done}÷（牵头－{lasting}）。"
_STATES_OF_ITEMS = "{behind}含{late}；完成率（%）＝{done}÷（任务－{lasting}）。"
_LEADERS = "任务写有牵头（分管）领导的，按所写的领导计；没有写的，按单位名录中牵头单位的分管领导计。"
_SECTIONS = "牵头单位、配合单位两栏是该部分任务涉及的单位数。"
_NOBODY = {"unit": "未明确牵头单位", "leader": "未明确领导", "section": "不属于任何部分"}


@dataclass(frozen=True, slots=True)
class _Form:
    """What the rows are, what the three columns before the states are called, and which rules are printed."""

    kind: str
    heads: tuple[str, str, str]
    rules: tuple[str, ...]


_FORMS = {
    "unit": _Form("单位", ("牵头", "配合", "合计"), (_RULE, _ONCE, _STATES)),
    "section": _Form("部分", ("任务", "牵头单位", "配合单位"), (_SECTIONS, _STATES_OF_ITEMS)),
    "leader": _Form("领导", ("牵头", "配合", "合计"), (_RULE.replace("单位", "领导"), _LEADERS, _STATES)),
}
_NO_ROWS = {
    "unit": "这些任务都还没有落实单位，表中只有合计；可以改为按计划的部分统计。",
    "leader": "这些任务都没有写明领导，单位名录中也没有登记，表中只有合计；请在单位名录中登记分管领导。",
    "section": "这份计划没有分部分，表中只有合计；可以改为按单位统计。",
}
_GROUPS = (StatusGroup.DONE, StatusGroup.GOING, StatusGroup.BEHIND, StatusGroup.IDLE)
_FRAME, _NUMBER, _GROUPED = 170.0, 10.0, 13.0
_WIDTHS = (15.0, 15.0, 15.0, 15.0, 15.0, 13.0, 13.0, 15.0)


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` when nothing is to be counted."""
    by = request.by if request.by in _FORMS else "unit"
    form = _FORMS[by]
    if request.marks.strip():
        marks = marks_table(_counter(subject, request), read_marks(request.marks), request)
        return ReportDocument(marks.title, (marks,), request.page)
    tallies = tallies_of(subject, request)
    rows = _ordered(tallies.rows, request.order)
    has_groups = request.layout == _WITH_GROUPS and by == "unit"
    table = ReportTable(
        title=state_title(subject.plan, request, _WORD + ("" if by == "unit" else f"（按{form.kind}）")),
        subtitle=state_subtitle(subject.plan, request),
        columns=_columns(form, subject.plan.customs, has_groups=has_groups),
        rows=tuple(_rows(by, rows, tallies, has_groups=has_groups)),
        notes=_notes(by, rows, tallies, subject.plan.customs),
        profile="P5",
        sheet_name="统计汇总表",
        remarks=() if rows else (_NO_ROWS[by],),
    )
    return ReportDocument(table.title, (table,), request.page)


def tallies_of(subject: Subject, request: PrintRequest) -> Tallies:
    """Return the counts that the table and the bulletin tell."""
    counter = _counter(subject, request)
    if request.by == "section":
        return counter.of_sections()
    return counter.of_leaders() if request.by == "leader" else counter.of_units(request.chosen.units)


def _counter(subject: Subject, request: PrintRequest) -> Counter:
    chosen, day = chosen_items(subject.plan, request), request.day
    return Counter(subject.plan, day, chosen, inherited=request.inherited)


def _columns(form: _Form, customs: Customs, *, has_groups: bool) -> tuple[Column, ...]:
    """Return the columns; one more takes its room from the names."""
    heads = [*form.heads, *(customs.group_word(group) for group in _GROUPS), "完成率"]
    widths = list(_WIDTHS)
    if has_groups:
        heads.insert(3, "其中群组")
        widths.insert(3, _GROUPED)
    return (
        Column("序号", _NUMBER, centred=True, repeats=True),
        Column(form.kind, _FRAME - _NUMBER - sum(widths), ragged=True, repeats=True),
        *(Column(head, width, centred=True) for head, width in zip(heads, widths, strict=True)),
    )


def _ordered(rows: Sequence[Tally], order: str) -> list[Tally]:
    """Return the rows as they come, or by rate with the highest first and those without one last."""
    if order != "rate":
        return list(rows)
    return sorted(rows, key=lambda row: (row.rate is None, -(row.rate or 0)))


def _rows(by: str, rows: Sequence[Tally], tallies: Tallies, *, has_groups: bool) -> list[ItemRow]:
    found = []
    for place, row in enumerate(rows, 1):
        name = plain(printable(row.name)) if by == "section" else names((printable(row.name),))
        found.append(_row(str(place), name, by, row, has_groups=has_groups))
    if tallies.nobody is not None:
        found.append(_row("", plain(_NOBODY[by]), by, tallies.nobody, has_groups=has_groups))
    total = _row("合计", EMPTY, by, tallies.total, has_groups=has_groups)
    first = replace(total.cells[0], span=2)
    return [*found, replace(total, cells=(first, *total.cells[1:]), is_total=True)]


def _row(number: str, name: Cell, by: str, row: Tally, *, has_groups: bool) -> ItemRow:
    if by == "section":
        counts = [len(row.led), row.lead_units, row.partner_units]
    else:
        counts = [len(row.led), len(row.joined), len({item.node_id for item in (*row.led, *row.joined)})]
    if has_groups:
        counts.append(row.by_group)
    figures = [*counts, *(row.count(group) for group in _GROUPS)]
    rate = "—" if row.rate is None else f"{row.rate:.1f}"
    return ItemRow((plain(number), name, *(plain(str(figure)) for figure in figures), plain(rate)))


def _notes(by: str, rows: Sequence[Tally], tallies: Tallies, customs: Customs) -> tuple[str, ...]:
    total = tallies.total
    words = {
        "behind": customs.word(Status.BEHIND),
        "late": customs.word(Status.OVERDUE),
        "done": customs.word(Status.DONE),
        "lasting": customs.word(Status.LASTING),
    }
    sentences = [rule.format(**words) for rule in _FORMS[by].rules]
    if by != "section" and (position := by_position(total.led)):
        sentences.append(position)
    if by != "section":
        sentences += [
            f"“{printable(share.group.name)}”牵头{share.led}项、配合{share.joined}项，已分别计入{share.members}个成员"
            "单位（另列名的不重复计）。"
            for share in tallies.groups
        ]
    for count, status, rest in (
        (total.lasting, Status.LASTING, "，不计入完成率"),
        (total.paused, Status.PAUSED, ""),
    ):
        if count:
            named = [
                f"{f'第{place}行' if by == 'section' else printable(row.name)}{one}项"
                for place, row in enumerate(rows, 1)
                if (one := row.lasting if status is Status.LASTING else row.paused)
            ]
            sentences.append(
                f"{customs.word(status)}的任务{count}项{rest}" + (f"：{'、'.join(named)}。" if named else "。")
            )
    return tuple(f"{'　　' if place else '注：'}{sentence}" for place, sentence in enumerate(sentences))


def _write_bulletin(subject: Subject, request: PrintRequest, _: Tell) -> Book:
    return Book(bulletin(subject, request).encode("utf-8-sig"))


def _named(request: PrintRequest, extension: str) -> str:
    """Return what a file is called."""
    if extension == "txt":
        return "进展通报"
    return MARKS_SHEET if request.marks.strip() else "统计汇总表"


REPORT = Report(
    name="summary",
    title="统计汇总表",
    build=build,
    layouts=(LayoutChoice("汇总表", ("P5",)), LayoutChoice(_WITH_GROUPS, ("P5",))),
    options=frozenset({"order", "by", "since", "inherited", "marks"}),
    choices=(
        Choice("by", "统计口径", (("unit", "按单位"), ("section", "按计划的部分"), ("leader", "按领导"))),
        Choice("order", "排列", (("register", "按名录顺序"), ("rate", "按完成率"))),
    ),
    dated=True,
    formats=("pdf", "xlsx", "docx", "txt"),
    writers={"txt": _write_bulletin},
    named=_named,
)
