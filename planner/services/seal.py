"""The seal of a store: a digest of all that is in it, put on when it is closed and broken by the first change.

SQLite notices a torn page, but not a letter that a failing disk or another program has changed inside a text. Where
the seal is whole and the content another, something has touched the file from outside.
"""

import sqlite3
from collections.abc import Iterator

from planner.models.migrations.runner import schema_version

KEY = "seal"
_OUTSIDE = ("settings",)
_SLICE = 200
_BEFORE_ALL = -(2**63)


def is_sealed(connection: sqlite3.Connection) -> bool:
    """Return whether a seal is on: nothing was changed by the program since the store was closed last."""
    return _read(connection) is not None


def put_on(connection: sqlite3.Connection) -> None:
    """Seal what is in the store now."""
    *_, made = _digest(connection)
    connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (KEY, made))


def take_off(connection: sqlite3.Connection) -> None:
    """Break the seal, inside the transaction of a change."""
    connection.execute("DELETE FROM settings WHERE key = ?", (KEY,))


def altered(connection: sqlite3.Connection) -> Iterator[bool]:
    """Yield False slice after slice of the content, and at last whether it is another than the one that was sealed.

    Between two slices others may have the connection. What the program changes meanwhile breaks the seal, and then
    there is nothing to tell.
    """
    seal = _read(connection)
    if seal is None or seal.partition(" ")[0] != str(schema_version(connection)):
        return
    found = ""
    try:
        for so_far in _digest(connection):
            found = so_far
            yield False
    except (sqlite3.DatabaseError, UnicodeDecodeError) as trouble:
        if not _is_of_content(trouble):
            raise
        found = ""
    yield is_sealed(connection) and found != seal


def _is_of_content(trouble: Exception) -> bool:
    """Tell whether something in the store cannot be read, text that is no text any more or a torn page.

    A stick that was pulled out, or a store that was closed, says nothing of the content.
    """
    if isinstance(trouble, sqlite3.ProgrammingError):
        return False
    code = getattr(trouble, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF == sqlite3.SQLITE_CORRUPT


def _read(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (KEY,)).fetchone()
    return str(row[0]) if row else None


def _digest(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield nothing of worth slice after slice, and at last the schema and the digest of all that is in the store."""
    import hashlib  # loads a library that the first picture does not need

    found = hashlib.sha256()
    tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if table in _OUTSIDE:
            continue
        columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]
        words = " || ',' || ".join(f'quote("{column}")' for column in columns)
        asked = f'SELECT rowid, {words} FROM main."{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_SLICE}'
        found.update(table.encode())
        last = _BEFORE_ALL
        while rows := connection.execute(asked, (last,)).fetchall():
            last = rows[-1][0]
            found.update("".join(row[1] for row in rows).encode())
            yield ""
    yield f"{schema_version(connection)} {found.hexdigest()}"
