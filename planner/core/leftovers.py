"""The temporary names that a write uses, and which of them a killed run left behind."""

import os
import re
import time
import zlib
from pathlib import Path

from planner.core.processes import is_gone, this_pc

STARTED = time.time()
_GRACE = 60.0
_JOURNAL = "-journal"
_in_use: set[str] = set()
_NAME = re.compile(r"\.~planner-(\d{1,10})-([0-9a-f]{4})?[0-9a-f]{8}\.(tmp|dir|where)(?:-journal)?")


def temporary(path: Path, ending: str) -> Path:
    """Return a new name beside `path` that tells which process of which PC uses it; it ends as file, folder or note."""
    name = f".~planner-{os.getpid()}-{_host()}{os.urandom(4).hex()}.{ending}"
    _in_use.add(name)
    return path.with_name(name)


def give_up(name: Path) -> None:
    """Say that a temporary name is in use no more: what still lies there could not be removed, and is a leftover."""
    _in_use.discard(name.name)


def is_leftover(entry: "os.DirEntry[str]", ending: str) -> bool:
    """Return whether a killed run left `entry`, so that no running program loses its own.

    Its process is gone from this PC or gave it up, or, whoever made it, it is from a minute before this run. Raises
    `OSError`.
    """
    found = _NAME.fullmatch(entry.name)
    if found is None or found[3] != ending:
        return False
    if found[2] == _host():
        if int(found[1]) == os.getpid():  # our own, or that of one before us with the same number
            return entry.name.removesuffix(_JOURNAL) not in _in_use
        if is_gone(int(found[1])):
            return True
    return entry.stat(follow_symlinks=False).st_mtime < STARTED - _GRACE


def _host() -> str:
    return f"{zlib.crc32(this_pc().encode()) & 0xFFFF:04x}"
