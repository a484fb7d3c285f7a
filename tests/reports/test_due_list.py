"""到期任务清单: over all plans, by day and by unit, late ones told; the text for the group says the same."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import ProgressEntry, Status
from planner.core.vocabulary import NodeKind
from planner.reports.catalog import PrintRequest, Subject, build, render
from planner.reports.table import ItemRow, SectionRow
from tests.reports.bureau import node, plan, unit

OFFICE, FINANCE, SAFETY = unit(1, "基教股"), unit(2, "财审股"), unit(3, "校安股")
DAY = date(2031, 6, 18)  # a Wednesday


def due(day, words=""):
    return {"deadlines": (Deadline(words or f"{day.month}月{day.day}日前", ends_on=day),)}


def first():
    late = node(2, "3.", "补齐短板", "", [OFFICE], [FINANCE], **due(date(2031, 5, 31), "5月底前"))
    today = node(3, "4.", "管好食堂", "", [SAFETY, OFFICE], **due(DAY))
    done = node(4, "5.", "建好队伍", "", [OFFICE], **due(date(2031, 6, 20)))
    done = replace(done, entries=(ProgressEntry(1, date(2031, 6, 1), Status.DONE),))
    step = replace(node(5, "①", "查清证照", "", []), kind=NodeKind.STEP, parent_id=3, **due(date(2031, 6, 27)))
    return plan([late, today, step, done])


def second():
    found = plan([node(2, "1.", "办好比赛", "", [FINANCE], **due(date(2031, 6, 30), "6月底前"))])
    return replace(found, plan_id=9, head=replace(found.head, title="青禾县2031年实施方案"))


def document(*others, found=None, **choices):
    return build(Subject(found or first(), None, others), PrintRequest("due-list", as_of=DAY, **choices))


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, ItemRow)]


def heads(table):
    return [row.text for row in table.rows if isinstance(row, SectionRow)]


def test_a_month_lists_what_is_open_in_it_over_all_plans():
    (table,) = document(second(), period="month").tables
    assert table.title == "2031年6月到期任务清单"
    assert "共3项" in table.subtitle
    assert heads(table) == ["2031年6月16日—22日（1项）", "2031年6月23日—29日（1项）", "2031年6月30日—7月6日（1项）"]
    assert [column.head for column in table.columns] == [
        "序号", "完成时限", "工作任务", "牵头单位", "配合单位", "来源", "状态"
    ]  # fmt: skip
    assert [row[1:4] for row in rows(table)] == [
        ["6月18日", "4．管好食堂", "校安股、基教股"],
        ["6月27日", "①查清证照\n（管好食堂）", "校安股、基教股"],
        ["6月30日\n6月底前", "1．办好比赛", "财审股"],
    ]
    assert [row[5] for row in rows(table)] == ["青禾县2031年工作要点", "青禾县2031年工作要点", "青禾县2031年实施方案"]


def test_one_plan_needs_no_column_that_names_it():
    (table,) = document(period="month").tables
    assert "来源" not in [column.head for column in table.columns]


def test_what_is_late_is_listed_by_itself():
    (table,) = document(second(), period="late").tables
    assert table.title == "逾期任务清单"
    assert [row[1:3] for row in rows(table)] == [["5月31日\n5月底前", "3．补齐短板"]]
    assert rows(table)[0][-1] == "■\n逾期"
    assert "其中" not in table.subtitle


def test_units_have_what_they_lead_and_several_leads_each_their_line():
    (table,) = document(second(), period="year", by="unit").tables
    assert heads(table) == ["基教股（3项）", "财审股（1项）", "校安股（2项）"]
    assert "共4项，其中逾期1项" in table.subtitle
    assert any("每个牵头单位之下都列出" in note for note in table.notes)


def test_done_ones_only_when_asked_for_and_a_month_by_its_number():
    assert len(rows(document(period="2031-06", only="all").tables[0])) == 3
    assert len(rows(document(period="2031-06").tables[0])) == 2


def test_a_part_of_the_items_is_printed_and_said():
    (table,) = document(period="year", chosen=ItemFilter(units=("财审股",))).tables
    assert [row[2] for row in rows(table)] == ["3．补齐短板"]
    assert "财审股牵头或配合" in table.subtitle


def test_nothing_due_and_no_such_period_are_told():
    with pytest.raises(UsageError, match="没有在2031年2月1日—28日到期的任务"):
        document(period="2031-02")
    with pytest.raises(UsageError, match="没有“明天”这种期间"):
        document(period="明天")


def test_the_text_for_the_group_says_the_same():
    subject, request = Subject(first(), None, (second(),)), PrintRequest("due-list", as_of=DAY, period="month")
    text = render(subject, request, "txt").data.decode("utf-8-sig")
    assert text.splitlines() == [
        "【2031年6月（2031年6月1日—30日）到期的任务】截至6月18日，共3项：",
        "1．6月18日　管好食堂（校安股、基教股；今天到期；《青禾县2031年工作要点》第4条）",
        "2．6月27日　查清证照（管好食堂）（校安股、基教股；还有9天；《青禾县2031年工作要点》第4条）",
        "3．6月30日　办好比赛（财审股；还有12天；《青禾县2031年实施方案》第1条）",
        "请各牵头单位抓紧办理，及时报送进展。",
    ]


def test_it_fits_on_each_paper():
    for profile in ("P1", "P4", "P5"):
        request = PrintRequest("due-list", as_of=DAY, period="year", profile=profile, bundled_fonts_only=True)
        assert render(Subject(first(), None, (second(),)), request, "pdf").page_count == 1
