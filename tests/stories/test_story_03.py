"""Story 3: the plan names no units; I assign forty items by keyboard."""

from planner.ui.dialogs.assigning import AssigningDialog
from tests.stories.following import bring_in

STORY = "story-03"
SECTIONS, IN_EACH = 8, 5
# By the register that the sample plan brought along.
UNITS = (("jj", "基教股"), ("jc", "计财股"), ("aq", "安全股"), ("rs", "人事股"), ("tw", "体卫艺股"), ("dd", "督导室"))
WORK = ("改善条件", "开齐课程", "检查落实", "总结交流", "公布结果")
SUBJECT = ("幼儿园", "小学", "初中", "高中", "职校", "特教", "食堂", "校车")


def forty_items() -> str:
    lines = ["青禾县教育局2031年工作要点", ""]
    number = 0
    for at, subject in enumerate(SUBJECT):
        lines.append(f"{'一二三四五六七八'[at]}、抓好{subject}工作")
        for work in WORK:
            number += 1
            lines.append(f"{number}.{subject}{work}。年内完成{subject}{work}的全部安排。")
    return "\n".join(lines)


def test_forty_items_get_their_units_without_the_mouse(clerk):
    bring_in(clerk, forty_items())
    assert len(clerk.plan.items) == SECTIONS * IN_EACH
    clerk.step(1)
    clerk.do("assign")
    dialog = clerk.dialog(AssigningDialog)
    assert dialog.waiting.text() == "还剩 40 项没有牵头单位"
    for at in range(SECTIONS):
        (lead, _lead_name), (partner, _partner_name) = UNITS[at % 6], UNITS[(at + 1) % 6]
        if at == 0:
            clerk.step(2)
        clerk.types(lead)
        clerk.press("Enter")
        if at == 0:
            clerk.step(3)
        clerk.types(partner)
        clerk.press("Shift+Enter")
        if at == 0:
            clerk.step(4)
        clerk.press("Enter")
        for _ in range(IN_EACH - 1):
            clerk.press("Ctrl+D")
            clerk.press("Enter")
        if at == 0:
            assert dialog.waiting.text() == "还剩 35 项没有牵头单位"
    clerk.step(5)
    assert dialog.waiting.text() == "✓ 全部任务都有了牵头单位"
    clerk.press("Esc")
    clerk.end()
    given = sum(len(node.assignments) for node in clerk.plan.items)
    assert given == 2 * SECTIONS * IN_EACH
    assert clerk.told.keys == clerk.told.gestures <= 3 * given
    for at, node in enumerate(clerk.plan.items):
        section = at // IN_EACH
        assert [found.unit.name for found in node.leads] == [UNITS[section % 6][1]]
        assert [found.unit.name for found in node.partners] == [UNITS[(section + 1) % 6][1]]
    assert clerk.window.open_items.isHidden()
