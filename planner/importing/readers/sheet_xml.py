"""The cells of one worksheet part: xl/worksheets/sheet1.xml → raw cells, and the rest of the part as a small tree.

Sheets come with a million styled rows that hold nothing, or with one blank in the last cell of all, so the part is
never held as a tree: it is cut into pieces of rows. What Excel, WPS and LibreOffice write is taken apart by one
pattern; a piece that the pattern does not cover wholly (other attributes, rich text in the cell) is parsed as XML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.readers.package import MOST_BYTES_OF_PART, Package, parse_xml

RawCell = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes]
"""Letters of the column, number of the row, style, type, formula, value, text in the cell: as written, empty if not."""

_PIECE = 1024 * 1024
_LONGEST_ROW = 8 * 1024 * 1024
_LONG = 8 * 1024 * 1024
_MOST_TREE = 16 * 1024 * 1024
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]{1,9})")?(?:/>|>'
    rb"(<f[^>]{0,400}+>(?:[^<]*+</f>)?)?"
    rb'(?:<v>([^<]*+)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>)?</c>)'
)
_OPENING = re.compile(rb"<(?:[A-Za-z0-9_.-]{1,20}:)?sheetData(?:\s[^<>]{0,1000})?(?<!/)>")
_ROOT = re.compile(rb"<((?:[A-Za-z0-9_.-]{1,20}:)?worksheet)(?:\s[^<>]{0,8000})?>")
_EMPTY_ROW = re.compile(rb'<row r="[^<>]{0,600}?(?:/>|(?<!/)>(?:<c r="[^<>]{0,200}/>)*</row>)')
_ROW = re.compile(rb"<row [^<>]{0,600}>")
_ROW_NUMBER = re.compile(rb' r="([0-9]{1,7})"')
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_-]{1,30})""")
_NUMBERED = re.compile(rb"(?:&#[0-9]{2,5};)+")
_LETTERS = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class SheetPart:
    """A worksheet part; `hidden_rows` (from 0) is filled while `pieces` are walked."""

    name: str
    rest: etree._Element
    _data: bytes
    _root_tag: bytes = b""
    _root_name: bytes = b""
    _start: int = 0
    _end: int = 0
    hidden_rows: set[int] = field(default_factory=set)

    def pieces(self) -> Iterator[list[RawCell]]:
        """Yield the cells, a piece of rows at a time."""
        start = self._start
        while start < self._end:
            cut = self._data.find(self._row_mark(), start + _PIECE, self._end)
            stop = cut if cut >= 0 else self._end
            if stop - start > _LONGEST_ROW:
                raise Bomb(self.name)
            yield self._cells(self._data[start:stop])
            start = stop

    def _row_mark(self) -> bytes:
        return b"<" + self._root_name.removesuffix(b"worksheet") + b"row"

    def _cells(self, piece: bytes) -> list[RawCell]:
        if piece.count(b"&#") * 50 > len(piece):  # hanzi written as numbers, as openpyxl does with lxml
            piece = _NUMBERED.sub(_characters, piece)
        if b' hidden="' in piece:
            self._note_hidden(piece)
        found: list[RawCell] = _CELL.findall(piece)
        if len(found) == piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b"<c/>") and b":c " not in piece:
            return found
        return _walked(self._tree(piece))

    def _tree(self, piece: bytes) -> etree._Element:
        return parse_xml(self._root_tag + piece + b"</" + self._root_name + b">", self.name)

    def _note_hidden(self, piece: bytes) -> None:
        for row in _ROW.findall(piece):
            if b' hidden="1"' in row or b' hidden="true"' in row:
                number = _ROW_NUMBER.search(row)
                self.hidden_rows.update({int(number[1]) - 1} if number else ())


def read_part(package: Package, part: str) -> bytes:
    """Return a worksheet part; of a long one, the rows that hold nothing are left out while it is inflated."""
    parts: list[bytes] = []
    size = kept = 0
    rest = b""
    for chunk in package.chunks(part):
        size += len(chunk)
        piece = chunk
        if size > _LONG:
            piece = rest + chunk
            cut = piece.rfind(b"<row ")
            if cut <= 0 or len(piece) - cut > _LONGEST_ROW:
                cut = len(piece)
            rest = piece[cut:]
            piece = _EMPTY_ROW.sub(b"", piece[:cut])
        kept += len(piece)
        if kept > MOST_BYTES_OF_PART:
            raise Bomb(package.name)
        parts.append(piece)
    return b"".join([*parts, rest])


def open_part(data: bytes, name: str) -> SheetPart:
    """Return a worksheet part ready to be walked; raise UNSAFE_XML, DAMAGED or BOMB."""
    encoding = _ENCODING.match(data)
    if b"<!" in data or data[:1] != b"<" or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        data = _rewritten(data, name)
    root, opening = _ROOT.search(data, 0, 16_384), _OPENING.search(data)
    end = data.rfind(b"</" + root[1].removesuffix(b"worksheet") + b"sheetData>") if root else -1
    if root is None or opening is None or end < opening.end():
        return SheetPart(name, _small_tree(data, name), b"")
    rest = _small_tree(data[: opening.end()] + data[end:], name)
    return SheetPart(name, rest, data, root[0], root[1], opening.end(), end)


def _rewritten(data: bytes, name: str) -> bytes:
    """Return a part without comments and in UTF-8; one with a document type is refused."""
    root = _small_tree(data.lstrip(b"\xef\xbb\xbf \r\n\t"), name)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return etree.tostring(root, encoding="utf-8")


def _characters(run: re.Match[bytes]) -> bytes:
    return _resolved(run[0])


@lru_cache(maxsize=10_000)
def _resolved(run: bytes) -> bytes:
    """Return a run of numbered characters as such; one that is none in XML stays for the parser to refuse."""
    numbers = list(map(int, run[2:-1].split(b";&#")))
    if min(numbers) < 0x20:
        return run
    try:
        text = "".join(map(chr, numbers)).encode()
    except UnicodeEncodeError:
        return run
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def _small_tree(data: bytes, name: str) -> etree._Element:
    if len(data) > _MOST_TREE:
        raise Bomb(name)
    return parse_xml(data, name)


def _walked(root: etree._Element) -> list[RawCell]:
    """Return the cells of rows in whatever form they are written; a cell without a place follows the one before."""
    out: list[RawCell] = []
    row_number = 0
    for row in root.iter("{*}row"):
        row_number = _number(row.get("r"), row_number + 1)
        column = 0
        for cell in row.iterchildren("{*}c"):
            place = _LETTERS.fullmatch(cell.get("r", ""))
            column = column_number(place[1].encode()) + 1 if place else column + 1
            letters = place[1].encode() if place else column_letters(column - 1)
            number = place[2].encode() if place else str(row_number).encode()
            out.append((letters, number, *_content(cell)))
    return out


def _content(cell: etree._Element) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    formula = value = text = b""
    for part in cell.iterchildren("{*}f", "{*}v", "{*}is"):
        words = part.text or ""
        if part.tag.endswith("}f"):
            formula = b"<f>"
        elif part.tag.endswith("}v"):
            value = _escaped(words)
        else:
            text = _escaped(string_of(part))
    return cell.get("s", "").encode(), cell.get("t", "").encode(), formula, value, text


def string_of(item: etree._Element) -> str:
    """Return the text of a string item: its runs joined, how it is pronounced left out."""
    return "".join(part.text or "" for part in item.iter("{*}t") if not _is_phonetic(part))


def _is_phonetic(part: etree._Element) -> bool:
    parent = part.getparent()
    return parent is not None and str(parent.tag).endswith("}rPh")


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def column_letters(number: int) -> bytes:
    """Return the letters of a column, from 0."""
    letters = b""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = bytes([65 + letter]) + letters
    return letters
