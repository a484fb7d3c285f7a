"""Nodes on their way through the clipboard: a value of its own, as JSON and as indented text.

What was reported of a node and where it stood in its source stay behind: they belong to the place it was copied from.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.core.deadlines import shown_deadlines
from planner.core.draft import Deadline, LabelledField, Person, Target
from planner.core.labels import numbered
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role

FORMAT = "planner.nodes"
VERSION = 1
INDENT = "　　"


@dataclass(frozen=True, slots=True)
class CopiedUnit:
    """A unit's part in a copied node: the unit by its name in the register, and as the source wrote it."""

    name: str
    as_written: str
    role: Role
    group: bool = False


@dataclass(frozen=True, slots=True)
class CopiedNode:
    """A node of a copy; `depth` counts from 0, a node's children stand right behind it one level deeper."""

    depth: int
    kind: NodeKind
    number: str
    title: str
    body: str = ""
    open_ended: bool = False
    units: tuple[CopiedUnit, ...] = ()
    fields: tuple[LabelledField, ...] = ()
    persons: tuple[Person, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()


def topmost(plan: PlanSnapshot, node_ids: Iterable[int]) -> tuple[int, ...]:
    """Return the ids of those nodes that are below no other of them, in plan order."""
    wanted = set(node_ids)
    covered: set[int] = set()
    found = []
    for node in plan.nodes:
        if node.parent_id in covered:
            covered.add(node.node_id)
        elif node.node_id in wanted:
            covered.add(node.node_id)
            found.append(node.node_id)
    return tuple(found)


def with_below(plan: PlanSnapshot, node_ids: Iterable[int]) -> tuple[PlanNode, ...]:
    """Return nodes with all that is below them, in plan order, each once."""
    inside = set(node_ids)
    found = []
    for node in plan.nodes:
        if node.node_id in inside or node.parent_id in inside:
            inside.add(node.node_id)
            found.append(node)
    return tuple(found)


def copied(plan: PlanSnapshot, node_ids: Iterable[int]) -> tuple[CopiedNode, ...]:
    """Return a copy of nodes with all that is below them."""
    depths: dict[int, int] = {}
    nodes = []
    for node in with_below(plan, node_ids):
        depth = depths[node.node_id] = depths.get(node.parent_id or 0, -1) + 1
        nodes.append(
            CopiedNode(
                depth=depth,
                kind=node.kind,
                number=node.number,
                title=node.title,
                body=node.body,
                open_ended=node.open_ended,
                units=tuple(
                    CopiedUnit(part.unit.name, part.as_written, part.role, part.group)
                    for part in node.assignments
                    if part.inherited_from is None
                ),
                fields=node.fields,
                persons=node.persons,
                deadlines=node.deadlines,
                targets=node.targets,
            )
        )
    return tuple(nodes)


def to_json(nodes: Sequence[CopiedNode]) -> str:
    """Return a copy as JSON."""
    return json.dumps({"format": FORMAT, "version": VERSION, "nodes": [_plain(node) for node in nodes]})


def from_json(text: str) -> tuple[CopiedNode, ...]:
    """Return the copy that a text holds, nothing when it is none that this version can read."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT or data["version"] != VERSION:
            return ()
        nodes = tuple(_node(one) for one in data["nodes"])
    except (ValueError, KeyError, TypeError):
        return ()
    depth = -1
    for node in nodes:
        if not 0 <= node.depth <= depth + 1:
            return ()
        depth = node.depth
    return nodes


def as_text(nodes: Sequence[CopiedNode]) -> str:
    """Return a copy as indented lines: number and title, the text behind it, and who does it until when."""
    lines = []
    for node in nodes:
        room = INDENT * node.depth
        words = numbered(node.number, node.title)
        text = f"{words}。{node.body}" if node.body and words else words or node.body
        lines += [room + line for line in text.split("\n")]
        lines += [f"{room}{INDENT}{line}" for line in _particulars(node)]
    return "\n".join(lines)


def _particulars(node: CopiedNode) -> list[str]:
    words = [f"{field.label}：{field.text}" for field in node.fields if field.text]
    parts = []
    for role, label in ((Role.LEAD, "牵头单位"), (Role.PARTNER, "配合单位")):
        names = "、".join(unit.name for unit in node.units if unit.role is role)
        parts += [f"{label}：{names}{'等' if role is Role.PARTNER and node.open_ended else ''}"] if names else []
    parts += [f"{person.role}：{person.name}" for person in node.persons]
    days = "、".join(found.text for found in shown_deadlines(node.deadlines))
    parts += [f"完成时限：{days}"] if days else []
    return [*words, *(["；".join(parts)] if parts else [])]


def _plain(node: CopiedNode) -> dict[str, Any]:
    return {
        "depth": node.depth,
        "kind": node.kind,
        "number": node.number,
        "title": node.title,
        "body": node.body,
        "open_ended": node.open_ended,
        "units": [[unit.name, unit.as_written, unit.role, unit.group] for unit in node.units],
        "fields": [[field.label, field.text] for field in node.fields],
        "persons": [[person.role, person.name] for person in node.persons],
        "deadlines": [[one.text, _iso(one.starts_on), _iso(one.ends_on), one.kind] for one in node.deadlines],
        "targets": [[one.text, one.value, one.unit, one.bound] for one in node.targets],
    }


def _node(data: Any) -> CopiedNode:
    return CopiedNode(
        depth=int(data["depth"]),
        kind=NodeKind(data["kind"]),
        number=str(data["number"]),
        title=str(data["title"]),
        body=str(data["body"]),
        open_ended=bool(data["open_ended"]),
        units=tuple(
            CopiedUnit(str(name), str(as_), Role(role), bool(group)) for name, as_, role, group in data["units"]
        ),
        fields=tuple(LabelledField(str(label), str(text)) for label, text in data["fields"]),
        persons=tuple(Person(str(role), str(name)) for role, name in data["persons"]),
        deadlines=tuple(
            Deadline(str(text), _day(start), _day(end), str(kind)) for text, start, end, kind in data["deadlines"]
        ),
        targets=tuple(
            Target(str(text), str(value), str(unit), str(bound)) for text, value, unit, bound in data["targets"]
        ),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
