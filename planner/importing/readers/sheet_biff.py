"""What an .xls says beside its values: number formats, error values, hidden rows, notes, text boxes, head and foot.

calamine gives the values; this walk over the records of the Workbook stream ([MS-XLS] 2.4, BIFF8 only) adds how they
are shown. A stream that it cannot follow is left to calamine alone.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import olefile

from planner.core.input_errors import Bomb, EncryptedFile
from planner.importing.document import Paragraph
from planner.importing.readers.number_formats import BUILT_IN, GENERAL, shown
from planner.importing.readers.sheet_layout import Sheet
from planner.importing.readers.sheet_strings import clean
from planner.importing.readers.sheet_xlsx import FURNITURE

_BOF, _EOF, _FILEPASS, _SHEET, _FORMAT, _XF, _FROM_1904 = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0, 0x22
_NUMBER, _RK, _RKS, _FORMULA, _BOOL_OR_ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_ROW, _COLUMNS, _HEADER, _FOOTER, _OBJECT, _TEXT, _CONTINUE = 0x208, 0x7D, 0x14, 0x15, 0x5D, 0x1B6, 0x3C
_HOLDING = {_NUMBER, _RK, _RKS, _FORMULA, _BOOL_OR_ERROR, 0xFD, 0x204, 0xD6}
_BIFF8 = 0x600
_NOTE = 0x19
_HIDDEN_ROW = 0x20
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_MOST_BYTES = 64 * 1024 * 1024
_MOST_AREA = 4_000_000  # cells between the outermost ones: calamine holds them all, and ends the process if it cannot


@dataclass(slots=True)
class Shown:
    """How the cells of one sheet are shown, by (row, column), and what hangs at the sheet."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    asides: list[Paragraph] = field(default_factory=list)

    def add_to(self, sheet: Sheet) -> None:
        """Put what is known into a sheet with calamine's cells."""
        texts = {(row, column): text for row, column, text in sheet.cells} | self.texts
        sheet.cells = [(row, column, text) for (row, column), text in sorted(texts.items())]
        sheet.hidden_rows, sheet.hidden_columns = self.hidden_rows, self.hidden_columns
        sheet.paragraphs, sheet.asides = self.paragraphs, self.asides


@dataclass(slots=True)
class _Book:
    """The formats of a workbook and where its sheets begin."""

    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    from_1904: bool = False

    def text(self, value: float, style: int) -> str:
        number = self.styles[style] if style < len(self.styles) else 0
        return shown(value, self.codes.get(number, GENERAL), from_1904=self.from_1904)


def shown_sheets(data: bytes, name: str) -> list[Shown]:
    """Return how the sheets are shown, in the order of the workbook; nothing when the stream cannot be followed.

    Raises ENCRYPTED, and BOMB when cells stand so far apart that calamine would not survive it.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as compound:
            entry = next((entry for entry in ("Workbook", "Book") if compound.exists(entry)), None)
            stream = compound.openstream(entry).read(_MOST_BYTES) if entry else b""
        book = _read_book(stream, name)
        if book is None:
            return []
        if any(_area(stream, start) > _MOST_AREA for start in book.starts):
            raise Bomb(name)
        return [_read_sheet(stream, start, book) for start in book.starts]
    except (OSError, struct.error, IndexError, ValueError, ArithmeticError, TypeError, AttributeError):
        return []


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one substream as (number, content); embedded charts are passed over."""
    depth = 0
    while start + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, start)
        depth += (number == _BOF) - (number == _EOF)
        if depth == 1 or (depth == 2 and number == _BOF):
            yield number, stream[start + 4 : start + 4 + length]
        if depth <= 0:
            return
        start += 4 + length


def _area(stream: bytes, start: int) -> int:
    """Return how many cells lie between the outermost ones of a sheet that hold something."""
    found = {content[:4] for number, content in _records(stream, start) if number in _HOLDING and len(content) >= 4}
    places = [struct.unpack("<HH", place) for place in found]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0


def _read_book(stream: bytes, name: str) -> _Book | None:
    book = _Book()
    for number, content in _records(stream, 0):
        if number == _BOF and struct.unpack_from("<H", content)[0] != _BIFF8:
            return None
        if number == _FILEPASS:
            raise EncryptedFile(name)
        if number == _SHEET and content[5] == 0:  # a worksheet, no chart or macro sheet
            book.starts.append(struct.unpack_from("<I", content)[0])
        elif number == _FORMAT:
            book.codes[struct.unpack_from("<H", content)[0]] = _string(content[2:])
        elif number == _XF:
            book.styles.append(struct.unpack_from("<H", content, 2)[0])
        elif number == _FROM_1904:
            book.from_1904 = content[:1] == b"\1"
    return book


def _read_sheet(stream: bytes, start: int, book: _Book) -> Shown:
    sheet = Shown()
    kind = -1
    awaits_text = False
    for number, content in _records(stream, start):
        if number in (_NUMBER, _RK, _RKS, _FORMULA, _BOOL_OR_ERROR):
            for row, column, text in _values(number, content, book):
                if text:
                    sheet.texts[row, column] = text
        elif number == _ROW and struct.unpack_from("<H", content, 12)[0] & _HIDDEN_ROW:
            sheet.hidden_rows.add(struct.unpack_from("<H", content)[0])
        elif number == _COLUMNS and struct.unpack_from("<H", content, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", content)
            sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif number in (_HEADER, _FOOTER) and content:
            words = " ".join(FURNITURE.sub(r"\1 ", _string(content)).split())
            sheet.asides += [Paragraph(words, "页眉" if number == _HEADER else "页脚")] if words else []
        elif number == _OBJECT and len(content) >= 6:
            kind = struct.unpack_from("<H", content, 4)[0]
        elif number == _CONTINUE and awaits_text and content:
            text = clean(content[1:].decode("utf-16-le" if content[0] & 1 else "latin-1", "replace"))
            if text and kind == _NOTE:
                sheet.asides.append(Paragraph(text, "批注"))
            elif text:
                sheet.paragraphs.append((0, text))
        awaits_text = number == _TEXT
    return sheet


def _values(number: int, content: bytes, book: _Book) -> Iterator[tuple[int, int, str]]:
    row, column, style = struct.unpack_from("<HHH", content)
    if number == _NUMBER:
        yield row, column, book.text(struct.unpack_from("<d", content, 6)[0], style)
    elif number == _RK:
        yield row, column, book.text(_unpacked(struct.unpack_from("<I", content, 6)[0]), style)
    elif number == _RKS:
        for at in range((len(content) - 6) // 6):
            style, packed = struct.unpack_from("<HI", content, 4 + 6 * at)
            yield row, column + at, book.text(_unpacked(packed), style)
    elif number == _BOOL_OR_ERROR:
        yield row, column, _ERRORS.get(content[6], "") if content[7] else ("TRUE" if content[6] else "FALSE")
    elif content[12:14] != b"\xff\xff":
        yield row, column, book.text(struct.unpack_from("<d", content, 6)[0], style)
    elif content[6] == 2:
        yield row, column, _ERRORS.get(content[8], "")


def _unpacked(packed: int) -> float:
    """Return a number packed into 30 bits ([MS-XLS] RkNumber): whole or the front of a double, perhaps × 100."""
    whole = packed >> 2
    value: float = whole - (1 << 30) if packed & 0x80000000 else whole
    if not packed & 2:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def _string(content: bytes) -> str:
    count, flags = struct.unpack_from("<HB", content)
    return content[3 : 3 + count * (1 + (flags & 1))].decode("utf-16-le" if flags & 1 else "latin-1", "replace")
