"""Rich text: characters in all their spellings, tables with merged cells, numbers, and what is left out."""

from __future__ import annotations

import pytest

from planner.core.errors import InputError
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun{\*\falt Songti};}"
    r"{\f2\fnil\fcharset2 Wingdings;}{\f3\fnil\fcharset136 MingLiU;}}"
)


def file(body: str, head: str = r"\ansi\ansicpg936\deff0\uc1") -> bytes:
    return (r"{\rtf1" + head + FONTS + "\n" + body + "}").encode("latin-1")


def read(body: str, head: str = r"\ansi\ansicpg936\deff0\uc1") -> Document:
    return rtf.read(file(body, head), "计划.rtf")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def remarks(document: Document) -> dict[str, str]:
    return {remark.code: remark.words for remark in document.remarks}


def hexed(text: str, codec: str = "gb18030") -> str:
    """Text as bytes written in hexadecimal."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


def coded(text: str) -> str:
    """Text as code points, each with a question mark for old readers."""
    data = text.encode("utf-16-le")
    units = [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]
    return "".join(f"\\u{unit}?" for unit in units)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (hexed("办好学校"), "办好学校"),
        (coded("办好学校，𠮷"), "办好学校，𠮷"),
        (r"\uc2 \u21150\'b0\'ec\u22909\'ba\'c3", "办好"),
        (r"\uc0\u21150\u22909 ", "办好"),
        (r"{\uc2\u21150\'b0\'ec}\u22909?x", "办好x"),
        (r"\u21150{\'b0}" + hexed("好"), "办□好"),
        (r"\'b0" + "\n" + r"\'ec", "办"),
        (r"\'81@" + hexed("字"), b"\x81@".decode("gb18030") + "字"),
        (r"\f3 " + hexed("學校", "big5"), "學校"),
        (r"{\f0\loch caf\'e9}", "café"),
        (r"\f2\'fe\f1 " + hexed("完成"), "☑完成"),
        (r"a\tab b\line c", "a\tb\nc"),
        (r"2020\_2022\~a\-b\emdash\ldblquote x\rdblquote", "2020-2022 ab—“x”"),
        (r"\{a\}\\b", r"{a}\b"),
        (r"a{\*\unknown b{c}}d{\pict\wmetafile8 0102}e", "ade"),
        (r"a{\field{\*\fldinst{ REF x }}{\fldrslt b}}c", "abc"),
        (r"{\field{\*\fldinst{ eq \\o\\ac(\u9675?,3)}}}" + "x", "③x"),
        (r"{\upr{abc}{\*\ud{\u21150?}}}", "办"),
        (r"a{\xe b}{\tc c}{\*\bkmkstart d}e", "ae"),
    ],
)
def test_characters(body: str, text: str) -> None:
    assert texts(read(body)) == [text]


def test_chinese_bytes_in_a_western_font() -> None:
    assert texts(read(r"\f0 " + hexed("办好学校"), r"\ansi\ansicpg1252\deff0")) == ["办好学校"]


def test_bytes_that_follow_a_picture_of_raw_bytes() -> None:
    data = file("a@@b").replace(b"@@", b"{\\pict\\bin6 }{}\\{{}")
    assert texts(rtf.read(data, "计划.rtf")) == ["ab"]


def test_paragraphs_numbers_and_bullets() -> None:
    body = (
        r"\pard{\listtext\pard\plain\f1 " + hexed("一、") + r"\tab}\ls1 " + hexed("甲") + r"\par"
        r"{\pntext\f0 2.\tab}5G\par{\listtext\f2\'6c\tab}" + hexed("乙") + r"\par\pard " + hexed("丙") + r"\par"
    )
    assert texts(read(body)) == ["一、甲", "2. 5G", "乙", "丙"]


def test_deleted_and_hidden_text() -> None:
    document = read(r"a{\deleted old}b{\deleted\par}c{\v d}{\v e}f{\v0 g}\par{\revised h}\par")
    assert texts(document) == ["abcdefg", "h"]
    assert remarks(document) == {"TRACKED": "1", "HIDDEN": "1"}


def test_what_stands_beside_the_text() -> None:
    document = read(
        r"{\header\pard head\par}{\headerf\pard head\par}"
        r"{\footer - {\field{\*\fldinst PAGE}{\fldrslt 3}} -\par}"
        r"a{\footnote\pard note\par}{\footnote\ftnalt end}{\*\annotation said}b\par"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard box\par}}{\shprslt box}}"
        r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv art}}}}c\par"
    )
    assert [(block.text, block.aside) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("ab", ""),
        ("c", ""),
        ("box", ""),
        ("art", ""),
        ("head", "页眉"),
        ("-  -", "页码"),
        ("note", "脚注"),
        ("end", "尾注"),
        ("said", "批注"),
    ]


def cells(document: Document) -> list[tuple[int, int, str, int, int]]:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in grid.cells]


def test_columns_come_from_the_borders() -> None:
    document = read(
        r"before\par\trowd\cellx1000\cellx3000\pard\intbl a\cell b\cell\row"
        r"\trowd\cellx1000\cellx2005\cellx3004\pard\intbl c\par d\cell e\cell f\cell\row\pard after\par"
    )
    assert texts(document) == ["before", "after"]
    assert cells(document) == [
        (0, 0, "a", 1, 1),
        (0, 1, "b", 1, 2),
        (1, 0, "c\nd", 1, 1),
        (1, 1, "e", 1, 1),
        (1, 2, "f", 1, 1),
    ]


def test_merged_cells() -> None:
    document = read(
        r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl a\cell b\cell\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell c\cell d\cell\row\pard"
    )
    assert cells(document) == [(0, 0, "a", 2, 1), (0, 1, "b", 1, 2), (1, 1, "c", 1, 1), (1, 2, "d", 1, 1)]


def test_nested_table_is_lines_of_its_cell() -> None:
    document = read(
        r"\trowd\cellx1000\cellx2000\pard\intbl x\par\pard\intbl\itap2 a\nestcell b\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
        r"\pard\intbl y\cell\trowd\cellx1000\cellx2000 z\cell\row\pard"
    )
    assert cells(document) == [(0, 0, "x\na\tb\ny", 1, 1), (0, 1, "z", 1, 1)]


def test_cells_that_no_definition_knows() -> None:
    document = read(r"\trowd\cellx1000\pard\intbl a\cell b\cell\cell\row\intbl c\cell d\cell\row\pard")
    assert [text for *_, text, _, _ in cells(document)] == ["a", "b", "c", "d"]


def test_absurd_values_do_no_harm() -> None:
    body = (
        r"\uc9999999999\itap2000000000\trowd\cellx2000000000\cellx-5\intbl a\nestcell\cell\row"
        r"\f99999\u99999999 \'3f\pard\itap0\uc1 b\par\bin0 c\cell\row\row d"
    )
    document = read(body)
    assert "b" in "".join(texts(document))
    assert texts(document)[-1] == "d"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no rich text", "DAMAGED"),
        (file("text")[:-1], "DAMAGED"),
        (file(r"{\pict 0102")[:-1], "DAMAGED"),
        (file("{" * 100_000 + "a" + "}" * 100_000), "BOMB"),
        (file(r"{\pict\wmetafile8 010203}"), "NO_TEXT"),
    ],
)
def test_what_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        rtf.read(data, "计划.rtf")
    assert caught.value.code == code


def test_what_follows_the_end_is_no_text() -> None:
    assert texts(rtf.read(file(r"a\par") + b"}}} rest {", "计划.rtf")) == ["a"]
