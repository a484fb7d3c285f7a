"""Cutting a cell: every character is a line of its own width here, a line holds ten."""

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reports.cut import cut
from planner.reports.linebreak import Advances
from planner.reports.table import Cell, Text, names, plain
from planner.reports.typeset import set_cell

ADVANCES = Advances(lambda _: 999)
TEN = 10_000

texts = st.text(alphabet="教育局抓好落实，。；、：", min_size=1, max_size=120)
cells = st.lists(st.lists(st.builds(Text, texts, st.booleans()), min_size=1, max_size=3).map(tuple), max_size=4)


def parts(cell, most):
    return list(cut(cell, most, TEN, lambda part: set_cell(part, TEN, ADVANCES, ADVANCES, 100)))


@settings(deadline=None)
@given(cells.map(tuple).map(Cell), st.integers(2, 6))
def test_no_character_is_lost_and_no_part_too_high(cell, most):
    found = parts(cell, most)
    assert "".join(part.cell.text for part in found).replace("\n", "") == cell.text.replace("\n", "")
    assert all(len(part.lines) <= most for part in found)
    strong = [
        (text, part.strong)
        for found_ in found
        for line in found_.cell.paragraphs
        for part in line
        for text in part.text
    ]
    assert strong == [(text, part.strong) for line in cell.paragraphs for part in line for text in part.text]


def test_a_part_ends_with_a_sentence_else_with_a_clause_else_with_a_line():
    assert [part.cell.text for part in parts(plain("一二三四五六七。" * 3), 2)] == [
        "一二三四五六七。一二三四五六七。",
        "一二三四五六七。",
    ]
    assert [part.cell.text for part in parts(plain("一二三四五六七，" * 3), 2)] == [
        "一二三四五六七，一二三四五六七，",
        "一二三四五六七，",
    ]
    assert [part.cell.text for part in parts(plain("一" * 25), 2)] == ["一" * 20, "一" * 5]


def test_a_list_of_names_is_cut_after_a_name():
    found = parts(names(("县教育督导室",) * 5), 2)
    assert [part.cell.text for part in found] == [
        "县教育督导室、县教育督导室、",
        "县教育督导室、县教育督导室、",
        "县教育督导室",
    ]


def test_a_cell_without_text_is_one_empty_part():
    assert parts(Cell(), 2) == [(Cell(), ())]
