"""What a review asks the register of units, and what the answers tell it: which names are one unit and which two."""

import sqlite3
from typing import TYPE_CHECKING

from planner.core import unit_names
from planner.core.asking import names_told_apart
from planner.core.draft_edits import RenameUnit
from planner.core.questions import Register
from planner.core.review import Review
from planner.services import likenesses, register, unit_lookup, units, wording

if TYPE_CHECKING:
    from planner.models import Session

_APART = "SELECT name, other_name FROM unit_differences JOIN units ON units.id = unit_id"


def register_of(connection: sqlite3.Connection) -> Register:
    """Return what the questions of a review have to know of the register of units."""
    listed = register.units(connection)
    pairs = [(unit.name, alias) for unit in listed for alias in unit.aliases]
    pairs += connection.execute(_APART).fetchall()
    names = tuple(unit.name for unit in listed)
    known = frozenset((*names, *(alias for unit in listed for alias in unit.aliases)))
    return Register(known, names, frozenset(frozenset(pair) for pair in pairs))


def remember(session: "Session", review: Review) -> None:
    """Let the register know which names the clerk has said to be one unit, and which to be two."""
    called = {
        edit.old: edit.new
        for gesture in review.gestures
        for edit in gesture.edits
        if isinstance(edit, RenameUnit) and not edit.node and gesture.question
    }
    known = unit_lookup.known_names(session)
    for old, new in called.items():
        unit_id = known.get(wording.match_key(new))
        if unit_id is not None and wording.match_key(old) not in known and not unit_names.is_group(old):
            units.add_alias(session, unit_id, old)
    for one, other in names_told_apart(review):
        unit_id = known.get(wording.match_key(one))
        if unit_id is not None:
            likenesses.refuse(session, unit_id, other)
