"""Pages lifted out of pdfium: pieces of lines with their places, ruled lines, pictures.

pdfium gives a page's text in lines already; only the ends of each line are measured, and single characters only where
a line crosses a ruled one. Places are turned so that the text reads from left to right and y grows downwards,
whichever way the page lies.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from planner.importing.readers.pdf.characters import Box, PageText
from planner.importing.readers.pdf.layout import Page, Piece, Rule
from planner.importing.readers.pdf.rules import PageObjects, read_objects
from planner.importing.readers.pdf.spelling import spelled

_WIDE = "[\u2e80-\u2fff\u3001-\ufaff\uff01-\uff60—…“”‘’·]"
_BLANK_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) (?=\S)|(?<=\S) (?={_WIDE})")
_HANZI = re.compile("[\u3400-\u9fff]")
_DRAWN_BLANK = 0.7
_JUMP = 1.6
_FOOT = 0.55  # of a character: a font reaches no further below the line
_MOST_OF_PAGE = 0.5


class Run(NamedTuple):
    """A piece before its letters are put right: the indexes of its characters."""

    start: int
    end: int
    first: Box
    right: float


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
    askew = text.slanted_lines()
    for start, end in text.lines:
        if start in askew:
            slanted.append(spelled(text.text[start:end])[0].strip())
    for run in _runs(text, askew):
        for part in _cut(text, run, objects.verticals) if objects.verticals else (run,):
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
        text.odd_characters,
        radicals,
    )


def _runs(text: PageText, askew: Container[int]) -> Iterator[Run]:
    """Yield the lines that pdfium made of the page, cut where they jump, but for those that stand askew."""
    level = text.frame.turn == 0
    crosswise = text.crosswise_lines()
    for start, end in text.lines:
        if start in askew:
            continue
        if start in crosswise:
            one, other = text.box(start), text.box(end - 1)
            right = max(one.right, other.right)
            top = Box(min(one.left, other.left), right, min(one.base, other.base), one.height)
            yield Run(start, end, top, right)
            continue
        first = text.box(start)
        if level:
            right, foot = text.right_of(end - 1)
            if abs(foot - first.base) < _FOOT * first.height and right >= first.left:
                yield Run(start, end, first, right)
                continue
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
            yield Run(begin, last_visible + 1, first, before.right)
            begin, first = index, box
        before, last_visible = box, index
    yield Run(begin, last_visible + 1, first, before.right)


def _cut(text: PageText, run: Run, verticals: Sequence[Rule]) -> Iterator[Run]:
    """Yield the parts of a run between the vertical rules that it crosses."""
    left, right = run.first.left + 1, run.right - 1
    middle = run.first.base - 0.35 * run.first.height
    start, first = run.start, run.first
    for rule in verticals:
        if rule.at >= right:
            break
        if rule.at <= left or not rule.start < middle < rule.end:
            continue
        border = _first_beyond(text, start, run.end, rule.at)
        if border <= start or border >= run.end:
            continue
        end = border
        while text.text[end - 1].isspace():
            end -= 1
        yield Run(start, end, first, text.box(end - 1).right)
        start, first = border, text.box(border)
    yield Run(start, run.end, first, run.right)


def _first_beyond(text: PageText, start: int, end: int, at: float) -> int:
    """Return the index of the first visible character whose middle lies right of a rule."""
    low, high = start, end
    while low < high:
        middle = (low + high) // 2
        probe = middle
        while probe < high and text.text[probe].isspace():
            probe += 1
        if probe == high:
            high = middle
            continue
        box = text.box(probe)
        if box.left + box.right > 2 * at:
            high = middle
        else:
            low = probe + 1
    while low < end and text.text[low].isspace():
        low += 1
    return low


def _piece(text: PageText, run: Run) -> tuple[Piece, int]:
    em = _em(text, run)
    raw = text.text[run.start : run.end]
    if " " in raw:
        raw = _without_made_up_blanks(text, run, raw, em)
    written, radicals = spelled(raw) if text.needs_spelling else (raw, 0)
    return Piece(written.strip(), run.first.left, run.right, run.first.base, em), radicals


def _em(text: PageText, run: Run) -> float:
    """Return the width of a full-width character: measured at a hanzi, else the size of the font."""
    if "\u3400" <= text.text[run.start] <= "\u9fff":
        return run.first.right - run.first.left
    found = _HANZI.search(text.text, run.start, run.end)
    if found:
        box = text.box(found.start())
        return box.right - box.left
    return text.font_size(run.start) or run.first.height


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
