"""What a step says about itself, and what every step needs: the row it was asked about, or a clear refusal."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError

if TYPE_CHECKING:
    from planner.models import Node, Plan, Session, Unit


@dataclass(frozen=True, slots=True)
class Touched:
    """The plans a step changed, and the node to select afterwards."""

    plan_ids: tuple[int, ...] = ()
    node_id: int | None = None


def plan_of(session: "Session", plan_id: int) -> "Plan":
    """Return the plan, or raise GONE."""
    plan = session.get(models.Plan, plan_id)
    if plan is None:
        raise StepError("这份计划已经不在了。", "请在计划列表中重新选择。", code="GONE")
    return plan


def node_of(session: "Session", node_id: int) -> "Node":
    """Return the node, or raise GONE."""
    node = session.get(models.Node, node_id)
    if node is None:
        raise StepError("这一项已经不在了。", "请在目录树中重新选择。", code="GONE")
    return node


def unit_of(session: "Session", unit_id: int) -> "Unit":
    """Return the unit, or raise GONE."""
    unit = session.get(models.Unit, unit_id)
    if unit is None:
        raise StepError("这个单位已经不在名录里了。", "请在单位名录中重新选择。", code="GONE")
    return unit


def key(row_id: int | None) -> int:
    """Return the id of a row that has been written."""
    if row_id is None:
        raise ValueError("the row has not been written yet")
    return row_id
