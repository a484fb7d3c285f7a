"""Word 97 documents and WPS files: pieces, numbers that Word computes, tables, revisions, broken structures."""

from __future__ import annotations

import struct

import pytest

from planner.core.input_errors import DamagedFile, EmptyFile, EncryptedFile, WrongType
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import doc
from tests.importing.readers.word97_files import (
    DELETED,
    ENDS_ROW,
    HIDDEN,
    IN_TABLE,
    Level,
    Word97,
    Words,
    container,
    document,
    listed,
    nested,
    row,
    row_shape,
    symbol,
)

HAN, HAN_COUNTING, CIRCLES, BULLET = 39, 37, 18, 23
OUTLINE = (Level("%1、", HAN), Level("（%2）", HAN_COUNTING), Level("%3."), Level("%4", CIRCLES), Level("%3.%5"))


def read(data: bytes) -> Document:
    return doc.read(data, "安澜县.doc")


def texts(document_: Document) -> list[str]:
    return [block.text for block in document_.blocks if isinstance(block, Paragraph) and not block.aside]


def asides(document_: Document) -> list[tuple[str, str]]:
    return [(block.aside, block.text) for block in document_.blocks if isinstance(block, Paragraph) and block.aside]


def only_grid(document_: Document) -> Grid:
    (grid,) = (block for block in document_.blocks if isinstance(block, Grid))
    return grid


def placed(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells if cell.text}


def codes(document_: Document) -> list[tuple[str, str]]:
    return [(remark.code, remark.words) for remark in document_.remarks]


def test_paragraphs() -> None:
    found = read(document("安澜县教育局文件", "一、总体要求", "", "1.建校。（基教股牵头）"))
    assert texts(found) == ["安澜县教育局文件", "一、总体要求", "", "1.建校。（基教股牵头）"]
    assert found.kind == "doc"
    assert found.remarks == ()


def test_pieces_of_one_and_of_two_bytes() -> None:
    text = "甲乙Office\u20262019\u201d丙丁𠮷字"
    data = document(text, "次段", piece_ends=(2, 14), compressed=frozenset({1}))
    assert texts(read(data)) == [text, "次段"]


def test_numbers_that_word_computes() -> None:
    levels = (0, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1)
    data = document(*(Words("事\r", listed(1, level)) for level in levels), lists=[OUTLINE])
    numbers = [text.removesuffix("事").strip() for text in texts(read(data))]
    assert numbers == ["一、", "（一）", "1.", "2.", "①", "②", "2.1", "（二）", "1.", "二、", "（一）"]


def test_list_that_goes_on_and_list_that_starts_afresh() -> None:
    overrides = [(0, {}), (0, {2: 5})]
    paragraphs = [Words("事\r", listed(number, 2)) for number in (1, 1, 2, 2, 1)]
    assert texts(read(document(*paragraphs, lists=[OUTLINE], overrides=overrides))) == [
        "1.事", "2.事", "5.事", "6.事", "7.事",
    ]  # fmt: skip


def test_legal_numbers_and_levels_that_never_start_again() -> None:
    legal = (Level("第%1章", HAN), Level("%1.%2", flags=4))
    running = (Level("%1、", HAN), Level("%2.", flags=8))
    paragraphs = [Words("事\r", listed(1, level)) for level in (0, 1, 1)]
    paragraphs += [Words("项\r", listed(2, level)) for level in (0, 1, 0, 1)]
    assert texts(read(document(*paragraphs, lists=[legal, running]))) == [
        "第一章 事", "1.1 事", "1.2 事", "一、项", "1.项", "二、项", "2.项",
    ]  # fmt: skip


def test_bullets_and_switched_off_numbers_show_nothing() -> None:
    paragraphs = (Words("点\r", listed(1)), Words("无\r", listed(0)), Words("删\r", listed(0xF801)))
    assert texts(read(document(*paragraphs, lists=[(Level("\uf06c", BULLET),)]))) == ["点", "无", "删"]


def test_numbers_of_styles() -> None:
    styles = [b"", listed(1), b""]
    paragraphs = (Words("正文\r"), Words("甲\r", style=1), Words("乙\r", style=2), Words("丙\r", listed(0), style=1))
    assert texts(read(document(*paragraphs, lists=[OUTLINE], styles=styles))) == ["正文", "一、甲", "二、乙", "丙"]


def test_deleted_words_are_left_out_and_counted() -> None:
    marks = ((5, 8, DELETED), (12, 14, HIDDEN))
    found = read(document(Words("完成时限：6月底9月底前隐藏\r", marks=marks), "末段"))
    assert texts(found) == ["完成时限：9月底前隐藏", "末段"]
    assert codes(found) == [("TRACKED", "1"), ("HIDDEN", "1")]


def test_deleted_paragraph_mark_joins_and_counts_no_number() -> None:
    first = Words("甲一\r", listed(1), marks=((1, 3, DELETED),))
    found = read(document(first, Words("乙\r", listed(1)), Words("丙\r", listed(1)), lists=[OUTLINE]))
    assert texts(found) == ["一、甲乙", "二、丙"]


def test_fields_show_their_results() -> None:
    words = "前\x13 DATE \\@ \x13 INNER \x14内\x15\x142026年\x15后\x13 XE 索引 \x15，\x13 EQ \\o\\ac(○,3) \x15项"
    assert texts(read(document(words, "次"))) == ["前2026年后，③项", "次"]


def test_field_that_never_ends_does_not_swallow_the_rest() -> None:
    assert texts(read(document("甲\x13 PAGEREF", "乙", "丙"))) == ["甲", "乙", "丙"]


def test_signs() -> None:
    words = Words("甲\x0b乙\t丙\x1e丁\x1f戊\x02己\xa0庚(\x01辛\r", marks=((13, 14, symbol(1, 0xF0FC)),))
    assert texts(read(document(words, fonts=["宋体", "Wingdings"]))) == ["甲\n乙\t丙-丁戊己 庚✓辛"]


def test_page_break_ends_a_line_and_section_ends_a_paragraph() -> None:
    words = [Words("甲\x0c乙\r", listed(1)), Words("丙\x0c", listed(1)), Words("丁\r", listed(1))]
    assert texts(read(document(*words, lists=[OUTLINE], sections=(0, 6, 8)))) == ["一、甲\n乙", "二、丙", "三、丁"]


def test_table_with_merged_cells() -> None:
    four, borders = (0, 800, 3000, 5000, 8000), (0, 800, 3000, 8000)
    restart, goes_on = 0x60, 0x20
    paragraphs = [
        Words("表前\r"),
        *row(["序号", "任务", "责任分工"], row_shape(borders, (restart, restart, 0))),
        *row(["", "", "牵头", "配合"], row_shape(four, (goes_on, goes_on, 0, 0))),
        *row(["一、党建", "", "", ""], row_shape(four, (1, 2, 2, 2))),
        *row(["1", "修路\r先查", "甲股", "乙股"], row_shape(four)),
        Words("表后\r"),
    ]
    found = read(document(*paragraphs))
    assert [type(block) for block in found.blocks] == [Paragraph, Grid, Paragraph]
    assert placed(only_grid(found)) == {
        "序号": (0, 0, 2, 1),
        "任务": (0, 1, 2, 1),
        "责任分工": (0, 2, 1, 2),
        "牵头": (1, 2, 1, 1),
        "配合": (1, 3, 1, 1),
        "一、党建": (2, 0, 1, 4),
        "1": (3, 0, 1, 1),
        "修路\n先查": (3, 1, 1, 1),
        "甲股": (3, 2, 1, 1),
        "乙股": (3, 3, 1, 1),
    }


def test_first_of_merged_cells_is_told_in_both_ways_of_writing() -> None:
    borders = (0, 1000, 2000, 3000)
    for flags in ((1, 2, 0), (2, 1, 0)):
        grid = only_grid(
            read(
                document(
                    *row(["甲", "", "乙"], row_shape(borders, flags)),
                    *row(["丙", "丁", "戊"], row_shape(borders)),
                    "后",
                )
            )
        )
        assert placed(grid)["甲"] == (0, 0, 1, 2)


def test_table_without_places_goes_by_its_marks() -> None:
    grid = only_grid(read(document(*row(["序号", "任务"]), *row(["1", "建校"]), "后")))
    assert placed(grid) == {"序号": (0, 0, 1, 1), "任务": (0, 1, 1, 1), "1": (1, 0, 1, 1), "建校": (1, 1, 1, 1)}


def test_row_of_many_columns_from_the_data_stream() -> None:
    count = 20
    shape = row_shape([500 * column for column in range(count + 1)])
    huge = Words("\x07", IN_TABLE + ENDS_ROW + struct.pack("<HI", 0x6646, 0))
    cells = [Words(f"格{column}\x07", IN_TABLE) for column in range(count)]
    built = Word97({"main": [*cells, huge, *row(["总计", "12"], row_shape((0, 9500, 10000))), Words("后\r")]})
    streams = built.streams()
    streams["Data"] = struct.pack("<H", len(shape)) + shape
    spans = placed(only_grid(read(container(streams))))
    assert spans["总计"] == (1, 0, 1, 19)
    assert spans["12"] == (1, 19, 1, 1)


def test_table_inside_a_cell() -> None:
    inner = [
        Words("内一\r", nested(2, ends_cell=True)),
        Words("内二\r", nested(2, ends_cell=True)),
        Words("\r", nested(2, ends_cell=True, ends_row=True)),
    ]
    paragraphs = [Words("外\x07", IN_TABLE), *inner, Words("\x07", IN_TABLE), Words("\x07", IN_TABLE + ENDS_ROW)]
    assert [cell.text for cell in only_grid(read(document(*paragraphs, "后"))).cells] == ["外", "内一\t内二"]


def test_notes_heads_and_boxes() -> None:
    stories = {
        "main": [Words("正文\x02后\r")],
        "footnotes": [Words("\x02脚注的话\r")],
        "headers": [Words("\r"), Words("安澜县教育局\r"), Words("—\x13 PAGE \x141\x15—\r"), Words("\r")],
        "boxes": [Words("文本框里的话\r"), Words("\r")],
    }
    headers = (*[0] * 6, 1, 1, 8, 8, 21, 21, 21, 22)
    found = read(Word97(stories, headers=headers).file())
    assert texts(found) == ["正文后", "文本框里的话"]
    assert asides(found) == [("脚注", "脚注的话"), ("页眉", "安澜县教育局"), ("页码", "——")]


def test_short_last_sector_as_wps_office_writes_it() -> None:
    streams = Word97({"main": [Words("甲\r"), Words("乙\r")]}).streams()
    assert texts(read(container(streams, short=300))) == ["甲", "乙"]


def test_file_of_wps_office_is_told_by_its_marks() -> None:
    streams = Word97({"main": [Words("甲\r")]}).streams()
    streams["\x05DocumentSummaryInformation"] = b"KSOProductBuildVer\x002052-11.8.2"
    assert read(container(streams)).kind == "wps"


def test_older_word_and_works_are_told_with_what_to_do() -> None:
    for data in (document("甲", ident=0xA5DC, version=0x68), container({"MatOST": b"x", "CompObj": b"y"})):
        with pytest.raises(WrongType) as caught:
            read(data)
        assert "另存为" in (caught.value.hint or "")


def test_password_is_told() -> None:
    with pytest.raises(EncryptedFile):
        read(document("甲", flags=0x0100))


def test_nothing_in_it() -> None:
    with pytest.raises(EmptyFile):
        read(document("", ""))


@pytest.mark.parametrize("index", [13, 73, 74, 1, 12])
def test_broken_structures_still_give_the_text(index: int) -> None:
    data = document("甲", Words("乙\r", listed(1)), "丙", lists=[OUTLINE], extra={index: b"\xff" * 37})
    streams = Word97({"main": [Words("甲\r"), Words("乙\r", listed(1)), Words("丙\r")]}, lists=[OUTLINE]).streams()
    place, size = struct.unpack_from("<II", streams["WordDocument"], 154 + 8 * index)
    table = bytearray(streams["1Table"])
    table[place : place + size] = b"\xff" * size
    streams["1Table"] = bytes(table)
    for found in (read(data), read(container(streams))):
        assert "".join(text.removeprefix("一、") for text in texts(found)) == "甲乙丙"


def test_lost_lists_are_remarked() -> None:
    streams = Word97({"main": [Words("甲\r", listed(1))]}, lists=[OUTLINE]).streams()
    place = struct.unpack_from("<I", streams["WordDocument"], 154 + 8 * 73)[0]
    table = bytearray(streams["1Table"])
    table[place : place + 2] = b"\xff\xff"
    found = read(container({**streams, "1Table": bytes(table)}))
    assert texts(found) == ["甲"]
    assert [code for code, _ in codes(found)] == ["STRUCTURE_LOST"]


@pytest.mark.parametrize("cut", [100, 600, 3000, 5000])
def test_cut_off_container_is_damaged(cut: int) -> None:
    data = document(*["甲乙丙丁" * 20] * 30)
    with pytest.raises((DamagedFile, EmptyFile)):
        read(data[:cut])


def test_circle_in_the_chain_of_sectors_ends() -> None:
    whole = document(*["甲乙丙丁" * 20] * 30)
    fat = (struct.unpack_from("<I", whole, 76)[0] + 1) * 512
    for sector, following in ((1, 0), (3, 3), (8, 2)):
        data = bytearray(whole)
        struct.pack_into("<I", data, fat + 4 * sector, following)
        try:
            found = read(bytes(data))
        except (DamagedFile, EmptyFile):
            continue
        assert sum(map(len, texts(found))) <= 30 * 81


@pytest.mark.parametrize("place", [0x0A, 0x20, 0x3E, 0x4C, 0x98, 154 + 8 * 33, 154 + 8 * 33 + 4])
def test_any_number_of_the_header_may_be_wrong(place: int) -> None:
    streams = Word97({"main": [Words("甲\r")]}).streams()
    for value in (0, 0x7FFF, 0xFFFF):
        word = bytearray(streams["WordDocument"])
        struct.pack_into("<H", word, place, value)
        try:
            found = read(container({**streams, "WordDocument": bytes(word)}))
        except (DamagedFile, EmptyFile, EncryptedFile):
            continue
        assert "甲" in "".join(texts(found))
