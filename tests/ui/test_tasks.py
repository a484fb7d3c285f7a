"""Work beside the window: results come back here, stale ones do not come at all."""

import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from planner.core.errors import OutputError
from planner.ui.dialogs.settings import SettingsDialog
from planner.ui.preferences import font_group
from planner.ui.tasks import TELL_SECONDS, Worker


@pytest.fixture
def worker(application, qtbot):
    made = Worker(application)
    yield made
    made.stop()
    made.deleteLater()


def never(_result):
    raise AssertionError("must not be called")


def test_work_is_done_in_another_thread_and_reported_in_this_one(worker, qtbot):
    seen = []
    worker.submit("a", threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())), never)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()
    assert not worker.is_busy


def test_only_the_newest_of_a_key_is_reported_and_waiting_ones_are_not_begun(worker, qtbot):
    gate, begun, seen = threading.Event(), [], []

    def work(number):
        begun.append(number)
        gate.wait(5)
        return number

    for number in range(5):
        worker.submit("preview", lambda number=number: work(number), seen.append, never)
    qtbot.waitUntil(lambda: bool(begun))
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [4]
    assert begun[-1] == 4
    assert len(begun) <= 2


def test_troubles_and_faults_go_their_own_ways(worker, qtbot):
    troubles, faults = [], []
    worker.crashed.connect(faults.append)

    def trouble():
        raise OutputError("磁盘满了。", "请换一个位置。", code="DISK_FULL")

    worker.submit("a", trouble, never, troubles.append)
    worker.submit("b", lambda: 1 // 0, never, never)
    qtbot.waitUntil(lambda: bool(faults))
    assert [error.code for error in troubles] == ["DISK_FULL"]
    assert isinstance(faults[0], ZeroDivisionError)


def test_what_is_forgotten_is_not_reported(worker, qtbot):
    gate, ended = threading.Event(), []
    worker.submit("a", lambda: gate.wait(5), never, never)
    worker.submit("b", lambda: 1, ended.append, never)
    worker.forget("a")
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))


def test_a_long_piece_tells_here_how_far_it_is(worker, qtbot):
    seen, told = [], []

    def work(tell):
        for page in range(3):
            tell(page, 3)
            time.sleep(TELL_SECONDS)
        return "done"

    worker.submit_long("save", work, seen.append, never, lambda *far: told.append((far, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert [far for far, _ident in told] == [(0, 3), (1, 3), (2, 3)]
    assert {ident for _far, ident in told} == {threading.get_ident()}


@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_long_piece_that_nobody_wants_stops_where_it_tells(worker, qtbot, is_replaced):
    gate, begun, left, seen = threading.Event(), [], [], []

    def work(tell):
        begun.append(True)
        try:
            tell(0, 2)
            gate.wait(5)
            tell(1, 2)
            left.append("went on")
        finally:
            left.append("left")

    worker.submit_long("preview", work, never, never, lambda _done, _count: None)
    qtbot.waitUntil(lambda: bool(begun))
    if is_replaced:
        worker.submit("preview", lambda: "newer", seen.append, never)
    else:
        worker.forget("preview")
    gate.set()
    worker.submit("after", lambda: "after", seen.append, never)
    qtbot.waitUntil(lambda: "after" in seen)
    assert left == ["left"]
    assert seen == (["newer", "after"] if is_replaced else ["after"])


class Held:
    """Says in which thread it goes, as a dialog would that a piece of work holds on to."""

    def __init__(self, gone):
        self.gone = gone

    def __del__(self):
        self.gone.append(threading.get_ident())


def fail(_held):
    raise OutputError("磁盘满了。", "请换一个位置。", code="DISK_FULL")


@pytest.mark.parametrize("is_wanted", [True, False])
@pytest.mark.parametrize("work", [lambda held: held, fail])
def test_what_a_piece_holds_goes_in_the_thread_of_the_window(worker, qtbot, work, is_wanted):
    gone, reported, begun = [], threading.Event(), threading.Event()
    worker._ended.connect(lambda _token: reported.wait(5), Qt.ConnectionType.DirectConnection)
    gate = threading.Event()

    def piece(held):
        begun.set()
        gate.wait(5)
        return work(held)

    def submit(held):
        worker.submit("a", lambda: piece(held), lambda _result: held.gone, lambda _error: held.gone)

    submit(Held(gone))
    qtbot.waitUntil(begun.is_set)
    if not is_wanted:
        worker.forget("a")
    gate.set()
    qtbot.waitUntil(lambda: not worker._pieces)  # the thread still stands where it told that it has done
    reported.set()
    worker.stop()
    assert gone == [threading.get_ident()]


def test_fonts_that_come_after_the_settings_were_closed_are_dropped(window, qtbot, monkeypatch):
    gate, begun = threading.Event(), threading.Event()

    def slowly():
        begun.set()
        gate.wait(5)
        return {}

    monkeypatch.setattr(font_group, "installed_fonts", slowly)
    dialog = SettingsDialog(window._workspace, window.worker, window.appearance, window)
    faults = []
    window.worker.crashed.connect(faults.append)
    dialog.open()
    dialog._show_group(next(place for place, made in enumerate(dialog._makers) if made[0] == "打印字体"))
    qtbot.waitUntil(begun.is_set)
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(lambda: not window.worker._pieces)  # a late answer to a dead dialog would fail the test
    assert not faults
