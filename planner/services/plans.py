"""Steps on whole plans: what an import commits, what the clerk deletes, renames, or marks with its stage."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.customs import Customs
from planner.core.deadlines import TERMS
from planner.core.draft import DraftNode, DraftPlan, Head, Source
from planner.core.errors import StepError
from planner.core.reported_fields import report_day, reported
from planner.services import redating, rounds, unit_lookup, versions, wording
from planner.services.customs import customs_for, terms_of
from planner.services.step import Touched, key, plan_of

if TYPE_CHECKING:
    from datetime import date

    from planner.models import Session
    from planner.models import Source as SourceRow

_read = wording.read

STAGES = ("draft", "final")
_NODE_COLUMNS = (
    "id, plan_id, parent_id, position, kind, origin, number, number_proposed, title, body, open_ended, table_id"
)


def add_plan(session: "Session", draft: DraftPlan, earlier_id: int | None = None) -> Touched:
    """Store a draft whole. Units are matched with the register by name and alias; those it lacks are added.

    The aliases of an earlier version of the plan count too. What a ledger says of status and progress is a first report
    beside the words that it stands in.

    The rows go in by the list, not by objects: a plan of ten thousand items is a hundred thousand rows.
    """
    plan = models.Plan(**_head(draft.head), **_round_the_tree(draft))
    session.add(plan)
    session.flush()
    plan_id = key(plan.id)
    session.add(_source(plan_id, draft.source))
    table_ids = _add_tables(session, plan_id, draft)
    node_ids = _reserve(session, draft.nodes)
    _insert(session, models.Node, _NODE_COLUMNS, _node_rows(plan_id, draft, node_ids, table_ids))
    _add_assignments(session, draft, node_ids, _unit_ids(session, draft, earlier_id))
    _add_details(session, draft, node_ids)
    _add_reports(session, draft, node_ids, customs_for(session, earlier_id))
    _add_marks(session, plan_id, draft, node_ids)
    terms = terms_of(session)
    if terms != TERMS:
        session.flush()
        redating.date_anew(session, plan_id, draft.head.years[0] if len(draft.head.years) == 1 else None, terms)
    return Touched((plan_id,))


def delete_plan(session: "Session", plan_id: int) -> Touched:
    """Delete a plan with all that belongs to it; units stay in the register, rounds with the version before."""
    from sqlalchemy import delete

    plan = plan_of(session, plan_id)
    for scoped in (models.UnitAlias, models.GroupMember):
        session.execute(delete(scoped).where(models.col(scoped.plan_id) == plan_id))
    nodes = models.select(models.Node.id).where(models.Node.plan_id == plan_id)
    for part in (
        models.Assignment,
        models.LabelledField,
        models.Person,
        models.Deadline,
        models.Target,
        models.DutyTick,
        models.ProgressEntry,
    ):
        session.execute(delete(part).where(models.col(part.node_id).in_(nodes)))
    for whole in (
        models.Span,
        models.Leftover,
        models.Fault,
        models.GlossaryEntry,
        models.Node,
        models.SourceTable,
        models.Source,
        models.PlanCustoms,
    ):
        session.execute(delete(whole).where(models.col(whole.plan_id) == plan_id))
    if (earlier_id := versions.earlier_of(session, plan_id)) is not None:
        rounds.give_back(session, plan_id, earlier_id)
    of_plan = models.select(models.Round.id).where(models.Round.plan_id == plan_id)
    session.execute(delete(models.RoundUnit).where(models.col(models.RoundUnit.round_id).in_(of_plan)))
    session.execute(delete(models.Round).where(models.col(models.Round.plan_id) == plan_id))
    versions.unlink(session, plan_id)
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
        "title": _read(head.title),
        "notice_title": _read(head.notice_title),
        "issuers": _json([_read(issuer) for issuer in head.issuers]),
        "document_number": _read(head.document_number),
        "addressees": _read(head.addressees),
        "issued_on": _iso(head.issued_on),
        "published_on": _iso(head.published_on),
        "years": _json(head.years),
        "stage": head.stage,
        "copy_to": _json([[_read(label), _read(text)] for label, text in head.copy_to]),
        "printed_by": _read(head.printed_by),
        "printed_on": _iso(head.printed_on),
    }


def _round_the_tree(draft: DraftPlan) -> dict[str, Any]:
    return {
        "preamble": _read(draft.preamble),
        "closing": _read(draft.closing),
        "lead_word": _read(draft.lead_word),
        "partner_word": _read(draft.partner_word),
    }


def _source(plan_id: int, source: Source) -> "SourceRow":
    return models.Source(
        plan_id=plan_id, name=_read(source.name), kind=source.kind, sha256=source.sha256, text=_read(source.text)
    )


def _insert(session: "Session", model: Any, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Add rows given as tuples of the columns named; by dictionaries SQLAlchemy takes twice as long as the database."""
    listed = list(rows)
    if listed:
        marks = ", ".join("?" * len(listed[0]))
        statement = f"INSERT INTO {model.__tablename__} ({columns}) VALUES ({marks})"
        session.connection().exec_driver_sql(statement, listed)


def _add_tables(session: "Session", plan_id: int, draft: DraftPlan) -> dict[int, int]:
    """Add the tables of the source and return the table's id by the draft's node id."""
    found: dict[int, int] = {}
    for table in draft.tables:
        columns = _json([_read(column) for column in table.columns])
        row = models.SourceTable(plan_id=plan_id, heading=_read(table.heading), columns=columns)
        session.add(row)
        session.flush()
        found.update(dict.fromkeys(table.rows, key(row.id)))
    return found


def _reserve(session: "Session", nodes: Sequence[DraftNode]) -> dict[int | None, int]:
    """Return the ids the nodes will have, by their ids in the draft: the next ones never given out."""
    from sqlalchemy import text

    found = session.connection().execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'nodes'")).scalar()
    return {node.node_id: place for place, node in enumerate(nodes, start=(found or 0) + 1)}


def _unit_ids(session: "Session", draft: DraftPlan, earlier_id: int | None) -> dict[str, int]:
    """Return the unit's id for each name of the draft; a name that was ever read as a group is added as one."""
    names: dict[str, bool] = {}
    for node in draft.nodes:
        for found in node.assignments:
            names[found.unit] = names.get(found.unit, False) or found.group
    groups = [name for name, is_group in names.items() if is_group]
    return unit_lookup.find_or_add(session, [_read(name) for name in names], earlier_id, groups)


def _node_rows(
    plan_id: int, draft: DraftPlan, node_ids: dict[int | None, int], table_ids: dict[int, int]
) -> Iterator[tuple[object, ...]]:
    places: dict[int | None, int] = {}
    for node in draft.nodes:
        position = places[node.parent_id] = places.get(node.parent_id, -1) + 1
        yield (
            node_ids[node.node_id],
            plan_id,
            None if node.parent_id is None else node_ids[node.parent_id],
            position,
            node.kind.value,
            node.origin.value,
            _read(node.number),
            None if node.number_proposed is None else _read(node.number_proposed),
            _read(node.title),
            _read(node.body),
            int(node.open_ended),
            table_ids.get(node.node_id),
        )


def _add_assignments(
    session: "Session", draft: DraftPlan, node_ids: dict[int | None, int], unit_ids: dict[str, int]
) -> None:
    rows = (
        (
            node_ids[node.node_id],
            position,
            unit_ids[found.unit],
            found.role.value,
            _read(found.as_written),
            int(found.stated),
            int(found.group),
            None if found.inherited_from is None else node_ids[found.inherited_from],
        )
        for node in draft.nodes
        for position, found in enumerate(node.assignments)
    )
    columns = "node_id, position, unit_id, role, as_written, stated, is_group, inherited_from"
    _insert(session, models.Assignment, columns, rows)


def _add_details(session: "Session", draft: DraftPlan, node_ids: dict[int | None, int]) -> None:
    """Add what hangs on the nodes, table by table."""

    def add(model: Any, parts: str, columns: str, values: Callable[[Any], tuple[object, ...]]) -> None:
        rows = (
            (node_ids[node.node_id], position, *values(part))
            for node in draft.nodes
            for position, part in enumerate(getattr(node, parts))
        )
        _insert(session, model, f"node_id, position, {columns}", rows)

    add(models.LabelledField, "fields", "label, text", lambda f: (_read(f.label), _read(f.text)))
    add(models.Person, "persons", "role, name", lambda p: (_read(p.role), _read(p.name)))
    add(
        models.Deadline,
        "deadlines",
        "text, starts_on, ends_on, kind",
        lambda d: (_read(d.text), _iso(d.starts_on), _iso(d.ends_on), d.kind),
    )
    add(
        models.Target,
        "targets",
        "text, value, unit, bound",
        lambda t: (_read(t.text), _read(t.value), _read(t.unit), t.bound),
    )


def _add_reports(session: "Session", draft: DraftPlan, node_ids: dict[int | None, int], customs: Customs) -> None:
    """Add what the source itself reports of the items."""
    day = report_day(draft.head)
    found = (
        (node, reported(node.fields, day, customs)) for node in draft.nodes if node.fields and node.kind != "section"
    )
    rows = (
        (
            node_ids[node.node_id],
            entry.made_on.isoformat(),
            "",
            entry.status.value if entry.status is not None else None,
            entry.percent,
            _read(entry.text),
            _read(entry.difficulty),
            _read(entry.next_step),
            "",
        )
        for node, entry in found
        if entry is not None
    )
    columns = "node_id, made_on, period, status, percent, text, difficulty, next_step, reporter"
    _insert(session, models.ProgressEntry, columns, rows)


def _add_marks(session: "Session", plan_id: int, draft: DraftPlan, node_ids: dict[int | None, int]) -> None:
    """Add what hangs on the plan: the glossary, and what was seen in the source."""

    def node(node_id: int | None) -> int | None:
        return None if node_id is None else node_ids[node_id]

    terms = ((plan_id, _read(entry.number), _read(entry.term), _read(entry.text)) for entry in draft.glossary)
    _insert(session, models.GlossaryEntry, "plan_id, number, term, text", terms)
    spans = ((plan_id, span.start, span.end, node(span.node), span.part.value) for span in draft.spans)
    _insert(session, models.Span, "plan_id, start_at, end_at, node_id, part", spans)
    leftovers = ((plan_id, left.start, left.end, _read(left.reason)) for left in draft.leftovers)
    _insert(session, models.Leftover, "plan_id, start_at, end_at, reason", leftovers)
    faults = (
        (
            plan_id,
            fault.code,
            fault.severity.value,
            _read(fault.message),
            node(fault.node),
            fault.start,
            fault.end,
            None if fault.proposal is None else _read(fault.proposal),
            int(fault.settled),
        )
        for fault in draft.faults
    )
    columns = "plan_id, code, severity, message, node_id, start_at, end_at, proposal, settled"
    _insert(session, models.Fault, columns, faults)
