"""What a crash in a library leaves behind: the way to it, written by the dying process itself into a file of its own.

The file lies with the logs, is named after its process, and goes when the program ends by itself; so one that is found
tells of a crash. It holds versions and names of functions, no word of a plan.
"""

import faulthandler
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from planner import __version__
from planner.core.paths import log_folder
from planner.core.processes import is_gone

_NAME, _ENDING = "crash-", ".log"
_LARGEST = 100_000


class CrashFile:
    """The file of this process, from `open` to `close`."""

    def __init__(self) -> None:
        self._stream: TextIO | None = None

    def open(self) -> None:
        """Have a crash written down; where the folder cannot be written, go on without."""
        path = log_folder() / f"{_NAME}{os.getpid()}{_ENDING}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = path.open("w", encoding="utf-8")
        except OSError:
            return
        with suppress(OSError):
            self._stream.write(f"{_head()}\n")
            self._stream.flush()
            faulthandler.enable(self._stream)

    def close(self) -> None:
        """Take the file away: the program ends by itself."""
        if self._stream is not None:
            faulthandler.disable()
            path = Path(self._stream.name)
            with suppress(OSError):
                self._stream.close()
            with suppress(OSError):
                path.unlink()
            self._stream = None


def take_reports() -> str:
    """Return what crashed processes of this PC left, and take it away; empty when there was nothing."""
    found: list[str] = []
    with suppress(OSError):
        for path in sorted(log_folder().glob(f"{_NAME}*{_ENDING}")):
            number = path.name.removeprefix(_NAME).removesuffix(_ENDING)
            if not number.isdecimal() or int(number) == os.getpid() or not is_gone(int(number)):
                continue
            with suppress(OSError):
                with path.open(encoding="utf-8", errors="replace") as stream:
                    text = stream.read(_LARGEST)
                path.unlink()
                if text.strip().count("\n"):  # more than its head: a process that was ended from outside wrote no more
                    found.append(text.strip())
    return "\n\n".join(found)


def _head() -> str:
    import platform

    return f"planner {__version__}, Python {platform.python_version()}, {platform.platform()}"
