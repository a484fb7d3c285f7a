"""The register's names are offered below the line, in a list that never takes the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from planner.core.vocabulary import UnitKind
from planner.services import units
from tests.builders import FINANCE, GENERAL
from tests.ui.acting import choose, compose, press, write


def test_a_name_is_taken_with_arrow_and_enter(window, in_store):
    choose(window, "做好控辍保学")
    leads = window.item_pane.leads
    leads.setFocus()
    write(leads, GENERAL[0])
    offered = leads._list
    assert offered is not None
    assert offered.isVisible()
    assert not offered.isWindow()
    press(leads, Qt.Key.Key_Down)
    press(leads, Qt.Key.Key_Return)
    assert leads.hasFocus()
    assert leads.toPlainText() == f"{GENERAL}、"
    assert not offered.isVisible()
    window.center.tree.setFocus()
    assert [found.unit.name for found in in_store.node("做好控辍保学").leads] == [GENERAL]


def test_escape_closes_the_list_before_it_leaves_the_line(window, in_store):
    choose(window, "做好控辍保学")
    leads = window.item_pane.leads
    leads.setFocus()
    press(leads, Qt.Key.Key_Down)
    assert leads._list.isVisible()
    offered = leads._list.model().names()
    assert offered[0] == FINANCE
    assert set(offered) == {unit.name for unit in in_store.store.units()}
    press(leads, Qt.Key.Key_Escape)
    assert not leads._list.isVisible()
    assert leads.hasFocus()
    press(leads, Qt.Key.Key_Escape)
    assert window.center.tree.hasFocus()


def test_escape_takes_half_a_name_back(window, in_store, qtbot):
    choose(window, "做好控辍保学")
    before, steps = in_store.snapshot, in_store.store.history(100)
    leads = window.item_pane.leads
    leads.setFocus()
    leads.watch._timer.setInterval(1)
    write(leads, GENERAL[0])
    assert leads._list.isVisible()
    qtbot.wait(20)
    press(leads, Qt.Key.Key_Escape)
    assert not leads._list.isVisible()
    qtbot.wait(20)
    press(leads, Qt.Key.Key_Escape)
    assert window.center.tree.hasFocus()
    assert leads.toPlainText() == ""
    assert in_store.snapshot == before
    assert in_store.store.history(100) == steps


def test_only_the_name_under_the_cursor_is_replaced(window):
    choose(window, "补齐乡村学校的短板")
    partners = window.item_pane.partners
    before = partners.toPlainText()
    partners.setFocus()
    partners.moveCursor(QTextCursor.MoveOperation.Start)
    write(partners, "x")
    partners._take(FINANCE)
    assert partners.words() == "、".join([FINANCE, *before.split("、")[1:]])


def test_tab_puts_the_cursor_behind_the_last_name(window, in_store):
    choose(window, "补齐乡村学校的短板")
    steps = len(in_store.store.history(100))
    partners = window.item_pane.partners
    before = partners.toPlainText()
    window.item_pane.leads.setFocus()
    press(window.item_pane.leads, Qt.Key.Key_Tab)
    assert partners.hasFocus()
    assert partners.toPlainText() == f"{before}、"
    press(partners, Qt.Key.Key_Tab)
    assert partners.toPlainText() == before
    assert len(in_store.store.history(100)) == steps
    window.item_pane.leads.setFocus()
    press(window.item_pane.leads, Qt.Key.Key_Tab)
    write(partners, GENERAL)
    window.center.tree.setFocus()
    names = [found.unit.name for found in in_store.node("补齐乡村学校的短板").partners]
    assert names == [*before.split("、"), GENERAL]


def typing(window, letters: str):
    """Put the cursor into the empty line of the leads and type."""
    choose(window, "做好控辍保学")
    leads = window.item_pane.leads
    leads.setFocus()
    write(leads, letters)
    return leads


def test_a_unit_is_found_by_the_initials_of_its_name(window, in_store):
    in_store.store.write("添加", lambda session: units.add_unit(session, "基础教育科"))
    leads = typing(window, "jjk")
    assert leads._list.isVisible()
    assert leads._list.model().names() == ["基础教育科"]
    press(leads, Qt.Key.Key_Return)
    assert leads.toPlainText() == "基础教育科、"
    window.center.tree.setFocus()
    assert [found.unit.name for found in in_store.node("做好控辍保学").leads] == ["基础教育科"]


def test_a_digit_chooses_from_the_list_and_a_comma_takes_the_first(window, in_store):
    leads = typing(window, "g")
    names = leads._list.model().names()
    assert len(names) > 1
    press(leads, Qt.Key.Key_2)
    assert leads.toPlainText() == f"{names[1]}、"
    write(leads, "g")
    assert leads._list.model().names() == [name for name in names if name != names[1]]
    press(leads, Qt.Key.Key_Comma)
    assert leads.words() == f"{names[1]}、{names[0]}"
    write(leads, "g")
    if leads.is_offering():
        press(leads, Qt.Key.Key_Escape)
    assert leads.hasFocus()


def test_tab_takes_what_was_typed_by_its_sound_and_leaves_the_line_otherwise(window):
    leads = typing(window, "g")
    first = leads._list.model().names()[0]
    press(leads, Qt.Key.Key_Tab)
    assert leads.hasFocus()
    assert leads.toPlainText() == f"{first}、"
    press(leads, Qt.Key.Key_Tab)
    assert window.item_pane.partners.hasFocus()


def test_a_new_name_can_be_typed_over_the_offers(window, in_store):
    leads = typing(window, GENERAL[0])
    assert leads._list.isVisible()
    write(leads, "新设小组")
    press(leads, Qt.Key.Key_Return)
    window.center.tree.setFocus()
    assert [found.unit.name for found in in_store.node("做好控辍保学").leads] == [f"{GENERAL[0]}新设小组"]


def test_an_alias_finds_its_unit_and_is_told(window, in_store):
    unit = next(unit for unit in in_store.store.units() if unit.name == FINANCE)
    in_store.store.write("别名", lambda session: units.add_alias(session, unit.unit_id, "财务科"))
    leads = typing(window, "cwk")
    offers = leads._list.model()
    assert offers.names() == [FINANCE]
    assert "又名 财务科" in offers.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_nothing_is_offered_or_chosen_while_an_input_method_composes(window, in_store):
    in_store.store.write("添加", lambda session: units.add_unit(session, "基教科"))
    choose(window, "做好控辍保学")
    leads = window.item_pane.leads
    leads.setFocus()
    compose(leads, "jjk")
    assert not leads.is_offering()
    assert leads.toPlainText() == ""
    compose(leads, "基教")
    assert not leads.is_offering()
    compose(leads, "", "基")
    assert leads._list.isVisible()
    assert leads._list.model().names()[0] == "基教科"
    compose(leads, "jiao")
    press(leads, Qt.Key.Key_1)
    assert "基教科" not in leads.toPlainText()


def test_a_digit_that_belongs_to_a_name_is_typed(window, in_store):
    in_store.store.write("添加", lambda session: units.add_unit(session, "第1中学", UnitKind.SCHOOL))
    leads = typing(window, "第")
    assert leads._list.isVisible()
    press(leads, Qt.Key.Key_1)
    assert leads.toPlainText() == "第1"
