"""The lists of a store, through plain sqlite3: its plans, the reviews that wait, and its settings."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.core.snapshot import PlanSummary
    from planner.services.records import ReviewRecord

_PLANS = """
SELECT id, CASE title WHEN '' THEN (SELECT name FROM sources WHERE plan_id = plans.id) ELSE title END,
       json_extract(years, '$[0]'), stage,
       (SELECT count(*) FROM nodes WHERE plan_id = plans.id AND kind = 'section'),
       (SELECT count(*) FROM nodes WHERE plan_id = plans.id AND kind = 'item'),
       (SELECT count(*) FROM faults WHERE plan_id = plans.id AND settled = 0),
       (SELECT count(*) FROM leftovers WHERE plan_id = plans.id),
       (SELECT earlier_id FROM versions WHERE plan_id = plans.id)
FROM plans ORDER BY id
"""
_PLANS_OF_SOURCE = """
SELECT plans.id, CASE title WHEN '' THEN name ELSE title END
FROM plans JOIN sources ON sources.plan_id = plans.id WHERE sha256 = ? ORDER BY plans.id
"""


def plans(connection: sqlite3.Connection) -> "tuple[PlanSummary, ...]":
    """Return the list of plans in the order they were imported."""
    from planner.core.snapshot import PlanSummary

    return tuple(PlanSummary(*row) for row in connection.execute(_PLANS))


def plans_of_source(connection: sqlite3.Connection, sha256: str) -> tuple[tuple[int, str], ...]:
    """Return the id and the title of each plan that was read from this source, the oldest first."""
    return tuple(connection.execute(_PLANS_OF_SOURCE, (sha256,)).fetchall())


def reviews(connection: sqlite3.Connection) -> "tuple[ReviewRecord, ...]":
    """Return the reviews that wait, the oldest first."""
    from datetime import datetime

    from planner.services.records import ReviewRecord

    rows = connection.execute("SELECT id, title, open_count, updated_at FROM reviews ORDER BY id")
    return tuple(ReviewRecord(row[0], row[1], row[2], datetime.fromisoformat(row[3])) for row in rows)


def setting(connection: sqlite3.Connection, key: str) -> str | None:
    """Return a setting, or None."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
