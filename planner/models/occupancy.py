"""A note beside an open store, telling a second start who holds it. The lock is SQLite's own: the note is only words.

A note that is still there when the lock is free says that the program was not closed properly.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.core.atomic_file import write_note
from planner.core.output_errors import DiskFull
from planner.core.places import is_there
from planner.core.processes import is_gone, this_pc

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Holder:
    """Who noted down to hold a store: the process, its PC, and since when; nothing of it in a torn note."""

    pid: int = 0
    host: str = ""
    since: datetime | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether it was another PC."""
        return self.host not in ("", this_pc())

    @property
    def is_alive(self) -> bool:
        """Whether a process of this PC with that number runs."""
        return self.pid > 0 and self.host == this_pc() and not is_gone(self.pid)

    @property
    def words(self) -> str:
        """Since when and where, in brackets; empty when that is not known."""
        if self.since is None:
            return ""
        day = "" if self.since.date() == datetime.now().astimezone().date() else f"{_date(self.since)} "
        where = f"，在电脑“{self.host}”上" if self.is_elsewhere else ""
        return f"（自 {day}{self.since.hour}:{self.since.minute:02}{where}）"


def holder(path: Path) -> Holder | None:
    """Return who noted down to hold the store, or None when there is no note."""
    import json

    try:
        with _place(path).open(encoding="utf-8") as note_file:
            held = json.loads(note_file.read(_LONGEST))
        return Holder(int(held["pid"]), str(held["host"]), datetime.fromisoformat(held["since"]).astimezone())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Holder()


def was_left(path: Path) -> bool:
    """Return whether the last program that held the store did not close it."""
    return is_there(_place(path))


def left_by(path: Path) -> Holder | None:
    """Return who held the store before and did not close it.

    None when it was closed, and when that program still runs: then this is a copy made while the store was open.
    """
    if not was_left(path):
        return None
    held = holder(path)
    return None if held is None or held.is_alive else held


def note(path: Path) -> None:
    """Write who holds the store. A folder that takes no note will take no journal either: `OutputError`.

    A full disk is no reason to keep the clerk from reading and printing: then there is no note.
    """
    host = this_pc().replace("\\", "\\\\").replace('"', '\\"')
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    # Written by hand: every start writes it, and to import json for it takes as long as to read the plan.
    words = f'{{"pid": {os.getpid()}, "host": "{host}", "since": "{since}"}}'
    with suppress(DiskFull):
        write_note(_place(path), words.encode("utf-8"))


def forget(path: Path) -> None:
    """Take the note away."""
    with suppress(OSError):
        _place(path).unlink(missing_ok=True)


def describe(path: Path) -> str:
    """Return since when the store is open, as words in brackets, or nothing when the note cannot be read."""
    held = holder(path)
    return held.words if held is not None else ""


def _place(path: Path) -> Path:
    return path.with_name(f"{path.name}.open")


def _date(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日"
