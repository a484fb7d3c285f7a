"""Tables of a Word 97–2003 document: cells by their marks, placed by the borders that the end of each row names."""

from bisect import bisect_left
from dataclasses import dataclass, field

from planner.importing.document import Block
from planner.importing.readers.doc_properties import TableRow
from planner.importing.readers.grids import GridSheet

_SAME_BORDER = 45  # twips
_NO_COLUMNS = TableRow()


@dataclass(slots=True)
class _Row:
    cells: list[list[Block]]
    shape: TableRow


@dataclass(slots=True)
class OpenTable:
    """A table while its cells come in."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        """Close the cell that what came belongs to."""
        self.cells.append(self.blocks)
        self.blocks = []

    def end_row(self, shape: TableRow | None) -> None:
        """Close the row; `shape` is None where the file does not say where its cells stand."""
        if self.blocks:
            self.end_cell()
        if self.cells:
            self.rows.append(_Row(self.cells, shape or _NO_COLUMNS))
        self.cells = []

    def close(self) -> list[Block]:
        """Return the table as blocks."""
        self.end_row(None)
        borders = _borders(self.rows)
        sheet = GridSheet()
        columns = {
            shape: [max(0, bisect_left(borders, border - _SAME_BORDER)) for border in shape]
            for shape in {row.shape.borders for row in self.rows}
        }
        for row in self.rows:
            sheet.start_row()
            _fill(sheet, row, columns[row.shape.borders])
        return sheet.blocks()


def _borders(rows: list[_Row]) -> list[int]:
    """Return the borders of all rows, those nearly alike once."""
    borders: list[int] = []
    for border in sorted({border for shape in {row.shape.borders for row in rows} for border in shape}):
        if not borders or border - borders[-1] > _SAME_BORDER:
            borders.append(border)
    return borders


def _fill(sheet: GridSheet, row: _Row, places: list[int]) -> None:
    """Place the cells of a row; `places` are the columns that its borders stand for."""
    shape = row.shape
    if len(shape.borders) != len(row.cells) + 1:
        for cell in row.cells:
            sheet.add(cell)
        return
    sheet.skip(places[0])
    index = 0
    while index < len(row.cells):
        blocks = row.cells[index]
        last = index
        while last + 1 < len(row.cells) and shape.across[last + 1] == 1:
            last += 1
            blocks = blocks + row.cells[last]
        span = max(1, places[last + 1] - places[index])
        sheet.add(blocks, columns=span, goes_on=shape.down[index] == 1)
        index = last + 1
