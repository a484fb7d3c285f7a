"""A file whose tables are not those that its version promises is a damaged store, not a fault of the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.core.backups import Reason
from planner.core.store_errors import StoreDamaged
from planner.services import Store, plans
from planner.services.backups import content_of
from planner.services.recovery import known_loss, newest_good
from tests.builders import big_draft


def torn(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 3",
        "PRAGMA user_version = 1",
        "UPDATE sqlite_master SET sql = replace(sql, 'position', 'positiom') WHERE name = 'nodes'",
        "ALTER TABLE nodes RENAME COLUMN body TO bodies",
        "DROP TABLE deadlines",
    ],
)
def test_a_schema_that_is_another_than_its_version_says_is_told_as_damage(world: Store, statement: str) -> None:
    good = world.back_up(Reason.ASKED)
    assert good is not None
    world.close()
    torn(world.path, statement)

    def read() -> None:
        with Store.open(world.path) as store:
            store.snapshot(1)

    with pytest.raises(StoreDamaged):
        read()
    offer = newest_good(world.path)
    assert offer is not None
    assert offer.backup.path == good.path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_steps SET made_at = 'gestern'",
        "UPDATE journal_steps SET plan_ids = '[1'",
        "UPDATE plans SET years = '[20'",
    ],
)
def test_a_value_that_cannot_be_is_told_as_damage(world: Store, statement: str) -> None:
    world.close()
    torn(world.path, statement)

    def read() -> None:
        with Store.open(world.path) as store:
            store.plans()
            _ = store.undo_name
            store.history()

    with pytest.raises(StoreDamaged):
        read()


def test_a_store_that_proved_damaged_is_given_free_while_its_trouble_is_still_told(world: Store) -> None:
    world.write("更多", lambda session: plans.add_plan(session, big_draft(30)))
    world.close()
    torn(world.path, "UPDATE nodes SET title = CAST(x'e5b7' AS TEXT) WHERE id % 7 = 3")
    store = Store.open(world.path)
    with pytest.raises(StoreDamaged) as trouble:
        store.read(_title_by_title)
    store.close()
    with Store.open(world.path) as again:
        assert again.plans() != ()
    assert trouble.value.code == "STORE_DAMAGED"


def _title_by_title(connection: sqlite3.Connection) -> int:
    return sum(len(title) for (title,) in connection.execute("SELECT title FROM nodes ORDER BY id"))


def test_a_backup_that_could_not_be_restored_is_not_offered(world: Store) -> None:
    good = world.back_up(Reason.ASKED)
    world.write("改", lambda session: plans.set_title(session, 1, "另一个名称"))
    newest = world.back_up(Reason.ASKED)
    assert good is not None
    assert newest is not None
    torn(newest.path, "UPDATE nodes SET position = position + 7")
    offer = newest_good(world.path)
    assert offer is not None
    assert offer.backup.path == good.path


def test_a_link_that_leads_to_itself_is_none_that_could_tell_what_is_lost(world: Store) -> None:
    good = world.back_up(Reason.ASKED)
    assert good is not None
    world.close()
    world.path.unlink()
    world.path.symlink_to(world.path)
    assert known_loss(world.path, content_of(good.path)) is None
