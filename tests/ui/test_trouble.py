"""A fault of the program is rolled back, logged without words of a plan, and shown once."""

import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPushButton

from planner import app
from planner.core.logfile import start_log
from planner.services import Store
from planner.ui.dialogs.trouble import TroubleDialog
from planner.ui.watchman import Watchman
from tests.ui.acting import choose, open_dialog
from tests.ui.conftest import close_logs

SECRET = "某某同志的名字"


@pytest.fixture
def watchman(application, window, monkeypatch):
    found = Watchman(window)
    found.window = window
    monkeypatch.setattr(sys, "excepthook", found.catch)
    return found


def break_store():
    raise RuntimeError(SECRET)


def test_a_fault_in_a_step_leaves_nothing_and_is_shown_once(window, in_store, watchman, qtbot):
    before = in_store.snapshot
    choose(window, "做好控辍保学")

    def step(session):
        from planner.services import items

        items.set_title(session, window._workspace.node_id, "half done")
        break_store()

    with pytest.raises(RuntimeError) as caught:
        window._workspace.do("坏步骤", step)
    for _time in range(2):
        watchman.catch(caught.type, caught.value, caught.tb)
    qtbot.waitUntil(lambda: any(isinstance(found, TroubleDialog) for found in QApplication.topLevelWidgets()))
    dialog = open_dialog(TroubleDialog)
    assert in_store.snapshot == before
    assert "break_store" in dialog.report
    assert SECRET not in dialog.report
    copy = next(button for button in dialog.findChildren(QPushButton) if "复制错误信息" in button.text())
    assert dialog.focusWidget() is copy
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == dialog.report
    assert "已复制" in copy.text()
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close).click()
    qtbot.wait(50)
    assert not any(isinstance(found, TroubleDialog) and found.isVisible() for found in QApplication.topLevelWidgets())


def test_the_log_has_the_way_to_the_fault_and_no_words(window, watchman, qtbot, planner_home):
    log = start_log()
    try:
        break_store()
    except RuntimeError as error:
        watchman.catch(type(error), error, error.__traceback__)
    close_logs()
    written = log.read_text(encoding="utf-8")
    assert "break_store" in written
    assert SECRET not in written
    qtbot.waitUntil(lambda: any(isinstance(found, TroubleDialog) for found in QApplication.topLevelWidgets()))
    open_dialog(TroubleDialog).close()


def test_a_fault_in_the_worker_reaches_the_same_catcher(window, watchman, qtbot):
    window.worker.submit("a", break_store, print, print)
    qtbot.waitUntil(lambda: any(isinstance(found, TroubleDialog) for found in QApplication.topLevelWidgets()))
    open_dialog(TroubleDialog).close()


def refusal_of(path, code):
    """Start on a store, leave what is said, and return it; the start ends with `code`."""
    said = []

    def leave():
        found = next(
            (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()), None
        )
        if found is None:
            QTimer.singleShot(50, leave)
            return
        said.extend(label.text() for label in found.findChildren(QLabel))
        found.reject()

    QTimer.singleShot(50, leave)
    assert app.run([], path) == code
    return "".join(said)


def test_a_store_that_cannot_be_opened_is_said_and_ends_the_start(application, qtbot, tmp_path):
    (tmp_path / "planner.db").write_bytes(b"this is no store at all" * 100)
    assert refusal_of(tmp_path / "planner.db", 4).count("。") >= 2


def test_a_store_in_use_is_not_opened_twice(application, qtbot, tmp_path):
    with Store.open(tmp_path / "planner.db"):
        assert "打开" in refusal_of(tmp_path / "planner.db", 4)
