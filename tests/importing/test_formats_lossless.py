"""No visible character is lost between a file and its plan, in any format (reliability.md R6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.errors import InputError
from planner.importing import parse
from planner.importing.intake import read_here
from tests.importing.formats import FORMATS, SHEETS, Block
from tests.importing.plans.labels import lossless_problems

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

# fmt: off
PIECES = [
    "一、", "（一）", "1.", "2．", "（1）", "①", "第一章 ", "附件1", "加强学校管理", "修好操场。先查后修",
    "2024年6月底前", "（牵头单位：", "责任科室：", "配合", "县教育局", "、", "；", "。", "）", "(", ")",
    "“", "”", "《", "》",
    "％", "10%", "3.5", "&amp;", "<b>", "\\par", "{x}", '"', "'", "=1+1", "@", "#", "★", "—", "…", "ＡＢ", "abc", "  ",
    "\u3000", "0012", "1e5", "2024-03-05", "TRUE", "%", "$", "~", "^", "`", "|", "/",
]
# fmt: on
STRANGE = ["𠮷", "😀", "㈠", "\ue000", "é", "ﬁ", "Ⅳ", "″"]  # not in the fonts a PDF is written with

words = st.lists(st.sampled_from(PIECES + STRANGE), min_size=1, max_size=12).map("".join)
tables = st.lists(st.lists(st.one_of(words, st.just("")), min_size=2, max_size=4), min_size=1, max_size=4).map(
    lambda rows: [row + [""] * (max(map(len, rows)) - len(row)) for row in rows]
)
documents = st.lists(st.one_of(words, words, tables), min_size=1, max_size=8)


def visible(texts: Sequence[str]) -> Counter[str]:
    return Counter(ch for text in texts for ch in text if not ch.isspace())


def texts_of(blocks: Sequence[Block]) -> list[str]:
    tables = [block for block in blocks if not isinstance(block, str)]
    return [block for block in blocks if isinstance(block, str)] + [
        text for rows in tables for row in rows for text in row
    ]


def refusal(read: Callable[[], object]) -> str:
    try:
        read()
    except InputError as error:
        return error.code
    return ""


def check(data: bytes, name: str, *texts: str) -> None:
    """Compare a file with what it shows: its texts and what its program adds."""
    want = visible(texts)
    if not want:
        assert refusal(lambda: read_here(data, name)) == "EMPTY"
        return
    source = read_here(data, name)
    assert visible([source.text]) == want
    if refused := refusal(lambda: parse(source)):
        assert refused == "NOT_A_PLAN"
    else:
        assert list(lossless_problems(parse(source), source.text)) == []


@pytest.mark.parametrize("form", ["docx", "odt", "rtf", "html", "xlsx"])
@FEW
@given(blocks=documents)
def test_a_file_keeps_every_visible_character(form: str, blocks: list[Block]) -> None:
    check(FORMATS[form](blocks), f"计划.{form}", *texts_of(blocks))


@pytest.mark.parametrize("form", ["xls", "xml", "ods"])
@FEW
@given(blocks=documents)
def test_a_sheet_keeps_every_visible_character(form: str, blocks: list[Block]) -> None:
    check(SHEETS[form](blocks), f"计划.{form}", *texts_of(blocks))


printed = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@FEW
@given(blocks=st.lists(printed, min_size=1, max_size=8))
def test_a_printed_file_keeps_every_visible_character(blocks: list[Block]) -> None:
    check(FORMATS["pdf"](blocks), "计划.pdf", *texts_of(blocks), "—1—")
