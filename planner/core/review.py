"""A review: a draft as it was read, the clerk's edits of it, and how both are kept until the plan is agreed to.

Nothing here stores anything. A gesture is a group of edits that one key made; undo and redo take whole gestures.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from planner.core import draft_edits, draft_moves
from planner.core.draft import DraftPlan, Fault
from planner.core.draft_edits import Edit, OneByOne, Settle
from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind, Role

FORMAT = 1
_EDITS: dict[str, type[Any]] = {
    found.__name__: found
    for module in (draft_edits, draft_moves)
    for found in vars(module).values()
    if isinstance(found, type) and found.__module__ == module.__name__ and hasattr(found, "apply")
    if found is not Edit
}
_READ: dict[str, Callable[[Any], Any]] = {"role": Role, "kind": NodeKind}


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one key did: its name in the clerk's words, its edits, and the question it answered, if any."""

    name: str
    edits: tuple[Edit, ...]
    question: str = ""
    answer: int = 0


class Review:
    """The state of a review; `draft` is what would be stored now. `left` counts edits that no longer fit."""

    def __init__(self, base: DraftPlan, gestures: Sequence[Gesture] = (), undone: Sequence[Gesture] = ()) -> None:
        self.base = base
        self.left = 0
        self._drafts = [base]
        self._gestures: list[Gesture] = []
        self._undone = list(undone)
        for gesture in gestures:
            fitting = tuple(self._fitting(gesture))
            if fitting:
                self._take(replace(gesture, edits=fitting))

    @property
    def draft(self) -> DraftPlan:
        """The draft with all edits done."""
        return self._drafts[-1]

    @property
    def gestures(self) -> tuple[Gesture, ...]:
        """What was done, the oldest first."""
        return tuple(self._gestures)

    @property
    def undone(self) -> tuple[Gesture, ...]:
        """What was taken back, the latest last."""
        return tuple(self._undone)

    @property
    def settled(self) -> frozenset[str]:
        """The keys of the questions that are answered."""
        return frozenset(
            key for gesture in self._gestures for edit in gesture.edits if isinstance(edit, Settle) for key in edit.keys
        )

    @property
    def single(self) -> frozenset[str]:
        """The keys of the groups whose questions are asked one by one."""
        return frozenset(edit.key for gesture in self._gestures for edit in gesture.edits if isinstance(edit, OneByOne))

    @property
    def answers(self) -> dict[str, int]:
        """Which proposal each answered question got, counted from 1."""
        return {gesture.question: gesture.answer for gesture in self._gestures if gesture.question}

    def do(self, gesture: Gesture) -> None:
        """Do a gesture; what was undone is forgotten. Raises `StepError` when an edit makes no sense, doing nothing."""
        draft = self.draft
        for edit in gesture.edits:
            draft = edit.apply(draft)
        self._gestures.append(gesture)
        self._drafts.append(draft)
        self._undone.clear()

    def before(self, question: str) -> "Review | None":
        """Return the review as it stood when a question was answered last; None when it never was."""
        places = [place for place, gesture in enumerate(self._gestures) if gesture.question == question]
        return Review(self.base, self._gestures[: places[-1]]) if places else None

    def without(self, question: str) -> "Review":
        """Return the review without the answer that a question got; what was done since is done again."""
        return Review(self.base, [gesture for gesture in self._gestures if gesture.question != question])

    def undo(self) -> Gesture | None:
        """Take back the last gesture and return it."""
        if not self._gestures:
            return None
        self._drafts.pop()
        self._undone.append(self._gestures.pop())
        return self._undone[-1]

    def redo(self) -> Gesture | None:
        """Do again what was taken back last and return it."""
        if not self._undone:
            return None
        gesture = self._undone.pop()
        try:
            self._take(gesture)
        except StepError:
            self._undone.clear()
            return None
        return gesture

    def rebased(self, base: DraftPlan) -> "Review":
        """Return the review on a draft that was read anew; nodes are found again by where their words begin."""
        was, now = anchors(self.base), {start: node for node, start in anchors(base).items()}
        return Review(base, [_moved(gesture, was, now) for gesture in self._gestures])

    def finished(self, closed: frozenset[str] = frozenset()) -> DraftPlan:
        """Return the draft as it is to be stored: the doubts that are settled say so."""
        keys = self.settled | closed
        faults = tuple(replace(f, settled=True) if key_of(f) in keys else f for f in self.draft.faults)
        return replace(self.draft, faults=faults)

    def _take(self, gesture: Gesture) -> None:
        draft = self.draft
        for edit in gesture.edits:
            draft = edit.apply(draft)
        self._gestures.append(gesture)
        self._drafts.append(draft)

    def _fitting(self, gesture: Gesture) -> Sequence[Edit]:
        draft, out = self.draft, []
        for edit in gesture.edits:
            try:
                draft = edit.apply(draft)
            except StepError:
                self.left += 1
                continue
            out.append(edit)
        return out


def key_of(fault: Fault) -> str:
    """Return the key of the question that a fault asks; it does not change when nodes are numbered anew."""
    return f"{fault.code}:{fault.start if fault.start is not None else ''}:{fault.end or ''}"


def anchors(draft: DraftPlan) -> dict[int, int]:
    """Return where the words of each node begin."""
    found: dict[int, int] = {}
    for span in draft.spans:
        if span.node is not None:
            found.setdefault(span.node, span.start)
    return found


def to_json(review: Review) -> str:
    """Return the edits of a review as they are kept."""
    return json.dumps(
        {
            "format": FORMAT,
            "anchors": {str(node): start for node, start in anchors(review.base).items()},
            "done": [_written(gesture) for gesture in review.gestures],
            "undone": [_written(gesture) for gesture in review.undone],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(kept: str, base: DraftPlan) -> Review:
    """Return the review that was kept, on its draft as it is read today; what no longer fits is left out."""
    content = json.loads(kept) if kept else {}
    was = {int(node): start for node, start in content.get("anchors", {}).items()}
    now = {start: node for node, start in anchors(base).items()}
    done = [_moved(_read(found), was, now) for found in content.get("done", [])]
    undone = [_moved(_read(found), was, now) for found in content.get("undone", [])]
    return Review(base, done, undone)


def _written(gesture: Gesture) -> dict[str, object]:
    edits = [
        {"edit": type(edit).__name__, **{found.name: getattr(edit, found.name) for found in fields(edit)}}  # type: ignore[arg-type]
        for edit in gesture.edits
    ]
    return {"name": gesture.name, "edits": edits, "question": gesture.question, "answer": gesture.answer}


def _read(found: dict[str, Any]) -> Gesture:
    edits = []
    for words in found["edits"]:
        kind = _EDITS.get(words["edit"])
        if kind is not None:
            values = {name: _value(name, value) for name, value in words.items() if name != "edit"}
            edits.append(kind(**values))
    return Gesture(found["name"], tuple(edits), found.get("question", ""), found.get("answer", 0))


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return _READ[name](value) if name in _READ else value


def _moved(gesture: Gesture, was: dict[int, int], now: dict[int, int]) -> Gesture:
    """Return a gesture whose edits name the nodes as they are numbered now."""

    def node(node_id: int) -> int:
        return now.get(was[node_id], -1) if node_id in was else node_id

    edits: list[Any] = []
    for edit in gesture.edits:
        found: Any = edit
        if hasattr(found, "node"):
            found = replace(found, node=node(found.node))
        if hasattr(found, "parent"):
            found = replace(found, parent=node(found.parent))
        if hasattr(found, "nodes"):
            found = replace(found, nodes=tuple(node(one) for one in found.nodes))
        edits.append(found)
    return replace(gesture, edits=tuple(edits))
