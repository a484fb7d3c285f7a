"""Steps that put copied nodes into a plan: from the clipboard, as duplicates, or cut out of another plan."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.copied import CopiedNode
from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind, Origin
from planner.services import items, tree, unit_lookup, wording
from planner.services.outlines import Outline
from planner.services.step import Touched, plan_of

if TYPE_CHECKING:
    from planner.models import Session

UNTITLED = "（无标题）"
_REPORTED = ("ProgressEntry", "DutyTick")
# Who stands above, its kind, and how many it has below it so far.
_Level = tuple[int | None, NodeKind | None, list[int]]


def paste(
    session: "Session", plan_id: int, parent_id: int | None, after_id: int | None, nodes: Sequence[CopiedNode]
) -> tuple[int, ...]:
    """Put a copy behind the sibling `after_id` under `parent_id`, first there when that is None; return the new ids.

    The numbers of the source stay behind: they are those of another place. The kinds follow the place.
    """
    plan_of(session, plan_id)
    above = tree.parent_kind(session, plan_id, parent_id)
    around = tree.children(session, plan_id, parent_id)
    place = tree.place_behind(around, after_id)
    tops = sum(node.depth == 0 for node in nodes)
    for position, behind in enumerate(around[place:], start=place + tops):
        behind.position = position
    first = _last_id(session) + 1
    rows = _rows(plan_id, (parent_id, above, [place]), nodes, first)
    if rows:
        columns = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        session.connection().exec_driver_sql(
            f"INSERT INTO nodes ({columns}) VALUES ({marks})", [tuple(row.values()) for row in rows]
        )
    _hang(session, plan_id, nodes, first)
    return tuple(range(first, first + len(nodes)))


def carry_over(session: "Session", node_ids: Sequence[int], from_id: int, to_ids: Sequence[int]) -> Touched:
    """Give what was reported of nodes to their copies, in plan order, and delete the nodes: cut here, pasted there."""
    outline = Outline(session, from_id)
    tops = outline.topmost(node_ids)
    gone = [one for top in tops for one in _depth_first(outline, top)]
    if len(gone) != len(to_ids):
        raise StepError("剪切以后，这些任务又有增减，没有移动。", "请重新剪切，再粘贴。", code="CUT_CHANGED")
    for name in _REPORTED:
        model: Any = getattr(models, name)
        for old, new in zip(gone, to_ids, strict=True):
            for row in session.exec(models.select(model).where(model.node_id == old)):
                row.node_id = new
    outline.take_out(tops)
    outline.write(session)
    items.remove(session, from_id, gone)
    return Touched((from_id,))


def _depth_first(outline: Outline, node_id: int) -> list[int]:
    found, waiting = [], [node_id]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(reversed(outline.below.get(one, ())))
    return found


def _last_id(session: "Session") -> int:
    session.flush()
    found = session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'nodes'").scalar()
    return int(found or 0)


def _rows(plan_id: int, start: _Level, nodes: Sequence[CopiedNode], first: int) -> list[dict[str, object]]:
    """Return the rows of the nodes; those at the top count on from `start`, children from 0 under their parents."""
    rows: list[dict[str, object]] = []
    path = [start]
    for node_id, node in enumerate(nodes, start=first):
        del path[node.depth + 1 :]
        parent, kind_above, count = path[node.depth]
        kind = tree.fitting_kind(node.kind, kind_above)
        title = wording.one_line(node.title)
        body = wording.typed(node.body).strip()
        rows.append(
            {
                "id": node_id,
                "plan_id": plan_id,
                "parent_id": parent,
                "position": count[0],
                "kind": kind.value,
                "origin": Origin.TEXT.value,
                "number": "",
                "title": title or ("" if body else UNTITLED),
                "body": body,
                "open_ended": int(node.open_ended),
            }
        )
        count[0] += 1
        path.append((node_id, kind, [0]))
    return rows


def _hang(session: "Session", plan_id: int, nodes: Sequence[CopiedNode], first: int) -> None:
    """Add the units, fields, persons, deadlines and targets of the nodes."""
    names = [unit.name for node in nodes for unit in node.units]
    groups = [unit.name for node in nodes for unit in node.units if unit.group]
    ids = unit_lookup.find_or_add(session, names, plan_id, groups)
    for node_id, node in enumerate(nodes, start=first):
        parts = {(ids[unit.name], unit.role): unit for unit in reversed(node.units)}
        for position, ((unit_id, role), unit) in enumerate(reversed(parts.items())):
            session.add(
                models.Assignment(
                    node_id=node_id,
                    position=position,
                    unit_id=unit_id,
                    role=role.value,
                    as_written=unit.as_written,
                    is_group=int(unit.group),
                )
            )
        for position, field in enumerate(node.fields):
            session.add(models.LabelledField(node_id=node_id, position=position, label=field.label, text=field.text))
        for position, person in enumerate(node.persons):
            session.add(models.Person(node_id=node_id, position=position, role=person.role, name=person.name))
        for position, found in enumerate(node.deadlines):
            session.add(
                models.Deadline(
                    node_id=node_id,
                    position=position,
                    text=found.text,
                    starts_on=_iso(found.starts_on),
                    ends_on=_iso(found.ends_on),
                    kind=found.kind,
                )
            )
        for position, target in enumerate(node.targets):
            session.add(
                models.Target(
                    node_id=node_id,
                    position=position,
                    text=target.text,
                    value=target.value,
                    unit=target.unit,
                    bound=target.bound,
                )
            )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
