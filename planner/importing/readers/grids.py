"""Tables on their way to grids: cells placed by rows and columns, merged downwards, and what is no table after all.

Writers set text in tables for its place on the page as well. A table of one column, or one in which no row has text in
two cells, is running text; so is nested where it is all that a frame holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planner.importing.document import Block, Grid, GridCell, Paragraph

MOST_SPAN = 100
MOST_ROWS = 20_000
MOST_COLUMNS = 200
NARROWEST = 100


@dataclass(slots=True)
class Placing:
    """A cell on its way: `blocks` is what stands in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: list[Block]


@dataclass(slots=True)
class GridSheet:
    """A table while its rows are read. Columns are counted as the format counts them; `blocks` makes them dense.

    `seams` numbers the borders of the format's columns (see `borders`) where two may be one.
    """

    cells: list[Placing] = field(default_factory=list)
    seams: list[int] = field(default_factory=list)
    row: int = -1
    _column: int = 0
    _open: dict[int, Placing] = field(default_factory=dict)

    def start_row(self) -> None:
        """Begin the next row."""
        self.row += 1
        self._column = 0

    def _border(self, column: int) -> int:
        if column < len(self.seams):
            return self.seams[column]
        return self.seams[-1] + column - len(self.seams) + 1 if self.seams else column

    def go_to(self, column: int) -> None:
        """Let the next cell stand at a column."""
        self._column = column

    def step_back(self, columns: int) -> None:
        """Return over columns that the cell before covers, where the format names them once more."""
        self._column -= clipped(columns, 0)

    def skip(self, columns: int) -> None:
        """Leave columns free, as at the start of a ragged row."""
        self._column += clipped(columns, 0)

    def add(self, blocks: list[Block], columns: int = 1, rows: int = 1, goes_on: bool = False) -> None:
        """Place a cell at the next column; `goes_on` says that it continues the one above it."""
        column = self._border(self._column)
        self._column += clipped(columns, 1)
        span = max(self._border(self._column) - column, 1)
        above = self._open.get(column) if goes_on else None
        if above is not None and above.row + above.row_span >= self.row:
            above.row_span = self.row - above.row + 1
            above.blocks += blocks
            return
        cell = Placing(self.row, column, clipped(rows, 1), span, blocks)
        self.cells.append(cell)
        self._open[column] = cell

    def widen(self, blocks: list[Block], columns: int = 1) -> None:
        """Let the cell before take more columns, with their text."""
        if not self.cells or self.cells[-1].row != self.row:
            self.add(blocks, columns)
            return
        self._column += clipped(columns, 1)
        self.cells[-1].column_span += clipped(columns, 1)
        self.cells[-1].blocks += blocks

    def blocks(self) -> list[Block]:
        """Return the table as grids of at most MOST_ROWS rows, or as the running text it is."""
        if not self.cells:
            return []
        for cell in self.cells:
            cell.row_span = min(cell.row_span, self.row + 1 - cell.row)
        _make_dense(self.cells)
        if _is_layout(self.cells):
            return [block for cell in self.cells for block in cell.blocks]
        return _grids(self.cells)


def clipped(span: int, least: int) -> int:
    """Return a span within what a table may have."""
    return min(max(span, least), MOST_SPAN)


def borders(places: Iterable[int]) -> list[int]:
    """Number borders, given from left to right in twips; those closer than any text is wide are one, drawn by hand."""
    numbered: list[int] = []
    column, first = -1, 0
    for place in places:
        if column < 0 or place - first > NARROWEST:
            column, first = column + 1, place
        numbered.append(column)
    return numbered


def _make_dense(cells: list[Placing]) -> None:
    """Number the columns in which a cell starts from 0 on; the others are only seams of other rows."""
    starts = sorted({cell.column for cell in cells})
    place = {column: index for index, column in enumerate(starts)}
    last = starts[-1]
    following = _following(starts, last + MOST_SPAN + 1)
    for cell in cells:
        end = min(cell.column + cell.column_span, last + 1)
        cell.column_span = max(following[end] - place[cell.column], 1)
        cell.column = place[cell.column]


def _following(starts: Sequence[int], size: int) -> list[int]:
    """Return for each old column how many starts stand before it."""
    before = [0] * (size + 1)
    for column in starts:
        before[column + 1] += 1
    for column in range(1, size + 1):
        before[column] += before[column - 1]
    return before


def _is_layout(cells: Sequence[Placing]) -> bool:
    """Tell whether no row has text in two cells."""
    if all(cell.column == 0 for cell in cells):
        return True
    free_from = 0
    for cell in cells:
        if not any(_has_text(block) for block in cell.blocks):
            continue
        if cell.row < free_from:
            return False
        free_from = max(free_from, cell.row + cell.row_span)
    return True


def _has_text(block: Block) -> bool:
    return isinstance(block, Grid) or bool(block.text.strip())


def _grids(cells: Sequence[Placing]) -> list[Block]:
    grids: list[Block] = []
    first = 0
    placed: dict[tuple[int, int], GridCell] = {}
    for cell in cells:
        if cell.row - first >= MOST_ROWS:
            grids.append(Grid(tuple(placed.values())))
            placed, first = {}, cell.row
        row, column = cell.row - first, min(cell.column, MOST_COLUMNS - 1)
        text = "\n".join(lines_of(cell.blocks))
        beside = placed.get((row, column))
        if beside is not None:  # beyond the last column: kept in it
            placed[row, column] = GridCell(row, column, f"{beside.text}\t{text}", beside.row_span)
            continue
        rows = min(cell.row_span, MOST_ROWS - row)
        placed[row, column] = GridCell(row, column, text, rows, min(cell.column_span, MOST_COLUMNS - column))
    return [*grids, Grid(tuple(placed.values()))]


def lines_of(blocks: Iterable[Block]) -> list[str]:
    """Return the lines of what stands in a cell: paragraphs that are not empty, and nested tables row by row."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                lines.append(block.text.strip("\n"))
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(" ".join(cell.text.split("\n")))
        lines += ["\t".join(row) for row in rows.values()]
    return lines


def aside_of(blocks: Iterable[Block], reason: str) -> list[Paragraph]:
    """Return the lines of blocks as one aside; one of dashes and blanks alone is what stood round a page number."""
    words = "\n".join(lines_of(blocks))
    if not words:
        return []
    return [Paragraph(words, reason if any(character.isalnum() for character in words) else "页码")]
