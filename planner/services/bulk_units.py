"""One change of units for many nodes in one step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.core.bulk import UnitsAfter
from planner.core.unit_names import is_group
from planner.core.vocabulary import Role, UnitKind
from planner.services import assignments, unit_lookup, wording
from planner.services.step import Touched, key, plan_of

if TYPE_CHECKING:
    from planner.models import Assignment, Session


def change_units(session: "Session", plan_id: int, changes: Sequence[UnitsAfter]) -> Touched:
    """Let each node have the units it would have; who had one already keeps the wording of the source.

    Nodes that follow one above them are brought along by it.
    """
    plan_of(session, plan_id)
    written = [change for change in changes if change.is_change and not change.follows]
    unit_ids = _unit_ids(session, plan_id, written)
    groups = set(session.exec(models.select(models.Unit.id).where(models.Unit.kind == UnitKind.GROUP.value)))
    present = _assignments(session, plan_id)
    for change in written:
        _write(session, change, present.get(change.node.node_id, []), unit_ids, groups)
    session.flush()
    _pass_on(session, [change.node.node_id for change in written])
    return Touched((plan_id,))


def _unit_ids(session: "Session", plan_id: int, changes: Sequence[UnitsAfter]) -> dict[str, int]:
    """Return the id for each name: of the unit called so, else of the one meant by it, else of a new one."""
    names = dict.fromkeys(name for change in changes for name in (*change.leads, *change.partners))
    known = {name: key(unit_id) for unit_id, name in session.exec(models.select(models.Unit.id, models.Unit.name))}
    lacking = {name: wording.unit_name(name) for name in names if name not in known}
    found = unit_lookup.find_or_add(session, lacking.values(), plan_id, filter(is_group, lacking.values()))
    return known | {name: found[word] for name, word in lacking.items()}


def _assignments(session: "Session", plan_id: int) -> "dict[int, list[Assignment]]":
    query = models.select(models.Assignment).join(models.Node, models.col(models.Node.id) == models.Assignment.node_id)
    found: dict[int, list[Assignment]] = {}
    for one in session.exec(query.where(models.Node.plan_id == plan_id)):
        found.setdefault(one.node_id, []).append(one)
    return found


def _write(
    session: "Session",
    change: UnitsAfter,
    present: "list[Assignment]",
    unit_ids: dict[str, int],
    groups: set[int | None],
) -> None:
    """Write the units of one node down in order; all of them are the clerk's now."""
    known = {one.unit_id: one for one in reversed(present)}
    ordered: dict[int, tuple[str, Role]] = {}
    for role, names in zip(Role, (change.leads, change.partners), strict=True):
        for name in names:
            ordered.setdefault(unit_ids[name], (name, role))
    for one in present:
        if known.get(one.unit_id) is not one or one.unit_id not in ordered:
            session.delete(one)
    for position, (unit_id, (name, role)) in enumerate(ordered.items()):
        kept = known.get(unit_id)
        if kept is None:
            kept = models.Assignment(
                node_id=change.node.node_id,
                position=position,
                unit_id=unit_id,
                role=role.value,
                as_written=name,
                is_group=int(unit_id in groups),
            )
            session.add(kept)
        kept.position, kept.role, kept.stated, kept.inherited_from = position, role.value, 1, None


def _pass_on(session: "Session", node_ids: list[int]) -> None:
    """Let those that took their units over from one of these nodes have its units of now."""
    query = models.select(models.Assignment.inherited_from).distinct()
    passing = {source for source in session.exec(query) if source is not None}
    for node_id in node_ids:
        if node_id in passing:
            node = session.get(models.Node, node_id)
            if node is not None:
                assignments.pass_on(session, node)
