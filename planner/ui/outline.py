"""Looking about in a plan's tree: what lies below a node, beside its section, and under a place of the source."""

from planner.core.draft import Fault
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind


def below(snapshot: PlanSnapshot, node_id: int) -> tuple[PlanNode, ...]:
    """Return all that is below a node, in plan order."""
    inside = {node_id}
    found = []
    for node in snapshot.nodes:
        if node.parent_id in inside:
            inside.add(node.node_id)
            found.append(node)
    return tuple(found)


def place_beyond(snapshot: PlanSnapshot, node: PlanNode, offset: int) -> tuple[int, int | None] | None:
    """Return parent and elder sibling with which an item goes over the edge of its section into the next or last one.

    None when the item does not stand at that edge, or when there is no section beyond it.
    """
    if node.kind is not NodeKind.ITEM or _beside(snapshot, node, offset) is not None:
        return None
    above = snapshot.by_id.get(node.parent_id) if node.parent_id is not None else None
    while above is not None and above.kind is NodeKind.SECTION:
        section = _beside(snapshot, above, offset)
        if section is not None:
            return _edge_of(snapshot, section, offset) if section.kind is NodeKind.SECTION else None
        above = snapshot.by_id.get(above.parent_id) if above.parent_id is not None else None
    return None


def node_of_fault(snapshot: PlanSnapshot, fault: Fault) -> PlanNode | None:
    """Return the node that a fault belongs to, else the one whose words hold the place of the fault."""
    if fault.node is not None:
        return snapshot.by_id.get(fault.node)
    if fault.start is None:
        return None
    for span in snapshot.spans:
        if span.node is not None and span.start <= fault.start < span.end:
            return snapshot.by_id.get(span.node)
    return None


def _beside(snapshot: PlanSnapshot, node: PlanNode, offset: int) -> PlanNode | None:
    around = snapshot.children[node.parent_id]
    place = around.index(node) + offset
    return around[place] if 0 <= place < len(around) else None


def _edge_of(snapshot: PlanSnapshot, section: PlanNode, offset: int) -> tuple[int, int | None]:
    """Return the place at the near edge of a section, inside the sections that it begins or ends with."""
    inside = snapshot.children.get(section.node_id, ())
    while inside and inside[0 if offset > 0 else -1].kind is NodeKind.SECTION:
        section = inside[0 if offset > 0 else -1]
        inside = snapshot.children.get(section.node_id, ())
    return section.node_id, inside[-1].node_id if inside and offset < 0 else None
