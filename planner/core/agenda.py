"""What is due in a period, over any number of plans: the lines of the page 到期, of its prints and of `planner due`.

A line is a day on which something is due: an item's last day, an earlier day that its deadlines name too, the day of a
step, or a point of a repeating duty. Whether it is late follows from the day asked for. Weeks begin on Monday.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.core.customs import LightKind
from planner.core.deadlines import TERMS, Terms, month_end, shown_deadlines
from planner.core.duty_points import duties_round
from planner.core.progress import Light, Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import Standing, standing
from planner.core.vocabulary import NodeKind

_UNDATED = frozenset({"lasting", "repeating"})
_CLOSED = frozenset({StatusGroup.DONE, StatusGroup.APART})
_WEEKDAYS = "一二三四五六日"
_QUARTERS = "一二三四"


class Period(StrEnum):
    """The periods that are asked for by a word; a single month is asked for by its first day."""

    LATE = "late"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    YEAR = "year"


PERIOD_WORDS = {
    Period.LATE: "已逾期",
    Period.WEEK: "本周",
    Period.MONTH: "本月",
    Period.QUARTER: "本季度",
    Period.TERM: "本学期",
    Period.YEAR: "全年",
}


class Part(StrEnum):
    """What of an item is due."""

    ITEM = "item"
    STAGE = "stage"
    STEP = "step"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first and last day of a period, both in it, and its name; `is_late` wants what is past and open instead."""

    first: date
    last: date
    name: str
    is_late: bool = False

    @property
    def words(self) -> str:
        """The stretch as a caption says it: 2031年第二季度（2031年4月1日—6月30日）."""
        return self.name if self.is_late else f"{self.name}（{days_words(self.first, self.last)}）"


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is due on a day: `node` is the item itself or the step of it, `words` how the plan has the day.

    `state` is how that stands; of a point of a repeating duty it is done or not. `is_late` lines are past and open.
    """

    plan: PlanSnapshot
    item: PlanNode
    node: PlanNode
    part: Part
    due_on: date
    words: str
    state: Standing
    is_open: bool
    is_late: bool

    @property
    def order(self) -> tuple[date, int, int]:
        """By day, then by plan, then as the plan has them."""
        return self.due_on, self.plan.plan_id, self.plan.ordinals[self.item.node_id]


def stretch(period: Period, day: date, terms: Terms = TERMS) -> Stretch:
    """Return the days of a period round `day`."""
    year = day.year
    if period is Period.LATE:
        return Stretch(date.min, day - timedelta(days=1), PERIOD_WORDS[period], is_late=True)
    if period is Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return Stretch(first, first + timedelta(days=6), PERIOD_WORDS[period])
    if period is Period.MONTH:
        return month_stretch(day)
    if period is Period.QUARTER:
        quarter = (day.month - 1) // 3
        first = date(year, 3 * quarter + 1, 1)
        return Stretch(first, month_end(year, first.month + 2), f"{year}年第{_QUARTERS[quarter]}季度")
    if period is Period.TERM:
        return _term(day, terms)
    return Stretch(date(year, 1, 1), date(year, 12, 31), f"{year}年")


def month_stretch(day: date) -> Stretch:
    """Return the days of the month that `day` is in."""
    return Stretch(day.replace(day=1), month_end(day.year, day.month), f"{day.year}年{day.month}月")


def _term(day: date, terms: Terms) -> Stretch:
    """Return the term that `day` is in; in the holidays the next one, from that day on: nothing falls between."""
    known = sorted(
        (_bounds(year, term), name)
        for year in (day.year - 1, day.year, day.year + 1)
        for term, name in ((terms.spring, f"{year}年春季学期"), (terms.autumn, f"{year}年秋季学期"))
    )
    (first, last), name = next((bounds, name) for bounds, name in known if bounds[1] >= day)
    return Stretch(min(first, day), last, name)


def _bounds(year: int, term: tuple[tuple[int, int], tuple[int, int]]) -> tuple[date, date]:
    first, last = term
    return _day(year, first), _day(year if last > first else year + 1, last)


def _day(year: int, month_day: tuple[int, int]) -> date:
    """Return a day of a year; the 29th of February is the last of the month in every year."""
    month, day = month_day
    return min(date(year, month, 1) + timedelta(days=day - 1), month_end(year, month))


def due_lines(plan: PlanSnapshot, day: date) -> tuple[DueLine, ...]:
    """Return everything of a plan that has a day, by day; items that are paused or last have none."""
    found: list[DueLine] = []
    for item in plan.items:
        steps = [step for step in steps_below(plan, item) if _dated(step) or _is_duty(step)]
        if not (_dated(item) or _is_duty(item) or steps):
            continue  # to tell how it stands is what takes time
        state = standing(item, day, plan.customs)
        if state.group is StatusGroup.APART and state.status is Status.PAUSED:
            continue
        found += _of_item(plan, item, state, day)
        found += [line for step in steps if _dated(step) for line in _of_step(plan, item, step, state, day)]
        if state.group not in _CLOSED or state.status is Status.LASTING:
            found += [
                line for node in (item, *steps) if _is_duty(node) for line in _of_duty(plan, item, node, state, day)
            ]
    return tuple(sorted(found, key=lambda line: line.order))


def _of_item(plan: PlanSnapshot, item: PlanNode, state: Standing, day: date) -> list[DueLine]:
    """Return the last day of an item, and the earlier ones that its deadlines name: these are never late."""
    is_open = state.group not in _CLOSED
    days = _dated(item)
    found = []
    for ends_on, words in days:
        part = Part.ITEM if ends_on == days[-1][0] else Part.STAGE
        is_late = part is Part.ITEM and is_open and ends_on < day
        found.append(DueLine(plan, item, item, part, ends_on, words, state, is_open, is_late))
    return found


def _of_step(plan: PlanSnapshot, item: PlanNode, step: PlanNode, above: Standing, day: date) -> list[DueLine]:
    """Return the last day of a step; it is closed with its item."""
    state = standing(step, day, plan.customs)
    is_open = state.group not in _CLOSED and above.group not in _CLOSED
    ends_on, words = _dated(step)[-1]
    shown = state if above.group is not StatusGroup.DONE else above
    return [DueLine(plan, item, step, Part.STEP, ends_on, words, shown, is_open, is_open and ends_on < day)]


def _of_duty(plan: PlanSnapshot, item: PlanNode, node: PlanNode, state: Standing, day: date) -> list[DueLine]:
    """Return the points of a repeating duty from now on, those that are ticked, and the last one that was missed.

    Who never ticks would else have the whole year's points among what is late. Duties of one node that are due on the
    same day are one line, for they have one tick.
    """
    found: dict[date, DueLine] = {}
    for duty in duties_round(plan, node, day):
        missed = max((p.ends_on for p in duty.points if p.ends_on < day and p.ends_on not in node.ticks), default=None)
        for point in duty.points:
            is_open = point.ends_on not in node.ticks
            if is_open and point.ends_on < day and point.ends_on != missed:
                continue
            shown = _point_state(state, plan, point.ends_on, day, is_open=is_open)
            is_late = is_open and point.ends_on < day
            words = f"{duty.text} · {point.name}"
            if point.ends_on in found:
                words = f"{found[point.ends_on].words}；{words}"
            found[point.ends_on] = DueLine(plan, item, node, Part.DUTY, point.ends_on, words, shown, is_open, is_late)
    return list(found.values())


def _point_state(state: Standing, plan: PlanSnapshot, ends_on: date, day: date, *, is_open: bool) -> Standing:
    """Return how a point stands: done, missed, or as its item does, yellow when it is soon."""
    if not is_open:
        return replace(state, status=Status.DONE, group=StatusGroup.DONE, light=Light.GREEN, shown=Status.DONE)
    if ends_on < day:
        return replace(state, status=Status.OVERDUE, group=StatusGroup.BEHIND, light=Light.RED, shown=Status.OVERDUE)
    is_soon = (ends_on - day).days <= plan.customs.lights.soon_days
    blue = plan.customs.lights.kind is LightKind.FOUR_COLOURS
    return replace(state, light=(Light.BLUE if blue else Light.YELLOW) if is_soon else Light.GREEN, is_soon=is_soon)


def _is_duty(node: PlanNode) -> bool:
    return any(one.kind == "repeating" for one in node.deadlines)


def _dated(node: PlanNode) -> list[tuple[date, str]]:
    """Return the last days that the deadlines of a node name, with their words: each day once, the earliest first."""
    if not node.deadlines:
        return []
    words: dict[date, list[str]] = {}
    for one in shown_deadlines(node.deadlines):
        if one.ends_on is not None and one.kind not in _UNDATED:
            words.setdefault(one.ends_on, []).append(one.text)
    return [(ends_on, "；".join(dict.fromkeys(words[ends_on]))) for ends_on in sorted(words)]


def steps_below(plan: PlanSnapshot, node: PlanNode) -> list[PlanNode]:
    """Return the steps of an item, theirs after them."""
    found: list[PlanNode] = []
    for child in plan.children.get(node.node_id, ()):
        if child.kind is NodeKind.STEP:
            found += [child, *steps_below(plan, child)]
    return found


def within(lines: Iterable[DueLine], wanted: Stretch, *, with_closed: bool = False) -> tuple[DueLine, ...]:
    """Return the lines of a stretch, those of all plans by day; closed ones only when asked for."""
    if wanted.is_late:
        kept = [line for line in lines if line.is_late]
    else:
        kept = [line for line in lines if wanted.first <= line.due_on <= wanted.last and (line.is_open or with_closed)]
    return tuple(sorted(kept, key=lambda line: line.order))


def months(lines: Iterable[DueLine]) -> tuple[date, ...]:
    """Return the first days of the months in which anything is due."""
    return tuple(sorted({line.due_on.replace(day=1) for line in lines}))


def by_day(lines: Sequence[DueLine], wanted: Stretch, day: date | None) -> list[tuple[str, tuple[DueLine, ...]]]:
    """Return the lines under headings: each day of a week, the weeks of up to a term, else the months.

    Headings say 今天 and 下周 seen from `day`; on paper, which is read on other days, there is none.
    """
    length = (wanted.last - wanted.first).days
    spoken = _month_words if wanted.is_late or length > _LONGEST_IN_WEEKS else _week_words
    if not wanted.is_late and length < 7:
        spoken = _day_words
    found: dict[str, list[DueLine]] = {}
    for line in lines:
        found.setdefault(spoken(line.due_on, day), []).append(line)
    return [(words, tuple(listed)) for words, listed in found.items()]


_LONGEST_IN_WEEKS = 100


def by_lead(lines: Sequence[DueLine], nobody: str) -> list[tuple[str, tuple[DueLine, ...]]]:
    """Return the lines under the units that lead, in their order of print: under each, where several do."""
    found: dict[str, list[DueLine]] = {}
    order: dict[str, int] = {}
    for line in lines:
        for name, place in leads(line) or [(nobody, 1_000_000)]:
            found.setdefault(name, []).append(line)
            order.setdefault(name, place)
    return [(name, tuple(found[name])) for name in sorted(found, key=lambda name: order[name])]


def leads(line: DueLine) -> list[tuple[str, int]]:
    """Return who leads what is due, with the places in print: the step's own units before those of the item."""
    own = [one for one in line.node.leads if one.inherited_from is None]
    return [(one.unit.name, one.unit.order) for one in (own or line.item.leads)]


def _day_words(due_on: date, day: date | None) -> str:
    far = {0: " · 今天", 1: " · 明天"}.get((due_on - day).days, "") if day is not None else ""
    return f"{due_on.month}月{due_on.day}日 星期{_WEEKDAYS[due_on.weekday()]}{far}"


def _week_words(due_on: date, day: date | None) -> str:
    first = due_on - timedelta(days=due_on.weekday())
    if day is None:
        return days_words(first, first + timedelta(days=6))
    far = {0: "本周 · ", 7: "下周 · ", -7: "上周 · "}.get((first - (day - timedelta(days=day.weekday()))).days, "")
    return far + days_words(first, first + timedelta(days=6), with_year=first.year != day.year)


def _month_words(due_on: date, day: date | None) -> str:
    far = " · 本月" if day is not None and (due_on.year, due_on.month) == (day.year, day.month) else ""
    return f"{due_on.year}年{due_on.month}月{far}"


def days_words(first: date, last: date, *, with_year: bool = True) -> str:
    """Return two days as words, the second without what it shares: 2031年4月28日—5月4日."""
    if first == last:
        return f"{first.year}年{first.month}月{first.day}日" if with_year else f"{first.month}月{first.day}日"
    year = f"{last.year}年" if last.year != first.year else ""
    month = f"{last.month}月" if (last.year, last.month) != (first.year, first.month) else ""
    start = f"{first.year}年" if with_year or year else ""
    return f"{start}{first.month}月{first.day}日—{year}{month}{last.day}日"


def far_words(due_on: date, day: date) -> str:
    """Return how far a day is: 逾期 3 天, 今天到期, 还有 5 天."""
    left = (due_on - day).days
    return f"逾期 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天到期"


def weekday(day: date) -> str:
    """Return the day of the week: 周一."""
    return f"周{_WEEKDAYS[day.weekday()]}"
