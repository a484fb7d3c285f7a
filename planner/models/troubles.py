"""What SQLite and the file system say, in the clerk's words."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.core.errors import StoreError
from planner.models import occupancy


def damaged(path: Path) -> StoreError:
    """Return the error for a store that is torn."""
    return StoreError(
        f"数据文件《{path.name}》已损坏，不能继续使用，文件没有改动。",
        "请用备份替换它；没有备份时，把它改名保存，再重新导入计划。",
        code="STORE_DAMAGED",
        file=path,
    )


def not_ours(path: Path) -> StoreError:
    """Return the error for a file that is not a store of this program."""
    return StoreError(
        f"《{path.name}》不是本程序的数据文件，没有改动它。",
        "请换一个数据文件，或换一个文件夹。",
        code="NOT_OUR_DB",
        file=path,
    )


def _locked(path: Path) -> StoreError:
    return StoreError(
        f"数据文件《{path.name}》已在另一窗口打开{occupancy.describe(path)}。",
        "请使用已打开的窗口，或先关闭它再试。",
        code="STORE_LOCKED",
        file=path,
    )


def _read_only(path: Path) -> StoreError:
    return StoreError(
        f"数据文件《{path.name}》或它的文件夹是只读的，不能保存修改。",
        "请取消只读属性，或换一个可以写入的文件夹。",
        code="READ_ONLY",
        file=path,
    )


def _no_access(path: Path) -> StoreError:
    return StoreError(
        f"没有权限使用文件夹“{path.parent}”。",
        "请换一个可以写入的文件夹，或请管理员开放权限。",
        code="NO_ACCESS",
        file=path,
    )


def _no_place(path: Path) -> StoreError:
    return StoreError(
        f"打不开数据文件“{path}”：这个位置不存在或不能存放文件。",
        "请检查路径和磁盘是否可用。",
        code="PATH",
        file=path,
    )


def _cannot_open(path: Path) -> StoreError:
    """Return why a file cannot be opened or made, which the system tells by one word for all reasons."""
    folder = path.parent
    try:
        if path.is_dir() or not folder.is_dir():
            nearest = next(above for above in folder.parents if above.exists())
            return _no_place(path) if path.is_dir() or os.access(nearest, os.W_OK) else _read_only(path)
        if not os.access(folder, os.W_OK):
            return _read_only(path)
    except OSError:
        return _no_access(path)
    return _no_access(path) if path.exists() else _no_place(path)


def _disk_full(path: Path) -> StoreError:
    return StoreError(
        "磁盘已满，刚才的修改没有保存，原有数据没有改动。",
        "请清理磁盘后再做一次。",
        code="DISK_FULL",
        file=path,
    )


def _disk_failed(path: Path) -> StoreError:
    return StoreError(
        f"读写数据文件《{path.name}》时磁盘出错，刚才的修改没有保存。",
        "请检查磁盘或U盘是否还连着，再重新打开程序。",
        code="DISK_FAILED",
        file=path,
    )


# By the primary result code: the low byte of what SQLite reports.
_BY_RESULT = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_PERM: _no_access,
    sqlite3.SQLITE_AUTH: _no_access,
    sqlite3.SQLITE_CANTOPEN: _cannot_open,
    sqlite3.SQLITE_FULL: _disk_full,
    sqlite3.SQLITE_IOERR: _disk_failed,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: not_ours,
}

# Raised without a result code: text that is no UTF-8, and our own "this row cannot be".
_UNREADABLE = (sqlite3.OperationalError, sqlite3.DatabaseError)


def in_words(error: BaseException, path: Path) -> StoreError | None:
    """Return the `StoreError` for a trouble of SQLite or the file system, or None when it is a fault of the program."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            return damaged(path) if type(error) in _UNREADABLE else None
        made = _BY_RESULT.get(code & 0xFF)
        return made(path) if made else None
    if isinstance(error, UnicodeDecodeError):  # the words of an error that quotes torn bytes of the schema
        return damaged(path)
    if isinstance(error, OSError):
        return _disk_full(path) if error.errno == errno.ENOSPC else _cannot_open(path)
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
        raise found from error
