"""The meeting set: the main table for each seat, the lists, the checklist, each on odd pages from number one."""

from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from planner.core.checklist_files import default_template
from planner.core.errors import UsageError
from planner.reports.catalog import PrintRequest, Subject, build, render
from tests.reports.bureau import bureau, node, plan, unit
from tests.reports.making import page_texts


def meeting(found, **choices):
    return build(Subject(found), PrintRequest("meeting-set", **choices))


def test_everything_for_a_meeting_in_order():
    found = plan([node(2, "1.", "甲", "", [unit(1, "基教股")], [unit(2, "财审股")])])
    document = meeting(found, copies=3)
    titles = [table.title for table in document.tables if table.title]
    main = "《青禾县2031年工作要点》责任分解表"
    assert titles == [
        *[main] * 3,
        "基教股2031年工作任务清单",
        "财审股2031年工作任务清单",
        default_template().title,
    ]
    assert [table.outline for table in document.tables[:3]] == [f"责任分解表（第{n}份）" for n in (1, 2, 3)]
    assert all(table.afresh for table in document.tables if table.title)
    assert document.page.odd_starts
    assert [table.profile for table in document.tables] == ["P1"] * 3 + ["P5"] * 3


def test_the_choices_reach_the_parts():
    found = bureau(6, 8)
    document = meeting(found, layout="附件", profile="P2", units=("第1股",), title="青禾县要点")
    assert document.tables[0].profile == "P2"
    assert document.tables[0].title == "《青禾县要点》责任分解表"
    assert {table.sheet_name for table in document.tables[1:]} == {"第1股", "检查清单"}


def test_a_plan_without_units_has_no_lists_and_says_so():
    document = meeting(plan([node(2, "1.", "甲")]))
    assert len(document.tables) == 2
    assert any("没有单位任务清单" in remark for remark in document.remarks)
    with pytest.raises(UsageError, match="没有叫“教研室”的单位"):
        meeting(bureau(3, 3), units=("教研室",))


def test_each_part_begins_on_an_odd_sheet_with_the_number_one():
    done = render(Subject(bureau(5, 6)), PrintRequest("meeting-set", copies=2, bundled_fonts_only=True), "pdf")
    pages = page_texts(done.data)
    starts = [at for at, page in enumerate(pages) if "第1页" in page]
    document = pypdfium2.PdfDocument(BytesIO(done.data))
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc() if mark.level == 0]
    document.close()
    assert all(at % 2 == 0 for at in starts)
    assert [at for _, at in marks] == starts
    assert [title for title, _ in marks][:2] == ["责任分解表（第1份）", "责任分解表（第2份）"]
    assert len({title for title, _ in marks}) == len(starts)


def test_a_workbook_holds_the_main_table_once():
    done = render(Subject(bureau(3, 4)), PrintRequest("meeting-set", copies=30), "xlsx")
    sheets = load_workbook(BytesIO(done.data)).sheetnames
    assert len(sheets) == len([table for table in meeting(bureau(3, 4)).tables if table.title])
    assert sheets[0] == "责任分解表"
