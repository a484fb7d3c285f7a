"""What SQLite and the file system say, in the clerk's words."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.core.errors import OutputError, StoreError
from planner.core.places import is_there
from planner.core.store_errors import (
    NoAccessToStore,
    NoPlaceForStore,
    NotOurStore,
    StoreAway,
    StoreDamaged,
    StoreDiskFailed,
    StoreDiskFull,
    StoreLocked,
    StoreReadOnly,
)
from planner.models import occupancy


def _locked(path: Path) -> StoreError:
    return StoreLocked(path, occupancy.describe(path))


def _read_only(path: Path) -> StoreError:
    """Return why a store cannot be written: SQLite says so also of one whose file was moved away under it."""
    return StoreReadOnly(path) if is_there(path) else StoreAway(path)


def _cannot_open(path: Path) -> StoreError:
    """Return why a file cannot be opened or made, which the system tells by one word for all reasons."""
    folder = path.parent
    try:
        if path.is_dir() or not folder.is_dir():
            nearest = next(above for above in folder.parents if above.exists())
            return NoPlaceForStore(path) if path.is_dir() or os.access(nearest, os.W_OK) else StoreReadOnly(path)
        if not os.access(folder, os.W_OK):
            return StoreReadOnly(path)
    except OSError as trouble:
        return NoPlaceForStore(path) if trouble.errno == errno.ENAMETOOLONG else NoAccessToStore(path)
    return NoAccessToStore(path) if path.exists() else NoPlaceForStore(path)


# By the primary result code: the low byte of what SQLite reports.
_BY_RESULT: dict[int, Callable[[Path], StoreError]] = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_PERM: NoAccessToStore,
    sqlite3.SQLITE_AUTH: NoAccessToStore,
    sqlite3.SQLITE_CANTOPEN: _cannot_open,
    sqlite3.SQLITE_FULL: StoreDiskFull,
    sqlite3.SQLITE_IOERR: StoreDiskFailed,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: NotOurStore,
}

# Said of a statement that is wrong: ours are not, so it is the schema in the file, or a value, that was torn.
_TORN_SCHEMA = (
    "no such table",
    "no such column",
    "has no column named",
    "duplicate column name",
    "already exists",
    "malformed JSON",
)

# Raised without a result code: text that is no UTF-8, and our own "this row cannot be".
_UNREADABLE = (sqlite3.OperationalError, sqlite3.DatabaseError)


def in_words(error: BaseException, path: Path) -> StoreError | None:
    """Return the `StoreError` for a trouble of SQLite or the file system, or None when it is a fault of the program."""
    if isinstance(error, OutputError) and isinstance(error.__cause__, OSError):  # a file beside the store
        error = error.__cause__
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):  # given up, and not taken up again
            return StoreAway(path)
        if code is None:
            return StoreDamaged(path) if type(error) in _UNREADABLE else None
        if code == sqlite3.SQLITE_ERROR and any(words in str(error) for words in _TORN_SCHEMA):
            return StoreDamaged(path)
        made = _BY_RESULT.get(code & 0xFF)
        return made(path) if made else None
    if isinstance(error, UnicodeDecodeError):  # the words of an error that quotes torn bytes of the schema
        return StoreDamaged(path)
    if isinstance(error, OSError):
        return StoreDiskFull(path) if error.errno == errno.ENOSPC else _cannot_open(path)
    return None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise inside into a `StoreError`; SQLAlchemy wraps it in `orig`."""
    try:
        yield
    except Exception as error:
        found = in_words(getattr(error, "orig", None) or error, path)
        if found is None:
            raise
        _let_go(error)
        raise found from error


def _let_go(error: BaseException) -> None:
    """Clear what has failed: a cursor that was not read to its end would keep the store locked after it is closed."""
    failed: BaseException | None = error
    while failed is not None:
        step = failed.__traceback__
        while step is not None:
            with suppress(RuntimeError):  # a frame that still runs keeps what it holds
                step.tb_frame.clear()
            step = step.tb_next
        failed = failed.__cause__ or failed.__context__
