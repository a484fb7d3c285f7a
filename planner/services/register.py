"""The register of units as values, through plain sqlite3: three small tables and one count over the assignments."""

import sqlite3
from itertools import groupby
from operator import itemgetter

from planner.core.vocabulary import Role, UnitKind
from planner.services.records import GroupMembers, UnitPart, UnitRecord

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
# A group stands for a unit by the plan's own list, else by the list for every plan.
_PARTS = """
WITH own (unit_id, of_plan) AS (
    SELECT :unit, NULL
    UNION SELECT group_unit_id, plans.id FROM group_members JOIN plans
    WHERE member_unit_id = :unit AND plans.id = coalesce(plan_id, plans.id) AND (plan_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM group_members AS listed
        WHERE listed.group_unit_id = group_members.group_unit_id AND listed.plan_id = plans.id)))
SELECT nodes.plan_id, CASE plans.title WHEN '' THEN sources.name ELSE plans.title END, nodes.id, number, nodes.title,
       role, CASE units.id WHEN :unit THEN '' ELSE units.name END
FROM own JOIN assignments USING (unit_id) JOIN units ON units.id = unit_id
     JOIN nodes ON nodes.id = node_id AND (of_plan IS NULL OR of_plan = nodes.plan_id)
     JOIN plans ON plans.id = nodes.plan_id JOIN sources ON sources.plan_id = plans.id
ORDER BY nodes.plan_id DESC, role, nodes.id
"""
_ROLES = {role.value: role for role in Role}
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


def parts(connection: sqlite3.Connection, unit_id: int) -> tuple[UnitPart, ...]:
    """Return what a unit has to do in all plans, itself or as a member of a group: the newest plan first, leads first.

    In a node where it is named itself, its groups are passed over.
    """
    found = [
        UnitPart(plan_id, plan_title, node_id, number, title, _ROLES[role], group)
        for plan_id, plan_title, node_id, number, title, role, group in connection.execute(_PARTS, {"unit": unit_id})
    ]
    named = {part.node_id for part in found if not part.as_group}
    return tuple(part for part in found if not part.as_group or part.node_id not in named)
