"""Private folders in the temporary folder of the system, for what may hold a clerk's words and lasts a moment.

A killed program leaves its folder behind. The next start removes it, and so does the next one that makes such a folder.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.core.processes import is_gone

_PREFIX = "planner-read-"
_FORGOTTEN = 3_600.0


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a new folder, and remove it with all that is in it."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        _sweep(folder.parent, but=folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_private_folders() -> None:
    """Remove the folders of programs that are gone; nothing is written to find where they lie."""
    named = (tempfile.tempdir, *(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")))
    _sweep(next((Path(name) for name in named if name), Path(os.sep, "tmp")))


def _sweep(place: Path, but: Path | None = None) -> None:
    with suppress(OSError):
        for folder in list(place.glob(f"{_PREFIX}*")):
            with suppress(OSError):
                if folder != but and _is_forgotten(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_forgotten(folder: Path) -> bool:
    """Return whether the program that made a folder is gone, or made it long ago."""
    maker = folder.name.removeprefix(_PREFIX).partition("-")[0]
    if maker.isdecimal() and is_gone(int(maker)):
        return True
    return time.time() - folder.stat().st_mtime > _FORGOTTEN
