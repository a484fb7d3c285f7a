"""What a setting means, in words: the days of a term, which light shines when."""

from datetime import date

from planner.core.customs import LightKind, LightRule
from planner.core.progress import Light
from planner.core.settings import Day

_WEEKDAYS = "一二三四五六日"
WORDS = {Light.GREEN: "● 绿灯", Light.YELLOW: "▲ 黄灯", Light.RED: "■ 红灯", Light.BLUE: "◆ 蓝灯"}


def term_reading(span: tuple[Day, Day], today: date) -> str:
    """Return the days of a term as they fall this year."""
    first = date(today.year, *span[0])
    last = date(today.year + (span[1] < span[0]), *span[1])
    weeks = ((last - first).days + 7) // 7
    return f"今年是 {_spoken(first)} 至 {_spoken(last)}，约 {weeks} 周"


def light_reading(rule: LightRule) -> str:
    """Return which light an item that is going on has on which day."""
    green, yellow, red = WORDS[Light.GREEN], WORDS[Light.YELLOW], WORDS[Light.RED]
    if rule.kind is LightKind.PACE:
        return (
            f"进度落后于时间不到 {rule.yellow_points} 个百分点：{green}\n{rule.yellow_points} 个百分点起：{yellow}\n"
            f"超过 {rule.red_points} 个百分点，或者已过期：{red}"
        )
    soon = WORDS[Light.BLUE if rule.kind is LightKind.FOUR_COLOURS else Light.YELLOW]
    behind = f"\n报为滞后：{yellow}" if rule.kind is LightKind.FOUR_COLOURS else ""
    days = rule.soon_days
    return f"离到期还有 {days + 1} 天以上：{green}\n还有 {days} 天起，到当天：{soon}{behind}\n已过期：{red}"


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
