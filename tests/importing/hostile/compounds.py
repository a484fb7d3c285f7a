"""OLE compound files written by hand: header, one allocation sector, a directory, and the streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _entry(name: str, kind: int, start: int, size: int, siblings: tuple[int, int], child: int) -> bytes:
    wide = name.encode("utf-16-le")
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBB", len(wide) + 2, kind, 1)
        + struct.pack("<III", *siblings, child)
        + bytes(16 + 4 + 16)
        + struct.pack("<IQ", start, size)
    )


def ole(streams: Mapping[str, bytes], *, loop: bool = False, directory_loop: bool = False) -> bytes:
    """Return a compound file; `loop` ties the first stream's chain into a circle, `directory_loop` the names."""
    names = list(streams)
    blocks = [content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0") for content in streams.values()]
    directory_sectors = -(-(len(names) + 1) * 128 // _SECTOR)
    table = [_FAT]
    table += [n + 1 for n in range(1, directory_sectors)] + [_END]
    entries = []
    at = 1 + directory_sectors
    for index, (name, block) in enumerate(zip(names, blocks, strict=True), 1):
        count = len(block) // _SECTOR
        table += [at + n + 1 for n in range(count - 1)] + [at if loop and index == 1 else _END]
        following = index + 1 if index < len(names) else _FREE
        if directory_loop:
            following = 1
        entries.append(_entry(name, 2, at, max(len(streams[name]), 4096), (_FREE, following), _FREE))
        at += count
    root = _entry("Root Entry", 5, _END, 0, (_FREE, _FREE), 1 if names else _FREE)
    directory = (root + b"".join(entries)).ljust(directory_sectors * _SECTOR, b"\0")
    if len(table) > _SECTOR // 4:
        raise ValueError("one allocation sector is all this writes")
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    return header + fat + directory + b"".join(blocks)


def records(*entries: tuple[int, bytes]) -> bytes:
    """Return BIFF records, as the Workbook stream of an old sheet holds them."""
    return b"".join(struct.pack("<HH", code, len(content)) + content for code, content in entries)


BOF_BOOK = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
BOF_SHEET = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
EOF = (0x000A, b"")
FILEPASS = (0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))


def old_book(rows: Sequence[Sequence[str]]) -> bytes:
    """Return an .xls with one sheet of texts."""
    name = "Sheet1".encode("utf-16-le")
    codepage = (0x0042, struct.pack("<H", 1200))

    def bound(at: int) -> tuple[int, bytes]:
        return (0x0085, struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1) + name)

    head = records(BOF_BOOK, codepage, bound(0), EOF)
    book = records(BOF_BOOK, codepage, bound(len(head)), EOF)
    dimension = (0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    cells = [
        (0x0204, struct.pack("<HHHHB", r, c, 0, len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le"))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return ole({"Workbook": book + records(BOF_SHEET, dimension, *cells, EOF)})
