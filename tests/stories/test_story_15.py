"""Story 15: new year: I keep units and use last year's assignments as proposals; several plans side by side."""

from planner.ui.dialogs.assigning import AssigningDialog
from tests.stories.following import bring_in, paste

STORY = "story-15"
LAST_YEAR = """青禾县教育局2030年工作要点

一、办好每一所学校
1.改善办学条件。改造乡镇学校食堂，新增学位。（计财股牵头，基教股配合）
2.开好科学课程。小学科学课配齐专任教师。（基教股牵头，县教研室配合）
3.加强师德建设。组织师德集中学习，选树身边榜样。（人事股牵头，党建办配合）
"""
THIS_YEAR = """青禾县教育局2031年工作要点

一、办好每一所学校
1.改善办学条件。继续改造乡镇学校食堂，再增学位，2031年9月底前完成。
2.加强师德建设。组织师德集中学习，评选身边榜样，2031年11月底前完成。
3.建好校园图书馆。新建图书馆两所。
"""


def test_last_years_leads_are_proposed_and_nothing_is_set_by_itself(clerk):
    bring_in(clerk, LAST_YEAR)
    clerk.step(1)
    paste(clerk, THIS_YEAR)
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: clerk.plan.head.years == (2031,))
    assert not any(node.assignments for node in clerk.plan.nodes), "nothing is set by itself"
    clerk.step(2)
    clerk.do("assign")
    dialog = clerk.dialog(AssigningDialog)
    clerk.until(lambda: bool(dialog.grid.candidates) and dialog.grid.candidates[0] is not None)
    first = dialog.grid.candidates[0]
    assert first.names == ("计财股",)
    assert first.is_proposed
    assert "2030年 第1条" in first.note
    clerk.step(3)
    clerk.press("1")
    assert [found.unit.name for found in clerk.node("改善办学条件").leads] == ["计财股"]
    clerk.press("Esc")
    clerk.step(4)
    clerk.do("page_due")
    page = clerk.window.pages.currentWidget()
    clerk.chooses(page.month, "2031年9月")
    assert [(line.plan.plan_id, line.node.title) for line in page.shown_lines()] == [
        (clerk.plan.plan_id, "改善办学条件")
    ]
    clerk.chooses(page.month, "2031年11月")
    assert [line.node.title for line in page.shown_lines()] == ["加强师德建设"]
    clerk.end()
