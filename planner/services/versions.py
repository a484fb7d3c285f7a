"""Which plan is a later version of which: a chain, each plan with at most one before it and one behind it."""

from typing import TYPE_CHECKING

from planner import models
from planner.services.step import Touched, plan_of

if TYPE_CHECKING:
    from planner.models import Session


def link(session: "Session", plan_id: int, earlier_id: int) -> Touched:
    """Let a plan be the next version of another; one that follows that already is followed in its turn."""
    plan_of(session, plan_id)
    plan_of(session, earlier_id)
    session.add(models.Version(plan_id=plan_id, earlier_id=latest_of(session, earlier_id)))
    session.flush()
    return Touched((plan_id,))


def latest_of(session: "Session", plan_id: int) -> int:
    """Return the last plan of the chain that a plan is in."""
    query = models.select(models.Version.plan_id)
    while (later := session.exec(query.where(models.Version.earlier_id == plan_id)).first()) is not None:
        plan_id = later
    return plan_id


def earlier_of(session: "Session", plan_id: int) -> int | None:
    """Return the version before a plan."""
    query = models.select(models.Version.earlier_id).where(models.Version.plan_id == plan_id)
    return session.exec(query).first()


def unlink(session: "Session", plan_id: int) -> None:
    """Take a plan out of its chain, which closes behind it."""
    before = session.exec(models.select(models.Version).where(models.Version.plan_id == plan_id)).first()
    behind = session.exec(models.select(models.Version).where(models.Version.earlier_id == plan_id)).first()
    earlier = before.earlier_id if before is not None else None
    later = behind.plan_id if behind is not None else None
    for found in (before, behind):
        if found is not None:
            session.delete(found)
    session.flush()
    if earlier is not None and later is not None:
        session.add(models.Version(plan_id=later, earlier_id=earlier))
        session.flush()
