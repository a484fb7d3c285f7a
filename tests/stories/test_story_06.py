"""Story 6: I send out fill-in sheets and merge what returns."""

import shutil

from planner.core.returns import Verdict
from planner.ui.dialogs.new_round import NewRoundDialog
from planner.ui.dialogs.returns import ReturnsDialog
from tests.filling import edit, fill
from tests.stories.following import bring_in
from tests.stories.test_story_07 import PLAN

STORY = "story-06"


def another_name_for_the_sheet(book, sheet):
    """What a unit does: a sheet of its own before ours, ours under another name."""
    sheet.title = "我们股的"
    book.create_sheet("草稿", 0)["A1"].value = "草稿"


def test_what_returns_is_told_apart_and_merged_in_one_step(clerk, tmp_path):
    bring_in(clerk, PLAN)
    before = clerk.plan
    out, back = tmp_path / "out", tmp_path / "back"
    for folder in (out, back):
        folder.mkdir()
    clerk.step(1)
    clerk.do("rounds")
    page = clerk.window.pages.currentWidget()
    clerk.step(2)
    clerk.click(page.new_button)
    begin = clerk.dialog(NewRoundDialog)
    clerk.types("2031年4月")
    clerk.step(3)
    clerk.names_file(out)
    clerk.click(begin.send_button)
    clerk.until(lambda: "个单位的任务清单和填报表" in page.bar.words)
    books = {path.stem: path for path in out.rglob("*.xlsx")}
    mine = {unit: next(path for stem, path in books.items() if unit in stem) for unit in ("基教股", "人事股", "计财股")}
    shutil.copy(fill(mine["基教股"]), back / "基教股.xlsx")
    shutil.copy(back / "基教股.xlsx", back / "基教股(1).xlsx")
    shutil.copy(edit(fill(mine["人事股"], "选树二十名"), another_name_for_the_sheet), back / "人事.xlsx")
    (back / "通讯录.xlsx").write_bytes(b"not a workbook")
    clerk.step(4)
    clerk.names_file(back)
    clerk.click(page.collect_button)
    returns = clerk.dialog(ReturnsDialog)
    verdicts = {one.file_name: one.verdict for one in returns.files}
    assert verdicts.pop("通讯录.xlsx") is Verdict.NOT_OURS
    assert verdicts.pop("人事.xlsx") is Verdict.READY
    assert sorted(verdicts.values()) == sorted([Verdict.READY, Verdict.DOUBLE])
    assert clerk.plan == before, "nothing is written before the clerk agrees"
    clerk.step(5)
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: clerk.plan != before)
    clerk.end()
    assert [entry.text for entry in clerk.node("加强师德建设").entries] != []
    assert "选树二十名" in clerk.node("加强师德建设").entries[-1].text
    assert clerk.node("改善办学条件").entries == ()
    clerk.do("undo")
    assert clerk.plan.nodes == before.nodes
