"""What of a plan lives on in its next version beside its words.

Progress, persons that the clerk has named, how far targets are and which are none, ticks of repeating duties, rounds of
returns, and the plan's own words of status and rule of lights.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.carrying import ADDED, match_versions
from planner.core.draft import DraftPlan
from planner.core.draft_spans import bare
from planner.core.progress import ProgressEntry
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.services import rounds
from planner.services.customs import keep_own, own_of
from planner.services.drafts import draft_of
from planner.services.persons import set_persons
from planner.services.plan_reader import PlanReader
from planner.services.step import key

if TYPE_CHECKING:
    from planner.models import Session


def carry_over(session: "Session", earlier_id: int, plan_id: int, draft: DraftPlan) -> None:
    """Give the items of a plan, stored from `draft`, what is known of the same items of the earlier one.

    Of several items that became one the reports go there together; an item that was split leaves them to the part that
    it is likest. The earlier plan keeps all but the rounds: what still comes back belongs to the plan that counts.
    """
    raw = session.connection().connection.dbapi_connection
    old = PlanReader(raw).snapshot(earlier_id)  # type: ignore[arg-type]
    own = own_of(session, earlier_id)
    if own.lights is not None or own.status_words:
        keep_own(session, plan_id, replace(own_of(session, plan_id), lights=own.lights, status_words=own.status_words))
    has_rounds = rounds.has_rounds(session, earlier_id)
    if not has_rounds and not any(node.entries or node.persons or node.targets or node.ticks for node in old.nodes):
        return
    successors = _successors(session, old, plan_id, draft)
    if has_rounds:
        rounds.carry_over(session, earlier_id, plan_id, successors)
    said = _words(old)
    for node in old.nodes:
        successor = successors.get(node.node_id)
        if successor is not None:
            _carry_entries(session, node, successor)
            _carry_persons(session, node, successor, said)
            _carry_targets(session, node, successor)
            _carry_ticks(session, node, successor)


def carry_rounds(session: "Session", earlier_id: int, plan_id: int) -> None:
    """Let the rounds of a plan go over to a version that brought all else with it, as one out of a package does."""
    if not rounds.has_rounds(session, earlier_id):
        return
    session.flush()
    reader = PlanReader(session.connection().connection.dbapi_connection)  # type: ignore[arg-type]
    old, new = reader.snapshot(earlier_id), reader.snapshot(plan_id)
    matching = match_versions(old, draft_of(new))
    found = {**matching.merged, **matching.pairs}
    rounds.carry_over(session, earlier_id, plan_id, {one: new.nodes[at - 1].node_id for one, at in found.items()})


def _successors(session: "Session", old: PlanSnapshot, plan_id: int, draft: DraftPlan) -> dict[int, int]:
    """Return the id in the store of what each item or step of the earlier plan became."""
    query = models.select(models.Node.id).where(models.Node.plan_id == plan_id).order_by(models.col(models.Node.id))
    stored = [key(node_id) for node_id in session.exec(query)]
    by_draft = {node.node_id: node_id for node, node_id in zip(draft.nodes, stored, strict=True)}
    matching = match_versions(old, draft)
    found = {**matching.merged, **matching.pairs}
    found |= {node.node_id: ADDED + node.node_id for node in old.nodes if ADDED + node.node_id in by_draft}
    kinds = {node.node_id: node.kind for node in draft.nodes}
    return {
        old_id: by_draft[new_id] for old_id, new_id in found.items() if kinds.get(new_id, NodeKind.SECTION) != "section"
    }


def _carry_entries(session: "Session", node: PlanNode, successor: int) -> None:
    """Bring what was reported; what the new text itself reports comes last, so that of one day it counts."""
    if not node.entries:
        return
    query = models.select(models.ProgressEntry).where(models.ProgressEntry.node_id == successor)
    present = list(session.exec(query.order_by(models.col(models.ProgressEntry.id))))
    told = [found.model_dump(exclude={"id"}) for found in present]
    for found in present:
        session.delete(found)
    session.flush()
    carried = [row for row in (_row(entry, successor) for entry in node.entries) if row not in told]
    session.add_all(models.ProgressEntry(**row) for row in (*carried, *told))
    session.flush()


def _row(entry: ProgressEntry, node_id: int) -> dict[str, Any]:
    return {
        "node_id": node_id,
        "unit_id": entry.unit_id,
        "made_on": entry.made_on.isoformat(),
        "period": entry.period,
        "status": entry.status.value if entry.status is not None else None,
        "percent": entry.percent,
        "text": entry.text,
        "difficulty": entry.difficulty,
        "next_step": entry.next_step,
        "reporter": entry.reporter,
    }


def _carry_persons(session: "Session", node: PlanNode, successor: int, said: dict[int, str]) -> None:
    """Bring the persons of a role where the clerk has named one that the earlier text does not have."""
    by_role: dict[str, list[str]] = {}
    for person in node.persons:
        by_role.setdefault(person.role, []).append(person.name)
    for role, names in by_role.items():
        if any(bare(name) not in said[node.node_id] for name in names):
            set_persons(session, successor, role, names)


def _carry_targets(session: "Session", node: PlanNode, successor: int) -> None:
    """Say of the same targets how far they are and which are none."""
    told = {one.text: one for one in node.targets if one.actual or one.is_struck}
    if not told:
        return
    for row in session.exec(models.select(models.Target).where(models.Target.node_id == successor)):
        before = told.get(row.text)
        if before is not None:
            row.actual, row.is_struck = before.actual, int(before.is_struck)


def _carry_ticks(session: "Session", node: PlanNode, successor: int) -> None:
    """Bring the ticks of points; of the same day none is brought twice."""
    query = models.select(models.DutyTick.due_on).where(models.DutyTick.node_id == successor)
    known = set(session.exec(query))
    raw = models.select(models.DutyTick).where(models.DutyTick.node_id == node.node_id)
    for row in list(session.exec(raw)):
        if row.due_on not in known:
            session.add(models.DutyTick(node_id=successor, due_on=row.due_on, done_on=row.done_on))


def _words(plan: PlanSnapshot) -> dict[int, str]:
    """Return what the source says of each node and of what it stands in."""
    own: dict[int, list[str]] = {}
    for span in plan.spans:
        if span.node is not None:
            own.setdefault(span.node, []).append(plan.source.text[span.start : span.end])
    found: dict[int, str] = {}
    for node in plan.nodes:
        found[node.node_id] = bare("".join(own.get(node.node_id, ()))) + found.get(node.parent_id or 0, "")
    return found
