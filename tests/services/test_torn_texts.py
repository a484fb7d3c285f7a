"""A text that a failing disk has torn: no backup of it passes for a good one, and a look through the store finds it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.core.backups import Reason, listed
from planner.core.customs import Customs
from planner.core.store_errors import BackupFailed, StoreDamaged
from planner.services import Store, items
from planner.services.item_history import item_history, plan_history
from planner.services.recovery import newest_good
from planner.services.step_list import steps
from tests.services.looking import dump


def tear(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE sources SET text = text || CAST(x'e5b7' AS TEXT)")
        connection.commit()


def torn(world: Store) -> Store:
    """Return the store opened again after a text was torn; a small one is read no further at once."""
    world.close()
    tear(world.path)
    return Store.open(world.path)


def test_no_backup_is_made_of_a_torn_text(world: Store) -> None:
    good = world.back_up(Reason.ASKED)
    assert good is not None
    with torn(world) as store:
        store.write("改", lambda session: items.set_body(session, 2, "别的话"))
        with pytest.raises((StoreDamaged, BackupFailed)):
            store.back_up(Reason.ASKED)
        assert store.backup_trouble is not None
    assert [backup.path for backup in listed(world.path)] == [good.path]


def test_a_backup_with_a_torn_text_is_not_offered(world: Store) -> None:
    good = world.back_up(Reason.ASKED)
    assert good is not None
    before = dump(world)
    world.write("改", lambda session: items.set_body(session, 2, "别的话"))
    newest = world.back_up(Reason.ASKED)
    assert newest is not None
    tear(newest.path)
    offer = newest_good(world.path)
    assert offer is not None
    assert offer.backup.path == good.path
    with pytest.raises(StoreDamaged):
        world.restore(newest.path)
    world.restore(good.path)
    assert dump(world) == before


def test_a_torn_text_is_found_by_a_look_through_the_store(world: Store) -> None:
    with torn(world) as store, pytest.raises(StoreDamaged):
        store.check()


@pytest.mark.parametrize("column", ["plan_ids", "made_at"])
def test_a_torn_step_is_no_fault_of_the_program_in_the_histories(world: Store, column: str) -> None:
    world.write("改", lambda session: items.set_body(session, 2, "别的话"))
    world.close()
    with closing(sqlite3.connect(world.path)) as connection:
        connection.execute(f"UPDATE journal_steps SET {column} = 'x'")
        connection.commit()
    with Store.open(world.path) as store:
        with pytest.raises(StoreDamaged):
            store.read(lambda connection: steps(connection, 10))
        with pytest.raises(StoreDamaged):
            store.read(lambda connection: plan_history(connection, 1))
        with pytest.raises(StoreDamaged):
            store.read(lambda connection: item_history(connection, 2, Customs()))
