"""Bring a store from its schema to a later one: wholly or not at all.

Each migration is one BEGIN IMMEDIATE … COMMIT with the schema's number inside, so that a process killed at any
statement leaves the old store or the new one. (Python's sqlite3 does not open a transaction before DDL by itself, and
what is half migrated can never be migrated again.) A store that holds something is copied and the copy is verified
before the first statement.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from planner.core.atomic_file import whole_file
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
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> tuple[int, ...]:
    """Run the migrations that the store lacks and return their numbers.

    `connection` is in autocommit mode and holds the store's lock; `path` is where the store lies, for the copy.
    """
    found = schema_version(connection)
    missing = [migration for migration in migrations if migration.number > found]
    if found and missing:
        copy_before(connection, path, found)
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


def copy_before(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Write a verified copy of the store beside it and return its path.

    The name has no date: a migration that is tried again replaces its own copy.
    """
    copy = path.with_name(f"{path.stem}.schema-{version}.db")
    proof = whole_file(copy, lambda made: _verify(connection, made))
    with proof as made, closing(sqlite3.connect(made, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = FULL")
        connection.backup(target)
    return copy


def _verify(connection: sqlite3.Connection, copied: Path) -> None:
    """Compare the copy with the store: whole, the same schema, and as many rows in each table."""
    with closing(sqlite3.connect(copied, isolation_level=None)) as copy:
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok" or _counts(copy) != _counts(connection):
            raise sqlite3.DatabaseError("the copy before the migration is not the same as the store")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
