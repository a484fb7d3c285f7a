"""A folder of files is there whole or not at all."""

import errno
import os
import subprocess
import sys
import time

import pytest

from planner.core import atomic_folder
from planner.core.atomic_folder import sweep_folders, write_folder
from planner.core.errors import OutputError
from planner.core.output_errors import WriteFailed

FILES = [("01_甲.pdf", b"one"), ("02_乙.pdf", b"two")]


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_the_files_lie_in_the_folder(tmp_path):
    made = write_folder(tmp_path / "清单", FILES)
    assert made == tmp_path / "清单"
    assert names(made) == ["01_甲.pdf", "02_乙.pdf"]
    assert (made / "02_乙.pdf").read_bytes() == b"two"
    assert names(tmp_path) == ["清单"]


def test_a_folder_that_is_there_is_never_touched(tmp_path):
    (tmp_path / "2031.3月清单").mkdir()
    (tmp_path / "2031.3月清单 (2)").write_text("a file")
    made = write_folder(tmp_path / "2031.3月清单", FILES)
    assert made.name == "2031.3月清单 (3)"
    assert names(tmp_path / "2031.3月清单") == []
    assert names(made) == ["01_甲.pdf", "02_乙.pdf"]


def test_a_file_that_is_not_whole_leaves_nothing(tmp_path):
    def refuse(path):
        if path.name.startswith("02"):
            raise WriteFailed(path)

    with pytest.raises(WriteFailed):
        write_folder(tmp_path / "清单", FILES, refuse)
    assert names(tmp_path) == []


def test_a_stop_between_two_files_leaves_nothing(tmp_path):
    def files():
        yield FILES[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "清单", files())
    assert names(tmp_path) == []


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    def full(path, data):
        path.write_bytes(data[:1])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(atomic_folder, "write_through", full)
    with pytest.raises(OutputError, match="磁盘已满") as told:
        write_folder(tmp_path / "清单", FILES)
    assert told.value.code == "DISK_FULL"
    assert names(tmp_path) == []


def test_a_folder_that_may_not_be_written_is_told(tmp_path, monkeypatch):
    def denied(*_args, **_more):
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr("pathlib.Path.mkdir", denied)
    with pytest.raises(OutputError, match="没有权限写入《清单》") as told:
        write_folder(tmp_path / "清单", FILES)
    assert told.value.code == "NO_ACCESS"


def test_a_place_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputError) as told:
        write_folder(tmp_path / "无" / "清单", FILES)
    assert told.value.code == "PATH"
    with pytest.raises(OutputError) as told:
        write_folder(tmp_path / ("清" * 300), FILES)
    assert told.value.code == "PATH"
    assert names(tmp_path) == []


def test_what_killed_runs_left_is_removed_and_nothing_else(tmp_path):
    old = tmp_path / ".~planner-12-0a1b2c3d.dir"
    young = tmp_path / ".~planner-13-0a1b2c3d.dir"
    other = tmp_path / ".~planner-other"
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "01.pdf").write_bytes(b"half")
    past = time.time() - 7 * 86400
    os.utime(old, (past, past))
    os.utime(other, (past, past))
    assert sweep_folders(tmp_path) == 1
    assert names(tmp_path) == [young.name, other.name]
    assert sweep_folders(tmp_path / "无") == 0


def test_what_a_process_that_is_gone_left_is_removed_at_once(tmp_path):
    script = f"""
import os
import subprocess
import sys
from pathlib import Path
from planner.core import atomic_folder
atomic_folder.put_name = lambda *_: os._exit(9)
atomic_folder.write_folder(Path({str(tmp_path)!r}) / "清单", [("01.pdf", b"half")])
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    (left,) = names(tmp_path)
    assert left.endswith(".dir")
    assert sweep_folders(tmp_path) == 1
    assert names(tmp_path) == []
