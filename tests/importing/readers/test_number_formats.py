import pytest

from planner.importing.readers.number_formats import BUILT_IN, plain, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "General", "1"),
        (1.0, "G/通用格式", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (-3.5, "General", "-3.5"),
        (0.8, "0%", "80%"),
        (0.8255, "0.0%", "82.6%"),
        (0.125, "0.00%", "12.50%"),
        (2.5, "0", "3"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (-1234, "#,##0;[Red]-#,##0", "-1,234"),
        (7, "000", "007"),
        (13, '0"所"', "13所"),
        (3, '"第"0"条"', "第3条"),
        (1.5, "0.##", "1.5"),
        (2, "0.##", "2"),
        (12000, '0,"千元"', "12千元"),
        (5, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "5"),
        (5, "[$¥-804]0.00", "¥5.00"),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (3, "@", "3"),
    ],
)
def test_numbers_are_shown_as_their_format_says(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (46172, 'yyyy"年"m"月"d"日"', "2026年5月30日"),
        (46172, '[$-804]yyyy"年"m"月"d"日";@', "2026年5月30日"),
        (46172, "yyyy\\-mm\\-dd", "2026-05-30"),
        (46172, BUILT_IN[14], "2026/5/30"),
        (46172, BUILT_IN[57], "2026年5月"),
        (46172, BUILT_IN[58], "5月30日"),
        (46172, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年五月三十日"),
        (46172, "aaaa", "星期六"),
        (46172, "[$-804]dddd", "星期六"),
        (46172, "[$-804]mmmm", "五月"),
        (46172, "d-mmm-yy", "30-May-26"),
        (46172, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026年5月30日"),
        (46172, "yy.m.d", "26.5.30"),
        (46172.395833333, "yyyy-mm-dd hh:mm", "2026-05-30 09:30"),
        (0.395833333, "h:mm", "9:30"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (1.5, "[h]:mm", "36:00"),
        (0.0007, "mm:ss", "01:00"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
        (-5, "yyyy/m/d", "-5"),
        (99999999, "yyyy/m/d", "99999999"),
    ],
)
def test_days_and_times_are_shown_as_their_format_says(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_years_may_begin_with_1904() -> None:
    assert shown(44710, "yyyy/m/d", from_1904=True) == "2026/5/30"


def test_plain_numbers_have_no_needless_digits() -> None:
    assert [plain(value) for value in (1.0, 2026.0, 0.1, 1e20)] == ["1", "2026", "0.1", "1e+20"]
