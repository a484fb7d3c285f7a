"""Read a hostile file in a process of its own, with a limit of time, of memory and of what it may answer.

The process is this program started with a hidden flag. It gets the bytes through its standard input and answers with
JSON lines: `ready`, `doing` (what it does), then `source` or `error`. Its current and temporary folder is a private one
that is removed here. Whatever it answers is checked (wire.py).
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

from planner.core.draft import Source
from planner.core.errors import InputError, PlannerError
from planner.core.input_errors import Bomb, Cancelled, DamagedFile, ReaderStopped, ReadingTimeout, by_code
from planner.core.private_folders import private_folder
from planner.importing.job_object import JobObject, confine
from planner.importing.wire import source_of

FLAG = "--read-worker"
_MB = 1024 * 1024
_SECONDS = 10.0
_SECONDS_FOR_A_MB = 2.0
_MOST_SECONDS = 60.0
_SECONDS_TO_START = 40.0
_MOST_ANSWER = 160 * _MB
_TICK = 0.05
# Ends that say there was no memory left: abort, trap, illegal instruction, kill; on Windows the same as statuses.
_OUT_OF_MEMORY = {-4, -5, -6, -9, 0xC0000017, 0xC000009A, 0xC0000409, 0xE0000008, 0x80000003, 0xC00000FD}
_OUT_OF_TIME = {-24, -14}

_log = logging.getLogger(__name__)


def seconds_for(size: int) -> float:
    """Return how long reading a file of that many bytes may take."""
    return min(_MOST_SECONDS, _SECONDS + _SECONDS_FOR_A_MB * size / _MB)


def read_apart(
    data: bytes,
    name: str,
    kind: str = "",
    progress: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Return the source that the reading process makes of `data`; raise the input error it ends with.

    `kind` is given where it is known (the clipboard's HTML), else the bytes tell it.
    """
    with private_folder() as folder:
        return _Reading(data, name, kind, folder, progress, cancelled).read()


def command() -> list[str]:
    """Return how the reading process is started: without `site`, whose work `sys.path` already shows.

    On Windows the interpreter of a virtual environment is a launcher for another process, which the limits forbid.
    """
    program = getattr(sys, "_base_executable", "") if sys.platform == "win32" else sys.executable
    return [program or sys.executable, "-P", "-S", "-X", "utf8", "-m", "planner", FLAG]


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("PYTHON")}
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *(str(Path(entry).resolve()) for entry in sys.path if entry and entry != package)]
    place = str(folder)
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "TMPDIR": place,
        "TEMP": place,
        "TMP": place,
        "MALLOC_ARENA_MAX": "1",
    }


@dataclass(slots=True)
class _Reading:
    """One reading, from the start of the process to its end."""

    data: bytes
    name: str
    kind: str
    folder: Path
    progress: Callable[[str], None] | None
    cancelled: Callable[[], bool] | None
    answers: SimpleQueue[object] = field(default_factory=SimpleQueue)
    job: JobObject | None = None

    def read(self) -> Source:
        process = self._start()
        threads = [
            threading.Thread(target=_listen, args=(process.stdout, self.answers), daemon=True),
            threading.Thread(target=self._feed, args=(process.stdin,), daemon=True),
        ]
        try:
            for thread in threads:
                thread.start()
            return self._converse(process)
        finally:
            process.kill()
            process.wait()
            for thread in threads:
                thread.join()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)
            if self.job is not None:
                self.job.close()

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env=_environment(self.folder),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ReaderStopped(self.name) from error
        self.job = confine(process.pid)
        return process

    def _feed(self, pipe: IO[bytes]) -> None:
        head = {"name": self.name, "kind": self.kind, "size": len(self.data), "seconds": seconds_for(len(self.data))}
        try:
            pipe.write(json.dumps(head).encode("ascii") + b"\n")
            pipe.write(self.data)
            pipe.close()
        except (OSError, ValueError):
            return  # it went away; how, its end says

    def _converse(self, process: subprocess.Popen[bytes]) -> Source:
        ready = False
        deadline = time.monotonic() + _SECONDS_TO_START
        while True:
            if self.cancelled is not None and self.cancelled():
                raise Cancelled(self.name)
            try:
                answer = self.answers.get(timeout=_TICK)
            except Empty:
                if time.monotonic() > deadline:
                    raise (ReadingTimeout if ready else ReaderStopped)(self.name) from None
                continue
            if answer is None:
                raise self._end(process.wait(), ready)
            if not isinstance(answer, dict):
                raise DamagedFile(self.name)
            if "ready" in answer and not ready:
                ready = True
                deadline = time.monotonic() + seconds_for(len(self.data))
            elif "doing" in answer and self.progress is not None:
                self.progress(str(answer["doing"])[:40])
            elif "source" in answer:
                return self._source(answer["source"])
            elif "error" in answer:
                raise self._error(answer)

    def _source(self, answer: object) -> Source:
        try:
            return source_of(answer)
        except ValueError as error:
            _log.warning("the reading process answered nonsense: %s", error)
            raise DamagedFile(self.name) from error

    def _error(self, answer: dict[str, object]) -> InputError:
        trouble = answer.get("trouble")
        if isinstance(trouble, str):
            _log.warning("a reader failed: %s", "".join(ch for ch in trouble[:400] if ch.isprintable()))
        told = answer["error"]
        if isinstance(told, dict):
            code, message, hint = (_sentence(told.get(key)) for key in ("code", "message", "hint"))
            kind = by_code().get(code)
            if kind is not None and message and hint:
                error = kind.__new__(kind)
                PlannerError.__init__(error, message, hint, code=code, file=self.name)
                return error
        return DamagedFile(self.name)

    def _end(self, status: int, ready: bool) -> InputError:
        _log.warning("the reading process ended with %s", status)
        if not ready:
            return ReaderStopped(self.name)
        if status in _OUT_OF_TIME:
            return ReadingTimeout(self.name)
        if status in _OUT_OF_MEMORY or status & 0xFFFFFFFF in _OUT_OF_MEMORY:
            return Bomb(self.name)
        return DamagedFile(self.name)


def _listen(pipe: IO[bytes], answers: SimpleQueue[object]) -> None:
    """Hand on each line as a JSON value, then None; what is too long or no JSON ends the conversation."""
    left = _MOST_ANSWER
    try:
        while left > 0 and (line := pipe.readline(left)):
            left -= len(line)
            answers.put(json.loads(line))
    except (OSError, ValueError, RecursionError, MemoryError):
        answers.put("nonsense")
    answers.put(None)


def _sentence(value: object) -> str:
    return "".join(ch for ch in value[:300] if ch.isprintable() and ch not in "<>") if isinstance(value, str) else ""


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:
            return
