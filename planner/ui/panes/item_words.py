"""What the sheet of an item says of it in words: where it stands, and where units come from that it does not name."""

from planner.core.labels import numbered
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.ui.wording import KINDS


def inherited_words(snapshot: PlanSnapshot, node: PlanNode) -> str:
    """Return where units come from that a node does not name itself: what it stands in, or its own measures."""
    above: dict[int, NodeKind] = {}
    parent = snapshot.by_id.get(node.parent_id or 0)
    while parent is not None:
        above[parent.node_id] = parent.kind
        parent = snapshot.by_id.get(parent.parent_id or 0)
    givers = {found.inherited_from for found in node.assignments if found.inherited_from is not None}
    kinds = {above.get(giver) for giver in givers}
    words = ((NodeKind.SECTION, "由所在部分统一规定"), (NodeKind.ITEM, "由所在任务统一规定"), (None, "由各项举措归总"))
    return "；".join(said for kind, said in words if kind in kinds)


def place_words(snapshot: PlanSnapshot, node: PlanNode) -> str:
    """Return where the node stands: 第 7 项 · 一、办好家门口的学校. Sections count through text and tables."""
    words = [f"第 {snapshot.ordinals[node.node_id]} 项"]
    if node.kind is NodeKind.SECTION:
        sections = [one.node_id for one in snapshot.nodes if one.kind is NodeKind.SECTION]
        words = [f"第 {sections.index(node.node_id) + 1} 个部分"]
    elif node.kind is NodeKind.STEP:
        words = [f"{KINDS[node.kind]} {snapshot.ordinals[node.node_id]}"]
    above = node.parent_id
    path = []
    while above is not None and above in snapshot.by_id:
        parent = snapshot.by_id[above]
        path.append(numbered(parent.number, parent.title))
        above = parent.parent_id
    return " · ".join(words + path[::-1])
