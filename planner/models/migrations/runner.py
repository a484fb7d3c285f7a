"""Bring a store from its schema to a later one: wholly or not at all.

Each migration is one BEGIN IMMEDIATE … COMMIT with the schema's number inside, so that a process killed at any
statement leaves the old store or the new one. (Python's sqlite3 does not open a transaction before DDL by itself, and
what is half migrated can never be migrated again.) A store that holds something is copied and the copy is verified
before the first statement.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from planner.core.atomic_file import sweep_leftovers, whole_file
from planner.models.migrations import MIGRATIONS, Migration

# "plan" as four bytes: tells our databases from those of other programs.
APPLICATION_ID = 0x706C616E


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration the store has seen; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def newest_version(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Return the schema this program writes."""
    return migrations[-1].number


def migrate(
    connection: sqlite3.Connection, path: Path | None, migrations: Sequence[Migration] = MIGRATIONS
) -> tuple[int, ...]:
    """Run the migrations that the store lacks and return their numbers.

    `connection` is in autocommit mode and holds the store's lock; `path` is where the store lies, for the
    backup before; without one there is none.
    """
    found = schema_version(connection)
    missing = [migration for migration in migrations if migration.number > found]
    if found and missing and path is not None:
        copy_before(connection, path)
    for migration in missing:
        _run(connection, migration)
    return tuple(migration.number for migration in missing)


def _run(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in migration.statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {migration.number}")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise sqlite3.IntegrityError(f"migration {migration.number} leaves a broken reference in {broken[0]}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def copy_before(connection: sqlite3.Connection, path: Path) -> Path:
    """Make a proved backup of the store (`升级前`) and return its path.

    A migration that failed and is tried again finds its own backup and makes no second one.
    """
    import filecmp

    from planner.core.backups import Reason, listed, next_backup
    from planner.models.copying import Counts, fill, prove

    last, made = next(iter(listed(path)), None), next_backup(path, Reason.UPGRADE).path
    made.parent.mkdir(parents=True, exist_ok=True)
    sweep_leftovers(made.parent)
    counts: Counts = {}
    with whole_file(made, lambda temporary: prove(temporary, counts)) as temporary:
        fill(connection, temporary, counts)
    if last is not None and last.reason == Reason.UPGRADE and filecmp.cmp(last.path, made, shallow=False):
        made.unlink()
        return last.path
    return made
