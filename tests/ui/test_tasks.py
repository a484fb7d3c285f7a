"""Work beside the window: results come back here, stale ones do not come at all."""

import threading

import pytest

from planner.core.errors import OutputError
from planner.ui.tasks import Worker


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
