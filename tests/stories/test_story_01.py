"""Story 1: I paste the plan and get the tree with its units."""

from planner.core.vocabulary import NodeKind
from tests.stories.following import paste

STORY = "story-01"
PLAN = """青禾县教育局2031年工作要点

一、办好每一所学校
1.改善办学条件。年内改造乡镇学校食堂4所，新增学位600个，9月底前完成。（计财股牵头，基教股、安全股配合）
2.开好科学课程。小学科学课配齐专任教师。（基教股牵头，县教研室配合）
二、建设教师队伍
3.加强师德建设。选树身边榜样20名。（人事股牵头，党建办配合）
"""


def test_a_pasted_plan_becomes_a_tree_with_its_units(clerk, window):
    clerk.step(1)
    clerk.copies(PLAN)
    clerk.step(2)
    review = paste(clerk, PLAN)
    clerk.step(3)
    assert review.counts.text() == "3 项，2 个部分"
    clerk.step(4)
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: clerk.plan.head.title == "青禾县教育局2031年工作要点")
    clerk.end()
    kinds = [node.kind for node in clerk.plan.nodes]
    assert (kinds.count(NodeKind.SECTION), kinds.count(NodeKind.ITEM)) == (2, 3)
    first = clerk.node("改善办学条件")
    assert [found.unit.name for found in first.leads] == ["计财股"]
    assert [found.unit.name for found in first.partners] == ["基教股", "安全股"]
    assert clerk.plan.source.text == PLAN
    assert window.windowTitle().startswith("青禾县教育局2031年工作要点")
    clerk.do("undo")
    assert [plan.title for plan in clerk.store.plans()] == ["安澜县教育局2026年工作要点"]
