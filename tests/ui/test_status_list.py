"""The list of statuses gives the focus back, and to nothing that has gone in the meantime."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from planner.core.progress import Status
from planner.ui.panes.status_list import StatusList

PLACE = QRect(40, 40, 80, 20)


@pytest.fixture
def status_list(window):
    found = StatusList(window)
    yield found
    found.deleteLater()


def test_closing_gives_the_focus_back(window, status_list):
    before = window.center.tree
    before.setFocus()
    status_list.open_below(PLACE, Status.GOING)
    assert QApplication.focusWidget() is status_list
    status_list.close_list()
    assert QApplication.focusWidget() is before


def test_closing_what_is_not_open_leaves_the_focus_where_it_is(window, status_list):
    window.center.tree.setFocus()
    status_list.open_below(PLACE, Status.GOING)
    status_list.close_list()
    window.plan_list.setFocus()
    before = QApplication.focusWidget()
    status_list.close_list()
    assert QApplication.focusWidget() is before


def test_a_field_that_has_gone_gets_no_focus(window, status_list, qtbot):
    dialog = QDialog(window)
    field = QLineEdit(dialog)
    dialog.show()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    status_list.open_below(PLACE, Status.GOING)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.activateWindow()
    status_list.setFocus()
    status_list.close_list()
    assert status_list.isHidden()
