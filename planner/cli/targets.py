"""Where a command writes its file: the named file itself, or a free name in a folder."""

from pathlib import Path

from planner.core.atomic_file import free_name
from planner.core.output_errors import NoPlaceForTarget
from planner.core.places import is_folder


def target(out: Path | None, file_name: str) -> Path:
    """Return where to write: the named file itself, or a free name in the named or the current folder."""
    if out is not None and not is_folder(out):
        needs_folder(out)
        return out
    return free_name((out or Path()) / file_name)


def needs_folder(out: Path) -> None:
    """Raise PATH when the folder that `out` is to stand in is not there."""
    if not is_folder(out.parent):
        raise NoPlaceForTarget(out)
