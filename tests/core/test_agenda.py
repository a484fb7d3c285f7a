"""What is due when: borders of weeks, months, quarters, terms, years; items, their earlier days, steps; who leads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.core.agenda import (
    Part,
    Period,
    by_day,
    by_lead,
    days_words,
    due_lines,
    month_stretch,
    months,
    stretch,
    within,
)
from planner.core.deadlines import Terms
from planner.core.progress import Status
from planner.core.vocabulary import NodeKind
from tests.core.nodes import due, node, part, plan, said, unit

JUNE = date(2031, 6, 30)
MAY = date(2031, 5, 31)


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        (Period.WEEK, date(2031, 6, 30), date(2031, 6, 30), date(2031, 7, 6)),  # a Monday, and over the month's end
        (Period.WEEK, date(2031, 7, 6), date(2031, 6, 30), date(2031, 7, 6)),
        (Period.WEEK, date(2032, 1, 1), date(2031, 12, 29), date(2032, 1, 4)),  # over the year's end
        (Period.MONTH, date(2032, 2, 10), date(2032, 2, 1), date(2032, 2, 29)),
        (Period.MONTH, date(2031, 12, 31), date(2031, 12, 1), date(2031, 12, 31)),
        (Period.QUARTER, date(2031, 3, 31), date(2031, 1, 1), date(2031, 3, 31)),
        (Period.QUARTER, date(2031, 11, 1), date(2031, 10, 1), date(2031, 12, 31)),
        (Period.YEAR, date(2032, 2, 29), date(2032, 1, 1), date(2032, 12, 31)),
        (Period.TERM, date(2031, 3, 1), date(2031, 3, 1), date(2031, 7, 10)),
        (Period.TERM, date(2031, 9, 1), date(2031, 9, 1), date(2032, 1, 20)),
        (Period.TERM, date(2032, 1, 20), date(2031, 9, 1), date(2032, 1, 20)),  # begun in the year before
        (Period.TERM, date(2032, 1, 21), date(2032, 1, 21), date(2032, 7, 10)),  # holidays: the next term, from now on
        (Period.TERM, date(2031, 7, 11), date(2031, 7, 11), date(2032, 1, 20)),
    ],
)
def test_a_period_has_its_first_and_last_day(period: Period, day: date, first: date, last: date) -> None:
    found = stretch(period, day)
    assert (found.first, found.last) == (first, last)
    assert found.first <= day <= found.last


def test_every_day_is_in_each_of_its_periods() -> None:
    for offset in range(800):
        day = date(2031, 1, 1) + timedelta(days=offset)
        for period in set(Period) - {Period.LATE}:
            found = stretch(period, day)
            assert found.first <= day <= found.last


def test_the_office_has_its_own_terms() -> None:
    terms = Terms(spring=((2, 29), (7, 20)), autumn=((9, 10), (1, 10)))
    assert stretch(Period.TERM, date(2032, 2, 29), terms).first == date(2032, 2, 29)
    assert stretch(Period.TERM, date(2031, 3, 1), terms).first == date(2031, 2, 28)
    assert stretch(Period.TERM, date(2031, 12, 1), terms).last == date(2032, 1, 10)
    assert stretch(Period.TERM, date(2031, 12, 1), terms).words == "2031年秋季学期（2031年9月10日—2032年1月10日）"


def test_words_of_two_days_leave_out_what_they_share() -> None:
    assert days_words(date(2031, 4, 7), date(2031, 4, 13)) == "2031年4月7日—13日"
    assert days_words(date(2031, 4, 28), date(2031, 5, 4), with_year=False) == "4月28日—5月4日"
    assert days_words(date(2031, 12, 29), date(2032, 1, 4), with_year=False) == "2031年12月29日—2032年1月4日"
    assert days_words(JUNE, JUNE) == "2031年6月30日"


def test_an_item_is_late_on_the_day_after_and_not_on_its_last() -> None:
    found = plan(node(1, deadlines=(due(JUNE, "6月底前"),)))
    (on_day,) = due_lines(found, JUNE)
    assert (on_day.part, on_day.due_on, on_day.words, on_day.is_late) == (Part.ITEM, JUNE, "6月底前", False)
    (after,) = due_lines(found, JUNE + timedelta(days=1))
    assert after.is_late
    assert within([after], stretch(Period.LATE, JUNE + timedelta(days=1))) == (after,)
    assert within([on_day], stretch(Period.LATE, JUNE)) == ()


def test_what_is_done_is_listed_only_when_asked_for_and_what_is_paused_never() -> None:
    done = node(1, deadlines=(due(JUNE),), entries=(said(MAY, Status.DONE),))
    paused = node(2, deadlines=(due(JUNE),), entries=(said(MAY, Status.PAUSED),))
    lines = due_lines(plan(done, paused), JUNE)
    month = month_stretch(JUNE)
    assert within(lines, month) == ()
    assert [line.item.node_id for line in within(lines, month, with_closed=True)] == [1]


def test_lasting_and_undated_items_are_never_due() -> None:
    lasting = node(1, deadlines=(due(date(2031, 12, 31), "全年", "lasting"),))
    undated = node(2, deadlines=(due(None, "适时", "undated"),))
    since = node(3, deadlines=(due(None, "自2031年起", "range", date(2031, 1, 1)),))
    assert due_lines(plan(lasting, undated, since), JUNE) == ()


def test_an_earlier_day_of_an_item_is_told_but_never_late() -> None:
    item = node(1, deadlines=(due(MAY, "5月底前招标"), due(date(2031, 12, 31), "年底前建成")))
    lines = due_lines(plan(item), JUNE)
    assert [(line.part, line.due_on, line.is_late) for line in lines] == [
        (Part.STAGE, MAY, False),
        (Part.ITEM, date(2031, 12, 31), False),
    ]


def test_a_step_has_its_own_line_and_closes_with_its_item() -> None:
    step = node(2, NodeKind.STEP, 1, deadlines=(due(MAY),))
    open_lines = due_lines(plan(node(1), step), JUNE)
    assert [(line.part, line.node.node_id, line.item.node_id, line.is_late) for line in open_lines] == [
        (Part.STEP, 2, 1, True)
    ]
    (closed,) = due_lines(plan(node(1, entries=(said(MAY, Status.DONE),)), step), JUNE)
    assert not closed.is_open
    assert not closed.is_late


def test_lines_stand_under_days_weeks_or_months_as_long_as_the_period_is() -> None:
    day = date(2031, 6, 30)
    days = (day, date(2031, 7, 3), date(2031, 7, 20), date(2031, 10, 5))
    lines = due_lines(plan(*(node(n, deadlines=(due(one),)) for n, one in enumerate(days, 1))), day)

    def heads(period: Period) -> list[str]:
        wanted = stretch(period, day)
        return [head for head, _ in by_day(within(lines, wanted), wanted, day)]

    assert heads(Period.WEEK) == ["6月30日 星期一 · 今天", "7月3日 星期四"]
    assert heads(Period.MONTH) == ["本周 · 6月30日—7月6日"]
    assert heads(Period.YEAR) == ["2031年6月 · 本月", "2031年7月", "2031年10月"]
    assert months(lines) == (date(2031, 6, 1), date(2031, 7, 1), date(2031, 10, 1))


def test_a_line_stands_under_each_unit_that_leads_and_a_step_under_its_own() -> None:
    first, second = unit(1, "义教股", order=2), unit(2, "校安股", order=1)
    both = node(1, deadlines=(due(JUNE),), assignments=(part(first), part(second)))
    step = node(2, NodeKind.STEP, 1, deadlines=(due(JUNE),), assignments=(part(second),))
    nobody = node(3, deadlines=(due(JUNE),))
    heads = by_lead(due_lines(plan(both, step, nobody), MAY), "未明确")
    assert [(name, [line.node.node_id for line in lines]) for name, lines in heads] == [
        ("校安股", [1, 2]),
        ("义教股", [1]),
        ("未明确", [3]),
    ]


def test_a_repeating_duty_has_its_points_from_now_on_and_the_last_one_missed() -> None:
    every = due(None, "每季度", "repeating")
    item = node(1, deadlines=(every,), ticks=(date(2031, 3, 31),))
    lines = due_lines(plan(item), date(2031, 10, 15))
    assert [(line.part, line.due_on, line.is_open, line.is_late) for line in lines] == [
        (Part.DUTY, date(2031, 3, 31), False, False),
        (Part.DUTY, date(2031, 9, 30), True, True),
        (Part.DUTY, date(2031, 12, 31), True, False),
    ]
    assert [line.state.status for line in lines] == [Status.DONE, Status.OVERDUE, Status.IDLE]
    assert lines[1].words == "每季度 · 三季度"


def test_duties_of_one_day_are_one_line_with_one_tick() -> None:
    every = (due(None, "每季度", "repeating"), due(None, "每半年", "repeating"))
    lines = due_lines(plan(node(1, deadlines=every)), MAY)
    assert [(line.due_on, line.words) for line in lines] == [
        (date(2031, 3, 31), "每季度 · 一季度"),
        (JUNE, "每季度 · 二季度；每半年 · 上半年"),
        (date(2031, 9, 30), "每季度 · 三季度"),
        (date(2031, 12, 31), "每季度 · 四季度；每半年 · 下半年"),
    ]


def test_a_duty_of_a_plan_for_several_years_goes_over_the_new_year() -> None:
    every = (due(None, "每学期", "repeating"), due(None, "每季度", "repeating"))
    one_year = plan(node(1, deadlines=every))
    several = replace(one_year, head=replace(one_year.head, years=(2031, 2032, 2033)))
    new_year = date(2032, 1, 10)
    late = [line.due_on for line in within(due_lines(several, new_year), stretch(Period.LATE, new_year))]
    assert late == [date(2031, 7, 10), date(2031, 12, 31)]
    term = [line.due_on for line in within(due_lines(several, new_year), stretch(Period.TERM, new_year))]
    assert term == [date(2031, 12, 31), date(2032, 1, 20)]
    quarter = within(due_lines(several, date(2031, 12, 1)), stretch(Period.QUARTER, new_year))
    assert [line.due_on for line in quarter] == [date(2032, 1, 20), date(2032, 3, 31)]
    assert all(line.due_on < date(2032, 2, 1) for line in due_lines(one_year, new_year))


def test_the_points_of_a_duty_go_with_its_item() -> None:
    every = due(None, "每季度", "repeating")
    done = node(1, deadlines=(every,), entries=(said(MAY, Status.DONE),))
    paused = node(2, deadlines=(every,), entries=(said(MAY, Status.PAUSED),))
    assert due_lines(plan(done, paused), JUNE) == ()
