"""Which head a sheet says again on each page."""

from planner.reports.table import Column, ReportTable
from planner.reports.workbook.heads import HeadRows, fit_together, repeated_rows

PLACES = (0, 1, 2)


def head(*, band_row, row, last, words=("序号", "工作任务"), band=""):
    columns = tuple(Column(word, 20) for word in words)
    return HeadRows(ReportTable("", "", columns, (), (), "P5", "", band=band), PLACES, band_row, row, last)


def test_a_sheet_without_heads_says_nothing_again():
    assert repeated_rows([], [20.0] * 90, 500) is None


def test_one_table_says_its_head_again_with_its_band():
    assert repeated_rows([head(band_row=0, row=3, last=9)], [20.0] * 9, 500) == (3, 3)
    assert repeated_rows([head(band_row=3, row=4, last=9, band="一、牵头")], [20.0] * 9, 500) == (3, 4)


def test_tables_with_one_head_share_it_without_their_bands():
    heads = [head(band_row=3, row=4, last=9, band="一、上"), head(band_row=10, row=11, last=90, band="二、下")]
    assert repeated_rows(heads, [20.0] * 90, 500) == (4, 4)
    assert fit_together(heads, [20.0] * 90, 500)


def other(last_of_first, last):
    first = head(band_row=0, row=3, last=last_of_first)
    return [first, head(band_row=last_of_first + 1, row=last_of_first + 2, last=last, words=("序号", "配合单位"))]


def test_tables_with_other_heads_share_a_page():
    heads = other(10, 20)
    assert fit_together(heads, [20.0] * 20, 500)
    assert repeated_rows(heads, [20.0] * 20, 500) is None


def test_a_second_table_may_end_the_page_on_which_the_first_ends():
    heads = other(30, 40)
    assert fit_together(heads, [20.0] * 40, 500)
    assert repeated_rows(heads, [20.0] * 40, 500) == (3, 3)


def test_a_second_table_that_goes_overleaf_needs_a_sheet_of_its_own():
    assert not fit_together(other(10, 40), [20.0] * 40, 500)
    assert not fit_together(other(30, 60), [20.0] * 60, 500)
