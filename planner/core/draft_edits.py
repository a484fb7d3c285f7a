"""The edits of a draft's words and units as frozen values: each takes a draft and returns another.

Whatever an edit does, each non-blank character of the source stays in exactly one span. An edit that makes no sense
where it is made raises `StepError`. Edits of the tree are in draft_moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from planner.core.draft import Deadline, DraftAssignment, DraftNode, DraftPlan
from planner.core.draft_spans import END_MARKS, Paint, cut_place, letters_of, overlay, paints_of, title_run, units_run
from planner.core.draft_tree import node_of, with_node
from planner.core.errors import StepError
from planner.core.unit_names import is_group
from planner.core.unit_words import FoundName, find_names
from planner.core.vocabulary import Part, Role


class Edit(Protocol):
    """What every edit can do."""

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Reword a title; what it was read from stays marked."""

    node: int
    title: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return with_node(draft, replace(node_of(draft, self.node), title=self.title))


@dataclass(frozen=True, slots=True)
class SetBody:
    """Reword a body."""

    node: int
    body: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return with_node(draft, replace(node_of(draft, self.node), body=self.body))


@dataclass(frozen=True, slots=True)
class SetNumber:
    """Set the number of a node; that settles what was proposed for it."""

    node: int
    number: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return with_node(draft, replace(node_of(draft, self.node), number=self.number, number_proposed=None))


@dataclass(frozen=True, slots=True)
class Reword:
    """Put words in place of others where they first stand in the title, the body or a field of a node."""

    node: int
    old: str
    new: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        node = node_of(draft, self.node)
        if self.old in node.title:
            return with_node(draft, replace(node, title=node.title.replace(self.old, self.new, 1)))
        if self.old in node.body:
            return with_node(draft, replace(node, body=node.body.replace(self.old, self.new, 1)))
        fields = list(node.fields)
        for place, found in enumerate(fields):
            if self.old in found.text:
                fields[place] = replace(found, text=found.text.replace(self.old, self.new, 1))
                return with_node(draft, replace(node, fields=tuple(fields)))
        raise StepError(f"这一项里已经没有“{self.old}”。", "请按 F2 直接修改。", code="GONE")


@dataclass(frozen=True, slots=True)
class SetPlanTitle:
    """Give the plan another title."""

    title: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return replace(draft, head=replace(draft.head, title=self.title))


@dataclass(frozen=True, slots=True)
class SetStage:
    """Mark the plan as draft or final."""

    stage: str | None

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return replace(draft, head=replace(draft.head, stage=self.stage))


@dataclass(frozen=True, slots=True)
class MoveBorder:
    """Let the first `at` letters of a node's words be its title; the points that end it become markers."""

    node: int
    at: int

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        node, text = node_of(draft, self.node), draft.source.text
        run = title_run(draft, node)
        if run is None:
            raise StepError("这一项的文字改过，不能再移分界。", "请按 F2 直接修改标题。", code="RETYPED")
        title = [place for place, part in letters_of(draft, self.node) if part is Part.TITLE]
        body = [place for place, part in letters_of(draft, self.node) if part is Part.BODY]
        marks = "".join(text[place] for place in run.letters[len(title) : run.at])
        gap = "\n" if title and body and "\n" in text[run.letters[run.at - 1] : body[0]] else ""
        words = f"{node.title}{marks}{gap}{node.body}"
        cut = cut_place(words, self.at)
        before, after = list(run.letters[: self.at]), list(run.letters[self.at :])
        kept = len(before)
        while kept and text[before[kept - 1]] in END_MARKS:
            kept -= 1
        paints = [
            *paints_of(before[:kept], text, self.node, Part.TITLE),
            *paints_of(before[kept:], text, self.node, Part.MARKER),
            *paints_of(after, text, self.node, Part.BODY),
        ]
        draft = replace(draft, spans=overlay(draft.spans, paints))
        heading = "".join(words[: cut_place(words, kept)].split("\n")).strip()
        return with_node(draft, replace(node, title=heading, body=words[cut:].strip()))


@dataclass(frozen=True, slots=True)
class MoveUnits:
    """Let the first `at` letters of `units_run` be words of the node, and the others its last list of units."""

    node: int
    at: int

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        node, text = node_of(draft, self.node), draft.source.text
        run = units_run(draft, node)
        if run is None:
            raise StepError("这一项的文字改过，不能再移分界。", "请按 F2 直接修改。", code="RETYPED")
        parts = dict(letters_of(draft, self.node))
        words, units = list(run.letters[: self.at]), list(run.letters[self.at :])
        owner = parts[run.letters[0]] if run.at else Part.BODY
        written = "".join(text[place] for place in units)
        found = find_names(written)
        paints = [paint for place in words[run.at :] for paint in paints_of([place], text, self.node, owner)]
        paints += _unit_paints(found.names, found.labels, units, text, self.node)
        before = find_names("".join(text[place] for place in run.letters[run.at :]))
        assignments = _with_names(node, [name.name for name in before.names], found.names)
        changed = _with_moved_words(node, (run.at, min(self.at, len(run.letters))), run.letters, parts, text)
        draft = replace(draft, spans=overlay(draft.spans, paints))
        return with_node(draft, replace(changed, assignments=assignments, open_ended=found.open_ended))


def _unit_paints(
    names: Sequence[FoundName], labels: Sequence[tuple[int, int]], letters: Sequence[int], text: str, node: int
) -> list[Paint]:
    paints: list[Paint] = []
    kinds = [Part.MARKER] * len(letters)
    for start, end in labels:
        kinds[start:end] = [Part.LABEL] * (end - start)
    for name in names:
        kinds[name.start : name.end] = [Part.UNITS] * (name.end - name.start)
    for place, kind in zip(letters, kinds, strict=True):
        paints += paints_of([place], text, node, kind)
    return paints


def _with_names(node: DraftNode, before: Sequence[str], names: Sequence[FoundName]) -> tuple[DraftAssignment, ...]:
    """Return the assignments with those of a list that was read anew; a unit that was there keeps its part."""
    known: dict[str, DraftAssignment] = {}
    for found in reversed(node.assignments):
        known[found.unit] = known["".join(found.as_written.split())] = found
    others = [a for a in node.assignments if "".join(a.as_written.split()) not in before and a.unit not in before]
    out: list[DraftAssignment] = []
    for name in names:
        old = known.get(name.name)
        if old is None:
            leads = any(a.role is Role.LEAD for a in (*others, *out))
            role = name.role or (Role.PARTNER if leads else Role.LEAD)
            old = DraftAssignment(name.name, name.name, role, name.role is not None, is_group(name.name))
        if old not in out and old not in others:
            out.append(old)
    return (*others, *out)


def _with_moved_words(
    node: DraftNode, border: tuple[int, int], letters: Sequence[int], parts: dict[int, Part], text: str
) -> DraftNode:
    """Return the node with the words that came from its list of units, or without those that went to it."""
    old, new = border
    owner = parts[letters[0]] if old else Part.BODY
    words = node.title if owner is Part.TITLE else node.body
    ahead = sum(part is owner and place < letters[old - 1] for place, part in parts.items()) + 1 if old else 0
    if not old:
        ahead = sum(part is owner and place < letters[0] for place, part in parts.items())
    if new >= old:
        cut = cut_place(words, ahead)
        words = words[:cut] + "".join(text[place] for place in letters[old:new]) + words[cut:]
    else:
        cut, end = cut_place(words, ahead - (old - new)), cut_place(words, ahead)
        words = (words[:cut] + words[end:]).strip()
    return replace(node, title=words) if owner is Part.TITLE else replace(node, body=words)


@dataclass(frozen=True, slots=True)
class SetUnits:
    """Let exactly these units have a role at a node; one that had the other role changes over."""

    node: int
    role: Role
    names: tuple[str, ...]

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        node = node_of(draft, self.node)
        known = {found.unit: found for found in reversed(node.assignments)}
        chosen = [
            replace(known[name], role=self.role, stated=True, inherited_from=None)
            if name in known
            else DraftAssignment(name, name, self.role, group=is_group(name))
            for name in dict.fromkeys(self.names)
        ]
        others = [
            replace(found, stated=True, inherited_from=None)
            for found in node.assignments
            if found.role is not self.role and found.unit not in self.names
        ]
        both = (*chosen, *others) if self.role is Role.LEAD else (*others, *chosen)
        heirs = tuple(replace(found, inherited_from=self.node) for found in both)
        nodes = tuple(
            replace(found, assignments=(*(a for a in found.assignments if a.inherited_from != self.node), *heirs))
            if any(a.inherited_from == self.node for a in found.assignments)
            else found
            for found in draft.nodes
        )
        return with_node(replace(draft, nodes=nodes), replace(node, assignments=both))


@dataclass(frozen=True, slots=True)
class TakeLeads:
    """Settle who leads where the source does not say; `nodes` empty means every node of the plan.

    "first" takes the reading as it is, "all" lets every named unit lead, "none" none, "head" the first of the list.
    """

    how: str
    nodes: tuple[int, ...] = ()

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        out = [
            replace(node, assignments=self._settled(node.assignments))
            if (not self.nodes or node.node_id in self.nodes) and any(not a.stated for a in node.assignments)
            else node
            for node in draft.nodes
        ]
        return replace(draft, nodes=tuple(out))

    def _settled(self, assignments: Sequence[DraftAssignment]) -> tuple[DraftAssignment, ...]:
        if self.how == "first":
            return tuple(replace(found, stated=True) for found in assignments)
        if self.how == "head":
            head = next((found for found in assignments if not found.stated), None)
            return tuple(
                replace(found, stated=True, role=Role.LEAD if found is head else Role.PARTNER)
                if not found.stated
                else found
                for found in assignments
            )
        open_list = not any(a.stated and a.role is Role.LEAD for a in assignments)
        role = Role.LEAD if self.how == "all" else Role.PARTNER
        return tuple(
            replace(found, stated=True, role=role if open_list or not found.stated else found.role)
            for found in assignments
        )


@dataclass(frozen=True, slots=True)
class RenameUnit:
    """Let a unit be called otherwise, everywhere or at one node; what the source wrote stays beside it."""

    old: str
    new: str
    node: int = 0

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        nodes = tuple(
            replace(node, assignments=self._renamed(node.assignments))
            if self.node in (0, node.node_id) and any(found.unit == self.old for found in node.assignments)
            else node
            for node in draft.nodes
        )
        return replace(draft, nodes=nodes)

    def _renamed(self, assignments: Sequence[DraftAssignment]) -> tuple[DraftAssignment, ...]:
        out: dict[str, DraftAssignment] = {}
        for found in assignments:
            here = found.unit == self.old
            named = replace(found, unit=self.new, group=is_group(self.new)) if here else found
            out.setdefault(named.unit, named)
        return tuple(out.values())


@dataclass(frozen=True, slots=True)
class DropUnit:
    """Take a unit out of a node."""

    node: int
    unit: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        node = node_of(draft, self.node)
        return with_node(draft, replace(node, assignments=tuple(a for a in node.assignments if a.unit != self.unit)))


@dataclass(frozen=True, slots=True)
class SetDeadlines:
    """Set the deadlines of a node: as worded, with their first and last days as ISO text or "", and their kinds."""

    node: int
    texts: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    kinds: tuple[str, ...]

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        found = tuple(
            Deadline(text, _day(start), _day(end), kind)
            for text, start, end, kind in zip(self.texts, self.starts, self.ends, self.kinds, strict=True)
        )
        return with_node(draft, replace(node_of(draft, self.node), deadlines=found))


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


@dataclass(frozen=True, slots=True)
class Settle:
    """Take questions for answered, by their keys."""

    keys: tuple[str, ...]

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft as it is: what is settled belongs to the review."""
        return draft


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Ask the questions of a group singly, by the key of the group."""

    key: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft as it is: how it is asked belongs to the review."""
        return draft
