"""The parts of a plan as values, through plain sqlite3: a statement or two each, whatever the size of the plan.

Parts of nodes are read for a `Scope`: all nodes of a plan, or a few of them. `PlanReader` puts the parts together.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from planner.core.draft import (
    Deadline,
    DraftTable,
    Fault,
    GlossaryEntry,
    Head,
    LabelledField,
    Leftover,
    Person,
    Span,
    Target,
)
from planner.core.progress import STORED, ProgressEntry, Status
from planner.core.snapshot import Assignment, PlanNode, UnitRef
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity, UnitKind
from planner.services.plan_order import depth_first

_NODES = """
SELECT id, parent_id, kind, origin, number, title, body, number_proposed, open_ended, table_id
FROM nodes WHERE plan_id = ? ORDER BY position
"""
_ORDER = "SELECT id FROM nodes WHERE plan_id = ? ORDER BY position"
_SOME_NODES = """
SELECT id, parent_id, kind, origin, number, title, body, number_proposed, open_ended, table_id
FROM nodes WHERE id IN (SELECT value FROM json_each(?))
"""
_ASSIGNMENTS = """
SELECT node_id, unit_id, as_written, role, stated, is_group, inherited_from
FROM nodes JOIN assignments ON node_id = nodes.id WHERE {scope} ORDER BY nodes.id, assignments.position
"""
_UNITS = "SELECT id, name, full_name, kind, is_retired, leader, contact, phone FROM units ORDER BY print_order, id"
_MEMBERS = """
SELECT group_unit_id, plan_id IS NOT NULL, member_unit_id FROM group_members
WHERE plan_id IS NULL OR plan_id = ? ORDER BY group_unit_id, position, id
"""
_DETAILS = """
SELECT 0, node_id, d.position, label, text, NULL, NULL, NULL, NULL
  FROM nodes JOIN labelled_fields d ON node_id = nodes.id WHERE {scope}
UNION ALL SELECT 1, node_id, d.position, role, name, NULL, NULL, NULL, NULL
  FROM nodes JOIN persons d ON node_id = nodes.id WHERE {scope}
UNION ALL SELECT 2, node_id, d.position, text, starts_on, ends_on, d.kind, NULL, NULL
  FROM nodes JOIN deadlines d ON node_id = nodes.id WHERE {scope}
UNION ALL SELECT 3, node_id, d.position, text, value, unit, bound, actual, is_struck
  FROM nodes JOIN targets d ON node_id = nodes.id WHERE {scope}
UNION ALL SELECT 4, node_id, d.id, due_on, NULL, NULL, NULL, NULL, NULL
  FROM nodes JOIN duty_ticks d ON node_id = nodes.id WHERE {scope} AND EXISTS (SELECT 1 FROM duty_ticks)
ORDER BY 1, 2, 3
"""
# A plan without any entry costs nothing: the nodes are not gone through.
_ENTRIES = """
SELECT node_id, e.id, made_on, status, percent, text, difficulty, next_step, reporter, unit_id, period
FROM nodes JOIN progress_entries e ON node_id = nodes.id
WHERE {scope} AND EXISTS (SELECT 1 FROM progress_entries) ORDER BY node_id, made_on, e.id
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
    dict[int, tuple[date, ...]],
]
Entries: TypeAlias = dict[int, tuple[ProgressEntry, ...]]
HANGING = ("assignments", "labelled_fields", "persons", "deadlines", "targets", "duty_ticks", "progress_entries")
"""The tables whose rows hang on nodes and are read as `NodeParts`."""
SHAPE = frozenset({"plan_id", "parent_id", "position", "kind", "origin", "table_id"})
"""The columns of a node that say where it stands: a change of one lets the whole tree be read again."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which nodes are read: a condition with the parameter `of`, and what it is."""

    condition: str
    of: int | str

    @classmethod
    def plan(cls, plan_id: int) -> "Scope":
        """Return the scope of a whole plan."""
        return cls("plan_id = :of", plan_id)

    @classmethod
    def some(cls, node_ids: Iterable[int]) -> "Scope":
        """Return the scope of these nodes alone."""
        return cls("nodes.id IN (SELECT value FROM json_each(:of))", json.dumps(sorted(node_ids)))

    @classmethod
    def latest(cls) -> "Scope":
        """Return the scope of all plans but those that have a later version."""
        return cls("plan_id NOT IN (SELECT earlier_id FROM versions)", 0)

    def select(self, connection: sqlite3.Connection, statement: str) -> sqlite3.Cursor:
        """Run a statement on the scope."""
        return connection.execute(statement.format(scope=self.condition), {"of": self.of})


@dataclass(slots=True)
class NodeParts:
    """What hangs on nodes, by their ids."""

    assignments: Assignments
    details: Details
    entries: Entries

    def take(self, node_ids: Iterable[int], newer: "NodeParts") -> None:
        """Take these nodes' parts from what was read later."""
        mine: tuple[dict[int, Any], ...] = (self.assignments, *self.details, self.entries)
        theirs: tuple[dict[int, Any], ...] = (newer.assignments, *newer.details, newer.entries)
        for old, new in zip(mine, theirs, strict=True):
            for node_id in node_ids:
                old.pop(node_id, None)
            old.update(new)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def head_of(row: tuple[str, ...]) -> Head:
    """Return what the document says of itself."""
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


def read_tree(connection: sqlite3.Connection, plan_id: int) -> list[tuple[int, NodeRow]]:
    """Return the rows of the nodes depth first, each with its level."""
    rows: list[NodeRow] = connection.execute(_NODES, (plan_id,)).fetchall()
    return depth_first(rows)


def read_order(connection: sqlite3.Connection, plan_id: int) -> list[int]:
    """Return the ids of the nodes, brothers in their order."""
    return [row[0] for row in connection.execute(_ORDER, (plan_id,))]


def read_rows(connection: sqlite3.Connection, node_ids: Iterable[int]) -> list[NodeRow]:
    """Return the rows of a few nodes."""
    return connection.execute(_SOME_NODES, (json.dumps(sorted(node_ids)),)).fetchall()


def node_of(level: int, row: NodeRow, parts: "NodeParts") -> PlanNode:
    """Return a node put together from its row and its parts."""
    node_id, parent_id, kind, origin, number, title, body, proposed, open_ended, _ = row
    fields, persons, deadlines, targets, ticks = parts.details
    return PlanNode(
        node_id,
        parent_id,
        _KINDS[kind],
        _ORIGINS[origin],
        level,
        number,
        title,
        body,
        proposed,
        fields.get(node_id, ()),
        parts.assignments.get(node_id, ()),
        bool(open_ended),
        persons.get(node_id, ()),
        deadlines.get(node_id, ()),
        targets.get(node_id, ()),
        parts.entries.get(node_id, ()),
        ticks.get(node_id, ()),
    )


def read_parts(connection: sqlite3.Connection, scope: Scope, units: Mapping[int, UnitRef]) -> "NodeParts":
    """Return what hangs on the nodes of a scope."""
    return NodeParts(
        read_assignments(connection, scope, units), read_details(connection, scope), read_entries(connection, scope)
    )


def read_units(connection: sqlite3.Connection) -> dict[int, UnitRef]:
    """Return the units by their id, in their order of print."""
    rows = connection.execute(_UNITS)
    return {
        unit_id: UnitRef(unit_id, name, full_name, _UNIT_KINDS[kind], order, bool(is_retired), *persons)
        for order, (unit_id, name, full_name, kind, is_retired, *persons) in enumerate(rows, start=1)
    }


def read_groups(connection: sqlite3.Connection, plan_id: int) -> tuple[tuple[int, tuple[UnitRef, ...]], ...]:
    """Return the members of the groups as they count in the plan: its own list goes before the one for every plan."""
    rows = connection.execute(_MEMBERS, (plan_id,)).fetchall()
    if not rows:
        return ()
    units = read_units(connection)
    lists: dict[int, dict[bool, list[UnitRef]]] = {}
    for group_id, is_own, member_id in rows:
        lists.setdefault(group_id, {}).setdefault(bool(is_own), []).append(units[member_id])
    return tuple((group_id, tuple(found.get(True) or found[False])) for group_id, found in lists.items())


def read_assignments(connection: sqlite3.Connection, scope: Scope, units: Mapping[int, UnitRef]) -> Assignments:
    """Return the parts of units, by node, in their order."""
    found: dict[int, tuple[Assignment, ...]] = {}
    for node_id, rows in groupby(scope.select(connection, _ASSIGNMENTS), itemgetter(0)):
        found[node_id] = tuple(
            Assignment(units[unit], as_written, _ROLES[role], bool(stated), bool(is_group), inherited_from)
            for _, unit, as_written, role, stated, is_group, inherited_from in rows
        )
    return found


def read_details(connection: sqlite3.Connection, scope: Scope) -> Details:
    """Return fields, persons, deadlines, targets and ticks of duties, each by node, in their order."""
    fields: dict[int, tuple[LabelledField, ...]] = {}
    persons: dict[int, tuple[Person, ...]] = {}
    deadlines: dict[int, tuple[Deadline, ...]] = {}
    targets: dict[int, tuple[Target, ...]] = {}
    ticks: dict[int, tuple[date, ...]] = {}
    for (which, node_id), rows in groupby(scope.select(connection, _DETAILS), itemgetter(0, 1)):
        if which == 0:
            fields[node_id] = tuple(LabelledField(row[3], row[4]) for row in rows)
        elif which == 1:
            persons[node_id] = tuple(Person(row[3], row[4]) for row in rows)
        elif which == 2:
            deadlines[node_id] = tuple(Deadline(row[3], _day(row[4]), _day(row[5]), row[6]) for row in rows)
        elif which == 3:
            targets[node_id] = tuple(Target(row[3], row[4], row[5], row[6], row[7], bool(row[8])) for row in rows)
        else:
            ticks[node_id] = tuple(sorted(date.fromisoformat(row[3]) for row in rows))
    return fields, persons, deadlines, targets, ticks


def read_entries(connection: sqlite3.Connection, scope: Scope) -> Entries:
    """Return what was reported, by node, the earliest first."""
    rows = scope.select(connection, _ENTRIES)
    return {
        node_id: tuple(
            ProgressEntry(entry_id, date.fromisoformat(made_on), _STATUSES[status], *rest)
            for _, entry_id, made_on, status, *rest in listed
        )
        for node_id, listed in groupby(rows, itemgetter(0))
    }


def read_appendices(connection: sqlite3.Connection, plan_id: int) -> list[AppendixRow]:
    """Return the rows of tables and of the glossary, told apart by the first column."""
    return connection.execute(_APPENDICES, {"plan": plan_id}).fetchall()


def tables_of(appendices: Iterable[AppendixRow], nodes: Iterable[tuple[int, NodeRow]]) -> tuple[DraftTable, ...]:
    """Return the tables of the source with the nodes that are their rows."""
    in_table: dict[int | None, list[int]] = {}
    for _, row in nodes:
        in_table.setdefault(row[9], []).append(row[0])
    return tuple(
        DraftTable(heading, tuple(json.loads(columns)), tuple(in_table.get(row_id, ())))
        for which, row_id, heading, columns, _ in appendices
        if which == 0
    )


def glossary_of(appendices: Iterable[AppendixRow]) -> tuple[GlossaryEntry, ...]:
    """Return the terms that the plan explains."""
    return tuple(GlossaryEntry(number, term, text) for which, _, number, term, text in appendices if which == 1)


def read_spans(connection: sqlite3.Connection, plan_id: int) -> tuple[Span, ...]:
    """Return the stretches of the source."""
    rows = connection.execute(_SPANS, (plan_id,))
    return tuple(Span(start, end, node, _PARTS[part]) for start, end, node, part in rows)


def read_leftovers(connection: sqlite3.Connection, plan_id: int) -> tuple[Leftover, ...]:
    """Return the stretches without a place in the plan."""
    return tuple(Leftover(*row) for row in connection.execute(_LEFTOVERS, (plan_id,)))


def read_faults(connection: sqlite3.Connection, plan_id: int) -> tuple[Fault, ...]:
    """Return the doubts about the source."""
    rows = connection.execute(_FAULTS, (plan_id,))
    return tuple(
        Fault(code, Severity(severity), message, node, start, end, proposal, bool(settled))
        for code, severity, message, node, start, end, proposal, settled in rows
    )
