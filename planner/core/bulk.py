"""One change of units for many nodes at once: what each would have afterwards, before anything is done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role

Names = tuple[str, ...]


class BulkVerb(StrEnum):
    """What is done; the value is the clerk's word for it."""

    SET = "设为"
    ADD = "添加"
    REPLACE = "替换"
    REMOVE = "去掉"


@dataclass(frozen=True, slots=True)
class BulkChange:
    """Names are canonical. A role of None means both, for what is replaced or taken away; `old` is what is replaced."""

    verb: BulkVerb
    role: Role | None
    names: Names
    old: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything that the change needs has been said."""
        has_old = self.verb is not BulkVerb.REPLACE or (bool(self.old) and self.names != (self.old,))
        return bool(self.names) and has_old and (self.role is not None or not self.fills)

    @property
    def fills(self) -> bool:
        """Whether units come where none were: then items are meant and not the headings above them."""
        return self.verb in (BulkVerb.SET, BulkVerb.ADD)


@dataclass(frozen=True, slots=True)
class UnitsAfter:
    """What a node would have. One that `follows` has it from a node above that is changed too."""

    node: PlanNode
    leads: Names
    partners: Names
    follows: bool = False

    @property
    def is_change(self) -> bool:
        """Whether that is something else than what it has."""
        return (self.leads, self.partners) != units_before(self.node)


def units_before(node: PlanNode) -> tuple[Names, Names]:
    """Return the leads and the partners of a node."""
    return tuple(one.unit.name for one in node.leads), tuple(one.unit.name for one in node.partners)


def targets(plan: PlanSnapshot, chosen: Collection[int], change: BulkChange) -> tuple[PlanNode, ...]:
    """Return the nodes that a change of the `chosen` ones is about, in plan order, with all that is below them.

    Where units come to be, those are the items, and the steps that were chosen themselves.
    """
    wanted = set(chosen)
    found = []
    for node in plan.nodes:
        if node.parent_id in wanted:
            wanted.add(node.node_id)
        if node.node_id in wanted:
            is_meant = node.kind is NodeKind.ITEM or (node.kind is NodeKind.STEP and node.node_id in chosen)
            if is_meant or not change.fills:
                found.append(node)
    return tuple(found)


def planned(nodes: Iterable[PlanNode], change: BulkChange) -> tuple[UnitsAfter, ...]:
    """Return what the nodes that the change is about would have: all of them, or those that have what it takes away."""
    listed = list(nodes)
    ids = {node.node_id for node in listed}
    found = []
    for node in listed:
        before = units_before(node)
        if change.fills or _has(before, change):
            sources = {one.inherited_from for one in node.assignments}
            follows = not change.fills and None not in sources and sources <= ids
            found.append(UnitsAfter(node, *_after(before, change), follows))
    return tuple(found)


def _has(before: tuple[Names, Names], change: BulkChange) -> bool:
    """Tell whether a node has a unit that is to be replaced or taken away."""
    wanted = {change.old} if change.verb is BulkVerb.REPLACE else set(change.names)
    return any(
        not wanted.isdisjoint(names) for role, names in zip(Role, before, strict=True) if _is_meant(role, change)
    )


def _is_meant(role: Role, change: BulkChange) -> bool:
    return change.role in (None, role)


def _after(before: tuple[Names, Names], change: BulkChange) -> tuple[Names, Names]:
    """Return leads and partners afterwards; nobody has both roles by it."""
    leads, partners = before
    names = change.names
    if change.fills:
        own, other = (leads, partners) if change.role is Role.LEAD else (partners, leads)
        own = names if change.verb is BulkVerb.SET else _once((*own, *names))
        other = tuple(name for name in other if name not in own or name not in names)
        return (own, other) if change.role is Role.LEAD else (other, own)
    put = names if change.verb is BulkVerb.REPLACE else ()
    gone = {change.old} if change.verb is BulkVerb.REPLACE else set(names)
    if _is_meant(Role.LEAD, change):
        after = _swapped(leads, gone, put)
        if after != leads:
            partners = tuple(name for name in partners if name not in put)
        leads = after
    if _is_meant(Role.PARTNER, change):
        partners = _swapped(partners, gone, tuple(name for name in put if name not in leads))
    return leads, partners


def _swapped(names: Names, gone: Collection[str], put: Names) -> Names:
    return _once(new for name in names for new in (put if name in gone else (name,)))


def _once(names: Iterable[str]) -> Names:
    return tuple(dict.fromkeys(names))
