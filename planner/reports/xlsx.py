"""The print workbook (打印版): looks as the PDF does, opens and prints on one page width (print.md 3.11).

openpyxl makes the workbook with its styles and its page set-up; the rows are `sheet_xml`. Row heights come from our own
line breaking, which Excel does not do for merged cells; a row higher than Excel allows goes on in the next one.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.collector import without_collector
from planner.core.stopping import Tell, tell_nobody
from planner.reports.cut import Part, cut
from planner.reports.linebreak import Advances
from planner.reports.profiles import LEAST_ROW, PADDING_TOP, PROFILES, SIZES, Profile
from planner.reports.request import Book
from planner.reports.sheet_xml import RowWriter, SheetCell, is_formula_like, spliced
from planner.reports.table import Cell, ItemRow, Paragraph, ReportDocument, ReportTable, SectionRow, Style, Text
from planner.reports.typeset import Lines, SetRow, SetTable, set_cell, typeset

HIGHEST_ROW = 409.0
HEAD_ROW = 3
FONTS = {
    Style.TITLE: "方正小标宋简体",
    Style.SUBTITLE: "楷体_GB2312",
    Style.HEAD: "黑体",
    Style.SECTION: "黑体",
    Style.SUBSECTION: "楷体_GB2312",
    Style.CELL: "仿宋_GB2312",
    Style.STRONG: "黑体",
    Style.NOTE: "仿宋_GB2312",
}
PAPER = {"A4": 9, "A3": 8}
# A workbook whose standard font is 宋体 11 counts columns in digits of 8 pixels, 5 more for the rule between them.
_DIGIT, _GAP = 8, 5
_PIXELS_PER_MM = 96 / 25.4
# What Excel keeps free beside a text, in millimetres: lines are broken that much earlier than in the PDF.
_RESERVE = 0.5
# A line of 仿宋 12 takes 14.25 points in Excel, one of a Noto face that stands in elsewhere 17: nothing may be cut off.
_LEADING = 16.5
_HALF, _FULL = 550, 999
_THIN, _MEDIUM = Side(style="thin"), Side(style="medium")
_AGAIN = "FF8C8C8C"
_GREY = PatternFill("solid", fgColor="FFEBEBEB")


# Office fonts are half-width or full-width; a little more for the half, since another face may stand in. Just under an
# em, so that no mark closes up or hangs over the edge: a spreadsheet lets none.
_ADVANCES = Advances(lambda character: _FULL if ord(character) > 0x2000 else _HALF)
_UNNARROWED = 100  # no cell of a workbook sets a single line narrower
_NO_EDGE = 4
_UNFRAMED = {Style.TITLE, Style.SUBTITLE, Style.NOTE}

# What a style depends on: the style, the column, the outer edges, a text like a formula, a text said again in grey.
_Look = tuple[Style, int, int, bool, bool]


@without_collector()
def write_workbook(document: ReportDocument, _tell: Tell = tell_nobody) -> Book:
    """Return `document` as a workbook of one sheet."""
    (table,) = document.tables
    profile = PROFILES[table.profile]
    lines = typeset(_narrowed(table), profile, _measure, _UNNARROWED)
    workbook = Workbook()
    workbook.properties.creator = "planner"
    workbook._named_styles["Normal"].font = Font(name="宋体", size=11, charset=134)  # type: ignore[attr-defined]
    sheet = workbook.worksheets[0]
    sheet.title = table.sheet_name
    body = _Body(table, lines, sheet)
    body.write()
    _set_page(sheet, table, profile, body.writer.count)
    output = BytesIO()
    workbook.save(output)
    text_range = f"A{HEAD_ROW + 1}:A{body.writer.count}"
    return Book(spliced(output.getvalue(), body.writer.rows, text_range), tuple(body.remarks))


def column_width(millimetres: float) -> float:
    """Return a width as a workbook counts it (print.md 3.11): 38 mm are 17.33."""
    return round((millimetres * _PIXELS_PER_MM - _GAP) / _DIGIT, 2)


def _measure(_: Style) -> Advances:
    return _ADVANCES


def _narrowed(table: ReportTable) -> ReportTable:
    columns = tuple(replace(column, width=column.width - _RESERVE) for column in table.columns)
    return replace(table, columns=columns)


def _set_page(sheet: Worksheet, table: ReportTable, profile: Profile, rows: int) -> None:
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column_width(column.width)
    last = get_column_letter(len(table.columns))
    sheet.cell(rows, len(table.columns))  # the last cell tells how far the sheet reaches
    sheet.print_area = f"A1:{last}{rows}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", PAPER[profile.paper], 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.top, margins.bottom = profile.top / 25.4, profile.bottom / 25.4
    margins.left, margins.right = profile.left / 25.4, profile.right / 25.4
    margins.header = margins.footer = 9 / 25.4
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第&P页 共&N页", font="宋体,常规", size=10))


class _Body:
    """The rows of the sheet, top to bottom."""

    def __init__(self, table: ReportTable, lines: SetTable, sheet: Worksheet) -> None:
        self.table = table
        self.lines = lines
        self.sheet = sheet
        self.width = len(table.columns)
        self.writer = RowWriter(self.width, FONTS[Style.STRONG], SIZES[Style.STRONG])
        self.styles: dict[_Look, int] = {}
        self.aligned = ["center" if column.centred else "left" for column in table.columns]
        self.remarks: list[str] = []

    def write(self) -> None:
        """Write every row, and list what the clerk should know."""
        profile, lines = self.lines.profile, self.lines
        title_height = max(len(lines.title), 1) * lines.title_size * 1.5 + 6
        title = "\n".join(line.text.strip() for line in lines.title)
        self._across(Style.TITLE, title, title_height, "center")
        self._across(Style.SUBTITLE, self.table.subtitle, profile.subtitle_size * 2, "center")
        head = [((Text(column.head),),) for column in self.table.columns]
        height = _height(max(len(cell) for cell in lines.head))
        self._cells(Style.HEAD, head, height, ["center"] * self.width, top=True)
        last = len(self.table.rows) - 1
        for index, (row, broken) in enumerate(zip(self.table.rows, lines.rows, strict=True)):
            if isinstance(row, SectionRow):
                style = Style.SECTION if row.level == 1 else Style.SUBSECTION
                self._across(style, row.text, _height(len(broken.cells[0])), "left", framed=True, last=index == last)
            else:
                self._item(row, broken, last=index == last)
        for note in self.table.notes:
            self._across(Style.NOTE, note, 18.0, "left")
        if self.writer.cleaned:
            self.remarks.append("有些文字带有表格不能保存的控制字符，已去掉。")

    def _item(self, row: ItemRow, broken: SetRow, *, last: bool) -> None:
        count = max(len(lines) for lines in broken.cells)
        if _height(count) <= HIGHEST_ROW:
            cells = [_shown(cell, lines) for cell, lines in zip(row.cells, broken.cells, strict=True)]
            self._cells(Style.CELL, cells, _height(count), self.aligned, last=last)
            return
        most = int((HIGHEST_ROW - 2 * PADDING_TOP) / _LEADING)
        share = min(most, -(-count // -(-count // most)) + 1)
        columns = [
            list(cut(cell, share, limit, partial(_broken, limit=limit)))
            for cell, limit in zip(row.cells, self.lines.rooms, strict=True)
        ]
        height = max(len(parts) for parts in columns)
        for place in range(height):
            self._part(columns, place, last=last and place == height - 1)
        self.remarks.append(
            f"第{row.cells[0].text or '?'}项的文字超过一行的最大高度（409磅），已接排为{height}行；"
            "改用A3纸或“首句”可以排在一行里。"
        )

    def _part(self, columns: Sequence[Sequence[Part]], number: int, *, last: bool) -> None:
        """Write one row of an item that takes several; number and units are said again in grey."""
        cells: list[Sequence[Paragraph]] = []
        again: set[int] = set()
        count = 1
        for place, parts in enumerate(columns):
            part = parts[number] if number < len(parts) else None
            if part is None and len(parts) == 1 and self.table.columns[place].repeats:
                part = parts[0]
                again.add(place)
            cells.append(_shown(*part) if part else ())
            count = max(count, len(part.lines) if part else 0)
        self._cells(Style.CELL, cells, _height(count), self.aligned, last=last, again=again)

    def _across(
        self, style: Style, text: str, height: float, horizontal: str, *, framed: bool = False, last: bool = False
    ) -> None:
        content = [((Text(text),),) if text else (), *[()] * (self.width - 1)]
        self._cells(style, content, min(height, HIGHEST_ROW), [horizontal] * self.width, framed=framed, last=last)
        if self.width > 1:
            number = self.writer.count
            # MultiCellRange.add looks through every range there is; the rows never overlap.
            self.sheet.merged_cells.ranges.add(CellRange(min_row=number, max_row=number, min_col=1, max_col=self.width))

    def _cells(
        self,
        style: Style,
        contents: Sequence[Sequence[Paragraph]],
        height: float,
        aligned: Sequence[str],
        *,
        framed: bool = True,
        top: bool = False,
        last: bool = False,
        again: Collection[int] = (),
    ) -> None:
        edge = (1 if top else 0) + (2 if last else 0) if framed and style not in _UNFRAMED else _NO_EDGE
        cells = []
        for place, paragraphs in enumerate(contents):
            key = (style, place, edge, is_formula_like(paragraphs), place in again)
            number = self.styles.get(key)
            if number is None:
                number = self.styles[key] = self._style(key, aligned[place])
            cells.append(SheetCell(paragraphs, number))
        self.writer.add(height, cells)

    def _style(self, key: _Look, horizontal: str) -> int:
        """Return the number of a style: a cell is dressed once and its look is shared by all like it."""
        style, place, edge, quoted, again = key
        side = (1 if place == 0 else 0) + (2 if place == self.width - 1 else 0)
        sizes = {**SIZES, Style.TITLE: self.lines.title_size, Style.SUBTITLE: self.lines.profile.subtitle_size}
        cell = WriteOnlyCell(self.sheet)
        cell.font = Font(name=FONTS[style], size=sizes[style], charset=134, color=_AGAIN if again else None)
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        cell.border = Border() if edge == _NO_EDGE else _border(edge, side)
        cell.fill = _GREY if style is Style.HEAD else PatternFill()
        cell.number_format = "@"
        cell.quotePrefix = quoted
        return cell.style_id


def _border(edge: int, side: int) -> Border:
    return Border(
        left=_MEDIUM if side & 1 else _THIN,
        right=_MEDIUM if side & 2 else _THIN,
        top=_MEDIUM if edge & 1 else _THIN,
        bottom=_MEDIUM if edge & 2 else _THIN,
    )


def _height(lines: int) -> float:
    return round(max(lines * _LEADING + 2 * PADDING_TOP, LEAST_ROW), 2)


def _broken(cell: Cell, limit: int) -> Lines:
    return set_cell(cell, limit, _ADVANCES, _ADVANCES, _UNNARROWED)


def _shown(cell: Cell, lines: Lines) -> Sequence[Paragraph]:
    """Return what a cell holds: names with a line feed at the end of each line, for a spreadsheet would tear them."""
    if len(lines) > len(cell.paragraphs) and all(part.whole for paragraph in cell.paragraphs for part in paragraph):
        return [(Text(line.text),) for line in lines]
    return cell.paragraphs
