"""Fitting a layout's columns to the paper and to what stands in them: arithmetic in millimetres, no fonts."""

from collections.abc import Iterable, Sequence
from math import ceil

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
_TEXT_SLOTS = (Slot.TASK, Slot.CONTENT, Slot.TARGET, Slot.PROBLEM, Slot.NAME)
_DATED = (Slot.NUMBER, Slot.DEADLINE)
_EM = SIZES[Style.CELL] / MM
_SLACK = 0.3


def main_place(places: Sequence[Place]) -> int:
    """Return the index of the column that gets what others leave: the first of the text columns by order of rank."""
    ranked = (Slot.TASK, Slot.CONTENT, Slot.NAME)
    slots = [place.slot for place in places]
    for slot in ranked:
        if slot in slots:
            return slots.index(slot)
    return max(range(len(places)), key=lambda index: places[index].width)


def fitted(layout: Layout, kept: Sequence[Place], own_width: float, frame: float) -> list[float]:
    """Return the widths of the kept columns, scaled from their own paper to `frame`; the main one gets the rest."""
    fixed = sum(place.width for place in layout.places if place.slot is Slot.NUMBER)
    factor = (frame - fixed) / (own_width - fixed)
    widths = [place.width if place.slot is Slot.NUMBER else round(place.width * factor, 1) for place in kept]
    main = main_place(kept)
    widths[main] += frame - sum(widths)
    return widths


def widened(places: Sequence[Place], widths: list[float], cells: Sequence[Sequence[Cell]]) -> list[float]:
    """Let narrow columns take up to 6 mm from the main one where a name or a date would be torn."""
    found = list(widths)
    main = main_place(places)
    for index, place in enumerate(places):
        if place.slot in _TEXT_SLOTS:
            continue
        need = _needed(place.slot, (row[index] for row in cells))
        need = max(need, *(width_in_ems(atom) for atom in atoms(place.head)))
        missing = need * _EM + 2 * PADDING_SIDE / MM - found[index]
        taken = min(MOST_TAKEN, ceil(max(0.0, missing) * 10) / 10)
        found[index] += taken
        found[main] -= taken
    return found


def _needed(slot: Slot, cells: Iterable[Cell]) -> float:
    """Return how many ems the texts of a column want: numbers on one line, a date on two, a name whole."""
    if slot in _DATED:
        texts = {line for cell in cells for line in cell.text.split("\n")}
        return max((_wanted(text, 1 if slot is Slot.NUMBER else 2) for text in texts), default=0.0)
    names = {
        (part.text.rstrip("、等"), len(paragraph) > 1)
        for cell in cells
        for paragraph in cell.paragraphs
        for part in paragraph
        if part.whole
    }
    short = [(name, listed) for name, listed in names if len(name) <= WIDENED_FOR]
    return max((width_in_ems(name) + (1.0 - HANG / EM if listed else 0.0) for name, listed in short), default=0.0)


def _wanted(text: str, lines: int) -> float:
    if not text:
        return 0.0
    return max(width_in_ems(text) / lines, *(width_in_ems(atom) for atom in atoms(text))) + _SLACK * (lines - 1)


def column(place: Place, width: float, cells: Sequence[Cell]) -> Column:
    """Return a finished column: centred when all its texts are short, dates and numbers always."""
    fixed = place.slot in {Slot.NUMBER, Slot.DEADLINE}
    centred = fixed or (place.slot not in {Slot.TASK, Slot.CONTENT} and all(len(c.text) <= SHORT_TEXT for c in cells))
    repeats = place.slot in {Slot.NUMBER, Slot.NAME, Slot.PERSON, Slot.LEAD, Slot.PARTNER, Slot.DEADLINE}
    ragged = place.slot not in {Slot.TASK, Slot.CONTENT, Slot.TARGET, Slot.PROBLEM}
    return Column(place.head, width, centred, repeats, ragged, balanced=place.slot is Slot.NAME)
