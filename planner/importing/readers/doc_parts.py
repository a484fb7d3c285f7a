"""The streams of a Word 97–2003 document and what its header (FIB) says of them: text by pieces, places of the rest.

WPS Office writes its .wps files, and its .doc files, in the same form, with a last sector that may be short.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import olefile

from planner.core.input_errors import Bomb, DamagedFile, EmptyFile, EncryptedFile, WrongType

MOST_CHARACTERS = 5_000_000
MOST_PIECES = 200_000
_WORD_97 = 0xA5EC
_OLDER = {0xA5DC, 0xA697, 0xA698, 0xA699, 0xDBA5, 0xDC65, 0xA59B, 0xA59C}
_FIRST_97 = 0x00C0
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_CLX = 33
# Windows' western code page as Word 97 knew it: the others of 0x80 to 0x9f are themselves
_WESTERN = dict(
    zip(
        (*range(0x82, 0x8D), *range(0x91, 0x9D), 0x9F),
        "‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ",
        strict=True,
    )
)
_HALF = re.compile("[\ud800-\udfff]")
_WORKS = ("MatOST", "MM", "Contents")
_MAKERS = (b"Kingsoft", b"WPS Office", b"KSOProductBuildVer", "KSOProductBuildVer".encode("utf-16-le"))


@dataclass(frozen=True, slots=True)
class Stories:
    """How many characters each story has; they follow each other in this order."""

    main: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int

    def spans(self) -> Iterator[tuple[str, int, int]]:
        """Yield name, start and end of each story in characters."""
        start = 0
        for name in self.__slots__:
            end = start + getattr(self, name)
            yield name, start, end
            start = end


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first and last character, where its bytes are, and what changes its properties."""

    start: int
    end: int
    place: int
    width: int
    change: int


class DocParts:
    """An opened document: `word` is the main stream, `table` the one with the structures."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        streams = _streams(data, name, ("WordDocument", "0Table", "1Table"))
        self.word = streams["WordDocument"]
        self.made_by_wps = any(mark in data for mark in _MAKERS)
        self._file = data
        self._data: bytes | None = None
        try:
            self._open(streams)
        except (struct.error, IndexError, ValueError) as error:
            raise DamagedFile(name) from error

    def _open(self, streams: dict[str, bytes]) -> None:
        word, name = self.word, self.name
        ident, version = struct.unpack_from("<HH", word, 0)
        if ident in _OLDER or (ident == _WORD_97 and version < _FIRST_97):
            raise WrongType(name, "Word 95 或更早的文档", "请用 WPS 或 Word 打开，另存为 .docx 后再导入。")
        if ident != _WORD_97:
            raise DamagedFile(name)
        flags = struct.unpack_from("<H", word, 0x0A)[0]
        if flags & _ENCRYPTED:
            raise EncryptedFile(name)
        first, second = ("1Table", "0Table") if flags & _SECOND_TABLE else ("0Table", "1Table")
        self.table = streams.get(first) or streams.get(second) or b""
        at = 0x22 + 2 * int(struct.unpack_from("<H", word, 0x20)[0])
        longs = struct.unpack_from("<H", word, at)[0]
        self.stories = Stories(*(max(0, count) for count in struct.unpack_from("<8i", word, at + 2 + 12)))
        at += 2 + 4 * longs
        self._places = at + 2
        self._count = struct.unpack_from("<H", word, at)[0]
        self._read_pieces()

    @property
    def data(self) -> bytes:
        """Return the stream with the properties that are too long for their page."""
        if self._data is None:
            self._data = _streams(self._file, self.name, ("WordDocument", "Data")).get("Data", b"")
        return self._data

    def place(self, index: int) -> tuple[int, int]:
        """Return where a structure stands in the table stream, and its size; size 0 when it is not there."""
        if index >= self._count or self._places + 8 * index + 8 > len(self.word):
            return 0, 0
        start, size = struct.unpack_from("<II", self.word, self._places + 8 * index)
        return (start, size) if start + size <= len(self.table) else (0, 0)

    def structure(self, index: int) -> bytes:
        """Return a structure of the table stream."""
        start, size = self.place(index)
        return self.table[start : start + size]

    def positions(self, index: int, size: int) -> tuple[int, ...]:
        """Return the positions of a list of places with entries of `size` bytes."""
        return positions(self.structure(index), size)

    def _read_pieces(self) -> None:
        clx = self.structure(_CLX)
        at = 0
        self.changes: list[bytes] = []
        while at < len(clx) and clx[at] == 1:
            length = struct.unpack_from("<H", clx, at + 1)[0]
            self.changes.append(clx[at + 3 : at + 3 + length])
            at += 3 + length
        if at >= len(clx) or clx[at] != 2:
            raise DamagedFile(self.name)
        length = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        if count > MOST_PIECES:
            raise Bomb(self.name)
        starts = struct.unpack_from(f"<{count + 1}I", plc, 0)
        self.pieces: list[Piece] = []
        texts: list[str] = []
        for index in range(count):
            place, change = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * index + 2)
            characters = starts[index + 1] - starts[index]
            if characters <= 0 or starts[index + 1] > MOST_CHARACTERS:
                raise Bomb(self.name) if characters > 0 else DamagedFile(self.name)
            width = 1 if place & _COMPRESSED else 2
            place = (place & ~(_COMPRESSED | 0x80000000)) // (2 if width == 1 else 1)
            self.pieces.append(Piece(starts[index], starts[index + 1], place, width, change))
            texts.append(_decoded(self.word[place : place + width * characters], width).ljust(characters, "\0"))
        self.text = "".join(texts)
        if not self.text:
            raise EmptyFile(self.name)
        self._starts = [piece.start for piece in self.pieces]
        self._has_halves = not _encodes(self.text)

    def whole(self, text: str) -> str:
        """Return text with the halves of characters put together."""
        if not self._has_halves or not _HALF.search(text):
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def piece_at(self, character: int) -> Piece:
        """Return the piece that holds a character."""
        return self.pieces[max(0, bisect_right(self._starts, character) - 1)]


def _encodes(text: str) -> bool:
    """Tell whether a text is free of halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def positions(plc: bytes, size: int) -> tuple[int, ...]:
    """Return the positions of a list of places with entries of `size` bytes."""
    count = (len(plc) - 4) // (4 + size)
    return struct.unpack_from(f"<{count + 1}I", plc, 0) if count > 0 else ()


def _decoded(raw: bytes, width: int) -> str:
    if width == 1:
        return raw.decode("latin-1").translate(_WESTERN)
    raw = raw[: len(raw) & ~1]
    text = raw.decode("utf-16-le", "surrogatepass")
    if len(text) == len(raw) // 2:
        return text
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))  # one character for each position


def _streams(data: bytes, name: str, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the streams among those wanted that are there; the main one has to be."""
    padded = data + b"\0" * (-len(data) % 512)
    try:
        with olefile.OleFileIO(BytesIO(padded)) as container:
            found = {stream: container.openstream(stream).read() for stream in wanted if container.exists(stream)}
            works = any(container.exists(stream) for stream in _WORKS)
    except Exception as error:  # whatever a broken container makes the library do
        raise DamagedFile(name) from error
    if "WordDocument" not in found:
        if works:
            raise WrongType(name, "微软 Works 文档")
        raise DamagedFile(name)
    return found
