"""How texts break on a sheet and how high rows become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reports.profiles import PROFILES
from planner.reports.table import Cell, Text, names, plain
from planner.reports.workbook.lines import (
    fitted_strokes,
    head_lines,
    height_of,
    measured,
    most_lines,
    room,
    set_cell,
    shown,
    subtitle_lines,
    title_lines,
)


@pytest.mark.parametrize(("size", "leading"), [(12.0, 17.0), (10.5, 15.0), (9.0, 13.0)])
def test_rows_are_as_high_as_their_lines(size, leading):
    assert height_of(5, size) - height_of(4, size) == pytest.approx(leading)
    assert height_of(1, size) == pytest.approx(8 * 72 / 25.4, abs=0.01)
    assert height_of(most_lines(size), size) <= 409 < height_of(most_lines(size) + 1, size)


def test_a_row_is_at_least_as_high_as_the_table_says():
    assert height_of(1, 12.0, 60) == pytest.approx(60 * 72 / 25.4, abs=0.01)


def test_a_column_holds_whole_characters_and_no_more():
    limit = room(38, 12.0)
    count = limit // 1000
    assert (count + 1) * 12 > (38 - 1.3) * 72 / 25.4 - 12
    assert len(set_cell(plain("字" * count), limit)) == 1
    assert len(set_cell(plain("字" * (count + 1)), limit)) == 2


def test_names_are_shown_with_their_line_ends_and_running_text_is_not():
    limit = room(30, 12.0)
    listed = names(("办公室", "人事股", "督导室"))
    lines = ["".join(part.text for part in paragraph) for paragraph in shown(listed, set_cell(listed, limit))]
    assert lines == ["办公室、", "人事股、", "督导室"] or lines == ["办公室、人事股、", "督导室"]
    text = plain("抓好安全工作，" * 9)
    assert shown(text, set_cell(text, limit)) == list(text.paragraphs)


@given(
    st.text(st.sampled_from("县教育局落实2031年，。、；（）“”《》8.5%ABab：——…"), max_size=120),
    st.integers(3_000, 40_000),
)
def test_lines_that_are_only_counted_are_as_many_as_those_that_are_broken(text, limit):
    cell = plain(text)
    assert measured(cell, limit).lines == len(set_cell(cell, limit))


def test_adorned_names_keep_their_adornment_on_lines_of_their_own():
    label, name, added = (
        Text("配合：", strong=True),
        Text("办公室、", whole=True),
        Text("人事股、", whole=True, underlined=True),
    )
    cell = Cell(((label, name, added, name, Text("督导室", whole=True)),))
    found = shown(cell, set_cell(cell, room(34, 12.0)))
    assert len(found) > 1
    assert [part for paragraph in found for part in paragraph] == list(cell.paragraphs[0])
    assert all(paragraph[-1].text.endswith(("、", "室")) for paragraph in found)


def test_a_line_may_end_before_a_name_whose_comma_stands_apart():
    comma = Text("、")
    cell = Cell(((Text("配合："), Text("秘书股", whole=True), comma, Text("机关党委", whole=True), comma),) * 2)
    found = shown(cell, set_cell(cell, 8_000))
    assert ["".join(part.text for part in paragraph) for paragraph in found] == ["配合：秘书股、", "机关党委、"] * 2


def test_running_text_beside_names_has_no_line_feeds_of_its_own():
    cell = Cell(
        (
            (
                Text("按职责分工做好全县各项工作的同时，要配合："),
                Text("办公室、", whole=True),
                Text("人事股", whole=True),
            ),
        )
    )
    found = shown(cell, set_cell(cell, room(32, 12.0)))
    assert found[0][0] == cell.paragraphs[0][0]


def test_a_title_of_more_than_two_lines_is_set_smaller():
    assert title_lines("青禾县2031年工作要点", PROFILES["P5"])[0] == 22.0
    size, lines = title_lines("青禾县教育体育局" * 8, PROFILES["P5"])
    assert size == 18.0
    assert "".join(lines) == "青禾县教育体育局" * 8


def test_a_subtitle_breaks_at_its_gaps():
    text = "安澜县教育体育局　　2031年3月12日　　（征求意见稿）　　共128项"
    assert subtitle_lines(text, 60_000) == [text]
    assert subtitle_lines(text, 24_000) == ["安澜县教育体育局　　2031年3月12日", "（征求意见稿）　　共128项"]
    narrow = subtitle_lines(text, 5_000)
    assert "".join(narrow).replace("　", "") == text.replace("　", "")


def test_a_head_of_two_lines_is_balanced():
    assert head_lines("是否已经完成", 4_000) == ["是否已", "经完成"]


@pytest.mark.parametrize(
    "text", ["会议名称：" + "＿" * 35, f"时间：{'＿' * 16}　　地点：{'＿' * 17}", "签收人：" + "_" * 70]
)
def test_a_line_to_write_on_is_shortened_rather_than_broken(text):
    limit = room(170, 12)
    fitted = fitted_strokes(text, limit)
    assert len(set_cell(plain(text), limit)) == 2
    assert len(set_cell(plain(fitted), limit)) == 1
    assert len(text) - len(fitted) <= 6
    assert fitted.replace("＿", "").replace("_", "") == text.replace("＿", "").replace("_", "")


@pytest.mark.parametrize("text", ["签收人：____", "字" * 60, "字" * 60 + "____"])
def test_other_lines_stay_as_they_are(text):
    assert fitted_strokes(text, room(170, 12)) == text
