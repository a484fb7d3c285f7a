"""A day as the clerk types it: 2031-06-30, 2031.6.30, 2031年6月30日, 20310630, 6月30日, 6-30."""

import re
import unicodedata
from datetime import date

from planner.core.errors import StepError

_PARTS = re.compile(r"[0-9]+")
_SHAPE = re.compile(r"(?:[0-9]{8}|(?:[0-9]{4}[-./年])?[0-9]{1,2}[-./月][0-9]{1,2}日?)前?")


def read_day(text: str, year: int) -> date | None:
    """Return the day that a text says, in `year` where it names none; None where it says no day."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if not _SHAPE.fullmatch(plain):
        return None
    parts = [int(part) for part in _PARTS.findall(plain)]
    if len(parts) == 1:
        parts = [parts[0] // 10_000, parts[0] // 100 % 100, parts[0] % 100]
    try:
        return date(*parts) if len(parts) == 3 else date(year, *parts)
    except ValueError:
        return None


def needed_day(text: str, year: int) -> date:
    """Return the day that a text says; raises `StepError` where it says none."""
    day = read_day(text, year)
    if day is None:
        raise StepError(f"看不懂日期“{text.strip()}”。", "请写成 2031-06-30、2031年6月30日 或 6月30日。", code="NO_DAY")
    return day
