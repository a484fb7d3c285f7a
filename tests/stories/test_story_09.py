"""Story 9: the director asks: what does 基教股 lead?"""

from planner.core.vocabulary import Role
from planner.ui.dialogs.print_dialog import PrintDialog
from tests.stories.following import bring_in, save, settled, words_of

STORY = "story-09"
OTHER_PLAN = """安澜县教育局2026年安全工作要点

一、守住底线
1.抓好校车安全。每月检查一次。（安全股牵头，基教股配合）
2.抓好防溺水教育。暑假前开好主题班会。（基教股牵头，安全股配合）
"""


def test_what_a_unit_leads_is_on_the_screen_after_its_initials(clerk, tmp_path):
    first = clerk.plan
    bring_in(clerk, OTHER_PLAN)
    clerk.step(1)
    clerk.do("page_units")
    register = clerk.window.pages.currentWidget().register
    clerk.step(2)
    clerk.types("jjg")
    assert clerk.told.gestures == 4
    clerk.step(3)
    assert [unit.name for unit in register.table.chosen()] == ["基教股"]
    tasks = [task for unit in register.table.chosen() for task in register.desk.tasks(unit)]
    for role in Role:
        named = {
            node.node_id
            for plan in (first, clerk.plan)
            for node in plan.nodes
            if any(found.unit.name == "基教股" for found in node.units(role))
        }
        assert {task.item.node_id for task in tasks if task.role is role} == named
        assert named
    clerk.step(4)
    clerk.press("Ctrl+P")
    dialog = clerk.dialog(PrintDialog)
    settled(clerk, dialog)
    clerk.end()
    path = tmp_path / "unit.pdf"
    save(clerk, dialog, "Ctrl+S", path)
    words = words_of(path)
    assert words.index("抓好防溺水教育") < words.index("抓好校车安全"), "what it leads goes first"
    assert "推进思政课一体化建设" in words, "from all plans of the year"
    clerk.press("Esc")
