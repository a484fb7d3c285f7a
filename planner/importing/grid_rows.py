"""The rows of a table as cells by column: those of a grid, merged cells in every row that they cover, or of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planner.importing.document import PlacedCell, PlacedGrid
from planner.importing.passages import Passage, trim


@dataclass(slots=True)
class GridRow:
    """A row: the cells that begin in it and those that reach down into it, by each column that they cover.

    Empty cells are left out.
    """

    row: int
    own: dict[int, PlacedCell] = field(default_factory=dict)
    held: dict[int, PlacedCell] = field(default_factory=dict)

    def at(self, column: int) -> PlacedCell | None:
        """Return the cell that covers a column, begun here or above."""
        return self.own.get(column) or self.held.get(column)

    def cells(self) -> list[PlacedCell]:
        """Return the cells that begin here, each once, from left to right."""
        return [cell for column, cell in sorted(self.own.items()) if cell.column == column]

    @property
    def span(self) -> tuple[int, int]:
        """Where the words of the row begin and end."""
        cells = self.cells()
        return cells[0].start, cells[-1].end


def grid_rows(text: str, grid: PlacedGrid) -> list[GridRow]:
    """Return the rows of a grid that hold words, in order."""
    out: list[GridRow] = []
    reaching: dict[int, PlacedCell] = {}
    for row, cells in _by_rows(text, grid):
        held = {column: cell for column, cell in reaching.items() if cell.row + cell.row_span > row}
        own: dict[int, PlacedCell] = {}
        for cell in cells:
            for column in range(cell.column, cell.column + cell.column_span):
                held.pop(column, None)
                if cell.start < cell.end:
                    own[column] = cell
        reaching = held | {column: cell for column, cell in own.items() if cell.row_span > 1}
        if own:
            out.append(GridRow(row, own, held))
    return out


def _by_rows(text: str, grid: PlacedGrid) -> Iterator[tuple[int, list[PlacedCell]]]:
    rows: dict[int, list[PlacedCell]] = {}
    for cell in grid.cells:
        start, end = trim(text, cell.start, cell.end)
        trimmed = PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, start, end)
        rows.setdefault(cell.row, []).append(trimmed)
    yield from sorted(rows.items())


def text_row(text: str, row: int, cells: Sequence[tuple[int, int]]) -> GridRow:
    """Return a row of text whose cells stand one in each column."""
    own: dict[int, PlacedCell] = {}
    for column, stretch in enumerate(cells):
        start, end = trim(text, *stretch)
        if start < end:
            own[column] = PlacedCell(row, column, 1, 1, start, end)
    return GridRow(row, own)


def words_of(text: str, cell: PlacedCell | None) -> str:
    """Return the words of a cell without blanks."""
    return "".join(text[cell.start : cell.end].split()) if cell is not None else ""


def passage_of(text: str, cell: PlacedCell) -> Passage:
    """Return the words of a cell with its lines."""
    passage = Passage(text)
    at = cell.start
    while at < cell.end:
        stop = text.find("\n", at, cell.end)
        stop = cell.end if stop < 0 else stop
        passage.add(*trim(text, at, stop), joined_by="\n")
        at = stop + 1
    return passage
