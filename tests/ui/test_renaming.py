"""A plan is renamed where its title stands, without a dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


@pytest.fixture
def line(window):
    window.actions_table["rename_plan"].trigger()
    found = window.center.title_line
    assert QApplication.focusWidget() is found
    assert found.selectedText() == window.pages._workspace.snapshot.head.title
    return found


def name(store):
    return store.plans()[0].title


def test_enter_takes_the_name_and_undo_brings_the_old_one(line, window, store):
    old = name(store)
    QTest.keyClicks(line, "New Plan")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert name(store) == "New Plan"
    assert line.isHidden()
    assert window.center.title.isVisible()
    assert QApplication.focusWidget() is window.center.tree
    window.actions_table["undo"].trigger()
    assert name(store) == old


def test_esc_leaves_the_name(line, window, store):
    old = name(store)
    QTest.keyClicks(line, "New Plan")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert name(store) == old
    assert line.isHidden()
    assert QApplication.focusWidget() is window.center.tree


def test_going_elsewhere_takes_the_name(line, window, store):
    QTest.keyClicks(line, "New Plan")
    window.item_pane.title.setFocus(Qt.FocusReason.MouseFocusReason)
    assert name(store) == "New Plan"
    assert QApplication.focusWidget() is window.item_pane.title


def test_an_empty_name_is_none(line, store):
    old = name(store)
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert name(store) == old
