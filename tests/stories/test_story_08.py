"""Story 8: the draft became the final text: what changed in the division?"""

from planner.core.progress import Status
from planner.ui.dialogs.again import AgainDialog
from planner.ui.dialogs.review import ReviewDialog
from tests.stories.following import bring_in, open_print, save, words_of

STORY = "story-08"
DRAFT = """青禾县教育局2031年工作要点（征求意见稿）

一、办好每一所学校
1.改善办学条件。改造乡镇学校食堂4所，2031年9月底前完成。（计财股牵头，基教股配合）
2.开好科学课程。小学科学课配齐专任教师。（基教股牵头，县教研室配合）
3.规范校外培训。开展寒暑假专项检查。（法规股牵头，基教股配合）
4.加强师德建设。选树身边榜样20名。（人事股牵头，党建办配合）
"""
FINAL = """青禾县教育局2031年工作要点

一、办好每一所学校
1.改善办学条件。改造乡镇学校食堂4所，2031年11月底前完成。（计财股牵头，基教股配合）
2.开好科学课程。小学科学课配齐专任教师。（人事股牵头，县教研室配合）
3.加强师德建设。选树身边榜样20名。（人事股牵头，党建办配合）
"""


def test_the_final_text_keeps_what_was_done_and_tells_what_changed(clerk, tmp_path):
    bring_in(clerk, DRAFT)
    tree = clerk.window.center.tree
    clerk.click(tree.viewport(), tree.visualRect(tree.plan_model.index_of(clerk.node("加强师德建设").node_id)))
    clerk.do("status")
    clerk.press("3")
    assert clerk.node("加强师德建设").entries[-1].status is Status.DONE
    clerk.step(1)
    clerk.copies(FINAL)
    clerk.do("paste")
    again = clerk.dialog(AgainDialog)
    clerk.step(2)
    assert "作为新版本" in again.buttons[0].text()
    clerk.press("1")
    clerk.dialog(ReviewDialog)
    clerk.step(3)
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: len(clerk.plan.items) == 3)
    assert clerk.node("加强师德建设").entries[-1].status is Status.DONE
    clerk.step(4)
    dialog = open_print(clerk, "Ctrl+8")
    assert dialog.report.title == "版本对照表"
    clerk.step(5)
    path = tmp_path / "changes.pdf"
    save(clerk, dialog, "Ctrl+S", path)
    clerk.end()
    words = words_of(path)
    assert "9月底前" in words
    assert "11月底前" in words
    assert "基教股" in words
    assert "规范校外培训" in words
    dialog.options.field("only").choose("content")
    clerk.until(lambda: dialog.is_current)
    content = tmp_path / "content.pdf"
    save(clerk, dialog, "Ctrl+S", content)
    assert "选树身边榜样" not in words_of(content)
    clerk.press("Esc")
