"""A journal left beside the store: its own brings the last whole state back, another's spoils nothing."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from planner.core.errors import StoreError
from planner.models.connection import close_connection, open_connection
from planner.models.hot_journal import journal_of
from planner.services import Store, plans
from tests.builders import big_draft

ROOT = Path(__file__).parents[2]
# Dies in the midst of a commit that has written pages of the store already.
DIES = """
import os, sqlite3, sys
writer = sqlite3.connect(sys.argv[1], isolation_level=None)
writer.execute("PRAGMA journal_mode = TRUNCATE")
writer.execute("PRAGMA cache_size = 2")
writer.execute("BEGIN IMMEDIATE")
for word in range(40):
    writer.execute("UPDATE nodes SET title = title || ?, body = body || ?", (str(word), "字" * 400))
os._exit(0)
"""


def store_with(path: Path, count: int) -> Path:
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(count)))
    return path


def die_writing(path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(path)], check=True, cwd=ROOT)
    assert journal_of(path).stat().st_size > 4096


def words(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [node.title for plan in store.plans() for node in store.snapshot(plan.plan_id).nodes]


def test_its_own_journal_brings_the_last_state_back(tmp_path: Path) -> None:
    path = store_with(tmp_path / "planner.db", 60)
    before = words(path)
    die_writing(path)
    assert words(path) == before
    assert [file.name for file in tmp_path.iterdir()] == ["planner.db"]


def test_a_store_copied_over_a_killed_one_is_not_spoiled_by_its_journal(tmp_path: Path) -> None:
    path = store_with(tmp_path / "planner.db", 60)
    other = store_with(tmp_path / "other" / "planner.db", 25)
    expected = words(other)
    die_writing(path)
    journal = journal_of(path).read_bytes()
    shutil.copy(other, path)
    assert words(path) == expected
    (aside,) = tmp_path.glob("损坏-*-planner.db-journal")
    assert aside.read_bytes() == journal


def test_a_torn_store_with_another_journal_is_refused_with_nothing_changed(tmp_path: Path) -> None:
    path = store_with(tmp_path / "planner.db", 60)
    other = store_with(tmp_path / "other" / "planner.db", 90)
    die_writing(path)
    die_writing(other)
    shutil.copy(journal_of(other), journal_of(path))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with pytest.raises(StoreError) as told:
        open_connection(path)
    assert told.value.code == "STORE_DAMAGED"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before


def test_a_store_that_is_open_is_not_touched_for_the_journal_of_its_commit(tmp_path: Path) -> None:
    path = store_with(tmp_path / "planner.db", 60)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA cache_size = 2")
        holder.execute("BEGIN EXCLUSIVE")
        holder.executemany("UPDATE nodes SET body = ? WHERE id = ?", [("字" * 3000, number) for number in range(60)])
        assert journal_of(path).stat().st_size > 0
        with pytest.raises(StoreError) as told:
            open_connection(path)
        assert told.value.code == "STORE_LOCKED"
        holder.execute("ROLLBACK")
    close_connection(open_connection(path), path)


def test_a_journal_where_no_store_is_does_not_get_into_a_new_one(tmp_path: Path) -> None:
    path = store_with(tmp_path / "planner.db", 60)
    die_writing(path)
    path.unlink()
    with pytest.raises(StoreError) as told:
        open_connection(path)
    assert told.value.code == "STORE_GONE"
    assert not path.exists()
    close_connection(open_connection(path, anew=True), path)
    assert words(path) == []
    assert len(list(tmp_path.glob("损坏-*-journal"))) == 1
