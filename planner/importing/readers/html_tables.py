"""Tables of web pages: which are frames of a page and which hold data, and how the cells of the latter lie.

Rows and columns are counted as browsers do it: a cell goes to the first column that no cell from above covers, and
spans that would run over another cell are cut.
"""

from dataclasses import dataclass, field

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.document import Block, Grid, GridCell, Paragraph
from planner.importing.readers.html_words import visible_length

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 200_000
_MOST_ROW_SPAN = 1_000
_MOST_COLUMN_SPAN = 100
_MUCH_TEXT = 600
_LABEL_ENDS = ("：", ":")
_LONGEST_LABEL = 12
_SECTIONS = ("thead", "tbody", "tfoot")
_LINES = ("p", "div", "br", "li", "h1", "h2", "h3", "h4")


@dataclass(slots=True)
class TableBuilder:
    """A table while its cells come in. `row` is −1 before the first row."""

    name: str
    row: int = -1
    column: int = 0
    covered: dict[int, int] = field(default_factory=dict)
    cells: list[GridCell] = field(default_factory=list)
    count: int = 0

    def start_row(self) -> None:
        """Begin a row; what covers it from above has one row less to go."""
        self.row += 1
        self.column = 0
        if self.row:
            self.covered = {column: left - 1 for column, left in self.covered.items() if left > 1}
        if self.row >= MOST_ROWS:
            raise Bomb(self.name)

    def place(self, text: str, rows: int, columns: int) -> None:
        """Put a cell at the next free column."""
        if self.row < 0:
            self.start_row()
        while self.column in self.covered:
            self.column += 1
        self.count += 1
        if self.column >= MOST_COLUMNS or self.count > MOST_CELLS:
            raise Bomb(self.name)
        columns = max(1, min(columns, _MOST_COLUMN_SPAN, MOST_COLUMNS - self.column))
        rows = max(1, min(rows, _MOST_ROW_SPAN))
        width = next((at for at in range(1, columns) if self.column + at in self.covered), columns)
        for column in range(self.column, self.column + width):
            self.covered[column] = rows
        self.cells.append(GridCell(self.row, self.column, text, rows, width))
        self.column += width

    def blocks(self) -> list[Block]:
        """Return the table as a grid; one with all its text in a column, or of labels and values, as paragraphs."""
        last_row = max((cell.row for cell in self.cells), default=0)
        last_column = max((cell.column for cell in self.cells), default=0)
        filled = [cell for cell in self.cells if cell.text.strip()]
        if len({cell.column for cell in filled}) <= 1:
            return [Paragraph(cell.text) for cell in filled]
        pairs = self._pairs()
        if pairs:
            return [Paragraph(label + value) for label, value in pairs]
        return [
            Grid(
                tuple(
                    GridCell(
                        cell.row,
                        cell.column,
                        cell.text,
                        min(cell.row_span, last_row - cell.row + 1),
                        min(cell.column_span, last_column - cell.column + 1),
                    )
                    for cell in filled
                )
            )
        ]

    def _pairs(self) -> list[tuple[str, str]]:
        """Return labels and values when each row is made of them (索引号： | 0001 | 发文机关： | …), else nothing."""
        rows: dict[int, list[str]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell.text.strip())
        out = []
        for texts in rows.values():
            for label, value in zip(texts[::2], texts[1::2], strict=False):
                if not label.endswith(_LABEL_ENDS) or len(label) > _LONGEST_LABEL or "\n" in label:
                    return []
                out.append((label, value))
            if len(texts) % 2 and texts[-1]:
                return []
        return out


def span(cell: etree._Element, attribute: str) -> int:
    """Return a span as written; 0 (down to the end of the section) as the longest one."""
    text = cell.get(attribute, "1").strip()
    if not (text.isascii() and text.isdigit()):
        return 1
    return int(text[:6]) or _MOST_ROW_SPAN


def own_rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table without those of tables in it."""
    out = []
    for part in table:
        if part.tag == "tr":
            out.append(part)
        elif part.tag in _SECTIONS:
            out += part.findall("tr")
    return out


def is_layout(table: etree._Element) -> bool:
    """Tell whether a table only frames running text: one column, or one cell that holds nearly everything."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = own_rows(table)
    widest = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    if widest <= 1:
        return True
    total = biggest = 0
    big: etree._Element | None = None
    for row in rows:
        for cell in row:
            size = visible_length(cell)
            total += size
            if size > biggest:
                biggest, big = size, cell
    if big is None or biggest * 2 < total:
        return False
    holds_table = next(big.iter("table"), None) is not None
    lines = sum(1 for _ in big.iter(*_LINES))
    return (holds_table and biggest * 10 > total * 6) or (biggest > _MUCH_TEXT and lines >= 5)
