"""What the deadlines of an item mean, in words below them: each day, what only begins, what has none and why."""

from datetime import date

from planner.core.customs import Customs
from planner.core.days import needed_day, read_day
from planner.core.deadlines import read_deadline
from planner.core.draft import Deadline
from planner.core.duty_points import has_points

LASTING, UNDATED = "长期，不设截止日", "没有写日期，列入“未写日期”"


def deadline_note(deadlines: tuple[Deadline, ...], years: tuple[int, ...], customs: Customs) -> str:
    """Return what is worth saying below the deadlines of a node; nothing where the words and one day say it all."""
    if len(deadlines) > 1:
        return "；".join(f"{one.text}：{meaning(one)}" for one in deadlines)
    if not deadlines:
        return ""
    (one,) = deadlines
    if one.kind == "repeating" and has_points(one.text):
        return ""
    if one.kind in ("day", "range") and one.ends_on:
        by_words = read_deadline(one.text, years[0] if len(years) == 1 else None, customs.terms)
        if by_words.ends_on and by_words.ends_on != one.ends_on:
            return f"截止日是改定的；按文字是 {spoken(by_words.ends_on)}"
        return f"从 {spoken(one.starts_on)} 起" if one.starts_on else ""
    return meaning(one)


def typed_note(text: str, years: tuple[int, ...], customs: Customs) -> str:
    """Return what words mean while they are typed: → 2031年6月30日."""
    if not text.strip():
        return ""
    found = read_deadline(text, years[0] if len(years) == 1 else None, customs.terms)
    if found.kind == "undated" and not years and any(ch.isdigit() for ch in text):
        return "计划没有年度，算不出日子；可以写上年份"
    return f"→ {meaning(found)}"


def meaning(one: Deadline) -> str:
    """Return what a deadline means."""
    if one.kind == "repeating":
        return "每期各算一次" if has_points(one.text) else "不逐次登记，没有截止日"
    if one.kind == "lasting":
        return LASTING
    if one.ends_on:
        return f"{spoken(one.starts_on)}至{spoken(one.ends_on)}" if one.starts_on else spoken(one.ends_on)
    if one.starts_on:
        return f"{spoken(one.starts_on)}起，只是开始，不是截止"
    return UNDATED


def spoken(day: date | None) -> str:
    """Return a day as it is spoken."""
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""


def day_meant(text: str, years: tuple[int, ...], customs: Customs) -> date:
    """Return the day that is meant in the field of days: a day, or words that say one (6月底前); raises `StepError`."""
    year = years[0] if years else date.today().year
    return read_day(text, year) or read_deadline(text, year, customs.terms).ends_on or needed_day(text, year)


def deadline_tip(deadlines: tuple[Deadline, ...]) -> str:
    """Return each deadline with what it means, a line each, for who points at the words."""
    return "\n".join(f"{one.text}：{meaning(one)}" if one.text else meaning(one) for one in deadlines)
