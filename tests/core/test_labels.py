"""Number and title in one line."""

import pytest

from planner.core.labels import numbered


@pytest.mark.parametrize(
    ("number", "title", "line"),
    [
        ("1.", "修好校舍", "1.修好校舍"),
        ("1", "2所学校", "1 2所学校"),
        ("1", "", "1"),
        ("", "修好", "修好"),
        ("（一）", "办学", "（一）办学"),
    ],
)
def test_a_number_without_a_mark_keeps_its_distance(number: str, title: str, line: str) -> None:
    assert numbered(number, title) == line
