"""Whose name is this: finding a unit of the register by whatever it is called, and adding those it lacks.

A name is the unit's short name, an alias, or its full name, compared by `wording.match_key`. What means a unit in one
plan only goes before what holds everywhere.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.core.errors import StepError
from planner.core.vocabulary import UnitKind
from planner.services import wording

if TYPE_CHECKING:
    from planner.models import Session


def known_names(session: "Session", plan_id: int | None = None) -> dict[str, int]:
    """Return the id of the unit for each name as it is compared, as names count in a plan."""
    session.flush()
    read = session.connection().exec_driver_sql
    known: dict[str, int] = {}
    units = read("SELECT id, match_key, full_name FROM units").fetchall()
    for unit_id, _, full_name in units:
        if full_name:
            known[wording.match_key(full_name)] = unit_id
    aliases = read("SELECT plan_id, unit_id, match_key FROM unit_aliases").fetchall()
    known.update((match_key, unit_id) for of_plan, unit_id, match_key in aliases if of_plan is None)
    known.update((match_key, unit_id) for unit_id, match_key, _ in units)
    if plan_id is not None:
        known.update((match_key, unit_id) for of_plan, unit_id, match_key in aliases if of_plan == plan_id)
    return known


def find_or_add(
    session: "Session", names: Iterable[str], plan_id: int | None = None, groups: Iterable[str] = ()
) -> dict[str, int]:
    """Return the id of the unit for each name; add the units that are not there, at the end of the register.

    `groups` are the names among them that stand for several units.
    """
    known = known_names(session, plan_id)
    kinds = dict.fromkeys(groups, UnitKind.GROUP.value)
    connection = session.connection()
    found: dict[str, int] = {}
    added: list[tuple[object, ...]] = []
    seq = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'units'").scalar() or 0
    last = connection.exec_driver_sql("SELECT max(print_order) FROM units").scalar() or 0
    for name in dict.fromkeys(names):
        match_key = wording.match_key(name)
        if match_key not in known:
            known[match_key] = seq + len(added) + 1
            added.append((known[match_key], name, match_key, kinds.get(name, ""), last + len(added) + 1))
        found[name] = known[match_key]
    if added:
        connection.exec_driver_sql(
            "INSERT INTO units (id, name, match_key, kind, print_order) VALUES (?, ?, ?, ?, ?)", added
        )
    return found


def refuse_known(session: "Session", name: str, unit_id: int | None = None) -> None:
    """Raise NAME_TAKEN when another unit than `unit_id` is called so in every plan."""
    holder = known_names(session).get(wording.match_key(name))
    if holder is not None and holder != unit_id:
        taken = session.connection().exec_driver_sql("SELECT name FROM units WHERE id = ?", (holder,)).scalar()
        raise StepError(
            f"名称“{name}”已经属于单位“{taken}”。", "请换一个名称；如果是同一个单位，请把两者合并。", code="NAME_TAKEN"
        )
