"""Work that lasts longer than a frame, done beside the window, one piece after the other.

Results come back in the GUI thread. Of the pieces that share a key only the newest reports; older ones are dropped, and
not even begun if they still wait. A long piece tells how far it is, and stops there when nobody wants it any more.
"""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot

from planner.core.errors import PlannerError
from planner.core.stopping import Stopped, Tell

TELL_SECONDS = 0.05


class _Task(NamedTuple):
    key: str
    work: Callable[[Tell], Any]
    done: Callable[[Any], None]
    failed: Callable[[PlannerError], None]
    told: Callable[[int, int], None]


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
    _ended = Signal(int)
    _told = Signal(int, int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._lock = threading.Lock()
        self._count = 0
        self._is_stopped = False
        self._newest: dict[str, int] = {}
        self._pieces: dict[int, _Task] = {}
        self._outcomes: dict[int, tuple[Any, Exception | None]] = {}
        self._ended.connect(self._report)
        self._told.connect(self._pass_on)
        app = QCoreApplication.instance()
        if app is not None:  # nothing may still run when the widgets go, whichever way the program ends
            app.aboutToQuit.connect(self.stop)

    def submit(
        self,
        key: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[PlannerError], None],
    ) -> None:
        """Do `work` in the thread, then call `done` or `failed` in this one, unless a newer piece has the same key."""
        self.submit_long(key, lambda _tell: work(), done, failed, _nobody)

    def submit_long(
        self,
        key: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
        failed: Callable[[PlannerError], None],
        told: Callable[[int, int], None],
    ) -> None:
        """Do as `submit`; `told` hears in this thread what the work tells.

        The work is stopped where it tells next once a newer piece has its key, or the key was forgotten.
        """
        with self._lock:
            if self._is_stopped:
                return
            self._count += 1
            token = self._count
            self._newest[key] = token
            self._pieces[token] = _Task(key, work, done, failed, told)
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
            return any(self._newest.get(task.key) == token for token, task in self._pieces.items())

    def work(self, token: int) -> None:
        """Run one piece; called in the thread.

        What a piece and its outcome hold on to (dialogs, painters, pages) is let go of in the window's thread alone:
        this thread keeps nothing of it beyond the telling.
        """
        self._do(token)
        self._ended.emit(token)

    def _do(self, token: int) -> None:
        with self._lock:
            task = self._pieces[token]
        result: Any = None
        error: Exception | None = None
        if not self._is_stale(token, task):
            try:
                result = task.work(self._teller(token, task))
            except Exception as trouble:
                error = trouble
        with self._lock:
            self._outcomes[token] = result, error
        del task, result, error  # an error would keep itself, and all it came through, by its traceback

    def _teller(self, token: int, task: _Task) -> Tell:
        last = 0.0

        def tell(done: int, count: int) -> None:
            nonlocal last
            if self._is_stale(token, task):
                raise Stopped
            now = monotonic()
            if now - last >= TELL_SECONDS:
                last = now
                self._told.emit(token, done, count)

        return tell

    def _is_stale(self, token: int, task: _Task) -> bool:
        with self._lock:
            return self._newest.get(task.key) != token

    @Slot(int, int, int)
    def _pass_on(self, token: int, done: int, count: int) -> None:
        task = self._pieces.get(token)
        if task is not None and not self._is_stale(token, task):
            task.told(done, count)

    @Slot(int)
    def _report(self, token: int) -> None:
        with self._lock:
            task, (result, error) = self._pieces.pop(token), self._outcomes.pop(token)
            is_stale = self._newest.get(task.key) != token
        if is_stale:
            return
        if isinstance(error, PlannerError):
            task.failed(error)
        elif error is not None:
            self.crashed.emit(error)
        else:
            task.done(result)


def _nobody(_done: int, _count: int) -> None:
    pass
