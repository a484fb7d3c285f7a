"""Steps that compute the days of a plan anew: by the office's new terms, or for another year of the plan."""

import json
from typing import TYPE_CHECKING

from planner import models
from planner.core.deadlines import Terms, read_deadline
from planner.core.errors import StepError
from planner.core.redating import Redated
from planner.services.customs import set_dated_by
from planner.services.step import Touched, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.models import Session

_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def redate(session: "Session", plan_id: int, found: "Iterable[Redated]", terms: Terms) -> Touched:
    """Give deadlines the days that were found for them; they count as computed by `terms` from now on."""
    for one in found:
        query = models.select(models.Deadline).where(models.Deadline.node_id == one.node_id)
        rows = session.exec(query.order_by(models.col(models.Deadline.position))).all()
        if one.place < len(rows) and rows[one.place].text == one.before.text:
            row, after = rows[one.place], one.after
            row.starts_on = after.starts_on.isoformat() if after.starts_on else None
            row.ends_on = after.ends_on.isoformat() if after.ends_on else None
            row.kind = after.kind
    return set_dated_by(session, plan_id, terms)


def set_year(
    session: "Session", plan_id: int, year: int | None, found: "Iterable[Redated]" = (), terms: Terms | None = None
) -> Touched:
    """Say which year a plan is for, and give the deadlines that were found for it their days."""
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise StepError(f"年度不能是 {year}。", f"请填 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间的年份。", code="YEAR")
    plan = plan_of(session, plan_id)
    plan.years = json.dumps([year] if year is not None else [])
    if terms is not None:
        redate(session, plan_id, found, terms)
    return Touched((plan_id,))


def date_anew(session: "Session", plan_id: int, year: int | None, terms: Terms) -> None:
    """Compute the days of a plan that was just read by the usual terms, by those of the office."""
    nodes = models.select(models.Node.id).where(models.Node.plan_id == plan_id)
    for row in session.exec(models.select(models.Deadline).where(models.col(models.Deadline.node_id).in_(nodes))):
        was, now = read_deadline(row.text, year), read_deadline(row.text, year, terms)
        days = tuple(day.isoformat() if day else None for day in (was.starts_on, was.ends_on))
        if was != now and days == (row.starts_on, row.ends_on):
            row.starts_on, row.ends_on = (day.isoformat() if day else None for day in (now.starts_on, now.ends_on))
            row.kind = now.kind
    set_dated_by(session, plan_id, terms)
