"""The rows of one table on its sheet: band, column heads, sections, items."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.reports.profiles import SIZES
from planner.reports.table import Column, ItemRow, Paragraph, ReportTable, SectionRow, Style, Text
from planner.reports.workbook.heads import HeadRows
from planner.reports.workbook.items import Edge, ItemRows
from planner.reports.workbook.lines import height_of, parted, room
from planner.reports.workbook.looks import Look, Rule, Rules
from planner.reports.workbook.rows import Area, SheetRows

# Up to so many characters an upright head stands in 小四, in 五号, in 小五.
_UPRIGHT_SIZES = ((8, 12.0), (16, 10.5), (1_000, 9.0))
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
    if head:
        sheet.heads.append(HeadRows(table, places, band, head, sheet.writer.count))


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
    letters = "".join(column.head.split())
    size = next(size for most, size in _UPRIGHT_SIZES if len(letters) <= most)
    return size, round(len(letters) * size * _UPRIGHT_LEADING + _PADDING, 2), [(Text(letters),)]


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
