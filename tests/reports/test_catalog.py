"""A plan and a request in, a finished file with its name out."""

from datetime import date

import pytest

from planner.core.errors import OutputError, UsageError
from planner.reports.catalog import PrintRequest, prove
from planner.reports.file_names import clean, file_name
from tests.reports.making import item, plan_of, render


def test_a_file_is_called_after_plan_document_stage_and_day(plan):
    assert (
        render(plan, PrintRequest(), "pdf").file_name == "青禾县教育体育局2031年工作要点_责任分解表_正式稿_20310218.pdf"
    )
    other = PrintRequest(stage_mark="讨论稿", as_of=date(2031, 3, 1))
    assert render(plan, other, "xlsx").file_name == "青禾县教育体育局2031年工作要点_责任分解表_讨论稿_20310301.xlsx"
    bare = render(plan_of(item("1.", "甲"), title=""), PrintRequest(), "pdf")
    assert bare.file_name == "计划_责任分解表.pdf"


def test_a_pdf_knows_its_pages_and_a_workbook_has_none(plan):
    assert render(plan, PrintRequest(bundled_fonts_only=True), "pdf").page_count == 2
    assert render(plan, PrintRequest(), "xlsx").page_count is None


def test_an_unknown_format_is_told(plan):
    with pytest.raises(UsageError, match="doc"):
        render(plan, PrintRequest(), "doc")


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "abcdefghij"),
        ("工作 要点. ", "工作要点"),
        ("一\n二\x07三\u200b", "一二三"),
        ("...", ""),
    ],
)
def test_what_a_name_may_not_hold_is_left_out(part, shown):
    assert clean(part) == shown


def test_a_long_name_is_cut_to_eighty_characters():
    name = file_name("很长的名字" * 30, "责任分解表", "征求意见稿", date(2031, 2, 3), "xlsx")
    assert len(name) == 80
    assert name.startswith("很长的名字很长")
    assert name.endswith("_责任分解表_征求意见稿_20310203.xlsx")


@pytest.mark.parametrize("reserved", ["CON", "nul", "Com1", "LPT9", "aux"])
def test_a_name_that_windows_keeps_for_itself_is_changed(reserved):
    assert file_name("", reserved, "", None, "pdf") == f"_{reserved}.pdf"


@pytest.mark.parametrize("format_", ["pdf", "xlsx", "docx"])
def test_a_whole_file_is_proved_and_a_cut_one_refused(plan, tmp_path, format_):
    data = render(plan, PrintRequest(), format_).data
    path = tmp_path / "表.tmp"
    path.write_bytes(data)
    prove(format_)(path)
    for cut in (0, 10, len(data) // 2, len(data) - 30):
        path.write_bytes(data[:cut])
        with pytest.raises(OutputError) as told:
            prove(format_)(path)
        assert told.value.code == "WRITE_FAILED"
