"""Numbers that Word computes: forms, levels, starts, styles, and what takes no number."""

from __future__ import annotations

import pytest

from planner.importing.document import Paragraph
from planner.importing.readers import docx
from planner.importing.readers.number_forms import joined, written
from tests.importing.readers.word_files import (
    abstract,
    cell,
    in_list,
    level,
    num,
    package,
    paragraph,
    row,
    start_at,
    table,
)


def texts(body: str, **parts: str) -> list[str]:
    document = docx.read(package(body, **parts), "计划.docx")
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def listed(numbering: str, *places: tuple[int, int]) -> list[str]:
    """The numbers of paragraphs that stand in a list (an id) on a level (from 0)."""
    body = "".join(paragraph("字", in_list(*place)) for place in places)
    return [text.removesuffix("字").strip() for text in texts(body, numbering=numbering)]


def style(name: str, inner: str = "", based_on: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"{more}>{base}<w:pPr>{inner}</w:pPr></w:style>'


def in_style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


TREE = abstract(
    0, level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 10, "１０"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("japaneseCounting", 15, "十五"),
        ("ideographDigital", 10, "一〇"),
        ("ideographDigital", 25, "二五"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 36, "㊱"),
        ("decimalEnclosedCircleChinese", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("chineseLegalSimplified", 23, "贰拾叁"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperLetter", 2_000_000_000, "2000000000"),
        ("upperRoman", 2_000_000_000, "2000000000"),
        ("decimal", 0, "0"),
        ("chineseCounting", 0, "0"),
        ("none", 4, ""),
        ("bullet", 4, ""),
        ("thisFormIsNewer", 4, "4"),
    ],
)
def test_forms(form: str, value: int, words: str) -> None:
    assert written(value, form) == words


@pytest.mark.parametrize(
    ("number", "text", "whole"),
    [
        ("一、", "加强管理", "一、加强管理"),
        ("1.", "加强管理", "1.加强管理"),
        ("1.", "5G网络", "1. 5G网络"),
        ("第一章", "总则", "第一章 总则"),
        ("1", "新建", "1 新建"),
        ("1", "、新建", "1、新建"),
        ("①", "新建", "①新建"),
        ("", "新建", "新建"),
        ("3", "", "3"),
    ],
)
def test_number_and_text_never_run_together(number: str, text: str, whole: str) -> None:
    assert joined(number, text) == whole


def test_levels_start_anew_below_each_other() -> None:
    numbers = listed(TREE + num(1, 0), (1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert numbers == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "1."]


def test_level_that_never_restarts_counts_through() -> None:
    through = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>'))
    assert listed(through + num(1, 0), (1, 0), (1, 1), (1, 0), (1, 1)) == ["1.", "（1）", "2.", "（2）"]


def test_level_that_restarts_below_the_first_only() -> None:
    kept = abstract(
        0,
        level(0, "decimal", "%1."),
        level(1, "decimal", "（%2）"),
        level(2, "decimalEnclosedCircle", "%3", '<w:lvlRestart w:val="1"/>'),
    )
    numbers = listed(kept + num(1, 0), (1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2))
    assert numbers == ["1.", "（1）", "①", "（2）", "②", "2.", "①"]


def test_lists_of_one_definition_go_on_unless_told_to_start() -> None:
    numbering = TREE + num(1, 0) + num(2, 0) + num(3, 0, start_at(0, 1)) + num(4, 0, start_at(0, 9))
    numbers = listed(numbering, (1, 0), (1, 0), (2, 0), (3, 0), (3, 0), (4, 0), (1, 0))
    assert numbers == ["一、", "二、", "三、", "一、", "二、", "九、", "十、"]


def test_own_level_of_a_list_replaces_the_definition() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、")}</w:lvlOverride>'
    assert listed(TREE + num(1, 0, own), (1, 0), (1, 0)) == ["A、", "B、"]


def test_numbers_of_upper_levels_and_legal_numbering() -> None:
    legal = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3"),
    )
    numbers = listed(legal + num(1, 0), (1, 0), (1, 1), (1, 2), (1, 0), (1, 1))
    assert numbers == ["第一章", "1.1", "一.1.1", "第二章", "2.1"]


def test_upper_level_that_did_not_occur_shows_its_start() -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 0)
    assert listed(numbering, (1, 1), (1, 1), (1, 0)) == ["1.1", "1.2", "1."]


def test_bullets_and_list_zero_are_no_numbers() -> None:
    numbering = abstract(0, level(0, "bullet", "\uf06c")) + num(1, 0) + num(0, 0)
    assert listed(numbering, (1, 0), (0, 0), (7, 0), (1, 8)) == ["", "", "", ""]


def test_words_of_a_level_without_number_are_shown() -> None:
    assert listed(abstract(0, level(0, "none", "附：")) + num(1, 0), (1, 0)) == ["附："]


def test_zero_padded_form_of_newer_files() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert listed(abstract(0, custom) + num(1, 0), (1, 0), (1, 0)) == ["001", "002"]


def test_numbers_come_through_styles() -> None:
    linked = abstract(
        0,
        level(0, "chineseCounting", "%1、", in_style("One")),
        level(1, "chineseCounting", "（%2）", in_style("Two")),
    )
    styles = (
        style("One", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("Two", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "One")
        + style("Like", based_on="Two")
        + style("Without", '<w:numPr><w:numId w:val="0"/></w:numPr>', "One")
    )
    body = "".join(paragraph("字", in_style(name)) for name in ("One", "Two", "Like", "Without", "One", "Two"))
    body += paragraph("字", in_style("One") + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    found = texts(body, numbering=linked + num(1, 0), styles=styles)
    assert found == ["一、字", "（一）字", "（二）字", "字", "二、字", "（一）字", "字"]


def test_numbers_come_through_the_usual_style_and_through_list_styles() -> None:
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Listed"/></w:abstractNum>'
    styles = style("Plain", '<w:numPr><w:numId w:val="2"/></w:numPr>', more=' w:default="1"') + style(
        "Listed", '<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    found = texts(paragraph("甲") + paragraph("乙"), numbering=TREE + link + num(1, 0) + num(2, 1), styles=styles)
    assert found == ["一、甲", "二、乙"]


def test_change_of_numbering_does_not_count() -> None:
    before = f"<w:pPrChange><w:pPr>{in_list(1)}</w:pPr></w:pPrChange>"
    body = paragraph("甲", before) + paragraph("乙", in_list(1))
    assert texts(body, numbering=TREE + num(1, 0)) == ["甲", "一、乙"]


def test_empty_cell_has_its_running_number() -> None:
    rows = [row(cell(paragraph("", in_list(1, 2))), cell(paragraph(text))) for text in ("甲", "乙")]
    document = docx.read(package(table(*rows), numbering=TREE + num(1, 0)), "计划.docx")
    (grid,) = document.blocks
    assert not isinstance(grid, Paragraph)
    assert [cell.text for cell in grid.cells] == ["1.", "甲", "2.", "乙"]


@pytest.mark.parametrize(
    "styles",
    [
        style("A", based_on="B") + style("B", based_on="A"),
        style("A", based_on="A"),
        style("A", '<w:numPr><w:numId w:val="2"/></w:numPr>'),
    ],
)
def test_circles_of_styles_and_lists_end(styles: str) -> None:
    circle = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/></w:abstractNum>'
    assert texts(paragraph("字", in_style("A")), numbering=circle + num(2, 1) + num(3, 7), styles=styles) == ["字"]


def test_absurd_values_do_no_harm() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="999999999999"/><w:lvl w:ilvl="0"><w:start w:val="x"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1.%9%0"/></w:lvl></w:abstractNum>'
        + num(1, 0, start_at(0, 2_000_000_000))
        + '<w:num w:numId="2"/>'
    )
    body = paragraph("字", in_list(1)) + paragraph("字", in_list(2, 99)) + paragraph("字", in_list(1, -5))
    assert texts(body, numbering=numbering) == ["2000000000.1%0 字", "字", "2000000001.1%0 字"]
