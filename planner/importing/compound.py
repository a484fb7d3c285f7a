"""The names at the top of an OLE compound file, read with every loop bounded.

The directory is a chain of sectors, its entries a tree; a broken or hostile file can make circles of both.
"""

import struct
from collections.abc import Iterator

_ENTRY = 128
_NONE = 0xFFFFFFFA  # from here on no sector, no entry
_MOST_ENTRIES = 20_000


def stream_names(data: bytes) -> tuple[str, ...]:
    """Return the names in the root storage, in the order of its tree; empty when the directory is broken."""
    if len(data) < 512:
        return ()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return ()
    directory = b"".join(_directory_sectors(data, 1 << shift))
    if len(directory) < _ENTRY:
        return ()
    names: list[str] = []
    seen: set[int] = set()
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    while waiting and len(seen) < _MOST_ENTRIES:
        index = waiting.pop()
        if index in seen or index >= _NONE or (index + 1) * _ENTRY > len(directory):
            continue
        seen.add(index)
        at = index * _ENTRY
        length = min(max(struct.unpack_from("<H", directory, at + 64)[0] - 2, 0), 62)
        names.append(directory[at : at + length].decode("utf-16-le", "replace"))
        waiting += struct.unpack_from("<II", directory, at + 68)
    return tuple(names)


def _directory_sectors(data: bytes, size: int) -> Iterator[bytes]:
    table = _table_sectors(data, size)
    sector = struct.unpack_from("<I", data, 48)[0]
    for _ in range(_MOST_ENTRIES * _ENTRY // size):
        at = (sector + 1) * size
        if sector >= _NONE or at >= len(data):
            return
        yield data[at : at + size]
        per_sector = size // 4
        block = sector // per_sector
        if block >= len(table):
            return
        place = (table[block] + 1) * size + sector % per_sector * 4
        if place + 4 > len(data):
            return
        sector = struct.unpack_from("<I", data, place)[0]


def _table_sectors(data: bytes, size: int) -> list[int]:
    """Return the sectors of the allocation table."""
    found = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _NONE]
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < _NONE and following not in seen and (following + 2) * size <= len(data):
        seen.add(following)
        numbers = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        found += [sector for sector in numbers[:-1] if sector < _NONE]
        following = numbers[-1]
    return found
