"""All plans of the store at once, as far as lists over plans need them: one statement per kind of row.

A plan that has a later version is left out. What only the plan's own page shows (fields, persons, targets, the
source and what was seen in it) is not read: a snapshot from here is for counting and listing, never for printing whole.
"""

import json
import sqlite3
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from planner.core.collector import without_collector
from planner.core.customs import Customs
from planner.core.draft import Deadline, Head, Source
from planner.core.progress import STORED, ProgressEntry, Status
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import NodeKind, Origin
from planner.services import snapshots
from planner.services.customs import read_own
from planner.services.plan_order import depth_first
from planner.services.snapshots import Scope

if TYPE_CHECKING:
    from planner.services.store import Store

_LATEST = Scope.latest().condition
_PLANS = """
SELECT plans.id AS plan_id, title, years, stage, name, kind, lead_word, partner_word
FROM plans JOIN sources ON sources.plan_id = plans.id WHERE plans.id NOT IN (SELECT earlier_id FROM versions)
ORDER BY plans.id
"""
_NODES = f"""
SELECT plan_id, id, parent_id, kind, origin, number, title, body, open_ended FROM nodes WHERE {_LATEST}
ORDER BY plan_id, position
"""
_DEADLINES = f"""
SELECT node_id, text, starts_on, ends_on, d.kind FROM nodes JOIN deadlines d ON node_id = nodes.id WHERE {_LATEST}
ORDER BY node_id, d.position
"""
_ENTRIES = f"""
SELECT node_id, e.id, made_on, status, percent, text <> '', unit_id FROM nodes
JOIN progress_entries e ON node_id = nodes.id WHERE {_LATEST} ORDER BY node_id, made_on, e.id
"""
_MEMBERS = "SELECT group_unit_id, plan_id, member_unit_id FROM group_members ORDER BY group_unit_id, position, id"
_FAULTS = (
    f"SELECT plan_id, count(*) FROM faults WHERE settled = 0 AND severity <> 'note' AND {_LATEST} GROUP BY plan_id"
)

# That something was said is all that a list needs of it; the words themselves are not read.
_SAID = "…"
_KINDS = {kind.value: kind for kind in NodeKind}
_ORIGINS = {origin.value: origin for origin in Origin}
_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in STORED}}


def latest_plans(store: "Store") -> tuple[PlanSnapshot, ...]:
    """Return all plans but those that have a later version, the oldest first."""
    usual = store.settings.customs
    with without_collector():
        return store.read(lambda connection: _plans(connection, usual))


def open_doubts(store: "Store") -> dict[int, int]:
    """Return how many doubts wait in each plan that has any."""
    return store.read(lambda connection: dict(connection.execute(_FAULTS).fetchall()))


def _plans(connection: sqlite3.Connection, usual: Customs) -> tuple[PlanSnapshot, ...]:
    units = snapshots.read_units(connection)
    nodes = _nodes(connection, units)
    groups = _groups(connection, units)
    own_customs = read_own(connection)
    found = []
    for plan_id, title, years, stage, name, kind, lead_word, partner_word in connection.execute(_PLANS):
        own = {group: members for (of, group), members in groups.items() if of == plan_id}
        everywhere = {group: members for (of, group), members in groups.items() if of is None}
        found.append(
            PlanSnapshot(
                plan_id=plan_id,
                source=Source(name, kind, "", ""),
                head=Head(title=title, years=tuple(json.loads(years)), stage=stage),
                nodes=nodes.get(plan_id, ()),
                lead_word=lead_word,
                partner_word=partner_word,
                groups=tuple((everywhere | own).items()),
                register=tuple(units.values()),
                customs=own_customs[plan_id].over(usual) if plan_id in own_customs else usual,
            )
        )
    return tuple(found)


def _groups(
    connection: sqlite3.Connection, units: dict[int, UnitRef]
) -> dict[tuple[int | None, int], tuple[UnitRef, ...]]:
    """Return the members of each group, by the plan they are for (None for all) and the group's id."""
    found: dict[tuple[int | None, int], list[UnitRef]] = {}
    for group_id, plan_id, member_id in connection.execute(_MEMBERS):
        found.setdefault((plan_id, group_id), []).append(units[member_id])
    return {key: tuple(members) for key, members in found.items()}


def _nodes(connection: sqlite3.Connection, units: dict[int, UnitRef]) -> dict[int, tuple[PlanNode, ...]]:
    """Return the nodes of each plan as its tree stands."""
    assignments = snapshots.read_assignments(connection, Scope.latest(), units)
    deadlines, entries, ticks = _deadlines(connection), _entries(connection), _ticks(connection)
    found: dict[int, tuple[PlanNode, ...]] = {}
    for plan_id, rows in groupby(connection.execute(_NODES), itemgetter(0)):
        nodes = []
        for level, (node_id, parent_id, kind, origin, number, title, body, open_ended) in depth_first(
            row[1:] for row in rows
        ):
            nodes.append(
                PlanNode(
                    node_id,
                    parent_id,
                    _KINDS[kind],
                    _ORIGINS[origin],
                    level,
                    number,
                    title,
                    body,
                    assignments=assignments.get(node_id, ()),
                    open_ended=bool(open_ended),
                    deadlines=deadlines.get(node_id, ()),
                    entries=entries.get(node_id, ()),
                    ticks=ticks.get(node_id, ()),
                )
            )
        found[plan_id] = tuple(nodes)
    return found


def _deadlines(connection: sqlite3.Connection) -> dict[int, tuple[Deadline, ...]]:
    found: dict[int, tuple[Deadline, ...]] = {}
    for node_id, rows in groupby(connection.execute(_DEADLINES), itemgetter(0)):
        found[node_id] = tuple(Deadline(text, _day(first), _day(last), kind) for _, text, first, last, kind in rows)
    return found


def _entries(connection: sqlite3.Connection) -> dict[int, tuple[ProgressEntry, ...]]:
    found: dict[int, tuple[ProgressEntry, ...]] = {}
    for node_id, rows in groupby(connection.execute(_ENTRIES), itemgetter(0)):
        found[node_id] = tuple(
            ProgressEntry(
                entry_id,
                date.fromisoformat(made_on),
                _STATUSES[status],
                percent,
                _SAID if has_text else "",
                unit_id=unit_id,
            )
            for _, entry_id, made_on, status, percent, has_text, unit_id in rows
        )
    return found


def _ticks(connection: sqlite3.Connection) -> dict[int, tuple[date, ...]]:
    rows = connection.execute("SELECT node_id, due_on FROM duty_ticks ORDER BY node_id, due_on")
    return {
        node_id: tuple(date.fromisoformat(due_on) for _, due_on in listed)
        for node_id, listed in groupby(rows, itemgetter(0))
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
