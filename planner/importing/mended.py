"""Text with a few broken places: where the bytes could not be read, a □ stands in the source.

The reader alone knows which □ it placed (a plan may have its own, to be ticked), so it hands them on beside the text;
the draft keeps the plain source, and the places become faults.
"""

from dataclasses import dataclass
from itertools import groupby

from planner.core.draft import Source
from planner.importing.faults import Doubt, doubt

BROKEN = "□"


@dataclass(frozen=True, slots=True)
class MendedSource(Source):
    """A source with the places of the characters that could not be read."""

    broken: tuple[int, ...] = ()


def plain_source(source: Source) -> Source:
    """Return the source as the draft keeps it."""
    return Source(source.name, source.kind, source.sha256, source.text)


def broken_places(source: Source) -> list[Doubt]:
    """Return a doubt for each line with characters that could not be read."""
    if not isinstance(source, MendedSource):
        return []
    out: list[Doubt] = []
    line, counted = 1, 0
    numbered: list[tuple[int, int]] = []
    for at in source.broken:
        line += source.text.count("\n", counted, at)
        counted = at
        numbered.append((line, at))
    for number, group in groupby(numbered, key=lambda place: place[0]):
        places = [at for _, at in group]
        out.append(doubt("BAD_CHARS", places[0], places[-1] + 1, words=str(number), other=str(len(places))))
    return out
