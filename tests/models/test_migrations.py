"""Migrations: the old store or the new one, at whatever statement the process dies, with a verified copy before."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from planner.core.backups import Reason, backup_folder, listed
from planner.core.errors import StoreError
from planner.core.progress import Status
from planner.models.connection import close_connection, open_connection
from planner.models.copying import read_only
from planner.models.migrations import MIGRATIONS, Migration
from planner.models.migrations.runner import copy_before, migrate, schema_version
from planner.services import Store, plans, progress
from tests.builders import sample_draft
from tests.models.dying import start_until, was_killed
from tests.models.later import LATER, NEXT
from tests.services.looking import dump


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "planner.db"
    with Store.open(made) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return made


def test_numbers_count_without_gaps() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_store_is_brought_to_the_later_schema_with_its_rows_and_a_copy_of_before(path: Path) -> None:
    before = path.read_bytes()
    opened = open_connection(path, LATER)
    assert schema_version(opened) == NEXT.number
    assert opened.execute("SELECT count(*) FROM nodes WHERE weight = length(title) AND weight > 0").fetchone()[0] == 17
    assert migrate(opened, path, LATER) == ()
    close_connection(opened, path)
    (copy,) = listed(path)
    assert copy.reason == Reason.UPGRADE
    with Store.open(copy.path) as old:
        copied = dump(old)
    path.write_bytes(before)
    with Store.open(path) as store:
        assert dump(store) == copied


@pytest.mark.parametrize("landed", range(1, len(MIGRATIONS)))
def test_a_store_of_every_landed_schema_becomes_one_of_today(tmp_path: Path, landed: int) -> None:
    path = tmp_path / "planner.db"
    old = open_connection(path, MIGRATIONS[:landed])
    old.execute(
        "INSERT INTO plans SELECT 1, 't', '', '[]', '', '', NULL, NULL, '[2031]', NULL, '[]', '', NULL, '', '', '', ''"
    )
    old.execute("INSERT INTO sources VALUES (1, 1, 'n', 'txt', '', '')")
    old.execute("INSERT INTO nodes VALUES (5, 1, NULL, 0, 'item', 'text', '1.', NULL, '修校舍', '', 0, NULL)")
    old.execute("INSERT INTO units (id, name, match_key) VALUES (3, '甲股', '甲股')")
    old.execute("INSERT INTO assignments VALUES (1, 5, 0, 3, 'lead', '甲股', 1, 0, NULL)")
    close_connection(old, path)
    with Store.open(path) as store:
        store.write("状态", lambda session: progress.set_status(session, 5, Status.DONE, date(2031, 6, 30)))
        (node,) = store.snapshot(1).nodes
    assert (node.title, [found.unit.name for found in node.leads]) == ("修校舍", ["甲股"])
    assert [entry.status for entry in node.entries] == [Status.DONE]
    (copy,) = listed(path)
    with read_only(copy.path) as kept:
        assert schema_version(kept) == landed


def test_a_new_store_needs_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    close_connection(open_connection(path, LATER), path)
    assert [file.name for file in tmp_path.iterdir()] == ["planner.db"]


def test_the_program_of_before_refuses_the_later_store(path: Path) -> None:
    close_connection(open_connection(path, LATER), path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_connection(path)
    assert caught.value.code == "NEWER"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE nodes (id)",
        "UPDATE nodes SET plan_id = 99",
        "INSERT INTO nowhere VALUES (1)",
    ],
)
def test_a_migration_that_fails_leaves_the_old_store(path: Path, broken: str) -> None:
    failing = Migration(NEXT.number, (*NEXT.statements, broken))
    with Store.open(path) as store:
        before = dump(store)
    with pytest.raises((sqlite3.Error, StoreError)):
        open_connection(path, (*MIGRATIONS, failing))
    with Store.open(path) as store:
        assert dump(store) == before


def test_a_copy_that_is_not_the_same_stops_the_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        counted = iter([{"nodes": 1}, {"nodes": 2}])
        monkeypatch.setattr("planner.models.copying._counted", lambda _: iter(next(counted).items()))
        with pytest.raises(sqlite3.DatabaseError):
            copy_before(connection, path)
    assert listed(path) == ()
    assert sorted(file.name for file in path.parent.iterdir()) == ["planner.db", "备份"]
    assert not list(backup_folder(path).iterdir())


def test_a_process_killed_at_any_statement_leaves_the_old_store_or_the_new_one(path: Path) -> None:
    whole = path.read_bytes()
    with Store.open(path) as store:
        rows = dump(store)
    versions = set()
    for statement in range(1, 500):
        path.write_bytes(whole)
        run = start_until(statement, path, "tests.models.later", "LATER")
        if run.returncode == 0:
            assert int(run.stdout) < statement
            break
        assert was_killed(run), run.stderr
        opened = open_connection(path, LATER)
        assert schema_version(opened) == NEXT.number
        assert opened.execute("SELECT id, title FROM nodes").fetchall() == [(row[0], row[8]) for row in rows["nodes"]]
        assert opened.execute("SELECT count(*) FROM nodes WHERE weight = length(title)").fetchone()[0] == 17
        close_connection(opened, path)
        for left in listed(path)[1:]:
            left.path.unlink()
        with read_only(listed(path)[0].path) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        versions.add(statement)
        assert not list(path.parent.glob("*.tmp*"))
    assert len(versions) > len(NEXT.statements) + len(MIGRATIONS)
