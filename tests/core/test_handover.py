"""A second start hands its files over: the request comes whole, is taken once, and goes when nobody answers."""

import os
import time

import pytest

from planner.core import handover
from planner.core.handover import hand_over, take_requests


@pytest.fixture
def store(tmp_path):
    return tmp_path / "planner.db"


def test_the_first_takes_the_files_and_the_second_hears_of_it(store):
    taken = []
    files = [store.with_name("要点.docx"), store.with_name("方案（修订）.txt")]
    assert hand_over(store, files, pause=lambda _seconds: taken.extend(take_requests(store)))
    assert taken == [tuple(files)]
    assert list(store.parent.iterdir()) == []


def test_a_start_without_a_file_asks_for_the_window_alone(store):
    taken = []
    assert hand_over(store, [], pause=lambda _seconds: taken.extend(take_requests(store)))
    assert taken == [()]


def test_when_nobody_answers_nothing_stays(store, monkeypatch):
    monkeypatch.setattr(handover, "WAIT_SECONDS", 0.1)
    assert not hand_over(store, [])
    assert list(store.parent.iterdir()) == []


def test_a_folder_that_takes_no_file_is_no_answer(tmp_path):
    assert not hand_over(tmp_path / "没有" / "planner.db", [])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"files": 3}', b'{"files": [1, null]}', b"x" * 200_000])
def test_a_spoiled_request_opens_nothing_and_goes(store, content):
    request = store.with_name("planner.db.request-1-aa.json")
    request.write_bytes(content)
    assert take_requests(store) == ((),)
    assert not request.exists()


def test_an_old_request_is_dropped_and_that_of_another_store_stays(store):
    old = store.with_name("planner.db.request-1-aa.json")
    old.write_text('{"files": ["/a.txt"]}', encoding="utf-8")
    os.utime(old, (time.time() - 100, time.time() - 100))
    other = store.with_name("other.db.request-1-aa.json")
    other.write_text('{"files": []}', encoding="utf-8")
    assert take_requests(store) == ()
    assert not old.exists()
    assert other.exists()
