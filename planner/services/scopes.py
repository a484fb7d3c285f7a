"""What of the register holds in one plan only (its aliases, its members of groups), for the plan's next version."""

from typing import TYPE_CHECKING

from planner import models

if TYPE_CHECKING:
    from planner.models import Session


def carry_over(session: "Session", earlier_id: int, plan_id: int) -> None:
    """Let what the clerk fixed for the earlier plan hold in the later one too; the earlier one keeps it."""
    for alias in session.exec(models.select(models.UnitAlias).where(models.UnitAlias.plan_id == earlier_id)).all():
        session.add(models.UnitAlias(**(alias.model_dump(exclude={"id"}) | {"plan_id": plan_id})))
    for member in session.exec(models.select(models.GroupMember).where(models.GroupMember.plan_id == earlier_id)).all():
        session.add(models.GroupMember(**(member.model_dump(exclude={"id"}) | {"plan_id": plan_id})))
