"""The register of units as values, through plain sqlite3: three small tables and one count over the assignments."""

import sqlite3
from itertools import groupby
from operator import itemgetter

from planner.core.vocabulary import UnitKind
from planner.services.records import GroupMembers, UnitRecord

_UNITS = """
SELECT id, name, full_name, kind, is_retired, leader, contact, phone FROM units ORDER BY print_order, id
"""
_ALIASES = "SELECT unit_id, plan_id, name FROM unit_aliases ORDER BY unit_id, id"
_MEMBERS = """
SELECT group_unit_id, plan_id, member_unit_id FROM group_members ORDER BY group_unit_id, plan_id, position, id
"""
# One row for each part a unit has in a node, so that a unit named twice there counts once. What stands in an older
# version of a plan stands in the later one too: only `count(*)` counts it.
_COUNTS = """
SELECT unit_id, count(*), sum(leads AND earlier_id IS NULL), sum(joins AND earlier_id IS NULL),
       count(DISTINCT CASE WHEN earlier_id IS NULL THEN nodes.plan_id END)
FROM (SELECT unit_id, node_id, max(role = 'lead') AS leads, max(role = 'partner') AS joins
      FROM assignments GROUP BY unit_id, node_id)
JOIN nodes ON nodes.id = node_id LEFT JOIN versions ON earlier_id = nodes.plan_id GROUP BY unit_id
"""
_KINDS = {kind.value: kind for kind in UnitKind}
_NOTHING = (0, 0, 0, 0)


def units(connection: sqlite3.Connection) -> tuple[UnitRecord, ...]:
    """Return the register in its order of print."""
    counts = {unit_id: rest for unit_id, *rest in connection.execute(_COUNTS)}
    aliases: dict[int, list[str]] = {}
    of_plans: dict[int, list[tuple[int, str]]] = {}
    for unit_id, plan_id, name in connection.execute(_ALIASES):
        if plan_id is None:
            aliases.setdefault(unit_id, []).append(name)
        else:
            of_plans.setdefault(unit_id, []).append((plan_id, name))
    members = _members(connection)
    found = []
    for unit_id, name, full_name, kind, is_retired, leader, contact, phone in connection.execute(_UNITS):
        nodes, leads, joins, plans = counts.get(unit_id, _NOTHING)
        found.append(
            UnitRecord(
                unit_id,
                name,
                tuple(aliases.get(unit_id, ())),
                nodes,
                full_name,
                _KINDS[kind],
                bool(is_retired),
                leader,
                contact,
                phone,
                leads,
                joins,
                plans,
                tuple(of_plans.get(unit_id, ())),
                members.get(unit_id, ()),
            )
        )
    return tuple(found)


def _members(connection: sqlite3.Connection) -> dict[int, tuple[GroupMembers, ...]]:
    found: dict[int, list[GroupMembers]] = {}
    for (group_id, plan_id), rows in groupby(connection.execute(_MEMBERS), itemgetter(0, 1)):
        found.setdefault(group_id, []).append(GroupMembers(plan_id, tuple(row[2] for row in rows)))
    return {group_id: tuple(lists) for group_id, lists in found.items()}
