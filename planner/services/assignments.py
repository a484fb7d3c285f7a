"""Steps on the division of labour: which unit leads a node and which join, in order.

Whatever the clerk sets counts as stated. What a section's units gave to the items below it follows the section.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.unit_names import is_group
from planner.core.vocabulary import Role, UnitKind
from planner.services import unit_lookup, wording
from planner.services.step import Touched, node_of, plan_of, unit_of

if TYPE_CHECKING:
    from planner.models import Assignment, Node, Session


def set_units(session: "Session", node_id: int, role: Role, names: Sequence[str]) -> Touched:
    """Let exactly these units, in this order, have the role; one that had the other role changes over.

    A name is a unit's name or alias; what the register lacks is added to it.
    """
    node = node_of(session, node_id)
    wanted = [wording.unit_name(name) for name in names]
    ids = unit_lookup.find_or_add(session, wanted, node.plan_id, filter(is_group, wanted))
    order = list(dict.fromkeys(ids[name] for name in wanted))
    written = {ids[name]: name for name in reversed(wanted)}
    present = _of(session, node_id)
    kept = {found.unit_id: found for found in present if found.role != role and found.unit_id in order}
    kept |= {found.unit_id: found for found in present if found.role == role and found.unit_id in order}
    chosen = []
    for unit_id in order:
        found = kept.get(unit_id)
        if found is None:
            found = models.Assignment(
                node_id=node_id,
                position=0,
                unit_id=unit_id,
                role=role.value,
                as_written=written[unit_id],
                is_group=int(unit_of(session, unit_id).kind == UnitKind.GROUP),
            )
            session.add(found)
        found.role = role.value
        chosen.append(found)
    others = [found for found in present if found.role != role and found.unit_id not in order]
    for found in present:
        if found not in chosen and found not in others:
            session.delete(found)
    _settle([*chosen, *others] if role is Role.LEAD else [*others, *chosen])
    session.flush()
    pass_on(session, node)
    return Touched((node.plan_id,), node_id)


def set_role(session: "Session", node_id: int, unit_id: int, role: Role) -> Touched:
    """Give a unit of the node the other role, at the end of those who have it."""
    node = node_of(session, node_id)
    present = _of(session, node_id)
    moved = [found for found in present if found.unit_id == unit_id]
    if not moved:
        raise StepError("这一项里没有这个单位。", "请先添加这个单位。", code="GONE")
    for spare in moved[1:]:
        session.delete(spare)
    rest = [found for found in present if found not in moved]
    moved[0].role = role.value
    leads = [found for found in rest if found.role == Role.LEAD]
    partners = [found for found in rest if found.role == Role.PARTNER]
    _settle([*leads, moved[0], *partners] if role is Role.LEAD else [*leads, *partners, moved[0]])
    session.flush()
    pass_on(session, node)
    return Touched((node.plan_id,), node_id)


def confirm_roles(session: "Session", plan_id: int) -> Touched:
    """Take the roles that were read by position, in the whole plan, as stated."""
    plan_of(session, plan_id)
    query = models.select(models.Assignment).join(models.Node, models.col(models.Node.id) == models.Assignment.node_id)
    for found in session.exec(query.where(models.Node.plan_id == plan_id, models.Assignment.stated == 0)):
        found.stated = 1
    return Touched((plan_id,))


def confirm_roles_of(session: "Session", node_id: int) -> Touched:
    """Take the roles of one node that were read by position as stated."""
    node = node_of(session, node_id)
    for found in _of(session, node_id):
        found.stated = 1
    return Touched((node.plan_id,), node_id)


def _of(session: "Session", node_id: int) -> list["Assignment"]:
    query = models.select(models.Assignment).where(models.Assignment.node_id == node_id)
    return list(session.exec(query.order_by(models.col(models.Assignment.position))))


def _settle(ordered: Sequence["Assignment"]) -> None:
    """Count the assignments of a node anew; all of them are the clerk's now."""
    for position, found in enumerate(ordered):
        found.position = position
        found.stated = 1
        found.inherited_from = None


def pass_on(session: "Session", node: "Node") -> None:
    """Let the nodes that took their units over from this one have its units of now."""
    query = models.select(models.Assignment.node_id).where(models.Assignment.inherited_from == node.id).distinct()
    present = _of(session, node.id) if node.id is not None else []
    for heir in session.exec(query).all():
        own = []
        for found in _of(session, heir):
            if found.inherited_from == node.id:
                session.delete(found)
            else:
                own.append(found)
        for position, found in enumerate(own):
            found.position = position
        for position, found in enumerate(present, start=len(own)):
            taken_over = {"node_id": heir, "position": position, "inherited_from": node.id}
            session.add(models.Assignment(**(found.model_dump(exclude={"id"}) | taken_over)))
