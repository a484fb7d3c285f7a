"""Writing a folder of files whole or not at all: as `atomic_file` does for one file.

The files go into a folder with a temporary name beside the wanted one, reach the disk, are checked, and only then the
folder takes its name; one that is there already is never touched: " (2)" is added. A kill leaves at most a temporary
folder, which `sweep_folders` removes.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from planner.core.atomic_file import put_name, sync_folder, write_through
from planner.core.leftovers import give_up, is_leftover
from planner.core.leftovers import temporary as temporary_name
from planner.core.output_errors import NoPlaceForTarget
from planner.core.places import is_folder
from planner.core.safe_names import can_be, is_swallowed
from planner.core.write_troubles import explained


def write_folder(path: Path, files: Iterable[tuple[str, bytes]], verify: Callable[[Path], None] | None = None) -> Path:
    """Put a folder of `files` (names and bytes) at `path` and return where it lies, or raise `OutputError`.

    `verify` is called with each file before the folder takes its name; whatever it raises stops the write.
    """
    if not can_be(path) or is_swallowed(path.name) or not is_folder(path.parent):
        raise NoPlaceForTarget(path)
    temporary = temporary_name(path, "dir")
    renaming = False
    try:
        temporary.mkdir()
        for name, data in files:
            if not can_be(path / name) or is_swallowed(name):
                raise NoPlaceForTarget(path / name)
            file = temporary / name
            write_through(file, data)
            if verify is not None:
                verify(file)
        sync_folder(temporary)
        renaming = True
        return _take_name(temporary, path)
    except OSError as trouble:
        raise explained(trouble, path, replacing=renaming) from trouble
    finally:
        _remove(temporary)
        give_up(temporary)


def sweep_folders(parent: Path) -> int:
    """Remove the temporary folders that killed runs left in `parent`, and return how many."""
    removed = 0
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(parent)):
            with contextlib.suppress(OSError):
                if is_leftover(entry, "dir") and entry.is_dir(follow_symlinks=False):
                    _remove(Path(entry.path))
                    removed += 1
    return removed


def _remove(folder: Path) -> None:
    import shutil  # the start sweeps, and has nothing to remove

    shutil.rmtree(folder, ignore_errors=True)


def _take_name(temporary: Path, path: Path) -> Path:
    """Rename the finished folder; a name that is taken gets a number, also when it is taken at this very moment."""
    number = 1
    while True:
        target = path if number == 1 else path.with_name(f"{path.name} ({number})")
        number += 1
        if os.path.lexists(target):
            continue
        put_name(temporary, target)
        return target
