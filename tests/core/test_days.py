"""A day as the clerk types it."""

from datetime import date

import pytest

from planner.core.days import needed_day, read_day
from planner.core.errors import StepError

JUNE = date(2031, 6, 30)


@pytest.mark.parametrize(
    "text",
    ["2031-06-30", "2031.6.30", "2031/6/30", "2031年6月30日", "20310630", "6月30日", "6-30", "6.30", " 6 月 30 日前 "],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text, 2031) == JUNE


@pytest.mark.parametrize("text", ["", "6月", "6月31日", "2031", "2031-13-01", "6月底", "30", "2031-06-30 8点"])
def test_what_is_no_day_is_refused_with_the_way_to_write_one(text: str) -> None:
    assert read_day(text, 2031) is None
    with pytest.raises(StepError) as caught:
        needed_day(text, 2031)
    assert caught.value.code == "NO_DAY"
    assert "2031-06-30" in caught.value.hint
