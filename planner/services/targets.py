"""Steps on the targets of a node: how far each is, which are none, and one more by its words."""

from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.reaching import number, typed_target
from planner.services import wording
from planner.services.step import Touched, node_of

if TYPE_CHECKING:
    from planner.models import Session, Target

_LONGEST = 60


def set_actual(session: "Session", node_id: int, place: int, text: str) -> Touched:
    """Say how far the target at `place` (from 0) is; an empty text says nothing."""
    row = _row(session, node_id, place)
    text = wording.one_line(text)
    if text and number(text, row.unit) is None:
        raise StepError(
            f"看不懂“{text}”是多少。", f"请填数字，如 12 或 1.5万；单位“{row.unit}”可以不写。", code="NO_NUMBER"
        )
    row.actual = text
    return Touched((node_of(session, node_id).plan_id,), node_id)


def strike(session: "Session", node_id: int, place: int, *, struck: bool = True) -> Touched:
    """Say that the number at `place` is no target, or that it is one after all."""
    _row(session, node_id, place).is_struck = int(struck)
    return Touched((node_of(session, node_id).plan_id,), node_id)


def add_target(session: "Session", node_id: int, text: str) -> Touched:
    """Add a target as worded (新建13所)."""
    node = node_of(session, node_id)
    words = wording.needed_line(text, "指标")
    found = typed_target(words)
    if found is None or len(words) > _LONGEST:
        raise StepError(f"“{words}”里没有数字。", "请写明要达到多少，如：新建13所、入园率85%以上。", code="NO_NUMBER")
    session.add(
        models.Target(
            node_id=node_id,
            position=len(_rows(session, node_id)),
            text=found.text,
            value=found.value,
            unit=found.unit,
            bound=found.bound,
        )
    )
    return Touched((node.plan_id,), node_id)


def _rows(session: "Session", node_id: int) -> "list[Target]":
    query = models.select(models.Target).where(models.Target.node_id == node_id)
    return list(session.exec(query.order_by(models.col(models.Target.position), models.col(models.Target.id))))


def _row(session: "Session", node_id: int, place: int) -> "Target":
    node_of(session, node_id)
    rows = _rows(session, node_id)
    if not 0 <= place < len(rows):
        raise StepError("这个指标已经不在了。", "请重新选择这一项。", code="GONE")
    return rows[place]
