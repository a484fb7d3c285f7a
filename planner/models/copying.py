"""A copy of an open store, made by SQLite page by page on the connection that holds the lock, and proved afterwards.

The live file is never read with `open()`: what is half written there would be copied half. Between two slices whoever
waits for the connection may have it; what is written then is copied along.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from planner.models.soundness import holds_together, read_texts

SLICE = 64
"""Pages copied at a time: well below a millisecond."""

Counts = dict[str, int]


def address(path: Path, **options: str) -> str:
    """Return a path as SQLite's URI with `options`."""
    posix = path.resolve().as_posix()
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix)}?{asked}"


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a store that lies still, to read. One that somebody holds is refused as busy, and its lock is not hurt."""
    with closing(sqlite3.connect(address(path, mode="ro"), uri=True, isolation_level=None, timeout=0)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


@contextmanager
def temporary_store(temporary: Path) -> Iterator[sqlite3.Connection]:
    """Open a store in the making. It leaves no file beside it, and `whole_file` sees to it that it reaches the disk."""
    with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY").fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def fill(
    connection: sqlite3.Connection, temporary: Path, counts: Counts, pause: Callable[[], None] | None = None
) -> None:
    """Copy an open store into a new file, and put into `counts` what must be found there again.

    The caller holds the lock of the connection; `pause` gives it away for a moment.
    """
    written = 0

    def between(status: int, _left: int, _count: int) -> None:
        nonlocal written
        if status == sqlite3.SQLITE_DONE:
            written = connection.total_changes
        elif pause is not None:
            pause()

    with temporary_store(temporary) as target:
        connection.backup(target, pages=-1 if pause is None else SLICE, progress=between)
        for name, count in _counted(connection):
            counts[name] = count
            if pause is not None:
                pause()
        if connection.total_changes != written:
            # What was written while the rows were counted is not in the copy any more: copy and count at one go.
            connection.backup(target)
            counts.clear()
            counts.update(_counted(connection))


def prove(temporary: Path, counts: Counts) -> None:
    """Raise `sqlite3.DatabaseError` unless the copy is whole, its references hold, and it has what was counted.

    Its texts are read as well: of a store in which one is torn no backup is made that would pass for a good one.
    """
    with read_only(temporary) as copy:
        if not holds_together(copy):
            raise sqlite3.DatabaseError("the copy is torn")
        if dict(_counted(copy)) != counts:
            raise sqlite3.DatabaseError("the copy has other rows than the store")
        read_texts(copy)


def _counted(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield whose file it is, its schema, and the rows of each table."""
    for pragma in ("application_id", "user_version"):
        yield pragma, int(connection.execute(f"PRAGMA main.{pragma}").fetchone()[0])
    tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        yield table, int(connection.execute(f'SELECT count(*) FROM main."{table}"').fetchone()[0])
