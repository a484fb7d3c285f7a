"""Steps on whole plans: what an import commits, what the clerk deletes, renames, or marks with its stage."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from planner import models
from planner.core.draft import DraftNode, DraftPlan, Head, Source
from planner.core.errors import StepError
from planner.services import units, wording
from planner.services.step import Touched, key, plan_of

if TYPE_CHECKING:
    from datetime import date

    from planner.models import Session
    from planner.models import Source as SourceRow

Rows: TypeAlias = list[dict[str, Any]]

STAGES = ("draft", "final")


def add_plan(session: "Session", draft: DraftPlan) -> Touched:
    """Store a draft whole. Units are matched with the register by name and alias; those it lacks are added.

    The rows go in by the list, not by objects: a plan of ten thousand items is a hundred thousand rows.
    """
    plan = models.Plan(**_head(draft.head), **_round_the_tree(draft))
    session.add(plan)
    session.flush()
    plan_id = key(plan.id)
    session.add(_source(plan_id, draft.source))
    table_ids = _add_tables(session, plan_id, draft)
    node_ids = _reserve(session, draft.nodes)
    unit_ids = units.find_or_add(session, _unit_names(draft))
    _insert(session, models.Node, _node_rows(plan_id, draft, node_ids, table_ids))
    _insert(session, models.Assignment, _assignment_rows(draft, node_ids, unit_ids))
    for model, rows in _detail_rows(draft, node_ids):
        _insert(session, model, rows)
    for model, rows in _plan_rows(plan_id, draft, node_ids):
        _insert(session, model, rows)
    return Touched((plan_id,))


def delete_plan(session: "Session", plan_id: int) -> Touched:
    """Delete a plan with all that belongs to it; units stay in the register."""
    from sqlalchemy import delete

    plan = plan_of(session, plan_id)
    nodes = models.select(models.Node.id).where(models.Node.plan_id == plan_id)
    for part in (models.Assignment, models.LabelledField, models.Person, models.Deadline, models.Target):
        session.execute(delete(part).where(models.col(part.node_id).in_(nodes)))
    for whole in (models.Span, models.Leftover, models.Fault, models.GlossaryEntry, models.Node, models.SourceTable):
        session.execute(delete(whole).where(models.col(whole.plan_id) == plan_id))
    session.execute(delete(models.Source).where(models.col(models.Source.plan_id) == plan_id))
    session.delete(plan)
    return Touched((plan_id,))


def set_title(session: "Session", plan_id: int, title: str) -> Touched:
    """Give the plan another title."""
    plan_of(session, plan_id).title = wording.needed_line(title, "计划标题")
    return Touched((plan_id,))


def set_stage(session: "Session", plan_id: int, stage: str | None) -> Touched:
    """Mark the plan as "draft" or "final", or take the mark away."""
    if stage is not None and stage not in STAGES:
        raise StepError(f"不认识的稿次“{stage}”。", "稿次只有征求意见稿和正式稿两种。", code="STAGE")
    plan_of(session, plan_id).stage = stage
    return Touched((plan_id,))


def _iso(day: "date | None") -> str | None:
    return day.isoformat() if day else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _head(head: Head) -> dict[str, Any]:
    return {
        "title": wording.read(head.title),
        "notice_title": wording.read(head.notice_title),
        "issuers": _json([wording.read(issuer) for issuer in head.issuers]),
        "document_number": wording.read(head.document_number),
        "addressees": wording.read(head.addressees),
        "issued_on": _iso(head.issued_on),
        "published_on": _iso(head.published_on),
        "years": _json(head.years),
        "stage": head.stage,
        "copy_to": _json([[wording.read(label), wording.read(text)] for label, text in head.copy_to]),
        "printed_by": wording.read(head.printed_by),
        "printed_on": _iso(head.printed_on),
    }


def _round_the_tree(draft: DraftPlan) -> dict[str, Any]:
    return {
        "preamble": wording.read(draft.preamble),
        "closing": wording.read(draft.closing),
        "lead_word": wording.read(draft.lead_word),
        "partner_word": wording.read(draft.partner_word),
    }


def _source(plan_id: int, source: Source) -> "SourceRow":
    read = wording.read
    return models.Source(
        plan_id=plan_id, name=read(source.name), kind=source.kind, sha256=source.sha256, text=read(source.text)
    )


def _insert(session: "Session", model: Any, rows: Rows) -> None:
    if rows:
        session.connection().execute(model.__table__.insert(), rows)


def _add_tables(session: "Session", plan_id: int, draft: DraftPlan) -> dict[int, int]:
    """Add the tables of the source and return the table's id by the draft's node id."""
    found: dict[int, int] = {}
    for table in draft.tables:
        columns = _json([wording.read(column) for column in table.columns])
        row = models.SourceTable(plan_id=plan_id, heading=wording.read(table.heading), columns=columns)
        session.add(row)
        session.flush()
        found.update(dict.fromkeys(table.rows, key(row.id)))
    return found


def _reserve(session: "Session", nodes: Sequence[DraftNode]) -> dict[int | None, int]:
    """Return the ids the nodes will have, by their ids in the draft: the next ones never given out."""
    from sqlalchemy import text

    found = session.connection().execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'nodes'")).scalar()
    return {node.node_id: place for place, node in enumerate(nodes, start=(found or 0) + 1)}


def _unit_names(draft: DraftPlan) -> Iterator[str]:
    for node in draft.nodes:
        for assignment in node.assignments:
            yield wording.read(assignment.unit)


def _node_rows(plan_id: int, draft: DraftPlan, node_ids: dict[int | None, int], table_ids: dict[int, int]) -> Rows:
    places: dict[int | None, int] = {}
    rows = []
    for node in draft.nodes:
        position = places[node.parent_id] = places.get(node.parent_id, -1) + 1
        rows.append(
            {
                "id": node_ids[node.node_id],
                "plan_id": plan_id,
                "parent_id": None if node.parent_id is None else node_ids[node.parent_id],
                "position": position,
                "kind": node.kind.value,
                "origin": node.origin.value,
                "number": wording.read(node.number),
                "number_proposed": None if node.number_proposed is None else wording.read(node.number_proposed),
                "title": wording.read(node.title),
                "body": wording.read(node.body),
                "open_ended": int(node.open_ended),
                "table_id": table_ids.get(node.node_id),
            }
        )
    return rows


def _assignment_rows(draft: DraftPlan, node_ids: dict[int | None, int], unit_ids: dict[str, int]) -> Rows:
    return [
        {
            "node_id": node_ids[node.node_id],
            "position": position,
            "unit_id": unit_ids[found.unit],
            "role": found.role.value,
            "as_written": wording.read(found.as_written),
            "stated": int(found.stated),
            "is_group": int(found.group),
            "inherited_from": None if found.inherited_from is None else node_ids[found.inherited_from],
        }
        for node in draft.nodes
        for position, found in enumerate(node.assignments)
    ]


def _detail_rows(draft: DraftPlan, node_ids: dict[int | None, int]) -> Iterator[tuple[Any, Rows]]:
    """Yield the rows of what hangs on a node, table by table."""

    def rows(parts: str, columns: Callable[[Any], dict[str, Any]]) -> Rows:
        return [
            {"node_id": node_ids[node.node_id], "position": position, **columns(part)}
            for node in draft.nodes
            for position, part in enumerate(getattr(node, parts))
        ]

    read = wording.read
    yield models.LabelledField, rows("fields", lambda f: {"label": read(f.label), "text": read(f.text)})
    yield models.Person, rows("persons", lambda p: {"role": read(p.role), "name": read(p.name)})
    yield (
        models.Deadline,
        rows(
            "deadlines",
            lambda d: {
                "text": read(d.text),
                "starts_on": _iso(d.starts_on),
                "ends_on": _iso(d.ends_on),
                "kind": d.kind,
            },
        ),
    )
    yield (
        models.Target,
        rows(
            "targets", lambda t: {"text": read(t.text), "value": read(t.value), "unit": read(t.unit), "bound": t.bound}
        ),
    )


def _plan_rows(plan_id: int, draft: DraftPlan, node_ids: dict[int | None, int]) -> Iterator[tuple[Any, Rows]]:
    """Yield the rows of what hangs on the plan, table by table."""
    read = wording.read
    yield (
        models.GlossaryEntry,
        [
            {"plan_id": plan_id, "number": read(entry.number), "term": read(entry.term), "text": read(entry.text)}
            for entry in draft.glossary
        ],
    )
    yield (
        models.Span,
        [
            {
                "plan_id": plan_id,
                "start_at": span.start,
                "end_at": span.end,
                "node_id": None if span.node is None else node_ids[span.node],
                "part": span.part.value,
            }
            for span in draft.spans
        ],
    )
    yield (
        models.Leftover,
        [
            {"plan_id": plan_id, "start_at": left.start, "end_at": left.end, "reason": read(left.reason)}
            for left in draft.leftovers
        ],
    )
    yield (
        models.Fault,
        [
            {
                "plan_id": plan_id,
                "code": fault.code,
                "severity": fault.severity.value,
                "message": read(fault.message),
                "node_id": None if fault.node is None else node_ids[fault.node],
                "start_at": fault.start,
                "end_at": fault.end,
                "proposal": None if fault.proposal is None else read(fault.proposal),
            }
            for fault in draft.faults
        ],
    )
