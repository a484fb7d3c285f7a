"""The tree of a plan for the first picture: four statements, only the columns that it shows, no snapshot."""

import sqlite3

from planner.core.opening import PREVIEW_LENGTH, Opening, TreeRow
from planner.services.plan_order import depth_first

_PLAN = """
SELECT plans.id, CASE title WHEN '' THEN name ELSE title END, lead_word, partner_word,
       EXISTS (SELECT 1 FROM progress_entries JOIN nodes ON nodes.id = node_id WHERE plan_id = plans.id)
FROM plans JOIN sources ON sources.plan_id = plans.id
ORDER BY plans.id = (SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'last_plan') DESC, plans.id DESC LIMIT 1
"""
_NODES = f"""
SELECT id, parent_id, kind, number, title, substr(body, 1, {PREVIEW_LENGTH}), open_ended
FROM nodes WHERE plan_id = ? ORDER BY position
"""
_UNITS = """
SELECT node_id, units.name, role, stated, inherited_from IS NULL
FROM nodes JOIN assignments ON node_id = nodes.id JOIN units ON units.id = unit_id
WHERE plan_id = ? ORDER BY nodes.id, assignments.position
"""
_DEADLINES = """
SELECT node_id, text FROM nodes JOIN deadlines ON node_id = nodes.id
WHERE plan_id = ? AND (ends_on IS NOT NULL OR starts_on IS NULL) AND (deadlines.kind <> 'repeating' OR NOT EXISTS (
    SELECT 1 FROM deadlines AS other WHERE other.node_id = nodes.id AND other.kind <> 'repeating'
    AND (other.ends_on IS NOT NULL OR other.starts_on IS NULL)))
ORDER BY node_id, deadlines.position
"""
Units = list[tuple[int, str, str, int, int]]


def opening(connection: sqlite3.Connection) -> Opening | None:
    """Return the plan that was open last, or the newest one; None while the store is empty."""
    plan = connection.execute(_PLAN).fetchone()
    if plan is None:
        return None
    plan_id, title, lead_word, partner_word, has_states = plan
    units: dict[int, Units] = {}
    for row in connection.execute(_UNITS, (plan_id,)):
        units.setdefault(row[0], []).append(row)
    deadlines: dict[int, list[str]] = {}
    for node_id, text in connection.execute(_DEADLINES, (plan_id,)):
        deadlines.setdefault(node_id, []).append(text)
    rows = connection.execute(_NODES, (plan_id,)).fetchall()
    shown = tuple(_row(row, units.get(row[0], []), deadlines.get(row[0], ())) for _, row in depth_first(rows))
    return Opening(plan_id, title, lead_word, partner_word, shown, bool(has_states))


def _row(
    node: tuple[int, int | None, str, str, str, str, int], units: Units, deadlines: "tuple[str, ...] | list[str]"
) -> TreeRow:
    node_id, parent_id, kind, number, title, body, open_ended = node
    return TreeRow(
        node_id,
        parent_id,
        kind,
        number,
        title,
        body.replace("\n", " "),
        "、".join([unit[1] for unit in units if unit[2] == "lead"]),
        "、".join([unit[1] for unit in units if unit[2] != "lead"]) + (" 等" if open_ended else ""),
        "；".join(deadlines),
        kind == "section" or not any(unit[4] for unit in units),
        any(unit[2] == "lead" and not unit[3] for unit in units),
    )
