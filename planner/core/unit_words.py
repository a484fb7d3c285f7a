"""Reading a short list of units that the clerk has marked or typed: names, their roles, and what only separates them.

The importer reads whole documents and knows far more forms; this serves the border between a body and its units.
"""

import re
from dataclasses import dataclass

from planner.core.unit_names import canonical
from planner.core.vocabulary import Role

_LABEL = re.compile(r"([^：:、，,；;。（(\s]{2,10})[：:]")
_POINT = "、，,；;。:：/／|（(）)〔〕[]【】"
_TAIL = re.compile(r"(?:[（(](?P<inner>牵头|主办|配合|协办)[）)]|(?P<bare>牵头|配合)(?:负责|落实)?|等)$")
_PARTNER = re.compile(r"配合|协办|协同|参与|参加|责任")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name between `start` and `end` of the words, in canonical form; `role` is None where nothing says it."""

    start: int
    end: int
    name: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The names of a list, the stretches that are labels, and whether it ends in 等."""

    names: tuple[FoundName, ...]
    labels: tuple[tuple[int, int], ...]
    open_ended: bool


def find_names(words: str) -> FoundNames:
    """Return the names in a list of units."""
    labels = [found.span() for found in _LABEL.finditer(words)]
    roles = [(end, Role.PARTNER if _PARTNER.search(words[start:end]) else Role.LEAD) for start, end in labels]
    names: list[FoundName] = []
    open_ended = False
    for start, stop in _pieces(words, labels):
        end = stop
        role = next((found for behind, found in reversed(roles) if behind <= start), None)
        while tail := _TAIL.search(words, start, end):
            word = tail["inner"] or tail["bare"]
            open_ended = open_ended or not word
            if word:
                role = Role.LEAD if word in ("牵头", "主办") else Role.PARTNER
            end = tail.start()
        name = canonical(words[start:end])
        if name:
            names.append(FoundName(start, end, name, role))
    return FoundNames(tuple(names), tuple(labels), open_ended)


def _pieces(words: str, labels: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches between the points; brackets inside a name belong to it."""
    inside_label = {place for start, end in labels for place in range(start, end)}
    out: list[tuple[int, int]] = []
    start: int | None = None
    depth = 0
    for place, letter in enumerate(f"{words}、"):
        if start is not None and letter in "（(" and _closes(words, place):
            depth += 1
        elif depth and letter in "）)":
            depth -= 1
            continue
        if depth:
            continue
        if letter in _POINT or letter.isspace() or place in inside_label:
            if start is not None:
                out.append((start, place))
            start = None
        elif start is None:
            start = place
    return out


def _closes(words: str, opening: int) -> bool:
    """Tell whether a bracket is closed soon, before another point that ends names."""
    for letter in words[opening + 1 : opening + 16]:
        if letter in "）)":
            return True
        if letter in "：:；;。（(":
            return False
    return False
