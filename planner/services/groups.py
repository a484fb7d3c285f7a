"""Steps on groups: which units 各科室站 or 各县区教育局 stands for, fixed once per plan or for all plans.

A group is a unit of the register whose kind is GROUP; its members are units that are none.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.vocabulary import UnitKind
from planner.services import unit_lookup, units, wording
from planner.services.step import Touched, plan_of, unit_of

if TYPE_CHECKING:
    from planner.models import Session


def set_members(session: "Session", group_id: int, names: Sequence[str], plan_id: int | None = None) -> Touched:
    """Let a group stand for exactly these units, in this order, in one plan or in every plan without a list of its own.

    What the register lacks is added to it. Without names a plan's list is given up. A unit becomes a group by this.
    """
    group = unit_of(session, group_id)
    if plan_id is not None:
        plan_of(session, plan_id)
    wanted = [wording.unit_name(name) for name in names]
    found = unit_lookup.find_or_add(session, wanted, plan_id)
    member_ids = list(dict.fromkeys(found[name] for name in wanted))
    for member_id in member_ids:
        member = unit_of(session, member_id)
        if member_id == group_id or member.kind == UnitKind.GROUP:
            raise StepError(
                f"“{member.name}”本身是群组，不能作为成员。", "请逐个写明其中的单位。", code="GROUP_IN_GROUP"
            )
    if member_ids and group.kind != UnitKind.GROUP:
        units.set_kind(session, group_id, UnitKind.GROUP)
    query = models.select(models.GroupMember).where(
        models.GroupMember.group_unit_id == group_id, models.GroupMember.plan_id == plan_id
    )
    present = {row.member_unit_id: row for row in session.exec(query)}
    for member_id, row in present.items():
        if member_id not in member_ids:
            session.delete(row)
    for position, member_id in enumerate(member_ids):
        kept = present.get(member_id)
        if kept is not None:
            kept.position = position
        else:
            session.add(
                models.GroupMember(group_unit_id=group_id, plan_id=plan_id, member_unit_id=member_id, position=position)
            )
    return Touched((plan_id,) if plan_id is not None else units.plans_of_unit(session, group_id))
