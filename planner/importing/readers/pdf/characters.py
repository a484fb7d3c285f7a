"""The characters of a page by their index, with their places, out of pdfium."""

import ctypes
import math
import re
from collections import Counter
from typing import NamedTuple

import pypdfium2_raw as pdfium

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
        self._rect = pdfium.FS_RECTF()
        self._rect_at = ctypes.byref(self._rect)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_at, self._y_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self.text = "" if self.too_many else self._read()
        self.lines = [line.span() for line in _LINE.finditer(self.text)]
        self.odd_characters = 0
        self._name_unknown()
        angle = pdfium.FPDFText_GetCharAngle
        angles = [-angle(self._raw, start) for start, _ in self.lines]  # clockwise there
        self._angles = angles if any(angles) else []
        self.frame = self._lie()
        self.needs_spelling = needs_spelling(self.text)

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

    def _name_unknown(self) -> None:
        """Put □ for each character that its font does not name, where a sample shows that there are such."""
        sample = self.lines[:: max(1, len(self.lines) // _SAMPLES)]
        misses = pdfium.FPDFText_HasUnicodeMapError
        if odd_characters(self.text) or any(misses(self._raw, (start + end) // 2) == 1 for start, end in sample):
            found = [misses(self._raw, index) == 1 for index in range(self.count)]
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

    def box(self, index: int) -> Box:
        """Return where a character stands."""
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, self._rect_at)
        pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x_at, self._y_at)
        rect, frame = self._rect, self.frame
        if frame.turn == 0:
            left = frame.left
            return Box(rect.left - left, rect.right - left, frame.top - self._y.value, rect.top - rect.bottom)
        one = self.frame.place(rect.left, rect.bottom)
        other = self.frame.place(rect.right, rect.top)
        base = self.frame.place(self._x.value, self._y.value)[1]
        return Box(min(one[0], other[0]), max(one[0], other[0]), base, abs(one[1] - other[1]))
