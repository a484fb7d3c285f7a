"""The columns that the tables of a sheet share, and the names of sheets."""

import pytest

from planner.reports.table import Column, ReportTable
from planner.reports.workbook.grid import grid_of, sheets_of, unique_names


def table(*widths, follows=False, name="表"):
    columns = tuple(Column(str(place), width) for place, width in enumerate(widths))
    return ReportTable("标题", "", columns, (), (), "P5", name, follows=follows)


def test_a_table_alone_has_its_own_columns():
    grid = grid_of([table(12, 135, 38)])
    assert grid.widths == (12, 135, 38)
    assert grid.places == ((0, 1, 2, 3),)


def test_tables_that_differ_little_share_their_columns():
    first, second = table(10, 14, 82, 30, 20, 14), table(10, 14, 86, 30, 20, 10)
    grid = grid_of([first, second])
    assert grid.widths == pytest.approx((10, 14, 82, 30, 20, 14))
    assert grid.places[0] == grid.places[1] == (0, 1, 2, 3, 4, 5, 6)


def test_tables_that_differ_much_cut_each_other_into_pieces():
    grid = grid_of([table(20, 80, 70), table(60, 60, 50)])
    assert grid.widths == pytest.approx((20, 40, 40, 20, 50))
    assert grid.places == ((0, 1, 3, 5), (0, 2, 4, 5))
    assert grid.width(0, 2) == pytest.approx(60)


def test_two_edges_of_a_table_never_become_one():
    grid = grid_of([table(50, 50), table(48, 4, 48)])
    assert len(set(grid.places[1])) == 4
    assert all(width > 0 for width in grid.widths)


def test_a_sheet_holds_a_table_and_those_that_follow_it():
    found = sheets_of([table(10, name="甲"), table(10, follows=True), table(10, name="乙")])
    assert [(sheet.name, len(sheet.tables)) for sheet in found] == [("甲", 2), ("乙", 1)]


def test_names_of_sheets_are_what_a_workbook_takes():
    wanted = [
        "县（市、区）/新区:[一]?*\\",
        "督导室",
        "督导室",
        "督导室(2)",
        "ABC",
        "abc",
        "",
        "'引号'",
        "很长的单位名称" * 8,
        "很长的单位名称" * 8,
    ]
    found = unique_names(wanted)
    assert all(0 < len(name) <= 31 and not set(name) & set("\\/:*?[]") for name in found)
    assert not any(name.startswith("'") or name.endswith("'") for name in found)
    assert len({name.casefold() for name in found}) == len(found)
    assert found[1:5] == ["督导室", "督导室(2)", "督导室(2)(2)", "ABC"]


def test_a_name_counts_as_a_workbook_counts():
    (name,) = unique_names(["𠀀" * 20])
    assert len(name.encode("utf-16-le")) // 2 <= 31
