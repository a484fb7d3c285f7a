"""Reviews that are not agreed to yet: kept at each gesture, so that whatever happens nothing of them is lost.

Keeping is no step of the clerk: like a setting it goes beside the journal. That a review goes, because its plan is
stored or because it is thrown away, is a step, and undo brings it back as it was.
"""

import json
import sqlite3
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.draft import DraftPlan, Source
from planner.core.errors import StepError
from planner.core.review import Review, from_json, to_json
from planner.importing.options import ImportOptions
from planner.services import plans, review_names, scopes, succession, versions
from planner.services.records import KeptReview
from planner.services.step import Touched

if TYPE_CHECKING:
    from planner.models import Session

_ONE = "SELECT id, title, sha256, source, options, edits, open_count FROM reviews WHERE id = ?"
_ADD = """
INSERT INTO reviews (title, sha256, source, options, edits, open_count, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE reviews SET title = ?, sha256 = ?, source = ?, options = ?, edits = ?, open_count = ?, updated_at = ?
WHERE id = ?
"""
_CHANGE_EDITS = "UPDATE reviews SET title = ?, edits = ?, open_count = ?, updated_at = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A review on the desk: its source with its tables, how it is read, and the plan it is a new version of, if any."""

    source: Source
    review: Review
    options: ImportOptions = field(default_factory=ImportOptions)
    earlier_id: int | None = None
    review_id: int = 0


def begin(source: Source, options: ImportOptions | None = None) -> OpenReview:
    """Read a source for a review. Takes as long as parsing; needs no store."""
    from planner.importing import parse

    how = options or ImportOptions()
    return OpenReview(source, Review(parse(source, how)), how)


def take_up(found: KeptReview) -> OpenReview:
    """Return a review as it was left. The source is read anew, with what the program knows today."""
    from planner.importing import parse
    from planner.importing.wire import from_json as source_from_json

    source = source_from_json(found.source)
    words = json.loads(found.options)
    known = {one.name for one in fields(ImportOptions)}
    kept_options: dict[str, Any] = {name: _tuples(value) for name, value in words.items() if name in known}
    options = ImportOptions(**kept_options)
    review = from_json(found.edits, parse(source, options))
    return OpenReview(source, review, options, words.get("earlier_id"), found.review_id)


def written(on_desk: OpenReview, open_count: int, *, whole: bool = True) -> KeptReview:
    """Return a review as it is kept; without its source, which is long, unless it is wanted whole."""
    from planner.importing.wire import to_json as source_to_json

    draft = on_desk.review.draft
    words = {found.name: getattr(on_desk.options, found.name) for found in fields(ImportOptions)}
    return KeptReview(
        on_desk.review_id,
        draft.head.title or draft.source.name,
        draft.source.sha256,
        source_to_json(on_desk.source) if whole else "",
        json.dumps({**words, "earlier_id": on_desk.earlier_id}, ensure_ascii=False),
        to_json(on_desk.review),
        open_count,
    )


def _tuples(value: object) -> object:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def of_source(connection: sqlite3.Connection, sha256: str) -> int | None:
    """Return the id of the latest review of a source, or None."""
    row = connection.execute("SELECT max(id) FROM reviews WHERE sha256 = ?", (sha256,)).fetchone()
    return row[0] if row else None


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


def agree(
    session: "Session",
    draft: DraftPlan,
    review_id: int | None,
    earlier_id: int | None = None,
    review: Review | None = None,
) -> Touched:
    """Store the plan of a review, as the next version of another if that is given; the review goes.

    What the clerk has said of names in `review` goes into the register; what was reported of the earlier version's
    items is carried over.
    """
    touched = plans.add_plan(session, draft, earlier_id)
    if review is not None:
        review_names.remember(session, review)
    if earlier_id is not None:
        latest = versions.latest_of(session, earlier_id)
        versions.link(session, touched.plan_ids[0], latest)
        scopes.carry_over(session, latest, touched.plan_ids[0])
        succession.carry_over(session, latest, touched.plan_ids[0], draft)
    if review_id is not None:
        discard(session, review_id)
    return touched


def _gone() -> StepError:
    return StepError("这份待核对的计划已经不在了。", "请重新打开计划文件。", code="GONE")
