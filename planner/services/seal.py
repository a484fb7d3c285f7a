"""The seal of a store: a digest of all that is in it, put on when it is closed and broken by the first change.

SQLite notices a torn page, but not a letter that a failing disk or another program has changed inside a text. Where
the seal is whole and the content another, something has touched the file from outside.
"""

import sqlite3

from planner.models.migrations.runner import schema_version

KEY = "seal"
_OUTSIDE = ("settings",)


def is_sealed(connection: sqlite3.Connection) -> bool:
    """Return whether a seal is on: nothing was changed by the program since the store was closed last."""
    return _read(connection) is not None


def put_on(connection: sqlite3.Connection) -> None:
    """Seal what is in the store now."""
    connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (KEY, _made_of(connection)))


def take_off(connection: sqlite3.Connection) -> None:
    """Break the seal, inside the transaction of a change."""
    connection.execute("DELETE FROM settings WHERE key = ?", (KEY,))


def was_altered(connection: sqlite3.Connection) -> bool:
    """Return whether the content is another than the one that was sealed; False when there is no seal to tell."""
    seal = _read(connection)
    if seal is None or seal.partition(" ")[0] != str(schema_version(connection)):
        return False
    try:
        return _made_of(connection) != seal
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # text that is no text any more
        return True


def _read(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (KEY,)).fetchone()
    return str(row[0]) if row else None


def _made_of(connection: sqlite3.Connection) -> str:
    import hashlib  # loads a library that the first picture does not need

    found = hashlib.sha256()
    tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if table in _OUTSIDE:
            continue
        columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]
        row_words = " || ',' || ".join(f'quote("{column}")' for column in columns)
        found.update(table.encode())
        for (words,) in connection.execute(f'SELECT {row_words} FROM main."{table}" ORDER BY rowid'):
            found.update(words.encode())
    return f"{schema_version(connection)} {found.hexdigest()}"
