"""The properties of paragraphs and characters of a Word 97–2003 document: pages of runs, each with its changes.

A property is a code (sprm) with its operand; the same list of them stands for many paragraphs, so each list is read
once.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planner.importing.readers.doc_parts import DocParts

_CHARACTER_PAGES, _PARAGRAPH_PAGES = 12, 13
_PAGE = 512
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_MOST_PAGES = 100_000
_T_DEF_TABLE = 0xD608
_MARKS = re.compile(rb"[\x00\x3c]\x08[\x01\x81]|\x09\x6a", re.DOTALL)  # deleted, hidden, symbol
# in a table, in a list, or a huge list of properties
_OUTSTANDING = re.compile(rb"\x16\x24|\x0b\x46|[\x45\x46]\x66|\x49\x66", re.DOTALL)
_HUGE = (0x6645, 0x6646)
_HUGE_MARKS = (b"\x45\x66", b"\x46\x66")
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class TableRow:
    """What the mark at the end of a row says: the borders of its cells in twips, and how each cell is merged.

    `across` and `down` hold 0 for a cell of its own, 1 for one that goes on, 2 for one that begins.
    """

    borders: tuple[int, ...] = ()
    across: tuple[int, ...] = ()
    down: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphTraits:
    """What the reader needs of a paragraph. `list_id` and `level` are None where the style decides."""

    style: int = 0
    depth: int = 0
    ends_row: bool = False
    ends_cell: bool = False
    list_id: int | None = None
    level: int | None = None
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class CharacterTraits:
    """What the reader needs of a run of characters. `symbol` is a code and the number of its font."""

    deleted: bool = False
    hidden: bool = False
    symbol: tuple[int, int] | None = None


PLAIN = CharacterTraits()
_ORDINARY = ParagraphTraits()


def operands(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each property."""
    at, end = 0, len(changes)
    while at + 2 < end:
        code = changes[at] | changes[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if code == _T_DEF_TABLE:
                if at + 2 > end:
                    return
                size = (changes[at] | changes[at + 1] << 8) + 1
            else:
                size = changes[at] + 1
        yield code, changes[at : at + size]
        at += size


def paragraph_traits(style: int, changes: bytes, data: bytes) -> ParagraphTraits:
    """Return what a list of properties makes of a paragraph."""
    return with_changes(ParagraphTraits(style), changes, data)


def with_changes(traits: ParagraphTraits, changes: bytes, data: bytes = b"") -> ParagraphTraits:
    """Return the traits of a paragraph after a list of properties; huge lists lie in the data stream."""
    depth, in_table = traits.depth, traits.depth > 0
    for code, value in _unfolded(changes, data):
        number = int.from_bytes(value[:4], "little")
        if code == 0x2416:
            in_table = value[0] != 0
        elif code == 0x6649:
            depth = number
        elif code == 0x664A:
            depth += int.from_bytes(value[:4], "little", signed=True)
        elif code in (0x2417, 0x244C):
            traits = replace(traits, ends_row=value[0] != 0)
        elif code == 0x244B:
            traits = replace(traits, ends_cell=value[0] != 0)
        elif code == 0x4600:
            traits = replace(traits, style=number)
        elif code == 0x260A:
            traits = replace(traits, level=value[0] if value[0] < 9 else 0)
        elif code == 0x460B:
            traits = replace(traits, list_id=number if number < 0xF801 else 0)
        elif code == _T_DEF_TABLE:
            traits = replace(traits, row=_table_row(value))
        elif code == 0xD62B and traits.row is not None:
            traits = replace(traits, row=_merged_down(traits.row, value))
        elif code == 0x5624 and traits.row is not None:
            traits = replace(traits, row=_merged_across(traits.row, value))
    return replace(traits, depth=min(max(depth, int(in_table), 0), DEEPEST))


def _unfolded(changes: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    for code, value in operands(changes):
        if code not in _HUGE:
            if value:
                yield code, value
            continue
        at = int.from_bytes(value, "little")
        if at + 2 <= len(data):
            size = struct.unpack_from("<H", data, at)[0]
            for inner, operand in operands(data[at + 2 : at + 2 + size]):
                if inner not in _HUGE and operand:
                    yield inner, operand


def _table_row(value: bytes) -> TableRow:
    cells = value[2] if len(value) > 2 else 0
    if not 0 < cells <= 63 or len(value) < 3 + 2 * (cells + 1):
        return TableRow()
    borders = struct.unpack_from(f"<{cells + 1}h", value, 3)
    at = 3 + 2 * (cells + 1)
    flags = [
        struct.unpack_from("<H", value, at + 20 * cell)[0] if at + 20 * cell + 2 <= len(value) else 0
        for cell in range(cells)
    ]
    across: list[int] = []
    begin = 0
    for flag in flags:
        merge = flag & 3
        if not merge:
            across.append(0)
            begin = 0
        elif not begin or merge == begin:
            across.append(2)
            begin = merge
        else:
            across.append(1)
    down = tuple({0: 0, 1: 1, 2: 0, 3: 2}[flag >> 5 & 3] for flag in flags)
    return TableRow(borders, tuple(across), down)


def _merged_down(row: TableRow, value: bytes) -> TableRow:
    if len(value) < 3 or value[1] >= len(row.down):
        return row
    down = list(row.down)
    down[value[1]] = {0: 0, 1: 1, 3: 2}.get(value[2], 0)
    return replace(row, down=tuple(down))


def _merged_across(row: TableRow, value: bytes) -> TableRow:
    first, limit = value[0], min(value[1] if len(value) > 1 else 0, len(row.across))
    across = [(2 if cell == first else 1) if first <= cell < limit else merge for cell, merge in enumerate(row.across)]
    return replace(row, across=tuple(across))


def character_traits(changes: bytes) -> CharacterTraits:
    """Return what a list of properties makes of characters."""
    deleted = hidden = False
    symbol: tuple[int, int] | None = None
    for code, value in operands(changes):
        if not value:
            continue
        if code == 0x0800:
            deleted = value[0] & 1 != 0
        elif code == 0x083C:
            hidden = value[0] in (1, 0x81)
        elif code == 0x6A09 and len(value) >= 4:
            font, sign = struct.unpack("<HH", value[:4])
            symbol = (sign, font)
    return CharacterTraits(deleted, hidden, symbol) if deleted or hidden or symbol else PLAIN


class ParagraphRuns:
    """The properties of paragraphs by the place of their mark in the main stream; pages are read when asked for."""

    def __init__(self, parts: DocParts) -> None:
        self._parts = parts
        self._begins: list[int] = []
        self._pages: list[bytes] = []
        self._read: dict[int, tuple[tuple[int, ...], list[ParagraphTraits]]] = {}
        self._known: dict[bytes, ParagraphTraits] = {}
        self._last: tuple[int, int, tuple[int, ...], list[ParagraphTraits]] = (0, 0, (), [])
        self.broken = False
        for begin, page in sorted(_pages(parts, _PARAGRAPH_PAGES), key=lambda bin_: bin_[0]):
            runs = page[_PAGE - 1] if len(page) == _PAGE else 0
            if not runs or 4 * (runs + 1) + 13 * runs >= _PAGE:
                self.broken = True
                continue
            self._begins.append(begin)
            self._pages.append(page)

    def at(self, place: int) -> ParagraphTraits:
        """Return the traits of the paragraph whose mark is at a place."""
        begin, end, starts, traits = self._last
        if not begin <= place < end:
            number = bisect_right(self._begins, place) - 1
            if number < 0:
                return _ORDINARY
            starts, traits = self._page(number)
            end = self._begins[number + 1] if number + 1 < len(self._begins) else len(self._parts.word)
            self._last = self._begins[number], end, starts, traits
        index = bisect_right(starts, place) - 1
        return traits[index] if index >= 0 else _ORDINARY

    def plain_stretches(self, in_list: Callable[[int], bool] | None) -> list[tuple[int, int]]:
        """Return the stretches of the main stream without tables and lists; `in_list` tells which styles are in one."""
        found: list[tuple[int, int]] = []
        ends = [*self._begins[1:], len(self._parts.word)]
        for number, page in enumerate(self._pages):
            if _OUTSTANDING.search(page) or (
                in_list is not None and any(in_list(traits.style) for traits in self._page(number)[1])
            ):
                continue
            if found and found[-1][1] == self._begins[number]:
                found[-1] = (found[-1][0], ends[number])
            else:
                found.append((self._begins[number], ends[number]))
        return found

    def _page(self, number: int) -> tuple[tuple[int, ...], list[ParagraphTraits]]:
        found = self._read.get(number)
        if found is None:
            page = self._pages[number]
            runs = page[_PAGE - 1]
            starts = struct.unpack_from(f"<{runs}I", page, 0)
            at = 4 * (runs + 1)
            traits = [self._entry(page, 2 * offset) for offset in page[at : at + 13 * runs : 13]]
            found = self._read[number] = (starts, traits)
        return found

    def _entry(self, page: bytes, at: int) -> ParagraphTraits:
        if not at or at + 2 > _PAGE:
            return _ORDINARY
        size = 2 * page[at] - 1
        at += 1
        if size < 0:
            size = 2 * page[at]
            at += 1
        raw = page[at : at + size]
        found = self._known.get(raw)
        if found is None:
            huge = any(mark in raw for mark in _HUGE_MARKS)
            data = self._parts.data if huge else b""
            found = self._known[raw] = paragraph_traits(int.from_bytes(raw[:2], "little"), raw[2:], data)
        return found


def marked_runs(parts: DocParts) -> list[tuple[int, int, CharacterTraits]]:
    """Return the stretches of the main stream whose characters are deleted, hidden or symbols, in their order."""
    known: dict[bytes, CharacterTraits] = {}
    found: list[tuple[int, int, CharacterTraits]] = []
    for _, page in _pages(parts, _CHARACTER_PAGES):
        if not _MARKS.search(page):
            continue
        runs = page[_PAGE - 1] if len(page) == _PAGE else 0
        if not runs or 5 * runs + 4 > _PAGE:
            continue
        places = struct.unpack_from(f"<{runs + 1}I", page, 0)
        at = 4 * (runs + 1)
        for index, offset in enumerate(page[at : at + runs]):
            begin = 2 * offset
            if not begin:
                continue
            raw = page[begin + 1 : begin + 1 + page[begin]]
            traits = known.get(raw)
            if traits is None:
                traits = known[raw] = character_traits(raw)
            if traits is not PLAIN:
                found.append((places[index], places[index + 1], traits))
    return sorted(found, key=lambda run: run[0])


def _pages(parts: DocParts, index: int) -> Iterator[tuple[int, bytes]]:
    """Yield the pages of 512 bytes that hold runs, with the place where each begins to speak."""
    bins = parts.structure(index)
    count = (len(bins) - 4) // 8
    if count <= 0 or count > _MOST_PAGES:
        return
    begins = struct.unpack_from(f"<{count}I", bins, 0)
    for begin, number in zip(begins, struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)), strict=True):
        at = (number & 0x3FFFFF) * _PAGE
        yield begin, parts.word[at : at + _PAGE]
