"""How an item stands on a day: late on the day after, as of any day, extensions as before, lasting ones apart."""

from datetime import date, timedelta

import pytest

from planner.core.customs import Customs, LightKind, LightRule
from planner.core.progress import GROUPS, Light, Status, StatusGroup, status_of
from planner.core.standing import due_day, standing
from tests.core.nodes import due, node, said

JUNE = date(2031, 6, 30)
MARCH, APRIL, MAY = date(2031, 3, 31), date(2031, 4, 30), date(2031, 5, 31)


def after(days: int) -> date:
    return JUNE + timedelta(days=days)


def test_an_item_without_anything_is_idle_and_nobody_presses() -> None:
    state = standing(node(1), JUNE)
    assert (state.status, state.group, state.light) == (Status.IDLE, StatusGroup.IDLE, Light.GREEN)
    assert (state.percent, state.text, state.reported_on, state.due_on) == (None, "", None, None)


@pytest.mark.parametrize("status", [None, Status.IDLE, Status.GOING, Status.BEHIND])
def test_an_open_item_is_overdue_on_the_day_after_its_last_day(status: Status | None) -> None:
    item = node(1, deadlines=(due(JUNE),), entries=(said(MARCH, status),) if status else ())
    last = standing(item, JUNE)
    assert last.status is (status or Status.IDLE)
    assert last.light is Light.YELLOW
    assert not last.is_overdue
    late = standing(item, after(1))
    assert (late.status, late.group, late.light) == (Status.OVERDUE, StatusGroup.BEHIND, Light.RED)
    assert late.is_overdue


@pytest.mark.parametrize(
    ("status", "group", "light"),
    [
        (Status.DONE, StatusGroup.DONE, Light.GREEN),
        (Status.LASTING, StatusGroup.APART, None),
        (Status.PAUSED, StatusGroup.APART, None),
    ],
)
def test_what_is_done_lasting_or_paused_is_never_late(status: Status, group: StatusGroup, light: Light | None) -> None:
    state = standing(node(1, deadlines=(due(JUNE),), entries=(said(MAY, status),)), after(100))
    assert (state.status, state.group, state.light) == (status, group, light)


def test_the_light_turns_yellow_within_seven_days() -> None:
    item = node(1, deadlines=(due(JUNE),), entries=(said(MARCH, Status.GOING),))
    assert standing(item, after(-8)).light is Light.GREEN
    assert standing(item, after(-7)).light is Light.YELLOW


def test_what_lags_is_yellow_long_before_its_day() -> None:
    item = node(1, deadlines=(due(JUNE),), entries=(said(MARCH, Status.BEHIND),))
    assert standing(item, MARCH).light is Light.YELLOW


def test_only_what_was_reported_up_to_the_day_counts() -> None:
    entries = (
        said(MARCH, Status.GOING, 20, "已招标。", entry_id=1, difficulty="缺钱", next_step="筹款"),
        said(APRIL, None, 60, "已开工。", entry_id=2),
        said(MAY, Status.DONE, None, "已完工。", entry_id=3),
    )
    item = node(1, entries=entries)
    before, first, second, third = (standing(item, day) for day in (date(2031, 3, 30), MARCH, APRIL, MAY))
    assert (before.status, before.text, before.reported_on) == (Status.IDLE, "", None)
    assert (first.status, first.percent, first.text, first.reported_on) == (Status.GOING, 20, "已招标。", MARCH)
    assert (second.status, second.percent, second.text) == (Status.GOING, 60, "已开工。")
    assert (second.difficulty, second.next_step) == ("", ""), "a later report that names no problem has none"
    assert (third.status, third.percent, third.text) == (Status.DONE, 100, "已完工。")


def test_a_problem_said_without_other_words_belongs_to_what_was_reported_last() -> None:
    entries = (
        said(MARCH, Status.GOING, 20, "已招标。", entry_id=1, difficulty="缺钱", next_step="筹款"),
        said(APRIL, Status.BEHIND, 30, entry_id=2),
        said(MAY, entry_id=3, difficulty="缺人"),
    )
    item = node(1, entries=entries)
    assert standing(item, APRIL).difficulty == "缺钱", "a status alone says nothing of problems"
    now = standing(item, MAY)
    assert (now.text, now.difficulty, now.next_step) == ("已招标。", "缺人", "筹款")


def test_of_two_reports_of_a_day_the_later_one_counts_in_whatever_order_they_come() -> None:
    entries = (said(MARCH, Status.DONE, entry_id=2), said(MARCH, Status.GOING, entry_id=1))
    assert standing(node(1, entries=entries), MARCH).status is Status.DONE


@pytest.mark.parametrize("before", [Status.IDLE, Status.GOING, Status.BEHIND])
def test_an_extension_asked_for_counts_as_before_with_a_mark(before: Status) -> None:
    entries = (said(MARCH, before, entry_id=1), said(APRIL, Status.EXTENSION, entry_id=2))
    item = node(1, deadlines=(due(JUNE),), entries=entries)
    state = standing(item, APRIL)
    assert (state.status, state.shown, state.group, state.asks_longer) == (
        Status.EXTENSION,
        before,
        GROUPS[before],
        True,
    )
    late = standing(item, after(1))
    assert (late.status, late.shown, late.group, late.light) == (
        Status.EXTENSION,
        Status.OVERDUE,
        StatusGroup.BEHIND,
        Light.RED,
    )


def test_an_extension_without_a_word_before_counts_as_what_the_item_was() -> None:
    asked = (said(MARCH, Status.EXTENSION),)
    assert standing(node(1, entries=asked), MARCH).group is StatusGroup.IDLE
    lasting = node(1, deadlines=(due(None, "长期坚持", "lasting"),), entries=asked)
    assert standing(lasting, MARCH).group is StatusGroup.APART


def test_a_lasting_duty_stands_apart_and_has_no_day() -> None:
    for deadline in (due(None, "长期坚持", "lasting"), due(date(2031, 12, 31), "全年", "lasting")):
        item = node(1, deadlines=(deadline,))
        assert due_day(item) is None
        state = standing(item, date(2033, 1, 1))
        assert (state.status, state.group, state.light) == (Status.LASTING, StatusGroup.APART, None)


def test_a_beginning_is_no_lasting_duty_and_no_deadline() -> None:
    item = node(1, deadlines=(due(None, "自2031年起", "range", starts_on=date(2031, 1, 1)),))
    assert due_day(item) is None
    assert standing(item, date(2040, 1, 1)).status is Status.IDLE


def test_the_latest_of_several_deadlines_is_the_last_day() -> None:
    item = node(1, deadlines=(due(JUNE), due(date(2031, 9, 30)), due(None, "长期坚持", "lasting")))
    assert due_day(item) == date(2031, 9, 30)
    assert standing(item, after(1)).status is Status.IDLE


def test_words_without_a_status_say_that_it_is_going_on() -> None:
    assert standing(node(1, entries=(said(MARCH, text="已招标。"),)), MARCH).status is Status.GOING
    assert standing(node(1, entries=(said(MARCH, percent=5),)), MARCH).status is Status.GOING
    assert standing(node(1, entries=(said(MARCH, percent=0),)), MARCH).status is Status.IDLE
    lasting = node(1, deadlines=(due(None, "长期坚持", "lasting"),), entries=(said(MARCH, text="已开展。"),))
    assert standing(lasting, MARCH).status is Status.LASTING


def test_a_completion_that_is_taken_back_takes_its_percentage_along() -> None:
    entries = (
        said(MARCH, Status.GOING, 60, entry_id=1),
        said(APRIL, Status.DONE, 100, entry_id=2),
        said(MAY, Status.GOING, entry_id=3),
    )
    assert standing(node(1, entries=entries), MAY).percent == 60


def test_a_partner_stands_by_its_own_reports_alone() -> None:
    entries = (said(MARCH, Status.GOING, 30, "牵头已办。"), said(APRIL, Status.DONE, None, "配合已办。", unit_id=7))
    item = node(1, entries=entries)
    own, partner = standing(item, MAY), standing(item, MAY, unit_id=7)
    assert (own.status, own.text, own.reported_on) == (Status.GOING, "牵头已办。", MARCH)
    assert (partner.status, partner.text) == (Status.DONE, "配合已办。")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("办结", Status.DONE),
        ("已销号", Status.DONE),
        ("按序时进度", Status.GOING),
        ("慢序时", Status.BEHIND),
        ("超期", Status.OVERDUE),
        ("常态化", Status.LASTING),
        ("拟延期", Status.EXTENSION),
        ("中止", Status.PAUSED),
        (" 推进 中。", Status.GOING),
        ("（滞后）", Status.BEHIND),
        ("快了", None),
        ("", None),
    ],
)
def test_the_words_seen_are_understood(word: str, status: Status | None) -> None:
    assert status_of(word) is status
    assert all(status_of(one.value) is one for one in Status)


def test_four_colours_tell_what_is_due_soon_from_what_is_behind() -> None:
    rule = Customs(lights=LightRule(LightKind.FOUR_COLOURS, soon_days=5))
    item = node(1, deadlines=(due(JUNE),))
    lights = [standing(item, after(days), rule).light for days in (-6, -5, 0, 1)]
    assert lights == [Light.GREEN, Light.BLUE, Light.BLUE, Light.RED]
    behind = node(1, deadlines=(due(JUNE),), entries=(said(MARCH, Status.BEHIND),))
    assert standing(behind, after(-2), rule).light is Light.YELLOW


@pytest.mark.parametrize(("percent", "light"), [(50, "●"), (41, "●"), (39, "▲"), (21, "▲"), (19, "■")])
def test_the_pace_compares_the_percentage_with_the_time_that_is_gone(percent: int, light: str) -> None:
    rule = Customs(lights=LightRule(LightKind.PACE))
    item = node(1, deadlines=(due(date(2031, 12, 31)),), entries=(said(MAY, percent=percent),))
    assert standing(item, date(2031, 7, 2), rule).light == light  # half of the year is gone


def test_a_plan_says_a_status_in_its_own_word_and_reads_it_back() -> None:
    customs = Customs(status_words=((Status.GOING, "正在办"), (Status.OVERDUE, "超时")))
    item = node(1, deadlines=(due(JUNE),), entries=(said(MARCH, Status.GOING),))
    assert standing(item, MAY, customs).word == "正在办"
    assert standing(item, after(1), customs).shown_word == "超时"
    assert customs.status_of("正在 办") is Status.GOING
    assert customs.status_of("办结") is Status.DONE
    assert customs.status_of("正在散步") is None
