"""Repeating duties: the points of a year, what bounds them, and which of them are open or missed."""

from datetime import date

import pytest

from planner.core.deadlines import Terms
from planner.core.draft import Deadline
from planner.core.duty_points import duties, has_points, points_of
from tests.core.nodes import node


def _every(words: str) -> Deadline:
    return Deadline(words, kind="repeating")


@pytest.mark.parametrize(
    ("words", "count", "first", "last"),
    [
        ("每月", 12, (1, 31), (12, 31)),
        ("每月15日前", 12, (1, 15), (12, 15)),
        ("每月31日前", 12, (1, 31), (12, 31)),
        ("每月初", 12, (1, 10), (12, 10)),
        ("每季度末", 4, (3, 31), (12, 31)),
        ("每季度至少", 4, (3, 31), (12, 31)),
        ("每半年", 2, (6, 30), (12, 31)),
        ("每年", 1, (12, 31), (12, 31)),
    ],
)
def test_a_duty_has_its_points_within_the_year(
    words: str, count: int, first: tuple[int, int], last: tuple[int, int]
) -> None:
    (duty,) = duties(node(1, deadlines=(_every(words),)), 2031)
    assert len(duty.points) == count
    assert (duty.points[0].ends_on, duty.points[-1].ends_on) == (date(2031, *first), date(2031, *last))


def test_points_of_one_day_are_one() -> None:
    both = duties(node(1, deadlines=(_every("每季度"), _every("每半年"))), 2031)
    assert [point.name for point in points_of(both)] == ["一季度", "二季度、上半年", "三季度", "四季度、下半年"]


def test_a_duty_of_each_year_that_has_its_day_makes_no_other_point() -> None:
    day = Deadline("9月底前", None, date(2031, 9, 30), "day")
    assert duties(node(1, deadlines=(_every("每年"), day)), 2031) == ()
    assert len(duties(node(1, deadlines=(_every("每年"), day)), 2032)) == 1
    assert len(duties(node(1, deadlines=(_every("每月"), day)), 2031)[0].points) == 12


def test_a_duty_of_each_term_follows_the_terms_of_the_office() -> None:
    terms = Terms(spring=((2, 20), (7, 5)), autumn=((8, 31), (1, 15)))
    (duty,) = duties(node(1, deadlines=(_every("每学期"),)), 2031, terms)
    assert [point.ends_on for point in duty.points] == [date(2031, 7, 5), date(2032, 1, 15)]
    (duty,) = duties(node(1, deadlines=(_every("每学期初"),)), 2031, terms)
    assert [point.ends_on for point in duty.points] == [date(2031, 2, 20), date(2031, 8, 31)]


def test_a_range_beside_a_duty_bounds_its_points() -> None:
    span = Deadline("3月至5月", date(2031, 3, 1), date(2031, 5, 31), "range")
    (duty,) = duties(node(1, deadlines=(span, _every("每月"))), 2031)
    assert [point.name for point in duty.points] == ["3月", "4月", "5月"]


def test_what_comes_each_week_has_no_points() -> None:
    assert duties(node(1, deadlines=(_every("每周"), Deadline("长期坚持", kind="lasting"))), 2031) == ()
    assert not has_points("每周")
    assert has_points("每 学 期")
