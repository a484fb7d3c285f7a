"""Where the text of a rich-text file flows: paragraphs, cells and rows on their levels, and tables with their edges."""

from dataclasses import dataclass, field

from planner.importing.document import Block, Paragraph
from planner.importing.readers.grids import GridSheet, borders, lines_of

DEEPEST_TABLE = 20


@dataclass(slots=True)
class CellForm:
    """A cell as the row's definition has it: its right border in twips and how it is merged."""

    right: int = 0
    goes_on_left: bool = False
    goes_on_above: bool = False


@dataclass(slots=True)
class RowForm:
    """The definition of a row: where it begins and its cells."""

    left: int = 0
    cells: list[CellForm] = field(default_factory=list)
    next_cell: CellForm = field(default_factory=CellForm)

    def close_cell(self, right: int) -> None:
        """Take the right border that ends the definition of a cell."""
        self.next_cell.right = right
        self.cells.append(self.next_cell)
        self.next_cell = CellForm()


@dataclass(slots=True)
class _Level:
    """What is open on a level: the blocks of its cell, the cells of its row and the rows before."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    rows: list[tuple[list[list[Block]], RowForm]] = field(default_factory=list)


class Flow:
    """A story being filled. Level 0 is its text, level 1 the cells of its tables, and so on inwards."""

    def __init__(self) -> None:
        self._levels = [_Level()]

    def end_paragraph(self, text: str, boxes: list[Block], level: int) -> None:
        """Add a paragraph on its level, and what hangs on it."""
        self._go_to(level)
        self._levels[-1].blocks += [Paragraph(text), *boxes]

    def end_cell(self, text: str, boxes: list[Block], level: int) -> None:
        """Close a cell with its last paragraph."""
        self.end_paragraph(text, boxes, max(level, 1))
        top = self._levels[-1]
        top.cells.append(top.blocks)
        top.blocks = []

    def end_row(self, form: RowForm, level: int) -> None:
        """Close a row, which is laid out as its definition says."""
        self._go_to(max(level, 1))
        top = self._levels[-1]
        if top.cells:
            top.rows.append((top.cells, form))
        top.cells = []

    def finish(self) -> list[Block]:
        """Return the blocks of the story."""
        self._go_to(0)
        return self._levels[0].blocks

    def _go_to(self, level: int) -> None:
        level = min(level, DEEPEST_TABLE)
        while len(self._levels) <= level:
            self._levels.append(_Level())
        while len(self._levels) > level + 1:
            top = self._levels.pop()
            if top.cells:
                top.rows.append((top.cells, RowForm()))
            self._levels[-1].blocks += _table(top.rows) + top.blocks


def _table(rows: list[tuple[list[list[Block]], RowForm]]) -> list[Block]:
    if not rows:
        return []
    column_of = _columns({edge for _, form in rows for edge in (form.left, *(cell.right for cell in form.cells))})
    sheet = GridSheet()
    for cells, form in rows:
        sheet.start_row()
        left = form.left
        for index, blocks in enumerate(cells):
            if index >= len(form.cells):
                if not form.cells or lines_of(blocks):  # some writers close cells that are not there
                    sheet.add(blocks)
                continue
            cell = form.cells[index]
            span = column_of[cell.right] - column_of[left] if cell.right > left else 1
            sheet.go_to(column_of[left])
            if cell.goes_on_left:
                sheet.widen(blocks, span)
            else:
                sheet.add(blocks, span, goes_on=cell.goes_on_above)
            left = cell.right
    return sheet.blocks()


def _columns(edges: set[int]) -> dict[int, int]:
    """Number the borders of a table from the left."""
    ordered = sorted(edges)
    return dict(zip(ordered, borders(ordered), strict=True))
