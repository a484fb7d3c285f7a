"""Story 7: I print the ledger as of a date and know who has not returned."""

from PySide6.QtCore import QDate

from tests.stories.following import bring_in, open_print, save, settled, words_of

STORY = "story-07"
PLAN = """青禾县教育局2031年工作要点

一、办好每一所学校
1.改善办学条件。改造乡镇学校食堂4所，2031年3月底前完成。（计财股牵头，基教股配合）
2.开好科学课程。配齐专任教师，2031年12月底前完成。（基教股牵头，县教研室配合）
3.加强师德建设。选树身边榜样20名，2031年12月底前完成。（人事股牵头，党建办配合）
"""


def report(clerk, words: str, day: str, text: str) -> None:
    """Write down what a unit reported of an item."""
    node = clerk.node(words)
    tree = clerk.window.center.tree
    clerk.click(tree.viewport(), tree.visualRect(tree.plan_model.index_of(node.node_id)))
    clerk.do("report")
    form = clerk.window.item_pane.progress.form
    clerk.click(form.day)
    form.day.selectAll()
    clerk.types(day)
    clerk.press("Enter")
    clerk.click(form.text)
    clerk.types(text)
    clerk.press("Esc")


def as_of(clerk, dialog, day: str) -> None:
    field = dialog.options.field("as_of")
    if not field.check.isChecked():
        clerk.click(field.check)
    field.day.setDate(QDate.fromString(day, "yyyy-MM-dd"))
    settled(clerk, dialog)


def test_the_ledger_as_of_a_day_tells_who_has_not_returned(clerk, tmp_path):
    bring_in(clerk, PLAN)
    report(clerk, "开好科学课程", "2031-04-10", "已配齐专任教师二十名")
    clerk.step(1)
    dialog = open_print(clerk, "Ctrl+4")
    assert dialog.report.title == "工作台账"
    clerk.step(2)
    as_of(clerk, dialog, "2031-04-30")
    clerk.step(3)
    clerk.chooses(dialog.options.field("only").box, "未报送单位名单")
    settled(clerk, dialog)
    clerk.step(4)
    missing = tmp_path / "missing.pdf"
    save(clerk, dialog, "Ctrl+S", missing)
    clerk.end()
    words = words_of(missing)
    assert "计财股" in words
    assert "人事股" in words
    assert "基教股" not in words.replace("配合", "")
    dialog.options.field("only").choose("")
    as_of(clerk, dialog, "2031-04-30")
    april = tmp_path / "april.pdf"
    save(clerk, dialog, "Ctrl+S", april)
    then = words_of(april)
    assert "已配齐专任教师二十名" in then
    as_of(clerk, dialog, "2031-03-31")
    march = tmp_path / "march.pdf"
    save(clerk, dialog, "Ctrl+S", march)
    assert "已配齐专任教师二十名" not in words_of(march)
    assert "2031年3月31日" in words_of(march)
    clerk.press("Esc")
