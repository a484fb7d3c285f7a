"""Grids that are no tables of tasks: plans laid out in cells become lines, tables of names and figures are set aside.

Each paragraph of a cell is a line; a number in a cell of its own belongs to the line in the cell beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.core.draft import Leftover
from planner.importing.document import PlacedCell
from planner.importing.faults import Doubt, doubt
from planner.importing.furniture import index_entry
from planner.importing.grid_rows import GridRow, words_of
from planner.importing.lines import Line
from planner.importing.marks import MARK, STYLES, mark_value
from planner.importing.passages import trim
from planner.importing.table_parts import read_number

_MARK = re.compile(MARK)
_FIGURE = re.compile(r"[0-9][0-9,.，]*+\s*[%％‰]?")
_SENTENCE = re.compile(r"[。；]")
_UNREAD = "未读懂的表格"
_LONGEST_CELL = 40
_FEWEST_ROWS = 2


@dataclass(slots=True)
class GridText:
    """The lines of a grid, or the leftover that it is set aside as."""

    lines: list[Line] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_as_text(text: str, rows: Sequence[GridRow]) -> GridText:
    """Return the lines of a grid in which a plan is laid out; a table of short cells is set aside."""
    out = GridText()
    if _is_data(text, rows):
        first, last = rows[0].span, rows[-1].span
        words = " ".join(text[slice(*first)].split())[:20]
        out.doubts.append(doubt("TABLE_UNREAD", *first, words=words))
        out.leftovers.append(Leftover(first[0], max(cell.end for cell in rows[-1].cells()) or last[1], _UNREAD))
        return out
    for row in rows:
        out.lines += row_lines(text, row.cells())
    return out


def is_numbered_text(text: str, rows: Sequence[GridRow]) -> bool:
    """Tell whether the rows are numbers in one column and paragraphs in the next."""
    numbered = sum(_numbers(text, row.cells()) for row in rows)
    return numbered >= _FEWEST_ROWS and numbered * 2 > len(rows) and max(len(row.cells()) for row in rows) <= 2


def _numbers(text: str, cells: Sequence[PlacedCell]) -> bool:
    return len(cells) == 2 and read_number(words_of(text, cells[0])) is not None


def row_lines(text: str, cells: Sequence[PlacedCell]) -> list[Line]:
    """Return the lines of a row: a number before its text, then the paragraphs of the cells."""
    out: list[Line] = []
    number = read_number(words_of(text, cells[0])) if len(cells) > 1 else None
    for order, cell in enumerate(cells):
        if number is not None and order == 0:
            continue
        lines = _cell_lines(text, cell)
        if number is not None and order == 1:
            mark = cells[0]
            first = lines[0]
            lines[0] = Line(mark.start, mark.start, mark.end, first.start, first.end, *number)
        out += lines
    return out


def _cell_lines(text: str, cell: PlacedCell) -> list[Line]:
    out: list[Line] = []
    at = cell.start
    while at < cell.end:
        stop = text.find("\n", at, cell.end)
        stop = cell.end if stop < 0 else stop
        start, end = trim(text, at, stop)
        if start < end:
            out.append(_line(text, start, end))
        at = stop + 1
    return out


def _line(text: str, start: int, end: int) -> Line:
    found = _MARK.match(text, start, end)
    if found is None or found.lastgroup is None:
        return Line(start, start, start, start, end, None, 0)
    mark, mark_end = found.span(found.lastgroup)
    mark -= mark > start and text[mark - 1] == "第"
    rest = mark_end
    while rest < end and text[rest].isspace():
        rest += 1
    return Line(start, mark, mark_end, rest, end, STYLES[found.lastgroup], mark_value(text[mark:mark_end]))


def _is_data(text: str, rows: Sequence[GridRow]) -> bool:
    """Tell whether a grid is a table of names or figures: short cells in columns, and no sentence among them."""
    if len(rows) < _FEWEST_ROWS or sum(len(row.cells()) > 1 for row in rows) * 2 <= len(rows):
        return False
    words = [text[cell.start : cell.end] for row in rows for cell in row.cells()]
    if is_numbered_text(text, rows) or sum(index_entry(word) is not None for word in words) > 1:
        return False
    if len(rows) == _FEWEST_ROWS and sum(bool(_FIGURE.fullmatch(word)) for word in words) < len(rows):
        return False
    short = sum(len(word) <= _LONGEST_CELL and not _SENTENCE.search(word) for word in words)
    return short * 20 >= len(words) * 19
