"""The tree of a draft: nodes in plan order, depth first. What is moved keeps the order of the source."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.core.draft import DraftNode, DraftPlan
from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind, Origin


def place_of(draft: DraftPlan, node_id: int) -> int:
    """Return where a node stands in plan order; raise GONE when it is not there."""
    for place, node in enumerate(draft.nodes):
        if node.node_id == node_id:
            return place
    raise StepError("这一项已经不在了。", "请在目录树中重新选择。", code="GONE")


def node_of(draft: DraftPlan, node_id: int) -> DraftNode:
    """Return a node; raise GONE when it is not there."""
    return draft.nodes[place_of(draft, node_id)]


def subtree_end(nodes: Sequence[DraftNode], place: int) -> int:
    """Return the place behind the last node below the one at `place`."""
    inside = {nodes[place].node_id}
    end = place + 1
    while end < len(nodes) and nodes[end].parent_id in inside:
        inside.add(nodes[end].node_id)
        end += 1
    return end


def with_node(draft: DraftPlan, changed: DraftNode) -> DraftPlan:
    """Return the draft with one node in place of the one of the same id."""
    nodes = tuple(changed if node.node_id == changed.node_id else node for node in draft.nodes)
    return replace(draft, nodes=nodes)


def settled_tree(draft: DraftPlan, nodes: Iterable[DraftNode]) -> DraftPlan:
    """Return the draft with these nodes: kinds fit what they stand under, levels and running numbers are right."""
    out: list[DraftNode] = []
    above: dict[int, DraftNode] = {}
    counted: dict[tuple[NodeKind, Origin], int] = {}
    for node in nodes:
        parent = above.get(node.parent_id) if node.parent_id is not None else None
        kind = node.kind
        if parent is not None and parent.kind is not NodeKind.SECTION:
            kind = NodeKind.STEP
        elif kind is NodeKind.STEP:
            kind = NodeKind.ITEM
        ordinal = counted[kind, node.origin] = counted.get((kind, node.origin), 0) + 1
        level = 1 if parent is None else parent.level + 1
        same = (kind, level, ordinal) == (node.kind, node.level, node.ordinal)
        above[node.node_id] = node if same else replace(node, kind=kind, level=level, ordinal=ordinal)
        out.append(above[node.node_id])
    tables = tuple(
        table
        if all(row in above for row in table.rows)
        else replace(table, rows=tuple(r for r in table.rows if r in above))
        for table in draft.tables
    )
    return replace(draft, nodes=tuple(out), tables=tables)


def with_kind(draft: DraftPlan, node_id: int, kind: NodeKind) -> DraftPlan:
    """Return the draft with a node made a section, an item or a step."""
    node = node_of(draft, node_id)
    if kind is node.kind:
        return draft
    if kind is NodeKind.STEP:
        return indented(draft, node_id)
    if node.kind is NodeKind.STEP:
        while node.kind is NodeKind.STEP:
            draft = outdented(draft, node_id)
            node = node_of(draft, node_id)
        return with_kind(draft, node_id, kind)
    nodes = [replace(found, kind=kind) if found.node_id == node_id else found for found in draft.nodes]
    return settled_tree(draft, nodes)


def indented(draft: DraftPlan, node_id: int) -> DraftPlan:
    """Return the draft with a node below the sibling before it."""
    place = place_of(draft, node_id)
    node = draft.nodes[place]
    before = [found for found in draft.nodes[:place] if found.parent_id == node.parent_id]
    if not before:
        raise StepError("前面没有同级的条目，不能再降一级。", "请先选下面的一条。", code="AT_END")
    if node.kind is NodeKind.SECTION and before[-1].kind is not NodeKind.SECTION:
        raise StepError("部分不能放在任务下面。", "请先把它改为任务。", code="MISPLACED")
    nodes = list(draft.nodes)
    nodes[place] = replace(node, parent_id=before[-1].node_id)
    return settled_tree(draft, nodes)


def outdented(draft: DraftPlan, node_id: int) -> DraftPlan:
    """Return the draft with a node beside its parent; what follows it there goes with it, unless it is an item."""
    place = place_of(draft, node_id)
    node = draft.nodes[place]
    if node.parent_id is None:
        raise StepError("已经是最高一级了。", "不用再做什么。", code="AT_END")
    parent_place = place_of(draft, node.parent_id)
    nodes, end = list(draft.nodes), subtree_end(draft.nodes, place)
    nodes[place] = replace(node, parent_id=draft.nodes[parent_place].parent_id)
    parent_end = subtree_end(draft.nodes, parent_place)
    if node.kind is NodeKind.ITEM:
        moved = nodes[place:end]
        nodes[place:parent_end] = nodes[end:parent_end] + moved
    else:
        for at in range(end, parent_end):
            if nodes[at].parent_id == node.parent_id:
                nodes[at] = replace(nodes[at], parent_id=node_id)
    return settled_tree(draft, nodes)
