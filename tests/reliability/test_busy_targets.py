"""R15: every writer, held shortly and for ever; on Windows a file that is really open."""

import sys
from pathlib import Path

import pytest

from planner.core.errors import OutputError
from planner.core.handing_out import hand_out
from tests.reliability.busy_targets import ACCESS, LOCK, SHARING, WRITERS, tried
from tests.reliability.nine_operations import Operation


@pytest.mark.parametrize("operation", WRITERS, ids=lambda operation: operation.name)
def test_a_short_hold_is_waited_out_and_a_long_one_told(operation: Operation, tmp_path: Path) -> None:
    winerror = (ACCESS, SHARING, LOCK)[WRITERS.index(operation) % 3]
    assert tried(operation, winerror, tmp_path) == []


if sys.platform == "win32":

    def test_a_file_that_is_open_is_told_and_kept(tmp_path: Path) -> None:
        path = tmp_path / "表.xlsx"
        path.write_bytes(b"old")
        with path.open("rb") as held:
            with pytest.raises(OutputError) as told:
                hand_out(path, b"new")
            assert told.value.code == "TARGET_LOCKED"
            assert held.read() == b"old"
        hand_out(path, b"new")
        assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
