"""Steps on the persons named for a node: 牵头领导, 责任人, or whatever role word the plan uses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.services import wording
from planner.services.step import Touched, node_of

if TYPE_CHECKING:
    from planner.models import Session


def set_persons(session: "Session", node_id: int, role: str, names: Sequence[str]) -> Touched:
    """Let exactly these persons, in this order, have the role; a role that is new comes last."""
    node = node_of(session, node_id)
    role = wording.needed_line(role, "称谓")
    wanted = list(dict.fromkeys(name for name in map(wording.one_line, names) if name))
    query = models.select(models.Person).where(models.Person.node_id == node_id)
    present = list(session.exec(query.order_by(models.col(models.Person.position))))
    known = {found.name: found for found in reversed(present) if found.role == role}
    place = next((place for place, found in enumerate(present) if found.role == role), len(present))
    before = [found for found in present[:place] if found.role != role]
    behind = [found for found in present[place:] if found.role != role]
    chosen = [known.get(name) or models.Person(node_id=node_id, position=0, role=role, name=name) for name in wanted]
    for found in present:
        if found.role == role and found not in chosen:
            session.delete(found)
    for position, found in enumerate((*before, *chosen, *behind)):
        found.position = position
        session.add(found)
    return Touched((node.plan_id,), node_id)
