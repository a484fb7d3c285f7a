"""Which fonts lie on this machine: families by the name table of every TrueType file, read without loading any.

A font that reportlab cannot embed (PostScript outlines) or that forbids it is passed over, and so is a damaged file.
"""

import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from os import environ
from pathlib import Path
from typing import BinaryIO

from planner.core.paths import data_folder

_FAMILY_NAMES = {1, 4, 16}
_WINDOWS = 3
# OS/2 fsType: 0x0002 no embedding, 0x0100 no subsetting, 0x0200 bitmaps only.
_FORBIDDEN = 0x0302
_LONGEST_TABLE = 1_000_000


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a font file; `index` counts within a collection (.ttc), `families` are folded for comparing."""

    path: Path
    index: int
    families: frozenset[str]
    is_bold: bool


def folded(family: str) -> str:
    """Return a family name as it is compared: no blanks, no case."""
    return "".join(family.split()).casefold()


@cache
def installed_fonts() -> dict[str, tuple[FontFile, ...]]:
    """Return the usable faces of this machine by folded family name; read once a process."""
    found: dict[str, list[FontFile]] = {}
    for folder in font_folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in {".ttf", ".ttc"}:
                for face in faces(path):
                    for family in face.families:
                        found.setdefault(family, []).append(face)
    return {family: tuple(files) for family, files in found.items()}


def font_folders() -> tuple[Path, ...]:
    """Return the folders where fonts may lie: the program's own, then the system's."""
    folders = [data_folder() / "fonts"]
    if sys.platform == "win32":
        folders += [Path(environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        local = environ.get("LOCALAPPDATA")
        folders += [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
    else:
        folders += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    return tuple(folder for folder in folders if folder.is_dir())


def faces(path: Path) -> tuple[FontFile, ...]:
    """Return the usable faces of one file; none when it is damaged or cannot be read."""
    try:
        with path.open("rb") as stream:
            return tuple(_faces(path, stream))
    except (OSError, struct.error, ValueError, IndexError):
        return ()


def _faces(path: Path, stream: BinaryIO) -> Iterator[FontFile]:
    starts = [0]
    if stream.read(4) == b"ttcf":
        _, count = struct.unpack(">LL", stream.read(8))
        starts = list(struct.unpack(f">{min(count, 64)}L", stream.read(4 * min(count, 64))))
    for index, start in enumerate(starts):
        tables = _directory(stream, start)
        if not {b"glyf", b"loca", b"name", b"head"} <= tables.keys() or _is_forbidden(_table(stream, tables, b"OS/2")):
            continue
        style = struct.unpack(">H", _table(stream, tables, b"head")[44:46])[0]
        yield FontFile(path, index, frozenset(_families(_table(stream, tables, b"name"))), bool(style & 1))


def _directory(stream: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    stream.seek(start)
    _, count = struct.unpack(">LH6x", stream.read(12))
    records = [struct.unpack(">4s4xLL", stream.read(16)) for _ in range(count)]
    return {tag: (offset, length) for tag, offset, length in records}


def _table(stream: BinaryIO, tables: dict[bytes, tuple[int, int]], tag: bytes) -> bytes:
    offset, length = tables.get(tag, (0, 0))
    stream.seek(offset)
    return stream.read(min(length, _LONGEST_TABLE))


def _is_forbidden(table: bytes) -> bool:
    return len(table) >= 10 and bool(struct.unpack(">H", table[8:10])[0] & _FORBIDDEN)


def _families(table: bytes) -> Iterator[str]:
    count, storage = struct.unpack(">2xHH", table[:6])
    for position in range(count):
        record = struct.unpack(">6H", table[6 + 12 * position : 18 + 12 * position])
        platform, _, _, name, length, offset = record
        if platform == _WINDOWS and name in _FAMILY_NAMES:
            yield folded(table[storage + offset : storage + offset + length].decode("utf-16-be"))
