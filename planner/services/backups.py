"""Backups that lie still: what is in one, a store made of one, and a closed store brought back from one."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.core.atomic_file import free_name, set_aside, whole_file
from planner.core.backup_errors import BackupDamaged, BackupGone, NewerBackup, NotOurBackup
from planner.core.backups import BackupFile, next_backup
from planner.core.errors import StoreError
from planner.core.handing_out import hand_out
from planner.core.store_errors import NewerStore, NotOurStore, StoreDamaged, StoreLocked
from planner.core.write_troubles import explained
from planner.models import hot_journal, troubles
from planner.models.connection import check_pages, check_rules
from planner.models.copying import read_only, temporary_store
from planner.models.migrations.runner import APPLICATION_ID, migrate, newest_version, schema_version

PLANS = """
SELECT CASE title WHEN '' THEN coalesce((SELECT name FROM sources WHERE plan_id = plans.id), '') ELSE title END,
       (SELECT count(*) FROM nodes WHERE plan_id = plans.id AND kind = 'item')
FROM plans ORDER BY id
"""
# Their last bytes are the checksum of what is packed in them.
_LAST_IMAGES = """
SELECT table_name, length(images), substr(images, -8) FROM journal_images
WHERE step_id = (SELECT max(id) FROM journal_steps) ORDER BY id
"""
_COLUMNS = """
SELECT tables.name, columns.name, columns.type, columns."notnull"
FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'
"""
_SCHEMA_WITH_REVIEWS = 3
_LAST_STEP = "SELECT name, made_at, id FROM journal_steps WHERE is_undone = 0 ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class BackupContent:
    """What is in a backup: each plan by its title and the number of its items, and the last step that was made."""

    plans: tuple[tuple[str, int], ...]
    last_step: str
    last_step_at: datetime | None
    schema: int
    last_sequence: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """A state of a store as two digests: what the steps made of it, and the reviews that wait beside the journal.

    What the program remembers for its own comfort (the size of a window) is no part of it.
    """

    steps: str
    reviews: str


def content_of(path: Path) -> BackupContent:
    """Return what is in a backup. Raises `BackupGone`, STORE_DAMAGED, NOT_OUR_DB or NEWER; nothing is written."""
    with still(path) as connection:
        plans = tuple((str(title), int(count)) for title, count in connection.execute(PLANS))
        last = connection.execute(_LAST_STEP).fetchone()
        if last is None:
            return BackupContent(plans, "", None, schema_version(connection))
        made_at = datetime.fromisoformat(last[1])
        return BackupContent(plans, str(last[0]), made_at, schema_version(connection), int(last[2]))


def state_of(connection: sqlite3.Connection) -> State:
    """Return the state of a store; two stores that were made by the same steps have the same."""
    steps, reviews = hashlib.sha256(), hashlib.sha256()
    steps.update(repr(schema_version(connection)).encode())
    rows = connection.execute("SELECT id, name, made_at, is_undone FROM journal_steps ORDER BY id DESC LIMIT 50")
    steps.update(repr(rows.fetchall()).encode())
    images = connection.execute(_LAST_IMAGES)
    steps.update(repr(images.fetchall()).encode())
    steps.update(repr(connection.execute("SELECT sum(is_undone), count(*) FROM journal_steps").fetchone()).encode())
    if schema_version(connection) >= _SCHEMA_WITH_REVIEWS:
        rows = connection.execute("SELECT id, title, options, edits, open_count, updated_at FROM reviews ORDER BY id")
        reviews.update(repr(rows.fetchall()).encode())
    return State(steps.hexdigest(), reviews.hexdigest())


def state_in(path: Path) -> State | None:
    """Return the state that a good backup holds; None when it is not good."""
    with suppress(StoreError, BackupGone):
        look_through(path)
        with still(path) as connection:
            return state_of(connection)
    return None


def look_through(path: Path) -> None:
    """Raise as `content_of` does unless a backup is whole and holds together, as it must be to be restored."""
    with still(path) as connection:
        check_pages(connection, path, thorough=True)
        if schema_version(connection) == newest_version():
            check_rules(connection, path)


def make_ready(backup: Path, target: sqlite3.Connection) -> None:
    """Make of an empty database the store that a backup holds, proved and brought to today's schema.

    Raises as `content_of` does.
    """
    with still(backup) as source:
        check_pages(source, backup, thorough=True)
        source.backup(target)
        migrate(target, None)
        check_pages(target, backup, thorough=True)
        check_rules(target, backup)
        if _shape(target) != _shape_of_today():
            raise StoreDamaged(backup)


def recover(store: Path, backup: Path) -> Path:
    """Bring a backup to the place of a closed store that is damaged or gone.

    What lies there is set aside, with its journal, as `损坏-<日期>-planner.db`; returns where (nothing is there
    when the store was gone). Killed on the way, the old store or the new one is in place, or none; the backups stay.
    """
    _refuse_held(store)
    with troubles.told(store):
        store.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(store) as temporary:
            with temporary_store(temporary) as target:
                make_ready(backup, target)
            return put_aside(store)


def put_aside(store: Path) -> Path:
    """Rename what lies in the place of a store that nobody holds, and return where it lies now. Raises `StoreError`.

    Its journal goes with it: one that stayed behind would be played back into the next store.
    """
    aside, journal = free_name(hot_journal.name_aside(store)), hot_journal.journal_of(store)
    with troubles.told(store):
        if os.path.lexists(store):
            aside = set_aside(store, aside)
        if os.path.lexists(journal):
            set_aside(journal, hot_journal.journal_of(aside))
    return aside


def save_copy(backup: Path, target: Path) -> None:
    """Put a copy of a backup where the clerk wants it. Raises as `content_of` does, and `OutputError`."""
    with still(backup) as source:
        content = source.serialize()  # not by `open()`: what was chosen may be the store that is open
    hand_out(target, content, look_through)


def copy_into(folder: Path, store: Path, backup: BackupFile) -> BackupFile:
    """Copy a backup into another folder of backups, behind those that are there, and return it there.

    Raises as `content_of` does, and `OutputError`.
    """
    there = next_backup(store, backup.reason, folder)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as trouble:
        raise explained(trouble, folder, replacing=False) from trouble
    with (
        whole_file(there.path, look_through) as temporary,
        still(backup.path) as source,
        temporary_store(temporary) as copy,
    ):
        source.backup(copy)
    return there


@contextmanager
def still(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a backup to read, refusing what is none of ours or too new."""
    if not path.is_file():
        raise BackupGone(path)
    with troubles.told(path), _told_of_backup(path):
        if path.stat().st_size == 0:
            raise StoreDamaged(path)
        with read_only(path) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise NotOurStore(path)
            if schema_version(connection) > newest_version():
                raise NewerStore(path)
            yield connection


def _shape(connection: sqlite3.Connection) -> set[tuple[str, str, str, int]]:
    """Return each table with the name, the kind and the necessity of each of its columns."""
    return set(connection.execute(_COLUMNS))


def _shape_of_today() -> set[tuple[str, str, str, int]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, None)
        return _shape(fresh)


@contextmanager
def _told_of_backup(path: Path) -> Iterator[None]:
    """Say of a backup what would else be said of the store."""
    try:
        with troubles.told(path):
            yield
    except (StoreDamaged, sqlite3.Error, ValueError) as trouble:  # a table is missing, or a value cannot be
        raise BackupDamaged(path) from trouble
    except NotOurStore as trouble:
        raise NotOurBackup(path) from trouble
    except NewerStore as trouble:
        raise NewerBackup(path) from trouble


def _refuse_held(store: Path) -> None:
    """Raise STORE_LOCKED when a program holds the store; whatever else is wrong with it is why it is replaced."""
    if store.is_file():
        try:
            with read_only(store) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            trouble = troubles.in_words(error, store)
            if isinstance(trouble, StoreLocked):
                raise trouble from error
        except UnicodeDecodeError:  # the words of an error that quotes torn bytes of the schema: nobody holds it
            return
