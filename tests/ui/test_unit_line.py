"""The register's names are offered below the line, in a list that never takes the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from planner.ui.panes.unit_line import matching
from tests.builders import FINANCE, GENERAL
from tests.ui.acting import choose, press, write

NAMES = ("基础教育科", "教师工作科", "职成教科", "教研室")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("教", ["教师工作科", "教研室", "基础教育科", "职成教科"]),
        ("基教科", ["基础教育科"]),
        ("室", ["教研室"]),
        ("财", []),
        ("", list(NAMES)),
    ],
)
def test_names_that_begin_with_it_come_first(typed, found):
    assert matching(NAMES, typed, ()) == found


def test_a_name_that_stands_in_the_line_is_not_offered():
    assert matching(NAMES, "教研", ("教研室",)) == []


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
    offered = leads._list.model().stringList()
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
