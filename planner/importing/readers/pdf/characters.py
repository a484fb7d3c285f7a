"""The characters of a page by their index, with their places, out of pdfium."""

import ctypes
import math
import re
from collections import Counter
from typing import NamedTuple

import pypdfium2_raw as pdfium

from planner.importing.readers.pdf import addresses as raw
from planner.importing.readers.pdf.layout import Frame
from planner.importing.readers.pdf.spelling import needs_spelling, odd_characters
from planner.importing.readers.symbols import UNKNOWN

MOST_CHARACTERS = 200_000
_LINE = re.compile("[^ \t\r\n\xa0\u3000\0](?:[^\r\n]*[^ \t\r\n\xa0\u3000\0])?")
_QUARTER = math.pi / 2
_STRAIGHT = math.radians(6)
_SAMPLES = 12


class Box(NamedTuple):
    """A character's box as read."""

    left: float
    right: float
    base: float
    height: float


class PageText:
    """The characters of a page by their index. Holds pdfium's handle; `close` it."""

    def __init__(self, page: object) -> None:
        self._page = page
        self._raw = pdfium.FPDFText_LoadPage(page)
        self.count = max(0, pdfium.FPDFText_CountChars(self._raw)) if self._raw else 0
        self.too_many = self.count > MOST_CHARACTERS
        self._at = ctypes.cast(self._raw, ctypes.c_void_p).value if self._raw else None
        self._rect, self._origin = (ctypes.c_float * 4)(), (ctypes.c_double * 2)()  # left, top, right, bottom; x, y
        self._rect_at, self._x_at = ctypes.addressof(self._rect), ctypes.addressof(self._origin)
        self._y_at = self._x_at + ctypes.sizeof(ctypes.c_double)
        self.text = "" if self.too_many else self._read()
        self.lines = [line.span() for line in _LINE.finditer(self.text)]
        self.odd_characters = 0
        self.needs_spelling = needs_spelling(self.text)
        self._name_unknown()
        angle, at = raw.char_angle, self._at
        angles = [-angle(at, start) for start, _ in self.lines]  # clockwise there
        self._angles = angles if any(angles) else []
        self.frame = self._lie()

    def close(self) -> None:
        """Let go of the page's text."""
        if self._raw:
            pdfium.FPDFText_ClosePage(self._raw)
            self._raw = None

    def _read(self) -> str:
        """Return the text, one character for each index."""
        if not self.count:
            return ""
        buffer = ctypes.create_string_buffer((self.count + 1) * 2)
        written = pdfium.FPDFText_GetText(
            self._raw, 0, self.count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        text = buffer.raw[: max(0, written - 1) * 2].decode("utf-16-le", "surrogatepass")
        if len(text) == self.count:
            return text
        of = pdfium.FPDFText_GetUnicode
        raw = self._raw
        codes = (of(raw, index) for index in range(self.count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def _lie(self) -> Frame:
        """Return how the page has to be turned: as most of its characters stand."""
        box = [ctypes.c_float() for _ in range(4)]
        found = pdfium.FPDFPage_GetCropBox(self._page, *map(ctypes.byref, box)) or pdfium.FPDFPage_GetMediaBox(
            self._page, *map(ctypes.byref, box)
        )
        left, bottom, right, top = (part.value for part in box) if found else (0.0, 0.0, 595.0, 842.0)
        turn = int(pdfium.FPDFPage_GetRotation(self._page)) % 4 if not self.lines else 0
        if self._angles:
            turn = Counter(round(angle / _QUARTER) % 4 for angle in self._angles).most_common(1)[0][0]
        return Frame(turn, min(left, right), min(bottom, top), max(left, right), max(bottom, top))

    def slanted_lines(self) -> set[int]:
        """Return the starts of the lines that stand askew on the page."""
        return {
            start
            for (start, _), angle in zip(self.lines, self._angles, strict=False)
            if abs((angle + _QUARTER / 2) % _QUARTER - _QUARTER / 2) > _STRAIGHT
        }

    def crosswise_lines(self) -> set[int]:
        """Return the starts of the lines that stand at a right angle to most of the page."""
        return {
            start
            for (start, _), angle in zip(self.lines, self._angles, strict=False)
            if round(angle / _QUARTER) % 4 != self.frame.turn
        }

    def _name_unknown(self) -> None:
        """Put □ for each character that its font does not name, where a sample shows that there are such."""
        sample = self.lines[:: max(1, len(self.lines) // _SAMPLES)]
        misses, at = raw.char_unmapped, self._at
        if any(misses(at, (start + end) // 2) == 1 for start, end in sample) or (
            self.needs_spelling and odd_characters(self.text)
        ):
            found = [misses(at, index) == 1 for index in range(self.count)]
            signs = [UNKNOWN if missing else sign for sign, missing in zip(self.text, found, strict=True)]
            self.text = "".join(signs)
            self.odd_characters = sum(found) + odd_characters(self.text)

    def is_made_up(self, index: int) -> bool:
        """Tell whether a blank was put in by pdfium because of a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._raw, index) == 1)

    def font_size(self, index: int) -> float:
        """Return the size of a character's font as drawn."""
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetMatrix(self._raw, index, ctypes.byref(matrix)):
            return 0.0
        return float(pdfium.FPDFText_GetFontSize(self._raw, index)) * math.hypot(matrix.c, matrix.d)

    def right_of(self, index: int) -> tuple[float, float]:
        """Return where a character of an unturned page ends, and the foot of its font there."""
        raw.char_box(self._at, index, self._rect_at)
        _, _, right, bottom = self._rect
        return right - self.frame.left, self.frame.top - bottom

    def box(self, index: int) -> Box:
        """Return where a character stands."""
        raw.char_box(self._at, index, self._rect_at)
        raw.char_origin(self._at, index, self._x_at, self._y_at)
        left, top, right, bottom = self._rect
        x, y = self._origin
        frame = self.frame
        if frame.turn == 0:
            return Box(left - frame.left, right - frame.left, frame.top - y, top - bottom)
        one = self.frame.place(left, bottom)
        other = self.frame.place(right, top)
        base = self.frame.place(x, y)[1]
        return Box(min(one[0], other[0]), max(one[0], other[0]), base, abs(one[1] - other[1]))
