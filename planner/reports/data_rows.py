"""The rows of the data workbook: what a plan says of its items, who has which part in them, what each unit has to do.

Values, no cells: a text, a number, a day. Every word of an item stands in one of its columns, that of its steps in 措施
together with whom they name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.core.progress import StatusGroup
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.core.standing import standing
from planner.core.tally import Counter, Tally
from planner.core.unit_kinds import KIND_WORDS
from planner.core.vocabulary import NodeKind, Role
from planner.reports.cells import deadlines, item_title
from planner.reports.layouts import Slot
from planner.reports.leaders import is_leader, leaders
from planner.reports.wording import closed_up, printable, role_word, shown_number, slot_of

Value = str | int | float | date | None

ROLE_WORDS = {Role.LEAD: "牵头", Role.PARTNER: "配合"}
_COUNTED = (StatusGroup.DONE, StatusGroup.GOING, StatusGroup.BEHIND, StatusGroup.IDLE)
_MEASURES = ("措施", "举措", "步骤", "做法")
_SENTENCE_ENDS = tuple("。！？；：，、…—.!?;:,")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and whether it is hidden. `form` is the number format."""

    head: str
    width: float
    form: str = "@"
    is_hidden: bool = False


ITEM_COLUMNS = (
    Column("计划", 24),
    Column("一级", 20),
    Column("二级", 20),
    Column("原序号", 7),
    Column("序号", 6, "0"),
    Column("标题", 32),
    Column("全文", 60),
    Column("目标", 30),
    Column("措施", 40),
    Column("牵头", 20),
    Column("配合", 26),
    Column("牵头领导", 10),
    Column("责任人", 12),
    Column("完成时限", 16),
    Column("截止日", 12, "yyyy-mm-dd"),
    Column("状态", 10),
    Column("进度%", 8, "0"),
    Column("进展", 40),
    Column("问题", 30),
    Column("下一步", 30),
    Column("备注", 24),
    Column("id", 8, "0", is_hidden=True),
)
PART_COLUMNS = (
    Column("计划", 24),
    Column("原序号", 7),
    Column("序号", 6, "0"),
    Column("标题", 40),
    Column("单位", 24),
    Column("角色", 8),
    Column("所在群组", 16),
    Column("点名的措施", 30),
    Column("截止日", 12, "yyyy-mm-dd"),
    Column("状态", 10),
    Column("该单位进展", 40),
    Column("id", 8, "0", is_hidden=True),
)
UNIT_COLUMNS = (
    Column("序号", 6, "0"),
    Column("单位", 24),
    Column("全称", 36),
    Column("类别", 10),
    Column("牵头", 8, "0"),
    Column("配合", 8, "0"),
    Column("合计", 8, "0"),
    Column("其中按群组", 11, "0"),
    Column("已完成", 8, "0"),
    Column("推进中", 8, "0"),
    Column("滞后", 8, "0"),
    Column("未启动", 8, "0"),
    Column("长期坚持", 9, "0"),
    Column("暂缓", 8, "0"),
    Column("分管领导", 10),
    Column("联系人", 10),
    Column("电话", 16),
)


@dataclass(frozen=True, slots=True)
class PlanData:
    """A plan with its name, and what is counted of its chosen items."""

    plan: PlanSnapshot
    name: str
    counter: Counter
    inherited: bool = False

    def numbered(self) -> Iterator[tuple[int, PlanNode]]:
        """Yield the chosen items with their places among all items of the plan."""
        wanted = self.counter.states
        for place, item in enumerate(self.plan.items, 1):
            if item.node_id in wanted:
                yield place, item


def item_rows(data: PlanData) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each item."""
    headings = {row: table.heading for table in data.plan.tables for row in table.rows}
    for place, item in data.numbered():
        state = data.counter.states[item.node_id]
        first, second = _above(data.plan, item)
        yield (
            data.name,
            first or _line(headings.get(item.node_id, "")),
            second,
            shown_number(item.number),
            place,
            item_title(item),
            _full_text(item),
            _target(item),
            _measures(data.plan, item),
            _units(item, Role.LEAD, inherited=data.inherited),
            _units(item, Role.PARTNER, inherited=data.inherited),
            "、".join(dict.fromkeys(one.name for one in leaders(item, inherited=data.inherited))),
            "、".join(dict.fromkeys(one.name for one in item.persons if not is_leader(one))),
            "；".join("".join(part.text for part in words) for words in deadlines(item.deadlines).paragraphs),
            state.due_on,
            state.word,
            state.percent,
            _text(state.text),
            _text(state.difficulty),
            _text(state.next_step),
            _fields(item, Slot.REMARK),
            item.node_id,
        )


def part_rows(data: PlanData) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each unit that has a part in an item, as all other documents count it."""
    for place, item in data.numbered():
        state = data.counter.states[item.node_id]
        named = _named_steps(data.plan, item)
        reporting = {entry.unit_id for entry in item.entries if entry.unit_id is not None}
        for part in data.counter.parts_of.get(item.node_id, ()):
            unit_id = part.unit.unit_id
            own = (
                standing(item, data.counter.day, data.plan.customs, unit_id=unit_id).text
                if unit_id in reporting
                else ""
            )
            yield (
                data.name,
                shown_number(item.number),
                place,
                item_title(item),
                part.unit.name,
                ROLE_WORDS[part.role],
                part.group.name if part.group else "",
                "；".join(named.get(unit_id, ())),
                state.due_on,
                state.word,
                _text(own),
                item.node_id,
            )


def unit_rows(plans: Sequence[PlanData]) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each unit that has a part in anything, its states those of the items that it leads."""
    shares: dict[str, list[Tally]] = {}
    for data in plans:
        for tally in data.counter.of_units().rows:
            shares.setdefault(tally.name, []).append(tally)
    for place, (name, tallies) in enumerate(shares.items(), 1):
        unit = next(tally.unit for tally in tallies if tally.unit is not None)
        led, joined = sum(len(one.led) for one in tallies), sum(len(one.joined) for one in tallies)
        states = [sum(one.count(group) for one in tallies) for group in _COUNTED]
        yield (
            place,
            name,
            unit.full_name,
            KIND_WORDS[unit.kind],
            led,
            joined,
            led + joined,
            sum(one.by_group for one in tallies),
            *states,
            sum(one.lasting for one in tallies),
            sum(one.paused for one in tallies),
            unit.leader,
            unit.contact,
            unit.phone,
        )


def _above(plan: PlanSnapshot, item: PlanNode) -> tuple[str, str]:
    """Return the words of the highest heading above an item, and those of the headings between."""
    found: list[str] = []
    parent = plan.by_id.get(item.parent_id or 0)
    while parent is not None:
        if parent.kind is NodeKind.SECTION:
            found.insert(0, _line(parent.number.strip() + parent.title))
        parent = plan.by_id.get(parent.parent_id or 0)
    return (found[0] if found else ""), " › ".join(found[1:])


def _full_text(item: PlanNode) -> str:
    """Return title and text of an item, and the fields that have no column of their own."""
    title, body = item_title(item), _text(item.body)
    if not item.title:
        text = body
    elif body and body != title:
        text = title + ("" if title.endswith(_SENTENCE_ENDS) else "。") + body
    else:
        text = title
    kept = {Slot.CONTENT, Slot.PROBLEM}
    rest = [one for one in item.fields if slot_of(one.label) in kept and not _is_measure(one.label)]
    return "\n".join([text, *(f"{role_word(one.label)}：{_text(one.text)}" for one in rest)])


def _target(item: PlanNode) -> str:
    """Return what is to be reached: as a field says it, else the numbers that the text names."""
    return _fields(item, Slot.TARGET) or "；".join(dict.fromkeys(one.text for one in item.wanted_targets))


def _measures(plan: PlanSnapshot, item: PlanNode) -> str:
    """Return what is to be done: the fields that say so, then every step with whom and what it names."""
    told = [_text(one.text) for one in item.fields if _is_measure(one.label)]
    return "\n".join([*told, *(_step(step) for step in _steps(plan, item))])


def _step(step: PlanNode) -> str:
    text, body = _text(step.number + step.title), _text(step.body)
    if body and body != text:
        text += ("" if not step.title or text.endswith(_SENTENCE_ENDS) else "。") + body
    named = [f"{role_word(one.label)}：{_line(one.text)}" for one in step.fields]
    for role, word in ROLE_WORDS.items():
        units = [found.unit.name for found in step.units(role) if found.inherited_from is None]
        named += [f"{word}：{'、'.join(units)}{'等' if step.open_ended else ''}"] if units else []
    named += [f"{role_word(one.role)}：{one.name}" for one in step.persons if one.name]
    words = [paragraph for paragraph in deadlines(step.deadlines).text.split("\n") if paragraph not in text]
    named += [f"完成时限：{'、'.join(words)}"] if any(words) else []
    return text + (f"（{'；'.join(named)}）" if named else "")


def _steps(plan: PlanSnapshot, node: PlanNode) -> Iterator[PlanNode]:
    for child in plan.children.get(node.node_id, ()):
        if child.kind is NodeKind.STEP:
            yield child
            yield from _steps(plan, child)


def _named_steps(plan: PlanSnapshot, item: PlanNode) -> dict[int, list[str]]:
    """Return the steps that name a unit itself or by its group, with its role there, by the unit's id."""
    found: dict[int, list[str]] = {}
    for step in _steps(plan, item):
        for named in step.assignments:
            if named.inherited_from is None:
                words = f"{_line(step.number + step.title)}（{ROLE_WORDS[named.role]}）"
                for unit in _meant(plan, named):
                    found.setdefault(unit.unit_id, []).append(words)
    return found


def _meant(plan: PlanSnapshot, named: Assignment) -> Iterable[UnitRef]:
    return plan.members.get(named.unit.unit_id) or (named.unit,)


def _units(item: PlanNode, role: Role, *, inherited: bool) -> str:
    found = item.printed_units(role, inherited=inherited)
    partners = found if role is Role.PARTNER else item.printed_units(Role.PARTNER, inherited=inherited)
    is_open = item.open_ended and found and (role is Role.PARTNER or not partners)
    return "、".join(dict.fromkeys(one.unit.name for one in found)) + ("等" if is_open else "")


def _fields(item: PlanNode, slot: Slot) -> str:
    """Return the fields that belong to a column, with their labels where they are of several kinds."""
    found = [one for one in item.fields if slot_of(one.label) is slot and not _is_measure(one.label)]
    labels = {role_word(one.label) for one in found}
    return "\n".join(
        _text(one.text) if len(labels) == 1 else f"{role_word(one.label)}：{_text(one.text)}" for one in found
    )


def _is_measure(label: str) -> bool:
    return slot_of(label) is Slot.CONTENT and any(word in label for word in _MEASURES)


def _text(text: str) -> str:
    return "\n".join(filter(None, (line.strip() for line in closed_up(printable(text)).split("\n"))))


def _line(text: str) -> str:
    return " ".join(printable(text).split())
