"""Make one unit of two, everywhere in one step: what the sources wrote stays as written, undo brings both back."""

from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.vocabulary import Role, UnitKind
from planner.services import unit_lookup, units, views, wording
from planner.services.step import Touched, key, unit_of

if TYPE_CHECKING:
    from planner.models import Assignment, GroupMember, Session, Unit

_INHERITED_WORDS = ("full_name", "leader", "contact", "phone")


def merge_units(session: "Session", keep_id: int, gone_id: int) -> Touched:
    """Let the unit `gone_id` be another name of the unit `keep_id`.

    Where both have a part in a node one part stays, and leading goes before joining. Aliases, groups and refused
    likenesses follow; the name that goes becomes an alias. What the unit that stays does not say of itself it takes
    over from the one that goes.
    """
    keep, gone = unit_of(session, keep_id), unit_of(session, gone_id)
    if keep_id == gone_id:
        raise StepError("这是同一个单位，不用合并。", "请选两个不同的单位。", code="SAME_UNIT")
    if (keep.kind == UnitKind.GROUP) != (gone.kind == UnitKind.GROUP):
        group, single = (keep, gone) if keep.kind == UnitKind.GROUP else (gone, keep)
        raise StepError(
            f"“{group.name}”是群组，不能与单位“{single.name}”合并。",
            "如果它不是群组，请先改它的类别；如果只是其中之一，请把它加为成员。",
            code="GROUP_AND_UNIT",
        )
    plan_ids = {*units.plans_of_unit(session, keep_id), *units.plans_of_unit(session, gone_id)}
    _join_parts(session, keep_id, gone_id)
    for entry in session.exec(models.select(models.ProgressEntry).where(models.ProgressEntry.unit_id == gone_id)):
        entry.unit_id = keep_id
    _join_returns(session, keep_id, gone_id)
    plan_ids |= _join_members(session, keep_id, gone_id)
    _join_names(session, keep, gone)
    views.follow_unit(session, gone.name, keep.name)
    for word in _INHERITED_WORDS:
        if not getattr(keep, word) and getattr(gone, word) != keep.name:
            setattr(keep, word, getattr(gone, word))
    keep.kind = keep.kind or gone.kind
    keep.is_retired = min(keep.is_retired, gone.is_retired)
    session.delete(gone)
    return Touched(tuple(sorted(plan_ids)))


def _join_parts(session: "Session", keep_id: int, gone_id: int) -> None:
    part = models.Assignment
    touched = models.select(part.node_id).where(part.unit_id == gone_id)
    query = models.select(part).where(models.col(part.node_id).in_(touched))
    by_node: dict[int, list[Assignment]] = {}
    for found in session.exec(query.order_by(models.col(part.node_id), models.col(part.position))):
        by_node.setdefault(found.node_id, []).append(found)
    for parts in by_node.values():
        of_both = [found for found in parts if found.unit_id in (keep_id, gone_id)]
        if any(found.unit_id == keep_id for found in of_both):
            stays = min(of_both, key=lambda found: (found.role != Role.LEAD, found.inherited_from is not None))
            for spare in of_both:
                if spare is not stays:
                    session.delete(spare)
            left = [found for found in parts if found is stays or found not in of_both]
            for position, found in enumerate(left):
                found.position = position
        for found in of_both:
            found.unit_id = keep_id


def _join_names(session: "Session", keep: "Unit", gone: "Unit") -> None:
    keep_id, gone_id = key(keep.id), key(gone.id)
    for alias in session.exec(models.select(models.UnitAlias).where(models.UnitAlias.unit_id == gone_id)):
        alias.unit_id = keep_id
    names = {gone.match_key: gone.name}
    if keep.full_name and gone.full_name:
        names.setdefault(wording.match_key(gone.full_name), gone.full_name)
    known = unit_lookup.known_names(session)
    for match_key, name in names.items():
        if known.get(match_key) == gone_id:
            session.add(models.UnitAlias(unit_id=keep_id, name=name, match_key=match_key))
    refused = {keep.match_key, gone.match_key}
    query = models.select(models.UnitDifference).where(
        models.col(models.UnitDifference.unit_id).in_([keep_id, gone_id])
    )
    for row in session.exec(query.order_by(models.col(models.UnitDifference.id))):
        if row.other_name in refused:
            session.delete(row)
        else:
            refused.add(row.other_name)
            row.unit_id = keep_id


def _join_returns(session: "Session", keep_id: int, gone_id: int) -> None:
    """Let the unit that stays be asked what the other was; in a round that asked both, its own return counts."""
    row = models.RoundUnit
    own = set(session.exec(models.select(row.round_id).where(row.unit_id == keep_id)))
    for found in session.exec(models.select(row).where(row.unit_id == gone_id)).all():
        if found.round_id in own:
            session.delete(found)
        else:
            found.unit_id = keep_id


def _join_members(session: "Session", keep_id: int, gone_id: int) -> set[int]:
    """Let the lists of groups follow, as groups and as members; return the plans whose own lists changed."""
    row = models.GroupMember
    touched = session.exec(
        models.select(row).where(
            (models.col(row.group_unit_id) == gone_id) | (models.col(row.member_unit_id) == gone_id)
        )
    ).all()
    lists = {(keep_id if found.group_unit_id == gone_id else found.group_unit_id, found.plan_id) for found in touched}
    for found in touched:
        if found.group_unit_id == gone_id:
            found.group_unit_id = keep_id
            found.position += 1_000_000  # behind the members of the group that stays
        if found.member_unit_id == gone_id:
            found.member_unit_id = keep_id
    session.flush()
    for group_id, plan_id in lists:
        query = models.select(row).where(row.group_unit_id == group_id, row.plan_id == plan_id)
        seen: dict[int, GroupMember] = {}
        for found in session.exec(query.order_by(models.col(row.position), models.col(row.id))).all():
            if found.member_unit_id in seen:
                session.delete(found)
            else:
                found.position = len(seen)
                seen[found.member_unit_id] = found
    return {plan_id for _, plan_id in lists if plan_id is not None}
