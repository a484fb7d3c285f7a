"""The print workbook, read back cell by cell."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from planner.reports.catalog import PrintRequest
from planner.reports.layouts import LAYOUTS
from planner.reports.table import ItemRow, ReportDocument, SectionRow
from planner.reports.workbook.lines import HIGHEST_ROW
from planner.reports.xlsx import column_width, write_workbook
from tests.reports.making import build, render, table_of


def opened(table):
    book = write_workbook(ReportDocument(table.title, (table,)))
    return load_workbook(BytesIO(book.data)).worksheets[0], book.remarks


def grid(sheet):
    return [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_cell_holds_the_text_of_the_table(plan, layout):
    table = build(plan, PrintRequest(layout=layout))
    sheet, remarks = opened(table)
    blank = [""] * (len(table.columns) - 1)
    wanted = [[table.title, *blank], [table.subtitle, *blank], [column.head for column in table.columns]]
    for row in table.rows:
        wanted.append([row.text, *blank] if isinstance(row, SectionRow) else [cell.text for cell in row.cells])
    wanted += [[note, *blank] for note in table.notes]
    unbroken = [[text.replace("\n", "") for text in row] for row in grid(sheet)]
    assert unbroken == [[text.replace("\n", "") for text in row] for row in wanted]
    assert [remark for remark in remarks if "装订" not in remark] == []


def test_text_stays_text_whatever_it_begins_with():
    risky = ["=1+1", "+86", "-3所", "@所有人", "01", "3-1", "#N/A", "1e5", "_x0041_"]
    sheet, _ = opened(table_of(*((text, text, (text,), ()) for text in risky)))
    for row, text in enumerate(risky, 4):
        for cell in sheet[row][:3]:
            assert cell.data_type == "s"
            assert cell.value.replace("_x005F_", "_") == text
            assert cell.number_format == "@"
            assert cell.quotePrefix == (text[0] in "=+-@")


def test_control_characters_are_dropped_and_told():
    sheet, remarks = opened(table_of(("1", "抓好\x07安全\x00 & <重点>", (), ())))
    assert sheet["B4"].value == "抓好安全 & <重点>"
    assert remarks == ("有些文字带有表格不能保存的控制字符，已去掉。",)


@pytest.mark.parametrize(("profile", "paper", "margins"), [("P1", 9, (22, 18, 20, 20)), ("P4", 8, (20, 18, 20, 20))])
def test_it_prints_on_one_page_width(plan, profile, paper, margins):
    table = build(plan, PrintRequest(profile=profile))
    sheet, _ = opened(table)
    last = "ABCDEFGH"[len(table.columns) - 1]
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == ("landscape", paper, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    found = sheet.page_margins
    assert [x * 25.4 for x in (found.top, found.bottom, found.left, found.right)] == pytest.approx(margins)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == f"'责任分解表'!$A$1:${last}${sheet.max_row}"
    assert sheet.freeze_panes == "A4"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert sheet.print_options.horizontalCentered


def test_widths_and_heights_follow_the_millimetres():
    assert [column_width(mm) for mm in (12, 38, 57, 92, 135)] == [5.04, 17.33, 26.3, 42.84, 63.15]
    table = table_of(("1", "短", (), ()), ("2", "长" * 300, (), ()))
    sheet, _ = opened(table)
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [
        column_width(column.width) for column in table.columns
    ]
    assert sheet.row_dimensions[4].height == pytest.approx(8 * 72 / 25.4, abs=0.1)
    assert 9 * 15 < sheet.row_dimensions[5].height < 12 * 18


def test_titles_and_section_rows_are_merged_and_look_as_in_print(plan):
    table = build(plan, PrintRequest())
    sheet, _ = opened(table)
    sections = [place for place, row in enumerate(table.rows, 4) if isinstance(row, SectionRow)]
    across = {1, 2, *sections, *range(4 + len(table.rows), 4 + len(table.rows) + len(table.notes))}
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {f"A{row}:F{row}" for row in across}
    looks = {row: (sheet.cell(row, 1).font.name, sheet.cell(row, 1).font.size) for row in (1, 2, 3, 4, 5)}
    assert looks == {
        1: ("方正小标宋简体", 22),
        2: ("楷体_GB2312", 14),
        3: ("黑体", 12),
        4: ("黑体", 12),
        5: ("仿宋_GB2312", 12),
    }
    cell = sheet["B5"]
    assert (cell.alignment.wrap_text, cell.alignment.vertical, cell.alignment.horizontal) == (True, "center", "left")
    assert sheet["A5"].border.left.style == "medium"
    assert cell.border.left.style == cell.border.bottom.style == "thin"
    assert sheet["A1"].border.left.style is None


def test_titles_are_strong_within_their_cell(plan):
    data = render(plan, PrintRequest(), "xlsx").data
    sheet = load_workbook(BytesIO(data), rich_text=True).worksheets[0]
    runs = list(sheet["B5"].value)
    assert (runs[0].font.rFont, runs[0].text) == ("黑体", "补齐乡村学校的短板。")
    assert "".join(str(run) for run in runs[1:]).startswith("年内新建2所")


def test_a_row_too_high_for_a_workbook_goes_on_in_the_next():
    sentences = "".join(f"第{number}件事要办好办实。" for number in range(1, 200))
    sheet, (remark,) = opened(table_of(("7", sentences, ("督学室",), ("综合股",)), ("8", "完", (), ())))
    parts = grid(sheet)[3:-1]
    assert len(parts) > 1
    assert "".join(row[1] for row in parts) == sentences
    assert all(row[1].endswith("。") for row in parts)
    assert [row[::2] for row in parts] == [["7", "督学室"]] * len(parts)
    looks = [sheet.cell(4 + place, 1).font.color for place in range(len(parts))]
    assert [look.rgb if look else None for look in looks] == [None, *["FF8C8C8C"] * (len(parts) - 1)]
    assert all(sheet.row_dimensions[row].height <= HIGHEST_ROW for row in range(1, sheet.max_row + 1))
    assert remark.startswith(f"第7项的文字超过一行的最大高度（409磅），已接排为{len(parts)}行")


def test_a_line_of_units_ends_after_a_whole_name():
    units = ("县教育督导委员会办公室", "县妇联", "县直属教育单位", "县财政局", "县人力资源和社会保障局")
    sheet, _ = opened(table_of(("1", "甲", ("督学室",), units)))
    lines = sheet["D4"].value.split("\n")
    assert "".join(lines) == "、".join(units)
    assert all(line.endswith("、") for line in lines[:-1])
    assert sheet["C4"].value == "督学室"


def test_a_text_longer_than_a_cell_is_kept_whole():
    text = "安" * 40_000
    sheet, _ = opened(table_of(("1", text, (), ())))
    assert "".join(row[1] for row in grid(sheet)[3:]) == text


def test_a_long_title_has_its_two_lines(plan):
    title = "青禾县教育体育局关于推进全县教育优先优质发展的实施方案（2031—2033年）责任分解表"
    table = replace(table_of(("1", "甲", (), ())), title=title)
    sheet, _ = opened(table)
    first, second = sheet["A1"].value.split("\n")
    assert (first + second).replace(" ", "") == table.title.replace(" ", "")


def test_it_names_no_person_and_numbers_as_text_are_no_errors(plan):
    data = render(plan, PrintRequest(), "xlsx").data
    with ZipFile(BytesIO(data)) as book:
        assert book.testzip() is None
        assert b'numberStoredAsText="1"' in book.read("xl/worksheets/sheet1.xml")
    properties = load_workbook(BytesIO(data)).properties
    assert (properties.creator, properties.lastModifiedBy) == ("planner", None)


def test_many_sections_stay_merged():
    rows = [part for number in range(1, 401) for part in (f"第{number}部分", (str(number), "事项", (), ()))]
    table = table_of(*rows)
    sheet, _ = opened(table)
    assert len(sheet.merged_cells.ranges) == 402
    assert sum(isinstance(row, ItemRow) for row in table.rows) == 400
