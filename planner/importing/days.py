"""Days as a document's head and foot write them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_FULL = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年|-|/|\.|—|－)\s*([0-9]{1,2})\s*(?:月|-|/|\.|—|－)\s*([0-9]{1,2})\s*日?")
_HAN = re.compile(
    r"二[〇○零ＯO0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_LOST = re.compile(r"(20[0-9]{2})([0-9]{2,4})")
_HAN_FIGURES = {**{ch: index for index, ch in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day and whether the characters 年月日 were lost and had to be guessed."""

    day: date
    guessed: bool = False


def read_day(text: str) -> ReadDay | None:
    """Return the first day written in `text` (2020年3月30日, 2020-03-30, 二〇二〇年三月三十日), or None."""
    found = _FULL.search(text)
    if found:
        year = int(found[0][:4])
        return _day(year, int(found[1]), int(found[2]))
    found = _HAN.search(text)
    if found:
        year = 2000 + _HAN_FIGURES[found[1]] * 10 + _HAN_FIGURES[found[2]]
        return _day(year, _han(found[3]), _han(found[4]))
    return None


def read_lost_day(text: str) -> ReadDay | None:
    """Return the day behind figures that lost their 年月日 (2018319).

    None where they can be no day or more than one.
    """
    found = _LOST.fullmatch("".join(text.split()))
    if not found:
        return None
    rest = found[2]
    days = [
        day
        for cut in (1, 2)
        if (0 < len(rest) - cut <= 2 and rest[cut] != "0") or (len(rest) == 4 and cut == 2)
        if (day := _day(int(found[1]), int(rest[:cut]), int(rest[cut:]))) is not None
    ]
    return ReadDay(days[0].day, guessed=True) if len(days) == 1 else None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> ReadDay | None:
    try:
        return ReadDay(date(year, month, day))
    except ValueError:
        return None


def _han(figures: str) -> int:
    if "十" in figures:
        tens, _, ones = figures.partition("十")
        return (_HAN_FIGURES[tens] if tens else 1) * 10 + (_HAN_FIGURES[ones] if ones else 0)
    return _HAN_FIGURES[figures]
