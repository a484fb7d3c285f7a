"""Steps on the due points of repeating duties: each is ticked by itself, and the tick taken away."""

from datetime import date
from typing import TYPE_CHECKING

from planner import models
from planner.services.step import Touched, node_of

if TYPE_CHECKING:
    from planner.models import Session


def tick(session: "Session", node_id: int, due_on: date, done_on: date) -> Touched:
    """Say that the point of that day is done."""
    node = node_of(session, node_id)
    if not _ticks(session, node_id, due_on):
        session.add(models.DutyTick(node_id=node_id, due_on=due_on.isoformat(), done_on=done_on.isoformat()))
    return Touched((node.plan_id,), node_id)


def untick(session: "Session", node_id: int, due_on: date) -> Touched:
    """Say that the point of that day is not done after all."""
    node = node_of(session, node_id)
    for row in _ticks(session, node_id, due_on):
        session.delete(row)
    return Touched((node.plan_id,), node_id)


def _ticks(session: "Session", node_id: int, due_on: date) -> "list[models.DutyTick]":
    query = models.select(models.DutyTick).where(models.DutyTick.node_id == node_id)
    return list(session.exec(query.where(models.DutyTick.due_on == due_on.isoformat())))
