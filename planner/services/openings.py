"""The tree of a plan for the first picture: five statements, only the columns that it shows, no snapshot.

A plan too long to be unfolded begins with the first rows of its top level: what the first picture can show of it.
"""

import sqlite3

from planner.core.opening import PREVIEW_LENGTH, WHOLE_AT_MOST, Opening, TreeRow
from planner.services.plan_order import depth_first

_PLAN = """
SELECT plans.id, CASE title WHEN '' THEN name ELSE title END, lead_word, partner_word,
       EXISTS (SELECT 1 FROM progress_entries JOIN nodes ON nodes.id = node_id WHERE plan_id = plans.id),
       EXISTS (SELECT 1 FROM deadlines JOIN nodes ON nodes.id = node_id WHERE plan_id = plans.id),
       (SELECT count(*) FROM nodes WHERE plan_id = plans.id)
FROM plans JOIN sources ON sources.plan_id = plans.id
ORDER BY plans.id = (SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'last_plan') DESC, plans.id DESC LIMIT 1
"""
_NODES = f"""
SELECT id, parent_id, kind, number, title, substr(body, 1, {PREVIEW_LENGTH}), open_ended, origin
FROM nodes WHERE {{scope}} ORDER BY position
"""
_UNITS = """
SELECT node_id, units.name, role, stated, inherited_from IS NULL
FROM nodes JOIN assignments ON node_id = nodes.id JOIN units ON units.id = unit_id
WHERE {scope} ORDER BY nodes.id, assignments.position
"""
_DEADLINES = """
SELECT node_id, text FROM nodes JOIN deadlines ON node_id = nodes.id
WHERE {scope} AND (ends_on IS NOT NULL OR starts_on IS NULL) AND (deadlines.kind <> 'repeating' OR NOT EXISTS (
    SELECT 1 FROM deadlines AS other WHERE other.node_id = nodes.id AND other.kind <> 'repeating'
    AND (other.ends_on IS NOT NULL OR other.starts_on IS NULL)))
ORDER BY node_id, deadlines.position
"""
_FIRST_ROWS = 200
_TOP = f"SELECT id FROM nodes WHERE plan_id = :plan AND parent_id IS NULL ORDER BY position LIMIT {_FIRST_ROWS}"
_WHOLE, _BEGINNING = "plan_id = :plan", f"nodes.id IN ({_TOP})"
_FOLDED = f"SELECT DISTINCT parent_id FROM nodes WHERE parent_id IN ({_TOP})"
Units = list[tuple[int, str, str, int, int]]
Node = tuple[int, int | None, str, str, str, str, int, str]


def opening(connection: sqlite3.Connection) -> Opening | None:
    """Return the plan that was open last, or the newest one; None while the store is empty."""
    plan = connection.execute(_PLAN).fetchone()
    if plan is None:
        return None
    plan_id, title, lead_word, partner_word, has_states, has_deadlines, count = plan
    scope, of = _WHOLE if count <= WHOLE_AT_MOST else _BEGINNING, {"plan": plan_id}
    units: dict[int, Units] = {}
    for row in connection.execute(_UNITS.format(scope=scope), of):
        units.setdefault(row[0], []).append(row)
    deadlines: dict[int, list[str]] = {}
    for node_id, text in connection.execute(_DEADLINES.format(scope=scope), of):
        deadlines.setdefault(node_id, []).append(text)
    rows = connection.execute(_NODES.format(scope=scope), of).fetchall()
    shown: list[TreeRow] = []
    counted: dict[str, int] = {}
    for _, row in depth_first(rows):
        ordinal = ""
        if row[2] == "item" and scope is _WHOLE:
            counted[row[7]] = counted.get(row[7], 0) + 1
            ordinal = str(counted[row[7]])
        shown.append(_row(row, units.get(row[0], []), deadlines.get(row[0], ()), ordinal))
    folded = connection.execute(_FOLDED, of).fetchall() if scope is _BEGINNING else ()
    parents = frozenset(node_id for (node_id,) in folded)
    return Opening(
        plan_id, title, lead_word, partner_word, tuple(shown), bool(has_states), bool(has_deadlines), parents
    )


def _row(node: Node, units: Units, deadlines: "tuple[str, ...] | list[str]", ordinal: str) -> TreeRow:
    node_id, parent_id, kind, number, title, body, open_ended, _ = node
    return TreeRow(
        node_id,
        parent_id,
        kind,
        number,
        title,
        body.replace("\n", " "),
        "、".join([unit[1] for unit in units if unit[2] == "lead"]),
        ("、".join([unit[1] for unit in units if unit[2] != "lead"]) + (" 等" if open_ended else "")).strip(),
        "；".join(deadlines),
        kind == "section" or not any(unit[4] for unit in units),
        any(unit[2] == "lead" and not unit[3] for unit in units),
        ordinal=ordinal,
    )
