"""Where two wordings of one thing differ: clause by clause, told by the words that came, went or are others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from planner.core.matching import plain

_CLAUSE = re.compile(r"[^，。；！？：,;!?:\n]+[，。；！？：,;!?:\n]*|[，。；！？：,;!?:\n]+")
_POINTS = "，。；！？：、,;!?: \n\t\u3000"
# So much of what is the same is shown on either side of a change inside a clause.
_AROUND = 6
_SHORT = 20


@dataclass(frozen=True, slots=True)
class TextChange:
    """A place where two wordings differ; nothing `before` where words came in, nothing `after` where they went."""

    before: str
    after: str


def text_changes(one: str, other: str) -> tuple[TextChange, ...]:
    """Return where `other` differs from `one`, in order; points and blanks are no difference."""
    if plain(one) == plain(other):
        return ()
    clauses, others = _clauses(one), _clauses(other)
    keys, other_keys = [plain(clause) for clause in clauses], [plain(clause) for clause in others]
    found = []
    for what, start, end, other_start, other_end in SequenceMatcher(None, keys, other_keys, False).get_opcodes():
        if what == "equal":
            continue
        before, after = _joined(clauses[start:end]), _joined(others[other_start:other_end])
        if plain(before) != plain(after):
            found.append(_narrowed(before, after))
    return tuple(found)


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.findall(text) if plain(clause)]


def _joined(clauses: Sequence[str]) -> str:
    return "".join("".join(clause.split()) for clause in clauses).strip(_POINTS)


def _narrowed(before: str, after: str) -> TextChange:
    """Return a change with no more of the same round it than makes it understood."""
    if not before or not after or max(len(before), len(after)) <= _SHORT:
        return TextChange(before, after)
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    start, end = max(0, start - _AROUND), max(0, end - _AROUND)
    lead, tail = "…" if start > 1 else "", "…" if end > 1 else ""
    start, end = start if lead else 0, end if tail else 0
    cut = (f"{lead}{words[start : len(words) - end]}{tail}" for words in (before, after))
    return TextChange(*cut)
