"""The rows of a grid: which cell stands in which column of each row, merged cells in every row that they cover."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.importing.document import PlacedCell, PlacedGrid
from planner.importing.passages import Passage, trim
from planner.importing.row_tables import fill


@dataclass(slots=True)
class GridRow:
    """A row: the cells that begin in it and those that reach down into it, by each column that they cover."""

    row: int
    own: dict[int, PlacedCell]
    held: dict[int, PlacedCell]

    def at(self, column: int) -> PlacedCell | None:
        """Return the cell that covers a column, begun here or above."""
        return self.own.get(column) or self.held.get(column)

    def cells(self) -> list[PlacedCell]:
        """Return the cells that begin here and hold words, each once, from left to right."""
        return [cell for column, cell in sorted(self.own.items()) if cell.column == column and cell.start < cell.end]

    @property
    def span(self) -> tuple[int, int]:
        """Where the words of the row begin and end."""
        cells = self.cells()
        return (cells[0].start, cells[-1].end) if cells else (0, 0)


def grid_rows(text: str, grid: PlacedGrid) -> list[GridRow]:
    """Return the rows that hold words, in order."""
    out: list[GridRow] = []
    reaching: dict[int, PlacedCell] = {}
    for row, cells in _by_rows(text, grid):
        held = {column: cell for column, cell in reaching.items() if cell.row + cell.row_span > row}
        reaching = dict(held)
        own: dict[int, PlacedCell] = {}
        for cell in cells:
            for column in range(cell.column, cell.column + cell.column_span):
                own[column] = cell
                held.pop(column, None)
                if cell.row_span > 1:
                    reaching[column] = cell
        if any(cell.start < cell.end for cell in cells):
            out.append(GridRow(row, own, {column: cell for column, cell in held.items() if cell.start < cell.end}))
    return out


def _by_rows(text: str, grid: PlacedGrid) -> Iterator[tuple[int, list[PlacedCell]]]:
    rows: dict[int, list[PlacedCell]] = {}
    for cell in grid.cells:
        start, end = trim(text, cell.start, cell.end)
        if start >= end:
            start = end = cell.start
        trimmed = PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, start, end)
        rows.setdefault(cell.row, []).append(trimmed)
    yield from sorted(rows.items())


def words_of(text: str, cell: PlacedCell | None) -> str:
    """Return the words of a cell without blanks."""
    return "".join(text[cell.start : cell.end].split()) if cell is not None else ""


def passage_of(text: str, cell: PlacedCell) -> Passage:
    """Return the words of a cell with its lines."""
    passage = Passage(text)
    fill(passage, (cell.start, cell.end))
    return passage
