"""A checklist as rows: what a gesture makes of it, and that what it may not do changes nothing."""

import pytest

from planner.core.checklist_edits import (
    moved,
    rows_of,
    with_items,
    with_line,
    with_part,
    with_words,
    without,
)
from planner.core.checklists import CheckLine, Checklist, CheckPart

LIST = Checklist(
    "甲",
    "甲",
    (
        CheckPart("一", (CheckLine("a", "b", "c", "d"), CheckLine("e"))),
        CheckPart("二"),
        CheckPart("三", (CheckLine("f"),)),
    ),
)


def shape(checklist):
    return [(part.heading, "".join(line.what for line in part.lines)) for part in checklist.parts]


def row(place, checklist=LIST):
    return rows_of(checklist)[place]


def test_rows_are_headings_with_their_lines():
    assert [(one.part, one.place, one.line and one.line.what) for one in rows_of(LIST)] == [
        (0, -1, None),
        (0, 0, "a"),
        (0, 1, "e"),
        (1, -1, None),
        (2, -1, None),
        (2, 0, "f"),
    ]


def test_words_are_changed_field_by_field():
    for field in range(4):
        line = with_words(LIST, row(1), field, " 新 ").parts[0].lines[0]
        values = ["a", "b", "c", "d"]
        values[field] = "新"
        assert line == CheckLine(*values)
    assert with_words(LIST, row(0), 0, "新").parts[0].heading == "新"


@pytest.mark.parametrize(("place", "field", "words"), [(1, 0, " "), (0, 0, ""), (0, 1, "新")])
def test_what_may_not_be_changes_nothing(place, field, words):
    assert with_words(LIST, row(place), field, words) == LIST


def test_lines_and_parts_are_added_and_taken_away():
    assert shape(with_line(LIST, row(0)))[0] == ("一", "新事项ae")
    assert shape(with_line(LIST, row(1)))[0] == ("一", "a新事项e")
    assert shape(with_line(LIST, row(3)))[1] == ("二", "新事项")
    assert [heading for heading, _ in shape(with_part(LIST, 0))] == ["一", "新部分", "二", "三"]
    assert shape(without(LIST, row(2)))[0] == ("一", "a")
    assert shape(without(LIST, row(0))) == [("二", ""), ("三", "f")]


def test_the_last_part_stays():
    alone = Checklist("甲", "甲", (CheckPart("一"),))
    assert without(alone, rows_of(alone)[0]) == alone


def test_lines_move_within_and_between_parts():
    assert shape(moved(LIST, row(1), 1))[0] == ("一", "ea")
    assert shape(moved(LIST, row(2), 1)) == [("一", "a"), ("二", "e"), ("三", "f")]
    assert shape(moved(LIST, row(5), -1)) == [("一", "ae"), ("二", "f"), ("三", "")]
    assert moved(LIST, row(1), -1) == LIST
    assert moved(LIST, row(5), 1) == LIST


def test_a_heading_takes_its_lines_along():
    assert shape(moved(LIST, row(0), 1)) == [("二", ""), ("一", "ae"), ("三", "f")]
    assert moved(LIST, row(0), -1) == LIST


def test_a_part_takes_items_or_not():
    once = with_items(LIST, row(5))
    assert [part.takes_items for part in once.parts] == [False, False, True]
    assert with_items(once, rows_of(once)[4]) == LIST
