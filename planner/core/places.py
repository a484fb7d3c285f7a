"""Asking what lies at a path; a name that cannot be, or a folder that may not be looked into, is no trouble."""

from pathlib import Path


def is_there(path: Path) -> bool:
    """Return whether something is at `path`, as far as one may see."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, a folder that is shut, a NUL
        return False


def is_folder(path: Path) -> bool:
    """Return whether `path` is a folder, as far as one may see."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
