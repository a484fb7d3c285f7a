"""The targets of items and steps, read from all their words."""

from collections.abc import Iterable
from dataclasses import replace

from planner.core.draft import DraftNode
from planner.core.targets import find_targets
from planner.core.vocabulary import NodeKind


def with_targets(nodes: Iterable[DraftNode]) -> tuple[DraftNode, ...]:
    """Return the nodes, items and steps with the targets that their title, body and fields name."""
    return tuple(_with_targets(node) for node in nodes)


def _with_targets(node: DraftNode) -> DraftNode:
    if node.kind is NodeKind.SECTION:
        return node
    words = "\n".join((node.title, node.body, *(field.text for field in node.fields)))
    found = tuple(dict.fromkeys(target for _, _, target in find_targets(words)))
    return replace(node, targets=found) if found else node
