"""Steps on one unit of the register: what it is called, what it is, where it stands, whether it is still there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.unit_kinds import kind_by_form
from planner.core.unit_names import is_group
from planner.core.vocabulary import UnitKind
from planner.services import unit_lookup, views, wording
from planner.services.step import Touched, key, plan_of, unit_of

if TYPE_CHECKING:
    from planner.models import Session, Unit


def add_unit(session: "Session", name: str, kind: UnitKind = UnitKind.UNSORTED) -> Touched:
    """Add a unit at the end of the register; an expression for several (各学校) is a group unless `kind` says else."""
    name = wording.unit_name(name)
    unit_lookup.refuse_known(session, name)
    kind = kind or (UnitKind.GROUP if is_group(name) else kind)
    groups = [name] if kind is UnitKind.GROUP else []
    unit_id = unit_lookup.find_or_add(session, [name], groups=groups)[name]
    unit_of(session, unit_id).kind = kind.value
    return Touched()


def rename_unit(session: "Session", unit_id: int, name: str, *, keep_old: bool = False) -> Touched:
    """Give a unit another name, in every plan at once; what the sources wrote stays as written.

    With `keep_old` the name of before becomes an alias, so that the next import finds the unit under it. A unit without
    a kind that is now called by an expression for several becomes a group.
    """
    unit = unit_of(session, unit_id)
    name = wording.unit_name(name)
    match_key, before, before_key = wording.match_key(name), unit.name, unit.match_key
    if match_key != before_key:
        unit_lookup.refuse_known(session, name, unit_id)
        for spare in _aliases(session, unit_id, match_key, None):
            session.delete(spare)
        session.flush()
    unit.name, unit.match_key = name, match_key
    views.follow_unit(session, before, name)
    if not unit.kind and is_group(name) and _group_with(session, unit_id) is None:
        set_kind(session, unit_id, UnitKind.GROUP)
    if keep_old and match_key != before_key and before != unit.full_name:
        session.add(models.UnitAlias(unit_id=unit_id, name=before, match_key=before_key))
    return Touched(plans_of_unit(session, unit_id))


def set_full_name(session: "Session", unit_id: int, full_name: str) -> Touched:
    """Write down the unit's full name; nothing takes it away."""
    unit = unit_of(session, unit_id)
    full_name = wording.unit_name(full_name, "全称") if full_name.strip() else ""
    if full_name:
        unit_lookup.refuse_known(session, full_name, unit_id)
    unit.full_name = full_name
    return Touched(plans_of_unit(session, unit_id))


def set_kind(session: "Session", unit_id: int, kind: UnitKind) -> Touched:
    """Say what sort of unit it is. Its assignments follow when it becomes a group or is none any more."""
    unit = unit_of(session, unit_id)
    was_group, becomes_group = unit.kind == UnitKind.GROUP, kind is UnitKind.GROUP
    if becomes_group and not was_group:
        _refuse_member(session, unit)
    if was_group and not becomes_group:
        for member in session.exec(
            models.select(models.GroupMember).where(models.GroupMember.group_unit_id == unit_id)
        ):
            session.delete(member)
    unit.kind = kind.value
    if was_group != becomes_group:
        query = models.select(models.Assignment).where(models.Assignment.unit_id == unit_id)
        for assignment in session.exec(query):
            assignment.is_group = int(becomes_group)
    return Touched(plans_of_unit(session, unit_id))


def set_kinds_by_form(session: "Session") -> Touched:
    """Sort the units that have no kind yet by the form of their names; groups and what is sorted stay."""
    plan_ids: set[int] = set()
    for unit in session.exec(models.select(models.Unit).where(models.Unit.kind == "")).all():
        kind = kind_by_form(unit.name)
        if kind not in (UnitKind.GROUP, UnitKind.UNSORTED):
            unit.kind = kind.value
            plan_ids.update(plans_of_unit(session, key(unit.id)))
    return Touched(tuple(sorted(plan_ids)))


def set_persons(
    session: "Session",
    unit_id: int,
    *,
    leader: str | None = None,
    contact: str | None = None,
    phone: str | None = None,
) -> Touched:
    """Write down who answers for the unit (分管领导), who is asked (联络员) and where; None leaves a word as it is."""
    unit = unit_of(session, unit_id)
    unit.leader = unit.leader if leader is None else wording.one_line(leader)
    unit.contact = unit.contact if contact is None else wording.one_line(contact)
    unit.phone = unit.phone if phone is None else wording.one_line(phone)
    return Touched(plans_of_unit(session, unit_id))


def move_unit(session: "Session", unit_id: int, offset: int) -> Touched:
    """Move a unit up or down in the order of print; at an end it stays where it is."""
    unit = unit_of(session, unit_id)
    ordered = _in_order(session)
    place = ordered.index(unit)
    target = min(max(place + offset, 0), len(ordered) - 1)
    ordered.insert(target, ordered.pop(place))
    return _count(ordered)


def put_in_order(session: "Session", unit_ids: list[int]) -> Touched:
    """Let these units come first, in this order; the others follow as they stood."""
    ordered = _in_order(session)
    by_id = {key(unit.id): unit for unit in ordered}
    first = [by_id[unit_id] for unit_id in dict.fromkeys(unit_ids) if unit_id in by_id]
    return _count(first + [unit for unit in ordered if unit not in first])


def retire_unit(session: "Session", unit_id: int, *, is_retired: bool = True) -> Touched:
    """Take a unit out of use, or back into it; what it had to do stays as it is."""
    unit_of(session, unit_id).is_retired = int(is_retired)
    return Touched(plans_of_unit(session, unit_id))


def delete_unit(session: "Session", unit_id: int) -> Touched:
    """Delete a unit that has no part in any plan."""
    unit = unit_of(session, unit_id)
    _refuse_member(session, unit)
    if plans_of_unit(session, unit_id):
        raise StepError(
            f"“{unit.name}”在计划里有任务，不能删除。", "可以停用它，或把它并入另一个单位。", code="UNIT_IN_USE"
        )
    if session.exec(models.select(models.ProgressEntry.id).where(models.ProgressEntry.unit_id == unit_id)).first():
        raise StepError(
            f"“{unit.name}”报送过进展，不能删除。", "可以停用它，或把它并入另一个单位。", code="UNIT_IN_USE"
        )
    for alias in session.exec(models.select(models.UnitAlias).where(models.UnitAlias.unit_id == unit_id)):
        session.delete(alias)
    for member in session.exec(models.select(models.GroupMember).where(models.GroupMember.group_unit_id == unit_id)):
        session.delete(member)
    for refused in session.exec(models.select(models.UnitDifference).where(models.UnitDifference.unit_id == unit_id)):
        session.delete(refused)
    for asked in session.exec(models.select(models.RoundUnit).where(models.RoundUnit.unit_id == unit_id)):
        session.delete(asked)
    session.delete(unit)
    return Touched()


def add_alias(session: "Session", unit_id: int, alias: str, plan_id: int | None = None) -> Touched:
    """Let a unit be found under another name too: everywhere, or in one plan, where it goes before all other names."""
    unit_of(session, unit_id)
    alias = wording.unit_name(alias, "别名")
    match_key = wording.match_key(alias)
    if plan_id is None:
        unit_lookup.refuse_known(session, alias)
    else:
        plan_of(session, plan_id)
        query = models.select(models.UnitAlias).where(
            models.UnitAlias.plan_id == plan_id, models.UnitAlias.match_key == match_key
        )
        if session.exec(query).first() is not None or unit_lookup.known_names(session).get(match_key) == unit_id:
            raise StepError(f"别名“{alias}”在这份计划里已经有了。", "请换一个名称。", code="NAME_TAKEN")
    session.add(models.UnitAlias(unit_id=unit_id, name=alias, match_key=match_key, plan_id=plan_id))
    return Touched()


def remove_alias(session: "Session", unit_id: int, alias: str, plan_id: int | None = None) -> Touched:
    """Take an alias away; what was assigned by it stays with the unit."""
    found = _aliases(session, unit_id, wording.match_key(alias), plan_id)
    if not found:
        raise StepError(f"没有“{alias}”这个别名。", "请在单位名录中查看现有的别名。", code="GONE")
    for row in found:
        session.delete(row)
    return Touched()


def set_aliases(session: "Session", unit_id: int, aliases: Sequence[str]) -> Touched:
    """Let the unit have exactly these aliases in every plan; those of one plan stay."""
    unit_of(session, unit_id)
    wanted = {wording.match_key(name): name for name in (wording.unit_name(alias, "别名") for alias in aliases)}
    query = models.select(models.UnitAlias).where(
        models.UnitAlias.unit_id == unit_id, models.col(models.UnitAlias.plan_id).is_(None)
    )
    for present in session.exec(query).all():
        if wanted.pop(present.match_key, None) is None:
            session.delete(present)
    for alias in wanted.values():
        add_alias(session, unit_id, alias)
    return Touched()


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


def _aliases(session: "Session", unit_id: int, match_key: str, plan_id: int | None) -> "list[models.UnitAlias]":
    query = models.select(models.UnitAlias).where(
        models.UnitAlias.unit_id == unit_id,
        models.UnitAlias.match_key == match_key,
        models.UnitAlias.plan_id == plan_id,
    )
    return list(session.exec(query))


def _refuse_member(session: "Session", unit: "Unit") -> None:
    """Raise when a unit is a member of a group: a group is no member, and nothing goes without the clerk's knowing."""
    group = _group_with(session, key(unit.id))
    if group is not None:
        raise StepError(
            f"“{unit.name}”是群组“{group.name}”的成员。", "请先把它从这个群组里去掉。", code="UNIT_IN_GROUP"
        )


def _group_with(session: "Session", unit_id: int) -> "Unit | None":
    """Return a group that the unit is a member of."""
    query = models.select(models.GroupMember.group_unit_id).where(models.GroupMember.member_unit_id == unit_id)
    group_id = session.exec(query).first()
    return None if group_id is None else unit_of(session, group_id)


def _in_order(session: "Session") -> "list[Unit]":
    query = models.select(models.Unit).order_by(models.col(models.Unit.print_order), models.col(models.Unit.id))
    return list(session.exec(query))


def _count(ordered: "list[Unit]") -> Touched:
    for place, unit in enumerate(ordered, start=1):
        unit.print_order = place
    return Touched()
