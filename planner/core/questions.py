"""What a review asks: the open doubts of a draft in order of weight, alike ones together.

A question has one Chinese sentence, the words of the source, and up to nine answers, the present reading first. Notes
are not asked. The keys do not depend on how nodes are numbered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from planner.core.draft import DraftNode, DraftPlan
from planner.core.draft_edits import Edit, OneByOne, Settle
from planner.core.labels import numbered
from planner.core.proposals import KnownItem, Memory, Proposal
from planner.core.review import Gesture
from planner.core.unit_names import canonical
from planner.core.vocabulary import NodeKind, Role

GROUP_FROM = 3
MOST_ANSWERS = 9
MOST_REMEMBERED = 600
_LONGEST_LABEL = 16


class Weight(IntEnum):
    """How much a question matters, the heaviest first."""

    NO_LEAD = 0
    POSITION = 1
    UNIT = 2
    NUMBER = 3
    SPLIT = 4
    LEFTOVER = 5
    OTHER = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposal in words, what it does, and `note`: what that changes. Alike answers of a group have one `sort`."""

    words: str
    edits: tuple[Edit, ...] = ()
    note: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt to decide. `keys` are settled by its answer; `count` is for how many places it is asked at once.

    `together` is how its group is asked, with {count} for their number.
    """

    key: str
    code: str
    weight: Weight
    sentence: str
    answers: tuple[Answer, ...]
    node: int | None = None
    start: int | None = None
    end: int | None = None
    keys: tuple[str, ...] = ()
    count: int = 1
    can_group: bool = True
    together: str = ""

    def answered(self, choice: int) -> Gesture:
        """Return the gesture that answers the question by its `choice`-th answer, counted from 1."""
        answer = self.answers[choice - 1]
        closing: tuple[Edit, ...] = (Settle(self.keys or (self.key,)),)
        if any(isinstance(edit, OneByOne) for edit in answer.edits):
            closing = ()
        return Gesture(answer.words, (*answer.edits, *closing), self.key, choice)


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of units knows: all names and aliases, the names alone, and pairs that are decided.

    A pair is two names that are known to be one unit, or to be two.
    """

    known: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    decided: frozenset[frozenset[str]] = frozenset()

    def has_decided(self, one: str, other: str) -> bool:
        """Whether it is known if two names are one unit or two."""
        return frozenset((one, other)) in self.decided


NO_REGISTER = Register()


@dataclass(frozen=True)
class Case:
    """A draft as the questions look at it, with the register of units."""

    draft: DraftPlan
    register: Register = NO_REGISTER
    by_id: dict[int, DraftNode] = field(init=False)
    order: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {node.node_id: node for node in self.draft.nodes})
        object.__setattr__(self, "order", {node.node_id: at for at, node in enumerate(self.draft.nodes)})

    def words(self, start: int | None, end: int | None) -> str:
        """Return a stretch of the source without its blanks."""
        return "" if start is None or end is None else canonical(self.draft.source.text[start:end])

    def label(self, node_id: int | None) -> str:
        """Return the name of a node in a sentence, cut short; empty without a node."""
        node = self.by_id.get(node_id) if node_id is not None else None
        if node is None:
            return ""
        words = numbered(node.number, node.title or node.body)
        return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"

    def named(self, node: DraftNode, role: Role) -> tuple[str, ...]:
        """Return the units of a node in a role."""
        return tuple(found.unit for found in node.assignments if found.role is role)

    def likely(self, node: DraftNode) -> tuple[Proposal, ...]:
        """Return the units most likely to lead an item that names none, by the items of this plan that are like it."""
        return self._memory.propose(node.title, node.body, self._heading(node)) if self._memory is not None else ()

    @cached_property
    def _memory(self) -> Memory | None:
        if len(self.draft.nodes) > MOST_REMEMBERED:
            return None  # built at each gesture: too long for so many
        items = [node for node in self.draft.nodes if node.kind is NodeKind.ITEM and node.assignments]
        return Memory(
            KnownItem(
                node.title,
                node.body,
                self._heading(node),
                self.named(node, Role.LEAD),
                self.named(node, Role.PARTNER),
                self.label(node.node_id),
            )
            for node in items
        )

    def _heading(self, node: DraftNode) -> str:
        above = self.by_id.get(node.parent_id) if node.parent_id is not None else None
        return above.title if above is not None else ""

    def neighbours(self, node: DraftNode) -> Iterable[DraftNode]:
        """Return the nearest item before and the nearest behind that have units."""
        place = self.order[node.node_id]
        nodes = self.draft.nodes
        for some in (nodes[:place][::-1], nodes[place + 1 :]):
            near = next((found for found in some if found.kind is NodeKind.ITEM and found.assignments), None)
            if near is not None:
                yield near


def grouped(questions: Sequence[Question], single: frozenset[str]) -> tuple[Question, ...]:
    """Return the questions in order, those of a code put together when there are many and nobody asked for each."""
    by_code: dict[str, list[Question]] = {}
    for question in questions:
        by_code.setdefault(question.code if question.can_group else question.key, []).append(question)
    out: list[Question] = []
    for code, alike in by_code.items():
        if len(alike) < GROUP_FROM or f"{code}*" in single:
            out += alike
        else:
            out.append(_together(f"{code}*", alike))
    return tuple(sorted(out, key=lambda question: (question.weight, question.start or 0, question.key)))


def _together(key: str, alike: Sequence[Question]) -> Question:
    first = alike[0]
    count = len(alike)
    keep = first.answers[0].sort or f"照此（{first.answers[0].words}）"
    answers = [Answer(f"{count} 处全部{keep}", _edits_of(question.answers[0] for question in alike))]
    for sort in dict.fromkeys(answer.sort for answer in first.answers[1:] if answer.sort):
        chosen = [next((answer for answer in question.answers if answer.sort == sort), None) for question in alike]
        found = [answer for answer in chosen if answer is not None]
        if len(found) == count:
            answers.append(Answer(f"{count} 处全部{sort}", _edits_of(found), _noted(found)))
    answers.append(Answer("逐条核对", (OneByOne(key),), "一处一处地问"))
    return replace(
        first,
        key=key,
        sentence=first.together.format(count=count) or f"{first.sentence.rstrip('。')}。同类共 {count} 处。",
        answers=tuple(answers),
        keys=tuple(question.key for question in alike),
        count=count,
    )


def _edits_of(answers: Iterable[Answer]) -> tuple[Edit, ...]:
    return tuple(edit for answer in answers for edit in answer.edits)


def _noted(answers: Sequence[Answer]) -> str:
    words = "；".join(answer.note for answer in answers[:4] if answer.note)
    return f"{words}…" if len(answers) > 4 and words else words
