"""Steps on what was reported of items: status, percentage and words, each for a day.

Nothing is overwritten: each report is an entry, and the state of an item is that of its latest ones
(`planner.core.standing`). That an item is overdue follows from the day and is never written down.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.errors import StepError
from planner.core.progress import ProgressEntry, Status
from planner.core.vocabulary import NodeKind
from planner.services import wording
from planner.services.step import Touched, key, node_of, unit_of

if TYPE_CHECKING:
    from planner.models import Node, Session
    from planner.models import ProgressEntry as EntryRow


def add_entry(session: "Session", node_id: int, entry: ProgressEntry) -> Touched:
    """Write down what was reported of an item or a step; the id of `entry` does not count."""
    node = _reported(session, node_id)
    session.add(models.ProgressEntry(node_id=node_id, **_columns(session, entry)))
    return Touched((node.plan_id,), node_id)


def change_entry(session: "Session", entry: ProgressEntry) -> Touched:
    """Let the entry of that id say this instead."""
    row = _row(session, entry.entry_id)
    for column, value in _columns(session, entry).items():
        setattr(row, column, value)
    return Touched((node_of(session, row.node_id).plan_id,), row.node_id)


def remove_entry(session: "Session", entry_id: int) -> Touched:
    """Take an entry away."""
    row = _row(session, entry_id)
    session.delete(row)
    return Touched((node_of(session, row.node_id).plan_id,), row.node_id)


def set_status(session: "Session", node_id: int, status: Status, day: date) -> Touched:
    """Say how an item stands from `day` on.

    The last entry of that day follows when it has no words; what was reported in words stays as it was said.
    """
    _refuse_overdue(status)
    node = _reported(session, node_id)
    query = models.select(models.ProgressEntry).where(
        models.ProgressEntry.node_id == node_id,
        models.ProgressEntry.made_on == day.isoformat(),
        models.col(models.ProgressEntry.unit_id).is_(None),
    )
    last = session.exec(query.order_by(models.col(models.ProgressEntry.id).desc())).first()
    if last is not None and not (last.text or last.difficulty or last.next_step):
        last.status = status.value
        if status is Status.DONE or last.percent == 100:
            last.percent = None
    else:
        session.add(models.ProgressEntry(node_id=node_id, made_on=day.isoformat(), status=status.value))
    return Touched((node.plan_id,), node_id)


def _reported(session: "Session", node_id: int) -> "Node":
    node = node_of(session, node_id)
    if node.kind == NodeKind.SECTION:
        raise StepError("部分没有进展，进展记在任务上。", "请选择这一部分中的任务。", code="MISPLACED")
    return node


def _row(session: "Session", entry_id: int) -> "EntryRow":
    row = session.get(models.ProgressEntry, entry_id)
    if row is None:
        raise StepError("这条进展已经不在了。", "请在进展记录中重新选择。", code="GONE")
    return row


def _refuse_overdue(status: Status | None) -> None:
    if status is Status.OVERDUE:
        raise StepError(
            "“逾期”由完成时限和日期算出，不能填写。", "请改填“滞后”，或修改完成时限。", code="COMPUTED_STATUS"
        )


def _columns(session: "Session", entry: ProgressEntry) -> dict[str, Any]:
    """Return an entry as it is stored; refuse what cannot be meant."""
    _refuse_overdue(entry.status)
    if entry.percent is not None and not 0 <= entry.percent <= 100:
        raise StepError(f"进度不能是 {entry.percent}%。", "请填 0 到 100 之间的整数。", code="PERCENT")
    words = {name: wording.typed(getattr(entry, name)).strip() for name in ("text", "difficulty", "next_step")}
    if entry.status is None and entry.percent is None and not any(words.values()):
        raise StepError("这条进展什么也没有写。", "请填写状态、进度或进展情况中的一项。", code="BLANK")
    return {
        "unit_id": None if entry.unit_id is None else key(unit_of(session, entry.unit_id).id),
        "made_on": entry.made_on.isoformat(),
        "period": wording.one_line(entry.period),
        "status": entry.status.value if entry.status is not None else None,
        "percent": entry.percent,
        **words,
        "reporter": wording.one_line(entry.reporter),
    }
