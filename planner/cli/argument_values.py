"""The values of options as a clerk writes them; a wrong one is told with the way to write it."""

import argparse
import re
from datetime import date

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")

# No plan is of another century; days beyond could not be counted on from.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def day(text: str) -> date:
    """Return a day: 2026-03-31, 2026年3月31日, 2026/3/31 or 20260331."""
    found = _DAY.fullmatch(text.strip())
    try:
        named = date(*map(int, found.groups())) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-03-31") from None
    if not _FIRST_YEAR <= named.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}”的年份不对，请写成 2026-03-31")
    return named


def count(text: str) -> int:
    """Return a number from 1 on."""
    if not text.isdecimal() or not int(text[:10]) >= 1 or len(text) > 6:
        raise argparse.ArgumentTypeError(f"“{text}”要写成 1 以上的整数")
    return int(text)


def days(text: str) -> int:
    """Return how many days, none to a hundred years."""
    if not text.isdecimal() or len(text) > 5 or int(text) > 36525:
        raise argparse.ArgumentTypeError(f"“{text}”要写成天数，如 30")
    return int(text)


def percent(text: str) -> int:
    """Return a percentage, with or without its sign."""
    number = text.strip().removesuffix("%").removesuffix("％")
    if not number.isdecimal() or len(number) > 3 or int(number) > 100:
        raise argparse.ArgumentTypeError(f"“{text}”要写成 0 到 100 的整数")
    return int(number)
