"""The note beside a store may be anything: the store opens all the same."""

from pathlib import Path

import pytest

from planner.models import occupancy
from planner.services import Store


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 500_000,
        b"null",
        b'{"pid": 1e999, "host": "", "since": "2031-01-01"}',
        b'{"pid": "x"}',
    ],
)
def test_a_note_that_says_nothing_stops_no_start(tmp_path: Path, words: bytes) -> None:
    path = tmp_path / "planner.db"
    Store.open(path).close()
    note = tmp_path / "planner.db.open"
    note.write_bytes(words)
    assert occupancy.holder(path) == occupancy.Holder()
    with Store.open(path) as store:
        assert store.left_by == occupancy.Holder()
    assert not note.exists()
