"""Words of time and the days they mean, in values and in running text, with the traps of vocabulary.md 5.2."""

from datetime import date

import pytest

from planner.core.deadlines import find_deadlines, is_deadline, read_deadline, shown_deadlines

YEAR = 2026


def day(month: int, number: int, year: int = YEAR) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("words", "starts", "ends", "kind"),
    [
        ("2026年9月底前", None, day(9, 30), "day"),
        ("11 月底前", None, day(11, 30), "day"),
        ("2月底", None, day(2, 28), "day"),
        ("6月30日前", None, day(6, 30), "day"),
        ("２０２６年６月３０日前", None, day(6, 30), "day"),
        ("5月上旬", None, day(5, 10), "day"),
        ("5月中旬前", None, day(5, 20), "day"),
        ("5月下旬", None, day(5, 31), "day"),
        ("年底前", None, day(12, 31), "day"),
        ("年内", None, day(12, 31), "day"),
        ("到2026年年底", None, day(12, 31), "day"),
        ("今年底前", None, day(12, 31), "day"),
        ("上半年", None, day(6, 30), "day"),
        ("下半年", day(7, 1), day(12, 31), "range"),
        ("半年内", None, day(6, 30), "day"),
        ("第一季度末", None, day(3, 31), "day"),
        ("三季度", None, day(9, 30), "day"),
        ("每季度末", None, None, "repeating"),
        ("每月至少一次", None, None, "repeating"),
        ("春季学期", day(3, 1), day(7, 10), "range"),
        ("秋季学期", day(9, 1), day(1, 20, 2027), "range"),
        ("秋季学期开学前", None, day(9, 1), "day"),
        ("从2026年秋季学期起", day(9, 1), None, "range"),
        ("自2027年起", day(1, 1, 2027), None, "range"),
        ("到2030年", None, day(12, 31, 2030), "day"),
        ("到2026年6月", None, day(6, 30), "day"),
        ("2026—2028年", day(1, 1), day(12, 31, 2028), "range"),
        ("2-11月", day(2, 1), day(11, 30), "range"),
        ("3月1日至5月20日", day(3, 1), day(5, 20), "range"),
        ("2026年3月-2027年6月", day(3, 1), day(6, 30, 2027), "range"),
        ("8月启用", None, day(8, 31), "day"),
        ("3月、6月、9月", None, day(9, 30), "day"),
        ("2026", None, day(12, 31), "day"),
        ("长期坚持", None, None, "lasting"),
        ("全年", None, day(12, 31), "lasting"),
        ("适时", None, None, "undated"),
        ("2月31日前", None, None, "undated"),
    ],
)
def test_a_value_keeps_its_words_and_gets_its_days(
    words: str, starts: date | None, ends: date | None, kind: str
) -> None:
    found = read_deadline(words, YEAR)
    assert (found.text, found.starts_on, found.ends_on, found.kind) == (words, starts, ends, kind)


def test_without_a_year_no_day_is_made_up() -> None:
    assert read_deadline("9月底前", None).ends_on is None
    assert read_deadline("2025年9月底前", None).ends_on == day(9, 30, 2025)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("力争8月底前开工，11 月 底 前完成。", ["8月底前", "11月底前"]),
        ("2026年上半年启动，同年秋季学期投入使用。", ["2026年上半年", "同年秋季学期"]),
        ("十月底前完成验收。", ["十月底前"]),
        ("１０月底前完成验收。", ["１０月底前"]),
        ("到2026年年底普及率达到85%。", ["到2026年年底"]),
        ("到2026年6月30日，入园率达到93.5%。", ["到2026年6月30日"]),
        ("力争到2026年 6 月底前建成。", ["到2026年6月底前"]),
        ("自本方案印发之日起20日内上报。", ["印发之日起20日内"]),
        ("2-11月，分步推进。", ["2-11月"]),
    ],
)
def test_a_sentence_sets_its_deadlines(text: str, found: list[str]) -> None:
    assert [one.deadline.text for one in find_deadlines(text, (YEAR,))] == found


@pytest.mark.parametrize(
    "text",
    [
        "2019年底全县有学校13所。",
        "截至2026年12月底，已完成。",
        "印发《三年规划（2024—2026年）》。",
        "建校20周年庆典。",
        "安教发〔2026〕5号",
        "到2035年达到95%。",
        "三年内逐步化解，一年内见效。",
        "有效期至2027年12月底。",
        "2018年以来，近年内部管理加强。",
        "6月7日举行高考。",
        "七年级学生每人一册。",
        "学生每天校内外各锻炼1小时，每周开设一节劳动课。",
    ],
)
def test_other_years_and_days_are_no_deadlines(text: str) -> None:
    assert find_deadlines(text, (YEAR,)) == []


@pytest.mark.parametrize("words", ["每月5日前", "每月的10日以前", "每月底", "每月"])
def test_the_day_of_each_month_stays_with_its_words(words: str) -> None:
    (found,) = find_deadlines(f"{words}报送情况。", (YEAR,))
    assert (found.deadline.text, found.deadline.kind) == (words, "repeating")


def test_a_table_shows_no_mere_beginning_and_repeating_duties_only_alone() -> None:
    listed = [read_deadline(words, YEAR) for words in ("每月", "9月底前", "自2026年起")]
    assert [one.text for one in shown_deadlines(listed)] == ["9月底前"]
    assert [one.text for one in shown_deadlines(listed[:1])] == ["每月"]


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("2026年9月底前完成", True),
        ("3月—5月", True),
        ("长期坚持", True),
        ("并于9月30日前完成", True),
        ("县财政局", False),
    ],
)
def test_words_that_are_a_time_and_nothing_else(words: str, alone: bool) -> None:
    assert is_deadline(words) is alone
