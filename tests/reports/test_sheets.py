"""The mechanics of print.md 3.1 to 3.3 measured off the page: margins, sizes, numbers, heading, spans, signs."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.progress import Light
from planner.core.stopping import Stopped
from planner.reports.printing import first_page, print_document
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
from tests.reports.making import glyphs, page_texts, rules, shapes, stroke_widths, strokes, type_sizes

MM = 72 / 25.4
HALF = 0.5 * MM


def table(profile="P1", rows=(), *, heads=("序号", "工作任务", "牵头单位"), widths=(12, None, 38), **more):
    frame = PROFILES[profile].frame_width
    rest = frame - sum(width or 0 for width in widths)
    columns = tuple(
        Column(head, width or rest, centred=place == 0, repeats=place != 1, ragged=place != 1)
        for place, (head, width) in enumerate(zip(heads, widths, strict=True))
    )
    about = {"title": "安澜县教育工作任务分工表", "subtitle": "2031年3月1日　共几项", **more}
    return ReportTable(columns=columns, rows=tuple(rows), profile=profile, sheet_name="表", **{"notes": (), **about})


def row(number, text="抓好校园安全。", unit="校安股", **more):
    return ItemRow((plain(str(number)), plain(text), names((unit,))), **more)


def rows(count, text="抓好校园安全。"):
    return [row(number, text) for number in range(1, count + 1)]


def printed(*tables, **page):
    document = ReportDocument("文件", tables, PageChoices(**page))
    return print_document(document, "表.pdf", bundled_only=True)


def ink(found):
    """Return the box that glyphs fill."""
    return (
        min(glyph.left for glyph in found),
        min(glyph.bottom for glyph in found),
        max(glyph.right for glyph in found),
        max(glyph.top for glyph in found),
    )


def bookmarks(data):
    document = pypdfium2.PdfDocument(data)
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    return marks


# Left, right, top and bottom of the frame on the second and on the third page, in millimetres (print.md 3.1).
MARGINS = {
    "P1": ((20, 20, 22, 18), (20, 20, 22, 18)),
    "P2": ((35, 37, 26, 28), (35, 37, 28, 26)),
    "P3": ((26, 28, 37, 35), (28, 26, 37, 35)),
    "P4": ((20, 20, 20, 18), (20, 20, 20, 18)),
    "P5": ((20, 20, 20, 18), (20, 20, 20, 18)),
}


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_the_frame_stands_within_its_margins_on_even_and_odd_pages(profile):
    data = printed(table(profile, rows(120))).data
    paper = PROFILES[profile]
    for index, (left, right, top, bottom) in zip((1, 2), MARGINS[profile], strict=True):
        upright, level = rules(data, index)
        assert upright[0] == pytest.approx(left * MM, abs=HALF)
        assert upright[-1] == pytest.approx((paper.width - right) * MM, abs=HALF)
        assert level[-1] == pytest.approx((paper.height - top) * MM, abs=HALF)
        assert level[0] >= bottom * MM - 0.1
        assert level[0] < (bottom + 16) * MM


@pytest.mark.parametrize("number", [1, 2])
def test_the_number_of_an_attachment_stands_where_the_document_has_it(number):
    paper = PROFILES["P3"]
    data = printed(table("P3", rows(2)), first_page=number).data
    found = [glyph for glyph in glyphs(data, 0) if glyph.top < paper.bottom * MM]
    assert "".join(glyph.character for glyph in found) == f"—{number}—"
    left, _, right, _ = ink(found)
    digit = found[1]
    assert paper.bottom * MM - digit.top == pytest.approx(7 * MM, abs=HALF)
    margin = paper.left if number % 2 else paper.right
    if number % 2:
        assert (margin + paper.frame_width) * MM - right == pytest.approx(14, abs=HALF)
    else:
        assert left - margin * MM == pytest.approx(14, abs=HALF)
    assert {size for character, size in type_sizes(data, 0) if character in "—0123456789"} >= {14.0}


@pytest.mark.parametrize("number", [1, 2])
def test_the_number_of_a_lying_attachment_stands_turned_at_its_left_edge(number):
    paper = PROFILES["P2"]
    data = printed(table("P2", rows(2)), first_page=number).data
    found = [glyph for glyph in glyphs(data, 0) if glyph.right < paper.left * MM - 1]
    assert "".join(glyph.character for glyph in sorted(found, key=lambda glyph: -glyph.top)) == f"—{number}—"
    _, bottom, _, top = ink(found)
    digit = next(glyph for glyph in found if glyph.character.isdigit())
    assert digit.right - digit.left > digit.top - digit.bottom, "it lies on its side"
    assert paper.left * MM - digit.right == pytest.approx(7 * MM, abs=HALF)
    if number % 2:
        assert bottom - paper.bottom * MM == pytest.approx(14, abs=HALF)
    else:
        assert (paper.height - paper.bottom) * MM - top == pytest.approx(14, abs=HALF)


@pytest.mark.parametrize(("numbering", "wanted"), [("of", "第1页共1页"), ("dash", "—1—")])
def test_the_number_of_a_meeting_table_stands_in_the_middle(numbering, wanted):
    data = printed(table("P1", rows(1)), numbering=numbering).data
    found = [glyph for glyph in glyphs(data, 0) if glyph.top < 18 * MM]
    assert "".join(glyph.character for glyph in found) == wanted
    left, _, right, _ = ink(found)
    assert (left + right) / 2 == pytest.approx(297 / 2 * MM, abs=2)
    assert type_sizes(data, 0)[-1][1] == 10.5


@pytest.mark.parametrize("profile", ["P1", "P4", "P5"])
def test_title_and_subtitle_stand_eight_and_four_millimetres_apart(profile):
    data = printed(table(profile, rows(1))).data
    found = glyphs(data, 0)
    _, level = rules(data, 0)
    title, subtitle = ink(found[: len("安澜县教育工作任务分工表")]), ink(found[12 : 12 + len("2031年3月1日共几项")])
    paper = PROFILES[profile]
    assert title[3] == pytest.approx((paper.height - paper.top) * MM, abs=HALF)
    assert title[1] - subtitle[3] == pytest.approx(8 * MM, abs=HALF)
    assert subtitle[1] - level[-1] == pytest.approx(4 * MM, abs=HALF)
    assert (title[0] + title[2]) / 2 == pytest.approx(paper.width / 2 * MM, abs=2)


@pytest.mark.parametrize(("profile", "size"), [("P1", 14.0), ("P2", 16.0), ("P3", 16.0), ("P4", 16.0), ("P5", 14.0)])
def test_each_part_has_its_size(profile, size):
    found = type_sizes(printed(table(profile, [SectionRow("一、安全", 1), *rows(1)], notes=("注：略。",))).data, 0)
    sizes = {}
    for character, points in found:
        sizes.setdefault(character, points)
    assert (sizes["澜"], sizes["共"], sizes["序"], sizes["园"], sizes["注"]) == (22.0, size, 12.0, 12.0, 10.5)


@pytest.mark.parametrize(("size", "leading"), [(12.0, 17.0), (10.5, 15.0), (9.0, 13.0)])
def test_cells_have_the_size_and_leading_asked_for(size, leading):
    data = printed(table("P1", rows(1, "整" * 200)), size=size).data
    assert {points for character, points in type_sizes(data, 0) if character == "整"} == {size}
    lines = sorted({round(glyph.bottom, 1) for glyph in glyphs(data, 0) if glyph.character == "整"})
    assert [b - a for a, b in pairwise(lines)] == pytest.approx([leading] * (len(lines) - 1), abs=0.1)
    _, level = rules(printed(table("P1", rows(1)), size=size).data, 0)
    assert level[1] - level[0] == pytest.approx(8 * MM, abs=0.1)


def test_rules_are_half_a_point_inside_and_a_point_outside():
    data = printed(table("P1", rows(3))).data
    upright, level = rules(data, 0)
    widths = stroke_widths(data, 0)
    assert [width for _, width in widths] == [0.5, 1.0]
    assert widths[1][0] == (upright[0], level[0], upright[-1], level[-1])


def test_only_meeting_tables_have_a_grey_head_and_only_if_wanted():
    def grey(profile, **page):
        return [fill for _, fill in shapes(printed(table(profile, rows(1)), **page).data, 0) if fill]

    assert grey("P1") == [(235, 235, 235)]  # 8 %
    assert grey("P1", shaded=False) == grey("P2") == grey("P3") == []


def test_the_mark_stands_on_line_one_and_the_title_on_line_three():
    for profile in ("P2", "P3"):
        paper = PROFILES[profile]
        data = printed(table(profile, rows(1)), mark="附件2").data
        found = [glyph for glyph in glyphs(data, 0) if glyph.character not in "—1"]
        mark, title = ink(found[:3]), ink(found[3:9])
        assert "".join(glyph.character for glyph in found[:3]) == "附件2"
        assert mark[0] == pytest.approx(paper.left * MM, abs=HALF)
        assert mark[3] == pytest.approx((paper.height - paper.top) * MM, abs=HALF)
        line = (225 * MM - 16) / 21
        assert (mark[1] + mark[3] - title[1] - title[3]) / 2 == pytest.approx(2 * line, abs=HALF)
        assert ("附", 16.0) in type_sizes(data, 0)


def test_only_the_first_page_carries_the_mark():
    texts = page_texts(printed(table("P3", rows(40)), table("P3", rows(1)), mark="附件").data)
    assert [text.count("附件") for text in texts] == [1, *[0] * (len(texts) - 1)]


def test_tables_begin_pages_and_those_that_follow_stand_below():
    first = table("P5", rows(2), band="一、牵头任务（2项）")
    second = table("P5", rows(40), band="二、配合任务（40项）", follows=True, foot=("签收人：________",))
    data = printed(first, second, table("P5", rows(1), title="另一张")).data
    texts = page_texts(data)
    assert texts[0].count("序号工作任务牵头单位") == 2
    assert "一、牵头任务（2项）序号" in texts[0]
    assert "二、配合任务（40项）序号" in texts[0]
    assert texts[1].startswith("二、配合任务（40项）（续）序号工作任务牵头单位")
    assert texts[-2].endswith(f"签收人：________第{len(texts) - 1}页共{len(texts)}页")
    assert texts[-1].startswith("另一张")
    frames = [box for box, width in stroke_widths(data, 0) if width == 1.0]
    (_, upper, _, _), (_, _, _, lower) = sorted(frames, key=lambda box: -box[1])
    assert upper - lower == pytest.approx(4 * MM, abs=HALF)


def test_a_table_that_follows_never_leaves_its_head_alone():
    for count in range(14, 26):
        first = table("P5", rows(count), band="一、牵头")
        texts = page_texts(printed(first, table("P5", rows(1), band="二、配合", follows=True)).data)
        place = next(text for text in texts if "二、配合" in text)
        assert place.count("校安股") >= 1
        assert "二、配合序号工作任务牵头单位1抓好校园安全。校安股" in place


def test_what_follows_on_other_paper_begins_a_page():
    data = printed(table("P1", rows(1)), table("P5", rows(1), follows=True)).data
    document = pypdfium2.PdfDocument(data)
    sizes = [document.get_page_size(index) for index in range(2)]
    document.close()
    assert sizes[0] == pytest.approx((297 * MM, 210 * MM), abs=0.1)
    assert sizes[1] == pytest.approx((210 * MM, 297 * MM), abs=0.1)


def test_a_table_without_heads_has_no_head_row():
    form = replace(table("P5"), columns=(Column("", 30), Column("", 140)))
    data = printed(replace(form, rows=(ItemRow((plain("办理情况"), EMPTY), least=60),))).data
    _, level = rules(data, 0)
    assert len(level) == 2
    assert level[1] - level[0] == pytest.approx(60 * MM, abs=HALF)


def test_a_cell_spans_columns_without_a_rule_between():
    spanning = ItemRow((Cell(((Text("合计"),),), span=2, centred=True), EMPTY, plain("9")), is_total=True)
    data = printed(table("P1", [row(1), spanning, row(2)])).data
    upright, level = rules(data, 0)
    edge = upright[1]
    spans = sorted((min(y, to), max(y, to)) for x, y, x_to, to in strokes(data, 0) if x == x_to and abs(x - edge) < 0.1)
    assert [(pytest.approx(low, abs=0.1), pytest.approx(high, abs=0.1)) for low, high in spans] == [
        (level[0], level[1]),
        (level[2], level[-1]),
    ]
    total = ink([glyph for glyph in glyphs(data, 0) if glyph.character in "合计"])
    assert (total[0] + total[2]) / 2 == pytest.approx((upright[0] + upright[2]) / 2, abs=1)


def test_joined_cells_have_no_rule_between_and_say_their_text_once_a_page():
    def led(number, joined):
        return ItemRow((plain(str(number)), plain("抓好安全。" * 12), Cell(((Text("王县长"),),), joined=joined)))

    data = printed(table("P1", [led(number, number > 1) for number in range(1, 30)])).data
    texts = page_texts(data)
    assert len(texts) > 1
    assert [text.count("王县长") for text in texts] == [1] * len(texts)
    upright, level = rules(data, 0)
    name = ink([glyph for glyph in glyphs(data, 0) if glyph.character in "王长"])
    assert (name[1] + name[3]) / 2 == pytest.approx((level[0] + level[-2]) / 2, abs=3)
    inner = [(x, to) for x, y, to, y_to in strokes(data, 0) if y == y_to and level[0] + 1 < y < level[-2] - 1]
    assert inner
    assert all(max(pair) == pytest.approx(upright[2], abs=0.1) for pair in inner)


def test_an_upright_head_stands_one_character_below_the_other():
    def head(name):
        found = table("P1", [ItemRow((plain("1"), plain("事"), plain("●")))], heads=("序号", "工作任务", "占位"))
        column = Column(name, 10, centred=True, upright=True)
        return printed(replace(found, columns=(*found.columns[:2], column))).data

    short = [glyph for glyph in glyphs(head("基础教育股"), 0) if glyph.character in "基础"]
    assert short[0].left == pytest.approx(short[1].left, abs=1.5)
    assert short[0].bottom > short[1].top - 1
    assert ("础", 12.0) in type_sizes(head("基础教育股"), 0)
    assert ("础", 10.5) in type_sizes(head("基础教育与职业教育股"), 0)
    long = head("县" * 60)
    _, level = rules(long, 0)
    assert page_texts(long)[0].count("县") - 1 == 60  # one stands in the title
    assert level[-1] - level[-2] < 125 * MM


def test_signs_are_shapes_and_stay_words():
    lights = (Text("●", light=Light.GREEN), Text("▲", light=Light.YELLOW), Text("■", light=Light.RED))
    cells = (plain("●○△"), Cell((lights,)), plain("□"))
    data = printed(table("P1", [ItemRow(cells)]), shaded=False).data
    assert "●○△●▲■□" in page_texts(data)[0]
    found = [(box, fill) for box, fill in shapes(data, 0) if box[2] - box[0] < 15]
    fills = [fill for _, fill in found]
    assert fills[:3] == [(0, 0, 0), None, None]
    green, yellow, red = fills[3:6]
    assert green[1] > 100 > green[0]
    assert min(yellow[:2]) > 150 > yellow[2]
    assert red[0] > 150 > red[1]
    (((left, bottom, right, top), _),) = [found for found in stroke_widths(data, 0) if found[1] == 0.75]
    assert right - left == pytest.approx(4 * MM, abs=0.1)
    assert top - bottom == pytest.approx(4 * MM, abs=0.1)
    _, level = rules(data, 0)
    for box, _ in found:
        assert level[0] < box[1] < box[3] < level[-1]


def test_a_sign_in_a_text_stands_where_its_character_does():
    data = printed(table("P1", [row(1, "是□　否□　已办○")])).data
    found = {glyph.character: glyph for glyph in glyphs(data, 0)}
    boxes = sorted(box for box, fill in shapes(data, 0) if fill is None and box[2] - box[0] < 15)
    assert len(boxes) == 3
    assert (
        found["是"].right < boxes[0][0] < boxes[0][2] < found["否"].left < boxes[1][0] < boxes[1][2] < found["已"].left
    )


def test_what_changed_is_underlined_without_the_mark_behind_it():
    cell = Cell(((Text("督学室、", whole=True, underlined=True), Text("综合股", whole=True)),))
    data = printed(table("P1", [ItemRow((plain("1"), plain("事"), cell))])).data
    found = {glyph.character: glyph for glyph in glyphs(data, 0)}
    edges, _ = rules(data, 0)
    (line,) = [(x, to) for x, y, to, y_to in strokes(data, 0) if y == y_to and edges[2] + 1 < x < to < edges[3] - 1]
    assert line[0] == pytest.approx(found["督"].left, abs=1.5)
    assert line[1] == pytest.approx(found["室"].right, abs=1.5)


def test_a_row_that_goes_on_overleaf_says_its_number_again_only_if_wanted():
    pages = [
        page_texts(printed(table("P1", [row(7, "抓好安全。" * 400)]), again=again).data) for again in (True, False)
    ]
    assert [text.count("校安股") for text in pages[0]] == [1] * len(pages[0])
    assert sum(text.count("校安股") for text in pages[1]) == 1


def test_sections_are_said_again_only_if_wanted():
    long = table("P1", [SectionRow("一、安全", 1), *rows(40)], band="表一")
    kept = page_texts(printed(long).data)
    assert [text.count("一、安全（续）") for text in kept] == [text.count("表一（续）") for text in kept] == [0, 1, 1]
    assert "（续）" not in "".join(page_texts(printed(long, continued=False).data))


def test_totals_are_never_alone_and_not_said_to_be_of_a_section():
    for count in range(15, 24):
        total = ItemRow((Cell(((Text("合计"),),), span=2), EMPTY, plain("9")), is_total=True)
        texts = page_texts(printed(table("P1", [SectionRow("一、安全", 1), *rows(count), total])).data)
        assert "校安股合计9" in texts[-1]


def test_the_legend_stands_on_every_page_and_the_notes_on_the_last():
    data = printed(table("P1", rows(40), legend=("●为牵头",), notes=("注：略。",))).data
    texts = page_texts(data)
    assert [text.count("●为牵头") for text in texts] == [1, 1, 1]
    assert [text.count("注：略。") for text in texts] == [0, 0, 1]


def test_notes_longer_than_a_page_go_on():
    note = "".join(f"第{number}个单位没有任务，" for number in range(900))
    texts = page_texts(printed(table("P1", rows(1), notes=(note,))).data)
    assert re.sub(r"第\d+页共\d+页", "", "".join(texts)).endswith(note)


def test_lines_of_a_head_stand_between_subtitle_and_table():
    data = printed(table("P5", rows(1), preface=("会议名称：全县教育工作会", "地点：一楼会议室"))).data
    assert "共几项会议名称：全县教育工作会地点：一楼会议室序号" in page_texts(data)[0]
    place = next(glyph for glyph in glyphs(data, 0) if glyph.character == "议")
    assert place.left == pytest.approx(20 * MM + 12, abs=3)


def test_documents_part_on_the_front_of_a_sheet_where_wanted():
    tables = [replace(table("P5", rows(1), title=f"第{name}张"), afresh=True) for name in "甲乙丙"]
    data = printed(*tables, odd_starts=True).data
    assert [text[-6:] for text in page_texts(data)] == ["第1页共1页", "", "第1页共1页", "", "第1页共1页"]
    going_on = printed(*[replace(found, afresh=False) for found in tables], odd_starts=True).data
    assert [text[-6:] for text in page_texts(going_on)] == ["第1页共5页", "", "第3页共5页", "", "第5页共5页"]


def test_numbers_begin_where_the_document_before_ends():
    texts = page_texts(printed(table("P1", rows(40)), first_page=7).data)
    assert [text[-6:] for text in texts] == ["第7页共9页", "第8页共9页", "第9页共9页"]


def test_bookmarks_tell_documents_bands_and_sections():
    first = table("P5", [SectionRow("（一）安全", 1), *rows(1)], band="一、牵头任务", outline="校安股")
    second = table("P5", [SectionRow("（二）教学", 1), *rows(1)], band="二、配合任务", follows=True)
    data = printed(first, second, table("P5", rows(1), outline="教研室")).data
    assert bookmarks(data) == [
        (0, "校安股"),
        (1, "一、牵头任务"),
        (2, "（一）安全"),
        (1, "二、配合任务"),
        (2, "（二）教学"),
        (0, "教研室"),
    ]


@pytest.mark.parametrize("profile", ["P1", "P3"])
def test_the_first_page_is_had_before_the_others_and_is_the_same(profile):
    many = table(profile, [SectionRow("一、安全", 1), *rows(300, "抓好校园安全。" * 9)], notes=("注：略。",))
    document = ReportDocument("文件", (many, table(profile, rows(2))), PageChoices(mark="附件"))
    first = first_page(document, "表.pdf", bundled_only=True)
    whole = print_document(document, "表.pdf", bundled_only=True)
    assert first.page_count == len(page_texts(first.data)) == 1
    assert re.sub(r"共\d+页$", "", page_texts(whole.data)[0]) == page_texts(first.data)[0]
    assert strokes(first.data, 0) == strokes(whole.data, 0)
    short = ReportDocument("文件", (table(profile, rows(2)),))
    assert page_texts(first_page(short, "表.pdf", bundled_only=True).data) == page_texts(
        print_document(short, "表.pdf", bundled_only=True).data
    )


def test_each_page_is_told_and_printing_can_be_stopped():
    document = ReportDocument("文件", (table("P1", rows(40)),))
    heard = []
    done = print_document(document, "表.pdf", lambda *how_far: heard.append(how_far), bundled_only=True)
    assert heard[-1] == (done.page_count, done.page_count)
    assert [count for count, _ in heard] == sorted(count for count, _ in heard)
    assert {count for count, whole in heard if whole == done.page_count} == {0, 1, 2, 3}

    def stop(count, _):
        if count == 1:
            raise Stopped

    with pytest.raises(Stopped):
        print_document(document, "表.pdf", stop, bundled_only=True)
    assert print_document(document, "表.pdf", bundled_only=True).data == done.data


def test_an_item_of_five_thousand_characters_and_a_unit_of_sixty_come_out_whole():
    name = "安澜县" + "教育科学研究与教师发展服务指导" * 3 + "中心委员会办公室服务部门"
    text = "".join(f"第{number}条要抓紧。" for number in range(620))
    assert len(name) == 60
    assert len(text) > 5000
    data = printed(table("P1", [row(1, text, name)]), again=False).data
    shown = "".join(page_texts(data))
    shown = re.sub(r"第\d+页共\d+页|序号工作任务牵头单位", "", shown)
    assert name in shown
    assert shown.replace(name, "").endswith(text)


def test_a_hundred_units_in_a_cell_come_out_whole():
    units = tuple(f"第{number}小学" for number in range(100))
    crowded = ItemRow((plain("1"), plain("抓好安全。"), names(units)))
    texts = page_texts(printed(table("P1", [crowded]), again=False).data)
    shown = re.sub(r"第\d+页共\d+页|序号工作任务牵头单位", "", "".join(texts))
    assert shown.endswith("、".join(units))


def test_a_document_without_rows_is_a_page_with_its_head():
    (text,) = page_texts(printed(table("P1")).data)
    assert text.startswith("安澜县教育工作任务分工表2031年3月1日共几项序号工作任务牵头单位")


def test_dashes_dots_and_quotes_are_chinese_and_a_dash_is_one_stroke():
    data = printed(table("P1", [row(1, "做到——“两个维护”……")])).data
    found = [glyph for glyph in glyphs(data, 0) if glyph.character == "—"]
    assert found[1].left - found[0].right == pytest.approx(0, abs=0.3)
    word = next(glyph for glyph in glyphs(data, 0) if glyph.character == "两")
    assert word.left - found[1].right > 11


def test_a_short_date_is_set_narrower_rather_than_torn():
    narrow = table("P5", [ItemRow((plain("1"), plain("事"), plain("3月12日前")))], widths=(12, None, 21), subtitle="")
    data = printed(narrow).data
    found = [glyph for glyph in glyphs(data, 0) if glyph.character in "月前"]
    assert found[0].bottom == pytest.approx(found[1].bottom, abs=1.5)


def test_brackets_of_an_upright_head_lie_on_their_sides_and_stay_brackets():
    upright = Column("各县（市）局", 10, centred=True, upright=True)
    found = table("P1", [ItemRow((plain("1"), plain("事"), plain("●")))], title="标题")
    data = printed(replace(found, columns=(*found.columns[:2], upright))).data
    assert "各县（市）局" in page_texts(data)[0]
    bracket = next(glyph for glyph in glyphs(data, 0) if glyph.character == "（")
    assert bracket.right - bracket.left > bracket.top - bracket.bottom


def test_a_long_table_can_be_stopped_before_its_first_page():
    document = ReportDocument("文件", (table("P1", rows(900)),))
    heard = []

    def stop(*how_far):
        heard.append(how_far)
        if len(heard) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        print_document(document, "表.pdf", stop, bundled_only=True)
    assert heard == [(0, 150)] * 3


def test_lines_and_tabs_in_a_title_or_note_are_no_missing_characters():
    done = printed(table("P1", rows(1), subtitle="甲\t乙\n丙", notes=("注：一\n二",)))
    assert "分工表甲乙丙序号" in page_texts(done.data)[0]
    assert not any("□" in note for note in done.notes)


words = st.lists(
    st.sampled_from([*"县教育局，。（）“”—…●○△□《》", "2026年", "95.5%", "Wi-Fi", "——", "……", "　", "3月12日前"]),
    max_size=30,
).map("".join)
parts = st.builds(
    Text,
    words,
    strong=st.booleans(),
    whole=st.booleans(),
    underlined=st.booleans(),
    grey=st.booleans(),
    light=st.sampled_from([None, *Light]),
)
cells = st.builds(
    Cell, st.lists(st.lists(parts, max_size=3).map(tuple), max_size=3).map(tuple), centred=st.sampled_from([None, True])
)
item_rows = st.builds(ItemRow, st.tuples(cells, cells, cells), least=st.floats(0, 90), is_total=st.booleans())


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(sorted(PROFILES)),
    st.lists(st.one_of(item_rows, st.builds(SectionRow, words, st.integers(1, 3))), max_size=6),
    st.sampled_from([12.0, 10.5, 9.0]),
)
def test_whatever_stands_in_cells_is_read_back_and_stays_on_its_sheet(profile, found, size):
    data = printed(table(profile, found), size=size, continued=False, again=False).data
    # pdfium takes a hyphen at the end of a line for one that parts a word.
    shown = Counter("".join(page_texts(data)).replace("\ufffe", "-"))
    paper = PROFILES[profile]
    for index in range(len(page_texts(data))):
        for glyph in glyphs(data, index):
            assert 0 < glyph.left <= glyph.right < paper.width * MM
            assert 0 < glyph.bottom <= glyph.top < paper.height * MM
    wanted = Counter()
    for line in found:
        text = line.text if isinstance(line, SectionRow) else "".join(cell.text for cell in line.cells)
        wanted.update("".join(text.split()))
    assert not wanted - shown


def test_a_heading_longer_than_a_page_comes_out_whole():
    heading = "".join(f"第{number}句话要记牢。" for number in range(500))
    texts = page_texts(printed(table("P1", [SectionRow(heading, 1), *rows(2)])).data)
    shown = re.sub(r"第\d+页共\d+页|序号工作任务牵头单位", "", "".join(texts))
    assert shown.endswith(f"{heading}1抓好校园安全。校安股2抓好校园安全。校安股")
