"""Pages lifted out of pdfium: pieces of lines with their places, ruled lines, pictures.

pdfium gives a page's text in lines already; only the ends of each line are measured, and single characters only where
a line crosses a ruled one. Places are turned so that the text reads from left to right and y grows downwards,
whichever way the page lies.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.importing.readers.pdf.characters import Box, PageText
from planner.importing.readers.pdf.edges import column_edges
from planner.importing.readers.pdf.layout import Page, Piece, Rule
from planner.importing.readers.pdf.lines import rows_of
from planner.importing.readers.pdf.rules import PageObjects, read_objects
from planner.importing.readers.pdf.spelling import spelled

_WIDE = "[\u2e80-\u2fff\u3001-\ufaff\uff01-\uff60—…“”‘’·]"
_BLANK_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) (?=\S)|(?<=\S) (?={_WIDE})")
_HANZI = re.compile("[\u3400-\u9fff]")
_BLANKS = re.compile(r"(?<=\S)[ \u3000]{1,200}(?=\S)")
_GAP = 0.85  # of a character's height
_AT_EDGE = 0.4
_TOUCHING = 0.03
_DRAWN_BLANK = 0.7
_JUMP = 1.6
_BULLETS = "-–•*·●"
_FOOT = 0.55  # of a character: a font reaches no further below the line
_MOST_OF_PAGE = 0.5


class Run(NamedTuple):
    """A piece before its letters are put right: the indexes of its characters."""

    start: int
    end: int
    first: Box
    right: float


def read_page(page: object, number: int, before: Sequence[float] = ()) -> tuple[Page, bool]:
    """Return a page as read, and whether it holds more characters than a page may.

    `before` are the edges of the columns on the page before, whose table may go on here.
    """
    text = PageText(page)
    try:
        objects = read_objects(page, text.frame)
        return _page(text, objects, number, before), text.too_many
    finally:
        text.close()


def _page(text: PageText, objects: PageObjects, number: int, before: Sequence[float]) -> Page:
    pieces: list[Piece] = []
    slanted: list[str] = []
    radicals = 0
    askew = text.slanted_lines()
    for start, end in text.lines:
        if start in askew:
            slanted.append(spelled(text.text[start:end])[0].strip())
    runs: list[Run] = []
    for run in _runs(text, askew):
        for part in _cut(text, run, objects.verticals) if objects.verticals else (run,):
            runs.extend(_cut_at_gaps(text, part) if text.text.find(" ", part.start, part.end) >= 0 else (part,))
    for run in runs:
        piece, replaced = _piece(text, run)
        radicals += replaced
        if piece.text:
            pieces.append(piece)
    alone = objects.verticals or all(one.base < other.base - 1 for one, other in pairwise(pieces))
    edges = () if alone else column_edges(rows_of(pieces), before)
    if edges:
        pieces = [piece for run in runs for piece in _pieces_at_edges(text, run, edges) if piece.text]
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
        edges,
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


def _cut_at_gaps(text: PageText, run: Run) -> Iterator[Run]:
    """Yield the parts of a run between blanks so wide that columns may lie between them."""
    start, first = run.start, run.first
    for found in _BLANKS.finditer(text.text, run.start, run.end):
        before, after = text.box(found.start() - 1), text.box(found.end())
        if after.left - before.right > _GAP * max(before.height, after.height):
            yield Run(start, found.start(), first, before.right)
            start, first = found.end(), after
    yield Run(start, run.end, first, run.right)


def _pieces_at_edges(text: PageText, run: Run, edges: Sequence[float]) -> Iterator[Piece]:
    """Yield the pieces of a run, cut where a character after a gap stands at the edge of a column."""
    start, first = run.start, run.first
    for edge in edges:
        if edge <= first.left + 1 or edge >= run.right:
            continue
        border = _first_beyond(text, start, run.end, edge)
        if border <= start or border >= run.end or abs((after := text.box(border)).left - edge) > _AT_EDGE:
            continue
        end = border
        while text.text[end - 1].isspace():
            end -= 1
        before = text.box(end - 1)
        gap = (after.left - before.right) / max(before.height, after.height, 1.0)
        if gap > _TOUCHING and (end == border or gap > _DRAWN_BLANK or text.is_made_up(end)):
            yield _piece(text, Run(start, end, first, before.right))[0]
            start, first = border, after
    yield _piece(text, Run(start, run.end, first, run.right))[0]


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
        if not (found.start() == 1 and raw[0] in _BULLETS)
        and text.is_made_up(run.start + found.start())
        and text.box(run.start + found.start() + 1).left - text.box(run.start + found.start() - 1).right
        < _DRAWN_BLANK * em
    ]
    if not dropped:
        return raw
    gone = set(dropped)
    return "".join(character for index, character in enumerate(raw) if index not in gone)
