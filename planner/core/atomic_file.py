"""Writing a file whole or not at all, whatever happens on the way (reliability.md 3.3).

The bytes go into a temporary file in the same folder, reach the disk, are checked, and only then take the name. The old
file stays as it was until that moment. A kill leaves at most a temporary file, which `sweep_leftovers` removes.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.core.errors import OutputError
from planner.core.leftovers import is_leftover
from planner.core.leftovers import temporary as temporary_name
from planner.core.output_errors import (
    DiskFull,
    NameTooLong,
    NoAccessToTarget,
    NoPlaceForTarget,
    TargetLocked,
    WriteFailed,
)

# Windows: access denied, sharing violation, lock violation. A virus scanner lets go within a second, Excel does not.
_BUSY = {5, 32, 33}
_TRIES = 10
_PAUSE = 0.2
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}
_BAD_PATH = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ELOOP}
_BAD_PATH_ON_WINDOWS = {3, 53, 67, 123}
# Windows takes 259 characters, and says that the path is not there when there are more.
_LONGEST_ON_WINDOWS = 259
_TOO_LONG_ON_WINDOWS = 206
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_atomically(path: Path, data: bytes, verify: Callable[[Path], None] | None = None) -> None:
    """Put `data` at `path`, or raise `OutputError` and leave everything as it was.

    `verify` is called with the temporary file before it takes the name; whatever it raises stops the write.
    """
    with whole_file(path, verify) as temporary:
        write_through(temporary, data)


@contextmanager
def whole_file(path: Path, verify: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Give a name in the folder of `path` for the caller to make a file of, which then takes the name of `path`.

    In between it reaches the disk and is given to `verify`. Whatever is raised stops the write and leaves everything
    as it was; `OSError` becomes `OutputError`.
    """
    target = _behind_link(path)
    if not _takes_a_file(target):
        raise NoPlaceForTarget(path)
    temporary = temporary_name(target, "tmp")
    replacing = False
    try:
        yield temporary
        sync_file(temporary)
        if verify is not None:
            verify(temporary)
        replacing = True
        put_name(temporary, target)
    except OSError as trouble:
        raise explained(trouble, path, replacing=replacing) from trouble
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return `path`, or the first of `name (2).ext`, `name (3).ext` … that does not exist yet."""
    candidate, number = path, 2
    while os.path.lexists(candidate):
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return candidate


def sweep_leftovers(folder: Path) -> int:
    """Remove the temporary files that killed runs left in `folder`, and return how many."""
    removed = 0
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            with contextlib.suppress(OSError):
                if is_leftover(entry, "tmp"):
                    Path(entry.path).unlink()
                    removed += 1
    return removed


def _behind_link(path: Path) -> Path:
    """Return the file that a link leads to, so that the link itself stays."""
    try:
        return path.resolve() if path.is_symlink() else path
    except OSError:  # a name that cannot be is told when it is written
        return path


def _takes_a_file(path: Path) -> bool:
    """Return whether a file may come to `path`: a device or a pipe there is not to be replaced by one."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):  # nothing there, or what cannot be is told when it is written
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def write_through(temporary: Path, data: bytes) -> None:
    """Write a new file that reaches the disk."""
    with temporary.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_file(path: Path) -> None:
    """Have what was written to a file by others reach the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def put_name(temporary: Path, path: Path) -> None:
    """Rename a finished file or folder, waiting for a virus scanner to let go of it."""
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
        except OSError as trouble:
            if getattr(trouble, "winerror", None) not in _BUSY or attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            break
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the new name itself reach the disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explained(trouble: OSError, path: Path, *, replacing: bool) -> OutputError:
    """Return what went wrong in the clerk's words."""
    system = getattr(trouble, "winerror", None)
    if trouble.errno in _FULL or system in _FULL_ON_WINDOWS:
        return DiskFull(path)
    if _is_too_long(trouble, path):
        return NameTooLong(path)
    if trouble.errno in _BAD_PATH or system in _BAD_PATH_ON_WINDOWS:
        return NoPlaceForTarget(path)
    if replacing and system in _BUSY and not _is_shut(path):
        return TargetLocked(path)
    return NoAccessToTarget(path) if trouble.errno in _DENIED else WriteFailed(path)


def _is_too_long(trouble: OSError, path: Path) -> bool:
    system = getattr(trouble, "winerror", None)
    if trouble.errno == errno.ENAMETOOLONG or system == _TOO_LONG_ON_WINDOWS:
        return True
    return system in _BAD_PATH_ON_WINDOWS and len(str(path.absolute())) > _LONGEST_ON_WINDOWS


def _is_shut(path: Path) -> bool:
    """Return whether a file is marked read-only: Windows denies then what it denies while a program holds it."""
    try:
        return not path.stat().st_mode & stat.S_IWRITE
    except OSError:
        return False
