"""From one version of a plan to the next: what the clerk had made of the old one, as edits, and what changed.

What the new text says goes before what the old one said; what the clerk had changed in the stored plan goes before both
and is told. A number that is another one is no change of content.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.core.draft import DraftNode, DraftPlan, Fault, Source, Span
from planner.core.draft_edits import (
    Edit,
    MoveBorder,
    RenameUnit,
    SetBody,
    SetDeadlines,
    SetNumber,
    SetTitle,
    Settle,
    SetUnits,
)
from planner.core.draft_moves import TAKEN_OUT, AddNode, TakeOut
from planner.core.draft_spans import END_MARKS, bare, title_run
from planner.core.labels import numbered
from planner.core.matching import Matching, Text, match, plain
from planner.core.review import key_of
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.unit_names import canonical
from planner.core.vocabulary import NodeKind, Part, Role

ADDED = 2_000_000
_AROUND = 8
_LEAST_GONE = 6
_TIMES_AS_LONG = 4
_GONE = (TAKEN_OUT, "已删除的任务")


class ChangeKind(StrEnum):
    """What can differ between two versions of an item, in the order in which it is told."""

    NEW = "新增"
    SPLIT = "拆出"
    GONE = "删去"
    MERGED = "并入"
    TEXT = "内容有改"
    LEAD = "牵头有变"
    PARTNERS = "配合有变"
    DEADLINE = "时限有变"
    MOVED = "换了部分"
    KEPT = "沿用您的修改"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A difference: the item as it is named, what was and what is. An id is None where the version has no such item."""

    kind: ChangeKind
    item: str
    before: str = ""
    after: str = ""
    old_id: int | None = None
    new_id: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What is to be done to a draft so that nothing of the clerk's work is lost, and what of it has to be told."""

    edits: tuple[Edit, ...]
    told: tuple[ItemChange, ...]


def match_versions(old: PlanSnapshot, new: DraftPlan) -> Matching:
    """Return which item or step of a stored plan is which of a draft; sections are matched by themselves."""
    items = match(texts_of(old.nodes, sections=False), texts_of(new.nodes, sections=False))
    sections = match(texts_of(old.nodes, sections=True), texts_of(new.nodes, sections=True))
    return Matching({**items.pairs, **sections.pairs}, items.split, items.merged)


def share_of_same(old: PlanSnapshot, new: DraftPlan) -> float:
    """Return how many of the items of the smaller of two plans stand in the other too, from 0 to 1.

    A plan many times as long as the other is no version of it, whatever of that stands in it.
    """
    items = [node for node in new.nodes if node.kind is NodeKind.ITEM]
    least, most = sorted((len(items), len(old.items)))
    if not least or most > least * _TIMES_AS_LONG:
        return 0.0
    pairs = match(texts_of(old.nodes, sections=False), texts_of(new.nodes, sections=False)).pairs
    return len(pairs) / least


def texts_of(nodes: Sequence[PlanNode] | Sequence[DraftNode], *, sections: bool) -> list[Text]:
    """Return what is compared of sections, or of items and steps, to find them again in another version."""
    titles = {node.node_id: node.title for node in nodes}
    return [
        Text(
            node.node_id,
            node.title,
            node.body + "".join(found.text for found in node.fields),
            titles.get(node.parent_id, "") if node.parent_id is not None else "",
        )
        for node in nodes
        if (node.kind is NodeKind.SECTION) is sections
    ]


def carry(old: PlanSnapshot, new: DraftPlan, matching: Matching) -> Carried:
    """Return the edits that bring the clerk's work on a stored plan into the draft of its next version."""
    before, after = _Words(old.source, old.spans), _Words(new.source, new.spans)
    by_id = {node.node_id: node for node in new.nodes}
    edits: list[Edit] = [*_aliases(old, new), *_borders(old, new, matching)]
    told: list[ItemChange] = []
    for node in old.nodes:
        found = by_id.get(matching.pairs.get(node.node_id, 0))
        if found is None:
            continue
        for edit, change in (
            *_carried_words(node, found, before, after),
            *_carried_units(node, found, before, after),
            *_carried_deadlines(node, found, before, same_years=old.head.years == new.head.years),
        ):
            edits.append(edit)
            if change is not None:
                told.append(change)
    edits += _added(old, before, matching)
    edits += _taken_out(old, new, after, matching)
    keys = tuple(_settled(old, new, matching))
    if keys:
        edits.append(Settle(keys))
    return Carried(tuple(edits), tuple(told))


class _Words:
    """What the source says of each node, part by part."""

    def __init__(self, source: Source, spans: Sequence[Span]) -> None:
        self._of: dict[int, dict[Part, list[str]]] = {}
        for span in spans:
            if span.node is not None:
                parts = self._of.setdefault(span.node, {})
                parts.setdefault(span.part, []).append(source.text[span.start : span.end])

    def has(self, node_id: int) -> bool:
        """Whether a node was read from the source at all."""
        return node_id in self._of

    def of(self, node_id: int, part: Part) -> str:
        """Return the letters of a part."""
        return bare("".join(self._of.get(node_id, {}).get(part, ())))

    def units(self, node_id: int) -> list[str]:
        """Return the units as they are written, in order."""
        return [canonical(words) for words in self._of.get(node_id, {}).get(Part.UNITS, ())]

    def all_of(self, node_id: int) -> str:
        """Return everything the source says of a node."""
        return bare("".join("".join(words) for words in self._of.get(node_id, {}).values()))


_Step = tuple[Edit, ItemChange | None]


def _aliases(old: PlanSnapshot, new: DraftPlan) -> Iterator[RenameUnit]:
    """Name units as the stored plan names them where it wrote the same."""
    called: dict[str, str] = {}
    for node in old.nodes:
        for found in node.assignments:
            called.setdefault(canonical(found.as_written), found.unit.name)
    seen: set[str] = set()
    for draft_node in new.nodes:
        for assigned in draft_node.assignments:
            name = called.get(canonical(assigned.as_written))
            if name is not None and name != assigned.unit and assigned.unit not in seen:
                seen.add(assigned.unit)
                yield RenameUnit(assigned.unit, name)


def _borders(old: PlanSnapshot, new: DraftPlan, matching: Matching) -> Iterator[MoveBorder]:
    """End titles where the clerk had let them end, in items whose words are the same."""
    by_id = {node.node_id: node for node in new.nodes}
    for was in old.nodes:
        node = by_id.get(matching.pairs.get(was.node_id, 0))
        if node is None or plain(was.title) == plain(node.title):
            continue
        run = title_run(new, node)
        if run is None or plain(was.title + was.body) != plain(node.title + node.body):
            continue
        at = len(bare(was.title))
        while at < len(run.letters) and new.source.text[run.letters[at]] in END_MARKS:
            at += 1
        yield MoveBorder(node.node_id, at)


def _taken_out(old: PlanSnapshot, new: DraftPlan, after: _Words, matching: Matching) -> Iterator[TakeOut]:
    """Leave out what the clerk had taken out of the stored plan."""
    gone = [plain(old.source.text[left.start : left.end]) for left in old.leftovers if left.reason in _GONE]
    paired = set(matching.pairs.values())
    out: set[int | None] = set()
    for node in new.nodes:
        words = plain(after.all_of(node.node_id))
        if node.node_id in paired or len(words) < _LEAST_GONE or not any(words in left for left in gone):
            continue
        out.add(node.node_id)
        if node.parent_id not in out:
            yield TakeOut(node.node_id)


def _carried_words(old: PlanNode, new: DraftNode, before: _Words, after: _Words) -> Iterator[_Step]:
    """Bring number, title and body that the clerk retyped, where the text they were read from is still the same."""
    if not before.has(old.node_id):
        return
    if bare(old.number) != before.of(old.node_id, Part.NUMBER) == after.of(new.node_id, Part.NUMBER):
        yield SetNumber(new.node_id, old.number), None
    for part, words, edit in (
        (Part.TITLE, old.title, SetTitle(new.node_id, old.title)),
        (Part.BODY, old.body, SetBody(new.node_id, old.body)),
    ):
        written = before.of(old.node_id, part)
        if bare(words) == written:
            continue
        if after.of(new.node_id, part) == written:
            yield edit, None
        else:
            text = new.title if part is Part.TITLE else new.body
            yield edit, ItemChange(ChangeKind.KEPT, _label(new), _short(text), _short(words), old.node_id, new.node_id)


def _carried_units(old: PlanNode, new: DraftNode, before: _Words, after: _Words) -> Iterator[_Step]:
    """Bring the units the clerk has set; and the roles given to units that both texts name alike."""
    own = [found for found in old.assignments if found.inherited_from is None]
    written = [canonical(found.as_written) for found in own]
    text, text_now = before.units(old.node_id), after.units(new.node_id)
    by_clerk = set(written) != set(text)
    if not by_clerk and set(text) != set(text_now):
        return
    names = {role: tuple(a.unit.name for a in own if a.role is role) for role in Role}
    own_now = [found for found in new.assignments if found.inherited_from is None]
    now = {role: tuple(a.unit for a in own_now if a.role is role) for role in Role}
    stated = all(found.stated for found in own)
    if names == now and (not stated or all(found.stated for found in own_now)):
        return
    if not by_clerk and (not stated or _says_otherwise(old, new, before, after)):
        return
    change = None
    if by_clerk and set(text) != set(text_now):
        said = "、".join(text_now) or "（没有写）"
        kept = "、".join((*names[Role.LEAD], *names[Role.PARTNER])) or "（没有）"
        change = ItemChange(ChangeKind.KEPT, _label(new), f"新文：{said}", kept, old.node_id, new.node_id)
    for role in Role:
        yield SetUnits(new.node_id, role, names[role]), change
        change = None


def _says_otherwise(old: PlanNode, new: DraftNode, before: _Words, after: _Words) -> bool:
    """Tell whether the new text states who leads among the same units, and the old one had stated it otherwise."""
    if not all(found.stated for found in new.assignments if found.inherited_from is None):
        return False
    labels = before.of(old.node_id, Part.LABEL), after.of(new.node_id, Part.LABEL)
    return labels[0] != labels[1] or before.units(old.node_id) != after.units(new.node_id)


def _carried_deadlines(old: PlanNode, new: DraftNode, before: _Words, *, same_years: bool) -> Iterator[_Step]:
    """Bring deadlines that the old text does not have: those the clerk has set, in words or as a day."""
    said = before.all_of(old.node_id)
    mine = [found for found in old.deadlines if bare(found.text) not in said]
    same_words = [found.text for found in old.deadlines] == [found.text for found in new.deadlines]
    if not (mine or (same_words and same_years)) or tuple(old.deadlines) == tuple(new.deadlines):
        return
    words = "；".join(found.text for found in old.deadlines)
    text = "；".join(found.text for found in new.deadlines)
    told = bool(text) and not same_words
    change = ItemChange(ChangeKind.KEPT, _label(new), text, words, old.node_id, new.node_id) if told else None
    yield _deadlines(new.node_id, old), change


def _deadlines(node_id: int, old: PlanNode) -> SetDeadlines:
    return SetDeadlines(
        node_id,
        tuple(found.text for found in old.deadlines),
        tuple(found.starts_on.isoformat() if found.starts_on else "" for found in old.deadlines),
        tuple(found.ends_on.isoformat() if found.ends_on else "" for found in old.deadlines),
        tuple(found.kind for found in old.deadlines),
    )


def _added(old: PlanSnapshot, before: _Words, matching: Matching) -> Iterator[Edit]:
    """Bring the items that the clerk had added by hand, at the end of what they stand under."""
    ids: dict[int, int] = {}
    for node in old.nodes:
        if before.has(node.node_id) or node.node_id in matching.pairs:
            continue
        ids[node.node_id] = ADDED + node.node_id
        above = node.parent_id
        parent = 0 if above is None else ids.get(above, matching.pairs.get(above, 0))
        yield AddNode(ids[node.node_id], parent, node.kind, node.number, node.title, node.body)
        for role in Role:
            names = tuple(found.unit.name for found in node.units(role))
            if names:
                yield SetUnits(ids[node.node_id], role, names)
        if node.deadlines:
            yield _deadlines(ids[node.node_id], node)


def _settled(old: PlanSnapshot, new: DraftPlan, matching: Matching) -> Iterator[str]:
    """Return the doubts of the draft that the clerk had settled in the stored plan."""

    def words(source: Source, fault: Fault) -> str:
        return bare(source.text[fault.start : fault.end]) if fault.start is not None else ""

    done = {
        (fault.code, matching.pairs.get(fault.node, 0) if fault.node is not None else 0, words(old.source, fault))
        for fault in old.faults
        if fault.settled
    }
    for fault in new.faults:
        if (fault.code, fault.node or 0, words(new.source, fault)) in done:
            yield key_of(fault)


def changes(old: PlanSnapshot, new: DraftPlan, matching: Matching) -> tuple[ItemChange, ...]:
    """Return what differs between a stored plan and a draft with all its edits: items only, in the draft's order."""
    out: list[ItemChange] = []
    back = {new_id: old_id for old_id, new_id in matching.pairs.items()}
    titles = {node.node_id: node.title for node in new.nodes}
    for node in new.nodes:
        if node.kind is not NodeKind.ITEM:
            continue
        was = old.by_id.get(back.get(node.node_id, 0))
        if was is not None:
            out += _differences(old, was, node, titles)
        elif node.node_id < ADDED:
            origin = old.by_id.get(matching.split.get(node.node_id, 0))
            kind = ChangeKind.NEW if origin is None else ChangeKind.SPLIT
            out.append(
                ItemChange(kind, _label(node), _label(origin) if origin else "", _short(node.body), None, node.node_id)
            )
    by_id = {node.node_id: node for node in new.nodes}
    for gone in old.items:
        if gone.node_id not in matching.pairs and ADDED + gone.node_id not in by_id:
            target = by_id.get(matching.merged.get(gone.node_id, 0))
            kind = ChangeKind.GONE if target is None else ChangeKind.MERGED
            after = _label(target) if target is not None else ""
            out.append(ItemChange(kind, _label(gone), _short(gone.body), after, gone.node_id, None))
    return tuple(out)


def _differences(old: PlanSnapshot, was: PlanNode, node: DraftNode, titles: dict[int, str]) -> Iterator[ItemChange]:
    ids = (was.node_id, node.node_id)
    if plain(was.title + was.body) != plain(node.title + node.body):
        yield ItemChange(ChangeKind.TEXT, _label(node), *_parted(_whole(was), _whole(node)), *ids)
    for kind, role in ((ChangeKind.LEAD, Role.LEAD), (ChangeKind.PARTNERS, Role.PARTNER)):
        before = tuple(found.unit.name for found in was.units(role))
        after = tuple(found.unit for found in node.assignments if found.role is role)
        if set(before) != set(after):
            yield ItemChange(kind, _label(node), _listed(before), _listed(after), *ids)
    days, days_now = (
        {bare(found.text) for found in was.deadlines},
        {bare(found.text) for found in node.deadlines},
    )
    if days != days_now:
        yield ItemChange(
            ChangeKind.DEADLINE,
            _label(node),
            "；".join(found.text for found in was.deadlines) or "（没有）",
            "；".join(found.text for found in node.deadlines) or "（没有）",
            *ids,
        )
    above = old.by_id.get(was.parent_id or 0)
    heading = titles.get(node.parent_id or 0, "")
    if above is not None and heading and plain(above.title) != plain(heading):
        yield ItemChange(ChangeKind.MOVED, _label(node), above.title, heading, *ids)


def _whole(node: PlanNode | DraftNode) -> str:
    return " ".join(f"{node.title}。{node.body}".split())


def _parted(one: str, other: str) -> tuple[str, str]:
    """Return where two wordings differ, with a little of what stands round it."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    start, end = max(0, start - _AROUND), max(0, end - _AROUND)
    lead, tail = "…" if start else "", "…" if end else ""
    first, second = (f"{lead}{words[start : len(words) - end]}{tail}" for words in (one, other))
    return _short(first), _short(second)


def _listed(names: Sequence[str]) -> str:
    return "、".join(names) or "（没有）"


def _label(node: PlanNode | DraftNode) -> str:
    return numbered(node.number, node.title or _short(node.body))


def _short(words: str, length: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else f"{words[: length - 1]}…"
