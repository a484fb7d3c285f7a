"""The journal that a cut-off commit leaves beside a store, and the journal of another store that only lies there.

SQLite puts old pages back from any journal it finds, without asking whose it is: who copies a store of another PC over
one whose program was killed would have it spoiled. So what would come out is tried on a copy first.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from planner.core.atomic_file import set_aside, write_through
from planner.core.leftovers import temporary
from planner.core.store_errors import StoreDamaged

_ROLLBACK_WANTED = 776  # SQLITE_READONLY_ROLLBACK: said to a reader when nobody holds the store and a journal is hot
_SUFFIX = "-journal"


def journal_of(path: Path) -> Path:
    """Return where the journal of a store lies."""
    return path.with_name(path.name + _SUFFIX)


def has_journal(path: Path) -> bool:
    """Return whether a journal that says something lies beside a store, or where one was."""
    try:
        return journal_of(path).stat().st_size > 0
    except OSError:
        return False


def name_aside(path: Path) -> Path:
    """Return the name under which a store that cannot be used is kept."""
    return path.with_name(f"损坏-{date.today():%Y%m%d}-{path.name}")


def put_aside(path: Path) -> Path:
    """Rename the journal beside `path`, so that it spoils nothing, and return its new name; `OSError`."""
    return set_aside(journal_of(path), journal_of(name_aside(path)))


def settle(path: Path, address: str, is_sound: Callable[[Path], bool]) -> Path | None:
    """Let a journal that belongs to the store alone, and put one aside that does not; return where that one lies.

    `address` opens the store for reading only. Raises STORE_DAMAGED, with nothing changed, when the store is whole
    neither with the journal nor without it. Where there is no room for a copy, SQLite is trusted.
    """
    if not has_journal(path) or not _is_hot(address):
        return None
    try:
        if _is_sound_copy(path, is_sound, with_journal=True):
            return None
        if _is_sound_copy(path, is_sound, with_journal=False):
            return put_aside(path)
    except OSError:
        return None
    raise StoreDamaged(path)


def _is_hot(address: str) -> bool:
    with closing(sqlite3.connect(address, uri=True, timeout=0)) as reader:
        try:
            reader.execute("PRAGMA schema_version").fetchone()
        except sqlite3.Error as trouble:
            return getattr(trouble, "sqlite_errorcode", None) == _ROLLBACK_WANTED
    return False


def _is_sound_copy(path: Path, is_sound: Callable[[Path], bool], *, with_journal: bool) -> bool:
    copy = temporary(path, "tmp")
    journal = journal_of(copy)
    try:
        write_through(copy, path.read_bytes())
        if with_journal:
            write_through(journal, journal_of(path).read_bytes())
        return is_sound(copy)
    finally:
        for left in (copy, journal):
            left.unlink(missing_ok=True)
