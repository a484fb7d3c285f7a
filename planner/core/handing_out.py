"""Writing into the clerk's own folders, which no start of the program looks through by itself.

As long as a file is being made there, a note in the data folder names the folder: what a kill leaves is found by it at
the next start, wherever it lies. The next write into the same folder finds it as well.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from os import scandir
from pathlib import Path

from planner.core.atomic_file import sweep_leftovers, write_atomically, write_through
from planner.core.atomic_folder import sweep_folders, write_folder
from planner.core.leftovers import give_up, is_leftover
from planner.core.leftovers import temporary as temporary_name
from planner.core.paths import data_folder

_ENDING = "where"


def hand_out(path: Path, data: bytes, verify: Callable[[Path], None] | None = None) -> None:
    """Put a file for the clerk at `path`, as `write_atomically` does, and remove what killed runs left beside it."""
    with _noted(path.parent):
        write_atomically(path, data, verify)


def hand_out_folder(
    path: Path, files: Iterable[tuple[str, bytes]], verify: Callable[[Path], None] | None = None
) -> Path:
    """Put a folder of files for the clerk at `path`, as `write_folder` does, and return where it lies."""
    with _noted(path.parent):
        return write_folder(path, files, verify)


def sweep_noted(home: Path) -> int:
    """Remove what killed runs left in the folders that the notes in `home` name, and return how much."""
    removed = 0
    with contextlib.suppress(OSError):
        for entry in list(scandir(home)):
            with contextlib.suppress(OSError):
                if is_leftover(entry, _ENDING):
                    note = Path(entry.path)
                    removed += _swept(note.read_bytes())
                    note.unlink()
    return removed


def _swept(told: bytes) -> int:
    try:
        folder = Path(told.decode("utf-8", "surrogateescape"))
        return sweep_leftovers(folder) + sweep_folders(folder) if folder.is_absolute() else 0
    except ValueError:  # the note was cut off, or holds what no path is
        return 0


@contextmanager
def _noted(folder: Path) -> Iterator[None]:
    """Sweep a folder, and keep a note of it while it is written to; where no note can be kept, go on without."""
    sweep_leftovers(folder)
    sweep_folders(folder)
    note = temporary_name(data_folder() / "note", _ENDING)
    try:
        with contextlib.suppress(OSError, ValueError):
            write_through(note, str(folder.absolute()).encode("utf-8", "surrogateescape"))
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            note.unlink(missing_ok=True)
        give_up(note)
