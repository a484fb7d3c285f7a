"""Duties that come again (每月, 每季度, 每学期): the points at which they are due within a year of the plan.

What comes each week or day makes no points: nobody ticks fifty-two boxes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.core.deadlines import TERMS, Terms, month_end
from planner.core.figures import with_plain_figures
from planner.core.snapshot import PlanNode, PlanSnapshot

_EVERY = re.compile(
    r"每(?:个)?(?P<span>半年|学期|学年|季度|季|月|年)(?:(?P<edge>末|底|初)|的?(?P<day>3[01]|[12][0-9]|0?[1-9])[日号])?"
)
_EARLY = 10  # 月初 is the first third of a month (vocabulary 5.2)
_MONTHS = 12
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class DutyPoint:
    """A time that a duty is due at: its name, and the last day of it."""

    name: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class Duty:
    """A repeating duty of a node in a year: its words, and its points in order."""

    text: str
    points: tuple[DutyPoint, ...]


def duties(node: PlanNode, year: int, terms: Terms = TERMS) -> tuple[Duty, ...]:
    """Return the repeating duties of a node that have points in `year`; a range beside them bounds the points.

    每年9月底前 has its day of that year beside it: no other point is made for 每年.
    """
    dated = [one for one in node.deadlines if one.kind == "range" and one.starts_on and one.ends_on]
    has_day = any(one.kind == "day" and one.ends_on and one.ends_on.year == year for one in node.deadlines)
    found = []
    for one in node.deadlines:
        if one.kind != "repeating":
            continue
        every = _EVERY.search("".join(with_plain_figures(one.text).split()))
        if every is None or (every["span"] == "年" and has_day):
            continue
        first = min((span.starts_on for span in (one, *dated) if span.starts_on), default=date.min)
        last = max((span.ends_on for span in (one, *dated) if span.ends_on), default=date.max)
        points = tuple(point for point in _POINTS[every["span"]](every, year, terms) if first <= point.ends_on <= last)
        if points:
            found.append(Duty(one.text, points))
    return tuple(found)


def has_points(words: str) -> bool:
    """Tell whether a repeating duty makes due points: not what comes each week or day."""
    return _EVERY.search("".join(with_plain_figures(words).split())) is not None


def year_of(plan: PlanSnapshot, day: date) -> int:
    """Return the year whose points count on a day: the day's own if the plan is for it, else the nearest of the plan.

    The last term of a year ends in January of the next: until then it is still the year before.
    """
    years = plan.head.years
    if not years:
        return day.year
    return min(max(day.year, years[0]), years[-1])


def duties_of(plan: PlanSnapshot, node: PlanNode, day: date) -> tuple[Duty, ...]:
    """Return the repeating duties of a node of a plan in the year that counts on a day."""
    return duties(node, year_of(plan, day), plan.customs.terms)


def points_of(found: Iterable[Duty]) -> tuple[DutyPoint, ...]:
    """Return the points of duties of one node by day: those of one day are one, for they have one tick."""
    names: dict[date, list[str]] = {}
    for duty in found:
        for point in duty.points:
            names.setdefault(point.ends_on, []).append(point.name)
    return tuple(DutyPoint("、".join(dict.fromkeys(names[ends_on])), ends_on) for ends_on in sorted(names))


def duties_round(plan: PlanSnapshot, node: PlanNode, day: date) -> tuple[Duty, ...]:
    """Return the repeating duties of a node with their points of the years round a day, as far as the plan is for them.

    What was missed in December is late in January, and a term goes over the new year.
    """
    year = year_of(plan, day)
    first, last = (plan.head.years[0], plan.head.years[-1]) if plan.head.years else (year, year)
    found: dict[str, dict[date, DutyPoint]] = {}
    for one in (year - 1, year, year + 1):
        if first <= one <= last:
            for duty in duties(node, one, plan.customs.terms):
                found.setdefault(duty.text, {}).update({point.ends_on: point for point in duty.points})
    return tuple(Duty(text, tuple(points[ends_on] for ends_on in sorted(points))) for text, points in found.items())


def _monthly(every: re.Match[str], year: int, _terms: Terms) -> Iterator[DutyPoint]:
    for month in range(1, _MONTHS + 1):
        last = month_end(year, month)
        wanted = _EARLY if every["edge"] == "初" else int(every["day"] or last.day)
        yield DutyPoint(f"{month}月", last.replace(day=min(wanted, last.day)))


def _quarterly(every: re.Match[str], year: int, _terms: Terms) -> Iterator[DutyPoint]:
    for place, name in enumerate(_QUARTERS):
        last = date(year, 3 * place + 1, _EARLY) if every["edge"] == "初" else month_end(year, 3 * place + 3)
        yield DutyPoint(f"{name}季度", last)


def _half_yearly(_every: re.Match[str], year: int, _terms: Terms) -> Iterator[DutyPoint]:
    yield DutyPoint("上半年", date(year, 6, 30))
    yield DutyPoint("下半年", date(year, 12, 31))


def _termly(every: re.Match[str], year: int, terms: Terms) -> Iterator[DutyPoint]:
    for name, (first, last) in (("春季学期", terms.spring), ("秋季学期", terms.autumn)):
        ends = date(year if last > first else year + 1, *last)
        yield DutyPoint(name, date(year, *first) if every["edge"] == "初" else ends)


def _yearly(_every: re.Match[str], year: int, _terms: Terms) -> Iterator[DutyPoint]:
    yield DutyPoint(f"{year}年", date(year, 12, 31))


def _by_school_year(_every: re.Match[str], year: int, terms: Terms) -> Iterator[DutyPoint]:
    yield DutyPoint(f"{year - 1}—{year}学年", date(year, *terms.spring[1]))


_POINTS: dict[str, Callable[[re.Match[str], int, Terms], Iterator[DutyPoint]]] = {
    "月": _monthly,
    "季": _quarterly,
    "季度": _quarterly,
    "半年": _half_yearly,
    "学期": _termly,
    "年": _yearly,
    "学年": _by_school_year,
}
