"""Where there is nothing to show, the window says what to do."""

from PySide6.QtGui import QColor

from planner.core.snapshot import PlanSnapshot
from planner.services import items
from planner.ui.look import current_look


def ink(tree) -> bool:
    """Whether something is written in quiet letters in the middle of the tree."""
    picture = tree.viewport().grab().toImage()
    muted = QColor(current_look().muted)
    middle = range(picture.height() // 2 - 30, picture.height() // 2 + 30)
    return any(picture.pixelColor(x, y) == muted for y in middle for x in range(picture.width()))


def test_a_plan_without_tasks_says_how_to_add_one(window, store):
    tree = window.center.tree
    assert not ink(tree)
    snapshot: PlanSnapshot = window.pages._workspace.snapshot
    for node in snapshot.nodes:
        if node.parent_id is None:
            node_id = node.node_id
            window.pages._workspace.do("删除", lambda session, node_id=node_id: items.delete_node(session, node_id))
    assert window.pages._workspace.snapshot.nodes == ()
    assert ink(tree)
    window.gestures.new_item()
    assert len(window.pages._workspace.snapshot.nodes) == 1
