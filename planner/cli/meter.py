"""How far long work is, on one line of a terminal; nothing where the messages go into a file."""

import time

from planner.cli.console import Console

_QUIET = 0.5
_PAUSE = 0.1


class Meter:
    """A `Tell` that writes `what` with the count; short work is done before it says anything."""

    def __init__(self, console: Console, what: str) -> None:
        self._stream = console.err if console.err.isatty() else None
        self._what = what
        self._next = time.monotonic() + _QUIET
        self._is_shown = False

    def __call__(self, done: int, count: int) -> None:
        """Tell how far it is."""
        now = time.monotonic()
        if self._stream is not None and now >= self._next:
            self._next = now + _PAUSE
            self._is_shown = True
            print(f"\r\x1b[K{self._what} {done}/{count}（Ctrl+C 停止）", end="", file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._stream is not None and self._is_shown:
            print("\r\x1b[K", end="", file=self._stream, flush=True)
