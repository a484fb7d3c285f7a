"""The finished PDF, read back by another library: its words, where they stand, and what it says of itself."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from planner.reports.catalog import PROFILES, PrintRequest
from planner.reports.layouts import LAYOUTS
from planner.reports.printing import print_document
from planner.reports.table import ItemRow, ReportDocument, SectionRow
from tests.reports.making import build, glyphs, item, page_texts, plan_of, render, rules, section, table_of

BUNDLED = PrintRequest(bundled_fonts_only=True)
MM = 72 / 25.4


def printed(table):
    return print_document(ReportDocument(table.title, (table,)), "表.pdf", bundled_only=True)


def squashed(text):
    return "".join(text.split())


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_words_are_those_of_the_table_in_order(plan, layout, profile):
    request = PrintRequest(layout=layout, profile=profile, bundled_fonts_only=True)
    table = build(plan, request)
    text = "".join(page_texts(render(plan, request, "pdf").data))
    head = "".join(column.head for column in table.columns)
    text = re.sub(r"第\d+页共\d+页|—\d+—", "", text)
    wanted = squashed(("附件" if PROFILES[profile].bound else "") + table.title + table.subtitle)
    assert text.startswith(wanted + head)
    rest = text[len(wanted) :].replace(head, "")
    for row in table.rows:
        rest = rest.replace(f"{squashed(row.text)}（续）", "") if isinstance(row, SectionRow) else rest
    for row in table.rows:
        cells = [row.text] if isinstance(row, SectionRow) else [cell.text for cell in row.cells]
        for cell in map(squashed, cells):
            assert rest.startswith(cell), cell
            rest = rest[len(cell) :]
    assert rest == squashed("".join(table.notes))


def test_equal_input_gives_equal_bytes(plan):
    request = PrintRequest(bundled_fonts_only=True)
    assert render(plan, request, "pdf").data == render(plan, request, "pdf").data


def test_it_names_no_person_and_shows_its_title(plan):
    document = pypdfium2.PdfDocument(render(plan, BUNDLED, "pdf").data)
    facts = document.get_metadata_dict()
    document.close()
    assert facts["Title"] == "《青禾县教育体育局2031年工作要点》责任分解表"
    assert facts["Author"] == ""
    assert facts["Producer"].startswith("planner ")
    assert facts["Creator"].startswith("planner ")


def test_every_font_is_embedded(plan):
    data = render(plan, BUNDLED, "pdf").data
    assert data.count(b"/Type /FontDescriptor") == data.count(b"/FontFile2") > 0
    assert b"Helvetica" not in data


@pytest.mark.parametrize(("profile", "width", "height"), [("P1", 297, 210), ("P4", 420, 297)])
def test_the_paper_is_that_of_the_profile(plan, profile, width, height):
    document = pypdfium2.PdfDocument(render(plan, replace(BUNDLED, profile=profile), "pdf").data)
    assert document.get_page_size(0) == pytest.approx((width * MM, height * MM), abs=0.1)
    document.close()


def test_sections_are_bookmarks(plan):
    document = pypdfium2.PdfDocument(render(plan, BUNDLED, "pdf").data)
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert marks == [
        (0, "一、办好家门口的学校"),
        (0, "二、建强教师队伍"),
        (0, "三、守住安全的底线"),
        (0, "2031年重点项目分工表"),
    ]


def test_each_page_tells_its_number_and_how_many_there_are():
    rows = [(str(number), "抓好学校安全。" * 20, ("校安股",), ()) for number in range(1, 31)]
    texts = page_texts(printed(table_of("一、安全", *rows)).data)
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert text.endswith(f"第{number}页共{len(texts)}页")
        assert text.count("序号工作任务牵头单位配合单位") == 1
        assert ("一、安全（续）" in text) == (number > 1)


def test_nothing_stands_outside_its_cell():
    long_name = ("青禾县人民政府教育督导委员会办公室", "各乡镇中心学校")
    tasks = [
        "“《（抓好）》”，",
        "Office2019软件95.5%正版化，",
        "落实“双减”政策；",
        "https://example.cn/very/long/address",
    ]
    rows = [
        (str(n), "".join(tasks[(n + k) % 4] for k in range(n)), long_name[: n % 3], long_name) for n in range(1, 25)
    ]
    data = printed(table_of(*rows)).data
    table = table_of()
    edges = [20 * MM]
    for column in table.columns:
        edges.append(edges[-1] + column.width * MM)
    for index in range(len(page_texts(data))):
        upright, level = rules(data, index)
        assert upright[1:-1] == pytest.approx(edges[1:-1], abs=0.2)
        inside = [glyph for glyph in glyphs(data, index) if level[0] < glyph.bottom < level[-1]]
        assert inside
        for glyph in inside:
            column = sum(edge < glyph.left for edge in edges[1:-1])
            row = sum(y <= glyph.bottom for y in level)
            assert edges[column] < glyph.left <= glyph.right < edges[column + 1], glyph
            assert level[row - 1] < glyph.bottom <= glyph.top < level[row], glyph


def test_a_row_of_several_pages_loses_nothing_and_says_its_number_again_in_grey():
    sentences = "".join(f"第{number}件事要办好办实。" for number in range(1, 400))
    texts = page_texts(printed(table_of("一、大事", ("7", sentences, ("督学室",), ("综合股",)))).data)
    assert len(texts) > 3
    shown = ""
    for text in texts:
        assert text.count("督学室") == text.count("综合股") == 1
        shown += text
    found = re.findall(
        r"第\d+件事要办好办实。",
        re.sub(r"第\d+页共\d+页|序号工作任务牵头单位配合单位一、大事（续）7|督学室|综合股", "", shown),
    )
    assert "".join(found) == sentences


def test_a_character_without_a_font_is_drawn_as_a_box_and_told():
    done = printed(table_of(("1", "请𪚥老师来讲😀课", ("督学室",), ())))
    (text,) = page_texts(done.data)
    assert "请□老师来讲□课" in text
    (note,) = done.notes
    assert note.startswith("没有字体能显示😀（U+1F600）、𪚥（U+2A6A5）")


def test_characters_of_another_face_stand_in_their_place():
    done = printed(table_of(("1", "興辦敎育，①②③→☑㎡ⅷ", ("督学室",), ())))
    assert "興辦敎育，①②③→" in page_texts(done.data)[0]
    assert all("興" not in note for note in done.notes)


def test_marks_that_close_up_stay_one_word():
    (text,) = page_texts(printed(table_of(("1", "做到“两个维护”，办好《甲》《乙》。", (), ()))).data)
    assert "做到“两个维护”，办好《甲》《乙》。" in text
    boxes = {glyph.character: glyph for glyph in glyphs(printed(table_of(("1", "护”，办", (), ()))).data, 0)}
    assert boxes["办"].left - boxes["护"].left == pytest.approx(2.5 * 12, abs=1.0)


def test_a_name_a_little_too_wide_is_set_narrower():
    table = table_of(("1", "抓好安全", ("县自然资源和规划局",), ()))
    found = {glyph.character: glyph for glyph in glyphs(printed(table).data, 0)}
    assert found["县"].bottom == pytest.approx(found["局"].bottom, abs=1.5)
    assert found["局"].left - found["县"].left < 8 * 12 * 0.99


def test_notes_stand_below_the_last_row():
    data = printed(table_of(("1", "抓好安全", (), ()), notes=("注：原文未写单位。",))).data
    _, level = rules(data, 0)
    assert max(glyph.top for glyph in glyphs(data, 0) if glyph.character == "注") < level[0]


def test_a_long_title_stands_on_two_lines_of_like_length():
    name = "青禾县委教育工作领导小组 青禾县教育体育局 2031年全县教育体育系统重点工作任务"
    data = render(plan_of(section(), item("1.", "抓好安全"), title=name), BUNDLED, "pdf").data
    title = [glyph for glyph in glyphs(data, 0) if glyph.top - glyph.bottom > 13 and glyph.character > "一"]
    top = max(glyph.top for glyph in title)
    lines = [[g for g in title if g.top > top - 12], [g for g in title if g.top <= top - 12]]
    first, second = (max(g.right for g in line) - min(g.left for g in line) for line in lines)
    assert squashed(f"《{name}》责任分解表") in page_texts(data)[0]
    assert 0.6 < first / second < 1.7
    assert max(first, second) < 257 * MM


def test_an_empty_cell_stays_empty():
    done = printed(table_of(("1", "抓好安全", (), ())))
    (text,) = page_texts(done.data)
    assert "1抓好安全第1页" in text
    assert "None" not in text


def test_many_sections_and_items_come_out_whole():
    rows = []
    for number in range(1, 301):
        if number % 7 == 1:
            rows.append(f"第{number}部分")
        rows.append((str(number), f"第{number}项工作。" * (number % 9 + 1), ("督学室",), ("综合股", "校安股")))
    table = table_of(*rows)
    text = "".join(page_texts(printed(table).data))
    for row in table.rows:
        if isinstance(row, ItemRow):
            assert "".join(cell.text for cell in row.cells) in text
