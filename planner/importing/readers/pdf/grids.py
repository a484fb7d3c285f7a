"""The text of ruled tables: which lines stand in which cell, and how a table goes on over the end of a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.importing.document import Grid, GridCell
from planner.importing.readers.pdf.flow import MARK, chunk_width
from planner.importing.readers.pdf.lattice import Lattice
from planner.importing.readers.pdf.layout import Line, Piece, joined
from planner.importing.readers.pdf.lines import lines_of

_PADDING = 5.6
_SLACK = 0.05  # of a character: what measuring may be off by
_SAME_BORDER = 4.0
_CLOSING = tuple("，。、；：！？）》”")
_STOPS = "。！？；.!?;"
_NUMBER = re.compile(r"[（(]?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,4})[）)]?[.．、]?")
_IN_DATE = re.compile(r"[0-9]{1,2}\s?[月日]")
_CONTINUED = re.compile(r"[（(]续[表页]?[）)]$")
_MOST_HEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the place and spans of its region. `full` says that its last line runs to the cell's edge."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page, or over several: its borders from left to right, its number of rows, all its cells.

    `gaps` are the free stretches round the inner borders where none are drawn.
    """

    columns: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]
    gaps: tuple[tuple[float, float], ...] = ()

    def grid(self) -> Grid:
        """Return the table as readers hand it on."""
        return Grid(
            tuple(
                GridCell(cell.row, cell.column, cell.text, cell.row_span, cell.column_span)
                for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column))
                if cell.text
            )
        )


def table_of(lattice: Lattice, pieces: Iterable[Piece]) -> Table:
    """Return the table that a lattice and the pieces in it make."""
    inside: dict[int, list[Piece]] = {}
    for piece in pieces:
        index = lattice.region_at((piece.left + piece.right) / 2, piece.base - 0.35 * piece.em)
        inside.setdefault(index, []).append(piece)
    cells: list[Cell] = []
    for index, region in enumerate(lattice.regions):
        left, right = lattice.columns[region.column], lattice.columns[region.column + region.column_span]
        text, full = cell_text(lines_of(inside.get(index, ())), left, right)
        cells.append(Cell(region.row, region.column, region.row_span, region.column_span, text, full))
    return Table(lattice.columns, len(lattice.rows) - 1, tuple(cells))


def cell_text(lines: Sequence[Line], left: float, right: float) -> tuple[str, bool]:
    """Return the text of a cell, and whether its last line has no room left for two characters more."""
    if not lines:
        return "", False
    padding = min(_PADDING, max(0.5, min(min(line.left - left, right - line.right) for line in lines)))
    text = lines[0].text
    for before, after in pairwise(lines):
        room = _room(before, left + padding, right - padding)
        anew = bool(MARK.match(after.text)) and before.text[-1] not in "，、（("
        anew = anew and (before.text[-1] in _STOPS or room > 0.6 * before.em)
        goes_on = not anew and (chunk_width(after) > room + _SLACK * before.em or _is_unfinished(before, after))
        text = joined(text, after.text) if goes_on else f"{text}\n{after.text}"
    last = lines[-1]
    return text, _room(last, left + padding, right - padding) < 1.6 * last.em


def _is_unfinished(before: Line, after: Line) -> bool:
    """Tell whether a line breaks off inside a list or a date, whatever room it has."""
    return before.text[-1] in "、，（" or bool(before.text[-1] in "年月" and _IN_DATE.match(after.text))


def _room(line: Line, left: float, right: float) -> float:
    """Return how much would still fit into a line, which may stand in the middle of its cell."""
    before, after = line.left - left, right - line.right
    return before + after if abs(before - after) < 0.35 * line.em else after


def row_text(table: Table, row: int) -> tuple[tuple[int, str], ...]:
    """Return columns and texts, blanks aside, of the cells that begin in a row."""
    return tuple(
        (cell.column, "".join(cell.text.split())) for cell in table.cells if cell.row == row and cell.text.strip()
    )


def same_columns(one: Table, other: Table) -> bool:
    """Tell whether two tables are parts of one: all borders of one are borders of the other, the outer ones equal.

    Borders that are not drawn are the same when the free stretches round them overlap.
    """
    if one.gaps or other.gaps:
        return len(one.gaps) == len(other.gaps) and all(
            min(here[1], there[1]) > max(here[0], there[0]) for here, there in zip(one.gaps, other.gaps, strict=True)
        )
    few, many = sorted((one.columns, other.columns), key=len)
    near = all(min(abs(border - there) for there in many) <= _SAME_BORDER for border in few)
    return near and abs(few[0] - many[0]) <= _SAME_BORDER and abs(few[-1] - many[-1]) <= _SAME_BORDER


def head_rows_again(above: Table, below: Table) -> int:
    """Return how many first rows of a table only repeat the first rows of the one that it goes on from."""
    count = 0
    while count < min(_MOST_HEAD_ROWS, above.rows, below.rows - 1):
        here = row_text(below, count)
        if not here or [text for _, text in here] != [text for _, text in row_text(above, count)]:
            break
        count += 1
    while count and any(cell.row < count < cell.row + cell.row_span for cell in below.cells):
        count -= 1
    return count


def repeats_section(above: Table, below: Table, row: int) -> bool:
    """Tell whether a row is one cell that only says again which part of the table goes on (…（续）)."""
    cells = [cell for cell in below.cells if cell.row == row]
    if len(cells) != 1 or cells[0].column_span < len(below.columns) - 1 or row + 1 >= below.rows:
        return False
    words = "".join(cells[0].text.split())
    section = _CONTINUED.sub("", words)
    return section != words and any(
        "".join(cell.text.split()) == section and cell.column_span == len(above.columns) - 1 for cell in above.cells
    )


def appended(above: Table, below: Table, dropped: int) -> Table:
    """Return a table with the rows of its continuation, without the first `dropped`, joined where a row was torn."""
    columns = above.columns if len(above.columns) >= len(below.columns) else below.columns
    if below.gaps:
        below = replace(below, columns=columns)
    upper, lower = _in_columns(above, columns), _in_columns(below, columns)
    upper_cells = list(upper)
    lower_cells = [
        Cell(cell.row - dropped, cell.column, cell.row_span, cell.column_span, cell.text, cell.full)
        for cell in lower
        if cell.row >= dropped
    ]
    rows = below.rows - dropped
    if rows > 0 and _is_torn(upper_cells, lower_cells, above.rows):
        upper_cells, lower_cells = _mended(upper_cells, lower_cells, above.rows)
        shift = above.rows - 1
        rows -= 1
    else:
        shift = above.rows
        upper_cells, lower_cells = _carried(upper_cells, lower_cells, above.rows)
    moved = [
        Cell(cell.row + shift, cell.column, cell.row_span, cell.column_span, cell.text, cell.full)
        for cell in lower_cells
    ]
    return Table(columns, above.rows + rows, (*upper_cells, *moved), below.gaps)


def _in_columns(table: Table, columns: tuple[float, ...]) -> list[Cell]:
    """Return the cells of a table placed by the borders of a finer one."""
    if table.columns == columns:
        return list(table.cells)
    index = [min(range(len(columns)), key=lambda place: abs(columns[place] - border)) for border in table.columns]
    return [
        Cell(
            cell.row,
            index[cell.column],
            cell.row_span,
            max(1, index[cell.column + cell.column_span] - index[cell.column]),
            cell.text,
            cell.full,
        )
        for cell in table.cells
    ]


def _number_column(cells: Sequence[Cell]) -> int | None:
    """Return the first column that holds numbers nearly throughout."""
    texts: dict[int, list[str]] = {}
    for cell in cells:
        if cell.text:
            texts.setdefault(cell.column, []).append(cell.text)
    for column in sorted(texts)[:3]:
        numbers = sum(bool(_NUMBER.fullmatch("".join(text.split()))) for text in texts[column])
        if numbers >= 1 and numbers >= 0.6 * (len(texts[column]) - 1):
            return column
    return None


def _last_row(cells: Iterable[Cell], rows: int) -> dict[int, Cell]:
    """Return the cells that reach the last row, by column."""
    return {cell.column: cell for cell in cells if cell.row + cell.row_span >= rows}


def _is_torn(upper: Sequence[Cell], lower: Sequence[Cell], rows: int) -> bool:
    """Tell whether the first row below is the rest of the last row above.

    Its number is missing although the last row has one, and a sentence is broken off there, or one cell alone goes on.
    """
    last = _last_row(upper, rows)
    first = [cell for cell in lower if cell.row == 0 and cell.text]
    column = _number_column(upper)
    if not first or any(cell.column not in last or last[cell.column].column_span != cell.column_span for cell in first):
        return False
    going_on = [last[cell.column] for cell in first]
    if any(not cell.text for cell in going_on):
        return False
    if column is None or column not in last or not last[column].text:
        return len(upper) > 1 and all(_breaks_off(before, after) for before, after in zip(going_on, first, strict=True))
    if any(cell.column == column for cell in first):
        return False
    return len(first) == 1 or any(_breaks_off(before, after) for before, after in zip(going_on, first, strict=True))


def _breaks_off(before: Cell, after: Cell) -> bool:
    return before.full and before.text[-1] not in _STOPS and not MARK.match(after.text)


def _mended(upper: list[Cell], lower: list[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    """Return upper cells with the first row of the lower ones joined to the last row, and the lower ones without it."""
    rest = {cell.column: cell for cell in lower if cell.row == 0}
    mended: list[Cell] = []
    for cell in upper:
        tail = rest.get(cell.column) if cell.row + cell.row_span >= rows else None
        if tail is None:
            mended.append(cell)
            continue
        run_on = tail.text[:1] in _CLOSING or (cell.full and not (cell.text[-1:] in _STOPS and MARK.match(tail.text)))
        text = joined(cell.text, tail.text) if run_on or not tail.text or not cell.text else f"{cell.text}\n{tail.text}"
        span = cell.row_span + tail.row_span - 1
        mended.append(Cell(cell.row, cell.column, span, cell.column_span, text, tail.full if tail.text else cell.full))
    known = {cell.column for cell in upper if cell.row + cell.row_span >= rows}
    left = [cell for cell in lower if cell.row > 0 or cell.column not in known]
    return mended, left


def _carried(upper: list[Cell], lower: list[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    """Return both with cells merged down over the end of the page made one: empty below, spanning rows on a side."""
    empty = {cell.column: cell for cell in lower if cell.row == 0 and not cell.text}
    carried: list[Cell] = []
    taken: set[int] = set()
    for cell in upper:
        below = empty.get(cell.column) if cell.row + cell.row_span >= rows else None
        if (
            below is not None
            and cell.text
            and below.column_span == cell.column_span
            and (below.row_span > 1 or cell.row_span > 1)
        ):
            taken.add(below.column)
            carried.append(
                Cell(cell.row, cell.column, cell.row_span + below.row_span, cell.column_span, cell.text, cell.full)
            )
        else:
            carried.append(cell)
    return carried, [cell for cell in lower if not (cell.row == 0 and cell.column in taken)]
