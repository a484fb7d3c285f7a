"""Reviews that are not agreed to yet: kept at each gesture, so that whatever happens nothing of them is lost.

Keeping is no step of the clerk: like a setting it goes beside the journal. That a review goes, because its plan is
stored or because it is thrown away, is a step, and undo brings it back as it was.
"""

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from planner import models
from planner.core.draft import DraftPlan
from planner.core.errors import StepError
from planner.services import plans, versions
from planner.services.records import KeptReview, ReviewRecord
from planner.services.step import Touched

if TYPE_CHECKING:
    from planner.models import Session

_LIST = "SELECT id, title, open_count, updated_at FROM reviews ORDER BY id"
_ONE = "SELECT id, title, sha256, source, options, edits, open_count FROM reviews WHERE id = ?"
_ADD = """
INSERT INTO reviews (title, sha256, source, options, edits, open_count, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE reviews SET title = ?, sha256 = ?, source = ?, options = ?, edits = ?, open_count = ?, updated_at = ?
WHERE id = ?
"""
_CHANGE_EDITS = "UPDATE reviews SET title = ?, edits = ?, open_count = ?, updated_at = ? WHERE id = ?"


def listed(connection: sqlite3.Connection) -> tuple[ReviewRecord, ...]:
    """Return the reviews that wait, the oldest first."""
    return tuple(
        ReviewRecord(row[0], row[1], row[2], datetime.fromisoformat(row[3])) for row in connection.execute(_LIST)
    )


def kept(connection: sqlite3.Connection, review_id: int) -> KeptReview:
    """Return a review as it was kept last; raise GONE when it is not there."""
    row = connection.execute(_ONE, (review_id,)).fetchone()
    if row is None:
        raise _gone()
    return KeptReview(*row)


def keep(connection: sqlite3.Connection, review: KeptReview, *, only_edits: bool = False) -> int:
    """Write a review down, inside the caller's transaction, and return its id; 0 as id makes a new one."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    if not review.review_id:
        values = (review.title, review.sha256, review.source, review.options, review.edits, review.open_count, now)
        return int(connection.execute(_ADD, values).lastrowid or 0)
    if only_edits:
        changed = connection.execute(
            _CHANGE_EDITS, (review.title, review.edits, review.open_count, now, review.review_id)
        )
    else:
        values = (review.title, review.sha256, review.source, review.options, review.edits, review.open_count, now)
        changed = connection.execute(_CHANGE, (*values, review.review_id))
    if changed.rowcount != 1:
        raise _gone()
    return review.review_id


def discard(session: "Session", review_id: int) -> Touched:
    """Throw a review away."""
    found = session.get(models.Review, review_id)
    if found is None:
        raise _gone()
    session.delete(found)
    return Touched()


def agree(session: "Session", draft: DraftPlan, review_id: int | None, earlier_id: int | None = None) -> Touched:
    """Store the plan of a review, as the next version of another if that is given; the review goes."""
    touched = plans.add_plan(session, draft)
    if earlier_id is not None:
        versions.link(session, touched.plan_ids[0], earlier_id)
    if review_id is not None:
        discard(session, review_id)
    return touched


def _gone() -> StepError:
    return StepError("这份待核对的计划已经不在了。", "请重新打开计划文件。", code="GONE")
