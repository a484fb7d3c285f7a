"""Story 2: I see what the program was not sure of, beside the source, and settle it item by item."""

from tests.stories.following import paste

STORY = "story-02"
PLAN = """青禾县教育局2031年工作要点

一、办好每一所学校
1.改善办学条件。年内改造乡镇学校食堂4所。（计财股牵头，基教股、安全股配合）
2.开齐开好课程。小学科学课配齐专任教师。（基教股、县教研室）
3.减轻教师负担。精简各类报表。
5.开展教师培训。全年培训教师800人次。（人事股牵头，县教师发展中心配合）
6.规范校外培训。开展寒暑假专项检查。（法规股牵头，基教股配合）
"""


def test_doubts_are_settled_one_by_one_beside_the_source(clerk):
    clerk.step(1)
    review = paste(clerk, PLAN)
    desk = review.desk
    faults = {fault.code for fault in review.draft.faults}
    asked = {question.code for question in desk.questions}
    assert {"NUMBER_GAP", "UNITS_MISSING", "LEAD_BY_POSITION"} <= faults & asked
    count = desk.open_count
    clerk.step(2)
    first = desk.current
    assert review.source.text.toPlainText().count("开齐开好课程") == 1
    clerk.press("Enter")
    assert desk.open_count == count - 1
    assert desk.current is not first
    clerk.step(3)
    while len(desk.current.answers) < 2:
        clerk.press("Enter")
    second = desk.current
    clerk.press("2")
    assert desk.review.answers[second.key] == 2
    clerk.step(4)
    clerk.press("Ctrl+Z")
    assert desk.current.key == second.key
    assert second.key not in desk.review.answers
    clerk.step(5)
    while desk.open_count:
        clerk.press("Enter")
    assert review.waiting.text() == "✓ 全部核对完"
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: clerk.plan.head.title == "青禾县教育局2031年工作要点")
    clerk.end()
    assert clerk.told.keys == len(desk.review.answers) + 4  # paste, the answer taken back, undo, agreed
    assert [fault for fault in clerk.plan.open_faults if fault.severity != "note"] == []
    assert clerk.node("开齐开好课程").leads[0].unit.name == "基教股"
