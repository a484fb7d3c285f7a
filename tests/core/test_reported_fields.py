"""A table that is a ledger already: its columns of status and progress are a first report, and nothing else is."""

from datetime import date

import pytest

from planner.core.draft import Head, LabelledField
from planner.core.progress import ProgressEntry, Status
from planner.core.reported_fields import first_day, report_day, reported

DAY = date(2031, 3, 31)


def told(**fields: str) -> ProgressEntry | None:
    return reported([LabelledField(label, text) for label, text in fields.items()], DAY)


def test_the_columns_of_a_ledger_are_one_report() -> None:
    found = told(建设内容="新建2所", 进展情况="已开工。", 状态="正在推进", 存在问题="缺经费", 下一步打算="筹款")
    assert found == ProgressEntry(0, DAY, Status.GOING, None, "已开工。", "缺经费", "筹款")


@pytest.mark.parametrize(
    ("label", "words", "status", "percent", "text"),
    [
        ("完成情况", "办结", Status.DONE, None, ""),
        ("完成情况", "已培训200人", None, None, "已培训200人"),
        ("完成 情况", "60%", None, 60, ""),
        ("是否完成", "是", Status.DONE, None, ""),
        ("推进情况", "慢序时", Status.BEHIND, None, ""),
        ("目前进展", "方案已印发", None, None, "方案已印发"),
    ],
)
def test_a_column_says_status_percentage_or_words(
    label: str, words: str, status: Status | None, percent: int | None, text: str
) -> None:
    found = told(**{label: words})
    assert found is not None
    assert (found.status, found.percent, found.text) == (status, percent, text)


@pytest.mark.parametrize(
    "fields",
    [
        {"问题描述": "教师不足"},
        {"存在问题": "校舍老旧"},
        {"进度安排": "3月启动，9月完成"},
        {"状态": ""},
        {"状态": "逾期"},
        {"是否完成": "否"},
        {"工作目标": "已完成"},
    ],
)
def test_what_may_be_the_task_itself_is_no_report(fields: dict[str, str]) -> None:
    assert told(**fields) is None


def test_the_words_stand_for_the_day_of_the_document() -> None:
    assert report_day(Head(issued_on=DAY, published_on=date(2031, 4, 1))) == DAY
    assert report_day(Head(published_on=DAY)) == DAY
    assert report_day(Head()) == date.today()


def test_a_source_that_is_not_kept_counts_from_the_first_day_of_its_year() -> None:
    assert first_day(Head(years=(2020,))) == date(2020, 1, 1)
    assert first_day(Head(years=(2020, 2021), issued_on=date(2019, 12, 1))) == date(2019, 12, 1)
    assert first_day(Head(years=(9999,))) == first_day(Head()) == date.today()
