"""The one connection to a store: how it is locked, set up and checked before anybody reads from it.

The order matters. What the file is gets looked at without a lock and without a byte written; then the kernel's
exclusive lock is taken, which it frees by itself when the process dies; then the pragmas, each read back; then the
checks; then the migrations. The store is never opened twice and never read with `open()`: closing any handle of the
process would drop the lock.
"""

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from planner.core.atomic_file import sweep_leftovers, whole_file
from planner.core.errors import OutputError
from planner.core.handing_out import sweep_noted
from planner.core.paths import BACKUP_FOLDER
from planner.core.safe_names import can_be
from planner.core.store_errors import NewerStore, NoPlaceForStore, NotOurStore, StoreDamaged, StoreGone
from planner.models import hot_journal, occupancy, troubles
from planner.models.copying import address, temporary_store
from planner.models.migrations import MIGRATIONS, Migration
from planner.models.migrations.runner import APPLICATION_ID, migrate, newest_version, schema_version
from planner.models.soundness import broken_rule, holds_together, read_texts

# Name, value as it is set, value as it reads back.
PRAGMAS = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "FULL", 2),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),  # else REPLACE removes rows behind the journal's back
    ("trusted_schema", "OFF", 0),
    ("mmap_size", "0", 0),
    ("temp_store", "MEMORY", 2),
    ("secure_delete", "ON", 1),
    ("busy_timeout", "0", 0),
)

CHECKED_AT_ONCE = 2_000_000
"""Bytes of a store that is looked through within some 25 ms."""


_TRIES = 5
_SHORTEST_PAUSE = 0.01


def may_wait(path: Path) -> bool:
    """Tell whether the look through a store may come after the first picture: it is large and was closed properly."""
    try:
        return path.stat().st_size > CHECKED_AT_ONCE and not occupancy.was_left(path)
    except OSError:
        return False


def open_connection(
    path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, unchecked: bool = False, anew: bool = False
) -> sqlite3.Connection:
    """Open the store at `path`, making it when nothing is there, and hold it alone until the connection is closed.

    The connection is in autocommit mode and may be handed from thread to thread, one at a time. Who asks for it
    `unchecked` calls `check_pages` and `check_rules` before anything is written. Where backups of a store lie, or its
    journal, a new one is made only `anew`. Raises `StoreError` (STORE_LOCKED, NEWER, NOT_OUR_DB, STORE_DAMAGED,
    STORE_GONE, READ_ONLY, NO_ACCESS, PATH, DISK_FULL).
    """
    if not can_be(path):
        raise NoPlaceForStore(path)
    with troubles.told(path):
        if not path.exists():
            _create(path, migrations, anew=anew)
        _look(path, newest_version(migrations))
        hot_journal.settle(path, address(path, mode="ro"), _is_sound)
        connection = _take_alone(path)
        try:
            # A file that may only be read takes that lock too, and refuses no sooner than here.
            connection.execute("DELETE FROM sqlite_sequence WHERE 0")
            _set_pragmas(connection)
            sweep_leftovers(path.parent)
            sweep_leftovers(path.with_name(BACKUP_FOLDER))
            sweep_noted(path.parent)
            newest = newest_version(migrations)
            waits = unchecked and schema_version(connection) == newest
            if not waits:
                check_pages(connection, path, thorough=occupancy.was_left(path))
            _refuse_newer(connection, path, newest)
            migrate(connection, path, migrations)
            if not waits:
                check_rules(connection, path)
            occupancy.note(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _take_alone(path: Path) -> sqlite3.Connection:
    """Return a connection that holds the store's lock.

    Two starts at one moment keep each other from it: each goes back and tries again a moment of its own later.
    """
    for left in reversed(range(_TRIES)):
        connection = sqlite3.connect(
            address(path, mode="rw"), uri=True, isolation_level=None, timeout=0, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except BaseException as trouble:
            connection.close()
            if not left or getattr(trouble, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_SHORTEST_PAUSE * (1 + int.from_bytes(os.urandom(1)) / 64))
        else:
            return connection
    raise AssertionError("the last try returns or raises")


def close_connection(connection: sqlite3.Connection, path: Path) -> None:
    """Close the store and give it free, with no file beside it."""
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode = DELETE")
        if hot_journal.journal_of(path).exists():
            _take_over_journal(connection)
    connection.close()
    occupancy.forget(path)


def _take_over_journal(connection: sqlite3.Connection) -> None:
    """Let SQLite open the journal: when it closes it takes away only one that it opened, not what a crash left."""
    version = schema_version(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {version}")
    finally:
        connection.execute("ROLLBACK")


def check_pages(connection: sqlite3.Connection, path: Path, *, thorough: bool = False) -> None:
    """Raise STORE_DAMAGED when a page is torn, a reference leads nowhere, or the schema holds what is not ours.

    `thorough` compares the indexes with their tables too (after the program was not closed properly), and reads every
    text, which raises `sqlite3.OperationalError` where it is none any more.
    """
    if not holds_together(connection, thorough=thorough):
        raise StoreDamaged(path)
    if connection.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone():
        raise NotOurStore(path)
    if thorough:
        read_texts(connection)


def check_rules(connection: sqlite3.Connection, path: Path) -> None:
    """Raise STORE_DAMAGED when the rows break a rule of the program."""
    if broken_rule(connection) is not None:
        raise StoreDamaged(path)


def _look(path: Path, newest: int) -> None:
    """Refuse what is not ours or too new, without a lock and without a byte or a side file written.

    `immutable` leaves a hot journal alone; its pages are read again under the lock. A program killed in the midst of a
    commit leaves a header that promises pages which are not there yet: with a journal beside it that is no damage.
    """
    if path.is_dir():
        raise IsADirectoryError(path)
    if path.stat().st_size == 0:
        raise StoreDamaged(path)
    with closing(sqlite3.connect(address(path, mode="ro", immutable="1"), uri=True)) as glance:
        try:
            if glance.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise NotOurStore(path)
            _refuse_newer(glance, path, newest)
        except sqlite3.DatabaseError:
            if not hot_journal.journal_of(path).exists():
                raise


def _refuse_newer(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    if schema_version(connection) > newest:
        raise NewerStore(path)


def _set_pragmas(connection: sqlite3.Connection) -> None:
    for name, wanted, expected in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        row = connection.execute(f"PRAGMA {name}").fetchone()
        took = row[0] if row else 0  # a library built without mmap answers nothing
        if took != expected:
            raise RuntimeError(f"PRAGMA {name} is {took!r} instead of {expected!r}")


def _is_sound(path: Path) -> bool:
    """Return whether a copy of a store, with the journal beside it if there is one, is whole."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            check_pages(copy, path, thorough=True)
            if schema_version(copy) == newest_version():
                check_rules(copy, path)
            return bool(copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except (StoreDamaged, NotOurStore, sqlite3.Error, UnicodeDecodeError):
        return False


def _create(path: Path, migrations: Sequence[Migration], *, anew: bool) -> None:
    """Make an empty store under another name and bring it to its place whole.

    So a file of no bytes at `path` is never a store in the making, but a store that was lost.
    """
    from planner.core.backups import listed  # only the first start needs it

    was_there = bool(listed(path)) or hot_journal.has_journal(path) or occupancy.was_left(path)
    if was_there and path.exists():  # another start has just made it
        return
    if was_there and not anew:
        raise StoreGone(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if hot_journal.has_journal(path):
        hot_journal.put_aside(path)
    try:
        with whole_file(path, is_new=True) as made, temporary_store(made) as connection:
            migrate(connection, None, migrations)
    except (OutputError, sqlite3.Error):
        if not path.exists():  # else another start was faster
            raise
