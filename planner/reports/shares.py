"""Sharing a table's room anew where a narrow column is far longer than the wide ones beside it.

The widths of a layout are right for the plans they were made for. Where a column of few words stands empty beside one
that makes every row tall, the rows are counted out in lines, and room is moved as long as the table gets shorter. It
is arithmetic on a sample of the rows; no font is asked.
"""

from collections.abc import Sequence
from math import ceil, inf

from planner.reports.layouts import Place, Slot
from planner.reports.profiles import MM, PADDING_SIDE
from planner.reports.table import Cell

# The rows that are looked at, what is moved at once in millimetres, how much shorter the table must become, and by
# which part a move must shorten it to be made.
_SAMPLE = 48
_STEPS = (4.0, 8.0)
_WORTH = 0.88
_GAIN = 0.01
# Only a column that stands empty in this part of the rows, or fills no more than this part of their height, gives room;
# it keeps this share of its width, and what a head or a few words need. A column of names grows to this share.
_EMPTY, _LOW = 0.5, 0.34
_KEEPS_EMPTY, _KEEPS = 0.5, 0.7
_LEAST = 26.0
_GROWS = 1.5
_FEWEST = 4
_FIXED = frozenset({Slot.NUMBER, Slot.ORIGINAL, Slot.DEADLINE, Slot.DONE, Slot.STATE, Slot.REMARK})
_OF_NAMES = frozenset({Slot.LEADER, Slot.PERSON, Slot.LEAD, Slot.PARTNER, Slot.UNITS})

# The widths in ems of what stands in a cell: its paragraphs, each of pieces that are not torn.
_Pieces = list[list[float]]


def shared(places: Sequence[Place], widths: list[float], cells: Sequence[Sequence[Cell]], size: float) -> list[float]:
    """Return `widths` with room moved to the columns that make the rows tall, if that is worth it.

    Columns of numbers, dates and states keep theirs; those of names only gain.
    """
    sample = cells[:: max(1, ceil(len(cells) / _SAMPLE))]
    if len(sample) < _FEWEST:
        return widths
    counts = _Counts(places, sample, size)
    lines = [counts.of(index, width) for index, width in enumerate(widths)]
    before = _height(lines)
    givers = _givers(places, widths, lines)
    takers = [index for index, place in enumerate(places) if place.slot not in _FIXED and index not in givers]
    if not takers or not givers or before - _second(lines) < (1 - _WORTH) * before:
        return widths
    most = {index: widths[index] * _GROWS for index in takers if places[index].slot in _OF_NAMES}
    found, height = list(widths), before
    while True:
        taker = max(takers, key=lambda index: _alone(lines, index))
        best = None
        for giver, least in givers.items():
            for step in _STEPS:
                if found[giver] - step < least or found[taker] + step > most.get(taker, inf):
                    continue
                tried = list(lines)
                tried[taker] = counts.of(taker, found[taker] + step)
                tried[giver] = counts.of(giver, found[giver] - step)
                gained = (height - _height(tried)) / step
                if gained * _STEPS[0] >= before * _GAIN and (best is None or gained > best[0]):
                    best = (gained, giver, step, tried)
        if best is None:
            break
        _, giver, step, lines = best
        height = _height(lines)
        found[taker] += step
        found[giver] -= step
    return found if height <= _WORTH * before else widths


def _givers(places: Sequence[Place], widths: Sequence[float], lines: Sequence[Sequence[int]]) -> dict[int, float]:
    """Return the columns with room to spare and what each keeps of it."""
    rows, height = len(lines[0]), _height(lines)
    found = {}
    for index, place in enumerate(places):
        if place.slot in _FIXED or place.slot in _OF_NAMES or place.slot is Slot.NAME:
            continue
        is_empty = lines[index].count(0) >= rows * _EMPTY
        if is_empty or sum(lines[index]) <= height * _LOW:
            found[index] = max(_LEAST, widths[index] * (_KEEPS_EMPTY if is_empty else _KEEPS))
    return found


class _Counts:
    """Counts the lines of a column's cells at a width; each width is counted once."""

    def __init__(self, places: Sequence[Place], rows: Sequence[Sequence[Cell]], size: float) -> None:
        self._em = size / MM
        self._pieces = [
            [_pieces(row[index], whole=place.slot in _OF_NAMES) for row in rows] for index, place in enumerate(places)
        ]
        self._known: dict[tuple[int, float], list[int]] = {}

    def of(self, index: int, width: float) -> list[int]:
        """Return the lines of each cell of a column that is `width` mm wide."""
        key = (index, round(width, 1))
        if key not in self._known:
            limit = max(1.0, (width - 2 * PADDING_SIDE / MM) / self._em)
            self._known[key] = [sum(_lines(pieces, limit) for pieces in cell) for cell in self._pieces[index]]
        return self._known[key]


def _pieces(cell: Cell, *, whole: bool) -> _Pieces:
    if whole:
        return [[_ems(part.text) for part in paragraph] for paragraph in cell.paragraphs]
    return [[sum(_ems(part.text) for part in paragraph)] for paragraph in cell.paragraphs]


def _ems(text: str) -> float:
    return len(text) - 0.45 * len(text.encode("ascii", "ignore"))


def _lines(pieces: list[float], limit: float) -> int:
    if len(pieces) == 1:
        return max(1, ceil(pieces[0] / limit))
    count, used = 1, 0.0
    for width in pieces:
        if used and used + width > limit + 0.5:
            count, used = count + 1, 0.0
        count += max(0, ceil((used + width - 0.5) / limit) - 1)
        used = used + width if width <= limit else limit
    return count


def _height(lines: Sequence[Sequence[int]]) -> int:
    return sum(max(1, *row) for row in zip(*lines, strict=True))


def _second(lines: Sequence[Sequence[int]]) -> int:
    return sum(max(1, sorted(row)[-2]) for row in zip(*lines, strict=True))


def _alone(lines: Sequence[Sequence[int]], index: int) -> int:
    """Return by how many lines a column is longer than all the others, over the rows."""
    found = 0
    for row in zip(*lines, strict=True):
        own = row[index]
        others = max(one for place, one in enumerate(row) if place != index)
        found += max(0, own - others)
    return found
