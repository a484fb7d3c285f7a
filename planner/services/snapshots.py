"""A plan whole, through plain sqlite3: eleven statements whatever its size, after an edit only those it asks for."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

from planner.core.collector import without_collector
from planner.core.draft import (
    Deadline,
    DraftTable,
    Fault,
    GlossaryEntry,
    Head,
    LabelledField,
    Leftover,
    Person,
    Source,
    Span,
    Target,
)
from planner.core.errors import UsageError
from planner.core.progress import STORED, ProgressEntry, Status
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity, UnitKind
from planner.services.plan_order import depth_first

_PLAN = """
SELECT title, notice_title, issuers, document_number, addressees, issued_on, published_on, years, stage, copy_to,
       printed_by, printed_on, preamble, closing, lead_word, partner_word, name, kind, sha256, text
FROM plans JOIN sources ON sources.plan_id = plans.id WHERE plans.id = ?
"""
_NODES = """
SELECT id, parent_id, kind, origin, number, title, body, number_proposed, open_ended, table_id
FROM nodes WHERE plan_id = ? ORDER BY position
"""
_ASSIGNMENTS = """
SELECT node_id, unit_id, as_written, role, stated, is_group, inherited_from
FROM nodes JOIN assignments ON node_id = nodes.id WHERE plan_id = ? ORDER BY nodes.id, assignments.position
"""
_UNITS = "SELECT id, name, full_name, kind, is_retired, leader, contact, phone FROM units ORDER BY print_order, id"
_MEMBERS = """
SELECT group_unit_id, plan_id IS NOT NULL, member_unit_id FROM group_members
WHERE plan_id IS NULL OR plan_id = ? ORDER BY group_unit_id, position, id
"""
_DETAILS = """
SELECT 0, node_id, d.position, label, text, NULL, NULL
  FROM nodes JOIN labelled_fields d ON node_id = nodes.id WHERE plan_id = :plan
UNION ALL SELECT 1, node_id, d.position, role, name, NULL, NULL
  FROM nodes JOIN persons d ON node_id = nodes.id WHERE plan_id = :plan
UNION ALL SELECT 2, node_id, d.position, text, starts_on, ends_on, d.kind
  FROM nodes JOIN deadlines d ON node_id = nodes.id WHERE plan_id = :plan
UNION ALL SELECT 3, node_id, d.position, text, value, unit, bound
  FROM nodes JOIN targets d ON node_id = nodes.id WHERE plan_id = :plan
ORDER BY 1, 2, 3
"""
# A plan without any entry costs nothing: the nodes are not gone through.
_ENTRIES = """
SELECT node_id, e.id, made_on, status, percent, text, difficulty, next_step, reporter, unit_id, period
FROM nodes JOIN progress_entries e ON node_id = nodes.id
WHERE plan_id = ? AND EXISTS (SELECT 1 FROM progress_entries) ORDER BY node_id, made_on, e.id
"""
_SPANS = "SELECT start_at, end_at, node_id, part FROM spans WHERE plan_id = ? ORDER BY start_at, end_at, id"
_LEFTOVERS = "SELECT start_at, end_at, reason FROM leftovers WHERE plan_id = ? ORDER BY start_at, end_at, id"
_FAULTS = """
SELECT code, severity, message, node_id, start_at, end_at, proposal, settled FROM faults WHERE plan_id = ? ORDER BY id
"""
_APPENDICES = """
SELECT 0, id, heading, columns, NULL FROM source_tables WHERE plan_id = :plan
UNION ALL SELECT 1, id, number, term, text FROM glossary_entries WHERE plan_id = :plan ORDER BY 1, 2
"""

# Reading "section" as NodeKind.SECTION by a dictionary costs a tenth of calling the enumeration.
_KINDS = {kind.value: kind for kind in NodeKind}
_ORIGINS = {origin.value: origin for origin in Origin}
_ROLES = {role.value: role for role in Role}
_PARTS = {part.value: part for part in Part}
_UNIT_KINDS = {kind.value: kind for kind in UnitKind}
_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in STORED}}

NodeRow: TypeAlias = tuple[int, int | None, str, str, str, str, str, str | None, int, int | None]
AppendixRow: TypeAlias = tuple[int, int, str, str, str]
Assignments: TypeAlias = dict[int, tuple[Assignment, ...]]
Details: TypeAlias = tuple[
    dict[int, tuple[LabelledField, ...]],
    dict[int, tuple[Person, ...]],
    dict[int, tuple[Deadline, ...]],
    dict[int, tuple[Target, ...]],
]
Entries: TypeAlias = dict[int, tuple[ProgressEntry, ...]]
Read = TypeVar("Read")


class PlanReader:
    """Reads plans from one connection and keeps the parts of the plan read last, until a step touches their tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._plan_id: int | None = None
        self._kept: dict[Callable[[sqlite3.Connection, int], Any], Any] = {}

    def forget(self, tables: Iterable[str]) -> None:
        """Read anew, at the next snapshot, what stands in these tables."""
        changed = set(tables)
        self._kept = {read: part for read, part in self._kept.items() if not _READS[read] & changed}

    def snapshot(self, plan_id: int) -> PlanSnapshot:
        """Return a plan as it stands; raise `UsageError` when there is no such plan.

        A value that no program of ours has written (a day that is no day) is a torn store: `sqlite3.DatabaseError`.
        """
        if plan_id != self._plan_id:
            self._plan_id, self._kept = plan_id, {}
        try:
            with without_collector():
                return self._assembled(plan_id)
        except (ValueError, KeyError) as error:
            raise sqlite3.DatabaseError(f"plan {plan_id} holds a value that cannot be") from error

    def _assembled(self, plan_id: int) -> PlanSnapshot:
        row = self._connection.execute(_PLAN, (plan_id,)).fetchone()
        if row is None:
            raise UsageError(
                f"没有编号为 {plan_id} 的计划。", "请用 planner list 查看计划的编号。", code="NO_SUCH_PLAN"
            )
        preamble, closing, lead_word, partner_word, name, kind, sha256, text = row[12:]
        tree, appendices = self._part(_tree), self._part(_appendices)
        return PlanSnapshot(
            plan_id=plan_id,
            source=Source(name, kind, sha256, text),
            head=_head(row[:12]),
            preamble=preamble,
            closing=closing,
            nodes=_nodes(tree, self._part(_assignments), self._part(_details), self._part(_entries)),
            tables=_tables(appendices, tree),
            glossary=_glossary(appendices),
            spans=self._part(_spans),
            leftovers=self._part(_leftovers),
            faults=self._part(_faults),
            lead_word=lead_word,
            partner_word=partner_word,
            groups=self._part(_groups),
            register=self._part(_register),
        )

    def _part(self, read: Callable[[sqlite3.Connection, int], Read]) -> Read:
        if read not in self._kept and self._plan_id is not None:
            self._kept[read] = read(self._connection, self._plan_id)
        part: Read = self._kept[read]
        return part


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _head(row: tuple[str, ...]) -> Head:
    title, notice_title, issuers, document_number, addressees, issued_on, published_on, years, stage, *end = row
    copy_to, printed_by, printed_on = end
    return Head(
        title=title,
        notice_title=notice_title,
        issuers=tuple(json.loads(issuers)),
        document_number=document_number,
        addressees=addressees,
        issued_on=_day(issued_on),
        published_on=_day(published_on),
        years=tuple(json.loads(years)),
        stage=stage,
        copy_to=tuple((label, text) for label, text in json.loads(copy_to)),
        printed_by=printed_by,
        printed_on=_day(printed_on),
    )


def _tree(connection: sqlite3.Connection, plan_id: int) -> list[tuple[int, NodeRow]]:
    """Return the rows of the nodes depth first, each with its level."""
    rows: list[NodeRow] = connection.execute(_NODES, (plan_id,)).fetchall()
    return depth_first(rows)


def _nodes(
    rows: Iterable[tuple[int, NodeRow]], assignments: Assignments, details: Details, entries: Entries
) -> tuple[PlanNode, ...]:
    fields, persons, deadlines, targets = details
    counted: dict[tuple[str, str], int] = {}
    nodes = []
    for level, (node_id, parent_id, kind, origin, number, title, body, proposed, open_ended, _) in rows:
        ordinal = counted[kind, origin] = counted.get((kind, origin), 0) + 1
        nodes.append(
            PlanNode(
                node_id,
                parent_id,
                _KINDS[kind],
                _ORIGINS[origin],
                level,
                ordinal,
                number,
                title,
                body,
                proposed,
                fields.get(node_id, ()),
                assignments.get(node_id, ()),
                bool(open_ended),
                persons.get(node_id, ()),
                deadlines.get(node_id, ()),
                targets.get(node_id, ()),
                entries.get(node_id, ()),
            )
        )
    return tuple(nodes)


def _units(connection: sqlite3.Connection) -> dict[int, UnitRef]:
    rows = connection.execute(_UNITS)
    return {
        unit_id: UnitRef(unit_id, name, full_name, _UNIT_KINDS[kind], order, bool(is_retired), *persons)
        for order, (unit_id, name, full_name, kind, is_retired, *persons) in enumerate(rows, start=1)
    }


def _register(connection: sqlite3.Connection, _: int) -> tuple[UnitRef, ...]:
    return tuple(_units(connection).values())


def _groups(connection: sqlite3.Connection, plan_id: int) -> tuple[tuple[int, tuple[UnitRef, ...]], ...]:
    """Return the members of the groups as they count in the plan: its own list goes before the one for every plan."""
    rows = connection.execute(_MEMBERS, (plan_id,)).fetchall()
    if not rows:
        return ()
    units = _units(connection)
    lists: dict[int, dict[bool, list[UnitRef]]] = {}
    for group_id, is_own, member_id in rows:
        lists.setdefault(group_id, {}).setdefault(bool(is_own), []).append(units[member_id])
    return tuple((group_id, tuple(found.get(True) or found[False])) for group_id, found in lists.items())


def _assignments(connection: sqlite3.Connection, plan_id: int) -> Assignments:
    units = _units(connection)
    found: dict[int, tuple[Assignment, ...]] = {}
    for node_id, rows in groupby(connection.execute(_ASSIGNMENTS, (plan_id,)), itemgetter(0)):
        found[node_id] = tuple(
            Assignment(units[unit], as_written, _ROLES[role], bool(stated), bool(is_group), inherited_from)
            for _, unit, as_written, role, stated, is_group, inherited_from in rows
        )
    return found


def _details(connection: sqlite3.Connection, plan_id: int) -> Details:
    fields: dict[int, tuple[LabelledField, ...]] = {}
    persons: dict[int, tuple[Person, ...]] = {}
    deadlines: dict[int, tuple[Deadline, ...]] = {}
    targets: dict[int, tuple[Target, ...]] = {}
    for (which, node_id), rows in groupby(connection.execute(_DETAILS, {"plan": plan_id}), itemgetter(0, 1)):
        if which == 0:
            fields[node_id] = tuple(LabelledField(row[3], row[4]) for row in rows)
        elif which == 1:
            persons[node_id] = tuple(Person(row[3], row[4]) for row in rows)
        elif which == 2:
            deadlines[node_id] = tuple(Deadline(row[3], _day(row[4]), _day(row[5]), row[6]) for row in rows)
        else:
            targets[node_id] = tuple(Target(*row[3:]) for row in rows)
    return fields, persons, deadlines, targets


def _entries(connection: sqlite3.Connection, plan_id: int) -> Entries:
    """Return what was reported, by node, the earliest first."""
    rows = connection.execute(_ENTRIES, (plan_id,))
    return {
        node_id: tuple(
            ProgressEntry(entry_id, date.fromisoformat(made_on), _STATUSES[status], *rest)
            for _, entry_id, made_on, status, *rest in listed
        )
        for node_id, listed in groupby(rows, itemgetter(0))
    }


def _appendices(connection: sqlite3.Connection, plan_id: int) -> list[AppendixRow]:
    return connection.execute(_APPENDICES, {"plan": plan_id}).fetchall()


def _tables(appendices: Iterable[AppendixRow], nodes: Iterable[tuple[int, NodeRow]]) -> tuple[DraftTable, ...]:
    in_table: dict[int | None, list[int]] = {}
    for _, row in nodes:
        in_table.setdefault(row[9], []).append(row[0])
    return tuple(
        DraftTable(heading, tuple(json.loads(columns)), tuple(in_table.get(row_id, ())))
        for which, row_id, heading, columns, _ in appendices
        if which == 0
    )


def _glossary(appendices: Iterable[AppendixRow]) -> tuple[GlossaryEntry, ...]:
    return tuple(GlossaryEntry(number, term, text) for which, _, number, term, text in appendices if which == 1)


def _spans(connection: sqlite3.Connection, plan_id: int) -> tuple[Span, ...]:
    rows = connection.execute(_SPANS, (plan_id,))
    return tuple(Span(start, end, node, _PARTS[part]) for start, end, node, part in rows)


def _leftovers(connection: sqlite3.Connection, plan_id: int) -> tuple[Leftover, ...]:
    return tuple(Leftover(*row) for row in connection.execute(_LEFTOVERS, (plan_id,)))


def _faults(connection: sqlite3.Connection, plan_id: int) -> tuple[Fault, ...]:
    rows = connection.execute(_FAULTS, (plan_id,))
    return tuple(
        Fault(code, Severity(severity), message, node, start, end, proposal, bool(settled))
        for code, severity, message, node, start, end, proposal, settled in rows
    )


# The tables each reader reads: a step that touches one of them makes it read again.
_READS: dict[Callable[[sqlite3.Connection, int], Any], frozenset[str]] = {
    _tree: frozenset({"nodes"}),
    _assignments: frozenset({"assignments", "units"}),
    _groups: frozenset({"group_members", "units"}),
    _register: frozenset({"units"}),
    _details: frozenset({"labelled_fields", "persons", "deadlines", "targets"}),
    _entries: frozenset({"progress_entries"}),
    _appendices: frozenset({"source_tables", "glossary_entries"}),
    _spans: frozenset({"spans"}),
    _leftovers: frozenset({"leftovers"}),
    _faults: frozenset({"faults"}),
}
