"""The steps of the journal as a list to go back and forth in."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from planner.core.change import Change
from planner.services.images import as_written

if TYPE_CHECKING:
    from planner.services.store import Store

_STEPS = "SELECT id, name, made_at, author, plan_ids, is_undone FROM journal_steps ORDER BY id DESC LIMIT ?"
_TITLES = "SELECT plans.id, CASE title WHEN '' THEN name ELSE title END FROM plans JOIN sources ON plan_id = plans.id"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step: its place in the journal, its name, when and by whom it was made, and the plans it touched by title."""

    sequence: int
    name: str
    made_at: datetime
    author: str
    plans: tuple[str, ...]
    is_undone: bool


def steps(connection: sqlite3.Connection, limit: int) -> tuple[StepLine, ...]:
    """Return the latest steps, the last one first. A plan that is gone has no title any more."""
    titles = {plan_id: " ".join(title.split()).strip("《》") for plan_id, title in connection.execute(_TITLES)}
    with as_written():
        return tuple(
            StepLine(
                sequence,
                name,
                datetime.fromisoformat(made_at),
                author,
                tuple(titles[plan_id] for plan_id in json.loads(plan_ids) if plan_id in titles),
                bool(is_undone),
            )
            for sequence, name, made_at, author, plan_ids, is_undone in connection.execute(_STEPS, (limit,))
        )


def travel(store: "Store", line: StepLine) -> Change:
    """Take back this step and all after it, or do again all up to it where it is undone; tell it as one change.

    Its sequence says how many steps it were.
    """
    changes: list[Change] = []
    while (change := store.redo() if line.is_undone else store.undo()) is not None:
        changes.append(change)
        if change.sequence >= line.sequence if line.is_undone else change.sequence <= line.sequence:
            break
    plans = dict.fromkeys(plan_id for change in changes for plan_id in change.plan_ids)
    is_wide = any(not change.plan_ids for change in changes)  # of what the plans share, too
    node_id = changes[-1].node_id if changes else None
    return Change(len(changes), line.name, () if is_wide else tuple(plans), node_id, replayed=True)
