"""Search, chips, panel and views: one filter, by keys and by the mouse."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from planner.core.filtering import ItemFilter
from planner.core.progress import Status
from planner.core.traits import Gap, Reach
from planner.core.vocabulary import Role
from planner.services import plans
from planner.services.views import views
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.itemmodels.plan_tree import COUNT_ROLE
from tests.builders import FINANCE, TEACHERS, big_draft
from tests.ui.acting import choose, compose, open_dialog, press, write

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def tree(window):
    return window.center.tree


@pytest.fixture
def desk(window):
    return window.center.filters


def shown(tree) -> list[str]:
    """Return the titles of the items in the tree."""
    model, out = tree.plan_model, []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if model.row_at(index.internalId()).kind == "item":
                out.append(model.row_at(index.internalId()).title)
            walk(index)

    walk(tree.rootIndex())
    return out


def search(window, text: str) -> None:
    press(window.center.tree, Qt.Key.Key_F, CTRL)
    write(window.center.filter, text)


def test_a_title_is_found_by_its_initials_and_the_count_is_said(window, tree, desk):
    search(window, "bjqzlx")
    assert shown(tree) == ["办结群众来信"]
    assert desk.count.text() == "1 项"
    assert window._workspace.node.title == "办结群众来信"


def test_a_word_that_is_being_composed_filters_nothing(window, tree, desk):
    whole = shown(tree)
    search(window, "")
    compose(window.center.filter, "jiao")
    assert shown(tree) == whole
    press(window.center.filter, Qt.Key.Key_Return)
    press(window.center.filter, Qt.Key.Key_Escape)
    assert window.center.filter.hasFocus()
    compose(window.center.filter, "", "教师")
    assert 0 < len(shown(tree)) < len(whole)


def test_enter_and_f3_go_from_hit_to_hit_and_the_focus_stays(window, tree, desk):
    search(window, "股")
    hits = [tree.plan_model._shape[place][0] for place in tree.plan_model.filter.hits]
    assert window._workspace.node_id == hits[0]
    press(window.center.filter, Qt.Key.Key_Return)
    assert window._workspace.node_id == hits[1]
    press(window.center.filter, Qt.Key.Key_F3)
    assert window._workspace.node_id == hits[2]
    press(window.center.filter, Qt.Key.Key_Return, SHIFT)
    press(window.center.filter, Qt.Key.Key_F3, SHIFT)
    press(window.center.filter, Qt.Key.Key_Return, SHIFT)
    assert window._workspace.node_id == hits[-1]
    assert window.center.filter.hasFocus()
    press(window.center.filter, Qt.Key.Key_Down)
    assert tree.hasFocus()


def test_a_number_goes_to_its_item_though_others_have_the_figure(window, tree):
    search(window, "第3条")
    node = window._workspace.node
    assert window._workspace.snapshot.ordinals[node.node_id] == 3 or node.number.strip("（）.、") == "3"


def test_the_hits_are_marked_in_the_texts_and_in_the_source(window, tree, qtbot):
    search(window, "来信")
    qtbot.waitUntil(lambda: bool(window.item_pane.title.extraSelections()))
    (mark,) = window.item_pane.title.extraSelections()
    assert mark.cursor.selectedText() == "来信"
    assert any(one.cursor.selectedText() == "来信" for one in window.source.text.extraSelections())
    press(window.center.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.item_pane.title.extraSelections())


def test_what_counts_lead_to_is_shown_with_chips(window, tree, desk):
    window._workspace.go_to_items(window._workspace.plan_id, ItemFilter(units=(FINANCE,), role=Role.PARTNER))
    assert [chip.button.text() for chip in desk.chips.chips] == [f"{FINANCE}配合"]
    assert desk.chips.isVisible()
    assert all(FINANCE in tree.plan_model.row_at(place).partners for place in tree.plan_model.filter.hits)


def test_a_chip_goes_by_delete_and_the_focus_stays_among_the_chips(window, tree, desk):
    window._workspace.set_filter(ItemFilter(units=(TEACHERS,), gaps=(Gap.NO_REPORT,), text="教师"))
    first = desk.chips.chips[0].button
    first.setFocus()
    press(first, Qt.Key.Key_Delete)
    assert window._workspace.filter == ItemFilter(gaps=(Gap.NO_REPORT,), text="教师")
    assert desk.chips.chips[0].button.hasFocus()
    press(desk.chips.chips[0].button, Qt.Key.Key_Delete)
    assert window._workspace.filter == ItemFilter(text="教师")
    assert desk.chips.isHidden()
    press(tree, Qt.Key.Key_L, CTRL | SHIFT)
    assert window._workspace.filter is None
    assert window.center.filter.text() == ""


def test_what_is_edited_under_a_filter_stays_until_the_filter_changes(window, tree, desk):
    tester = QAbstractItemModelTester(tree.plan_model, FATAL, window)
    search(window, "来信")
    window.item_pane.title.setFocus()
    window.item_pane.title.selectAll()
    write(window.item_pane.title, "abc")
    tree.setFocus()
    assert window._workspace.node.title == "abc"
    body = window._workspace.node.body
    if "来信" not in body:
        assert "abc" in shown(tree)
        assert desk.chips.stale.text().startswith("1 项")
        desk.chips.stale.click()
        assert "abc" not in shown(tree)
    press(tree, Qt.Key.Key_Z, CTRL)
    assert "办结群众来信" in shown(tree)
    assert tester.model() is tree.plan_model


def test_the_model_keeps_the_rules_while_nodes_are_made_under_a_filter(window, tree):
    tester = QAbstractItemModelTester(tree.plan_model, FATAL, window)
    for chosen in (ItemFilter(text="教师"), ItemFilter(gaps=(Gap.NO_REPORT,)), None, ItemFilter(text="zzz")):
        window._workspace.set_filter(chosen)
        for name in ("new_item", "new_section", "undo", "undo", "redo", "delete", "undo", "undo"):
            window.actions_table[name].trigger()
    assert tester.model() is tree.plan_model


def test_the_panel_turns_choices_by_keys_and_says_what_they_leave(window, tree, desk):
    press(tree, Qt.Key.Key_F, CTRL | SHIFT)
    panel = desk.views.panel
    assert panel.isVisible()
    assert panel.line.hasFocus()
    write(panel.line, "szg")
    press(panel.line, Qt.Key.Key_Down)
    assert panel.choices.hasFocus()
    count = int(panel.choices.topLevelItem(0).text(1))
    press(panel.choices, Qt.Key.Key_Space)
    assert window._workspace.filter == ItemFilter(units=(TEACHERS,))
    assert len(shown(tree)) == count
    assert panel.count.text().startswith(f"列出 {count} 项")
    press(panel.choices, Qt.Key.Key_Space)
    assert window._workspace.filter is None
    press(panel.choices, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert tree.hasFocus()


def test_every_group_of_the_panel_is_reached_by_the_arrows(window, tree, desk):
    press(tree, Qt.Key.Key_F, CTRL | SHIFT)
    panel = desk.views.panel
    panel.groups.setFocus()
    panel.groups.setCurrentRow(0)
    for row in range(panel.groups.count()):
        assert panel.groups.currentRow() == row
        assert panel.choices.has_rows or panel.empty.text()
        press(panel.groups, Qt.Key.Key_Down)
    panel.groups.setCurrentRow(3)
    press(panel.groups, Qt.Key.Key_Right)
    press(panel.choices, Qt.Key.Key_Return)
    assert window._workspace.filter.gaps == (Gap.NO_LEAD,)
    press(panel.choices, Qt.Key.Key_Left)
    assert panel.groups.hasFocus()
    tree.setFocus()
    assert panel.isHidden()


def test_a_click_turns_a_choice_once(window, tree, desk):
    window.actions_table["filter_panel"].trigger()
    panel = desk.views.panel
    panel.groups.setCurrentRow(3)
    place = panel.choices.visualItemRect(panel.choices.topLevelItem(2))
    for point in (place.center(), place.topLeft() + panel.choices.rect().topLeft()):
        QTest.mouseClick(panel.choices.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window._workspace.filter is None
    QTest.mouseClick(panel.choices.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert window._workspace.filter.gaps == (Gap.NO_REPORT,)


def test_a_filter_is_kept_as_a_view_and_taken_again(window, tree, desk, store):
    search(window, "教师")
    press(window.center.filter, Qt.Key.Key_S, CTRL | SHIFT)
    panel = desk.views.panel
    assert panel.name.hasFocus()
    write(panel.name, "教师的事")
    press(panel.name, Qt.Key.Key_Return)
    assert panel.isHidden()
    (view,) = store.read(views)
    assert (view.name, view.chosen) == ("教师的事", ItemFilter(text="教师"))
    press(tree, Qt.Key.Key_Escape)
    assert window._workspace.filter is None
    press(tree, Qt.Key.Key_S, CTRL | ALT)
    assert panel.choices.topLevelItem(4).text(0) == "教师的事"
    panel.choices.setCurrentItem(panel.choices.topLevelItem(4))
    press(panel.choices, Qt.Key.Key_Return)
    assert window.center.filter.text() == "教师"


def test_a_view_is_renamed_and_deleted_and_both_are_undone(window, tree, desk, store, qtbot):
    window._workspace.set_filter(ItemFilter(text="教师"))
    desk.views._save("教师的事")
    press(tree, Qt.Key.Key_S, CTRL | ALT)
    choices = desk.views.panel.choices
    choices.setCurrentItem(choices.topLevelItem(4))
    press(choices, Qt.Key.Key_F2)
    editor = choices.findChild(QLineEdit)
    editor.selectAll()
    write(editor, "abc")
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [view.name for view in store.read(views)] == ["abc"])
    choices.setFocus()
    choices.setCurrentItem(choices.topLevelItem(4))
    press(choices, Qt.Key.Key_Delete)
    assert store.read(views) == ()
    window._workspace.undo()
    window._workspace.undo()
    assert [view.name for view in store.read(views)] == ["教师的事"]


def test_the_menu_of_views_shows_one_and_takes_it_back(window, tree, desk):
    menu = desk.views.button.menu()
    menu.aboutToShow.emit()
    action = next(one for one in menu.actions() if one.text().startswith("未报进展"))
    action.trigger()
    assert window._workspace.filter == ItemFilter(gaps=(Gap.NO_REPORT,))
    assert desk.views.button.text() == "未报进展"
    menu.aboutToShow.emit()
    action = next(one for one in menu.actions() if one.text().startswith("未报进展"))
    assert action.isChecked()
    action.trigger()
    assert window._workspace.filter is None
    assert desk.views.button.text() == "视图"


def test_esc_in_the_tree_gives_up_the_words_first_and_then_the_choices(window, tree):
    window._workspace.set_filter(ItemFilter(gaps=(Gap.NO_REPORT,), text="教师"))
    tree.setFocus()
    press(tree, Qt.Key.Key_Escape)
    assert window._workspace.filter == ItemFilter(gaps=(Gap.NO_REPORT,))
    press(tree, Qt.Key.Key_Escape)
    assert window._workspace.filter is None


def test_what_the_plan_has_not_is_said(window, tree, desk):
    window._workspace.set_filter(ItemFilter(units=("没有的股",)))
    assert desk.no_hits.isVisible()
    assert "没有的股" in desk.no_hits.text()


def test_a_filter_holds_for_the_next_plan(window, tree, store):
    change = store.write("导入", lambda session: plans.add_plan(session, big_draft(60)))
    window._workspace.set_filter(ItemFilter(text="落实第25项"))
    assert shown(tree) == []
    window._workspace.open_plan(change.plan_ids[0])
    assert len(shown(tree)) == 1


def test_going_to_a_node_that_is_left_out_takes_the_filter_away_and_says_so(window, tree):
    told = []
    window._workspace.told.connect(told.append)
    node = next(node for node in window._workspace.snapshot.items if "来信" not in node.title)
    search(window, "bjqzlx")
    window._workspace.go_to(window._workspace.plan_id, node.node_id)
    assert window._workspace.filter is None
    assert tree.current_node() == node.node_id
    assert any("筛选" in words for words in told)


def test_print_takes_the_filter(window, tree):
    window._workspace.set_filter(ItemFilter(statuses=(Status.IDLE,), gaps=(Gap.NO_REPORT,)))
    assert window.center.chosen_items() == window._workspace.filter


def test_the_choice_comes_back_when_nothing_was_found(window, tree):
    before = choose(window, "建强教师队伍")
    search(window, "zzz")
    press(window.center.filter, Qt.Key.Key_Escape)
    assert window._workspace.node_id == before.node_id


def test_a_day_that_is_typed_is_a_choice(window, tree, desk):
    press(tree, Qt.Key.Key_F, CTRL | SHIFT)
    panel = desk.views.panel
    write(panel.line, "2031-9-15")
    assert panel.choices.topLevelItem(0).text(0).endswith("9月15日前未完成")
    press(panel.line, Qt.Key.Key_Return)
    assert window._workspace.filter == ItemFilter(due_by=date(2031, 9, 15))
    press(panel.line, Qt.Key.Key_Return)
    assert window._workspace.filter is None


def test_a_chip_opens_the_panel_at_its_own_choices(window, tree, desk):
    window._workspace.set_filter(ItemFilter(statuses=(Status.IDLE,), due_by=date(2099, 1, 1)))
    for chip, group in zip(desk.chips.chips, ("statuses", "due"), strict=True):
        chip.button.click()
        assert desk.views.panel.group == group
        assert panel_is_open(desk)


def panel_is_open(desk) -> bool:
    return desk.views.panel.isVisible()


def test_a_section_says_how_many_of_its_items_are_left(window, tree):
    section = next(node for node in window._workspace.snapshot.nodes if node.title == "守住安全的底线")
    whole = tree.plan_model.index_of(section.node_id).data(COUNT_ROLE)
    search(window, "bjqzlx")
    assert tree.plan_model.index_of(section.node_id).data(COUNT_ROLE) == f"1/{whole}"


def test_the_box_and_the_buttons_have_names_and_the_keys_reach_them(window, tree, desk):
    for widget in (desk.field, desk.views.funnel, desk.views.button):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    for name in ("line", "groups", "choices", "name"):
        assert getattr(desk.views.panel, name).accessibleName()


def test_the_print_dialog_takes_over_what_it_has_no_field_for(window, tree):
    window._workspace.set_filter(ItemFilter(statuses=(Status.IDLE,), gaps=(Gap.NO_REPORT,), reach=Reach.NAMED))
    window.actions_table["print"].trigger()
    dialog = open_dialog(PrintDialog)
    assert dialog.options.request().chosen == ItemFilter(statuses=(Status.IDLE,), gaps=(Gap.NO_REPORT,))
    dialog.options.field("chosen.rest").check.setChecked(False)
    assert dialog.options.request().chosen == ItemFilter(statuses=(Status.IDLE,))
    dialog.close()
