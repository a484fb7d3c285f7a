"""Faults that nobody can catch reach the last catcher too: of other threads, and of what is let go of."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication

from planner.ui.dialogs.trouble import TroubleDialog
from planner.ui.watchman import Watchman
from tests.ui.acting import open_dialog


@pytest.fixture
def watchman(window):
    found = Watchman(window)
    found.window = window
    found.install()  # the fixture of every test gives the hooks back
    return found


def break_in_a_thread():
    raise ZeroDivisionError


class BreaksAtTheEnd:
    def __del__(self):
        raise ZeroDivisionError


def the_trouble(qtbot):
    qtbot.waitUntil(lambda: any(isinstance(found, TroubleDialog) for found in QApplication.topLevelWidgets()))
    dialog = open_dialog(TroubleDialog)
    report = dialog.report
    dialog.close()
    return report


def test_a_fault_in_another_thread_is_shown(watchman, qtbot):
    thread = threading.Thread(target=break_in_a_thread)
    thread.start()
    thread.join()
    assert "break_in_a_thread" in the_trouble(qtbot)


def test_a_fault_in_letting_go_is_shown(watchman, qtbot):
    BreaksAtTheEnd()
    report = the_trouble(qtbot)
    assert "__del__" in report
    assert report.endswith("ZeroDivisionError")


def test_a_thread_that_ends_itself_is_no_fault(watchman, qtbot):
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    qtbot.wait(50)
    assert not any(isinstance(found, TroubleDialog) for found in QApplication.topLevelWidgets())
