"""Story 12: a unit is written three ways, or was renamed."""

from PySide6.QtCore import Qt

from planner.ui.itemmodels.unit_rows import NAME
from tests.stories.following import bring_in, open_print, save
from tests.stories.test_story_10 import leads_and_partners

STORY = "story-12"
PLAN = """青禾县教育局2031年工作要点

一、办好每一所学校
1.改善办学条件。改造乡镇学校食堂4所。（后勤中心牵头，基教科配合）
2.开好科学课程。小学科学课配齐专任教师。（基础教育科牵头，县教研室配合）
3.规范校外培训。开展寒暑假专项检查。（法规科牵头，教育科配合）
"""
WAYS = ("基教科", "基础教育科", "教育科")


def names_in(plan) -> set[str]:
    return {found.unit.name for node in plan.nodes for found in node.assignments}


def test_three_ways_of_writing_a_unit_become_one(clerk, tmp_path):
    bring_in(clerk, PLAN)
    assert set(WAYS) <= names_in(clerk.plan)
    clerk.step(1)
    clerk.do("page_units")
    register = clerk.window.pages.currentWidget().register
    clerk.step(2)
    for at, name in enumerate(WAYS):
        row = next(row for row, one in enumerate(register.table.rows.units) if one.unit.name == name)
        held = Qt.KeyboardModifier.ControlModifier if at else Qt.KeyboardModifier.NoModifier
        clerk.click_row(register.table, row, NAME, held)
    clerk.used_with("Ctrl")
    assert {unit.name for unit in register.table.chosen()} == set(WAYS)
    clerk.step(3)
    keep = next(button for button in register.sheet.merging._buttons if button.text().startswith("基础教育科"))
    clerk.click(keep)
    clerk.press("Ctrl+M")
    clerk.until(lambda: not set(WAYS) <= names_in(clerk.plan))
    clerk.end()
    assert names_in(clerk.plan) & set(WAYS) == {"基础教育科"}
    written = {found.as_written for node in clerk.plan.nodes for found in node.assignments}
    assert set(WAYS) <= written, "the source's words stay"
    kept = next(unit for unit in clerk.store.units() if unit.name == "基础教育科")
    assert {"基教科", "教育科"} <= set(kept.aliases)
    clerk.do("page_plan")
    dialog = open_print(clerk, "Ctrl+3")
    matrix = tmp_path / "matrix.xlsx"
    save(clerk, dialog, "Ctrl+E", matrix)
    found = leads_and_partners(matrix, by_column=True)
    assert found["基础教育科"] == ("1", "2")
    assert not {"基教科", "教育科"} & set(found)
    clerk.press("Esc")
    clerk.do("undo")
    assert set(WAYS) <= names_in(clerk.plan)
