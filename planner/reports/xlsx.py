"""The print workbook (打印版): looks as the PDF does, opens and prints on one page width (print.md 3.11).

A sheet for each table that begins a page. openpyxl makes the workbook with its styles and its page set-up; the rows are
`workbook.markup`. A spreadsheet says one head again on each page, so tables with other heads that do not fit on a page
with those before them have a sheet of their own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.collector import without_collector
from planner.core.stopping import Tell, tell_nobody
from planner.reports.profiles import MM, PROFILES
from planner.reports.request import Book
from planner.reports.table import PageChoices, ReportDocument, ReportTable
from planner.reports.workbook.grid import Sheet, grid_of, resized, sheets_of, unique_names
from planner.reports.workbook.heads import fit_together, repeated_rows
from planner.reports.workbook.looks import Looks, new_workbook
from planner.reports.workbook.markup import SheetBody, finished
from planner.reports.workbook.paper import fits_foot, set_legend, set_paper
from planner.reports.workbook.rows import SheetRows
from planner.reports.workbook.tables import write_table

# A workbook with this standard font, or with 宋体 11, counts columns in digits of 8 pixels.
_DIGIT = 8
_PIXELS_PER_MM = 96 / 25.4
# Heads that take more of the window than this many points are not kept in view.
_MOST_FROZEN = 320.0
_WAYS_OUT = "改用A3纸或“首句”可以排在一行里。"
_BAND_NUMBER = re.compile("^[一二三四五六七八九十]{1,3}、|[（(].*")


class _Progress:
    """Tells how many rows are written; a sheet that is parted is written again and takes nothing back."""

    def __init__(self, tell: Tell, count: int) -> None:
        self._tell = tell
        self._count = count
        self._done = 0
        self._before = 0

    def begin(self, before: int) -> None:
        """Go on behind `before` rows."""
        self._before = before
        self.at(0)

    def at(self, rows: int) -> None:
        """Tell of `rows` more."""
        self._done = max(self._done, min(self._before + rows, self._count))
        self._tell(self._done, self._count)


@without_collector()
def write_workbook(document: ReportDocument, tell: Tell = tell_nobody) -> Book:
    """Return `document` as a workbook; `tell` hears of each sheet, in rows."""
    workbook = new_workbook()
    looks = Looks(workbook, document.page.fonts)
    progress = _Progress(tell, sum(len(table.rows) for table in document.tables))
    done, written = 0, list[SheetRows]()
    for sheet in sheets_of(document.tables):
        progress.begin(done)
        written += _written(sheet, document.page, looks, progress)
        done += sum(len(table.rows) for table in sheet.tables)
    progress.begin(done)
    total = sum(table.afresh for table in document.tables) < 2
    for place, (name, rows) in enumerate(zip(unique_names([one.sheet.name for one in written]), written, strict=True)):
        page = workbook.create_sheet(name) if place else workbook.worksheets[0]
        page.title = name
        _set_up(page, rows, is_first=place == 0, total=total)
    bodies = [
        SheetBody(_wished(one.writer.rows, document.page.fonts), one.writer.merged, _extent(one, one.writer.count))
        for one in written
    ]
    return Book(finished(workbook, bodies, document.title), tuple(_remarks(written)))


def _wished(rows: list[str], wishes: tuple[tuple[str, str], ...]) -> list[str]:
    """Return rows whose emphasized stretches are set in the fonts that the office has for the usual ones."""
    for usual, family in wishes:
        rows = [row.replace(f'<rFont val="{usual}"/>', f"<rFont val={quoteattr(family)}/>") for row in rows]
    return rows


def column_widths(millimetres: Sequence[float]) -> list[float]:
    """Return widths as the file of a workbook counts them: in digits, the pixels beside the digits included.

    Print.md 3.11 has what a spreadsheet shows to the clerk, which is five pixels less: 17.33 for 38 mm. Edges stand on
    whole pixels and never beyond their place, so that no sheet is made smaller to fit its page.
    """
    edges = [int(edge * _PIXELS_PER_MM) for edge in accumulate(millimetres, initial=0.0)]
    return [max(after - before, 1) / _DIGIT for before, after in pairwise(edges)]


def _written(sheet: Sheet, page: PageChoices, looks: Looks, progress: _Progress) -> Iterator[SheetRows]:
    """Yield the rows of a sheet, of several where its tables have to be parted."""
    profile = PROFILES[sheet.tables[0].profile]
    rows = SheetRows(sheet, profile, page, looks, progress.at)
    _fill(rows)
    if fit_together(rows.heads, rows.heights[: rows.printed], profile.frame_height * MM):
        yield rows
        return
    for part in _parted(sheet):
        rows = SheetRows(part, profile, page, looks, progress.at)
        _fill(rows)
        yield rows


def _fill(rows: SheetRows) -> None:
    tables = rows.sheet.tables
    if not tables[0].follows:
        rows.heading(tables[0])
    for table, places in zip(tables, rows.sheet.grid.places, strict=True):
        rows.before(table)
        write_table(rows, resized(table, rows.sheet.grid, places), places)
        rows.after(table)
    rows.legend(on_paper=not fits_foot(rows.profile, rows.signs))


def _parted(sheet: Sheet) -> list[Sheet]:
    """Return the tables of a sheet on sheets of which each has one head."""
    groups: list[list[ReportTable]] = []
    for table in sheet.tables:
        if groups and (not table.has_head or _heads(table) in {_heads(one) for one in groups[-1]}):
            groups[-1].append(table)
        else:
            groups.append([table])
    names = [sheet.name, *(f"{sheet.name} {_BAND_NUMBER.sub('', group[0].band)}".strip() for group in groups[1:])]
    return [Sheet(name, tuple(group), grid_of(group)) for name, group in zip(names, groups, strict=True)]


def _heads(table: ReportTable) -> tuple[str, ...]:
    return tuple(column.head for column in table.columns)


def _extent(rows: SheetRows, last: int) -> str:
    return f"A1:{get_column_letter(rows.width)}{last}"


def _set_up(sheet: Worksheet, rows: SheetRows, *, is_first: bool, total: bool) -> None:
    """Set the widths of a sheet, what is printed of it and how."""
    for place, width in enumerate(column_widths(rows.sheet.grid.widths), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.cell(rows.writer.count, rows.width)  # the last cell tells how far the sheet reaches
    sheet.print_area = _extent(rows, rows.printed)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.tabSelected = is_first
    repeated = repeated_rows(rows.heads, rows.heights[: rows.printed], rows.profile.frame_height * MM)
    if repeated:
        sheet.print_title_rows = f"{repeated[0]}:{repeated[1]}"
        if sum(rows.heights[: repeated[1]]) <= _MOST_FROZEN:
            sheet.freeze_panes = f"A{repeated[1] + 1}"
    first = rows.page.first_page
    begins = rows.sheet.tables[0].afresh or (is_first and first != 1)
    set_paper(sheet, rows.profile, rows.page, first_page=first if begins else None, total=total)
    if fits_foot(rows.profile, rows.signs):
        set_legend(sheet, rows.page, rows.signs, total=total)


def _remarks(written: Sequence[SheetRows]) -> Iterator[str]:
    """Yield what the clerk should know of the workbook."""
    if any(rows.profile.bound for rows in written):
        yield "Excel不能把页码转到装订边，也不能让单双页的页边距对换；随公文装订时请用PDF。"
    cut = [one for rows in written for one in rows.cut_rows]
    if len(cut) == 1:
        number, count, highest = cut[0]
        yield f"第{number or '?'}项的文字超过一行的最大高度（{highest}磅），已接排为{count}行；{_WAYS_OUT}"
    elif cut:
        sheets = sum(bool(rows.cut_rows) for rows in written)
        named = "、".join(one.number for one in cut[:5] if one.number) + ("等" if len(cut) > 5 else "")
        where = f"第{named}项，共{len(cut)}项" if sheets == 1 else f"{sheets}张工作表中有{len(cut)}项"
        yield f"{where}的文字超过一行的最大高度（{cut[0].highest}磅），已各接排为几行；{_WAYS_OUT}"
    yield from dict.fromkeys(remark for rows in written for remark in rows.writer.remarks)
