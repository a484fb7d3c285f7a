"""What changed in the division of labour from one version of a plan to another (F-71).

Items are found again by likeness, whatever their number and place; a step with units of its own counts like an item.
Units are the same when the register says so, or when their names are; points and blanks change nothing, and another
number alone is no change of what is to be done.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.core.carrying import texts_of
from planner.core.deadlines import shown_deadlines
from planner.core.matching import Matching, Text, match, plain
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot
from planner.core.unit_names import canonical
from planner.core.vocabulary import NodeKind, Role
from planner.core.wordings import TextChange, text_changes

_NUMBER_MARKS = " 　.．、:：,，"


class DifferenceKind(StrEnum):
    """What can differ, in the order in which it is told."""

    NEW = "新增"
    GONE = "删除"
    LEAD = "牵头调整"
    PARTNERS = "配合增减"
    DEADLINE = "时限调整"
    TEXT = "内容修改"
    NUMBER = "序号变动"


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """A unit as one version names it; `is_changed` if the other version has it not, or in another role.

    `other_role` is the role that a changed one has there.
    """

    name: str
    role: Role
    is_changed: bool = False
    other_role: Role | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """An item as it stands in one version: the number shown for it, its units, 等 behind them, and its last days."""

    node: PlanNode
    number: str
    units: tuple[ComparedUnit, ...] = ()
    open_ended: bool = False
    deadline: str = ""
    section: str = ""

    def of_role(self, role: Role) -> tuple[ComparedUnit, ...]:
        """Return the units of one role, in printed order."""
        return tuple(unit for unit in self.units if unit.role is role)


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that differs. `before` or `after` is None where that version has it not.

    `related` is, for a new item, the old one that it was split from; for one that is gone, the new one it went into.
    """

    kinds: tuple[DifferenceKind, ...]
    before: Side | None
    after: Side | None
    related: Side | None = None
    title: TextChange | None = None
    texts: tuple[TextChange, ...] = ()
    is_moved: bool = False

    @property
    def is_renumbering(self) -> bool:
        """Whether nothing but number or place differs."""
        return self.kinds == (DifferenceKind.NUMBER,)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions, in the order of the new one; what is gone stands where it was."""

    differences: tuple[Difference, ...]

    @property
    def counts(self) -> tuple[tuple[DifferenceKind, int], ...]:
        """How many items differ in what; kinds that do not occur are left out."""
        found = Counter(kind for one in self.differences for kind in one.kinds)
        return tuple((kind, found[kind]) for kind in DifferenceKind if found[kind])


def compare(old: PlanSnapshot, new: PlanSnapshot) -> Comparison:
    """Return what differs between two versions of a plan."""
    matching = match(texts_of(old.nodes, sections=False), texts_of(new.nodes, sections=False))
    back = {new_id: old_id for old_id, new_id in matching.pairs.items()}
    before, after = _Version(old, _rows(old, new, matching.pairs)), _Version(new, _rows(new, old, back))
    same = _identity(old, new)
    sections = match(_section_texts(old), _section_texts(new)).pairs
    gone = _Gone(before, after, matching)
    found: list[Difference] = list(gone.at_the_start())
    for node in after.rows:
        was = old.by_id.get(back.get(node.node_id, 0))
        if was is not None and was in before:
            found += _changed(_Pair(before, after, was, node), same, sections)
            found += gone.behind(was)
        else:
            related = before.row_of(was or old.by_id.get(matching.split.get(node.node_id, 0)))
            found.append(Difference((DifferenceKind.NEW,), None, after.side(node), related))
    return Comparison(tuple(found))


def _rows(plan: PlanSnapshot, other: PlanSnapshot, partners: dict[int, int]) -> list[PlanNode]:
    """Return the items, and the steps that have units of their own in either version."""

    def is_row(node: PlanNode) -> bool:
        if node.kind is not NodeKind.STEP or node.has_own_units:
            return node.kind is not NodeKind.SECTION
        partner = other.by_id.get(partners.get(node.node_id, 0))
        return partner is not None and partner.kind is NodeKind.STEP and partner.has_own_units

    return [node for node in plan.nodes if is_row(node)]


class _Version:
    """One version with what is compared of it."""

    def __init__(self, plan: PlanSnapshot, rows: Sequence[PlanNode]) -> None:
        self.plan = plan
        self.rows = rows
        self._numbers = _numbers(rows)

    def __contains__(self, node: PlanNode) -> bool:
        return node.node_id in self._numbers

    def words(self, node: PlanNode) -> str:
        """Return what is to be done beyond the title: text, labelled fields and the steps that have no row."""
        pieces = [node.body, *(f"{one.label}：{one.text}" for one in node.fields)]
        for step in self.plan.children.get(node.node_id, ()):
            if step.kind is NodeKind.STEP and step not in self:
                stop = "。" if step.title and step.body else ""
                pieces.append(f"{step.title}{stop}{self.words(step)}")
        return "\n".join(piece for piece in pieces if piece.strip())

    def section(self, node: PlanNode) -> PlanNode | None:
        """Return the heading that a node stands under."""
        above = self.plan.by_id.get(node.parent_id or 0)
        while above is not None and above.kind is not NodeKind.SECTION:
            above = self.plan.by_id.get(above.parent_id or 0)
        return above

    def row_of(self, node: PlanNode | None) -> "Side | None":
        """Return the item that a node is or belongs to."""
        while node is not None and node not in self:
            node = self.plan.by_id.get(node.parent_id or 0)
        return self.side(node) if node is not None else None

    def side(self, node: PlanNode, units: tuple[ComparedUnit, ...] | None = None) -> Side:
        """Return a node as this version has it; without `units` none of them counts as changed."""
        above = self.section(node)
        if units is None:
            units = tuple(ComparedUnit(name_of(one), one.role) for one in printed(node))
        heading = f"{above.number}{above.title}" if above is not None else ""
        return Side(node, self._numbers[node.node_id], units, node.open_ended, deadline_of(node), heading)


@dataclass(frozen=True, slots=True)
class _Pair:
    """An item in both versions."""

    old: _Version
    new: _Version
    was: PlanNode
    node: PlanNode


class _Gone:
    """The items of the old version that the new one has not, told behind the item that they stood behind."""

    def __init__(self, before: _Version, after: _Version, matching: Matching) -> None:
        self._before, self._after, self._matching = before, after, matching
        self._behind: dict[int, list[PlanNode]] = {}
        last = 0
        for node in before.rows:
            partner = after.plan.by_id.get(matching.pairs.get(node.node_id, 0))
            if partner is not None and partner in after:
                last = node.node_id
            else:
                self._behind.setdefault(last, []).append(node)

    def at_the_start(self) -> Iterator[Difference]:
        """Yield those that stood before everything that is left."""
        yield from self._told(0)

    def behind(self, node: PlanNode) -> Iterator[Difference]:
        """Yield those that stood behind an item of the old version."""
        yield from self._told(node.node_id)

    def _told(self, node_id: int) -> Iterator[Difference]:
        for node in self._behind.get(node_id, ()):
            into = self._matching.pairs.get(node.node_id) or self._matching.merged.get(node.node_id, 0)
            related = self._after.row_of(self._after.plan.by_id.get(into))
            yield Difference((DifferenceKind.GONE,), self._before.side(node), None, related)


_Same = Callable[[Assignment], object]


def _changed(pair: _Pair, same: _Same, sections: dict[int, int]) -> Iterator[Difference]:
    was, node = pair.was, pair.node
    before = pair.old.side(was, _compared(was, node, same))
    after = pair.new.side(node, _compared(node, was, same))
    kinds = []
    for kind, role in ((DifferenceKind.LEAD, Role.LEAD), (DifferenceKind.PARTNERS, Role.PARTNER)):
        is_other = any(unit.is_changed and unit.role is role for unit in (*before.units, *after.units))
        if is_other or (role is Role.PARTNER and was.open_ended != node.open_ended):
            kinds.append(kind)
    if plain(before.deadline) != plain(after.deadline):
        kinds.append(DifferenceKind.DEADLINE)
    title, texts = _text_differences(pair)
    if title is not None or texts:
        kinds.append(DifferenceKind.TEXT)
    is_moved = _is_moved(pair, sections)
    if is_moved or plain(before.number) != plain(after.number):
        kinds.append(DifferenceKind.NUMBER)
    if kinds:
        yield Difference(tuple(kinds), before, after, None, title, texts, is_moved)


def _text_differences(pair: _Pair) -> tuple[TextChange | None, tuple[TextChange, ...]]:
    """Return where title and text differ; a day that is another one in the text is told as a deadline alone."""
    words, words_now = pair.old.words(pair.was), pair.new.words(pair.node)
    undated = _undated(pair.was, words), _undated(pair.node, words_now)
    if undated[0] == undated[1]:
        return None, ()
    title = next(iter(text_changes(pair.was.title, pair.node.title)), None)
    return title, text_changes(words, words_now)


def _undated(node: PlanNode, words: str) -> str:
    """Return the letters of title and text without those of the deadlines."""
    letters = plain(node.title + words)
    for one in sorted(node.deadlines, key=lambda deadline: -len(deadline.text)):
        letters = letters.replace(plain(one.text), "", 1)
    return letters


def _is_moved(pair: _Pair, sections: dict[int, int]) -> bool:
    above, above_now = pair.old.section(pair.was), pair.new.section(pair.node)
    if above is None or above_now is None:
        return False
    return sections.get(above.node_id) != above_now.node_id and plain(above.title) != plain(above_now.title)


def _compared(node: PlanNode, other: PlanNode, same: _Same) -> tuple[ComparedUnit, ...]:
    there: dict[object, list[Role]] = {}
    for one in printed(other):
        there.setdefault(same(one), []).append(one.role)
    found = []
    for one in printed(node):
        roles = there.get(same(one), [])
        is_changed = one.role not in roles
        found.append(ComparedUnit(name_of(one), one.role, is_changed, roles[0] if is_changed and roles else None))
    return tuple(found)


def _identity(old: PlanSnapshot, new: PlanSnapshot) -> _Same:
    """Return what tells units apart: the register's number when it has both plans, else the name.

    Where one plan is stored, its spellings and full names say which unit a name of the other means.
    """
    if old.plan_id and new.plan_id:
        return lambda assigned: assigned.unit.unit_id
    called: dict[str, str] = {}
    for plan in (old, new):
        for assigned in (one for node in plan.nodes for one in node.assignments if plan.plan_id):
            for spelt in (assigned.as_written, assigned.unit.full_name):
                called.setdefault(canonical(spelt), canonical(assigned.unit.name))

    def name(assigned: Assignment) -> str:
        known = canonical(assigned.unit.name)
        return called.get(known, known)

    return name


def printed(node: PlanNode) -> tuple[Assignment, ...]:
    """Return the units of a node as they are printed, those that lead first."""
    return tuple(one for role in Role for one in node.printed_units(role))


def name_of(assigned: Assignment) -> str:
    """Return a unit's name as the source writes it."""
    return " ".join((assigned.as_written or assigned.unit.name).split())


def deadline_of(node: PlanNode) -> str:
    """Return the words of an item's deadlines; of several for one day the first is enough."""
    by_day: dict[object, str] = {}
    for one in shown_deadlines(node.deadlines):
        words = "".join(one.text.split())
        by_day.setdefault(one.ends_on or words, words)
    return "；".join(dict.fromkeys(words for words in by_day.values() if words))


def _numbers(rows: Sequence[PlanNode]) -> dict[int, str]:
    """Return the number shown for each row: the source's where each item has one of its own, else a running one.

    A table of the plan may count for itself.
    """
    items = [node for node in rows if node.kind is NodeKind.ITEM]
    own = {node.node_id: node.number.strip(_NUMBER_MARKS) for node in rows}
    written = [(node.origin, own[node.node_id]) for node in items]
    if all(number for _, number in written) and len(set(written)) == len(written):
        return own
    return own | {node.node_id: str(place) for place, node in enumerate(items, 1)}


def _section_texts(plan: PlanSnapshot) -> list[Text]:
    return [Text(node.node_id, node.title, node.body) for node in plan.nodes if node.kind is NodeKind.SECTION]
