"""The columns of the tree: numbers and heads are whole at any width."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from planner.core.snapshot import snapshot_of_draft
from planner.ui.itemmodels.plan_tree import Column
from planner.ui.panes.plan_tree import PlanTree
from tests.builders import sample_draft


@pytest.mark.parametrize("width", [380, 560, 900])
@pytest.mark.parametrize("number", ["（十二）", "1.1.10", "一"])
def test_numbers_and_heads_are_whole_in_a_narrow_tree(empty_window, qtbot, width, number):
    tree = PlanTree(empty_window)
    snapshot = snapshot_of_draft(sample_draft())
    first = replace(snapshot.nodes[0], number=number)
    snapshot = replace(snapshot, nodes=(first, *snapshot.nodes[1:]), lead_word="牵头科室", partner_word="责任科室")
    tree.resize(width, 300)
    tree.show()
    tree.show_snapshot(snapshot, None)
    bold = QFont(tree.font())
    bold.setBold(True)
    room = tree.columnWidth(Column.NUMBER) - tree.row_delegate.gutter - 5
    assert room >= QFontMetrics(bold).horizontalAdvance(number)
    for column in (Column.NUMBER, Column.LEADS, Column.PARTNERS, Column.DEADLINE):
        assert tree.columnWidth(column) >= tree.header().sectionSizeHint(column)
    assert tree.columnWidth(Column.TITLE) > 100
    tree.close()
