"""The review, driven by keys alone: what is settled, edited, left and taken up again is what the store gets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from planner.core.vocabulary import NodeKind, Part
from planner.services import Store
from planner.ui.dialogs.review import ReviewDialog, quoted
from tests.reviewing import forty_items
from tests.services.looking import assert_sound
from tests.ui.acting import open_dialog, press, write

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KNOWN = (
    "组织股", "办公室", "义教股", "教研室", "师资股", "人事股", "校安股", "后勤中心", "计财股", "项目办", "督导室",
    "电教馆", "体艺股",
)  # fmt: skip
SMALL = """安澜县教育局2031年工作要点

一、办好学校

1.修好校舍。年内修缮校舍6栋，改造食堂2所。（项目办、财务股）

2.开好课程。开齐音体美课程，配齐专职教师。教研室、义教股

4.管好经费。每季度公开一次。（财务股）
"""


def reviews_open():
    return [found for found in QApplication.topLevelWidgets() if isinstance(found, ReviewDialog) and found.isVisible()]


@pytest.fixture
def paste(empty_window, qtbot):
    def act(text):
        QGuiApplication.clipboard().setText(text)
        empty_window.activateWindow()
        qtbot.waitUntil(empty_window.isActiveWindow)
        empty_window.setFocus()
        press(empty_window, Key.Key_V, CTRL)
        qtbot.waitUntil(lambda: bool(reviews_open()), timeout=20000)
        return open_dialog(ReviewDialog)

    return act


@pytest.fixture
def known(store):
    from planner.services import units

    for name in KNOWN:
        store.write("加单位", lambda session, name=name: units.add_unit(session, name))


def focus():
    return QApplication.focusWidget()


def keys(*pressed):
    """Press keys where the focus is: a digit, a key, or a key with its modifiers."""
    for key in pressed:
        if isinstance(key, str):
            QTest.keyClicks(focus(), key)
        elif isinstance(key, tuple):
            press(focus(), *key)
        else:
            press(focus(), key)


def codes(review):
    return [found.code for found in review.desk.questions]


def draft_node(review, title):
    return next(node for node in review.draft.nodes if node.title == title)


def test_forty_items_with_twenty_doubts_are_settled_by_keys(known, paste, store, empty_window):
    review = paste(forty_items())
    faults = [fault for fault in review.draft.faults if fault.severity != "note"]
    assert len(review.draft.nodes) == 45
    assert len(faults) + 3 >= 19
    assert review.waiting.text() == f"还剩 {review.desk.open_count} 处待定"
    answers = {
        "LEAD_BY_POSITION": "1",
        "UNIT_ALIAS": "2",
        "NUMBER_WRONG": "2",
        "NUMBER_REPEATED": "2",
        "NUMBER_SHIFTED": "2",
        "TRADITIONAL_CHARACTERS": "2",
        "YEARS_RUN_TOGETHER": "2",
    }
    weights = [found.weight for found in review.desk.questions]
    assert weights == sorted(weights)
    count = 0
    while review.desk.open_count and count < 40:
        keys(answers.get(review.desk.current.code, Key.Key_Return))
        count += 1
    assert count <= 20
    assert review.waiting.text() == "✓ 全部核对完"
    assert store.plans() == ()
    keys((Key.Key_Return, CTRL))
    assert not reviews_open()
    assert store.reviews() == ()
    snapshot = store.snapshot(store.plans()[0].plan_id)
    assert [node.number for node in snapshot.items] == [f"{n}." for n in range(1, 41)]
    assert [n.number for n in snapshot.nodes if n.kind is NodeKind.SECTION] == ["一、", "二、", "三、", "四、", "五、"]
    assert all(found.stated for node in snapshot.nodes for found in node.assignments)
    units = {found.unit.name for node in snapshot.nodes for found in node.assignments}
    assert not units & {"义教科股", "师资工作股", "后勤服务中心"}
    assert snapshot.items[2].body.startswith("全面落实责任，进一步加强管理。")
    assert "2021—2025年" in snapshot.items[13].body
    assert [fault for fault in snapshot.open_faults if fault.severity != "note"] == []
    assert "LEAD_BY_POSITION" not in {fault.code for fault in snapshot.open_faults}
    aliases = {unit.name: unit.aliases for unit in store.units()}
    assert aliases["义教股"] == ("义教科股",)
    assert_sound(store)
    empty_window.actions_table["undo"].trigger()
    assert store.plans() == ()
    assert [found.open_count for found in store.reviews()] == [0]


def test_enter_keeps_what_was_read_and_shift_enter_goes_back(paste):
    review = paste(SMALL)
    first = review.desk.key
    read = review.draft
    keys(Key.Key_Return)
    assert review.desk.key != first
    keys((Key.Key_Return, SHIFT))
    assert (review.desk.key, review.desk.is_open, review.desk.choice) == (first, False, 1)
    assert [(n.title, n.body, n.number) for n in review.draft.nodes] == [
        (n.title, n.body, n.number) for n in read.nodes
    ]
    review.close()


def test_an_answer_can_be_changed_and_taken_back(paste):
    review = paste(SMALL)
    assert codes(review)[0] == "UNITS_MISSING"
    keys("2")
    assert [a.unit for a in draft_node(review, "开好课程").assignments] == ["项目办", "财务股"]
    keys(Key.Key_Backspace)
    assert review.desk.choice == 2
    keys("3")
    assert [a.unit for a in draft_node(review, "开好课程").assignments] == ["财务股"]
    keys(Key.Key_Backspace, "1")
    assert draft_node(review, "开好课程").assignments == ()
    while review.desk.review.gestures:
        keys((Key.Key_Z, CTRL))
    assert review.draft == review.desk.review.base
    keys((Key.Key_Y, CTRL))
    assert review.desk.review.gestures
    review.close()


def test_f2_edits_title_and_units_in_the_place_of_the_question(paste):
    review = paste(SMALL)
    keys(Key.Key_F2)
    assert review.is_editing
    assert focus() is review.sheet.leads
    write(focus(), "教研室、义教股")
    keys(Key.Key_Return)
    node = draft_node(review, "开好课程")
    assert [(a.unit, a.role) for a in node.assignments] == [("教研室", "lead"), ("义教股", "lead")]
    assert not review.is_editing
    assert "UNITS_MISSING" not in [q.code for q in review.desk.questions if q.key in review.desk.open_keys]
    keys((Key.Key_Z, CTRL))
    assert draft_node(review, "开好课程").assignments == ()
    review.select(node.node_id)
    keys(Key.Key_F2, Key.Key_Escape)
    assert not review.is_editing
    assert draft_node(review, "开好课程").assignments == ()
    review.close()


def test_digits_typed_into_a_field_answer_nothing(paste):
    review = paste(SMALL)
    review.select(draft_node(review, "管好经费").node_id)
    keys(Key.Key_F2)
    review.sheet.number.setFocus()
    review.sheet.number.selectAll()
    keys("3", ".", Key.Key_Return)
    assert draft_node(review, "管好经费").number == "3."
    assert len(review.desk.review.gestures) == 1
    review.close()


def test_what_was_typed_stands_while_other_fields_are_gone_through(paste):
    review = paste(SMALL)
    review.select(draft_node(review, "管好经费").node_id)
    keys(Key.Key_F2)
    review.sheet.deadline.setFocus()
    review.sheet.deadline.selectAll()
    write(review.sheet.deadline, "5月底前")
    keys(Key.Key_Tab, (Key.Key_Tab, SHIFT))
    assert review.sheet.deadline.text() == "5月底前"
    keys((Key.Key_Tab, SHIFT), (Key.Key_Tab, SHIFT))
    assert focus() is review.sheet.leads
    write(review.sheet.leads, "后勤组")
    keys(Key.Key_Tab, Key.Key_Return)
    node = draft_node(review, "管好经费")
    assert [one.text for one in node.deadlines] == ["5月底前"]
    assert "后勤组" in [one.unit for one in node.assignments]
    review.close()


def test_when_nothing_is_asked_the_keys_told_are_those_that_act(paste):
    review = paste(SMALL)
    assert review.desk.current is not None
    assert "Enter 照第 1 项" in review.card.hint.text()
    while review.desk.current is not None:
        keys(Key.Key_Return)
    said = review.card.hint.text()
    assert "照第 1 项" not in said
    assert "Ctrl+Enter" in said
    review.close()


def test_borders_move_by_keys(paste):
    review = paste(SMALL)
    node_id = draft_node(review, "修好校舍").node_id
    review.select(node_id)
    keys((Key.Key_Right, ALT))
    assert draft_node(review, "修好校舍。年内修缮校舍6栋").body == "改造食堂2所。"
    keys((Key.Key_Left, ALT))
    keys((Key.Key_Right, ALT | SHIFT))
    assert draft_node(review, "修好校舍。年").body.startswith("内修缮")
    keys((Key.Key_Left, ALT | SHIFT), (Key.Key_Left, ALT | SHIFT))
    assert draft_node(review, "修好校").body.startswith("舍。年内")
    other = draft_node(review, "开好课程").node_id
    review.select(other)
    keys((Key.Key_Left, CTRL), (Key.Key_Left, CTRL))
    node = draft_node(review, "开好课程")
    assert node.body == "开齐音体美课程，配齐专职教师。"
    assert [a.unit for a in node.assignments] == ["教研室", "义教股"]
    keys((Key.Key_Right, CTRL | SHIFT))
    assert draft_node(review, "开好课程").body.endswith("教师。教")
    review.close()


def test_a_task_goes_to_the_leftovers_and_back_by_one_key(paste):
    review = paste(SMALL)
    review.select(draft_node(review, "管好经费").node_id)
    keys((Key.Key_T, CTRL))
    assert [node.title for node in review.draft.nodes if node.kind is NodeKind.ITEM] == ["修好校舍", "开好课程"]
    assert len(review.draft.leftovers) == 1
    keys(Key.Key_F4, (Key.Key_T, CTRL))
    assert draft_node(review, "管好经费").body.startswith("每季度公开一次")
    assert review.draft.leftovers == ()
    review.close()


def test_items_are_merged_split_and_made_sections_by_keys(paste):
    review = paste(SMALL)
    review.select(draft_node(review, "管好经费").node_id)
    keys((Key.Key_J, CTRL))
    merged = draft_node(review, "开好课程")
    assert "4.管好经费" in merged.body
    review.source.text.setFocus()
    cursor = review.source.text.textCursor()
    cursor.setPosition(SMALL.index("4.管好经费"))
    review.source.text.setTextCursor(cursor)
    keys((Key.Key_K, CTRL))
    assert draft_node(review, "管好经费").number == "4."
    review.select(draft_node(review, "管好经费").node_id)
    keys((Key.Key_1, CTRL))
    assert draft_node(review, "管好经费").kind is NodeKind.SECTION
    review.close()


def test_a_review_is_left_and_taken_up_again_where_it_was(paste, store, empty_window, qtbot):
    review = paste(SMALL)
    keys("2", Key.Key_Return)
    draft, open_count = review.draft, review.desk.open_count
    keys(Key.Key_Escape)
    assert not reviews_open()
    assert store.plans() == ()
    assert [(r.open_count, r.title) for r in store.reviews()] == [(open_count, draft.head.title)]
    plan_list = empty_window.plan_list
    assert plan_list.plan_model.rowCount() == 1
    plan_list.setVisible(True)
    plan_list.setFocus()
    plan_list.setCurrentIndex(plan_list.plan_model.index(0))
    press(plan_list, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(reviews_open()), timeout=20000)
    again = open_dialog(ReviewDialog)
    assert again.draft == draft
    assert again.desk.open_count == open_count
    keys((Key.Key_Z, CTRL))
    assert again.desk.open_count == open_count + 1
    keys((Key.Key_Return, CTRL))
    assert store.reviews() == ()
    assert len(store.plans()) == 1


def test_a_review_that_is_closed_by_its_frame_waits_too(paste, empty_window, qtbot):
    paste(SMALL).close()
    assert empty_window.plan_list.plan_model.rowCount() == 1
    bar = empty_window.center.bar
    assert "核对已保留" in bar.words
    next(found for found in bar.findChildren(QPushButton) if found.text() == "接着核对").click()
    qtbot.waitUntil(lambda: bool(reviews_open()), timeout=20000)
    keys((Key.Key_Delete, CTRL | SHIFT))
    assert empty_window.plan_list.plan_model.rowCount() == 0
    assert "已放弃核对" in bar.words


def test_the_same_text_goes_on_with_the_review_that_waits(paste, store):
    keys_before = paste(SMALL).desk.open_count
    keys(Key.Key_Return, Key.Key_Escape)
    again = paste(SMALL)
    assert again.desk.open_count == keys_before - 1
    assert len(store.reviews()) == 1
    again.close()


def test_a_review_that_is_thrown_away_comes_back_by_undo(paste, store, empty_window):
    review = paste(SMALL)
    keys(Key.Key_Return)
    count = review.desk.open_count
    press(review, Key.Key_Delete, CTRL | SHIFT)
    assert store.reviews() == ()
    assert "已放弃核对" in empty_window.center.bar.words
    empty_window.actions_table["undo"].trigger()
    assert [found.open_count for found in store.reviews()] == [count]
    assert empty_window.plan_list.plan_model.rowCount() == 1


def test_each_gesture_is_in_the_store_before_the_next(paste, store, tmp_path):
    review = paste(SMALL)
    keys("2")
    path = tmp_path / "copy.db"
    store._connection.execute("VACUUM INTO ?", (str(path),))
    with Store.open(path) as other:
        assert '"answer":2' in other.review(1).edits
    review.close()


def test_the_words_of_the_question_are_marked_in_the_source(paste):
    review = paste(SMALL)
    while review.desk.current is not None and review.desk.open_count:
        question = review.desk.current
        if question.start is not None:
            assert review.source._place == (question.start, question.end)
        if question.node is not None:
            assert review.tree.current_node() == question.node
        keys(Key.Key_Return)
    assert review.card.sentence.text() == "全部核对完了。按 Ctrl+Enter 导入。"
    review.close()


def test_tab_walks_through_the_panes_and_enter_still_answers(paste):
    review = paste(SMALL)
    seen = []
    for _ in range(3):
        seen.append(focus())
        keys(Key.Key_Tab)
    assert len({id(found) for found in seen}) == 3
    assert focus() is seen[0]
    for found in seen[1:]:
        before = review.desk.open_count
        found.setFocus()
        keys("1")
        assert review.desk.open_count == before - 1
    review.close()


def test_a_click_answers_too(paste):
    review = paste(SMALL)
    before = review.desk.open_count
    QTest.mouseClick(review.card.rows[0], Qt.MouseButton.LeftButton)
    assert review.desk.open_count == before - 1
    QTest.mouseClick(review.agree_button, Qt.MouseButton.LeftButton)
    assert not reviews_open()


def test_a_stage_is_stored_with_the_plan(paste, store):
    review = paste(SMALL)
    review.stage.setCurrentIndex(review.stage.findData("draft"))
    review.stage.activated.emit(review.stage.currentIndex())
    keys((Key.Key_Return, CTRL))
    assert store.plans()[0].stage == "draft"


def test_all_that_is_marked_lies_in_one_span(paste):
    review = paste(SMALL)
    review.select(draft_node(review, "修好校舍").node_id)
    keys((Key.Key_Right, ALT), (Key.Key_Right, CTRL))
    owners = [0] * len(SMALL)
    for span in review.draft.spans:
        for place in range(span.start, span.end):
            owners[place] += 1
    assert all(count == 1 for place, count in enumerate(owners) if not SMALL[place].isspace())
    assert Part.LEFTOVER not in {span.part for span in review.draft.spans}
    review.close()


def test_two_names_said_to_be_two_units_are_not_asked_again(paste, store):
    text = SMALL.replace("教研室、义教股", "（财务服务股）")
    assert codes(paste(text)).count("UNIT_ALIAS") == 1
    review = open_dialog(ReviewDialog)
    review.desk.go(next(found.key for found in review.desk.questions if found.code == "UNIT_ALIAS"))
    keys("1", (Key.Key_Return, CTRL))
    again = paste(text.replace("2031", "2032").replace("修好", "建好").replace("开好", "开足").replace("管好", "用好"))
    assert "UNIT_ALIAS" not in codes(again)
    again.close()


def test_columns_set_right_in_the_review_are_read_anew_and_remembered(paste, store, qtbot, monkeypatch):
    from planner.services.column_choices import remembered_columns
    from planner.ui.dialogs import table_columns

    rows = ["序号\t重点任务\t主抓\t说明", "1\t修好校舍\t项目办\t见附件", "2\t开好课程\t教研室\t见附件"]
    review = paste("\n".join(["安澜县教育局2031年重点工作任务表", "", *rows]))
    assert codes(review) == ["TABLE_UNITS"]
    keys((Key.Key_3, CTRL), (Key.Key_Z, CTRL))
    chosen = (("主抓", "牵头"),)
    monkeypatch.setattr(
        table_columns, "ask_columns", lambda _parent, _source, options, _store: type(options)(columns=chosen)
    )
    source = review.desk.on_desk.source
    keys((Key.Key_L, CTRL))
    qtbot.waitUntil(lambda: any(node.assignments for node in review.draft.nodes), timeout=10000)
    assert "TABLE_UNITS" not in [q.code for q in review.desk.questions]
    assert [a.unit for node in review.draft.nodes for a in node.assignments] == ["项目办", "教研室"]
    assert remembered_columns(store, source).columns == chosen
    assert '"columns": [["主抓", "牵头"]]' in store.review(1).options
    review.close()


MANY = """安澜县教育局2031年工作要点

一、办好学校

1.修好校舍。年内修缮校舍6栋。（牵头单位：项目办；配合单位：财务股）

2.开好课程。开齐音体美课程。（牵头单位：教研室；配合单位：义教股）

3.管好经费。每季度公开一次。（配合单位：财务股、相关股室）

4.建好队伍。培训教师300人次。（牵头单位：师资股；配合单位：教研室）

5.守好底线。开展演练两次。（牵头单位：校安股；配合单位：义教股）
"""


def test_what_is_taken_out_gives_way_to_the_next_and_comes_back_chosen(paste):
    review = paste(MANY)
    title = draft_node(review, "管好经费").node_id
    while review.desk.open_count:
        keys(Key.Key_Return)
    review.select(title)
    keys(Key.Key_Delete)
    assert review.tree.current_node() == draft_node(review, "建好队伍").node_id
    keys(Key.Key_Delete)
    assert review.tree.current_node() == draft_node(review, "守好底线").node_id
    keys((Key.Key_Z, CTRL), (Key.Key_Z, CTRL))
    assert review.tree.current_node() == title
    keys((Key.Key_Y, CTRL))
    assert [node.title for node in review.draft.nodes if node.kind is NodeKind.ITEM][2] == "建好队伍"
    review.close()


def test_a_task_that_nobody_leads_is_taken_out_while_it_is_asked_about(paste):
    review = paste(MANY)
    assert review.desk.current.code == "LEAD_MISSING"
    count = review.desk.open_count
    keys((Key.Key_T, CTRL))
    assert review.desk.open_count < count
    assert "管好经费" not in [node.title for node in review.draft.nodes]
    keys((Key.Key_Z, CTRL))
    assert (review.desk.open_count, review.desk.current.code) == (count, "LEAD_MISSING")
    review.close()


def test_f2_sets_the_time_with_its_days(paste):
    review = paste(MANY)
    node_id = draft_node(review, "守好底线").node_id
    review.select(node_id)
    keys(Key.Key_F2)
    review.sheet.deadline.setFocus()
    write(focus(), "6月底前")
    keys(Key.Key_Return)
    found = draft_node(review, "守好底线").deadlines
    assert [(one.text, one.ends_on.isoformat()) for one in found] == [("6月底前", "2031-06-30")]
    keys(Key.Key_F2)
    assert review.sheet.deadline.words() == "6月底前"
    review.sheet.deadline.setFocus()
    review.sheet.deadline.selectAll()
    keys(Key.Key_Backspace, Key.Key_Return)
    assert draft_node(review, "守好底线").deadlines == ()
    review.close()


def test_units_are_found_by_the_aliases_of_the_register(paste, store):
    from planner.services import units

    unit_id = store.write("加单位", lambda session: units.add_unit(session, "后勤中心")) and store.units()[0].unit_id
    store.write("加别名", lambda session: units.add_alias(session, unit_id, "装备站"))
    review = paste(MANY)
    search = review.desk.unit_search()
    assert [(found.unit.name, found.by) for found in search.find("装备站")] == [("后勤中心", "装备站")]
    assert [found.unit.name for found in search.find("jys")] == ["教研室"]
    assert [found.unit.name for found in search.find("")][-1] == "后勤中心"  # what this plan names comes first
    review.close()


def test_the_arrow_keys_walk_through_a_list_beside_the_question(paste):
    review = paste(SMALL)
    review.queue.questions.setFocus()
    assert len(review.desk.questions) > 1
    first = review.desk.key
    keys(Key.Key_Down)
    assert review.desk.key == review.desk.questions[1].key != first
    assert focus() is review.queue.questions
    review.close()


def test_all_keys_are_told_on_one_sheet_that_escape_closes(paste):
    from planner.ui.dialogs.keys import KeysDialog

    review = paste(SMALL)
    keys((Key.Key_F1, SHIFT))
    press(open_dialog(KeysDialog), Key.Key_Escape)
    assert reviews_open()
    review.close()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "前面一句。要求高，年内完成若干所学校的建设任务，确保实效。",
            "前面一句。要求高，年内完成若干所学校的建设任务，确保实效。",
        ),
        ("高，年内完成若干所学校的建设任务，确保实效。", "…高，年内完成若干所学校的建设任务，确保实效。"),
        ("，年内完成若干所学校的建设任务，确保实效。", "…年内完成若干所学校的建设任务，确保实效。"),
        ("建设任务", "建设任务"),
    ],
)
def test_a_quotation_that_begins_amid_a_sentence_says_so(words, shown):
    text = "前面一句。要求高，年内完成若干所学校的建设任务，确保实效。"
    start = text.index(words)
    assert quoted(text, start, start + len(words)) == shown


def test_on_a_low_screen_the_answers_go_before_what_stands_elsewhere_too(paste):
    review = paste(SMALL)
    card = review.card
    line = card.fontMetrics().lineSpacing()
    card.setFixedHeight(24 * line)
    assert card.hint.isVisible()
    assert card.words.isVisible()
    card.setFixedHeight(12 * line)
    assert not card.hint.isVisible()
    assert not card.words.isVisible()
    review.close()
