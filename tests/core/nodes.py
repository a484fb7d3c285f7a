"""Small plans made by hand, for the rules that read a snapshot."""

from datetime import date

from planner.core.draft import Deadline, Head, Source
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import NodeKind, Origin, Role, UnitKind


def unit(unit_id: int, name: str, *, group: bool = False, order: int | None = None) -> UnitRef:
    """Return a unit of the register."""
    kind = UnitKind.GROUP if group else UnitKind.OFFICE
    return UnitRef(unit_id, name, kind=kind, order=unit_id if order is None else order)


def part(found: UnitRef, role: Role = Role.LEAD, *, inherited_from: int | None = None) -> Assignment:
    """Return a unit's part in a node."""
    return Assignment(found, found.name, role, group=found.is_group, inherited_from=inherited_from)


def due(day: date | None, text: str = "如期", kind: str = "day", starts_on: date | None = None) -> Deadline:
    """Return a deadline that ends on a day."""
    return Deadline(text, starts_on, day, kind)


def said(
    day: date, status: Status | None = None, percent: int | None = None, text: str = "", **more: object
) -> ProgressEntry:
    """Return an entry of that day."""
    return ProgressEntry(more.pop("entry_id", 1), day, status, percent, text, **more)  # type: ignore[arg-type]


def node(node_id: int, kind: NodeKind = NodeKind.ITEM, parent: int | None = None, **more: object) -> PlanNode:
    """Return a node without anything but what is given."""
    words = {"number": f"{node_id}.", "title": f"任务{node_id}", **more}
    return PlanNode(node_id, parent, kind, Origin.TEXT, 1 if parent is None else 2, **words)  # type: ignore[arg-type]


def plan(*nodes: PlanNode, groups: tuple[tuple[int, tuple[UnitRef, ...]], ...] = ()) -> PlanSnapshot:
    """Return a plan of these nodes, in this order."""
    source = Source("计划.txt", "txt", "0" * 64, "")
    return PlanSnapshot(1, source, Head(title="青禾县计划", years=(2031,)), nodes=nodes, groups=groups)
