"""A note beside an open store, telling a second start who holds it. The lock is SQLite's own: the note is only words.

A note that is still there when the lock is free says that the program was not closed properly.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path


def _place(path: Path) -> Path:
    return path.with_name(f"{path.name}.open")


def _host() -> str:
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "")


def was_left(path: Path) -> bool:
    """Return whether the last program that held the store did not close it."""
    return _place(path).exists()


def note(path: Path) -> None:
    """Write who holds the store. A folder that takes no note will take no journal either: `OSError`."""
    host = _host().replace("\\", "\\\\").replace('"', '\\"')
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    # Written by hand: every start writes it, and to import json for it takes as long as to read the plan.
    _place(path).write_text(f'{{"pid": {os.getpid()}, "host": "{host}", "since": "{since}"}}', encoding="utf-8")


def forget(path: Path) -> None:
    """Take the note away."""
    with suppress(OSError):
        _place(path).unlink(missing_ok=True)


def describe(path: Path) -> str:
    """Return since when the store is open, as words in brackets, or nothing when the note cannot be read."""
    import json

    try:
        held = json.loads(_place(path).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(held["since"])
        host = str(held["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    day = "" if since.date() == datetime.now().astimezone().date() else f"{since.month}月{since.day}日 "
    where = "" if host == _host() else f"，在电脑“{host}”上"
    return f"（自 {day}{since.hour}:{since.minute:02}{where}）"
