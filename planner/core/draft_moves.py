"""The edits that change the tree of a draft: kind and level, in and out of the plan, merged and split.

As with the edits of words, each non-blank character of the source stays in exactly one span. New nodes are numbered by
the place in the source where they begin, so that a list of edits does the same on a draft that was read anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.draft import DraftNode, DraftPlan, Leftover, Span
from planner.core.draft_spans import END_MARKS, Paint, cut_place, end_marks, letters_of, overlay, paints_of, title_run
from planner.core.draft_tree import (
    indented,
    outdented,
    place_of,
    settled_tree,
    subtree_end,
    with_kind,
    with_node,
)
from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind, Origin, Part

NEW = 1_000_000
TAKEN_OUT = "核对时移出计划"
_MARK = re.compile(
    r"(?:[一二三四五六七八九十百]{1,5}[、.．]|[（(](?:[一二三四五六七八九十百]{1,5}|[0-9]{1,3})[）)]|[0-9]{1,3}(?:[、.．](?![0-9])|[）)])|[①-⑳])"
)
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class SetKind:
    """Make a node a section, an item or a step."""

    node: int
    kind: NodeKind

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return with_kind(draft, self.node, self.kind)


@dataclass(frozen=True, slots=True)
class SetLevel:
    """Put a node a level down (1) or up (-1)."""

    node: int
    step: int

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        return indented(draft, self.node) if self.step > 0 else outdented(draft, self.node)


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take a node with all below it out of the plan; its words become left over."""

    node: int

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        place = place_of(draft, self.node)
        end = subtree_end(draft.nodes, place)
        gone = {node.node_id for node in draft.nodes[place:end]}
        text = draft.source.text
        runs: list[list[int]] = []
        spans: list[Span] = []
        for span in draft.spans:
            if span.node not in gone:
                spans.append(span)
                continue
            spans.append(Span(span.start, span.end, None, Part.LEFTOVER))
            if runs and not text[runs[-1][1] : span.start].strip():
                runs[-1][1] = span.end
            else:
                runs.append([span.start, span.end])
        leftovers = [*draft.leftovers, *(Leftover(start, stop, TAKEN_OUT) for start, stop in runs)]
        nodes = [
            replace(
                node,
                assignments=tuple(
                    replace(a, inherited_from=None) if a.inherited_from in gone else a for a in node.assignments
                ),
            )
            for node in (*draft.nodes[:place], *draft.nodes[end:])
        ]
        faults = tuple(replace(f, node=None) if f.node in gone else f for f in draft.faults)
        draft = replace(
            draft, spans=tuple(spans), leftovers=tuple(sorted(leftovers, key=lambda left: left.start)), faults=faults
        )
        return settled_tree(draft, nodes)


@dataclass(frozen=True, slots=True)
class PlaceLeftover:
    """Bring what was left over from `start` on into the plan: "section", "item", "step", or "body" of the one above."""

    start: int
    become: str = "item"

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        found = next((left for left in draft.leftovers if left.start == self.start), None)
        if found is None:
            raise StepError("这段余文已经不在了。", "请在余文中重新选择。", code="GONE")
        text = draft.source.text
        letters = [place for place in range(found.start, found.end) if not text[place].isspace()]
        words = text[found.start : found.end].strip()
        draft = replace(draft, leftovers=tuple(left for left in draft.leftovers if left is not found))
        above = _node_above(draft, found.start)
        if self.become == "body":
            if above is None:
                raise StepError("这段余文前面没有任务。", "请把它作为任务。", code="MISPLACED")
            ahead = sum(part is Part.BODY and at < found.start for at, part in letters_of(draft, above.node_id))
            cut = cut_place(above.body, ahead)
            gap = "" if above.body[cut:].strip() else "\n"  # a page may have torn the body where this stood
            body = f"{above.body[:cut]}{gap}{words}{above.body[cut:]}".strip()
            paints = paints_of(letters, text, above.node_id, Part.BODY)
            draft = replace(draft, spans=overlay(draft.spans, paints, Part.LEFTOVER))
            return with_node(draft, replace(above, body=body))
        node_id = NEW + found.start
        new, paints = _new_node(node_id, NodeKind(self.become), words, letters, text)
        draft = replace(draft, spans=overlay(draft.spans, paints, Part.LEFTOVER))
        return _inserted(draft, new, above)


def _new_node(
    node_id: int, kind: NodeKind, words: str, letters: Sequence[int], text: str
) -> tuple[DraftNode, list[Paint]]:
    """Return a node of these words, its number and its first sentence apart, and how its letters are painted."""
    mark = _MARK.match(words)
    number = mark[0] if mark else ""
    rest = words[len(number) :].strip()
    stop = next((at for at, letter in enumerate(rest[: _LONGEST_TITLE + 1]) if letter in "。：:\n"), len(rest))
    is_title = stop <= _LONGEST_TITLE or kind is NodeKind.SECTION
    title = rest[:stop].rstrip(END_MARKS + " ") if is_title else ""
    body = rest[stop:].lstrip(END_MARKS + "\n ") if is_title else rest
    counted = len(letters)
    ends = [sum(not c.isspace() for c in part) for part in (number, title, body)]
    places = [letters[: ends[0]], letters[ends[0] : ends[0] + ends[1]], letters[counted - ends[2] :]]
    between = letters[ends[0] + ends[1] : counted - ends[2]]
    paints = [
        paint
        for part, some in zip((Part.NUMBER, Part.TITLE, Part.BODY, Part.MARKER), [*places, between], strict=True)
        for paint in paints_of(some, text, node_id, part)
    ]
    title = "".join(title.split("\n"))
    return DraftNode(node_id, None, kind, Origin.TEXT, 1, 1, number, title, body), paints


def _node_above(draft: DraftPlan, start: int) -> DraftNode | None:
    """Return the node whose words begin last before a place of the source."""
    first: dict[int, int] = {}
    for span in draft.spans:
        if span.node is not None and span.start < start:
            first.setdefault(span.node, span.start)
    if not first:
        return None
    nearest = max(first, key=first.__getitem__)
    return next((node for node in draft.nodes if node.node_id == nearest), None)


def _inserted(draft: DraftPlan, new: DraftNode, above: DraftNode | None) -> DraftPlan:
    """Return the draft with a new node behind the one above it; a section takes over what follows it there."""
    by_id = {node.node_id: node for node in draft.nodes}
    beside = above
    while beside is not None and not _can_stand_beside(new.kind, beside):
        beside = by_id.get(beside.parent_id) if beside.parent_id is not None else None
    if above is None:
        return settled_tree(draft, [new, *draft.nodes])
    if beside is None or (new.kind is not NodeKind.SECTION and beside.kind is NodeKind.SECTION):
        parent = beside.node_id if beside is not None else None
        place = place_of(draft, (beside or above).node_id) + 1
        if beside is None:
            place = subtree_end(draft.nodes, place - 1)
        return settled_tree(draft, [*draft.nodes[:place], replace(new, parent_id=parent), *draft.nodes[place:]])
    start = place_of(draft, beside.node_id)
    end, nodes = subtree_end(draft.nodes, start), list(draft.nodes)
    place = end
    if new.kind is NodeKind.SECTION:
        place = subtree_end(draft.nodes, place_of(draft, above.node_id)) if above is not beside else start + 1
        for at in range(place, end):
            if nodes[at].parent_id == beside.node_id:
                nodes[at] = replace(nodes[at], parent_id=new.node_id)
    nodes.insert(place, replace(new, parent_id=beside.parent_id))
    return settled_tree(draft, nodes)


def _can_stand_beside(kind: NodeKind, node: DraftNode) -> bool:
    """Tell whether the search upwards for a place ends here: at its own kind, or at what it can stand below."""
    if kind is NodeKind.STEP:
        return True
    return node.kind is NodeKind.SECTION or (kind is NodeKind.ITEM and node.kind is NodeKind.ITEM)


@dataclass(frozen=True, slots=True)
class MergeUp:
    """Make a node the end of the one before it in plan order; its number and title become words of the body."""

    node: int

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        place = place_of(draft, self.node)
        if place == 0:
            raise StepError("前面没有可以并入的条目。", "请选下面的一条。", code="AT_END")
        node, before = draft.nodes[place], draft.nodes[place - 1]
        letters = letters_of(draft, self.node)
        title = [at for at, part in letters if part is Part.TITLE]
        ended = set(end_marks(draft, letters, title))
        text = draft.source.text
        marks = "".join(text[at] for at in sorted(ended))
        words = f"{node.number}{node.title}{marks}{node.body}"
        number = [at for at, part in letters if part is Part.NUMBER]
        spans = overlay(draft.spans, paints_of(sorted({*number, *title, *ended}), text, before.node_id, Part.BODY))
        spans = tuple(span._replace(node=before.node_id) if span.node == self.node else span for span in spans)
        named = {found.unit for found in before.assignments}
        merged = replace(
            before,
            body=f"{before.body}\n{words}" if before.body else words,
            assignments=(*before.assignments, *(a for a in node.assignments if a.unit not in named)),
            fields=(*before.fields, *node.fields),
            persons=(*before.persons, *node.persons),
            deadlines=(*before.deadlines, *node.deadlines),
            targets=(*before.targets, *node.targets),
            open_ended=before.open_ended or node.open_ended,
        )
        nodes = [
            replace(found, parent_id=before.node_id) if found.parent_id == self.node else found
            for found in (*draft.nodes[: place - 1], merged, *draft.nodes[place + 1 :])
        ]
        nodes = [_inherits(found, self.node, before.node_id) for found in nodes]
        faults = tuple(replace(f, node=before.node_id) if f.node == self.node else f for f in draft.faults)
        return settled_tree(replace(draft, spans=spans, faults=faults), nodes)


def _inherits(node: DraftNode, old: int, new: int) -> DraftNode:
    """Return a node that inherits from another id now."""
    if not any(found.inherited_from == old for found in node.assignments):
        return node
    heirs = tuple(replace(a, inherited_from=new) if a.inherited_from == old else a for a in node.assignments)
    return replace(node, assignments=heirs)


@dataclass(frozen=True, slots=True)
class Split:
    """Make a node of its own of what stands behind the first `at` letters of title and body; both name the units."""

    node: int
    at: int

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        place = place_of(draft, self.node)
        node, text = draft.nodes[place], draft.source.text
        run = title_run(draft, node)
        if run is None or not run.at <= self.at < len(run.letters):
            raise StepError("不能在这里拆开。", "请把光标放到这一条正文中第二项开始的地方。", code="MISPLACED")
        letters = run.letters[self.at :]
        cut = cut_place(node.body, self.at - run.at)
        words = node.body[cut:].strip()
        new, paints = _new_node(NEW + letters[0], node.kind, words, letters, text)
        new = replace(new, parent_id=node.parent_id, assignments=node.assignments, open_ended=node.open_ended)
        draft = replace(draft, spans=overlay(draft.spans, paints))
        nodes = [
            replace(found, parent_id=new.node_id) if found.parent_id == self.node else found for found in draft.nodes
        ]
        nodes[place] = replace(node, body=node.body[:cut].strip())
        nodes.insert(place + 1, new)
        return settled_tree(draft, nodes)


@dataclass(frozen=True, slots=True)
class AddNode:
    """Add a node that no source has, as the last one below its parent; 0 as `parent` is the top of the plan."""

    new: int
    parent: int
    kind: NodeKind
    number: str
    title: str
    body: str

    def apply(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with this done."""
        parent = self.parent if any(node.node_id == self.parent for node in draft.nodes) else None
        made = DraftNode(self.new, parent, self.kind, Origin.TEXT, 1, 1, self.number, self.title, self.body)
        end = len(draft.nodes) if parent is None else subtree_end(draft.nodes, place_of(draft, parent))
        return settled_tree(draft, [*draft.nodes[:end], made, *draft.nodes[end:]])
