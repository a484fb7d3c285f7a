"""What the units have to do in the items of all plans, through plain sqlite3: counts for each plan, one unit's list.

The rule is that of `core.involvement`: an item counts once for a unit, as lead before partner and directly before by a
group; a unit named only for a step has its part in the item; a group whose members are fixed stands for them. A group
itself has its part where it is named.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from planner.core.customs import USUAL, Customs
from planner.core.snapshot import PlanNode
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind, Origin, Role
from planner.services import snapshots
from planner.services.records import UnitTally, UnitTask
from planner.services.snapshots import Scope

# `own` are items and the steps below them; `named` who is named in which item; `parts` adds the members of the groups.
# What an item took over from its section counts where the item has no units of its own, or no lead of its own.
_PARTS = """
WITH RECURSIVE
own (node_id, item_id, plan_id, is_step) AS (
    SELECT id, id, plan_id, 0 FROM nodes WHERE kind = 'item'
    UNION ALL SELECT nodes.id, item_id, nodes.plan_id, 1
    FROM own JOIN nodes ON nodes.parent_id = own.node_id WHERE nodes.kind = 'step'),
has (node_id, leads) AS (
    SELECT node_id, max(role = 'lead') FROM assignments WHERE inherited_from IS NULL GROUP BY node_id),
named (item_id, plan_id, unit_id, role) AS (
    SELECT item_id, plan_id, unit_id, role FROM own JOIN assignments AS a USING (node_id) LEFT JOIN has USING (node_id)
    WHERE a.inherited_from IS NULL
       OR (NOT is_step AND (has.node_id IS NULL OR (role = 'lead' AND NOT has.leads)))),
listed (plan_id, group_id, member_id) AS (
    SELECT plans.id, group_unit_id, member_unit_id FROM group_members JOIN plans
    ON plans.id = coalesce(plan_id, plans.id)
    WHERE plan_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM group_members AS here
        WHERE here.group_unit_id = group_members.group_unit_id AND here.plan_id = plans.id)),
parts (item_id, plan_id, unit_id, rank, group_id) AS (
    SELECT item_id, plan_id, unit_id, CASE role WHEN 'lead' THEN 0 ELSE 2 END, NULL FROM named
    UNION ALL SELECT item_id, named.plan_id, member_id, CASE role WHEN 'lead' THEN 1 ELSE 3 END, group_id
    FROM named JOIN listed ON listed.group_id = named.unit_id AND listed.plan_id = named.plan_id)
"""
_TALLIES = f"""{_PARTS}
SELECT unit_id, plan_id, sum(rank = 0), sum(rank = 2), sum(rank IN (1, 3))
FROM (SELECT unit_id, plan_id, min(rank) AS rank FROM parts GROUP BY unit_id, item_id) GROUP BY unit_id, plan_id
"""
_TASKS = f"""{_PARTS}
SELECT nodes.plan_id, CASE plans.title WHEN '' THEN sources.name ELSE plans.title END, nodes.id, nodes.number,
       nodes.title, min(rank), coalesce(units.name, '')
FROM parts JOIN nodes ON nodes.id = item_id LEFT JOIN units ON units.id = group_id
     JOIN plans ON plans.id = nodes.plan_id JOIN sources ON sources.plan_id = plans.id
WHERE unit_id = :unit GROUP BY item_id
"""
_PATHS = """
WITH RECURSIVE above (item_id, parent_id, position, height) AS (
    SELECT id, parent_id, position, 0 FROM nodes WHERE id IN (SELECT value FROM json_each(?))
    UNION ALL SELECT item_id, nodes.parent_id, nodes.position, height + 1
    FROM above JOIN nodes ON nodes.id = above.parent_id)
SELECT item_id, position FROM above ORDER BY item_id, height DESC
"""
Customary = Mapping[int, Customs]


def tallies(connection: sqlite3.Connection) -> tuple[UnitTally, ...]:
    """Return how many items of each plan each unit leads, joins, and is reached in by a group, with one statement."""
    return tuple(UnitTally(*row) for row in connection.execute(_TALLIES))


def tasks(connection: sqlite3.Connection, unit_id: int, day: date, customs: Customary) -> tuple[UnitTask, ...]:
    """Return what a unit has to do in the items of all plans: the newest plan first, within it in plan order.

    `customs` are those of the plans that have their own.
    """
    rows = connection.execute(_TASKS, {"unit": unit_id}).fetchall()
    scope = Scope.some(row[2] for row in rows)
    paths = {item: [row[1] for row in steps] for item, steps in _by_first(connection.execute(_PATHS, (scope.of,)))}
    rows.sort(key=lambda row: (-row[0], paths[row[2]]))
    _, _, deadlines, _, _ = snapshots.read_details(connection, scope)
    entries = snapshots.read_entries(connection, scope)
    found = []
    for plan_id, plan_title, node_id, number, title, rank, group in rows:
        item = PlanNode(
            node_id=node_id,
            parent_id=None,
            kind=NodeKind.ITEM,
            origin=Origin.TEXT,
            level=1,
            number=number,
            title=title,
            deadlines=deadlines.get(node_id, ()),
            entries=entries.get(node_id, ()),
        )
        role = Role.LEAD if rank < 2 else Role.PARTNER
        state = standing(item, day, customs.get(plan_id, USUAL))
        found.append(UnitTask(plan_id, plan_title, item, role, group, state))
    return tuple(found)


def _by_first(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Iterator[tuple[Any, ...]]]]:
    return groupby(rows, itemgetter(0))
