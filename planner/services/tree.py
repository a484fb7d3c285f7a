"""The order of the tree: children of one parent count 0, 1, 2 … without gaps, and a kind fits the kind above it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind
from planner.services.step import key, node_of

if TYPE_CHECKING:
    from planner.models import Node, Session


def children(session: "Session", plan_id: int, parent_id: int | None) -> list["Node"]:
    """Return the children of a node, or the top level of the plan, in order."""
    query = models.select(models.Node).where(models.Node.plan_id == plan_id)
    query = query.where(models.col(models.Node.parent_id) == parent_id)
    return list(session.exec(query.order_by(models.col(models.Node.position))))


def siblings(session: "Session", node: "Node") -> list["Node"]:
    """Return the children of the node's parent in order, the node among them."""
    return children(session, node.plan_id, node.parent_id)


def subtree(session: "Session", node: "Node") -> list["Node"]:
    """Return the node and all below it, parents before their children."""
    found = [node]
    level = [key(node.id)]
    while level:
        query = models.select(models.Node).where(models.col(models.Node.parent_id).in_(level))
        below = list(session.exec(query.order_by(models.col(models.Node.position))))
        found += below
        level = [key(child.id) for child in below]
    return found


def renumber(nodes: Sequence["Node"]) -> None:
    """Let the nodes count from 0 in the order given."""
    for position, node in enumerate(nodes):
        node.position = position


def insert_after(nodes: Sequence["Node"], after_id: int | None, new: Sequence["Node"]) -> list["Node"]:
    """Return the siblings with new ones behind the one named, or in front when none is, and count them anew."""
    place = place_behind(nodes, after_id)
    ordered = [*nodes[:place], *new, *nodes[place:]]
    renumber(ordered)
    return ordered


def place_behind(nodes: Sequence["Node"], after_id: int | None) -> int:
    """Return the place behind the sibling named, 0 when none is; raise GONE when it is not among them."""
    if after_id is None:
        return 0
    place = next((at for at, node in enumerate(nodes, start=1) if node.id == after_id), -1)
    if place < 0:
        raise StepError("插入的位置已经变了。", "请重新选择位置再试。", code="GONE")
    return place


def parent_kind(session: "Session", plan_id: int, parent_id: int | None) -> NodeKind | None:
    """Return the kind of the parent, None for the top level; refuse a parent of another plan."""
    if parent_id is None:
        return None
    parent = node_of(session, parent_id)
    if parent.plan_id != plan_id:
        raise StepError("不能放到另一份计划里。", "请在同一份计划里选择位置。", code="OTHER_PLAN")
    return NodeKind(parent.kind)


def fitting_kind(kind: NodeKind, above: NodeKind | None) -> NodeKind:
    """Return what a node becomes under a parent: below an item there are steps, elsewhere a step is an item."""
    if above in (NodeKind.ITEM, NodeKind.STEP):
        if kind is NodeKind.SECTION:
            raise StepError("章节不能放在任务下面。", "请先把它移到别的章节后面。", code="MISPLACED")
        return NodeKind.STEP
    return NodeKind.ITEM if kind is NodeKind.STEP else kind


def refit(session: "Session", nodes: Iterable["Node"]) -> None:
    """Give each node the kind that fits its parent; parents come before their children."""
    for node in nodes:
        node.kind = fitting_kind(NodeKind(node.kind), parent_kind(session, node.plan_id, node.parent_id)).value
