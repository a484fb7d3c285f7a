"""Pages lifted out of pdfium: pieces of lines with their places, ruled lines, pictures.

pdfium gives a page's text in lines already; only the ends of each line are measured, and single characters only where
a line crosses a ruled one. Places are turned so that the text reads from left to right and y grows downwards,
whichever way the page lies.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2_raw as pdfium

from planner.importing.readers.pdf.layout import Frame, Page, Piece, is_wide
from planner.importing.readers.pdf.rules import PageObjects, read_objects
from planner.importing.readers.pdf.spelling import odd_characters, spelled

MOST_CHARACTERS = 200_000
_LINE = re.compile(r"[^\r\n]+")
_WIDE = "[\u2e80-\u2fff\u3001-\ufaff\uff01-\uff60—…“”‘’·]"
_BLANK_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) (?=\S)|(?<=\S) (?={_WIDE})")
_SAMPLES = 24
_STRAIGHT = math.radians(6)
_DRAWN_BLANK = 0.7
_JUMP = 1.6
_MOST_OF_PAGE = 0.5


@dataclass(frozen=True, slots=True)
class Box:
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
        step = max(1, self.count // _SAMPLES)
        turns = Counter(
            round(self.angle(index) / (math.pi / 2)) % 4
            for index in range(0, self.count, step)
            if not self.text[index : index + 1].isspace()
        )
        turn = turns.most_common(1)[0][0] if turns else int(pdfium.FPDFPage_GetRotation(self._page)) % 4
        return Frame(turn, min(left, right), min(bottom, top), max(left, right), max(bottom, top))

    def angle(self, index: int) -> float:
        """Return how far a character is turned against the page, counter-clockwise."""
        return float(pdfium.FPDFText_GetCharAngle(self._raw, index))

    def is_slanted(self, index: int) -> bool:
        """Tell whether a character stands askew on the page."""
        quarter = math.pi / 2
        return abs((self.angle(index) + quarter / 2) % quarter - quarter / 2) > _STRAIGHT

    def is_made_up(self, index: int) -> bool:
        """Tell whether a blank was put in by pdfium because of a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._raw, index) == 1)

    def misses_letter(self, index: int) -> bool:
        """Tell whether the font does not say which character this is."""
        return bool(pdfium.FPDFText_HasUnicodeMapError(self._raw, index) == 1)

    def box(self, index: int) -> Box:
        """Return where a character stands."""
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, self._rect_at)
        pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x_at, self._y_at)
        rect = self._rect
        if self.frame.turn == 0:
            frame = self.frame
            return Box(
                rect.left - frame.left, rect.right - frame.left, frame.top - self._y.value, rect.top - rect.bottom
            )
        one = self.frame.place(rect.left, rect.bottom)
        other = self.frame.place(rect.right, rect.top)
        base = self.frame.place(self._x.value, self._y.value)[1]
        return Box(min(one[0], other[0]), max(one[0], other[0]), base, abs(one[1] - other[1]))


@dataclass(frozen=True, slots=True)
class Run:
    """A piece before its letters are put right: the indexes of its characters."""

    start: int
    end: int
    first: Box
    last: Box


def read_page(page: object, number: int) -> tuple[Page, bool]:
    """Return a page as read, and whether it holds more characters than a page may."""
    text = PageText(page)
    try:
        objects = read_objects(page, text.frame)
        return _page(text, objects, number), text.too_many
    finally:
        text.close()


def _page(text: PageText, objects: PageObjects, number: int) -> Page:
    pieces: list[Piece] = []
    slanted: list[str] = []
    radicals = 0
    for run in _runs(text):
        if text.is_slanted(run.start):
            slanted.append(spelled(text.text[run.start : run.end])[0].strip())
            continue
        for part in _cut(text, run, objects):
            piece, replaced = _piece(text, part)
            radicals += replaced
            if piece.text:
                pieces.append(piece)
    width, height = text.frame.size
    return Page(
        number,
        width,
        height,
        tuple(pieces),
        objects.horizontals,
        objects.verticals,
        tuple(found for found in slanted if found),
        objects.pictured >= _MOST_OF_PAGE * width * height,
        objects.drawings,
        _odd(text),
        radicals,
    )


def _odd(text: PageText) -> int:
    """Return how many characters of the page are unknown, counted or, where the fonts say so, estimated."""
    counted = odd_characters(text.text)
    visible = [index for index, character in enumerate(text.text) if not character.isspace()]
    step = max(1, len(visible) // _SAMPLES)
    sample = visible[::step]
    missing = sum(text.misses_letter(index) for index in sample)
    return max(counted, round(len(visible) * missing / len(sample)) if sample else 0)


def _runs(text: PageText) -> Iterator[Run]:
    """Yield the lines that pdfium made of the page, cut where they jump."""
    for found in _LINE.finditer(text.text):
        start, end = found.span()
        while start < end and text.text[start].isspace():
            start += 1
        while end > start and text.text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        first, last = text.box(start), text.box(end - 1)
        height = max(first.height, last.height, 1.0)
        if abs(first.base - last.base) < 0.3 * height and last.right >= first.left and text.frame.turn == 0:
            yield Run(start, end, first, last)
        else:
            yield from _cut_at_jumps(text, start, end)


def _cut_at_jumps(text: PageText, start: int, end: int) -> Iterator[Run]:
    """Yield the parts of a line that stand on one baseline and follow each other."""
    begin, first, before = start, text.box(start), text.box(start)
    last_visible = start
    for index in range(start + 1, end):
        if text.text[index].isspace():
            continue
        box = text.box(index)
        height = max(box.height, before.height, 1.0)
        jumps = abs(box.base - before.base) > 0.3 * height or box.left < before.left - 0.5 * height
        if jumps or box.left > before.right + _JUMP * height:
            yield Run(begin, last_visible + 1, first, before)
            begin, first = index, box
        before, last_visible = box, index
    yield Run(begin, last_visible + 1, first, before)


def _cut(text: PageText, run: Run, objects: PageObjects) -> Iterator[Run]:
    """Yield the parts of a run between the vertical rules that it crosses."""
    middle = run.first.base - 0.35 * run.first.height
    crossed = sorted(
        rule.at
        for rule in objects.verticals
        if rule.start < middle < rule.end and run.first.left + 1 < rule.at < run.last.right - 1
    )
    if not crossed:
        yield run
        return
    borders = iter([*crossed, float("inf")])
    border = next(borders)
    begin, first = run.start, run.first
    before, last_visible = run.first, run.start
    for index in range(run.start, run.end):
        if text.text[index].isspace():
            continue
        box = text.box(index)
        if (box.left + box.right) / 2 > border:
            if index > begin:
                yield Run(begin, last_visible + 1, first, before)
            begin, first = index, box
            while (box.left + box.right) / 2 > border:
                border = next(borders)
        before, last_visible = box, index
    yield Run(begin, last_visible + 1, first, before)


def _piece(text: PageText, run: Run) -> tuple[Piece, int]:
    em = _em(text, run)
    raw = text.text[run.start : run.end]
    if " " in raw:
        raw = _without_made_up_blanks(text, run, raw, em)
    written, radicals = spelled(raw)
    return Piece(written.strip(), run.first.left, run.last.right, run.first.base, em), radicals


def _em(text: PageText, run: Run) -> float:
    for index, box in ((run.start, run.first), (run.end - 1, run.last)):
        if is_wide(text.text[index]) and box.right - box.left > 0.6 * box.height:
            return box.right - box.left
    return run.first.height / 1.25


def _without_made_up_blanks(text: PageText, run: Run, raw: str, em: float) -> str:
    """Return the characters of a run without the blanks that only stand for a gap of justified text."""
    dropped = [
        found.start()
        for found in _BLANK_BESIDE_WIDE.finditer(raw)
        if text.is_made_up(run.start + found.start())
        and text.box(run.start + found.start() + 1).left - text.box(run.start + found.start() - 1).right
        < _DRAWN_BLANK * em
    ]
    if not dropped:
        return raw
    gone = set(dropped)
    return "".join(character for index, character in enumerate(raw) if index not in gone)
