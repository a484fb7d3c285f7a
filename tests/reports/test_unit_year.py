"""单位全年任务清单: what one unit leads, joins and has through groups in all plans, with the numbers of the plans."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline
from planner.core.errors import UsageError
from planner.core.progress import ProgressEntry, Status
from planner.core.vocabulary import UnitKind
from planner.reports.catalog import PrintRequest, Subject, build, render
from planner.reports.table import ItemRow
from tests.reports.bureau import node, plan, unit

OFFICE = unit(1, "基教股", full_name="基础教育股")
FINANCE, SAFETY = unit(2, "财审股"), unit(3, "校安股")
GROUP = unit(4, "各股室", UnitKind.GROUP)
DAY = date(2031, 9, 30)
LATE = (Deadline("6月底前", ends_on=date(2031, 6, 30)),)


def first():
    done = (ProgressEntry(1, date(2031, 6, 1), Status.DONE),)
    return plan(
        [
            node(2, "3.", "补齐短板", "", [OFFICE], [FINANCE], deadlines=LATE),
            node(3, "4.", "管好食堂", "", [SAFETY], [OFFICE], deadlines=LATE, entries=done),
            node(4, "7.", "过紧日子", "", [FINANCE], [GROUP]),
        ],
        groups=((GROUP.unit_id, (OFFICE, SAFETY)),),
    )


def second():
    found = plan([node(2, "1.", "办好比赛", "", [OFFICE], [SAFETY])])
    return replace(found, plan_id=9, head=replace(found.head, title="青禾县2031年实施方案"))


def tables(*others, **choices):
    request = PrintRequest("unit-year", as_of=DAY, **choices)
    return build(Subject(first(), None, others), request).tables


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, ItemRow)]


def test_a_unit_has_all_that_it_has_to_do_in_all_plans():
    leads, joins, grouped = tables(second(), units=("基教股",))
    assert leads.title == "基础教育股2031年全年任务清单"
    assert "牵头2项、配合1项、列入群组1项" in leads.subtitle
    assert (leads.band, joins.band) == ("一、牵头任务（2项）", "二、配合任务（1项）")
    assert grouped.band == "三、列入“各单位”等群组的任务（1项）"
    assert [row[:6] for row in rows(leads)] == [
        ["1", "青禾县2031年工作要点", "3", "补齐短板", "财审股", "6月底前"],
        ["2", "青禾县2031年实施方案", "1", "办好比赛", "校安股", ""],
    ]
    assert [row[-1] for row in rows(leads)] == ["■\n逾期", "●\n未启动"]
    assert [row[3:5] for row in rows(joins)] == [["管好食堂", "校安股"]]
    assert [row[3:5] for row in rows(grouped)] == [["过紧日子（各股室）", "财审股"]]
    assert grouped.notes


def test_one_plan_needs_no_column_that_names_it():
    found = tables(units=("财审股",))
    assert [[column.head for column in table.columns][1] for table in found] == ["原序号", "原序号"]


def test_without_a_choice_each_unit_begins_afresh():
    assert [table.outline for table in tables(second()) if table.title] == ["基教股", "财审股", "校安股"]
    assert all(table.afresh for table in tables(second()) if table.title)


def test_a_unit_without_tasks_is_told():
    with pytest.raises(UsageError, match="督学室在这些计划中没有要打印的任务"):
        tables(second(), units=("督学室",))


def test_it_is_printed_on_both_papers():
    for profile in ("P1", "P4"):
        request = PrintRequest(
            "unit-year", as_of=DAY, units=("基教股",), profile=profile, depth="full", bundled_fonts_only=True
        )
        assert render(Subject(first(), None, (second(),)), request, "pdf").page_count == 1
