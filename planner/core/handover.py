"""How a second start hands its files to the window that is open: a request file beside the store, taken by the first.

No socket: the file comes into its place whole, and that it is gone again is the answer.
"""

import json
import os
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from planner.core.atomic_file import write_atomically
from planner.core.errors import OutputError

WAIT_SECONDS = 2.0
_STEP_SECONDS = 0.05
_TOO_OLD_SECONDS = 30.0
_LARGEST = 100_000
_MOST_FILES = 100


def hand_over(store: Path, files: Sequence[Path], pause: Callable[[float], None] = time.sleep) -> bool:
    """Ask the window that holds the store to come to the front and review `files`; false when none answers in time."""
    request = store.with_name(f"{_prefix(store)}{os.getpid()}-{secrets.token_hex(4)}.json")
    content = json.dumps({"files": [str(path.absolute()) for path in files]}, ensure_ascii=False)
    try:
        write_atomically(request, content.encode("utf-8"))
    except OutputError:
        return False
    ends = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < ends:
        pause(_STEP_SECONDS)
        if not request.exists():
            return True
    with suppress(OSError):
        request.unlink()
        return False
    return not request.exists()  # it was taken at the last moment


def take_requests(store: Path) -> tuple[tuple[Path, ...], ...]:
    """Return the files of each request that waits, and take it away; one that nobody waits for any more is dropped."""
    found: list[tuple[Path, ...]] = []
    for request in sorted(store.parent.glob(f"{_prefix(store)}*.json")):
        with suppress(OSError):
            is_old = time.time() - request.stat().st_mtime > _TOO_OLD_SECONDS
            files = _files(request)
            request.unlink()
            if not is_old:
                found.append(files)
    return tuple(found)


def _prefix(store: Path) -> str:
    return f"{store.name}.request-"


def _files(request: Path) -> tuple[Path, ...]:
    """Return the files that a request names; none when it cannot be read."""
    if request.stat().st_size > _LARGEST:
        return ()
    try:
        content = json.loads(request.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return ()
    named = content.get("files") if isinstance(content, dict) else None
    words = [word for word in named if isinstance(word, str)] if isinstance(named, list) else []
    return tuple(Path(word) for word in words[:_MOST_FILES])
