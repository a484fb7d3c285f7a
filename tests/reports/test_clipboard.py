"""Copied tables: read back as a spreadsheet or word processor does, by our own reader of web pages."""

from dataclasses import replace

import pytest
from lxml import html

from planner.core.progress import Light
from planner.importing.document import Grid, Paragraph
from planner.importing.readers.html import read_fragment
from planner.reports.clipboard import table_html, table_text
from planner.reports.table import (
    EMPTY,
    Cell,
    Column,
    ItemRow,
    PageChoices,
    ReportDocument,
    ReportTable,
    SectionRow,
    Text,
    names,
    plain,
)

COLUMNS = (Column("序号", 12, centred=True), Column("工作任务", 80), Column("综合股", 10, upright=True))
ROWS = (
    SectionRow("一、办好学校", 1),
    ItemRow((plain("1"), Cell(((Text("办学。", strong=True), Text("<甲> & 乙")), (Text("二段"),))), plain("●"))),
    ItemRow((plain("2"), plain('说"好"'), replace(plain("●"), joined=True))),
    ItemRow((Cell(((Text("合计"),),), span=2, centred=True), EMPTY, plain("1")), is_total=True),
)
TABLE = ReportTable(
    "青禾县清单", "共2项", COLUMNS, ROWS, ("注：试行。",), "P5", "单", band="一、牵头", legend=("●牵头",)
)


def document(*tables, **page):
    return ReportDocument("清单", tables or (TABLE,), PageChoices(**page))


def pasted(*tables, **page):
    """Return what a program makes of the copied tables: its grids and the paragraphs round them."""
    blocks = read_fragment(table_html(document(*tables, **page))).blocks
    return [one for one in blocks if isinstance(one, Grid)], [one.text for one in blocks if isinstance(one, Paragraph)]


def cells(*tables, **page):
    """Return the cells of the one table as HTML has them."""
    root = html.fromstring(table_html(document(*tables, **page)))
    return [list(row.iter("td")) for row in root.iter("tr")]


def style(element):
    """Return the declarations of an element."""
    return dict(one.split(":", 1) for one in element.get("style").split(";"))


def test_pastes_as_the_table_it_is():
    (grid,), around = pasted()
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells] == [
        (0, 0, 1, 3, "一、牵头"),
        (1, 0, 1, 1, "序号"),
        (1, 1, 1, 1, "工作任务"),
        (1, 2, 1, 1, "综\n合\n股"),
        (2, 0, 1, 3, "一、办好学校"),
        (3, 0, 1, 1, "1"),
        (3, 1, 1, 1, "办学。<甲> & 乙\n二段"),
        (3, 2, 2, 1, "●"),
        (4, 0, 1, 1, "2"),
        (4, 1, 1, 1, '说"好"'),
        (5, 0, 1, 2, "合计"),
        (5, 2, 1, 1, "1"),
    ]
    assert around == ["青禾县清单", "共2项", "注：试行。", "●牵头"]


def test_widths_stand_in_columns_and_cells():
    root = html.fromstring(table_html(document()))
    widths = [float(style(column)["width"].removesuffix("pt")) for column in root.iter("col")]
    assert widths == pytest.approx([column.width * 72 / 25.4 for column in COLUMNS], abs=0.1)
    first = cells()[3]
    assert [style(cell)["width"] for cell in first] == [f"{width:.1f}pt" for width in widths]
    assert [int(cell.get("width")) for cell in first] == [round(width * 96 / 72) for width in widths]
    assert style(cells()[0][0])["width"] == f"{sum(column.width for column in COLUMNS) * 72 / 25.4:.1f}pt"


def test_fonts_borders_and_alignment_stand_in_the_cells():
    rows = cells(size=10.5)
    number, task, sign = (style(cell) for cell in rows[3])
    assert task["font-family"] == "仿宋_GB2312,仿宋"
    assert (task["font-size"], task["line-height"], task["border"]) == ("10.5pt", "15pt", ".5pt solid black")
    assert (number["text-align"], task["text-align"], sign["text-align"]) == ("center", "left", "justify")
    assert style(rows[1][0])["font-family"] == "黑体"
    assert style(rows[5][0])["text-align"] == "center"


def test_excel_keeps_texts_as_texts():
    assert all(style(cell)["mso-number-format"] == "'\\@'" for row in cells() for cell in row)
    breaks = [one for row in cells() for cell in row for one in cell.iter("br")]
    assert breaks
    assert all(style(one) == {"mso-data-placement": "same-cell"} for one in breaks)


def test_adornments_are_kept():
    cell = Cell(((Text("旧"), Text("新", underlined=True), Text("注", grey=True), Text("■ 逾期", light=Light.RED)),))
    (row,) = cells(
        replace(
            TABLE,
            rows=(ItemRow((cell, EMPTY, EMPTY)),),
            band="",
            columns=tuple(Column("", column.width) for column in COLUMNS),
        )
    )
    assert [(span.text, span.get("style")) for span in row[0].iter("span")] == [
        ("新", "text-decoration:underline"),
        ("注", "color:#8C8C8C"),
        ("■", "color:#C00000"),
    ]


def test_heads_are_repeated_by_word():
    root = html.fromstring(table_html(document()))
    assert [len(list(head.iter("tr"))) for head in root.iter("thead")] == [2]


def test_a_heading_parts_joined_cells():
    rows = (ROWS[1], SectionRow("二、", 1), ROWS[2])
    (grid,), _ = pasted(replace(TABLE, rows=rows))
    assert [cell.text for cell in grid.cells if cell.column == 2] == ["综\n合\n股", "●", "●"]


def test_several_tables_stay_apart():
    grids, _ = pasted(TABLE, replace(TABLE, follows=True, title="", subtitle=""))
    assert len(grids) == 2


def test_what_no_page_can_hold_is_dropped():
    (grid,), _ = pasted(replace(TABLE, rows=(ItemRow((plain("1"), plain("钟\x07声"), names(("综合股", "校安股")))),)))
    assert [cell.text for cell in grid.cells][-2:] == ["钟声", "综合股、校安股"]


def test_the_text_is_what_a_spreadsheet_copies():
    assert table_text(document()).split("\n") == [
        "青禾县清单",
        "共2项",
        "一、牵头",
        "序号\t工作任务\t综合股",
        "一、办好学校",
        '1\t"办学。<甲> & 乙',
        '二段"\t●',
        '2\t"说""好"""\t',
        "合计\t\t1",
        "注：试行。",
        "●牵头",
    ]
