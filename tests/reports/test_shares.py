"""Room moved from columns that stand empty to those that make the rows tall."""

import pytest

from planner.reports.layouts import Place, Slot
from planner.reports.shares import shared
from planner.reports.table import EMPTY, names, plain

PLACES = (
    Place(Slot.NUMBER, "序号", 12),
    Place(Slot.CONTENT, "建设内容", 60),
    Place(Slot.TARGET, "建设目标", 66),
    Place(Slot.PARTNER, "配合单位", 40),
)
WIDTHS = [12.0, 60.0, 66.0, 40.0]
LONG = "建立台账，逐项销号。" * 20


def rows(content="", target="", partners=(), count=8):
    return [(plain(str(place)), plain(content), plain(target), names(partners)) for place in range(count)]


def test_an_empty_column_gives_room_to_the_one_that_makes_the_rows_tall():
    found = shared(PLACES, WIDTHS, [*rows(LONG), *rows(LONG, "建成两所学校。", count=1)], 12.0)
    assert found[1] > 80
    assert 33 <= found[2] < 50
    assert sum(found) == pytest.approx(sum(WIDTHS))
    assert (found[0], found[3]) == (12.0, 40.0)


def test_long_lists_of_names_gain_no_more_than_half_their_width():
    partners = tuple(f"青禾县第{number}实验小学" for number in "一二三四五六七八九十")
    found = shared(PLACES, WIDTHS, rows("", "", partners), 12.0)
    assert 44 <= found[3] <= 60
    assert found[2] >= 33
    assert sum(found) == pytest.approx(sum(WIDTHS))


@pytest.mark.parametrize(
    "cells",
    [
        rows(LONG, LONG, ("基教股",)),
        rows("建成两所。", "", ("基教股",)),
        rows(LONG, "", count=2),
        [(EMPTY, EMPTY, EMPTY, EMPTY)] * 5,
        [],
    ],
    ids=["all filled", "all short", "few rows", "nothing", "no row"],
)
def test_the_widths_of_the_layout_stay_where_little_is_won(cells):
    assert shared(PLACES, WIDTHS, cells, 12.0) == WIDTHS
