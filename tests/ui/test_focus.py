"""Tab goes through each page as the eye does: each stop is seen, has a name and shows its focus; none is a trap."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSpacerItem, QWidgetItem

from planner.ui.dialogs.new_round import NewRoundDialog
from planner.ui.pages.page import PAGES
from planner.ui.tab_order import stops
from tests.ui.acting import open_dialog, press

TREES = ("plan",)


def open_page(window, name):
    window.pages._workspace.go(name)
    before = None
    while before != list(stops(window)):  # a page fills itself behind its first picture
        before = list(stops(window))
        QTest.qWait(150)


def word(widget):
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_each_stop_is_seen_and_has_a_name(window, name):
    open_page(window, name)
    found = list(stops(window))
    assert len(found) == len(set(found)) > 5
    unnamed = [(type(one).__name__, one.objectName()) for one in found if not word(one)]
    assert unnamed == []
    for one in found:
        assert one.isVisible()
        assert one.width() > 0
        assert one.height() > 0


def test_the_way_of_tab_leaves_no_items_of_layouts_behind(window):
    """Qt deletes these without a word; a layout that then lay at the address of one was taken for a spacer."""

    def items():
        return sum(isinstance(found, QSpacerItem | QWidgetItem) for found in gc.get_objects())

    window.pages._workspace.go("units")
    before = items()
    assert list(stops(window))
    assert items() == before


@pytest.mark.parametrize("other", ["show_history", "show_source"])
def test_the_fields_take_the_focus_at_their_beginning_from_the_tab_beside(window, other):
    open_page(window, "plan")
    window.actions_table[other].trigger()
    assert not window.item_pane.isAncestorOf(QApplication.focusWidget())
    window.actions_table["show_item"].trigger()
    assert QApplication.focusWidget() is window.item_pane.title


@pytest.mark.parametrize("name", [spec.name for spec in PAGES if spec.name not in TREES])
def test_tab_goes_round_and_back(window, name):
    open_page(window, name)
    found = list(stops(window))
    found[0].setFocus()
    for expected in [*found[1:], found[0]]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    for expected in reversed(found):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.focusWidget() is expected


def test_tab_leads_from_the_fields_to_the_status_bar_and_round_to_the_rail(window):
    found = list(stops(window))
    tree = found.index(window.center.tree)
    fields = [place for place, one in enumerate(found) if window.item_pane.isAncestorOf(one)]
    assert found.index(window.plan_list) < tree < fields[0]
    last = [one for one in found if window.statusBar().isAncestorOf(one)]
    assert found[-len(last) :] == last
    last[-1].setFocus()
    QTest.keyClick(last[-1], Qt.Key.Key_Tab)
    assert window.rail.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_each_stop_shows_that_it_has_the_focus(window, name):
    open_page(window, name)
    found = list(stops(window))
    alike = []
    for place, one in enumerate(found):
        found[place - 1].setFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.grab().toImage() == before:
            alike.append((type(one).__name__, one.objectName(), word(one)))
    assert alike == []


def walked(dialog):
    """Return what Tab goes through in a dialog until it comes round."""
    first = QApplication.focusWidget()
    assert dialog.isAncestorOf(first)
    found = [first]
    for _press in range(150):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert dialog.isAncestorOf(now)
        if now in found:
            return found[found.index(now) :]
        found.append(now)
    raise AssertionError("Tab does not come round")


DIALOGS = ("settings", "keys", "about", "print", "assign", "plan_customs", "change_units")


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_goes_round_in_each_dialog_through_what_is_seen_and_named(window, qtbot, name):
    action = window.actions_table[name]
    action.trigger()
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    found = walked(dialog)
    assert found
    assert [(type(one).__name__, one.objectName()) for one in found if not word(one)] == []
    assert all(one.isVisible() and one.isEnabled() for one in found)
    dialog.close()


def test_enter_presses_the_button_that_has_the_focus(window, qtbot):
    press(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.on_top
    qtbot.waitUntil(page.isVisible)
    page.new_button.setFocus()
    press(page.new_button, Qt.Key.Key_Return)
    open_dialog(NewRoundDialog).reject()
