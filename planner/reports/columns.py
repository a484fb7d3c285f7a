"""Fitting a layout's columns to the paper and to what stands in them: arithmetic in millimetres, no fonts."""

from collections.abc import Sequence
from math import ceil, floor, sqrt

from planner.reports.layouts import Layout, Place, Slot
from planner.reports.linebreak import EM, HANG, atoms
from planner.reports.profiles import MM, PADDING_SIDE, SIZES
from planner.reports.table import Cell, Column, Style
from planner.reports.wording import width_in_ems

# What a column may take from the widest one when its texts need it, the text up to which a column is centred,
# and the longest name that a column is widened for.
MOST_TAKEN = 6.0
SHORT_TEXT = 6
WIDENED_FOR = 8
# What the main column keeps of its width, however much the others want.
_MAIN_KEEPS = 0.72
# What a column of names has on the narrowest paper, in ems: the name of a person stands on one line.
_LEAST_NAME = 3.05
# The longest word of a date, in ems, that its column is widened for: 12月31日前. A longer one has two lines.
WIDEST_DATE = 6.2
# The longest head that has no need of a wider column.
_SHORT_HEAD = 3
_STATE_TEXTS = (Slot.PROGRESS, Slot.DIFFICULTY, Slot.NEXT)
_TEXT_SLOTS = (Slot.TASK, Slot.CONTENT, Slot.TARGET, Slot.PROBLEM, Slot.NAME, *_STATE_TEXTS)
_COUNTED = (Slot.NUMBER, Slot.ORIGINAL)
_DATED = (*_COUNTED, Slot.DEADLINE, Slot.DONE, Slot.STATE)
_NAMED = (Slot.LEADER, Slot.PERSON, Slot.LEAD, Slot.PARTNER, Slot.UNITS)
_SLACK = 0.3
# A number column on a paper with room to spare.
_ROOMY_NUMBER = 12.0


def main_place(places: Sequence[Place]) -> int:
    """Return the index of the column that gets what others leave: the first of the text columns by order of rank."""
    ranked = (Slot.TASK, Slot.CONTENT, Slot.NAME)
    slots = [place.slot for place in places]
    for slot in ranked:
        if slot in slots:
            return slots.index(slot)
    return max(range(len(places)), key=lambda index: places[index].width)


def fitted(layout: Layout, kept: Sequence[Place], own_width: float, frame: float) -> list[float]:
    """Return the widths of the kept columns, scaled from their own paper to `frame`; the main one gets the rest.

    On a wider paper the texts get more of the room than names and dates, which need little of it.
    """
    number = {place.slot: place.width for place in layout.places}.get(Slot.NUMBER, 0.0)
    if frame > own_width:
        number = max(number, _ROOMY_NUMBER)
    texts = sum(place.width for place in layout.places if place.slot in _TEXT_SLOTS)
    sides = sum(place.width for place in layout.places) - texts - number
    by_side = (frame - number) / (texts + sides)
    by_side = sqrt(by_side) if frame > own_width and texts else by_side
    by_text = (frame - number - sides * by_side) / texts if texts else by_side
    widths = [
        number
        if place.slot is Slot.NUMBER
        else round(place.width * (by_text if place.slot in _TEXT_SLOTS else by_side), 1)
        for place in kept
    ]
    widths[main_place(kept)] += frame - sum(widths)
    return widths


def widened(
    places: Sequence[Place],
    widths: list[float],
    cells: Sequence[Sequence[Cell]],
    size: float = SIZES[Style.CELL],
) -> list[float]:
    """Let narrow columns take up to 6 mm from the main one where a name or a date would be torn.

    A column too narrow for a person's name gets what that needs.

    A date that needs more gets it from the columns that have more room than their longest text needs, and what is
    still wanting from the main one: a torn date is worse than a line more of text. `size` is that of the cells.
    """
    found = list(widths)
    main = main_place(places)
    missing = {
        index: ceil(max(0.0, _wanted(place, [row[index] for row in cells], size) - found[index]) * 10) / 10
        for index, place in enumerate(places)
        if place.slot not in _TEXT_SLOTS
    }
    for index, wanted in missing.items():
        lacking = ceil(max(0.0, _millimetres(_LEAST_NAME, size) - found[index]) * 10) / 10
        if places[index].slot in _NAMED and any(row[index].paragraphs for row in cells) and lacking:
            found[index] += lacking
            found[main] -= lacking
            missing[index] = max(0.0, wanted - lacking)
    room = max(0.0, found[main] - widths[main] * _MAIN_KEEPS)
    dated = [index for index in missing if places[index].slot in _DATED]
    for index in (*dated, *(index for index in missing if index not in dated)):
        wanted = missing[index]
        taken = min(MOST_TAKEN, wanted, room if index in dated else MOST_TAKEN)
        if index not in dated:
            asked = sum(min(MOST_TAKEN, missing[name]) for name in missing if name not in dated)
            taken = floor(taken * min(1.0, room / asked) * 10) / 10 if asked else 0.0
        found[index] += taken
        found[main] -= taken
        if index in dated:
            room -= taken
        if places[index].slot is Slot.DEADLINE and wanted > taken:
            found = _eased(places, found, cells, index, wanted - taken, size=size)
            rest = min(room, widths[index] + wanted - found[index])
            found[index] += rest
            found[main] -= rest
            room -= rest
    return found


def _wanted(place: Place, cells: Sequence[Cell], size: float) -> float:
    """Return the width that a column's head, names and dates want."""
    head = max([_head_needs(place.head), *(width_in_ems(atom) for atom in atoms(place.head))])
    return max(_millimetres(_needed(place.slot, cells), size), _millimetres(head, SIZES[Style.HEAD]))


def _eased(
    places: Sequence[Place],
    widths: list[float],
    cells: Sequence[Sequence[Cell]],
    wanting: int,
    missing: float,
    *,
    size: float,
) -> list[float]:
    """Give a column what it misses from the columns that need less than they have, the roomiest first."""
    spare: dict[int, float] = {}
    for index, place in enumerate(places):
        if place.slot not in _TEXT_SLOTS and place.slot not in _DATED:
            lines = {place.head, *(line for row in cells for line in row[index].text.split("\n"))}
            longest = max(width_in_ems(line) for line in lines) + _SLACK
            spare[index] = max(0.0, widths[index] - _millimetres(longest, size))
    found = list(widths)
    for index in sorted(spare, key=lambda place: -spare[place]):
        taken = min(missing, spare[index])
        found[index] -= taken
        found[wanting] += taken
        missing -= taken
    return found


def _head_needs(head: str) -> float:
    """Return how many ems the lines of a head want: a short one stands on one line, set close to the rules."""
    return 2.0 if len(head) > _SHORT_HEAD else 0.0


def _millimetres(ems: float, size: float) -> float:
    return ems * size / MM + 2 * PADDING_SIDE / MM


def _needed(slot: Slot, cells: Sequence[Cell]) -> float:
    """Return how many ems the texts of a column want: a number on one line, a name or the word of a date whole."""
    parts = {(part.text, len(line) > 1, part.whole) for cell in cells for line in cell.paragraphs for part in line}
    if slot in {*_COUNTED, Slot.DONE}:
        return max((width_in_ems(text) for text, _, _ in parts), default=0.0)
    if slot is Slot.DEADLINE:
        return max((_dated(text) for text, _, _ in parts), default=0.0)
    short = [
        (name, listed) for text, listed, whole in parts if whole and len(name := text.rstrip("、等")) <= WIDENED_FOR
    ]
    return max((width_in_ems(name) + (1.0 - HANG / EM if listed else 0.0) for name, listed in short), default=0.0)


def _dated(word: str) -> float:
    width = width_in_ems(word.rstrip()) + _SLACK / 2
    return width if width <= WIDEST_DATE else max(width / 2, *map(width_in_ems, atoms(word))) + _SLACK


def number_width(numbers: Sequence[str], head: str, least: float, size: float) -> float:
    """Return the width of a column of numbers, which hold on one line: `least` mm, or what they or the head need."""
    need = _millimetres(max(map(width_in_ems, numbers), default=0.0), size)
    return max(least, ceil(need * 10) / 10, _millimetres(_head_needs(head), SIZES[Style.HEAD]))


def column(place: Place, width: float, cells: Sequence[Cell]) -> Column:
    """Return a finished column: numbers and dates centred, units and persons left, others by their length."""
    long = {Slot.TASK, Slot.CONTENT, *_STATE_TEXTS, *_NAMED}
    centred = place.slot in _DATED or (place.slot not in long and all(len(c.text) <= SHORT_TEXT for c in cells))
    repeats = place.slot in {*_COUNTED, Slot.NAME, *_NAMED, Slot.DEADLINE}
    ragged = place.slot not in {Slot.TASK, Slot.CONTENT, Slot.TARGET, Slot.PROBLEM, *_STATE_TEXTS}
    return Column(place.head, width, centred, repeats, ragged, balanced=place.slot is Slot.NAME)
