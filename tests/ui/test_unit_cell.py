"""Units are edited in the row of the tree, by keys, and never while an input method composes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.core.vocabulary import Role
from planner.services import assignments
from planner.ui.itemmodels.plan_tree import Column
from tests.builders import FINANCE, GENERAL, SAFETY, TEACHERS, TEACHING
from tests.ui.acting import choose, compose, press, write

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
OPEN = "做好控辍保学"
FIRST = "补齐乡村学校的短板"


@pytest.fixture
def line(window):
    """Return the editor, open over the leads of the item that has none."""
    choose(window, OPEN)
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_F5)
    found = window.unit_gestures.cell.line
    assert found.isVisible()
    assert found.hasFocus()
    return found


def names(in_store, title, role):
    return [one.unit.name for one in in_store.node(title).units(role)]


def place_of(window, title, column):
    tree = window.center.tree
    node = next(node for node in window._workspace.snapshot.nodes if node.title == title)
    return QPoint(tree.visualRect(tree.plan_model.index_of(node.node_id, column)).center())


def test_f5_the_letters_of_a_unit_and_enter_twice_give_it_the_lead(line, window, in_store):
    assert not line.isWindow()
    assert line.parentWidget() is window.center.tree.viewport()
    write(line, "csg")
    press(line, Qt.Key.Key_Return)
    assert line.toPlainText() == f"{FINANCE}、"
    press(line, Qt.Key.Key_Return)
    assert not line.isVisible()
    assert window.center.tree.hasFocus()
    assert names(in_store, OPEN, Role.LEAD) == [FINANCE]
    press(window.center.tree, Qt.Key.Key_Z, CTRL)
    assert names(in_store, OPEN, Role.LEAD) == []


def test_escape_leaves_everything_as_it_was(line, window, in_store):
    before = len(in_store.store.history(100))
    write(line, "csg")
    press(line, Qt.Key.Key_Escape)
    assert line.isVisible()
    press(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert window.center.tree.hasFocus()
    assert len(in_store.store.history(100)) == before


def test_nothing_is_stored_before_the_editor_is_left(line, in_store, qtbot):
    line.watch._timer.setInterval(1)
    write(line, f"{FINANCE}、")
    qtbot.wait(20)
    assert names(in_store, OPEN, Role.LEAD) == []


def test_tab_goes_to_the_partners_and_on_to_the_next_row(window, line, in_store):
    choose(window, FIRST)
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_F5)
    press(line, Qt.Key.Key_Tab)
    assert line.isVisible()
    assert line.toPlainText().startswith(f"{FINANCE}、{SAFETY}")
    write(line, f"{TEACHERS}、")
    press(line, Qt.Key.Key_Tab)
    assert names(in_store, FIRST, Role.PARTNER) == [FINANCE, SAFETY, TEACHERS]
    assert window._workspace.node.title == "管好校园每一餐"
    assert line.toPlainText().startswith(SAFETY)
    press(line, Qt.Key.Key_Backtab, SHIFT)
    assert window._workspace.node.title == FIRST
    assert line.toPlainText().startswith(FINANCE)
    press(line, Qt.Key.Key_Backtab, SHIFT)
    assert line.toPlainText().startswith(TEACHING)


def test_down_stores_and_goes_to_the_same_cell_of_the_next_row(window, line, in_store):
    write(line, f"{GENERAL}、")
    press(line, Qt.Key.Key_Down)
    assert names(in_store, OPEN, Role.LEAD) == [GENERAL]
    assert window._workspace.node.title == "建强教师队伍"
    assert line.isVisible()
    assert line.hasFocus()
    press(line, Qt.Key.Key_Up)
    assert line.toPlainText() == f"{GENERAL}、"


def test_the_arrows_walk_the_offer_while_there_is_one_and_alt_down_opens_all(line):
    press(line, Qt.Key.Key_Down, ALT)
    assert line.is_offering()
    first = line._list.currentIndex().row()
    press(line, Qt.Key.Key_Down)
    assert line._list.currentIndex().row() == first + 1
    assert line.isVisible()


def test_while_an_input_method_composes_no_key_acts(line, window, in_store):
    compose(line, "cai")
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Tab)
    press(line, Qt.Key.Key_F5)
    press(line, Qt.Key.Key_B, CTRL)
    assert window._workspace.node.title == OPEN
    assert line.isVisible()
    compose(line, "", FINANCE)
    press(line, Qt.Key.Key_Return)
    if line.isVisible():
        press(line, Qt.Key.Key_Return)
    assert names(in_store, OPEN, Role.LEAD) == [FINANCE]


def test_shift_f5_edits_the_partners(window, in_store):
    choose(window, FIRST)
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_F5, SHIFT)
    assert window.unit_gestures.cell.line.toPlainText().startswith(FINANCE)


def test_a_double_click_edits_the_cell_that_was_hit(window, in_store):
    tree = window.center.tree
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(tree.viewport(), Qt.MouseButton.LeftButton, pos=place_of(window, FIRST, Column.PARTNERS))
    line = window.unit_gestures.cell.line
    assert line.isVisible()
    assert line.toPlainText().startswith(FINANCE)
    cell = place_of(window, FIRST, Column.PARTNERS)
    assert line.geometry().contains(cell)


def test_to_leave_the_editor_by_a_click_stores_what_was_typed(line, window, in_store):
    write(line, f"{GENERAL}、")
    QTest.mouseClick(
        window.center.tree.viewport(), Qt.MouseButton.LeftButton, pos=place_of(window, FIRST, Column.TITLE)
    )
    assert not line.isVisible()
    assert names(in_store, OPEN, Role.LEAD) == [GENERAL]
    assert window._workspace.node.title == FIRST


def test_the_editor_follows_a_change_from_elsewhere(line, window):
    node_id = window._workspace.node_id
    window._workspace.do("分派", lambda session: assignments.set_units(session, node_id, Role.LEAD, [TEACHERS]))
    assert line.toPlainText() == f"{TEACHERS}、"
    window._workspace.undo()
    assert line.toPlainText() == ""
    assert line.isVisible()


def test_f12_and_a_click_with_ctrl_go_to_the_page_of_the_unit(window):
    choose(window, FIRST)
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_F12)
    register = window.pages.page("units").register
    assert window._workspace.page == "units"
    assert register.table.chosen()[0].name == TEACHING
    window.actions_table["page_plan"].trigger()
    partners = window.item_pane.partners
    QTest.mouseClick(partners.viewport(), Qt.MouseButton.LeftButton, CTRL, partners.cursorRect().center())
    assert register.table.chosen()[0].name == FINANCE
    window.actions_table["page_plan"].trigger()
    partners.setFocus()
    press(partners, Qt.Key.Key_F12)
    assert register.table.chosen()[0].name == SAFETY


def test_an_item_without_units_says_so(window):
    choose(window, OPEN)
    window.actions_table["show_unit"].trigger()
    assert window._workspace.page == "plan"
    assert "还没有单位" in window.statusBar().currentMessage()


def test_the_menu_of_a_row_leads_to_each_of_its_units(window):
    choose(window, FIRST)
    assert window.unit_gestures.units_of(window._workspace.node) == (TEACHING, FINANCE, SAFETY)


def test_alt_with_an_arrow_gives_a_unit_the_other_role_and_takes_the_cursor_along(window, in_store):
    choose(window, FIRST)
    pane = window.item_pane
    pane.partners.setFocus()
    press(pane.partners, Qt.Key.Key_Up, ALT)
    assert names(in_store, FIRST, Role.LEAD) == [TEACHING, SAFETY]
    assert names(in_store, FIRST, Role.PARTNER) == [FINANCE]
    assert pane.leads.hasFocus()
    press(pane.leads, Qt.Key.Key_Up, ALT)
    assert names(in_store, FIRST, Role.LEAD) == [TEACHING, SAFETY]
    press(pane.leads, Qt.Key.Key_Down, ALT)
    assert names(in_store, FIRST, Role.PARTNER) == [FINANCE, SAFETY]
    assert pane.partners.hasFocus()
    window._workspace.undo()
    window._workspace.undo()
    assert names(in_store, FIRST, Role.LEAD) == [TEACHING]


def test_a_name_that_was_taken_outlives_escape(line, window, in_store):
    write(line, "csg")
    press(line, Qt.Key.Key_Return)
    assert names(in_store, OPEN, Role.LEAD) == [FINANCE]
    write(line, "z")
    press(line, Qt.Key.Key_Escape)
    press(line, Qt.Key.Key_Escape)
    assert window.center.tree.hasFocus()
    assert names(in_store, OPEN, Role.LEAD) == [FINANCE]
    press(window.center.tree, Qt.Key.Key_Z, CTRL)
    assert names(in_store, OPEN, Role.LEAD) == []


def test_letters_that_fit_no_unit_are_told_and_never_become_one(line, window, in_store):
    before = {unit.name for unit in in_store.store.units()}
    write(line, "xqz")
    press(line, Qt.Key.Key_Return)
    assert window.center.tree.hasFocus()
    assert "名录里没有“xqz”" in window.statusBar().currentMessage()
    assert names(in_store, OPEN, Role.LEAD) == []
    assert {unit.name for unit in in_store.store.units()} == before
