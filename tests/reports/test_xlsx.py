"""The print workbook, read back cell by cell."""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from planner.core.progress import Light
from planner.core.stopping import Stopped
from planner.reports.catalog import PrintRequest
from planner.reports.layouts import LAYOUTS
from planner.reports.profiles import PROFILES
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
from planner.reports.workbook.lines import HIGHEST_ROW
from planner.reports.xlsx import column_widths, write_workbook
from tests.reports.making import build, render, table_of

MM = 72 / 25.4


def document_of(*tables, **page):
    return ReportDocument(tables[0].title, tables, PageChoices(**page))


def opened(*tables, **page):
    """Return the first sheet of a workbook and the remarks."""
    book = write_workbook(document_of(*tables, **page))
    return load_workbook(BytesIO(book.data)).worksheets[0], book.remarks


def sheets_of(document):
    return load_workbook(BytesIO(write_workbook(document).data)).worksheets


def grid(sheet):
    return [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]


def filled(sheet):
    """Return the rows as the texts of their filled cells, without the line feeds."""
    rows = [[str(text).replace("\n", "") for text in row if text] for row in grid(sheet)]
    return [row for row in rows if row]


def merged(sheet):
    return {str(found) for found in sheet.merged_cells.ranges}


COLUMNS = (
    Column("序号", 10, centred=True, repeats=True),
    Column("工作任务", 100),
    Column("牵头单位", 30, repeats=True, ragged=True),
    Column("人事股", 10, centred=True, upright=True),
    Column("县教育督导委员会办公室", 10, centred=True, upright=True),
    Column("状态", 97),
)


def every_feature(profile="P1", **more):
    """Return a table with everything that a table can have."""
    rows = (
        SectionRow("一、办好学校", 1),
        SectionRow("（一）乡村学校", 2),
        ItemRow(
            (
                plain("1"),
                Cell(((Text("补齐短板。", strong=True), Text("年内新建2所。")), (Text("其余照旧。"),))),
                names(("督学室", "人事股")),
                plain("●"),
                plain("○"),
                Cell(((Text("● 推进中", light=Light.GREEN), Text("（各股室）", grey=True)),)),
            )
        ),
        ItemRow(
            (
                plain("2"),
                plain("跨两列的事项"),
                replace(plain("督学室"), joined=False),
                Cell(((Text("新", underlined=True), Text("旧")),), span=2, centred=True),
                EMPTY,
                plain("左"),
            ),
            least=30,
        ),
        ItemRow((plain("3"), EMPTY, replace(plain("督学室"), joined=True), EMPTY, EMPTY, plain("右"))),
        ItemRow((Cell(((Text("合计"),),), span=2, centred=True), EMPTY, plain("2"), *[plain("1")] * 3), is_total=True),
    )
    table = ReportTable(
        title="青禾县2031年工作要点任务分工表",
        subtitle="青禾县教育体育局　　共3项",
        columns=COLUMNS,
        rows=rows,
        notes=("注：1．第一条。", "　　2．第二条。"),
        profile=profile,
        sheet_name="分工表",
        preface=("会议名称：推进会", "时间：3月5日"),
        foot=("签收人：________", "联系人/电话：________"),
        band="一、牵头任务（3项）",
    )
    return replace(table, **more)


def test_every_part_of_a_table_stands_in_its_cell():
    table = every_feature(legend=("●为牵头，○为配合。",))
    sheet, remarks = opened(table, mark="附件2")
    assert filled(sheet) == [
        ["附件2"],
        [table.title],
        [table.subtitle],
        ["会议名称：推进会"],
        ["时间：3月5日"],
        [table.band],
        [column.head for column in COLUMNS],
        ["一、办好学校"],
        ["（一）乡村学校"],
        ["1", "补齐短板。年内新建2所。其余照旧。", "督学室、人事股", "●", "○", "● 推进中（各股室）"],
        ["2", "跨两列的事项", "督学室", "新旧", "左"],
        ["3", "右"],
        ["合计", "2", "1", "1", "1"],
        *([note] for note in table.notes),
        ["签收人：________"],
        ["联系人/电话：________"],
        ["●为牵头，○为配合。"],
    ]
    assert remarks == ()
    first = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "1")
    across = {f"A{row}:F{row}" for row in (*range(1, 8), *range(9, 11), *range(first + 4, first + 9))}
    assert merged(sheet) == across | {
        f"C{first + 1}:C{first + 2}",
        f"D{first + 1}:E{first + 1}",
        f"A{first + 3}:B{first + 3}",
    }


def test_cells_look_as_in_print():
    sheet, _ = opened(every_feature())
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    one, two, total = head + 3, head + 4, head + 6
    looks = {
        place: (sheet[place].font.name, sheet[place].font.size)
        for place in ("A1", "A2", "A3", f"A{head - 1}", f"A{head}", f"A{head + 1}", f"A{head + 2}", f"B{one}")
    }
    assert list(looks.values()) == [
        ("方正小标宋简体", 22),
        ("楷体_GB2312", 14),
        ("仿宋_GB2312", 12),
        ("黑体", 12),
        ("黑体", 12),
        ("黑体", 12),
        ("楷体_GB2312", 12),
        ("仿宋_GB2312", 12),
    ]
    assert sheet.cell(total, 3).font.name == "黑体"
    assert [sheet.cell(head, place).alignment.text_rotation for place in range(1, 7)] == [0, 0, 0, 255, 255, 0]
    assert [sheet.cell(head, place).font.size for place in (4, 5)] == [12, 10.5]
    aligned = [sheet.cell(two, place).alignment.horizontal for place in (1, 2, 3, 4, 6)]
    assert aligned == ["center", "left", "left", "center", "left"]
    assert all(sheet.cell(one, place).alignment.vertical == "center" for place in range(1, 7))
    assert sheet.row_dimensions[two].height == pytest.approx(30 * MM, abs=0.01)
    assert sheet.row_dimensions[head].height > 11 * 10.5
    assert sheet.cell(head, 1).fill.fgColor.rgb == "FFEBEBEB"


def test_rules_are_strong_round_the_table_and_thin_inside():
    sheet, _ = opened(every_feature())
    rows = [row for row in range(1, 30) if sheet.cell(row, 1).border.left.style == "medium"]
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert len(rows) == 2 + 6
    assert all(sheet.cell(row, 6).border.right.style == "medium" for row in rows)
    tops = [sheet.cell(row, 1).border.top.style for row in rows]
    assert tops == ["medium", *["thin"] * 7]
    assert [sheet.cell(rows[-1], place).border.bottom.style for place in range(1, 7)] == ["medium"] * 6
    assert sheet.cell(rows[0], 3).border.left.style is None
    assert sheet.cell(rows[1], 3).border.left.style == "thin"
    assert sheet["A1"].border.left.style is None


def test_stretches_are_strong_underlined_grey_and_coloured():
    data = write_workbook(document_of(every_feature(), size=10.5)).data
    sheet = load_workbook(BytesIO(data), rich_text=True).worksheets[0]
    texts = {}
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str | None):
                texts |= {run.text: run.font for run in cell.value if not isinstance(run, str)}
    assert texts["补齐短板。"].rFont == "黑体"
    assert texts["补齐短板。"].sz == 10.5
    assert texts["新"].u == "single"
    assert texts["（各股室）"].color.rgb == "FF8C8C8C"
    assert texts["●"].color.rgb == "FF218C45"
    assert "推进中" not in texts


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_cell_holds_the_text_of_the_table(plan, layout):
    table = build(plan, PrintRequest(layout=layout))
    sheet, remarks = opened(table)
    wanted = [[table.title], [table.subtitle], [column.head for column in table.columns]]
    for row in table.rows:
        wanted.append([row.text] if isinstance(row, SectionRow) else [cell.text for cell in row.cells if cell.text])
    wanted += [[note] for note in table.notes]
    assert filled(sheet) == [[text.replace("\n", "") for text in row] for row in wanted]
    assert [remark for remark in remarks if "装订" not in remark] == []


def test_text_stays_text_whatever_it_begins_with():
    risky = ["=1+1", "+86", "-3所", "@所有人", "01", "3-1", "#N/A", "1e5", "_x0041_", "\t=2", " 空格 ", "'引"]
    sheet, _ = opened(table_of(*((text, text, (text,), ()) for text in risky)))
    for row, text in enumerate(risky, 4):
        for cell in sheet[row][:3]:
            assert cell.data_type == "s"
            assert cell.value.replace("_x005F_", "_") == text
            assert cell.number_format == "@"
            assert cell.quotePrefix == (text[0] in "=+-@")


def test_titles_and_notes_are_no_formulas_either():
    table = replace(every_feature(), title="=HYPERLINK(1)", subtitle="@共3项", notes=("-注",), band="+一、")
    sheet, _ = opened(table)
    for text in ("=HYPERLINK(1)", "@共3项", "-注", "+一、"):
        (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == text)
        assert cell.data_type == "s"
        assert cell.number_format == "@"
        assert cell.quotePrefix


def test_control_characters_are_dropped_and_told():
    sheet, remarks = opened(table_of(("1", "抓好\x07安全\x00 & <重点>", (), ())))
    assert sheet["B4"].value == "抓好安全 & <重点>"
    assert remarks == ("有些文字带有表格不能保存的控制字符，已去掉。",)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_a_sheet_has_the_paper_of_its_profile(plan, name):
    profile = PROFILES[name]
    table = build(plan, PrintRequest(profile=name))
    sheet, _ = opened(table)
    last = "ABCDEFGH"[len(table.columns) - 1]
    setup = sheet.page_setup
    assert setup.orientation == ("portrait" if name in {"P3", "P5"} else "landscape")
    assert (int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == (8 if name == "P4" else 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    found = sheet.page_margins
    margins = [x * 25.4 for x in (found.top, found.bottom, found.left, found.right)]
    assert margins == pytest.approx((profile.top, profile.bottom, profile.left, profile.right))
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == f"'责任分解表'!$A$1:${last}${sheet.max_row}"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_options.horizontalCentered
    assert not sheet.HeaderFooter.scaleWithDoc


@pytest.mark.parametrize(("numbering", "text"), [("of", "第&P页 共&N页"), ("dash", "— &P —")])
def test_pages_are_numbered_in_the_middle_of_their_foot(numbering, text):
    sheet, _ = opened(every_feature(), numbering=numbering)
    assert sheet.oddFooter.center.text == text
    assert not sheet.HeaderFooter.differentOddEven
    assert not sheet.page_setup.useFirstPageNumber


def test_bound_sheets_have_their_numbers_at_the_outer_side_and_tell_what_excel_cannot():
    sheet, remarks = opened(every_feature("P3"), first_page=5)
    assert sheet.HeaderFooter.differentOddEven
    assert sheet.oddFooter.right.text == "— &P —　"
    assert sheet.evenFooter.left.text == "　— &P —"
    assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (5, True)
    assert sheet.oddFooter.right.size == 14
    assert "装订" in remarks[0]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    assert sheet.cell(head, 1).fill.fill_type is None


def test_a_bound_lying_sheet_has_its_numbers_at_the_left():
    sheet, _ = opened(every_feature("P2"))
    assert sheet.oddFooter.left.text == "　— &P —"
    assert sheet.evenHeader.left.text == "　— &P —"


def test_numbers_that_begin_anew_do_not_tell_those_of_other_sheets():
    first, second = every_feature(afresh=True, sheet_name="甲"), every_feature(afresh=True, sheet_name="乙")
    for sheet in sheets_of(document_of(first, second)):
        assert sheet.oddFooter.center.text == "第&P页"
        assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)


def test_what_signs_mean_stands_at_the_foot_of_each_page():
    data = write_workbook(document_of(every_feature(legend=("●为牵头。", "○为配合 & 参与。")))).data
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.oddFooter.left.text.startswith("●为牵头。")
    assert sheet.oddFooter.left.text.count("\n") == sheet.oddFooter.center.text.count("\n") == 1
    with ZipFile(BytesIO(data)) as book:
        assert "○为配合 && 参与。" in unescape(book.read("xl/worksheets/sheet1.xml").decode())
    assert sheet.print_area.endswith(f"${sheet.max_row - 2}")
    bound, _ = opened(every_feature("P3", legend=("●为牵头。",)))
    assert bound.print_area.endswith(f"${bound.max_row}")


def test_a_sheet_is_as_wide_as_its_frame_and_no_wider():
    for profile in PROFILES.values():
        for count in (1, 7, 30):
            pixels = sum(column_widths((profile.frame_width / count,) * count)) * 8
            assert profile.frame_width - 25.4 / 96 <= pixels / 96 * 25.4 <= profile.frame_width


def test_the_standard_font_has_digits_of_eight_pixels_on_every_machine():
    with ZipFile(BytesIO(write_workbook(document_of(every_feature())).data)) as book:
        styles = book.read("xl/styles.xml").decode()
    standard = re.search("<font>.*?</font>", styles)[0]
    assert '<name val="Times New Roman"' in standard
    assert '<sz val="12"' in standard
    assert 'fontId="0"' in re.search("<cellStyleXfs.*?</cellStyleXfs>", styles)[0]


def test_widths_and_heights_follow_the_millimetres():
    shown = [width - 5 / 8 for width in column_widths((12, 38, 57, 92, 135))]
    assert shown == pytest.approx([5.04, 17.33, 26.3, 42.84, 63.15], abs=1 / 8)
    table = table_of(("1", "短", (), ()), ("2", "长" * 300, (), ()))
    sheet, _ = opened(table)
    widths = [column.width for column in table.columns]
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == column_widths(widths)
    assert sheet.row_dimensions[4].height == pytest.approx(8 * MM, abs=0.1)
    assert 9 * 15 < sheet.row_dimensions[5].height < 12 * 18


def test_joined_cells_are_high_enough_for_what_they_say():
    text = "联" * 60
    rows = tuple(
        ItemRow((plain(str(number)), plain("事项"), replace(plain(text), joined=number > 1), EMPTY))
        for number in range(1, 4)
    )
    sheet, _ = opened(replace(table_of(), rows=rows))
    assert merged(sheet) >= {"C4:C6"}
    assert sheet["C4"].value.replace("\n", "") == text
    assert sheet["C5"].value is None
    total = sum(sheet.row_dimensions[row].height for row in (4, 5, 6))
    assert total >= 60 / 8 * 17
    assert sheet["C4"].alignment.vertical == "center"


def test_joined_cells_that_go_overleaf_begin_at_the_top():
    rows = tuple(
        ItemRow((plain(str(number)), plain("事项"), replace(plain("督学室"), joined=number > 1), EMPTY), least=40)
        for number in range(1, 5)
    )
    sheet, _ = opened(replace(table_of(), rows=rows))
    assert sheet["C4"].alignment.vertical == "top"


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


def test_a_long_name_is_not_said_again_beside_a_low_part():
    columns = (Column("事项", 20, repeats=True), Column("工作任务", 150))
    for name, again in (("推进" * 26, ""), ("推进" * 8, "推进" * 8)):
        rows = (ItemRow((plain(name), plain("办好办实。" * 170))),)
        sheet, _ = opened(replace(table_of(), columns=columns, rows=rows))
        assert [row[0] for row in grid(sheet)[3:]] == [name, again]


def test_no_row_is_higher_than_its_page_leaves_below_the_head():
    table = replace(table_of(("7", "办好办实。" * 200, (), ())), profile="P2", band="一、牵头任务（1项）")
    sheet, remarks = opened(table)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    again = heights[2] + heights[3]
    assert max(heights) + again <= PROFILES["P2"].frame_height * MM
    assert "".join(row[1] for row in grid(sheet)[4:]) == "办好办实。" * 200
    assert "409磅" not in remarks[1]


def test_a_row_too_high_keeps_its_joined_cells_in_one_piece():
    sentences = "".join(f"第{number}件事要办好办实。" for number in range(1, 200))
    rows = tuple(
        ItemRow((plain(str(number)), plain(sentences), replace(plain("督学室"), joined=number > 1), EMPTY))
        for number in (1, 2)
    )
    sheet, _ = opened(replace(table_of(), rows=rows))
    last = sheet.max_row
    assert merged(sheet) >= {f"C4:C{last}"}
    assert [row[2] for row in grid(sheet)[3:] if row[2]] == ["督学室"]
    assert "".join(row[1] for row in grid(sheet)[3:]) == sentences * 2


def test_a_row_too_high_behind_a_box_to_tick_is_told_by_its_number():
    row = ItemRow((plain("□"), plain("3"), plain("办好办实。" * 400), EMPTY))
    _, (remark,) = opened(replace(table_of(), rows=(row,)))
    assert remark.startswith("第3项的文字超过一行的最大高度")


def test_several_rows_too_high_are_told_in_one_sentence():
    long = "办好办实。" * 400
    _, (remark,) = opened(table_of(*((str(number), long, (), ()) for number in range(1, 8))))
    assert remark.startswith("第1、2、3、4、5等项，共7项的文字超过一行的最大高度（409磅）")


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


def test_a_note_of_many_lines_has_room_and_a_very_long_one_several_rows():
    note = "注：" + "说明文字。" * 100
    sheet, _ = opened(table_of(("1", "甲", (), ()), notes=(note,)))
    assert sheet["A5"].value == note
    assert sheet.row_dimensions[5].height > 7 * 12
    endless, _ = opened(table_of(("1", "甲", (), ()), notes=("说明文字。" * 1_000,)))
    assert "".join(row[0] for row in grid(endless)[4:]) == "说明文字。" * 1_000


def test_a_long_title_has_its_two_lines(plan):
    title = "青禾县教育体育局关于推进全县教育优先优质发展的实施方案（2031—2033年）责任分解表"
    table = replace(table_of(("1", "甲", (), ())), title=title)
    sheet, _ = opened(table)
    first, second = sheet["A1"].value.split("\n")
    assert (first + second).replace(" ", "") == table.title.replace(" ", "")


def two_parts(count, *, other_widths=False):
    """Return a list of two parts, `count` items each, of which the second follows the first."""
    widths = (10, 14, 82, 30, 20, 14), (60, 50, 60) if other_widths else (10, 14, 86, 30, 20, 10)
    tables = []
    for place, (word, some) in enumerate(zip(("配合单位", "牵头单位"), widths, strict=True)):
        columns = tuple(Column(word if index == 2 else f"列{index}", width) for index, width in enumerate(some))
        rows = tuple(
            ItemRow(tuple(plain(f"{place}-{number}-{index}") for index in range(len(some)))) for number in range(count)
        )
        tables.append(
            ReportTable(
                "清单",
                "共几项",
                columns,
                rows,
                (),
                "P5",
                "督学室",
                follows=place > 0,
                band=f"{'一二'[place]}、{word}（3项）",
            )
        )
    return tables


def test_a_table_that_follows_stands_below_with_its_own_head():
    first, second = two_parts(2)
    (sheet,) = sheets_of(document_of(first, second))
    rows = filled(sheet)
    below = rows.index([second.band])
    assert rows[below + 1] == [column.head for column in second.columns]
    assert rows[2] == [first.band]
    assert [row for row in rows if row == ["清单"]] == [["清单"]]
    assert all(found.size["rows"] == 1 and found.size["columns"] == 6 for found in sheet.merged_cells.ranges)
    assert sheet.print_title_rows is None


def test_tables_of_other_columns_share_a_grid():
    first, second = two_parts(2, other_widths=True)
    (sheet,) = sheets_of(document_of(first, second))
    rows = filled(sheet)
    assert rows[-1] == ["1-1-0", "1-1-1", "1-1-2"]
    assert ["0-1-0", "0-1-1", "0-1-2", "0-1-3", "0-1-4", "0-1-5"] in rows
    total = sum(sheet.column_dimensions[letter].width * 8 for letter in "ABCDEFGH"[: sheet.max_column])
    assert total == int(170 / 25.4 * 96)


def test_parts_with_other_heads_are_parted_where_a_page_would_say_the_wrong_one():
    first, second = two_parts(60)
    one, other = sheets_of(document_of(first, second))
    assert (one.title, other.title) == ("督学室", "督学室 牵头单位")
    assert (one.print_title_rows, other.print_title_rows) == ("$3:$4", "$1:$2")
    assert filled(other)[:2] == [[second.band], [column.head for column in second.columns]]
    assert len(filled(one)) + len(filled(other)) == 2 + 2 * 62
    assert not other.page_setup.useFirstPageNumber


def test_each_table_that_begins_a_page_has_a_sheet_with_a_name_of_its_own():
    tables = [replace(every_feature(), sheet_name=name) for name in ("督学室", "督学室", "县（市、区）/新区:*")]
    found = sheets_of(document_of(*tables))
    assert [sheet.title for sheet in found] == ["督学室", "督学室(2)", "县（市、区）－新区－－"]
    assert [sheet.sheet_view.tabSelected for sheet in found] == [True, False, False]
    assert len({tuple(map(tuple, filled(sheet))) for sheet in found}) == 1


def test_a_table_without_heads_has_no_head_row():
    columns = tuple(replace(column, head="", upright=False) for column in COLUMNS)
    sheet, _ = opened(every_feature(columns=columns, band=""))
    assert filled(sheet)[4] == ["一、办好学校"]
    assert sheet["A5"].border.top.style == "medium"
    assert sheet.print_title_rows is None
    assert sheet.freeze_panes is None


def test_it_names_no_person_and_numbers_as_text_are_no_errors(plan):
    data = render(plan, PrintRequest(), "xlsx").data
    with ZipFile(BytesIO(data)) as book:
        assert book.testzip() is None
        assert b'numberStoredAsText="1"' in book.read("xl/worksheets/sheet1.xml")
        assert b"dcterms" not in book.read("docProps/core.xml")
    properties = load_workbook(BytesIO(data)).properties
    assert (properties.creator, properties.lastModifiedBy) == ("planner", None)
    assert properties.title == build(plan, PrintRequest()).title


def test_equal_documents_are_equal_files():
    first = write_workbook(document_of(every_feature(), every_feature("P3"))).data
    assert write_workbook(document_of(every_feature(), every_feature("P3"))).data == first
    with ZipFile(BytesIO(first)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_tells_how_far_it_is_and_stops_when_told():
    tables = [table_of(*((str(number), "甲", (), ()) for number in range(250))) for _ in range(3)]
    heard = []
    write_workbook(document_of(*tables), lambda done, count: heard.append((done, count)))
    assert {count for _, count in heard} == {750}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (750, 750)
    assert any(0 < done < 250 for done, _ in heard)

    def stop(done, _count):
        if done >= 250:
            raise Stopped

    with pytest.raises(Stopped):
        write_workbook(document_of(*tables), stop)


def test_many_sections_stay_merged():
    rows = [part for number in range(1, 401) for part in (f"第{number}部分", (str(number), "事项", (), ()))]
    table = table_of(*rows)
    sheet, _ = opened(table)
    assert len(sheet.merged_cells.ranges) == 402
    assert sum(isinstance(row, ItemRow) for row in table.rows) == 400


@pytest.mark.parametrize("size", [12.0, 10.5, 9.0])
def test_the_size_of_cells_is_chosen(size):
    sheet, _ = opened(table_of(("1", "长" * 600, (), ())), size=size)
    assert sheet["B4"].font.size == size
    assert sheet["B3"].font.size == 12
    assert sheet.row_dimensions[4].height < 600 / 34 * 17 + 40


def test_a_very_long_upright_head_is_turned_and_takes_two_lines():
    name = "县义务教育优质均衡发展和学前教育普及普惠迎检工作领导小组办公室"
    columns = (*COLUMNS[:2], Column(name, 10, centred=True, upright=True), Column("督学室", 10, upright=True))
    row = ItemRow((plain("1"), plain("抓好校园安全。"), EMPTY, EMPTY))
    sheet, _ = opened(ReportTable("题名", "", columns, (row,), (), "P4", "矩阵"))
    (head,) = [cell for cell in sheet[2] if cell.value == name]
    assert (head.alignment.text_rotation, head.alignment.wrap_text, head.font.size) == (180, True, 9)
    assert sheet["D2"].alignment.text_rotation == 255
    assert len(name) / 2 * 9 < sheet.row_dimensions[2].height < len(name) * 9 * 0.7


def test_a_short_head_comes_close_to_its_rules_rather_than_torn():
    columns = (
        Column("序号", 9),
        Column("事项", 80),
        Column("滞后数", 13.5),
        Column("完成情况", 15),
        Column("未启动", 13.5),
    )
    sheet, _ = opened(ReportTable("题名", "", columns, (ItemRow((EMPTY,) * 5),), (), "P5", "清单"))
    assert [cell.value for cell in sheet[2]] == ["序号", "事项", "滞后数", "完成\n情况", "未启动"]
    assert [bool(cell.alignment.wrap_text) for cell in sheet[2]] == [False, True, False, True, False]
    assert {cell.font.size for cell in sheet[2]} == {12}


@pytest.mark.parametrize("length", [1, 200])
def test_no_two_merged_cells_overlap(length):
    first, second = two_parts(3, other_widths=True)
    joined = replace(plain("督学室"), joined=True)
    rows = tuple(
        ItemRow((plain("一"), plain("办好办实。" * length), joined if number else replace(joined, joined=False)))
        for number in range(3)
    )
    for sheet in sheets_of(document_of(first, replace(second, rows=rows))):
        taken = [cell for found in sheet.merged_cells.ranges for cell in found.cells]
        assert len(taken) == len(set(taken))
    assert next(row for row in filled(sheet) if "督学室" in row)[0] == "一"
    assert sum("督学室" in row for row in filled(sheet)) == 1
