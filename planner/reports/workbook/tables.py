"""The rows of one table on its sheet: band, column heads, sections, items."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.reports.profiles import MM, SIZES
from planner.reports.table import Column, ItemRow, Paragraph, ReportTable, SectionRow, Style, Text
from planner.reports.workbook.items import Edge, ItemRows
from planner.reports.workbook.lines import height_of, parted, room
from planner.reports.workbook.looks import Look, Rule, Rules
from planner.reports.workbook.rows import Area, HeadRows, SheetRows

# Up to so many characters of an upright head stand in 小四, more in 五号, then in two files where there is room.
_UPRIGHT_LARGE, _ONE_FILE = 8, 16
_UPRIGHT_SIZE = 10.5
_UPRIGHT_LEADING = 1.25
_PADDING = 6.0


def write_table(sheet: SheetRows, table: ReportTable, places: tuple[int, ...]) -> None:
    """Write every row of a table that stands on the columns `places` of the grid."""
    rows, is_first = table.rows, True
    band = head = 0
    if table.band:
        _over(sheet, table.band, Style.SECTION, places[-1], Edge(is_first, not rows and not table.has_head))
        band, is_first = sheet.writer.count, False
    if table.has_head:
        head, is_first = _head(sheet, table, places, Edge(is_first, not rows)), False
        sheet.heads.append(HeadRows(table, places, band, head))
    items, done = ItemRows(sheet, table, places), 0
    for block in _blocks(rows):
        done += len(block)
        first, edge = block[0], Edge(is_first, done == len(rows))
        if isinstance(first, SectionRow):
            style = Style.SECTION if first.level == 1 else Style.SUBSECTION
            _over(sheet, first.text, style, places[-1], edge)
        else:
            items.write([row for row in block if isinstance(row, ItemRow)], edge)
        is_first = False


def _over(sheet: SheetRows, text: str, style: Style, stop: int, edge: Edge) -> None:
    """Write a row over the whole width of the table."""
    sheet.across(text, Look(style, SIZES[style], rules=_rules(edge, left=True, right=True)), stop)


def _head(sheet: SheetRows, table: ReportTable, places: Sequence[int], edge: Edge) -> int:
    """Write the column heads and return the number of their row."""
    height, areas = 0.0, []
    for place, (column, (start, stop)) in enumerate(zip(table.columns, pairwise(places), strict=True)):
        size, needed, text = _head_size(column, sheet.sheet.grid.width(start, stop))
        height = max(height, needed)
        rules = _rules(edge, left=place == 0, right=place == len(table.columns) - 1)
        look = Look(Style.HEAD, size, "center", rules=rules, shaded=sheet.shaded, upright=column.upright)
        areas.append(Area(start, stop, text, look))
    return sheet.put(height, areas)


def _head_size(column: Column, width: float) -> tuple[float, float, Sequence[Paragraph]]:
    """Return the size of a column head, the height that it needs, and what its cell holds."""
    size = SIZES[Style.HEAD]
    if not column.head:
        return size, 0.0, ()
    if not column.upright:
        lines = parted(column.head, room(width, size))
        return size, height_of(len(lines), size), [(Text(line),) for line in lines]
    letters = [character for character in column.head if not character.isspace()]
    if len(letters) > _UPRIGHT_LARGE:
        size = _UPRIGHT_SIZE
    files = 1 if len(letters) <= _ONE_FILE or 2 * size + _PADDING > width * MM else 2
    share = -(-len(letters) // files)
    parts = ["".join(letters[begun : begun + share]) for begun in range(0, len(letters), share)]
    return size, round(share * size * _UPRIGHT_LEADING + _PADDING, 2), [(Text(part),) for part in parts]


def _rules(edge: Edge, *, left: bool, right: bool) -> Rules:
    return Rules(
        Rule.OUTER if left else Rule.INNER,
        Rule.OUTER if right else Rule.INNER,
        Rule.OUTER if edge.is_first else Rule.INNER,
        Rule.OUTER if edge.is_last else Rule.INNER,
    )


def _blocks(rows: Sequence[SectionRow | ItemRow]) -> Iterator[list[SectionRow | ItemRow]]:
    """Yield the rows: those of which cells are joined together, all others one by one."""
    block: list[SectionRow | ItemRow] = []
    for row in rows:
        if block and not (isinstance(row, ItemRow) and any(cell.joined for cell in row.cells)):
            yield block
            block = []
        block.append(row)
    if block:
        yield block
