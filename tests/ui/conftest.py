"""A window on a store with the known plan. Qt warnings, faults in the worker and leftovers fail the test."""

import gc
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from planner.app import make_application, make_window
from planner.core.logfile import stop_log
from planner.core.paths import resource
from planner.services import Store, plans
from tests.builders import sample_draft

# Said by the offscreen platform of any window with a least size, and of any menu; no fault of the program.
HARMLESS = tuple(
    f"This plugin does not support {what}" for what in ("propagateSizeHints", "raise()", "grabbing the keyboard")
)


@pytest.fixture(scope="session")
def application(qapp):
    return make_application()


@pytest.fixture(autouse=True)
def collected_in_this_thread():
    """Look for garbage between the tests: Python would do it in a worker, and delete widgets there (`Collector`)."""
    gc.disable()
    yield
    gc.collect(2 if gc.get_count()[2] > 20 else 1)
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_left(application, qtlog):
    threads, hooks = python_threads(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    before = set(QApplication.topLevelWidgets())
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    noise = [record.message for record in qtlog.records if not record.message.startswith(HARMLESS)]
    assert not noise
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before and widget.parent() is None]
    assert not left
    assert python_threads() <= threads
    close_logs()


def python_threads():
    """Return the threads that Python started; what it saw of the pool's own thread is only a name for it."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def close_logs():
    """Let go of the log files that a start has opened."""
    stop_log()


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "planner.db") as opened:
        opened.set_setting("sample_plan", "closed")
        yield opened


@pytest.fixture
def empty_window(application, store, qtbot):
    window = make_window(application, store)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.complete()  # which gives the collecting back to Python, as before the program's own begins
    gc.disable()
    yield window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert closed_dialogs() == [], "a dialog that was closed stays in memory as long as the window"


def closed_dialogs():
    """Return the kinds of the dialogs that are closed and still there."""
    tops = QApplication.topLevelWidgets()
    return [type(widget).__name__ for widget in tops if isinstance(widget, QDialog) and not widget.isVisible()]


@pytest.fixture
def stored(store):
    store.write("导入", lambda session: plans.add_plan(session, sample_draft()))


@pytest.fixture
def window(stored, empty_window):
    return empty_window


@pytest.fixture
def sample_text():
    return resource("samples", "sample-plan.txt").read_text(encoding="utf-8")


@pytest.fixture
def in_store(store):
    """Look at the plan as the store has it, by the titles or ids of its nodes."""
    return InStore(store)


class InStore:
    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def snapshot(self):
        return self.store.snapshot(self.store.plans()[-1].plan_id)

    def node(self, title: str):
        return next(node for node in self.snapshot.nodes if node.title == title)

    def titles(self) -> list[str]:
        return [node.title for node in self.snapshot.nodes]


def write_plan(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
