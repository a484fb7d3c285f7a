"""A disk that is watched: every call that changes something is counted and named, and any of them can be made to fail.

What Python calls is patched where Python calls it; what SQLite calls is watched by `sqlite_files`.
"""

import errno
import io
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.reliability import sqlite_files
from tests.reliability.sqlite_files import WatchedFiles

_CHANGING = set("wxa+")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Call:
    """A call that changes the disk: its name, the name of its file, and whether SQLite made it."""

    name: str
    path: str
    by_sqlite: bool = False
    to: str = ""


@dataclass
class Disk:
    """Enter it to watch. `answer` is asked before each call and may raise what the system would, or end the process."""

    answer: Callable[[int, Call], None] = lambda _number, _call: None
    calls: list[Call] = field(default_factory=list)
    _handles: dict[int, str] = field(default_factory=dict)
    _patches: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Disk":
        self._patches = ExitStack()
        for owner, name, stand_in in self._stand_ins():
            self._patches.enter_context(patch.object(owner, name, stand_in))
        self._patches.enter_context(WatchedFiles(self._asked_by_sqlite))
        return self

    def __exit__(self, *_why: object) -> None:
        self._patches.close()

    def _asked(self, name: str, path: object, to: object = "") -> None:
        call = Call(name, _said(path), to=_said(to))
        self.calls.append(call)
        self.answer(len(self.calls), call)

    def _asked_by_sqlite(self, name: str, path: str) -> int:
        call = Call(name, path, by_sqlite=True)
        self.calls.append(call)
        try:
            self.answer(len(self.calls), call)
        except OSError as trouble:
            return sqlite_files.FULL if trouble.errno == errno.ENOSPC else -1
        return 0

    def _stand_ins(self) -> list[tuple[Any, str, Any]]:
        real_open, real_os_open, real_fsync = io.open, os.open, os.fsync

        def opened(file: Any, mode: str = "r", *arguments: Any, **more: Any) -> Any:
            if not _CHANGING & set(mode) or isinstance(file, int):
                return real_open(file, mode, *arguments, **more)
            self._asked("open", file)
            stream = real_open(file, mode, *arguments, **more)
            self._handles[stream.fileno()] = _said(file)
            return _Stream(stream, file, self._asked) if "b" in mode else stream

        def os_opened(path: Any, flags: int, *arguments: Any, **more: Any) -> int:
            if flags & _WRITING:
                self._asked("open", path)
            handle = real_os_open(path, flags, *arguments, **more)
            self._handles[handle] = _said(path)
            return handle

        def synced(handle: int) -> None:
            self._asked("fsync", self._handles.get(handle, ""))
            real_fsync(handle)

        def one(name: str, said: str) -> tuple[Any, str, Any]:
            real = getattr(os, name)

            def call(path: Any, *arguments: Any, **more: Any) -> Any:
                self._asked(said, path)
                return real(path, *arguments, **more)

            return os, name, call

        def two(name: str, said: str) -> tuple[Any, str, Any]:
            real = getattr(os, name)

            def call(path: Any, to: Any, **more: Any) -> Any:
                self._asked(said, path, to)
                return real(path, to, **more)

            return os, name, call

        return [
            (io, "open", opened),
            (os, "open", os_opened),
            (os, "fsync", synced),
            two("replace", "replace"),
            two("rename", "replace"),
            two("link", "link"),
            one("unlink", "delete"),
            one("mkdir", "mkdir"),
        ]


class _Stream:
    """A file being written, whose `write` is asked about and may come only half."""

    def __init__(self, stream: Any, path: object, asked: Callable[[str, object], None]) -> None:
        self._stream, self._path, self._asked = stream, path, asked

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_why: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, data: bytes) -> int:
        try:
            self._asked("write", self._path)
        except OSError:
            self._stream.write(data[: len(data) // 2])
            raise
        return int(self._stream.write(data))


def failing(error: int, first: int, *, for_ever: bool = False) -> Callable[[int, Call], None]:
    """Return an answer that lets the `first`-th call fail with `error`, or that one and all behind it."""

    def answer(number: int, call: Call) -> None:
        if number == first or (for_ever and number > first):
            raise OSError(error, os.strerror(error), call.path)

    return answer


def _said(path: object) -> str:
    return os.fsdecode(path) if isinstance(path, str | bytes | Path) else str(path)
