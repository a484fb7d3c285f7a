"""SQLite's own reading and writing, watched and made to fail: a layer over its files, put there through ctypes.

SQLite calls the system by itself, past everything that Python could patch. Its files are opened here by a "VFS" that is
a copy of the system's; of each file it opens the methods that write are exchanged for ones that ask first.
"""

import _sqlite3
import ctypes
from collections.abc import Callable
from pathlib import Path

# What SQLite answers when the call of that name fails with what the system says.
FULL, CANNOT_OPEN = 13, 14
_IOERR = {"write": 10 | (3 << 8), "fsync": 10 | (4 << 8), "truncate": 10 | (6 << 8), "delete": 10 | (10 << 8)}
_WRITABLE = 0x2

Ask = Callable[[str, str], int]
"""Told of a call and its file, it answers 0, or the result SQLite is to be given instead of the call."""

_PTR, _INT, _LONG, _STR = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
_OPEN = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _PTR, _INT, _PTR)
_DELETE = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _PTR, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _PTR, _INT)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", _INT),
        ("size_of_file", _INT),
        ("longest_path", _INT),
        ("following", _PTR),
        ("name", _STR),
        ("application", _PTR),
        ("open", _PTR),
        ("delete", _PTR),
        ("others", _PTR * 14),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", _INT),
        ("close", _PTR),
        ("read", _PTR),
        ("write", _PTR),
        ("truncate", _PTR),
        ("sync", _PTR),
        ("others", _PTR * 13),
    ]


class WatchedFiles:
    """While it is entered, SQLite asks `ask` before each call that changes something on the disk."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._library = _library()
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._library.sqlite3_vfs_find.argtypes = [_STR]
        self._library.sqlite3_vfs_register.argtypes = [_PTR, _INT]
        self._library.sqlite3_vfs_unregister.argtypes = [_PTR]
        self._system = self._library.sqlite3_vfs_find(None)
        self._names: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._alive: list[object] = []
        self._vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self._vfs), self._system, ctypes.sizeof(_Vfs))
        self._vfs.name = b"watched"
        self._vfs.open = self._keep(_OPEN(self._open))
        self._vfs.delete = self._keep(_DELETE(self._delete))

    def __enter__(self) -> "WatchedFiles":
        self._library.sqlite3_vfs_register(ctypes.addressof(self._vfs), 1)
        return self

    def __exit__(self, *_why: object) -> None:
        self._library.sqlite3_vfs_unregister(ctypes.addressof(self._vfs))
        self._library.sqlite3_vfs_register(self._system, 1)

    def _keep(self, function: object) -> int | None:
        self._alive.append(function)
        return ctypes.cast(function, _PTR).value  # type: ignore[arg-type]

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = _text(name)
        if flags & _WRITABLE and not Path(path).exists() and (refused := self._ask("open", path)):
            ctypes.c_void_p.from_address(file).value = None  # no methods: SQLite closes nothing then
            return CANNOT_OPEN if refused != FULL else FULL
        answer = _OPEN(self._system.contents.open)(ctypes.addressof(self._system.contents), name, file, flags, out)
        place = ctypes.c_void_p.from_address(file)
        if answer == 0 and place.value:
            self._names[file] = path
            place.value = ctypes.addressof(self._methods(place.value))
        return int(answer)

    def _delete(self, _vfs: int, name: int, sync: int) -> int:
        if refused := self._ask("delete", _text(name)):
            return _result("delete", refused)
        system = self._system.contents
        return int(_DELETE(system.delete)(ctypes.addressof(system), name, sync))

    def _methods(self, original: int) -> _Methods:
        """Return the methods of the system's files with those that write exchanged; made once for each kind of file."""
        if original not in self._tables:
            table = _Methods()
            ctypes.memmove(ctypes.byref(table), original, ctypes.sizeof(_Methods))
            table.write = self._keep(_WRITE(self._asking("write", _WRITE(table.write))))
            table.truncate = self._keep(_TRUNCATE(self._asking("truncate", _TRUNCATE(table.truncate))))
            table.sync = self._keep(_SYNC(self._asking("fsync", _SYNC(table.sync))))
            self._tables[original] = table
        return self._tables[original]

    def _asking(self, name: str, call: Callable[..., int]) -> Callable[..., int]:
        def asked(file: int, *arguments: object) -> int:
            refused = self._ask(name, self._names.get(file, ""))
            return _result(name, refused) if refused else int(call(file, *arguments))

        return asked


def _result(name: str, refused: int) -> int:
    return FULL if refused == FULL and name == "write" else _IOERR[name]


def _text(name: int | None) -> str:
    return ctypes.string_at(name).decode("utf-8", "surrogateescape") if name else ""


def _library() -> ctypes.CDLL:
    """Return the very library that Python's sqlite3 uses."""
    for place in (_sqlite3.__file__, "sqlite3.dll"):
        library = ctypes.CDLL(place)
        if hasattr(library, "sqlite3_vfs_find"):
            return library
    raise RuntimeError("the SQLite of this Python cannot be reached")
