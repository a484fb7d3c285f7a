"""Steps on the register of units, and finding a unit by whatever it is called."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.services import wording
from planner.services.step import Touched, key, unit_of

if TYPE_CHECKING:
    from planner.models import Session


def add_unit(session: "Session", name: str) -> Touched:
    """Add a unit to the register."""
    name = wording.unit_name(name)
    _refuse_known(session, name)
    session.add(models.Unit(name=name, match_key=wording.match_key(name)))
    return Touched()


def rename_unit(session: "Session", unit_id: int, name: str) -> Touched:
    """Give a unit another name, in every plan at once; what the sources wrote stays as written."""
    unit = unit_of(session, unit_id)
    name = wording.unit_name(name)
    if wording.match_key(name) != unit.match_key:
        _refuse_known(session, name)
    unit.name, unit.match_key = name, wording.match_key(name)
    return Touched(plans_of_unit(session, unit_id))


def add_alias(session: "Session", unit_id: int, alias: str) -> Touched:
    """Let a unit be found under another name too."""
    unit_of(session, unit_id)
    alias = wording.unit_name(alias, "别名")
    _refuse_known(session, alias)
    session.add(models.UnitAlias(unit_id=unit_id, name=alias, match_key=wording.match_key(alias)))
    return Touched()


def find_or_add(session: "Session", names: Iterable[str]) -> dict[str, int]:
    """Return the id of the unit for each name, as a unit's name or alias; add the units that are not there."""
    found: dict[str, int] = {}
    known: dict[str, int] = {}
    for unit_id, match_key in session.exec(models.select(models.UnitAlias.unit_id, models.UnitAlias.match_key)):
        known[match_key] = unit_id
    for row_id, match_key in session.exec(models.select(models.Unit.id, models.Unit.match_key)):
        known[match_key] = key(row_id)
    for name in names:
        if name in found:
            continue
        match_key = wording.match_key(name)
        if match_key not in known:
            unit = models.Unit(name=name, match_key=match_key)
            session.add(unit)
            session.flush()
            known[match_key] = key(unit.id)
        found[name] = known[match_key]
    return found


def plans_of_unit(session: "Session", unit_id: int) -> tuple[int, ...]:
    """Return the plans in which a unit has a part."""
    query = (
        models.select(models.Node.plan_id)
        .join(models.Assignment, models.col(models.Assignment.node_id) == models.Node.id)
        .where(models.Assignment.unit_id == unit_id)
        .distinct()
        .order_by(models.col(models.Node.plan_id))
    )
    return tuple(session.exec(query))


def _refuse_known(session: "Session", name: str) -> None:
    match_key = wording.match_key(name)
    taken = session.exec(models.select(models.Unit.name).where(models.Unit.match_key == match_key)).first()
    if taken is None:
        taken = session.exec(
            models.select(models.Unit.name)
            .join(models.UnitAlias, models.col(models.UnitAlias.unit_id) == models.Unit.id)
            .where(models.UnitAlias.match_key == match_key)
        ).first()
    if taken is not None:
        raise StepError(f"名称“{name}”已经属于单位“{taken}”。", "请换一个名称，或直接使用这个单位。", code="NAME_TAKEN")
