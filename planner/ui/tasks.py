"""Work that lasts longer than a frame, done beside the window, one piece after the other.

Results come back in the GUI thread. Of the pieces that share a key only the newest reports; older ones are dropped, and
not even begun if they still wait.
"""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from planner.core.errors import PlannerError


class _Piece(QRunnable):
    def __init__(self, worker: "Worker", token: int) -> None:
        super().__init__()
        self._worker = worker
        self._token = token

    def run(self) -> None:
        self._worker.work(self._token)


class Worker(QObject):
    """A queue with one thread."""

    crashed = Signal(object)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._lock = threading.Lock()
        self._count = 0
        self._is_stopped = False
        self._newest: dict[str, int] = {}
        self._pieces: dict[
            int, tuple[str, Callable[[], Any], Callable[[Any], None], Callable[[PlannerError], None]]
        ] = {}
        self._ended.connect(self._report)

    def submit(
        self,
        key: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[PlannerError], None],
    ) -> None:
        """Do `work` in the thread, then call `done` or `failed` in this one, unless a newer piece has the same key."""
        with self._lock:
            if self._is_stopped:
                return
            self._count += 1
            token = self._count
            self._newest[key] = token
            self._pieces[token] = (key, work, done, failed)
        self._pool.start(_Piece(self, token))

    def forget(self, key: str) -> None:
        """Drop what is under way for `key`."""
        with self._lock:
            self._newest.pop(key, None)

    def stop(self) -> None:
        """Drop everything, wait for the piece in hand, and take no more."""
        with self._lock:
            self._is_stopped = True
            self._newest.clear()
        self._pool.waitForDone()

    @property
    def is_busy(self) -> bool:
        """Whether a piece still has to report."""
        with self._lock:
            return any(self._newest.get(piece[0]) == token for token, piece in self._pieces.items())

    def work(self, token: int) -> None:
        """Run one piece; called in the thread."""
        with self._lock:
            key, work, _done, _failed = self._pieces[token]
            stale = self._newest.get(key) != token
        result: Any = None
        error: Exception | None = None
        if not stale:
            try:
                result = work()
            except Exception as trouble:
                error = trouble
        self._ended.emit(token, result, error)

    @Slot(int, object, object)
    def _report(self, token: int, result: object, error: Exception | None) -> None:
        with self._lock:
            key, _work, done, failed = self._pieces.pop(token)
            stale = self._newest.get(key) != token
        if stale:
            return
        if isinstance(error, PlannerError):
            failed(error)
        elif error is not None:
            self.crashed.emit(error)
        else:
            done(result)
