"""Gestures in the tree, by key, seen in the store."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from planner.core.backups import Reason, listed
from planner.core.draft import Fault
from planner.core.vocabulary import NodeKind, Origin, Part, Severity
from planner.services.backups import content_of
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.panes.welcome import Welcome
from tests.ui.acting import choose, open_dialog, press, write

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def tree(window):
    window.center.tree.setFocus()
    return window.center.tree


def test_enter_adds_an_item_after_the_chosen_one_and_asks_for_its_title(window, tree, in_store):
    chosen = choose(window, "补齐乡村学校的短板")
    press(tree, Qt.Key.Key_Return)
    assert window.item_pane.title.hasFocus()
    write(window.item_pane.title, "New task")
    tree.setFocus()
    titles = in_store.titles()
    assert titles.index("New task") == titles.index(chosen.title) + 1
    assert in_store.node("New task").parent_id == chosen.parent_id
    assert in_store.node("New task").kind is NodeKind.ITEM


def test_a_section_gets_its_new_item_inside(window, tree, in_store):
    chosen = choose(window, "建强教师队伍")
    press(tree, Qt.Key.Key_N, CTRL)
    assert in_store.node("新任务").parent_id == chosen.node_id


def test_sections_and_steps_are_added_where_they_belong(window, tree, in_store):
    item = choose(window, "做好控辍保学")
    window.actions_table["new_step"].trigger()
    assert in_store.node("新举措").parent_id == item.node_id
    choose(window, "做好控辍保学")
    window.actions_table["new_section"].trigger()
    titles = in_store.titles()
    assert in_store.node("新部分").parent_id is None
    assert titles.index("新举措") < titles.index("新部分") < titles.index("建强教师队伍")


def test_delete_takes_what_is_below_and_undo_brings_it_back(window, tree, in_store):
    before = in_store.titles()
    choose(window, "管好校园每一餐")
    press(tree, Qt.Key.Key_Delete)
    assert "开学前查清食堂证照" not in in_store.titles()
    assert window.actions_table["undo"].text().startswith("撤销：删除任务")
    assert tree.current_node() is not None
    press(tree, Qt.Key.Key_Z, CTRL)
    assert in_store.titles() == before
    assert window.actions_table["redo"].text().startswith("重做：删除任务")
    assert window._workspace.node.title == "管好校园每一餐"  # what came back is chosen
    assert tree.current_node() == window._workspace.node_id


@pytest.mark.parametrize(("key", "other"), [(Qt.Key.Key_Down, Qt.Key.Key_Up)])
def test_alt_and_arrow_move_a_node_with_its_steps(window, tree, in_store, key, other):
    before = in_store.titles()
    choose(window, "管好校园每一餐")
    press(tree, key, ALT)
    titles = in_store.titles()
    assert titles.index("开齐开足音体美课程") < titles.index("管好校园每一餐") < titles.index("每月公示一次账目")
    assert window._workspace.node.title == "管好校园每一餐"
    press(tree, other, ALT)
    assert in_store.titles() == before


def test_tab_and_shift_tab_change_the_level(window, tree, in_store):
    choose(window, "开齐开足音体美课程")
    press(tree, Qt.Key.Key_Tab)
    assert tree.hasFocus()
    assert in_store.node("开齐开足音体美课程").parent_id == in_store.node("管好校园每一餐").node_id
    press(tree, Qt.Key.Key_Backtab, SHIFT)
    assert in_store.node("开齐开足音体美课程").parent_id == in_store.node("办好家门口的学校").node_id


def test_ctrl_enter_splits_at_the_cursor(window, tree, in_store):
    chosen = choose(window, "补齐乡村学校的短板")
    body = window.item_pane.body
    body.setFocus()
    cursor = body.textCursor()
    cursor.setPosition(chosen.body.index("改造"))
    body.setTextCursor(cursor)
    press(body, Qt.Key.Key_Return, CTRL)
    assert in_store.node("补齐乡村学校的短板").body == "年内新建2所村小食堂，"
    assert any(title.startswith("改造寄宿制学校") for title in in_store.titles())


def test_splitting_from_the_tree_first_asks_for_the_place(window, tree, in_store):
    before = in_store.titles()
    choose(window, "补齐乡村学校的短板")
    press(tree, Qt.Key.Key_Return, CTRL)
    assert in_store.titles() == before
    assert window.item_pane.body.hasFocus()


def test_ctrl_j_joins_with_the_next(window, tree, in_store):
    choose(window, "开齐开足音体美课程")
    press(tree, Qt.Key.Key_J, CTRL)
    assert "做好控辍保学" not in in_store.titles()
    assert "做好控辍保学" in in_store.node("开齐开足音体美课程").body


def test_what_makes_no_sense_is_said_and_changes_nothing(window, tree, in_store):
    before = in_store.snapshot
    choose(window, "补齐乡村学校的短板")
    press(tree, Qt.Key.Key_Up, ALT)
    assert "已经在最前面" in window.center.bar.words
    assert in_store.snapshot == before
    press(tree, Qt.Key.Key_Down, ALT)
    assert window.center.bar.words == ""


def test_what_was_refused_is_not_said_of_another_node_or_of_a_print(window, tree):
    choose(window, "补齐乡村学校的短板")
    press(tree, Qt.Key.Key_Up, ALT)
    assert "再降一级" in window.center.bar.words
    press(tree, Qt.Key.Key_Down)
    assert window.center.bar.words == ""
    press(tree, Qt.Key.Key_Up)
    press(tree, Qt.Key.Key_Up, ALT)
    assert window.center.bar.words
    window.openers.print_plan()
    open_dialog(PrintDialog).reject()
    assert window.center.bar.words == ""


def test_the_last_item_of_a_section_goes_on_into_the_next_and_back(window, tree, in_store):
    before = in_store.titles()
    section, beyond = [node for node in in_store.snapshot.nodes if node.kind is NodeKind.SECTION][:2]
    last = in_store.snapshot.children[section.node_id][-1]
    choose(window, last.title)
    press(tree, Qt.Key.Key_Down, ALT)
    assert in_store.snapshot.children[beyond.node_id][0].node_id == last.node_id
    assert window._workspace.node_id == last.node_id
    press(tree, Qt.Key.Key_Up, ALT)
    assert in_store.titles() == before
    assert in_store.node(last.title).parent_id == section.node_id


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_alt_and_arrow_in_a_field_move_no_row(window, tree, in_store, key):
    before = in_store.snapshot
    choose(window, "开齐开足音体美课程")
    window.item_pane.title.setFocus()
    press(window.item_pane.title, key, ALT)
    assert in_store.snapshot == before
    assert window.center.bar.words == ""


def test_a_section_that_is_deleted_with_its_items_is_told_with_the_way_back(window, tree, in_store):
    before = in_store.titles()
    section = choose(window, "建强教师队伍")
    count = sum(node.kind is NodeKind.ITEM for node in in_store.snapshot.children[section.node_id])
    press(tree, Qt.Key.Key_Delete)
    assert window.center.bar.words == f"已删除“{section.number}{section.title}”及其中{count}项"
    window.center.bar.findChild(QPushButton).click()
    assert in_store.titles() == before
    assert window.center.bar.words == ""


def test_leads_by_position_are_confirmed_for_the_whole_plan(window, tree, in_store):
    assert window.actions_table["confirm_roles"].isEnabled()
    press(tree, Qt.Key.Key_L, CTRL)
    assert all(lead.stated for node in in_store.snapshot.nodes for lead in node.leads)
    assert not window.actions_table["confirm_roles"].isEnabled()


def test_a_leftover_becomes_an_item_after_the_chosen_one(window, tree, in_store):
    choose(window, "做好控辍保学")
    leftover = in_store.snapshot.leftovers[0]
    words = in_store.snapshot.source.text[leftover.start : leftover.end]
    press(tree, Qt.Key.Key_4, CTRL)
    assert window.center.problems.leftovers.hasFocus()
    window.center.problems.place_button.click()
    titles = in_store.titles()
    assert titles.index(words) == titles.index("做好控辍保学") + 1
    assert len(in_store.snapshot.leftovers) == 1


def test_deleting_a_plan_is_undone_by_a_key(window, tree, store):
    press(tree, Qt.Key.Key_Delete, CTRL | SHIFT)
    assert store.plans() == ()
    assert isinstance(window.center.pages.currentWidget(), Welcome)
    assert not window.tabs.isVisible()
    window.actions_table["undo"].trigger()
    assert len(store.plans()) == 1
    assert window.center.tree.plan_model.rowCount() > 0


def test_f7_goes_to_the_items_without_a_lead(window, tree):
    press(tree, Qt.Key.Key_F7)
    assert window._workspace.node.title == "做好控辍保学"
    assert "1 项未定牵头" in window.open_items.text()


def test_f8_goes_from_fault_to_fault_and_shows_the_source(window, tree):
    press(tree, Qt.Key.Key_F8)
    assert window._workspace.node.title == "办好教师的关键小事"
    assert window.tabs.currentWidget() is window.source
    press(tree, Qt.Key.Key_F8)
    assert window._workspace.node.title == "做好控辍保学"
    press(tree, Qt.Key.Key_F8, SHIFT)
    assert window._workspace.node.title == "办好教师的关键小事"


def test_a_fault_without_a_node_leads_to_the_node_that_it_stands_in(window, tree, in_store, qtbot):
    snapshot = in_store.snapshot
    span = next(span for span in snapshot.spans if span.node is not None and span.part is Part.UNITS)
    fault = Fault("UNIT_LIKE", Severity.NOTE, "两个单位名称相近。", None, span.start + 1, span.end)
    model = window.center.problems.faults_model
    window._workspace.snapshot = replace(snapshot, faults=(fault,))
    window._workspace.changed.emit(window._workspace.snapshot, None)
    node = snapshot.by_id[span.node]
    assert node.title[:4] in model.index(0, 3).data()
    choose(window, "办结群众来信")
    press(tree, Qt.Key.Key_F8)
    assert window._workspace.node_id == tree.current_node() == node.node_id


def test_sections_count_through_text_and_tables(window, in_store):
    snapshot = in_store.snapshot
    sections = [node for node in snapshot.nodes if node.kind is NodeKind.SECTION]
    of_table = replace(sections[-1], origin=Origin.TABLE)
    nodes = tuple(of_table if node.node_id == of_table.node_id else node for node in snapshot.nodes)
    window._workspace.snapshot = replace(snapshot, nodes=nodes)
    choose(window, of_table.title)
    assert window.item_pane._place.text().startswith(f"第 {len(sections)} 个部分")


def test_the_filter_shows_hits_with_their_section(window, tree):
    press(tree, Qt.Key.Key_F, CTRL)
    assert window.center.filter.hasFocus()
    write(window.center.filter, "15")
    model = tree.plan_model
    assert model.shown_count == 2
    assert model.index(0, 1).data() == "守住安全的底线"
    assert model.index(0, 1, model.index(0, 0)).data() == "办结群众来信"
    window.center.filter.clear()
    assert model.shown_count == len(window._workspace.snapshot.nodes)


def test_a_choice_that_is_filtered_out_goes_to_the_first_hit(window, tree, in_store):
    choose(window, "建强教师队伍")
    press(tree, Qt.Key.Key_F, CTRL)
    write(window.center.filter, "15")
    assert window._workspace.node.title == "办结群众来信"
    assert window.item_pane.title.toPlainText() == "办结群众来信"
    press(window.center.filter, Qt.Key.Key_Down)
    assert tree.hasFocus()
    press(tree, Qt.Key.Key_Delete)
    assert "办结群众来信" not in in_store.titles()
    assert "建强教师队伍" in in_store.titles()


def test_without_a_hit_nothing_is_chosen_and_it_is_said_how_to_clear_the_filter(window, tree):
    before = choose(window, "建强教师队伍")
    press(tree, Qt.Key.Key_F, CTRL)
    write(window.center.filter, "zzz")
    assert window._workspace.node is None
    assert window.center.filters.no_hits.isVisible()
    assert "zzz" in window.center.filters.no_hits.text()
    assert not window.actions_table["delete"].isEnabled()
    press(window.center.filter, Qt.Key.Key_Escape)
    assert window.center.filter.text() == ""
    assert not window.center.filters.no_hits.isVisible()
    assert window._workspace.node_id == tree.current_node() == before.node_id
    write(window.center.filter, "zzz")
    tree.setFocus()
    press(tree, Qt.Key.Key_Escape)
    assert window.center.filter.text() == ""


def test_what_is_made_under_a_filter_stays_in_sight(window, tree):
    press(tree, Qt.Key.Key_F, CTRL)
    write(window.center.filter, "15")
    press(window.center.filter, Qt.Key.Key_N, CTRL)
    assert window._workspace.node.title == "新任务"
    assert window.center.filter.text() == "15"
    assert tree.plan_model.shown_count == 3
    assert tree.current_node() == window._workspace.node_id


def test_f6_goes_round_the_panes(window, tree):
    seen = []
    for _step in range(4):
        press(window.focusWidget(), Qt.Key.Key_F6)
        seen.append(window.focusWidget().accessibleName())
    assert seen == ["疑点", "标题", "计划列表", "任务树"]


def test_a_backup_comes_before_much_is_deleted_and_not_before_little(window, tree, in_store):
    folder = window._workspace.store.path
    choose(window, "管好校园每一餐")
    press(tree, Qt.Key.Key_Delete)
    assert listed(folder) == ()
    press(tree, Qt.Key.Key_A, CTRL)
    press(tree, Qt.Key.Key_Delete)
    assert [backup.reason for backup in listed(folder)] == [Reason.DELETE]
    window.actions_table["undo"].trigger()
    window.actions_table["delete_plan"].trigger()
    assert [backup.reason for backup in listed(folder)] == [Reason.DELETE] * 2
    assert content_of(listed(folder)[0].path).plans[0][1] > 0
