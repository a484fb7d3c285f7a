"""Writing a file whole or not at all; each trouble is made where it would happen."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.core import atomic_file
from planner.core.atomic_file import free_name, set_aside, sweep_leftovers, whole_file, write_atomically, write_note
from planner.core.errors import OutputError
from planner.core.leftovers import give_up, temporary


def trouble(number, winerror=None):
    error = OSError(number, os.strerror(number))
    if winerror is not None:
        error.winerror = winerror
    return error


def failing(error, times=None):
    """Return a stand-in that raises `error`, for ever or so many times, and what it then calls."""
    calls = []

    def stand_in(real):
        def call(*arguments, **more):
            calls.append(arguments)
            if times is None or len(calls) <= times:
                raise error
            return real(*arguments, **more)

        return call

    return stand_in, calls


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "责任分解表.pdf"
    path.write_bytes(b"old")
    return path


def test_the_new_bytes_take_the_name(target):
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_a_new_file_comes_to_be(tmp_path):
    write_atomically(tmp_path / "新.xlsx", b"\x00" * 100_000)
    assert (tmp_path / "新.xlsx").stat().st_size == 100_000


def test_the_file_is_proved_before_it_takes_the_name(target):
    seen = []

    def verify(path):
        seen.append((path.parent, path.read_bytes(), target.read_bytes()))

    write_atomically(target, b"new", verify)
    assert seen == [(target.parent, b"new", b"old")]


def test_a_file_that_fails_its_proof_changes_nothing(target):
    def verify(_):
        raise OutputError("写出的文件不完整。", "请重试。", code="WRITE_FAILED")

    with pytest.raises(OutputError, match="不完整"):
        write_atomically(target, b"new", verify)
    assert target.read_bytes() == b"old"
    assert len(list(target.parent.iterdir())) == 1


@pytest.mark.parametrize(
    ("where", "name", "error", "code"),
    [
        (Path, "open", trouble(errno.ENOSPC), "DISK_FULL"),
        (Path, "open", trouble(errno.EACCES), "NO_ACCESS"),
        (Path, "open", trouble(errno.EROFS), "NO_ACCESS"),
        (os, "fsync", trouble(errno.ENOSPC), "DISK_FULL"),
        (os, "fsync", trouble(errno.EIO), "WRITE_FAILED"),
        (Path, "replace", trouble(errno.EACCES), "NO_ACCESS"),
        (Path, "replace", trouble(errno.EACCES, winerror=32), "TARGET_LOCKED"),
        (Path, "replace", trouble(errno.EACCES, winerror=5), "TARGET_LOCKED"),
        (Path, "replace", trouble(errno.EINVAL, winerror=112), "DISK_FULL"),
        (Path, "replace", trouble(errno.ENAMETOOLONG), "PATH"),
    ],
)
def test_whatever_fails_the_old_file_stays(target, monkeypatch, where, name, error, code):
    monkeypatch.setattr(atomic_file, "_PAUSE", 0.0)
    stand_in, calls = failing(error)
    monkeypatch.setattr(where, name, stand_in(getattr(where, name)))
    with pytest.raises(OutputError) as told:
        write_atomically(target, b"new")
    monkeypatch.undo()
    assert calls
    assert told.value.code == code
    assert told.value.file == target
    assert target.read_bytes() == b"old"
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_a_half_written_file_is_removed(target, monkeypatch):
    def cut_off(_):
        raise trouble(errno.ENOSPC)

    monkeypatch.setattr(os, "fsync", cut_off)
    with pytest.raises(OutputError, match="磁盘已满"):
        write_atomically(target, b"new" * 1000)
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_a_target_that_is_let_go_of_in_time_is_replaced(target, monkeypatch):
    monkeypatch.setattr(atomic_file, "_PAUSE", 0.0)
    stand_in, calls = failing(trouble(errno.EACCES, winerror=32), times=9)
    monkeypatch.setattr(Path, "replace", stand_in(Path.replace))
    write_atomically(target, b"new")
    assert len(calls) == 10
    assert target.read_bytes() == b"new"


def test_an_interrupted_write_leaves_nothing(target, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, b"new")
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("path", ["没有的文件夹/表.pdf", "责任分解表.pdf/表.pdf", "名" * 300 + ".pdf"])
def test_a_bad_path_is_told(target, path):
    with pytest.raises(OutputError) as told:
        write_atomically(target.parent / path, b"new")
    assert told.value.code == "PATH"
    assert told.value.exit_status == 5


def test_a_folder_of_that_name_is_told(target):
    folder = target.parent / "文件夹"
    folder.mkdir()
    with pytest.raises(OutputError):
        write_atomically(folder, b"new")
    assert sorted(entry.name for entry in target.parent.iterdir()) == sorted([target.name, "文件夹"])


def test_a_link_stays_a_link(target):
    link = target.parent / "链接.pdf"
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_free_name_counts_up(target):
    assert free_name(target.with_name("另一张.pdf")) == target.with_name("另一张.pdf")
    assert free_name(target).name == "责任分解表 (2).pdf"
    (target.parent / "责任分解表 (2).pdf").touch()
    assert free_name(target).name == "责任分解表 (3).pdf"


def test_only_old_leftovers_are_swept(tmp_path):
    old, young, other = (tmp_path / name for name in (".~planner-7-0a1b2c3d.tmp", ".~planner-8-0a1b2c3d.tmp", "表.tmp"))
    for path in (old, young, other):
        path.touch()
    long_ago = time.time() - 86_400
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    assert sweep_leftovers(tmp_path) == 1
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([young.name, other.name])
    assert sweep_leftovers(tmp_path / "没有") == 0


def test_what_a_process_that_is_gone_left_is_swept_at_once(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mine = temporary(tmp_path / "表.pdf", "tmp")
    mark = mine.name.removeprefix(f".~planner-{os.getpid()}-")
    left = tmp_path / f".~planner-{gone.pid}-{mark}"
    elsewhere = tmp_path / f".~planner-{gone.pid}-{int(mark[:4], 16) ^ 1:04x}{mark[4:]}"
    for path in (mine, left, elsewhere):
        path.touch()
    assert sweep_leftovers(tmp_path) == 1
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([mine.name, elsewhere.name])


def test_a_name_too_long_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError) as told:
        write_atomically(tmp_path / ("长" * 300 + ".pdf"), b"new")
    assert told.value.code == "PATH"
    assert "太长" in told.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_windows_does_not_find_for_its_length_is_too_long(target, monkeypatch):
    stand_in, _ = failing(trouble(errno.ENOENT, winerror=3))
    monkeypatch.setattr(atomic_file, "write_through", stand_in(atomic_file.write_through))
    deep = target.parent / ("深" * 260) / "表.pdf"
    for path, word in ((deep, "太长"), (target, "文件夹不存在")):
        with pytest.raises(OutputError, match=word):
            write_atomically(path, b"new")


def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "管道.pdf"
    if os.name != "nt":  # which has no pipes among its files
        os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)) if pipe.exists() else (Path(os.devnull),):
        kind = path.stat().st_mode
        with pytest.raises(OutputError) as told:
            write_atomically(path, b"new")
        assert told.value.code == "PATH"
        assert path.stat().st_mode == kind


def test_a_file_marked_read_only_is_not_called_open(target, monkeypatch):
    monkeypatch.setattr(atomic_file, "_PAUSE", 0.0)
    stand_in, _ = failing(trouble(errno.EACCES, winerror=5))
    monkeypatch.setattr(Path, "replace", stand_in(Path.replace))
    target.chmod(0o444)
    with pytest.raises(OutputError) as told:
        write_atomically(target, b"new")
    assert told.value.code == "NO_ACCESS"
    assert target.read_bytes() == b"old"


def test_a_file_made_by_others_reaches_the_disk_before_it_takes_the_name(target, monkeypatch):
    order = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda *paths: (order.append("name"), replace(*paths))[1])
    with whole_file(target, lambda _made: order.append("proof")) as made:
        made.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert order[:3] == ["sync", "proof", "name"]


def test_what_the_maker_raises_leaves_the_old_file_and_no_journal(target):
    def make():
        with whole_file(target) as made:
            made.write_bytes(b"half")
            made.with_name(f"{made.name}-journal").write_bytes(b"of SQLite")
            raise KeyError

    with pytest.raises(KeyError):
        make()
    assert target.read_bytes() == b"old"
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_never_takes_the_place_of_one_that_is_there(target, monkeypatch, has_links):
    if not has_links:
        stand_in, _ = failing(trouble(errno.EPERM))
        monkeypatch.setattr(os, "link", stand_in(os.link))
    with pytest.raises(OutputError), whole_file(target, is_new=True) as made:
        made.write_bytes(b"new")
    assert target.read_bytes() == b"old"
    with whole_file(target.with_name("新.db"), is_new=True) as made:
        made.write_bytes(b"new")
    assert sorted(entry.name for entry in target.parent.iterdir()) == sorted([target.name, "新.db"])


def test_what_is_set_aside_takes_the_first_name_that_is_free(target):
    kept = target.with_name("损坏.pdf")
    kept.write_bytes(b"kept")
    assert set_aside(target, kept).name == "损坏 (2).pdf"
    assert kept.read_bytes() == b"kept"
    assert (target.parent / "损坏 (2).pdf").read_bytes() == b"old"
    assert not target.exists()


def test_a_name_that_is_taken_at_this_very_moment_is_not_taken_over(target, monkeypatch):
    link = os.link
    wanted = target.with_name("损坏.pdf")

    def overtaken(old, new):
        if not wanted.exists():
            wanted.write_bytes(b"of another")
        link(old, new)

    monkeypatch.setattr(os, "link", overtaken)
    assert set_aside(target, wanted).name == "损坏 (2).pdf"
    assert wanted.read_bytes() == b"of another"


def test_a_folder_that_cannot_tell_whether_it_is_on_the_disk_takes_the_file_all_the_same(target, monkeypatch):
    stand_in, calls = failing(trouble(errno.EINVAL))
    monkeypatch.setattr(os, "fsync", stand_in(os.fsync))
    write_atomically(target, b"new")
    assert calls
    assert target.read_bytes() == b"new"


def test_a_note_is_whole_too(target, monkeypatch):
    stand_in, calls = failing(trouble(errno.EIO))
    monkeypatch.setattr(os, "fsync", stand_in(os.fsync))
    write_note(target, b"note")
    assert not calls
    assert target.read_bytes() == b"note"
    monkeypatch.setattr(os, "replace", stand_in(os.replace))
    with pytest.raises(OutputError):
        write_note(target, b"other")
    assert target.read_bytes() == b"note"
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_what_could_not_be_removed_is_swept_by_the_same_program_later(tmp_path):
    used, stuck = temporary(tmp_path / "表.pdf", "tmp"), temporary(tmp_path / "表.pdf", "tmp")
    for path in (used, stuck, stuck.with_name(f"{stuck.name}-journal")):
        path.touch()
    give_up(stuck)
    assert sweep_leftovers(tmp_path) == 2
    assert [entry.name for entry in tmp_path.iterdir()] == [used.name]


@pytest.mark.parametrize("name", ["a\0b.pdf", "half \ud800.pdf"])
def test_a_name_that_no_system_takes_is_told(tmp_path, name):
    with pytest.raises(OutputError) as told:
        write_atomically(tmp_path / name, b"new")
    assert told.value.code == "PATH"
    assert list(tmp_path.iterdir()) == []
