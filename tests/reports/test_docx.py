"""The Word file read back: cells, widths, merges, fonts, fields, sections, and what Word repeats and keeps together."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from planner.core.progress import Light
from planner.core.stopping import Stopped
from planner.reports.docx import write_docx
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

TWIPS = 1440 / 25.4
COLUMNS = (
    Column("序号", 12, centred=True, repeats=True),
    Column("工作任务", 80),
    Column("牵头单位", 38, ragged=True),
    Column("县教研室", 10, centred=True, upright=True),
    Column("状态", 30, centred=True),
)
TASK = Cell(
    (
        (Text("办好村小。", strong=True), Text("把“四个一”——3场")),
        (Text("改过的", underlined=True), Text("（各科室）", grey=True)),
    )
)
UNITS = names(("综合股", "师资股", "县教育教学研究室"))
ROWS = (
    SectionRow("一、办好学校", 1),
    SectionRow("（一）起步", 2),
    ItemRow((plain("1"), TASK, UNITS, plain("●"), Cell(((Text("▲ 推进中", light=Light.YELLOW),),)))),
    ItemRow((plain("2"), plain("=1+1"), replace(UNITS, joined=True), EMPTY, plain("<未启动> & 其他"))),
    ItemRow((plain("3"), plain("第一行\n第二行"), plain("校安股"), plain("○"), EMPTY), least=60),
    ItemRow((Cell(((Text("合计"),),), span=2, centred=True), EMPTY, plain("3"), EMPTY, EMPTY), is_total=True),
)
TABLE = ReportTable(
    "青禾县2031年工作任务清单",
    "（牵头2项）　　2031年3月31日",
    COLUMNS,
    ROWS,
    ("注：试行。",),
    "P5",
    "清单",
    preface=("会议名称：工作会",),
    foot=("签收人：____",),
    band="一、牵头任务（2项）",
    legend=("●为牵头单位。",),
)


def written(*tables, title="青禾县清单", **page):
    return write_docx(ReportDocument(title, tables or (TABLE,), PageChoices(**page)))


def opened(*tables, **page):
    return Document(BytesIO(written(*tables, **page).data))


def part(data, name):
    return etree.fromstring(ZipFile(BytesIO(data)).read(f"word/{name}.xml"))


def found(element, path):
    return element.findall(f".//{path}", {"w": W})


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def value(element, name="val"):
    return element.get(qn(f"w:{name}"))


def test_every_cell_says_what_the_table_says():
    (table,) = opened().tables
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts[0] == ["一、牵头任务（2项）"] * 5
    assert texts[1] == ["序号", "工作任务", "牵头单位", "县\n教\n研\n室", "状态"]
    assert texts[2] == ["一、办好学校"] * 5
    assert texts[3] == ["（一）起步"] * 5
    assert texts[4][:2] == ["1", "办好村小。把“四个一”——3场\n改过的（各科室）"]
    assert texts[4][2].replace("\n", "") == "综合股、师资股、县教育教学研究室"
    assert texts[4][3:] == ["●", "▲ 推进中"]
    assert texts[5] == ["2", "=1+1", texts[4][2], "", "<未启动> & 其他"]
    assert texts[6] == ["3", "第一行\n第二行", "校安股", "○", ""]
    assert texts[7] == ["合计", "合计", "3", "", ""]


def test_what_stands_round_the_table_has_its_style():
    document = opened()
    shown = [(paragraph.text, paragraph.style.name) for paragraph in document.paragraphs if paragraph.text]
    assert shown == [
        ("青禾县2031年工作任务清单", "表题"),
        ("（牵头2项）　　2031年3月31日", "副题（四号）"),
        ("会议名称：工作会", "表前文字"),
        ("注：试行。", "表注"),
        ("签收人：____", "表后签字"),
    ]


def test_columns_are_as_wide_as_they_should_be():
    table = found(part(written().data, "document"), "w:tbl")[0]
    assert value(found(table, "w:tblLayout")[0], "type") == "fixed"
    grid = [int(value(column, "w")) for column in found(table, "w:gridCol")]
    assert grid == pytest.approx([column.width * TWIPS for column in COLUMNS], abs=1)
    assert sum(grid) == round(170 * TWIPS)
    for row in found(table, "w:tr"):
        assert sum(int(value(cell, "w")) for cell in found(row, "w:tcW")) == sum(grid)
    margins = {child.tag.rpartition("}")[2]: int(value(child, "w")) for child in found(table, "w:tblCellMar")[0]}
    assert margins == {"top": 57, "left": 85, "bottom": 57, "right": 85}


def test_rules_are_one_point_outside_and_half_a_point_inside():
    borders = found(part(written().data, "document"), "w:tblBorders")[0]
    sizes = {border.tag.rpartition("}")[2]: int(value(border, "sz")) / 8 for border in borders}
    assert sizes == {"top": 1, "left": 1, "bottom": 1, "right": 1, "insideH": 0.5, "insideV": 0.5}


def test_band_and_head_repeat_and_nothing_else():
    rows = found(part(written().data, "document"), "w:tr")
    assert [bool(found(row, "w:tblHeader")) for row in rows] == [True, True, *[False] * 6]


def test_rows_have_their_least_height():
    rows = found(part(written().data, "document"), "w:tr")
    heights = [found(row, "w:trHeight")[0] for row in rows]
    assert {value(height, "hRule") for height in heights} == {"atLeast"}
    assert [int(value(height)) for height in heights] == [454, 454, 454, 454, 454, 454, round(60 * TWIPS), 454]


def test_only_a_row_higher_than_a_third_of_the_page_may_split():
    tall = ItemRow((plain("4"), plain("很长的一项任务。" * 60), EMPTY, EMPTY, EMPTY))
    short = ItemRow((plain("5"), plain("很长的一项任务。" * 20), EMPTY, EMPTY, EMPTY))
    rows = found(part(written(replace(TABLE, rows=(tall, short))).data, "document"), "w:tr")
    assert [bool(found(row, "w:cantSplit")) for row in rows[2:]] == [False, True]


def test_a_section_stays_with_what_follows_and_the_notes_with_the_last_row():
    document = opened()
    assert document.styles["表中一级标题"].paragraph_format.keep_with_next
    last = document.tables[0].rows[-1]
    assert all(paragraph.paragraph_format.keep_with_next for cell in last.cells for paragraph in cell.paragraphs)
    notes = [one for one in document.paragraphs if one.text in {"注：试行。", "签收人：____"}]
    assert [one.paragraph_format.keep_with_next for one in notes] == [True, None]


def test_equal_cells_are_merged_downwards():
    rows = found(part(written().data, "document"), "w:tr")
    merges = [[value(merge) for merge in found(row, "w:vMerge")] for row in rows]
    assert merges == [[], [], [], [], ["restart"], [None], [], []]


def test_a_joined_cell_below_a_heading_says_its_text_again():
    rows = (ROWS[2], SectionRow("二、又一部分", 1), ROWS[3])
    data = written(replace(TABLE, rows=rows)).data
    assert not found(part(data, "document"), "w:vMerge")
    assert Document(BytesIO(data)).tables[0].rows[-1].cells[2].text.startswith("综合股")


def test_names_are_not_torn():
    limit = 35 / 25.4 * 72 / 12
    lines = opened().tables[0].rows[4].cells[2].text.split("\n")
    assert len(lines) > 1
    assert all(len(line) <= limit for line in lines)
    assert all(one.endswith("、") or "县教育教学研究室" in one + other for one, other in pairwise(lines))


def test_room_beside_digits_that_some_programs_add_tears_no_name():
    schools = names(tuple(f"县第{number}中学" for number in range(11, 15)))
    columns = (*COLUMNS[:2], replace(COLUMNS[2], width=57), *COLUMNS[3:])
    row = ItemRow((plain("1"), plain("任务"), schools, EMPTY, EMPTY))
    data = written(replace(TABLE, columns=columns, rows=(row,), band="")).data
    assert Document(BytesIO(data)).tables[0].rows[1].cells[2].text == "县第11中学、县第12中学、\n县第13中学、县第14中学"
    scales = [int(value(one)) for one in found(part(data, "document"), "w:w")]
    assert scales
    assert all(90 < scale < 100 for scale in scales)


def test_names_beside_a_word_are_not_torn_and_keep_their_looks():
    listed = (
        Text("配合："),
        *(Text(f"{name}、", whole=True) for name in ("秘书股", "机关党委")),
        Text("职教股", True, True),
    )
    changed = Cell((listed, (Text("基础教育与学前股", whole=True, underlined=True),)))
    document = opened(replace(TABLE, rows=(ItemRow((plain("1"), plain("任务"), changed, EMPTY, EMPTY)),), band=""))
    cell = document.tables[0].rows[1].cells[2]
    assert cell.text == "配合：秘书股、\n机关党委、职教股\n基础教育与学前股"
    assert run_of(document, "职教股").style.name == "表中着重"
    assert cell.paragraphs[1].runs[0].underline


def test_running_text_with_a_name_in_it_is_left_to_word():
    text = Cell(
        ((Text("由综合股会同有关方面认真落实各项工作要求，"), Text("县教育教学研究室", whole=True), Text("配合。")),)
    )
    (paragraph,) = (
        opened(replace(TABLE, rows=(ItemRow((EMPTY, EMPTY, text, EMPTY, EMPTY)),)))
        .tables[0]
        .rows[2]
        .cells[2]
        .paragraphs
    )
    assert paragraph.text == text.text


def test_fonts_are_the_office_s_own_with_their_other_names():
    data = written().data
    fonts = {}
    for style in found(part(data, "styles"), "w:style"):
        for font in found(style, "w:rFonts"):
            fonts[value(found(style, "w:name")[0])] = (value(font, "eastAsia"), value(font, "ascii"))
    assert fonts["表题"] == ("方正小标宋简体", "Times New Roman")
    assert fonts["表格正文"] == ("仿宋_GB2312", "Times New Roman")
    assert fonts["表头"] == ("黑体", "黑体")
    assert fonts["表中二级标题"] == ("楷体_GB2312", "Times New Roman")
    others = {value(font, "name"): found(font, "w:altName") for font in found(part(data, "fontTable"), "w:font")}
    assert value(others["仿宋_GB2312"][0]).split(",")[0] == "仿宋"


@pytest.mark.parametrize(("size", "leading"), [(12.0, 17), (10.5, 15), (9.0, 13)])
def test_cells_have_the_size_that_was_chosen(size, leading):
    style = opened(size=size).styles["表格正文"]
    assert style.font.size.pt == size
    assert style.paragraph_format.line_spacing.pt == leading


def test_every_run_asks_for_the_chinese_font_of_quotes_and_dashes():
    runs = [run for run in found(part(written().data, "document"), "w:r") if found(run, "w:t")]
    assert runs
    assert all(value(found(run, "w:rFonts")[0], "hint") == "eastAsia" for run in runs)


def run_of(document, text):
    return next(
        run
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.text == text
    )


def test_adornments_are_kept():
    document = opened()
    assert run_of(document, "办好村小。").style.name == "表中着重"
    assert run_of(document, "改过的").underline
    assert str(run_of(document, "（各科室）").font.color.rgb) == "8C8C8C"
    assert str(run_of(document, "▲").font.color.rgb) == "B26A00"
    assert run_of(document, "▲").style.name == "表中符号"
    assert run_of(document, " 推进中").font.color.rgb is None
    assert run_of(document, "合计").style.name == "表中着重"


def test_alignment_follows_the_columns():
    cells = opened().tables[0].rows[4].cells
    assert [cell.paragraphs[0].style.name for cell in cells] == [
        "表格正文（中）",
        "表格正文",
        "表格正文（左）",
        "表格正文（中）",
        "表格正文（中）",
    ]


def margins(section):
    return [round(side.mm) for side in (section.top_margin, section.bottom_margin, section.left_margin)]


@pytest.mark.parametrize("name", ["P1", "P3", "P4", "P5"])
def test_paper_and_margins_are_those_of_the_profile(name):
    profile = PROFILES[name]
    (section,) = opened(replace(TABLE, profile=name)).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (profile.width, profile.height)
    assert margins(section) == [profile.top, profile.bottom, profile.left]
    assert round(section.right_margin.mm) == profile.right
    assert (section.orientation == 1) == (profile.width > profile.height)


def fields(container):
    return [code.text.strip() for code in found(container, "w:instrText")]


def test_pages_are_counted_by_fields():
    document = opened()
    (section,) = document.sections
    assert section.footer.paragraphs[-1].text.replace("1", "n") == "第 n 页 共 n 页"
    assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
    assert section.footer.paragraphs[0].text == "●为牵头单位。"
    dashed = opened(numbering="dash", first_page=7).sections[0]
    assert dashed.footer.paragraphs[-1].text == "— 1 —"
    assert value(dashed._sectPr.find(qn("w:pgNumType")), "start") == "7"


def test_an_official_standing_page_is_mirrored():
    data = written(replace(TABLE, profile="P3", legend=())).data
    settings = part(data, "settings")
    assert found(settings, "w:mirrorMargins")
    assert found(settings, "w:evenAndOddHeaders")
    (section,) = Document(BytesIO(data)).sections
    assert section.footer.paragraphs[-1].text == section.even_page_footer.paragraphs[-1].text == "— 1 —"
    # 7 mm below the type area, one character free outside.
    assert 35 - section.footer_distance.mm == pytest.approx(7 + 17 * 25.4 / 72, abs=0.1)
    assert section.footer.paragraphs[-1].paragraph_format.right_indent.pt == pytest.approx(14, abs=0.1)
    assert section.even_page_footer.paragraphs[-1].paragraph_format.left_indent.pt == pytest.approx(14, abs=0.1)


def high(container):
    """Return how high the paragraphs of a header or footer are, in millimetres."""
    return sum(
        paragraph.paragraph_format.line_spacing.mm
        for paragraph in container.paragraphs
        if paragraph.style.name == "间隔"
    )


def place(container):
    """Return the box of the turned number: left, top, width, height in millimetres."""
    wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    offsets = [int(one.text) / 36000 for one in container._element.iter(f"{wp}posOffset")]
    extent = next(container._element.iter(f"{wp}extent"))
    return [*offsets, int(extent.get("cx")) / 36000, int(extent.get("cy")) / 36000]


def test_an_official_lying_page_changes_top_and_bottom_and_turns_its_number():
    (section,) = opened(replace(TABLE, profile="P2", legend=())).sections
    assert margins(section) == [26, 26, 35]
    assert section.header_distance.mm + high(section.header) == pytest.approx(28, abs=0.1)
    assert section.footer_distance.mm + high(section.footer) == pytest.approx(26, abs=0.1)
    assert section.header_distance.mm + high(section.even_page_header) == pytest.approx(26, abs=0.1)
    assert section.footer_distance.mm + high(section.even_page_footer) == pytest.approx(28, abs=0.1)
    left, top, width, height = place(section.footer)
    assert left + width == pytest.approx(35 - 7, abs=0.1)
    assert top + height == pytest.approx(210 - 26 - 14 * 25.4 / 72, abs=0.1)
    left, top, width, _ = place(section.even_page_footer)
    assert left + width == pytest.approx(35 - 7, abs=0.1)
    assert top == pytest.approx(26 + 14 * 25.4 / 72, abs=0.1)
    assert b'vert="vert"' in etree.tostring(section.footer._element)
    assert fields(section.footer._element) == ["PAGE", "PAGE"]  # for Word and for programs before 2010


def test_the_mark_stands_above_the_title():
    document = opened(replace(TABLE, profile="P3"), mark="附件2")
    assert [paragraph.style.name for paragraph in document.paragraphs[:2]] == ["附件字样", "表题"]
    assert document.paragraphs[0].text == "附件2"


def test_a_table_that_follows_stands_right_below():
    below = replace(TABLE, follows=True, title="", subtitle="", notes=(), foot=())
    document = opened(TABLE, below)
    assert len(document.tables) == 2
    assert len(document.sections) == 1
    assert not found(document.element.body, "w:pageBreakBefore")
    between = document.tables[1]._tbl.getprevious()
    assert between.tag == qn("w:p")


def test_the_next_table_begins_a_page():
    document = opened(TABLE, replace(TABLE, title="第二张表"))
    assert len(document.sections) == 1
    assert len(found(document.element.body, "w:pageBreakBefore")) == 1


def kinds(document):
    return [value(section._sectPr.find(qn("w:type"))) for section in document.sections]


def test_other_paper_or_an_odd_start_begins_a_section():
    assert kinds(opened(TABLE, replace(TABLE, profile="P4"))) == ["nextPage", "nextPage"]
    assert kinds(opened(TABLE, TABLE, odd_starts=True)) == ["nextPage", "oddPage"]


def test_numbers_begin_again_and_count_their_own_pages():
    document = opened(TABLE, replace(TABLE, afresh=True), TABLE)
    starts = [value(section._sectPr.find(qn("w:pgNumType")), "start") for section in document.sections[1:]]
    assert starts == ["1"]
    marks = [value(mark, "name") for mark in found(document.element.body, "w:bookmarkStart")]
    counted = [fields(section.footer._element)[1].removeprefix("PAGEREF ") for section in document.sections]
    assert counted == marks
    assert len(set(marks)) == 2


def test_upright_heads_of_long_names_are_smaller():
    columns = (*COLUMNS[:3], replace(COLUMNS[3], head="县教育教学研究与教师发展中心"), COLUMNS[4])
    cell = opened(replace(TABLE, columns=columns)).tables[0].rows[1].cells[3]
    assert cell.text.replace("\n", "") == "县教育教学研究与教师发展中心"
    assert cell.paragraphs[0].runs[0].font.size.pt == 10.5


def test_short_names_and_heads_are_narrowed_rather_than_torn():
    columns = (replace(COLUMNS[0], width=9), *COLUMNS[1:2], replace(COLUMNS[2], width=30), *COLUMNS[3:])
    unit = names(("综合股", "县阳光服务中心"))
    rows = (ItemRow((plain("1"), plain("任务"), unit, EMPTY, EMPTY)),)
    cells = opened(replace(TABLE, columns=columns, rows=rows, band="")).tables[0].rows
    assert cells[0].cells[0].text == "序号"
    assert cells[1].cells[2].text == "综合股、\n县阳光服务中心"
    scales = [value(scale) for scale in found(cells[1].cells[2]._tc, "w:rPr/w:w")]
    assert [85 <= int(scale) < 100 for scale in scales] == [True]


def test_a_box_to_tick_is_four_millimetres_wide():
    rows = (ItemRow((plain("□"), plain("是 □ 否 □"), EMPTY, EMPTY, EMPTY)),)
    cells = opened(replace(TABLE, rows=rows, band="")).tables[0].rows[1].cells
    assert cells[0].paragraphs[0].runs[0].font.size.mm * 0.8 == pytest.approx(4.2, abs=0.3)
    assert cells[1].text == "是 □ 否 □"


def test_a_very_long_upright_head_takes_two_files():
    long = "县城乡义务教育优质均衡发展与教师队伍建设统筹推进工作领导小组"
    columns = (*COLUMNS[:3], replace(COLUMNS[3], head=long), COLUMNS[4])
    data = written(replace(TABLE, columns=columns, band="")).data
    head = found(part(data, "document"), "w:tr")[0]
    assert [value(one) for one in found(head, "w:textDirection")] == ["tbRlV"]
    assert int(value(found(head, "w:trHeight")[0])) / 20 > len(long) / 2 * 9
    assert Document(BytesIO(data)).tables[0].rows[0].cells[3].text == long


def test_title_heading_and_a_row_find_room_with_very_long_heads():
    columns = (*COLUMNS[:3], replace(COLUMNS[3], head="县城乡教育统筹推进工作领导小组" * 4), COLUMNS[4])
    for profile, most in (("P1", 300), ("P2", 300), ("P4", 430)):
        table = replace(TABLE, columns=columns, band="", profile=profile)
        head = found(part(written(table).data, "document"), "w:tr")[0]
        assert 60 / 2 * 9 < int(value(found(head, "w:trHeight")[0])) / 20 < most


def test_heads_are_grey_only_where_that_is_wanted():
    assert found(part(written().data, "document"), "w:shd")
    assert not found(part(written(shaded=False).data, "document"), "w:shd")
    assert not found(part(written(replace(TABLE, profile="P3")).data, "document"), "w:shd")


def test_a_form_has_no_head():
    form = ReportTable(
        "督办单", "", (Column("", 40), Column("", 130)), (ItemRow((plain("事项"), EMPTY)),), (), "P5", "单"
    )
    (table,) = opened(form).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["事项", ""]]


@pytest.mark.parametrize(("length", "lower"), [(40, False), (700, True)])
def test_a_form_gives_up_room_to_write_rather_than_its_last_row(length, lower):
    rows = (
        ItemRow((plain("要求"), plain("落" * length))),
        ItemRow((plain("情况"), EMPTY), least=60),
        ItemRow((plain("批示"), EMPTY), least=40),
        ItemRow((plain("签收"), EMPTY)),
    )
    form = ReportTable("督办单", "青禾县", (Column("", 30), Column("", 140)), rows, (), "P5", "单")
    heights = [int(value(one)) / TWIPS for one in found(part(written(form).data, "document"), "w:trHeight")]
    assert (heights[1] < 59) is lower
    lines = -(-length // 32)
    assert 24 + 30 + 30 + lines * 17 + 6 + sum(heights[1:]) * 72 / 25.4 < PROFILES["P5"].frame_height * 72 / 25.4
    assert heights[1] / heights[2] == pytest.approx(1.5, abs=0.02)


def test_characters_that_xml_cannot_hold_are_dropped_and_told():
    rows = (ItemRow((plain("1"), plain("钟\x07声\ud800"), EMPTY, EMPTY, EMPTY)),)
    book = written(replace(TABLE, rows=rows, band=""))
    assert Document(BytesIO(book.data)).tables[0].rows[1].cells[1].text == "钟声"
    assert len(book.remarks) == 1
    assert not written().remarks
    assert opened(replace(TABLE, title="清\x00单"), title="清\x00单\ud800").core_properties.title == "清单"


def test_equal_documents_are_alike_to_the_byte_and_name_nobody():
    assert written().data == written().data
    properties = opened(title="清单 <甲> & 乙").core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "清单 <甲> & 乙",
        "planner",
        "planner",
    )
    assert {entry.date_time for entry in ZipFile(BytesIO(written().data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_sound_xml_and_declared():
    data = written(TABLE, replace(TABLE, profile="P2"), replace(TABLE, profile="P3")).data
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        types = archive.read("[Content_Types].xml").decode()
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
            assert name.endswith(".rels") or name == "[Content_Types].xml" or f'PartName="/{name}"' in types


def test_work_can_be_stopped_within_a_table():
    calls = []

    def tell(done, count):
        calls.append((done, count))
        if len(calls) == 3:
            raise Stopped

    rows = tuple(ItemRow((plain(str(place)), *[EMPTY] * 4)) for place in range(2000))
    with pytest.raises(Stopped):
        write_docx(ReportDocument("单", (replace(TABLE, rows=rows),)), tell)
    assert calls == [(0, 2000), (200, 2000), (400, 2000)]


def test_digits_stand_in_the_chinese_font_when_that_is_wanted():
    (fonts,) = (
        style.find(f".//{qn('w:rFonts')}")
        for style in part(written(latin_digits=False).data, "styles").iter(qn("w:style"))
        if style.get(qn("w:styleId")) == "PlanCell"
    )
    assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
