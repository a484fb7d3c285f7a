"""Garbage in circles is looked for in the window's thread alone, and all the same it goes."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from planner.ui.collecting import DUE, Collector


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(application):
    parent = QObject()
    gc.collect()
    found = Collector(parent)
    yield found
    found.stop()
    assert gc.isenabled()


def make_many() -> list[list[int]]:
    return [[] for _ in range(2 * DUE[0])]


def test_no_other_thread_collects(collector):
    lost = weakref.ref(Circle())
    made: list[object] = []
    worker = threading.Thread(target=lambda: made.append(make_many()))
    worker.start()
    worker.join()
    assert lost() is not None
    collector.collect_due()
    assert lost() is None


def test_python_does_not_get_it_back_from_others(collector):
    gc.enable()
    collector.collect_due()
    assert not gc.isenabled()


def test_little_garbage_waits(collector):
    lost = weakref.ref(Circle())
    collector.collect_due()
    assert lost() is not None


def test_old_garbage_goes_too(collector):
    lost = weakref.ref(Circle())
    kept = lost()
    gc.collect(0)
    gc.collect(1)
    del kept
    for _ in range((DUE[1] + 1) * (DUE[2] + 2)):
        made = make_many()
        collector.collect_due()
        del made
    assert lost() is None
