"""A backup, a restore and a recovery that end at any point: killed there, or the disk or a rename fails there."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from planner.core.backups import Reason, listed
from planner.core.errors import PlannerError
from planner.core.store_errors import StoreDiskFull
from planner.services import Store, items, plans
from planner.services.backups import look_through, recover
from tests.builders import big_draft, sample_draft
from tests.services.looking import assert_sound, dump

CALLS = ("fsync", "replace", "rename", "link", "unlink", "mkdir")
Point = Callable[[str], None]


class Probe(sqlite3.Connection):
    """A connection that tells of each statement and of each slice of a copy."""

    told: Point = staticmethod(lambda _name: None)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        Probe.told(f"sql {sql[:40]}")
        return super().execute(sql, *values)

    def backup(self, target: sqlite3.Connection, **how: Any) -> None:
        Probe.told("copy begins")
        super().backup(target, **how)
        Probe.told("copy ends")


@contextmanager
def watched(told: Point) -> Iterator[None]:
    """Tell of every call that reaches the disk, before it is done."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            real = getattr(os, name)

            def call(*values: Any, name: str = name, real: Any = real, **more: Any) -> Any:
                told(name)
                return real(*values, **more)

            patch.setattr(os, name, call)
        connect = sqlite3.connect
        patch.setattr(sqlite3, "connect", lambda *values, **more: connect(*values, factory=Probe, **more))
        patch.setattr(Probe, "told", staticmethod(told))
        yield


def prepared(folder: Path) -> Path:
    """Make a store with two backups: one of the plan, one of its first edit. The store has a second edit."""
    path = folder / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.back_up(Reason.START)
        for words in ("甲", "乙"):
            store.write(words, lambda session, words=words: items.set_body(session, 2, words))
            store.back_up(Reason.HOURLY)
        store.write("丙", lambda session: items.set_body(session, 2, "丙"))
    return path


def back_up(path: Path) -> None:
    with Store.open(path) as store:
        store.back_up(Reason.ASKED)


def restore(path: Path) -> None:
    with Store.open(path) as store:
        store.restore(listed(path)[-1].path)


def recover_damaged(path: Path) -> None:
    recover(path, listed(path)[0].path)


OPERATIONS = {back_up: {"丙"}, restore: {"丙", "导入"}, recover_damaged: {"丙", "乙"}}


def last_step(path: Path) -> str:
    with Store.open(path) as store:
        assert_sound(store)
        return store.history(1)[0].name


def assert_good(path: Path, before: set[str], where: str) -> None:
    """Every backup that bears a name is whole, and none that was there is lost."""
    found = listed(path)
    assert before <= {backup.path.name for backup in found}, where
    for backup in found:
        look_through(backup.path)


@pytest.mark.parametrize("operation", list(OPERATIONS), ids=lambda found: found.__name__)
def test_killed_at_any_point_the_store_is_the_old_or_the_new_one(
    tmp_path: Path, operation: Callable[[Path], None]
) -> None:
    """At each point the folder is copied as it lies: that is what a kill at this moment leaves."""
    path = prepared(tmp_path / "live")
    before = {backup.path.name for backup in listed(path)}
    points: list[str] = []
    last: list[tuple[str, int, int]] = []

    def photograph(name: str) -> None:
        found = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in path.parent.rglob("*")]
        if found != last and not stopped:  # nothing has changed on the disk since the last point
            last[:] = found
            points.append(name)
            stopped.append(name)
            shutil.copytree(path.parent, tmp_path / str(len(points)))
            stopped.clear()

    stopped: list[str] = []  # its own calls are no points
    with watched(photograph):
        operation(path)
    assert len(points) > 5
    seen = set()
    for place, name in enumerate(points, 1):
        left = tmp_path / str(place) / path.name
        if operation is recover_damaged and not left.exists():
            seen.add("gone")  # set aside already: the next start offers the backups
        else:
            seen.add(last_step(left))
        assert_good(left, before, name)
        shutil.rmtree(left.parent)
    assert seen - {"gone"} <= OPERATIONS[operation]


@pytest.mark.parametrize("operation", list(OPERATIONS), ids=lambda found: found.__name__)
@pytest.mark.parametrize(
    ("code", "for_ever"),
    [(errno.EIO, False), (errno.EACCES, False), (errno.ENOSPC, True)],
    ids=("EIO", "EACCES", "full"),
)
def test_whatever_fails_the_store_and_the_backups_stay(
    tmp_path: Path, operation: Callable[[Path], None], code: int, for_ever: bool
) -> None:
    """The k-th call that reaches the disk fails, once or for ever, for every k."""
    original = prepared(tmp_path / "live")
    before = {backup.path.name for backup in listed(original)}
    clean = tmp_path / "clean" / original.name
    shutil.copytree(original.parent, clean.parent)
    calls = run_failing(operation, clean, code, 0)
    assert calls > 3
    for place in range(1, calls + 1):
        path = tmp_path / "tried" / original.name
        shutil.copytree(original.parent, path.parent)
        run_failing(operation, path, code, place, for_ever=for_ever)
        assert_good(path, before, f"{place}")
        if path.exists():
            assert last_step(path) in OPERATIONS[operation]
        operation(path)  # it can be tried again
        assert_good(path, before, f"{place}")
        assert not list(path.parent.rglob(".~*"))
        shutil.rmtree(path.parent)


def run_failing(operation: Callable[[Path], None], path: Path, code: int, place: int, *, for_ever: bool = False) -> int:
    """Run an operation whose `place`-th call fails; what it says must be in the clerk's words. Return the calls."""
    count = 0

    def fail(name: str) -> None:
        nonlocal count
        if name in CALLS and name != "unlink":
            count += 1
            if count == place or (for_ever and count > place):
                raise OSError(code, os.strerror(code))

    with watched(fail), suppress(PlannerError):
        operation(path)
    return count


def test_a_disk_that_fills_up_in_the_midst_of_a_restore_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(400)))
        store.back_up(Reason.START)
    large = listed(path)[0].path
    small = tmp_path / "small" / "planner.db"
    with Store.open(small) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        before = dump(store)
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreDiskFull):
            store.restore(large)
        assert dump(store) == before
        assert_sound(store)
        store._connection.execute("PRAGMA max_page_count = 1000000")
        store.write("改", lambda session: items.set_body(session, 2, "接着改"))
    assert last_step(small) == "改"
