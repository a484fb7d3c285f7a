"""What goes into the clerk's own folders is found again by the next start when its writer was killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.core.atomic_file import write_atomically
from planner.core.handing_out import hand_out, hand_out_folder, sweep_noted
from planner.core.leftovers import temporary
from planner.services import Store

ROOT = Path(__file__).parents[2]
KILLED = """
import os, sys
from pathlib import Path
from planner.core import handing_out
def die(_path):
    os._exit(9)
target = Path(sys.argv[1])
if target.suffix:
    handing_out.hand_out(target, b"half", die)
else:
    handing_out.hand_out_folder(target, [("01.pdf", b"half")], die)
"""


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def killed_while_writing(target):
    done = subprocess.run([sys.executable, "-c", KILLED, str(target)], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert len(names(target.parent)) == 1


def test_a_file_is_handed_out_and_nothing_else_stays(tmp_path, planner_home):
    hand_out(tmp_path / "表.pdf", b"new")
    hand_out_folder(tmp_path / "清单", [("01.pdf", b"one")])
    assert names(tmp_path) == ["清单", "表.pdf"]
    assert names(planner_home) == []


@pytest.mark.parametrize("name", ["表.pdf", "清单"])
def test_the_next_start_removes_what_a_kill_left_wherever_it_lies(tmp_path, planner_home, name):
    folder = tmp_path / "U 盘 \udcff（一）"
    try:
        folder.mkdir()
    except (OSError, UnicodeError):  # a system whose names are all text
        folder = tmp_path / "U 盘（一）"
        folder.mkdir()
    killed_while_writing(folder / name)
    with Store.open(planner_home / "planner.db"):
        assert names(folder) == []
    assert names(planner_home) == ["planner.db"]


def test_the_next_file_in_the_same_folder_removes_it_too(tmp_path, planner_home):
    killed_while_writing(tmp_path / "表.pdf")
    hand_out(tmp_path / "另一张.pdf", b"new")
    assert names(tmp_path) == ["另一张.pdf"]


def test_without_a_data_folder_the_file_comes_all_the_same(tmp_path, planner_home):
    planner_home.rmdir()
    hand_out(tmp_path / "表.pdf", b"new")
    assert (tmp_path / "表.pdf").read_bytes() == b"new"
    assert not planner_home.exists()


@pytest.mark.parametrize("told", [b"", b"\x00", b"/no/such/folder", b"relative", b"\xff\xfe"])
def test_a_note_that_names_no_folder_is_only_removed(planner_home, told):
    note = temporary(planner_home / "note", "where")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_atomically(note.with_name(note.name.replace(f"-{os.getpid()}-", f"-{gone.pid}-")), told)
    assert sweep_noted(planner_home) == 0
    assert names(planner_home) == []


def test_the_note_of_a_running_program_stays(tmp_path, planner_home):
    left = temporary(tmp_path / "表.pdf", "tmp")
    left.touch()
    note = temporary(planner_home / "note", "where")
    write_atomically(note, str(tmp_path).encode())
    assert sweep_noted(planner_home) == 0
    assert left.exists()
    assert note.exists()
