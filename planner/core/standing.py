"""How an item stands on a day: its status, its light and the latest words, from its entries and deadlines.

Last month's table can be printed again: only entries up to the day asked for count. The lights follow the plan's rule
(vocabulary 5.1; by default yellow within seven days of the last day, red after it), the words are the plan's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planner.core.customs import USUAL, Customs, LightKind
from planner.core.deadlines import shown_deadlines
from planner.core.progress import GROUPS, Light, ProgressEntry, Status, StatusGroup
from planner.core.snapshot import PlanNode

Value = TypeVar("Value")
_CLOSED = frozenset({StatusGroup.DONE, StatusGroup.APART})


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands on a day. `group` is what it counts as: an extension asked for counts as what was before.

    `shown` is that word of before (逾期 when the last day is over), printed with the extension as a mark beside it.
    `text` is the latest that is not empty; difficulty and next step are what was said with it or since, because a later
    report that names none has none. `reported_on` is the day of the latest entry, None without any; `due_on` the
    item's last day. `told` is the word reported last, or what goes without saying; 逾期 is never among them.
    `is_soon` is an open item whose last day is within the days of the rule.
    """

    status: Status
    group: StatusGroup
    light: Light | None = None
    percent: int | None = None
    text: str = ""
    difficulty: str = ""
    next_step: str = ""
    reported_on: date | None = None
    due_on: date | None = None
    shown: Status = Status.IDLE
    told: Status = Status.IDLE
    is_soon: bool = False
    customs: Customs = USUAL

    @property
    def is_overdue(self) -> bool:
        """Whether the last day is over and the item is not done."""
        return self.shown is Status.OVERDUE

    @property
    def asks_longer(self) -> bool:
        """Whether the latest word is that more time is wanted."""
        return self.status is Status.EXTENSION

    @property
    def word(self) -> str:
        """The status in the plan's own word."""
        return self.customs.word(self.status)

    @property
    def shown_word(self) -> str:
        """The word of before in the plan's own word."""
        return self.customs.word(self.shown)


def due_day(node: PlanNode) -> date | None:
    """Return the last day of an item: the latest of its deadlines; None for a lasting or undated one."""
    days = [one.ends_on for one in shown_deadlines(node.deadlines) if one.ends_on and one.kind != "lasting"]
    return max(days, default=None)


def standing(node: PlanNode, day: date, customs: Customs = USUAL, *, unit_id: int | None = None) -> Standing:
    """Return how `node` stands at the end of `day`, by the reports of the item itself or of one partner.

    `customs` are those of the plan. An item of which something is reported without a status is going on.
    """
    entries = sorted(
        (entry for entry in node.entries if entry.unit_id == unit_id and entry.made_on <= day),
        key=lambda entry: (entry.made_on, entry.entry_id),
    )
    worded = [place for place, entry in enumerate(entries) if entry.text]
    current = entries[worded[-1] :] if worded else entries
    due = due_day(node)
    said = [entry.status for entry in entries if entry.status is not None]
    has_begun = any(entry.text or entry.percent for entry in entries)
    unsaid = Status.LASTING if is_lasting(node) else Status.GOING if has_begun else Status.IDLE
    told = said[-1] if said else unsaid
    before = next((status for status in reversed(said) if status is not Status.EXTENSION), unsaid)
    base = before if told is Status.EXTENSION else told
    group = GROUPS[base]
    is_open = group not in _CLOSED
    is_late = due is not None and day > due and is_open
    is_soon = is_open and due is not None and 0 <= (due - day).days <= customs.lights.soon_days
    status = Status.OVERDUE if is_late and told is not Status.EXTENSION else told
    percent = 100 if group is StatusGroup.DONE else _percent(entries)
    points = _points_behind(node, due, percent, day) if customs.lights.kind is LightKind.PACE else 0.0
    return Standing(
        status=status,
        group=StatusGroup.BEHIND if is_late else group,
        light=_light(StatusGroup.BEHIND if is_late else group, customs, points, is_late=is_late, is_soon=is_soon),
        percent=percent,
        text=_latest(entry.text or None for entry in entries) or "",
        difficulty=_latest(entry.difficulty or None for entry in current) or "",
        next_step=_latest(entry.next_step or None for entry in current) or "",
        reported_on=entries[-1].made_on if entries else None,
        due_on=due,
        shown=Status.OVERDUE if is_late else base,
        told=told,
        is_soon=is_soon,
        customs=customs,
    )


def is_lasting(node: PlanNode) -> bool:
    """Tell whether a node is a lasting duty: it has no other deadline, is never late and counts apart."""
    shown = shown_deadlines(node.deadlines)
    return bool(shown) and all(one.kind == "lasting" for one in shown)


def _percent(entries: Iterable[ProgressEntry]) -> int | None:
    """Return the latest percentage; that of a completion which was taken back says nothing any more."""
    return _latest(entry.percent for entry in entries if entry.status is not Status.DONE)


def _light(group: StatusGroup, customs: Customs, points: float, *, is_late: bool, is_soon: bool) -> Light | None:
    rule = customs.lights
    if group is StatusGroup.APART:
        return None
    if group is StatusGroup.DONE:
        return Light.GREEN
    if is_late or points > rule.red_points:
        return Light.RED
    if group is StatusGroup.BEHIND or (points and points >= rule.yellow_points):
        return Light.YELLOW
    if is_soon and rule.kind is not LightKind.PACE:
        return Light.BLUE if rule.kind is LightKind.FOUR_COLOURS else Light.YELLOW
    return Light.GREEN


def _points_behind(node: PlanNode, due: date | None, percent: int | None, day: date) -> float:
    """Return by how many points an item is behind the share of its time that is gone; the time is its own, or the year.

    An item without a last day has the end of the year for one.
    """
    last = due or date(day.year, 12, 31)
    starts = [one.starts_on for one in node.deadlines if one.starts_on and one.starts_on <= last]
    first = min(starts, default=date(last.year, 1, 1))
    gone = min(max((day - first).days + 1, 0) / ((last - first).days + 1), 1.0)
    return max(100 * gone - (percent or 0), 0.0)


def _latest(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in reversed(list(values)) if value is not None), None)
