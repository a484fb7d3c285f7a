"""版本对照表: what changed between two versions of a plan, changed rows only (print.md 3.10)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from planner.core.comparing import ComparedUnit, Comparison, Difference, DifferenceKind, Side, compare
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role
from planner.core.wordings import TextChange
from planner.reports.cells import item_title
from planner.reports.columns import widened
from planner.reports.headings import GAP, bureau, numbered_notes, plan_name, stage_mark, state_day
from planner.reports.layouts import Place, Slot
from planner.reports.profiles import PROFILES
from planner.reports.request import Choice, LayoutChoice, PrintRequest, Report, Subject
from planner.reports.shares import shared
from planner.reports.table import Cell, Column, ItemRow, Paragraph, ReportDocument, ReportTable, SectionRow, Text, plain
from planner.reports.wording import printable, quoted, role_heads, spoken_date

TITLE = "版本对照表"
MOST_TEXTS = 3
LONGEST_WORDS = 80
_ROLES = {Role.LEAD: "牵头", Role.PARTNER: "配合"}
_STAGES = {"draft": "征求意见稿", "final": "正式稿"}
_PLACES = (
    Place(Slot.NUMBER, "序号", 12),
    Place(Slot.TASK, "工作任务", 80),
    Place(Slot.LEAD, "原分工", 50),
    Place(Slot.PARTNER, "现分工", 50),
    Place(Slot.REMARK, "变化类型", 25),
    Place(Slot.TARGET, "说明", 40),
)


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document; raise `UsageError` without an earlier version or when nothing differs."""
    if subject.earlier is None:
        raise UsageError(
            "这份计划没有可以对照的旧版本。", "请指明旧版本，或把新稿作为旧稿的新版本导入。", code="NO_EARLIER"
        )
    old, new = subject.earlier, subject.plan
    found = chosen(compare(old, new), old, new, request)
    if not found.differences:
        raise UsageError(
            "两个版本的任务、分工和时限没有变化，没有可打印的内容。", "请检查选的是不是这两个版本。", code="NO_CHANGES"
        )
    table = _table(found, old, new, request)
    return ReportDocument(table.title, (table,), request.page)


def chosen(found: Comparison, old: PlanSnapshot, new: PlanSnapshot, request: PrintRequest) -> Comparison:
    """Return the differences that are wanted: of the chosen items as either version has them."""
    kept = found.differences
    if request.only == "content":
        kept = tuple(one for one in kept if not one.is_renumbering)
    if not request.chosen.is_empty:
        in_new = _items(new, request.chosen, request)
        in_old = frozenset() if request.chosen.sections else _items(old, request.chosen, request)
        kept = tuple(one for one in kept if _is_in(new, one.after, in_new) or _is_in(old, one.before, in_old))
    return replace(found, differences=kept)


def _items(plan: PlanSnapshot, wanted: ItemFilter, request: PrintRequest) -> frozenset[int]:
    return wanted.chosen(plan, state_day(request) or date.max)


def _is_in(plan: PlanSnapshot, side: Side | None, wanted: frozenset[int]) -> bool:
    node: PlanNode | None = side.node if side is not None else None
    while node is not None and node.kind is NodeKind.STEP:
        node = plan.by_id.get(node.parent_id or 0)
    return node is not None and node.node_id in wanted


def _table(found: Comparison, old: PlanSnapshot, new: PlanSnapshot, request: PrintRequest) -> ReportTable:
    profile = PROFILES[request.profile or "P1"]
    heads = dict(zip((Role.LEAD, Role.PARTNER), role_heads(new.lead_word, new.partner_word), strict=True))
    words = {role: heads[role][:2] if heads[role] else said for role, said in _ROLES.items()}
    rows = list(_rows(found, words))
    name = plan_name(new, request)
    return ReportTable(
        title=name if name.endswith(TITLE) else f"{quoted(name)}{TITLE}",
        subtitle=_subtitle(found, new, request),
        columns=_columns([row.cells for row in rows if isinstance(row, ItemRow)], profile.frame_width, request),
        rows=tuple(rows),
        notes=numbered_notes(_notes(found, old, new)),
        profile=profile.name,
        sheet_name=TITLE,
    )


def counted(found: Comparison) -> str:
    """Return the changes counted: 变动12项：新增2项、删除1项…; an item that differs in several counts in each."""
    kinds = "、".join(f"{kind}{count}项" for kind, count in found.counts)
    return f"变动{len(found.differences)}项：{kinds}"


def _subtitle(found: Comparison, new: PlanSnapshot, request: PrintRequest) -> str:
    parts = (bureau(new, request), stage_mark(new, request), request.chosen.words(new), counted(found))
    return GAP.join(part for part in parts if part)


def _notes(found: Comparison, old: PlanSnapshot, new: PlanSnapshot) -> list[str]:
    sentences = [f"原：{_version(old)}；现：{_version(new)}。"]
    units = [unit for one in found.differences for side in (one.before, one.after) if side for unit in side.units]
    if any(unit.is_changed for unit in units):
        sentences.append("带下划线的是有变化的单位。")
    if any(len(one.kinds) > 1 for one in found.differences):
        sentences.append("一项任务有几种变化的，分别计入各类。")
    return sentences


def _version(plan: PlanSnapshot) -> str:
    """Return how a version is told from the other: its title, stage, day and how many items it has."""
    title = quoted(plan_name(plan, PrintRequest()))
    told = [_STAGES.get(plan.head.stage or "", ""), spoken_date(plan.head.issued_on) if plan.head.issued_on else ""]
    return f"{title}（{'，'.join((*filter(None, told), f'{len(plan.items)}项任务'))}）"


def _rows(found: Comparison, words: dict[Role, str]) -> Iterator[SectionRow | ItemRow]:
    """Yield what differs, and behind it, under a heading of its own, what has another number or place alone."""
    content = [one for one in found.differences if not one.is_renumbering]
    renumbered = [one for one in found.differences if one.is_renumbering]
    if content and renumbered:
        yield SectionRow(f"一、内容、分工或时限有变化（{len(content)}项）", 1)
    yield from (_row(one, words) for one in content)
    if content and renumbered:
        yield SectionRow(f"二、仅序号变动（{len(renumbered)}项）", 1)
    yield from (_row(one, words) for one in renumbered)


def _row(one: Difference, words: dict[Role, str]) -> ItemRow:
    shown = one.after or one.before
    if shown is None:
        raise ValueError("a difference has at least one side")
    number = shown.number if one.after is not None else f"原{shown.number}"
    return ItemRow(
        (
            plain(number),
            _task(one, item_title(shown.node)),
            _duties(one.before, words),
            _duties(one.after, words),
            plain("\n".join(one.kinds)),
            plain("\n".join(printable(line) for line in (*remarks_of(one), *_counted_texts(one)))),
        )
    )


def _task(one: Difference, title: str) -> Cell:
    """Return the title, and below it the words that changed: here is the room to read them."""
    changed = text_remarks(one)
    paragraphs: list[Paragraph] = [(Text(title, strong=bool(changed)),)]
    return Cell((*paragraphs, *((Text(printable(line)),) for line in changed)))


def _duties(side: Side | None, words: dict[Role, str]) -> Cell:
    """Return who leads and who joins, what the other version has not underlined."""
    if side is None:
        return Cell()
    paragraphs: list[Paragraph] = []
    for role in Role:
        units = side.of_role(role)
        if not units:
            continue
        parts = [Text(f"{words[role]}：", strong=True)]
        is_last = role is Role.PARTNER or not side.of_role(Role.PARTNER)
        for place, unit in enumerate(units, 1):
            parts.append(Text(printable(unit.name), whole=True, underlined=unit.is_changed))
            if place < len(units):
                parts.append(Text("、"))
        if side.open_ended and is_last:
            parts.append(Text("等"))
        paragraphs.append(tuple(parts))
    return Cell(tuple(paragraphs))


def remarks_of(one: Difference) -> list[str]:
    """Return in sentences what differs beside the text: what the column 说明 says."""
    before, after = one.before, one.after
    if before is None or after is None:
        return _came_or_went(one)
    lines = []
    if before.number != after.number and DifferenceKind.NUMBER in one.kinds:
        lines.append(f"原第{before.number}项")
    if one.is_moved:
        lines.append(f"由“{before.section}”移至“{after.section}”")
    if {DifferenceKind.LEAD, DifferenceKind.PARTNERS} & set(one.kinds):
        lines += _unit_remarks(before, after)
    if DifferenceKind.DEADLINE in one.kinds:
        lines.append(_replaced("时限", TextChange(before.deadline, after.deadline)))
    return lines


def text_remarks(one: Difference) -> list[str]:
    """Return what changed in title and text: 原：… and 现：…, or what came and went."""
    lines = []
    for change in (*((one.title,) if one.title is not None else ()), *one.texts[:MOST_TEXTS]):
        if change.before and change.after:
            lines += [f"原：{_short(change.before)}", f"现：{_short(change.after)}"]
        else:
            lines.append(f"增加：{_short(change.after)}" if change.after else f"删去：{_short(change.before)}")
    if len(one.texts) > MOST_TEXTS:
        lines.append(f"另有{len(one.texts) - MOST_TEXTS}处修改")
    return lines


def _counted_texts(one: Difference) -> list[str]:
    """Return how much of title and text is another: what it is stands below the title."""
    lines = ["标题修改"] if one.title is not None else []
    counts = (
        ("修改", sum(bool(change.before and change.after) for change in one.texts)),
        ("增加", sum(not change.before for change in one.texts)),
        ("删去", sum(not change.after for change in one.texts)),
    )
    told = "、".join(f"{word}{count}处" for word, count in counts if count)
    return [*lines, f"内容{told}"] if told else lines


def _came_or_went(one: Difference) -> list[str]:
    if one.related is None:
        return []
    title = _short(item_title(one.related.node))
    word = "由原第{}项“{}”拆出" if one.before is None else "并入现第{}项“{}”"
    return [word.format(one.related.number, title)]


def _unit_remarks(before: Side, after: Side) -> list[str]:
    """Return who came, who went and who has another role."""
    lines = []
    for unit in after.units:
        if unit.is_changed and unit.other_role is not None:
            lines.append(f"{unit.name}由{_ROLES[unit.other_role]}改为{_ROLES[unit.role]}")
    for role, word in _ROLES.items():
        came, went = _fresh(after.of_role(role)), _fresh(before.of_role(role))
        told = [f"增加{'、'.join(came)}"] if came else []
        told += [f"减少{'、'.join(went)}"] if went else []
        if told:
            lines.append(f"{word}{'，'.join(told)}")
    if before.open_ended != after.open_ended:
        lines.append(f"单位后面{'增加' if after.open_ended else '去掉'}“等”字")
    return lines


def _fresh(units: Sequence[ComparedUnit]) -> list[str]:
    return [unit.name for unit in units if unit.is_changed and unit.other_role is None]


def _replaced(what: str, change: TextChange) -> str:
    before, after = _short(change.before), _short(change.after)
    if not before:
        return f"{what}增加“{after}”"
    return f"{what}由“{before}”改为“{after}”" if after else f"{what}删去“{before}”"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def _columns(cells: Sequence[Sequence[Cell]], frame: float, request: PrintRequest) -> tuple[Column, ...]:
    own = sum(place.width for place in _PLACES)
    widths = [place.width if place.slot is Slot.NUMBER else round(place.width * frame / own, 1) for place in _PLACES]
    widths[1] += frame - sum(widths)
    widths = widened(_PLACES, widths, cells, request.page.size)
    widths = shared(_PLACES, widths, cells, request.page.size)
    centred = {Slot.NUMBER, Slot.REMARK}
    ragged = {Slot.NUMBER, Slot.LEAD, Slot.PARTNER, Slot.REMARK}
    return tuple(
        Column(place.head, width, place.slot in centred, repeats=place.slot is Slot.NUMBER, ragged=place.slot in ragged)
        for place, width in zip(_PLACES, widths, strict=True)
    )


REPORT = Report(
    name="comparison",
    title=TITLE,
    build=build,
    layouts=(LayoutChoice("对照", ("P1", "P2", "P4")),),
    options=frozenset({"only"}),
    choices=(Choice("only", "列出", (("", "全部变化"), ("content", "不列仅序号变动的"))),),
)
