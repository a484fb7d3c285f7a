"""Story 13: end of quarter: counts, rates and the text of the bulletin."""

import re

from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication

from tests.stories.following import bring_in, open_print, save
from tests.stories.test_story_07 import PLAN, as_of

STORY = "story-13"


def test_the_table_and_the_text_have_the_same_numbers(clerk, tmp_path):
    bring_in(clerk, PLAN)
    tree = clerk.window.center.tree
    clerk.click(tree.viewport(), tree.visualRect(tree.plan_model.index_of(clerk.node("开好科学课程").node_id)))
    clerk.do("status")
    clerk.press("3")
    clerk.step(1)
    dialog = open_print(clerk, "Ctrl+6")
    assert dialog.report.title == "统计汇总表"
    clerk.step(2)
    as_of(clerk, dialog, "2031-12-31")
    clerk.step(3)
    book = tmp_path / "summary.xlsx"
    save(clerk, dialog, "Ctrl+E", book)
    clerk.step(4)
    clerk.press("Ctrl+Shift+V")
    clerk.until(lambda: "已复制通报文字" in dialog.bar.words)
    clerk.end()
    text = QGuiApplication.clipboard().text()
    rows = [[cell.value for cell in row] for row in load_workbook(book).active.iter_rows()]
    total = next(row for row in rows if row[0] == "合计")
    head = next(row for row in rows if row[0] == "序号")
    said = dict(zip(head, total, strict=True))
    assert said["合计"] == re.search(r"共(\d+)项", text)[1] == "3"
    assert said["已完成"] == re.search(r"已完成(\d+)项", text)[1] == "1"
    assert said["滞后"] == re.search(r"滞后(\d+)项", text)[1] == "1"
    assert said["未启动"] == re.search(r"未启动(\d+)项", text)[1] == "1"
    assert said["完成率"] == re.search(r"占([\d.]+)%", text)[1] == "33.3"
    assert any("完成率（%）＝" in str(row[0]) for row in rows), "the rule is printed"
    assert "截至2031年12月31日" in text
    clerk.press("Esc")
