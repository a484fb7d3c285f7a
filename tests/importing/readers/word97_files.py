"""Word 97 documents written by hand: the container, the header, pieces of text and just the structures of a test.

`document` lays paragraphs out with their properties; `container` packs streams as a compound file.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECTOR = 512
TEXT_AT = 2048
_END_OF_CHAIN, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_PLACES = 93
_STYLES, _SECTIONS, _HEADERS, _CHARACTERS, _PARAGRAPHS, _FONTS, _CLX, _LISTS, _OVERRIDES = (
    1,
    6,
    11,
    12,
    13,
    15,
    33,
    73,
    74,
)
STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")

IN_TABLE = b"\x16\x24\x01"
ENDS_ROW = b"\x17\x24\x01"
DELETED = b"\x00\x08\x01"
HIDDEN = b"\x3c\x08\x01"


def listed(list_id: int, level: int = 0) -> bytes:
    """The properties of a paragraph in a list."""
    return struct.pack("<HB", 0x260A, level) + struct.pack("<HH", 0x460B, list_id)


def nested(depth: int, *, ends_cell: bool = False, ends_row: bool = False) -> bytes:
    """The properties of a paragraph in a table inside a cell."""
    return (
        IN_TABLE
        + struct.pack("<HI", 0x6649, depth)
        + (b"\x4b\x24\x01" if ends_cell else b"")
        + (b"\x4c\x24\x01" if ends_row else b"")
    )


def row_shape(borders: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The properties that say where the cells of a row stand; flags as in a TC80."""
    count = len(borders) - 1
    cells = b"".join(struct.pack("<H", flags[cell] if cell < len(flags) else 0) + bytes(18) for cell in range(count))
    operand = bytes([count]) + struct.pack(f"<{count + 1}h", *borders) + cells
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def symbol(font: int, code: int) -> bytes:
    """The properties of a sign of a symbol font."""
    return struct.pack("<HHH", 0x6A09, font, code)


@dataclass(frozen=True)
class Words:
    """A paragraph: text with the mark that ends it, its properties, and properties of stretches of it."""

    text: str
    changes: bytes = b""
    style: int = 0
    marks: tuple[tuple[int, int, bytes], ...] = ()


@dataclass(frozen=True)
class Level:
    """A level of a list: %1 in its words is the number of the first level."""

    words: str
    form: int = 0
    start: int = 1
    flags: int = 0
    restart: int = 0


@dataclass
class Word97:
    """What a document holds; `compressed` tells which stretches of the text are stored in one byte a character."""

    stories: Mapping[str, Sequence[Words]]
    lists: Sequence[Sequence[Level]] = ()
    overrides: Sequence[tuple[int, Mapping[int, int]]] = ()
    styles: Sequence[bytes] = ()
    fonts: Sequence[str] = ()
    headers: Sequence[int] = ()
    sections: Sequence[int] = ()
    piece_ends: Sequence[int] = ()
    compressed: frozenset[int] = frozenset()
    flags: int = 0
    version: int = 0x00C1
    ident: int = 0xA5EC
    extra: dict[int, bytes] = field(default_factory=dict)
    paragraphs_in_page: int = 5

    def streams(self) -> dict[str, bytes]:
        """The streams of the document."""
        paragraphs = [words for story in STORIES for words in self.stories.get(story, ())]
        text = "".join(words.text for words in paragraphs)
        units = text.encode("utf-16-le", "surrogatepass")
        total = len(units) // 2
        ends = [*self.piece_ends, total]
        body = bytearray()
        places: list[tuple[int, int, int]] = []
        start = 0
        for index, end in enumerate(ends):
            raw = units[2 * start : 2 * end]
            narrow = index in self.compressed
            places.append((start, TEXT_AT + len(body), 1 if narrow else 2))
            body += raw.decode("utf-16-le").encode("cp1252") if narrow else raw
            start = end

        def at(character: int) -> int:
            first, place, width = next(piece for piece in reversed(places) if piece[0] <= character)
            return place + (character - first) * width

        word = bytearray(TEXT_AT) + body
        structures: dict[int, bytes] = dict(self.extra)
        pieces = b"".join(
            struct.pack("<HIH", 0, place * 2 | 0x40000000 if width == 1 else place, 0) for _, place, width in places
        )
        plc = struct.pack(f"<{len(ends) + 1}I", 0, *ends) + pieces
        structures[_CLX] = b"\x02" + struct.pack("<I", len(plc)) + plc
        runs: list[tuple[int, int, bytes]] = []
        marks: list[tuple[int, int, bytes]] = []
        character = 0
        for words in paragraphs:
            length = len(words.text.encode("utf-16-le", "surrogatepass")) // 2
            changes = struct.pack("<H", words.style) + words.changes
            runs.append((at(character), at(character + length - 1) + 2, changes))
            marks += [(at(character + first), at(character + last), mark) for first, last, mark in words.marks]
            character += length
        structures[_PARAGRAPHS] = _paged(word, runs, _paragraph_page, self.paragraphs_in_page)
        if marks:
            structures[_CHARACTERS] = _paged(word, marks, _character_page, 10)
        if self.lists:
            structures[_LISTS], levels = _lists(self.lists)
            structures[_OVERRIDES] = _overrides(self.overrides or [(index, {}) for index in range(len(self.lists))])
        else:
            levels = b""
        if self.styles:
            structures[_STYLES] = _styles(self.styles)
        if self.fonts:
            structures[_FONTS] = _fonts(self.fonts)
        if self.headers:
            structures[_HEADERS] = struct.pack(f"<{len(self.headers)}I", *self.headers)
        if self.sections:
            structures[_SECTIONS] = struct.pack(f"<{len(self.sections)}I", *self.sections) + bytes(
                12 * (len(self.sections) - 1)
            )
        table = bytearray()
        entries = [(0, 0)] * _PLACES
        for index in sorted(structures, key=lambda index: (index == _LISTS, index)):
            entries[index] = (len(table), len(structures[index]))
            table += structures[index]
        table += levels
        counts = [sum(len(words.text) for words in self.stories.get(story, ())) for story in STORIES]
        word[:TEXT_AT] = self._header(entries, counts).ljust(TEXT_AT, b"\0")
        return {"WordDocument": bytes(word), "1Table": bytes(table)}

    def _header(self, entries: Sequence[tuple[int, int]], counts: Sequence[int]) -> bytes:
        head = struct.pack("<HHHHHH", self.ident, self.version, 0, 0x0804, 0, 0x0200 | self.flags).ljust(32, b"\0")
        head += struct.pack("<H", 14) + bytes(28)
        head += struct.pack("<H", 22) + struct.pack("<3I", 0, 0, 0) + struct.pack("<8I", *counts) + bytes(44)
        return head + struct.pack("<H", len(entries)) + b"".join(struct.pack("<II", *entry) for entry in entries)

    def file(self) -> bytes:
        """The document as a file."""
        return container(self.streams())


def document(*paragraphs: str | Words, **more: object) -> bytes:
    """A document of paragraphs, each ended by a paragraph mark unless it ends with a mark of its own."""
    main = [words if isinstance(words, Words) else Words(words + "\r") for words in paragraphs]
    return Word97({"main": main}, **more).file()  # type: ignore[arg-type]


def row(cells: Sequence[str], shape: bytes = b"") -> list[Words]:
    """The cells of a row and the mark at its end."""
    return [*(Words(cell + "\x07", IN_TABLE) for cell in cells), Words("\x07", IN_TABLE + ENDS_ROW + shape)]


def _paged(word: bytearray, runs: Sequence[tuple[int, int, bytes]], page_of: object, each: int) -> bytes:
    """Append pages of runs to the main stream and return the list of them."""
    begins: list[int] = []
    numbers: list[int] = []
    runs = sorted(runs)
    for start in range(0, len(runs), each):
        word.extend(b"\0" * (-len(word) % SECTOR))
        begins.append(runs[start][0])
        numbers.append(len(word) // SECTOR)
        word.extend(page_of(runs[start : start + each]))  # type: ignore[operator]
    return struct.pack(f"<{len(begins) + 1}I", *begins, runs[-1][1]) + struct.pack(f"<{len(numbers)}I", *numbers)


def _paragraph_page(runs: Sequence[tuple[int, int, bytes]]) -> bytes:
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, *(begin for begin, _, _ in runs), runs[-1][1])
    at = SECTOR - 1
    for index, (_, _, changes) in enumerate(runs):
        entry = (
            bytes([len(changes) // 2 + 1]) + changes
            if len(changes) % 2
            else b"\0" + bytes([len(changes) // 2]) + changes
        )
        at = (at - len(entry)) & ~1
        page[at : at + len(entry)] = entry
        page[4 * (len(runs) + 1) + 13 * index] = at // 2
    page[SECTOR - 1] = len(runs)
    return bytes(page)


def _character_page(runs: Sequence[tuple[int, int, bytes]]) -> bytes:
    spread: list[tuple[int, bytes]] = []
    for begin, end, changes in runs:
        if spread and spread[-1][0] == begin:
            spread.pop()
        spread += [(begin, changes), (end, b"")]
    page = bytearray(SECTOR)
    count = len(spread) - 1
    struct.pack_into(f"<{len(spread)}I", page, 0, *(place for place, _ in spread))
    at = SECTOR - 1
    for index, (_, changes) in enumerate(spread[:-1]):
        if changes:
            at = (at - len(changes) - 1) & ~1
            page[at : at + 1 + len(changes)] = bytes([len(changes)]) + changes
            page[4 * (count + 1) + index] = at // 2
    page[SECTOR - 1] = count
    return bytes(page)


def _lists(lists: Sequence[Sequence[Level]]) -> tuple[bytes, bytes]:
    heads, levels = b"", b""
    for index, own in enumerate(lists):
        simple = len(own) == 1
        heads += struct.pack("<iI9HBB", index + 100, 0, *([0xFFF] * 9), int(simple), 0)
        for level in (*own, *([Level("")] * (9 - len(own)))) if not simple else own:
            levels += _level(level)
    return struct.pack("<H", len(lists)) + heads, levels


def _level(level: Level) -> bytes:
    words, places = "", []
    rest = level.words
    while rest:
        if rest[0] == "%" and rest[1:2].isdigit():
            words += chr(int(rest[1]) - 1)
            places.append(len(words))
            rest = rest[2:]
        else:
            words += rest[0]
            rest = rest[1:]
    return (
        struct.pack("<iBB", level.start, level.form, level.flags)
        + bytes(places).ljust(9, b"\0")
        + struct.pack("<BiiBBBB", 2, 0, 0, 0, 0, level.restart, 0)
        + struct.pack("<H", len(words))
        + words.encode("utf-16-le")
    )


def _overrides(overrides: Sequence[tuple[int, Mapping[int, int]]]) -> bytes:
    heads, rest = b"", b""
    for index, starts in overrides:
        heads += struct.pack("<iIIBBBB", index + 100, 0, 0, len(starts), 0, 0, 0)
        rest += struct.pack("<I", 0xFFFFFFFF)
        rest += b"".join(struct.pack("<iI", start, level | 0x10) for level, start in starts.items())
    return struct.pack("<I", len(overrides)) + heads + rest


def _styles(changes: Sequence[bytes]) -> bytes:
    """Paragraph styles, each based on the one before."""
    sheet = struct.pack("<HHH", 18, len(changes), 10).ljust(20, b"\0")
    for index, own in enumerate(changes):
        style = struct.pack("<HHHHH", 0, 1 | (index - 1 if index else 0xFFF) << 4, 2, 0, 0)
        style += struct.pack("<H", 1) + "样".encode("utf-16-le") + b"\0\0"
        style += struct.pack("<HH", 2 + len(own), index) + own + b"\0" * (len(own) % 2)
        style += struct.pack("<H", 0)
        sheet += struct.pack("<H", len(style)) + style + b"\0" * (len(style) % 2)
    return sheet


def _fonts(names: Sequence[str]) -> bytes:
    table = struct.pack("<HH", len(names), 0)
    for name in names:
        entry = bytes(39) + name.encode("utf-16-le") + b"\0\0"
        table += bytes([len(entry)]) + entry
    return table


def container(streams: Mapping[str, bytes], *, short: int = 0) -> bytes:
    """A compound file of some streams; the last `short` bytes of its last sector are left out."""
    parts = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    begins: dict[str, int] = {}
    for name, content in parts.items():
        begins[name] = len(sectors)
        count = -(-len(content) // SECTOR)
        for index in range(count):
            sectors.append(content[SECTOR * index : SECTOR * (index + 1)].ljust(SECTOR, b"\0"))
            chain.append(len(chain) + 1 if index + 1 < count else _END_OF_CHAIN)
    directory = _directory({name: (begins[name], len(content)) for name, content in parts.items()})
    directory_at = len(sectors)
    count = len(directory) // SECTOR
    chain += [directory_at + index + 1 for index in range(count - 1)] + [_END_OF_CHAIN]
    fat_count = 1
    while (len(chain) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    fat_at = len(chain)
    chain += [_FAT] * fat_count
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_count * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fat_count, directory_at, 0, 4096, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0)
    head += struct.pack(f"<{fat_count}I", *range(fat_at, fat_at + fat_count)).ljust(436, b"\xff")
    # the streams go last, so that the last sector of one may be short
    return head + b"".join(sectors) + directory + fat[: len(fat) - short]


def _directory(streams: Mapping[str, tuple[int, int]]) -> bytes:
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, child=1, begin=_END_OF_CHAIN)]
    for index, name in enumerate(names, 1):
        following = index + 1 if index < len(names) else _FREE
        entries.append(_entry(name, 2, right=following, begin=streams[name][0], size=streams[name][1]))
    while len(entries) % 4:
        entries.append(bytes(64) + bytes(4) + struct.pack("<III", _FREE, _FREE, _FREE) + bytes(48))
    return b"".join(entries)


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, begin: int = 0, size: int = 0) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBB", len(coded), kind, 1)
        + struct.pack("<III", _FREE, right, child)
        + bytes(36)
        + struct.pack("<III", begin, size, 0)
    )
