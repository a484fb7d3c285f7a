"""How far a target is: figures as plans write them, at least and at most, and a target as a clerk types it."""

from decimal import Decimal

import pytest

from planner.core.draft import Target
from planner.core.reaching import number, reached, typed_target


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13", 13),
        ("1,300", 1300),
        ("1.5万", 15000),
        ("2.14亿", 214000000),
        ("一百二十", 120),
        ("十二", 12),
        ("80％", 80),
        ("３０余", 30),
        ("约十", None),
        ("很多", None),
        ("", None),
    ],
)
def test_figures_of_plans_are_numbers(text: str, value: int | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))


def test_the_unit_may_stand_behind_an_actual_figure_or_a_part_of_it() -> None:
    assert number("12所", "所") == number("12个", "个学位") == number("12个学位", "个学位") == 12
    assert number("12人", "所") is None


@pytest.mark.parametrize(
    ("bound", "actual", "percent", "is_met", "words"),
    [
        ("exactly", "13", 100, True, "完成 100%"),
        ("exactly", "9", 69, False, "完成 69%，还差 4所"),
        ("at least", "26", 200, True, "完成 200%"),
        ("at most", "13", None, True, "未超过上限"),
        ("at most", "15", None, False, "超出 2所"),
    ],
)
def test_a_target_is_reached_by_its_bound(
    bound: str, actual: str, percent: int | None, is_met: bool, words: str
) -> None:
    found = reached(Target("新建13所", "13", "所", bound, actual))
    assert found is not None
    assert (found.percent, found.is_met, found.words) == (percent, is_met, words)


def test_what_is_missing_is_said_in_the_plans_own_measure() -> None:
    money = reached(Target("投入2.14亿元", "2.14亿", "元", "exactly", "1.07亿"))
    share = reached(Target("达到80%", "80", "%", "at least", "60"))
    assert money is not None
    assert money.words == "完成 50%，还差 1.07亿元"
    assert share is not None
    assert share.words == "完成 75%，还差 20个百分点"
    assert reached(Target("新建13所", "13", "所", "exactly")) is None


@pytest.mark.parametrize(
    ("typed", "value", "unit", "bound"),
    [
        ("新建13所", "13", "所", "exactly"),
        ("13所", "13", "所", "exactly"),
        ("入园率85%以上", "85", "%", "at least"),
        ("控制在20人以下", "20", "人", "at most"),
        ("约300人", "300", "人", "about"),
        ("投入2.14亿元", "2.14亿", "元", "exactly"),
    ],
)
def test_a_target_is_read_as_the_clerk_types_it(typed: str, value: str, unit: str, bound: str) -> None:
    assert typed_target(typed) == Target(typed, value, unit, bound)


def test_words_without_a_number_are_no_target() -> None:
    assert typed_target("办好学校") is None
