"""What the system says when a file cannot be written, in the clerk's words."""

import errno
import stat
from pathlib import Path

from planner.core.errors import OutputError
from planner.core.output_errors import (
    DiskFull,
    NameTooLong,
    NoAccessToTarget,
    NoPlaceForTarget,
    TargetLocked,
    WriteFailed,
)

# Windows: access denied, sharing violation, lock violation. A virus scanner lets go within a second, Excel does not.
BUSY = frozenset({5, 32, 33})
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}
_BAD_PATH = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ELOOP}
_BAD_PATH_ON_WINDOWS = {3, 53, 67, 123}
# Windows takes 259 characters, and says that the path is not there when there are more.
_LONGEST_ON_WINDOWS = 259
_TOO_LONG_ON_WINDOWS = 206
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


def explained(trouble: OSError, path: Path, *, replacing: bool) -> OutputError:
    """Return what went wrong in the clerk's words; with `replacing` the file was finished and lacked only its name."""
    system = getattr(trouble, "winerror", None)
    if trouble.errno in _FULL or system in _FULL_ON_WINDOWS:
        return DiskFull(path)
    if _is_too_long(trouble, path):
        return NameTooLong(path)
    if trouble.errno in _BAD_PATH or system in _BAD_PATH_ON_WINDOWS:
        return NoPlaceForTarget(path)
    if replacing and system in BUSY and not _is_shut(path):
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
