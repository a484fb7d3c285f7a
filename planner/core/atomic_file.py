"""The one way in which the program writes a file: whole or not at all, whatever happens (reliability.md 3.3).

The bytes go into a temporary file in the same folder, reach the disk, are checked, and only then take the name. The old
file stays as it was until that moment. A kill leaves at most a temporary file, which `sweep_leftovers` removes.
`atomic_folder` does the same for a folder; tests/reliability holds that nothing else in the program writes.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.core.leftovers import give_up, is_leftover
from planner.core.leftovers import temporary as temporary_name
from planner.core.output_errors import NoPlaceForTarget
from planner.core.safe_names import can_be, is_swallowed
from planner.core.write_troubles import BUSY, explained

_TRIES = 10
_PAUSE = 0.2
# What some network folders and sticks answer when they cannot tell that something reached the disk.
_CANNOT_SYNC = {errno.EINVAL, errno.ENOSYS, getattr(errno, "ENOTSUP", errno.ENOSYS)}
_SQLITE_JOURNAL = "-journal"


def write_atomically(path: Path, data: bytes, verify: Callable[[Path], None] | None = None) -> None:
    """Put `data` at `path`, or raise `OutputError` and leave everything as it was.

    `verify` is called with the temporary file before it takes the name; whatever it raises stops the write.
    """
    with _finished(path, verify) as temporary:
        write_through(temporary, data)


def write_note(path: Path, data: bytes) -> None:
    """Put a note at `path` that need not outlive a power cut; the system takes it to the disk within half a minute.

    Every start writes one, and waiting for an old disk takes as long as reading the plan.
    """
    with _finished(path, None, is_durable=False) as temporary, temporary.open("xb") as stream:
        stream.write(data)


@contextmanager
def whole_file(path: Path, verify: Callable[[Path], None] | None = None, *, is_new: bool = False) -> Iterator[Path]:
    """Give a name in the folder of `path` for the caller to make a file of, which then takes the name of `path`.

    In between it reaches the disk and is given to `verify`. Whatever is raised stops the write and leaves everything
    as it was; `OSError` becomes `OutputError`. With `is_new` it never takes the place of a file that is there.
    """
    with _finished(path, verify, is_new=is_new) as temporary:
        yield temporary
        sync_file(temporary)


def set_aside(path: Path, wanted: Path) -> Path:
    """Rename what lies at `path` to `wanted`, or to the first free name after it, and return that; `OSError`."""
    while True:
        aside = free_name(wanted)
        with contextlib.suppress(FileExistsError):  # taken at this very moment
            _give_free_name(path, aside)
            return aside


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


def write_through(temporary: Path, data: bytes) -> None:
    """Write a new file that reaches the disk."""
    with temporary.open("xb") as stream:
        stream.write(data)
        stream.flush()
        _sync(stream.fileno())


def sync_file(path: Path) -> None:
    """Have what was written to a file by others reach the disk."""
    with path.open("r+b") as stream:
        _sync(stream.fileno())


def put_name(temporary: Path, path: Path) -> None:
    """Rename a finished file or folder, waiting for a virus scanner to let go of it."""
    _patiently(lambda: temporary.replace(path))
    sync_folder(path.parent)


@contextmanager
def _finished(
    path: Path, verify: Callable[[Path], None] | None, *, is_new: bool = False, is_durable: bool = True
) -> Iterator[Path]:
    """Give a temporary name, and what was made under it its own once it is proved; `OSError` becomes `OutputError`."""
    target = _behind_link(path)
    if not can_be(target) or is_swallowed(target.name) or not _takes_a_file(target):
        raise NoPlaceForTarget(path)
    temporary = temporary_name(target, "tmp")
    naming = False
    try:
        yield temporary
        if verify is not None:
            verify(temporary)
        naming = True
        if is_new:
            _give_free_name(temporary, target)
        elif is_durable:
            put_name(temporary, target)
        else:
            _patiently(lambda: temporary.replace(target))
    except OSError as trouble:
        raise explained(trouble, path, replacing=naming) from trouble
    finally:
        for left in (temporary, temporary.with_name(temporary.name + _SQLITE_JOURNAL)):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
        give_up(temporary)


def _give_free_name(path: Path, wanted: Path) -> None:
    """Rename a file to a name that is free; `FileExistsError` when it is not, also when it is taken at this moment."""
    try:
        _patiently(lambda: os.link(path, wanted))
    except OSError:
        if os.path.lexists(wanted):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(wanted)) from None
        _patiently(lambda: path.rename(wanted))  # FAT knows no links, and no folder takes two names
    else:
        _patiently(path.unlink)
    sync_folder(wanted.parent)


def _patiently(rename: Callable[[], object]) -> None:
    for attempt in range(_TRIES):
        try:
            rename()
        except OSError as trouble:
            if getattr(trouble, "winerror", None) not in BUSY or attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


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


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as trouble:
        if trouble.errno not in _CANNOT_SYNC:
            raise


def sync_folder(folder: Path) -> None:
    """Have the new name itself reach the disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
