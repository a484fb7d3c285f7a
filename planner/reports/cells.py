"""What stands in the cells of an item: the wording of the 责任分解表, for a layout and a depth of text.

`collect` looks at all the rows first (numbers and words that depend on the whole table); a `CellWriter` then writes
each row by itself, in any order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.core.deadlines import shown_deadlines
from planner.core.draft import Deadline, LabelledField, Person
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.leaders import LEADER_ROLE, is_leader, leaders
from planner.reports.selection import text_steps
from planner.reports.table import EMPTY, Cell, Paragraph, Text, names, plain
from planner.reports.wording import (
    closed_up,
    date_words,
    first_sentence,
    printable,
    role_heads,
    role_word,
    shown_number,
    slot_of,
)

_SENTENCE_ENDS = "。！？；：，、…—.!?;:,"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the cells need to know of the whole table: the number of each row, the plan's own heads, strong titles.

    `has_own_numbers` tells that the numbers are the plan's, which tell its items apart, and not counted.
    """

    numbers: Mapping[int, str]
    heads: Mapping[Slot, str]
    strong_titles: bool
    has_own_numbers: bool


def collect(plan: PlanSnapshot, layout: Layout, depth: str, nodes: Sequence[PlanNode]) -> Wording:
    """Return the wording of the table that has a row for each of `nodes`."""
    items = [node for node in nodes if node.kind is NodeKind.ITEM]
    own = [shown_number(node.number) for node in items]
    running = [str(place) for place in range(1, len(items) + 1)]
    is_own = all(own) and len(set(own)) == len(own)
    numbers = {node.node_id: shown_number(node.number) for node in nodes}
    if not is_own:
        numbers |= {node.node_id: number for node, number in zip(items, running, strict=True)}
    lead, partner = role_heads(plan.lead_word, plan.partner_word)
    heads = {Slot.NUMBER: "原序号" if is_own and own != running else "序号", Slot.LEAD: lead, Slot.PARTNER: partner}
    persons = [person for node in nodes for person in node.persons]
    heads[Slot.PERSON] = _common_role(person for person in persons if not _is_apart(person, layout))
    leading = [person for person in persons if _is_apart(person, layout)]
    heads[Slot.LEADER] = _common_role(leading) if leading else LEADER_ROLE
    if depth != "title":
        for slot in layout.slots - heads.keys():
            heads[slot] = _common_label(layout, slot, nodes)
    strong = depth != "title" and any(
        node.title and (node.body or node.fields or plan.children.get(node.node_id)) for node in nodes
    )
    return Wording(numbers, heads, strong, is_own)


def _is_apart(person: Person, layout: Layout) -> bool:
    """Tell whether a person stands in the column of leaders."""
    return Slot.LEADER in layout.slots and is_leader(person)


def _common_role(persons: Iterable[Person]) -> str:
    """Return the one role that all of `persons` have, or nothing."""
    roles = {role_word(person.role) for person in persons}
    return next(iter(roles)) if len(roles) == 1 else ""


def _common_label(layout: Layout, slot: Slot, nodes: Sequence[PlanNode]) -> str:
    """Return the one label under which everything in a column stands, or nothing."""
    found: set[str] = set()
    for node in nodes:
        fields = _fields_of(node, layout, slot)
        has_body = slot is Slot.CONTENT and bool(printable(node.body).strip())
        if fields or has_body:
            found |= {role_word(labelled.label) for labelled in fields} if _is_bare(fields, slot, has_body) else {""}
    return next(iter(found)) if len(found) == 1 else ""


def _fields_of(node: PlanNode, layout: Layout, slot: Slot) -> list[LabelledField]:
    return [labelled for labelled in node.fields if _home(labelled, layout) is slot]


def _home(labelled: LabelledField, layout: Layout) -> Slot:
    """Return the column of this layout that a field goes to: its own, else where the text stands."""
    slot = slot_of(labelled.label)
    if slot is not Slot.CONTENT and slot in layout.slots:
        return slot
    return Slot.TASK if Slot.TASK in layout.slots else Slot.CONTENT


def _is_bare(fields: Sequence[LabelledField], slot: Slot, has_body: bool) -> bool:
    """Tell whether fields need no label: one kind of field is told by the head of the column, several are not."""
    kinds = {role_word(labelled.label) for labelled in fields}
    return not has_body and len(kinds) == 1 and all(slot_of(labelled.label) is slot for labelled in fields)


class CellWriter:
    """Writes the cells of an item for a layout and a depth.

    `inherited` prints what a rule gives beside an item's own units, `one_a_line` each unit on its own line. With
    `step_rows` a step with units of its own has a row and does not stand in the text of its item.
    """

    def __init__(
        self,
        plan: PlanSnapshot,
        layout: Layout,
        depth: str,
        wording: Wording,
        *,
        inherited: bool = False,
        one_a_line: bool = False,
        step_rows: bool = True,
    ) -> None:
        self.plan = plan
        self.inherited = inherited
        self.layout = layout
        self.depth = depth
        self.wording = wording
        self.one_a_line = one_a_line
        self.step_rows = step_rows

    def head(self, place: Place) -> str:
        """Return the head of a column: the plan's own word where it has one."""
        return self.wording.heads.get(place.slot) or place.head

    def steps_left_out(self, nodes: Sequence[PlanNode]) -> int:
        """Return how many steps of `nodes` are not shown: at 标题 all that have no row."""
        if self.depth != "title":
            return 0
        return sum(1 for node in nodes for _ in text_steps(self.plan, node, rows=self.step_rows))

    def row(self, node: PlanNode) -> list[Cell]:
        """Return the cells of an item in the order of the layout's places."""
        return [self._cell(node, place.slot) for place in self.layout.places]

    def units(self, node: PlanNode, role: Role) -> Cell:
        """Return the units of a role as the source writes them."""
        partners = node.printed_units(Role.PARTNER, inherited=self.inherited)
        if role is Role.PARTNER:
            return self.listed(partners, open_ended=node.open_ended)
        leads = node.printed_units(Role.LEAD, inherited=self.inherited)
        return self.listed(leads, open_ended=node.open_ended and not partners)

    def listed(self, found: Sequence[Assignment], *, open_ended: bool = False) -> Cell:
        """Return a list of units, with 、 between them or each on its own line; 等 follows an open one."""
        spelt = (" ".join(printable(unit.as_written or unit.unit.name).split()) for unit in found)
        written = tuple(name for name in spelt if name)
        ending = "等" if open_ended and written else ""
        if not self.one_a_line:
            return names(written, ending)
        return Cell(tuple((Text(name, whole=True),) for name in (*written[:-1], *(n + ending for n in written[-1:]))))

    def task(self, node: PlanNode) -> Cell:
        """Return title and text of an item as far as the depth goes."""
        return Cell(tuple(self._task(node)))

    def steps(self, node: PlanNode, steps: Iterable[PlanNode]) -> Cell:
        """Return the title of an item and some of its steps: what a unit has to do that is named for these alone."""
        found: list[Paragraph] = [(Text(item_title(node), strong=True),)]
        for step in steps:
            found += self._step(step)
        return Cell(tuple(found))

    def _cell(self, node: PlanNode, slot: Slot) -> Cell:
        if slot is Slot.NUMBER:
            return plain(self.wording.numbers[node.node_id])
        if slot is Slot.LEAD:
            return self.units(node, Role.LEAD)
        if slot is Slot.PARTNER:
            return self.units(node, Role.PARTNER)
        if slot is Slot.DEADLINE:
            return deadlines(node.deadlines)
        if slot is Slot.PERSON:
            found = [person for person in node.persons if not _is_apart(person, self.layout)]
            return _persons(found, self._said_above(slot), told=bool(self.wording.heads[slot]))
        if slot is Slot.LEADER:
            leading = leaders(node, inherited=self.inherited)
            return _persons(leading, self._said_above(slot), told=bool(self.wording.heads[slot]))
        if slot is Slot.NAME:
            return Cell(((Text(item_title(node)),),)) if item_title(node) else EMPTY
        if slot is Slot.TASK:
            return Cell(tuple(self._task(node)))
        return Cell(tuple(self._fields(node, slot)))

    def _said_above(self, slot: Slot) -> str:
        """Return the head of a column of this layout."""
        return next(self.head(place) for place in self.layout.places if place.slot is slot)

    def _task(self, node: PlanNode) -> Iterable[Paragraph]:
        """Yield title and text as one paragraph, then labelled fields and steps, as far as the depth goes."""
        title = item_title(node)
        if self.depth == "title":
            yield (Text(title),)
            return
        strong = self.wording.strong_titles
        body = self._paragraphs(node.body) if node.title else self._paragraphs(node.body)[1:]
        if not body or body[0] == title:
            yield (Text(title, strong=strong),)
        else:
            stop = "" if title.endswith(tuple(_SENTENCE_ENDS)) else "。"
            yield (Text(title + stop, strong=strong), Text(body[0]))
        for paragraph in body[1:]:
            yield (Text(paragraph),)
        for labelled in _fields_of(node, self.layout, Slot.TASK):
            yield from self._labelled(labelled)
        yield from self._steps(node)

    def _steps(self, node: PlanNode) -> Iterable[Paragraph]:
        """Yield the steps of an item, each as far as the depth goes: at 首句 its first sentence."""
        for step in text_steps(self.plan, node, rows=self.step_rows):
            yield from self._step(step)

    def _step(self, step: PlanNode) -> Iterable[Paragraph]:
        text = printable(step.number + step.title).strip()
        body = closed_up(printable(step.body)).strip()
        stop = "。" if body and step.title.strip() and not text.endswith(tuple(_SENTENCE_ENDS)) else ""
        paragraphs = self._paragraphs(text + stop + body)
        if paragraphs and self.depth == "full":
            paragraphs[-1] += self._labels_of(step)
        for paragraph in paragraphs:
            yield (Text(paragraph),)

    def _labels_of(self, step: PlanNode) -> str:
        """Return what else the row of a step said, in brackets: the units that it names of the item's, or its own."""
        found = [f"{role_word(one.label)}：{closed_up(printable(one.text)).strip()}" for one in step.fields]
        if not self.step_rows:
            for role, head in ((Role.LEAD, Slot.LEAD), (Role.PARTNER, Slot.PARTNER)):
                own = [unit for unit in step.units(role) if unit.inherited_from is None]
                word = self.wording.heads[head] or {Role.LEAD: "牵头", Role.PARTNER: "配合"}[role]
                found += (
                    [f"{word}：{names(tuple(unit.as_written or unit.unit.name for unit in own)).text}"] if own else []
                )
        words = "；".join(found).replace("\n", "、")
        return f"（{words}）" if words else ""

    def _fields(self, node: PlanNode, slot: Slot) -> Iterable[Paragraph]:
        """Yield what stands in a column of its own: fields, and the text of the item where it is kept apart."""
        if self.depth == "title":
            return
        fields = _fields_of(node, self.layout, slot)
        body = self._paragraphs(node.body) if slot is Slot.CONTENT else []
        for paragraph in body:
            yield (Text(paragraph),)
        bare = _is_bare(fields, slot, bool(body))
        for labelled in fields:
            if bare:
                for paragraph in self._paragraphs(labelled.text):
                    yield (Text(paragraph),)
            else:
                yield from self._labelled(labelled)
        if slot is Slot.CONTENT:
            yield from self._steps(node)

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


def item_title(node: PlanNode) -> str:
    """Return the title of an item on one line, the first sentence of its text when it has none."""
    title = closed_up(printable(node.title)).replace("\n", "").strip()
    return title or first_sentence(closed_up(printable(node.body)).strip())


def deadlines(found: Sequence[Deadline]) -> Cell:
    """List deadlines one below the other; of several for one day the first, which is the labelled one, is enough.

    Words that stand within those of another are not said again.
    """
    by_day: dict[object, tuple[str, ...]] = {}
    shown = shown_deadlines(found)
    for deadline in shown:
        if any(_is_within(deadline, other) for other in shown):
            continue
        words = tuple(date_words(deadline.text))
        by_day.setdefault(deadline.ends_on or words, words)
    return Cell(
        tuple(tuple(Text(word, whole=True) for word in words) for words in dict.fromkeys(by_day.values()) if words)
    )


def _is_within(deadline: Deadline, other: Deadline) -> bool:
    """Tell whether the words of a deadline are a part of another's that means no other day."""
    if deadline.ends_on not in {None, other.ends_on} or deadline.text in {"", other.text}:
        return False
    before, found, _ = other.text.partition(deadline.text)
    return bool(found) and not before[-1:].isdecimal()


def _persons(found: Sequence[Person], head: str, *, told: bool) -> Cell:
    """List persons, below the words for their roles where the head of the column does not tell these."""
    by_role: dict[str, list[str]] = {}
    for person in found:
        name = " ".join(printable(person.name).split())
        if name:
            by_role.setdefault("" if told else role_word(person.role), []).append(name)
    paragraphs: list[Paragraph] = []
    for role, persons in by_role.items():
        if role and list(by_role) != [head]:
            paragraphs.append((Text(f"{role}：", whole=True),))
        paragraphs += names(tuple(persons)).paragraphs
    return Cell(tuple(paragraphs))
