"""责任分解表: a plan's items in plan order with who leads, who joins and until when (print.md 3.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.core.draft import LabelledField
from planner.core.errors import UsageError
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Origin
from planner.reports.columns import column, fitted, widened
from planner.reports.layouts import LAYOUTS, Layout, Place, Slot
from planner.reports.profiles import PROFILES
from planner.reports.request import PrintRequest
from planner.reports.table import (
    EMPTY,
    Cell,
    ItemRow,
    Paragraph,
    ReportTable,
    SectionRow,
    Text,
    names,
    plain,
)
from planner.reports.wording import (
    closed_up,
    first_sentence,
    plan_title,
    printable,
    role_heads,
    role_word,
    shown_number,
    slot_of,
    spoken_date,
    table_title,
)

_SENTENCE_ENDS = "。！？；：，、…—.!?;:,"
STAGE_MARKS = {"draft": "征求意见稿"}
_ALL_BY_POSITION = "原文未区分牵头与配合，牵头单位按排列首位确定。"
_SOME_BY_POSITION = "部分任务原文未区分牵头与配合，其牵头单位按排列首位确定。"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row to be: a section heading or an item (or a step that has units of its own)."""

    node: PlanNode | None
    heading: str = ""
    level: int = 0


def build(plan: PlanSnapshot, request: PrintRequest) -> ReportTable:
    """Return the table of `plan`; raise `UsageError` when the plan has no item."""
    layout = LAYOUTS[request.layout]
    profile = PROFILES[request.profile or layout.profile]
    entries, left_out = _entries(plan, layout)
    nodes = [entry.node for entry in entries if entry.node is not None]
    if not nodes:
        raise UsageError("这份计划里没有任务，没有可打印的内容。", "请先导入或添加任务。", code="NOTHING_TO_PRINT")
    writer = _Writer(plan, layout, request.depth, nodes)
    rows = {node.node_id: writer.row(node) for node in nodes}
    kept = _kept(layout, list(rows.values()))
    places = [replace(place, head=writer.head(place)) for place in kept]
    chosen = [layout.places.index(place) for place in kept]
    cells = [[row[index] for index in chosen] for row in rows.values()]
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
            for entry in entries
        ),
        notes=_notes(nodes, left_out),
        profile=profile.name,
        sheet_name="责任分解表",
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


def _entries(plan: PlanSnapshot, layout: Layout) -> tuple[list[_Entry], int]:
    """Return the rows to be in plan order, and how many items are left out because the plan's own table is printed."""
    headings = {row: table.heading for table in plan.tables for row in table.rows[:1] if table.heading}
    only_tables = layout.tables_first and any(item.origin is Origin.TABLE for item in plan.items)
    entries: list[_Entry] = []
    waiting: list[_Entry] = []
    left_out = 0
    for node in plan.nodes:
        if node.kind is NodeKind.SECTION:
            waiting = [entry for entry in waiting if entry.level < node.level]
            waiting.append(_Entry(None, _heading(node), max(node.level, 1)))
        elif node.kind is NodeKind.ITEM and only_tables and node.origin is not Origin.TABLE:
            left_out += 1
        elif node.kind is NodeKind.ITEM or (_has_own_units(node) and not (only_tables and node.origin is Origin.TEXT)):
            if node.parent_id is None and node.node_id in headings:
                waiting = [_Entry(None, printable(headings[node.node_id]), 1)]
            entries += [*waiting, _Entry(node)]
            waiting = []
    return entries, left_out


def _heading(node: PlanNode) -> str:
    return printable(node.number.strip() + node.title).replace("\n", " ").strip()


def _has_own_units(node: PlanNode) -> bool:
    return any(found.inherited_from is None for found in node.assignments)


def _kept(layout: Layout, rows: Sequence[Sequence[Cell]]) -> list[Place]:
    """Drop the columns in which nothing stands; but a table of duties without any unit keeps room to write them in."""
    filled = {place.slot: any(row[index].paragraphs for row in rows) for index, place in enumerate(layout.places)}
    if not filled[Slot.LEAD] and not filled[Slot.PARTNER]:
        filled[Slot.LEAD] = filled[Slot.PARTNER] = True
    return [place for place in layout.places if filled[place.slot]]


def _notes(nodes: Sequence[PlanNode], left_out: int) -> tuple[str, ...]:
    sentences = []
    assigned = [node for node in nodes if node.assignments]
    unstated = [node for node in assigned if any(not found.stated for found in node.assignments)]
    if unstated:
        sentences.append(_ALL_BY_POSITION if len(unstated) == len(assigned) else _SOME_BY_POSITION)
    if left_out:
        sentences.append(f"本表列附表中的任务；正文中的{left_out}项任务未列入本表。")
    if len(sentences) < 2:
        return tuple(f"注：{sentence}" for sentence in sentences)
    return tuple(f"{'　　' if place else '注：'}{place + 1}．{text}" for place, text in enumerate(sentences))


class _Writer:
    """Writes the cells of an item for a layout and a depth."""

    def __init__(self, plan: PlanSnapshot, layout: Layout, depth: str, nodes: Sequence[PlanNode]) -> None:
        self.plan = plan
        self.layout = layout
        self.depth = depth
        self.labels: dict[Slot, set[str]] = {}
        numbers = [shown_number(node.number) for node in nodes if node.kind is NodeKind.ITEM]
        running = [str(place) for place in range(1, len(numbers) + 1)]
        self.own_numbers = all(numbers) and len(set(numbers)) == len(numbers)
        self.number_head = "原序号" if self.own_numbers and numbers != running else "序号"
        self.ordinal = 0
        self.role_heads = role_heads(plan.lead_word, plan.partner_word)
        self.strong_titles = depth != "title" and any(self._has_text(node) for node in nodes)

    def head(self, place: Place) -> str:
        """Return the head of a column: the plan's own word where it has one."""
        if place.slot is Slot.NUMBER:
            return self.number_head
        if place.slot is Slot.LEAD:
            return self.role_heads[0] or place.head
        if place.slot is Slot.PARTNER:
            return self.role_heads[1] or place.head
        labels = self.labels.get(place.slot, set())
        return (next(iter(labels)) if len(labels) == 1 else "") or place.head

    def row(self, node: PlanNode) -> list[Cell]:
        """Return the cells of an item in the order of the layout's places."""
        return [self._cell(node, place.slot) for place in self.layout.places]

    def _cell(self, node: PlanNode, slot: Slot) -> Cell:
        if slot is Slot.NUMBER:
            return self._number(node)
        if slot is Slot.LEAD:
            return _units(node.leads, open_ended=node.open_ended and not node.partners)
        if slot is Slot.PARTNER:
            return _units(node.partners, open_ended=node.open_ended)
        if slot is Slot.DEADLINE:
            return plain("\n".join(dict.fromkeys(printable(found.text).strip() for found in node.deadlines)))
        if slot is Slot.NAME:
            return Cell(((Text(self._title(node)),),)) if self._title(node) else EMPTY
        if slot is Slot.TASK:
            return Cell(tuple(self._task(node)))
        return Cell(tuple(self._fields(node, slot)))

    def _number(self, node: PlanNode) -> Cell:
        if node.kind is not NodeKind.ITEM:
            return plain(shown_number(node.number))
        self.ordinal += 1
        return plain(shown_number(node.number) if self.own_numbers else str(self.ordinal))

    def _title(self, node: PlanNode) -> str:
        title = closed_up(printable(node.title)).replace("\n", "").strip()
        return title or first_sentence(closed_up(printable(node.body)).strip())

    def _has_text(self, node: PlanNode) -> bool:
        return bool(node.title and (node.body or node.fields or self.plan.children.get(node.node_id)))

    def _task(self, node: PlanNode) -> Iterable[Paragraph]:
        """Yield title and text as one paragraph, then labelled fields and steps, as far as the depth goes."""
        title = self._title(node)
        if self.depth == "title":
            yield (Text(title),)
            return
        body = self._paragraphs(node.body) if node.title else self._paragraphs(node.body)[1:]
        if not body or body[0] == title:
            yield (Text(title, strong=self.strong_titles),)
        else:
            stop = "" if title.endswith(tuple(_SENTENCE_ENDS)) else "。"
            yield (Text(title + stop, strong=self.strong_titles), Text(body[0]))
        for paragraph in body[1:]:
            yield (Text(paragraph),)
        for labelled in node.fields:
            if self._home(labelled) is Slot.TASK:
                yield from self._labelled(labelled)
        yield from self._steps(node)

    def _steps(self, node: PlanNode) -> Iterable[Paragraph]:
        if self.depth != "full":
            return
        for child in self.plan.children.get(node.node_id, ()):
            if child.kind is NodeKind.STEP and not _has_own_units(child):
                text = printable(child.number + child.title).strip()
                body = self._paragraphs(child.body)
                stop = "。" if body and text and not text.endswith(tuple(_SENTENCE_ENDS)) else ""
                yield (Text(text + stop + (body[0] if body else "")),)
                for paragraph in body[1:]:
                    yield (Text(paragraph),)
                yield from self._steps(child)

    def _fields(self, node: PlanNode, slot: Slot) -> Iterable[Paragraph]:
        """Yield what stands in a column of its own: fields, and the text of the item where it is kept apart."""
        if slot is Slot.REMARK:
            for person in node.persons:
                yield (Text(f"{printable(person.role)}：", whole=True), Text(printable(person.name), whole=True))
        if self.depth == "title":
            return
        fields = [labelled for labelled in node.fields if self._home(labelled) is slot]
        body = self._paragraphs(node.body) if slot is Slot.CONTENT else []
        found = {role_word(labelled.label) for labelled in fields}
        # One kind of field needs no label: the head of the column says it. Several keep theirs.
        bare = not body and len(found) == 1 and all(slot_of(labelled.label) is slot for labelled in fields)
        if fields or body:
            self.labels.setdefault(slot, set()).update(found if bare else {""})
        for paragraph in body:
            yield (Text(paragraph),)
        for labelled in fields:
            if bare:
                for paragraph in self._paragraphs(labelled.text):
                    yield (Text(paragraph),)
            else:
                yield from self._labelled(labelled)
        if slot is Slot.CONTENT:
            yield from self._steps(node)

    def _home(self, labelled: LabelledField) -> Slot:
        """Return the column of this layout that a field goes to: its own, else where the text stands."""
        slot = slot_of(labelled.label)
        if slot is not Slot.CONTENT and slot in self.layout.slots:
            return slot
        return Slot.TASK if Slot.TASK in self.layout.slots else Slot.CONTENT

    def _labelled(self, labelled: LabelledField) -> Iterable[Paragraph]:
        paragraphs = self._paragraphs(labelled.text)
        yield (Text(f"{role_word(labelled.label)}：", strong=True), Text(paragraphs[0] if paragraphs else ""))
        for paragraph in paragraphs[1:]:
            yield (Text(paragraph),)

    def _paragraphs(self, text: str) -> list[str]:
        text = closed_up(printable(text)).strip()
        if self.depth == "first":
            text = first_sentence(text)
        return [line.strip() for line in text.split("\n") if line.strip()]


def _units(found: Sequence[Assignment], *, open_ended: bool) -> Cell:
    spelt = (" ".join(printable(unit.as_written or unit.unit.name).split()) for unit in found)
    written = tuple(name for name in spelt if name)
    return names(written, "等" if open_ended and written else "")
