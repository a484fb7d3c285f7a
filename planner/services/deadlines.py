"""Steps on the deadline of a node: its words, and the day they mean, which the clerk may set by hand."""

import json
from datetime import date
from typing import TYPE_CHECKING

from planner import models
from planner.core.deadlines import Terms, read_deadline
from planner.services import wording
from planner.services.customs import terms_of
from planner.services.step import Touched, node_of, plan_of

if TYPE_CHECKING:
    from planner.models import Deadline, Session

_LASTING = "lasting"


def set_deadline(session: "Session", node_id: int, text: str, ends_on: date | None = None) -> Touched:
    """Set the deadline as worded, in place of all there were; an empty text takes it away.

    The words and the plan's year give the last day; `ends_on` is that day where they say another or none.
    """
    node = node_of(session, node_id)
    text = wording.one_line(text)
    found = _of(session, node_id)
    kept = next((deadline for deadline in found if deadline.text == text), None)
    for deadline in found:
        if deadline is not kept:
            session.delete(deadline)
    if kept is not None:
        kept.position = 0
    elif text:
        session.add(_worded(node_id, text, _year_of(session, node.plan_id), terms_of(session)))
    if ends_on is not None:
        session.flush()
        set_due_day(session, node_id, ends_on)
    return Touched((node.plan_id,), node_id)


def set_due_day(session: "Session", node_id: int, day: date | None) -> Touched:
    """Set the last day of a node by hand, its words kept; None takes back the day that the words mean.

    A node with several deadlines has none behind that day. One without any is worded by the day.
    """
    node = node_of(session, node_id)
    rows = _of(session, node_id)
    dated = [row for row in rows if row.ends_on and row.kind != _LASTING]
    last = max((row.ends_on for row in dated if row.ends_on), default="")
    decisive = [row for row in dated if row.ends_on == last] or rows[:1]
    if day is None:
        _read_again(decisive, _year_of(session, node.plan_id), terms_of(session))
        return Touched((node.plan_id,), node_id)
    iso = day.isoformat()
    if not rows:
        session.add(models.Deadline(node_id=node_id, position=0, text=day_words(day), ends_on=iso, kind="day"))
    for row in rows:
        if row in decisive or (row in dated and (row.ends_on or "") > iso):
            _move(row, day)
    return Touched((node.plan_id,), node_id)


def day_words(day: date) -> str:
    """Return the words of a deadline that is only a day."""
    return f"{day.year}年{day.month}月{day.day}日前"


def _of(session: "Session", node_id: int) -> "list[Deadline]":
    query = models.select(models.Deadline).where(models.Deadline.node_id == node_id)
    return list(session.exec(query.order_by(models.col(models.Deadline.position))))


def _move(row: "Deadline", day: date) -> None:
    """Let a deadline end on another day; words that only name its day follow."""
    if row.ends_on and row.text == day_words(date.fromisoformat(row.ends_on)):
        row.text = day_words(day)
    row.ends_on = day.isoformat()
    if row.starts_on and row.starts_on > row.ends_on:
        row.starts_on = None
    if row.kind in (_LASTING, "undated"):
        row.kind = "range" if row.starts_on else "day"


def _read_again(rows: "list[Deadline]", year: int | None, terms: Terms) -> None:
    """Give rows the days that their words mean."""
    for row in rows:
        read = _worded(row.node_id, row.text, year, terms)
        row.starts_on, row.ends_on, row.kind = read.starts_on, read.ends_on, read.kind


def _worded(node_id: int, text: str, year: int | None, terms: Terms) -> "Deadline":
    """Return the row of a deadline as worded, with the days that the words and the plan's year give."""
    read = read_deadline(text, year, terms)
    starts_on, ends_on = (day.isoformat() if day else None for day in (read.starts_on, read.ends_on))
    return models.Deadline(node_id=node_id, position=0, text=text, starts_on=starts_on, ends_on=ends_on, kind=read.kind)


def _year_of(session: "Session", plan_id: int) -> int | None:
    """Return the year a plan is for, if it is one."""
    years = json.loads(plan_of(session, plan_id).years)
    return int(years[0]) if len(years) == 1 else None
