"""Fitting a document to the pages wanted: what is tried, in which order, and what is said of it."""

import pytest

from planner.core.stopping import Stopped
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject, preview_first
from planner.reports.table import PageChoices
from tests.reports.making import item, page_texts, plan_of, section, type_sizes

FIRST, REST = (
    "开展校园安全专项检查，确保师生安全。",
    "健全台账，逐项销号，按月通报，年底前全部整改到位并组织回头看。" * 3,
)


def subject(count, rest=REST):
    items = [item(f"{n}.", f"第{n}项工作", FIRST + rest, lead=("校安股",)) for n in range(1, count + 1)]
    return Subject(plan_of(section(), *items))


def printed(found, **choices):
    return catalog.render(found, PrintRequest(bundled_fonts_only=True, **choices), "pdf")


def said(rendered):
    return "".join(note for note in rendered.notes if "页" in note)


def pages(rendered):
    return len(page_texts(rendered.data))


def test_what_fits_is_left_alone():
    plain, fitted = printed(subject(8)), printed(subject(8), fit=9)
    assert plain.data == fitted.data
    assert said(fitted) == ""


def test_less_text_is_tried_first():
    found = subject(24)
    assert pages(printed(found)) == 4
    fitted = printed(found, fit=3)
    assert pages(fitted) <= 3
    assert said(fitted) == "为排在3页以内，文字改为“首句”。"
    assert ("专", 12.0) in type_sizes(fitted.data, 0)
    assert "健全台账" not in "".join(page_texts(fitted.data))


def test_the_text_is_kept_where_smaller_type_is_needed_anyway():
    units = ("校安股", "综合股", "督学室", "青禾县第一中学", "青禾县职业教育中心", "教研室")
    items = [item(f"{n}.", f"第{n}项", lead=units, partners=units) for n in range(1, 41)]
    found = Subject(plan_of(section(), *items))
    wanted = pages(printed(found, page=PageChoices(size=10.5)))
    assert wanted < pages(printed(found, depth="title"))
    fitted = printed(found, fit=wanted)
    assert pages(fitted) == wanted
    assert said(fitted) == f"为排在{wanted}页以内，字号改为五号（10.5磅）。"
    assert {size for character, size in type_sizes(fitted.data, 1) if character == "督"} == {10.5}


def test_what_does_not_fit_even_so_is_printed_as_asked_and_told():
    found = subject(90)
    fitted = printed(found, fit=2)
    assert fitted.data == printed(found).data
    assert said(fitted).startswith("用“标题”和小五（9磅）也排不进2页，已按原来的字号和文字印出，共")
    assert said(fitted).endswith("改用A3纸也排不进；可以筛选一部分任务打印。")
    assert "可以筛选一部分任务打印" in said(printed(found, fit=2, profile="P4"))


def test_a_larger_paper_is_proposed_where_it_helps():
    found = subject(60)
    wanted = pages(printed(found, profile="P4", depth="title", page=PageChoices(size=9.0)))
    assert said(printed(found, fit=wanted)).endswith("改用A3纸可以排进。")
    assert pages(printed(found, fit=wanted, profile="P4")) == wanted


def test_no_type_is_smaller_than_nine_points():
    for size in (12.0, 10.5, 9.0):
        fitted = printed(subject(40), fit=1, page=PageChoices(size=size))
        assert min(points for _, points in type_sizes(fitted.data, 0)) >= 9.0


def test_the_first_page_is_that_of_the_fitted_document():
    request = PrintRequest(bundled_fonts_only=True, fit=3)
    first = preview_first(subject(24), request)
    assert first.page_count == 1
    assert page_texts(first.data)[0] == page_texts(printed(subject(24), fit=3).data)[0].rpartition("共")[0]


def test_fitting_can_be_stopped():
    def stop(done, count):
        raise Stopped

    with pytest.raises(Stopped):
        catalog.render(subject(8), PrintRequest(fit=1), "pdf", stop)
