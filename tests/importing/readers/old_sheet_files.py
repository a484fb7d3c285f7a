"""Workbooks of old Excel made for the tests: BIFF8 records in a compound file of one stream."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_of(stream: bytes, name: str = "Workbook") -> bytes:
    """Return a compound file that holds one stream."""
    stream = stream.ljust(max(4_096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *(range(3, 2 + count)), _END]
    assert len(chain) <= _SECTOR // 4
    table = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4_096, _END, 0, _END, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", _FREE) * 108
    directory = _entry("Root Entry", 5, child=1) + _entry(name, 2, start=2, size=len(stream))
    return header + table + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    return (
        words.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(words), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def words(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, 0) + words(text))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def xls_of(cells: bytes, formats: Sequence[str] = (), inside: bytes = b"") -> bytes:
    """Return an .xls of one sheet of records; style n + 1 has the n-th of `formats`."""
    opening = record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0)) + inside
    for at, code in enumerate(formats):
        opening += record(0x41E, struct.pack("<H", 200 + at) + words(code))
    for style in (0, *(200 + at for at in range(len(formats)))):
        opening += record(0xE0, struct.pack("<HH", 0, style) + bytes(16))
    name = "Sheet1"
    length = len(opening) + 4 + 8 + len(name) + 4
    opening += record(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name.encode()) + record(0x0A)
    assert len(opening) == length
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)
    return compound_of(opening + sheet)
