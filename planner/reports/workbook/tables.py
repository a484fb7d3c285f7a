"""The rows of one table on its sheet: band, column heads, sections, items."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.reports.linebreak import EM
from planner.reports.profiles import MM, SIZES
from planner.reports.table import Column, ItemRow, Paragraph, ReportTable, SectionRow, Style, Text
from planner.reports.workbook.heads import HeadRows
from planner.reports.workbook.items import Edge, ItemRows
from planner.reports.workbook.lines import head_lines, height_of, room
from planner.reports.workbook.looks import TURNED, UPRIGHT, Look, Rule, Rules
from planner.reports.workbook.rows import Area, SheetRows

# A head of up to three characters (已完成) is rather nearer to its rules, and smaller, than torn.
_SHORT_HEAD, _LEVEL_SIZES = 3, (SIZES[Style.HEAD], 10.5)
# What a text that is not wrapped needs beside it in points: less, and the spreadsheet cuts it.
_CLOSE = 1.0
# Up to so many characters an upright head stands in 小四, in 五号, in 小五; a longer one is turned and takes two lines,
# for it would be higher than a row can be.
_UPRIGHT_SIZES = ((8, 12.0), (16, 10.5), (24, 9.0))
_TURNED_SIZE, _TURNED_LINES, _TURNED_STEP = 9.0, 2, 1.1
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
    above = sum(sheet.heights[row - 1] for row in (band, head) if row)
    items, done = ItemRows(sheet, table, places, above), 0
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
    stretches = list(pairwise(places))
    widths = [sheet.sheet.grid.width(start, stop) for start, stop in stretches]
    level = _level_size(table.columns, widths)
    for place, (column, (start, stop)) in enumerate(zip(table.columns, stretches, strict=True)):
        size, needed, text = _head_size(column, widths[place], level)
        height = max(height, needed)
        rules = _rules(edge, left=place == 0, right=place == len(table.columns) - 1)
        turn, wraps = _turn(column), column.upright or not _is_close(column.head, widths[place], size)
        look = Look(Style.HEAD, size, "center", rules=rules, shaded=sheet.shaded, turn=turn, wraps=wraps)
        areas.append(Area(start, stop, text, look))
    return sheet.put(height, areas)


def _level_size(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """Return the size of the heads that lie level: 五号 for all where that keeps a short one from being torn."""
    short = [
        (column.head, width)
        for column, width in zip(columns, widths, strict=True)
        if not column.upright and 0 < len(column.head) <= _SHORT_HEAD
    ]
    torn = [size for size in _LEVEL_SIZES if any(len(_level_lines(head, width, size)) > 1 for head, width in short)]
    return _LEVEL_SIZES[1] if _LEVEL_SIZES[0] in torn and _LEVEL_SIZES[1] not in torn else _LEVEL_SIZES[0]


def _level_lines(head: str, width: float, size: float) -> list[str]:
    """Break a head that lies level; a short one may come nearer to its rules than other texts."""
    return [head] if _is_close(head, width, size) else head_lines(head, room(width, size))


def _is_close(head: str, width: float, size: float) -> bool:
    """Tell whether a short head stands in one line only where it is not wrapped."""
    wide = len(head) * size
    return len(head) <= _SHORT_HEAD and room(width, size) * size / EM < wide <= width * MM - _CLOSE


def _head_size(column: Column, width: float, size: float) -> tuple[float, float, Sequence[Paragraph]]:
    """Return the size of a column head, the height that it needs, and what its cell holds; `size` is of level ones."""
    if not column.head:
        return size, 0.0, ()
    if not column.upright:
        lines = _level_lines(column.head, width, size)
        return size, height_of(len(lines), size), [(Text(line),) for line in lines]
    letters = _letters(column)
    size = next((size for most, size in _UPRIGHT_SIZES if len(letters) <= most), _TURNED_SIZE)
    step = _UPRIGHT_LEADING if _turn(column) == UPRIGHT else _TURNED_STEP / _TURNED_LINES
    return size, round(len(letters) * size * step + _PADDING, 2), [(Text(letters),)]


def _letters(column: Column) -> str:
    return "".join(column.head.split())


def _turn(column: Column) -> int:
    """Return how a head is turned: not at all, one letter below the other, or as a whole."""
    if not column.upright:
        return 0
    return UPRIGHT if len(_letters(column)) <= _UPRIGHT_SIZES[-1][0] else TURNED


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
