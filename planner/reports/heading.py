"""What stands above a table: the mark of an attachment, title, sub-title and lines of a head, each in its place."""

from collections.abc import Callable
from typing import NamedTuple

from planner.reports.linebreak import EM, Advances, Line, Run, atoms, break_lines, short_line
from planner.reports.namebreak import TORN, seams
from planner.reports.profiles import LONG_TITLE_SIZE, MM, TITLE_SIZE, Profile
from planner.reports.table import ReportTable, Style

# How far the baseline is below the top of a Chinese character, of the em.
ASCENT = 0.88
TITLE_LEADING = 1.4
SUBTITLE_LEADING = 1.5
PREFACE_SIZE, PREFACE_LEADING = 12.0, 22.0
MARK_SIZE = 16.0
# A line of the standard's page: 22 of them, the first and last at its edges, are 225 mm high.
STANDARD_LINE = (225 * MM - MARK_SIZE) / 21
# Ink to ink it is 8 and 4 mm (print.md 3.1); a character leaves a little of its em blank.
AFTER_TITLE = 7.6 * MM
AFTER_SUBTITLE = 3.8 * MM
AFTER_PREFACE = 2.0 * MM
_TITLE_LINE = 2
# What stands between the parts of a sub-title, and how many parts are put over lines by trying every way.
_GAP = "　　"
_MOST_PIECES = 6
# What a line that ends within a word is worth: the lines may differ so many ems in width rather than that.
_OFF_WORD, _PER_EM = 14, 8

Lines = tuple[Line, ...]
Measures = Callable[[Style], Advances]


class PlacedLine(NamedTuple):
    """A line of the heading: its baseline is `down` points below the frame's top; `centred` over the frame or left."""

    line: Line
    size: float
    down: float
    centred: bool


class Heading(NamedTuple):
    """The lines above a table and the height that they take."""

    lines: tuple[PlacedLine, ...]
    height: float


def room(width: float, size: float) -> int:
    """Return how many thousandths of an em fit `width` points at `size`."""
    return int(width / size * EM)


def simple(text: str, style: Style, measures: Measures, limit: int) -> Lines:
    """Break a text of one style; it may have lines of its own."""
    if "\n" in text:
        return tuple(line for part in text.split("\n") for line in simple(part, style, measures, limit))
    if len(text) * EM <= limit and not text[-1:].isspace():
        return (short_line(text, style, measures(style)),)
    return break_lines([Run(text, style, measures(style))], limit)


def set_subtitle(text: str, measures: Measures, limit: int) -> Lines:
    """Break the sub-title: its parts stay whole where that takes at most a line more, the lines about equally long."""
    if not text:
        return ()
    lines = at_words(text, Style.SUBTITLE, measures(Style.SUBTITLE), limit)
    pieces = [piece for piece in text.split(_GAP) if piece]
    if len(lines) < 2 or len(pieces) < 2:
        return lines
    best: tuple[int, int, int, int, Lines] | None = None
    for places in range(2 ** (len(pieces) - 1)) if len(pieces) <= _MOST_PIECES else ():
        rows = [pieces[0]]
        for index, piece in enumerate(pieces[1:]):
            if places >> index & 1:
                rows.append(piece)
            else:
                rows[-1] += _GAP + piece
        broken = [at_words(row, Style.SUBTITLE, measures(Style.SUBTITLE), limit) for row in rows]
        found = tuple(line for row in broken for line in row)
        widths = [line.width for line in found]
        mixed = sum(len(set_row) > 1 and _GAP in row for row, set_row in zip(rows, broken, strict=True))
        cost = (mixed, len(found) - len(rows), len(found), max(widths) - min(widths))
        if len(found) <= len(lines) + 1 and (best is None or cost < best[:4]):
            best = (*cost, found)
    return best[4] if best else lines


def balanced(text: str, style: Style, advances: Advances, limit: int) -> Lines:
    """Break into the fewest lines, then make them about equally long: a head of two lines is not 5 + 1."""
    lines = break_lines([Run(text, style, advances)], limit)
    if len(lines) < 2:
        return lines
    low, high = sum(line.width for line in lines) // len(lines), limit
    while low < high:
        middle = (low + high) // 2
        if len(break_lines([Run(text, style, advances)], middle)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return break_lines([Run(text, style, advances)], high)


def at_words(text: str, style: Style, advances: Advances, limit: int) -> Lines:
    """Break a title over two lines between its words, the lines about equally long; over more as `balanced` does."""
    if len(text) * EM <= limit and not text[-1:].isspace():
        return (short_line(text, style, advances),)
    lines = balanced(text, style, advances, limit)
    if len(lines) != 2:
        return lines
    costs = seams(text)
    best, place = (_OFF_WORD * EM, lines), 0
    for piece in atoms(text)[:-1]:
        place += len(piece)
        parts = [break_lines([Run(part, style, advances)], limit) for part in (text[:place].rstrip(), text[place:])]
        if any(len(part) > 1 for part in parts):
            continue
        found = (parts[0][0], parts[1][0])
        cost = costs[place] * EM // _PER_EM + _spread(found)
        if cost < best[0]:
            best = (cost, found)
    return best[1]


def set_title(text: str, profile: Profile, advances: Advances) -> tuple[float, Lines]:
    """Set the title in 二号, over two lines in 小二; parted at a blank of its own where that leaves both lines good."""
    if not text:
        return TITLE_SIZE, ()
    width = profile.frame_width * MM
    for size in (TITLE_SIZE, LONG_TITLE_SIZE):
        limit = room(width, size)
        lines = at_words(text, Style.TITLE, advances, limit)
        if len(lines) == 1 and lines[0].width <= limit * 0.8:
            return size, lines
        parted = _parted(text, advances, limit)
        if parted:
            return size, parted
        if len(lines) <= 2 and not (size == TITLE_SIZE and _tears(text, lines)):
            return size, lines
    return LONG_TITLE_SIZE, lines


def _tears(text: str, lines: Lines) -> bool:
    """Tell whether the first of two lines ends within a word."""
    return len(lines) == 2 and seams(text)[len(lines[0].text)] >= TORN


def _parted(text: str, advances: Advances, limit: int) -> Lines:
    """Return the title in two lines parted at a blank or before a bracket, or nothing when neither is good."""
    places = [place for place, character in enumerate(text) if place and (character.isspace() or character == "（")]
    best: Lines = ()
    for place in places:
        parts = (text[:place], text[place:].lstrip())
        lines = tuple(line for part in parts for line in break_lines([Run(part, Style.TITLE, advances)], limit))
        if len(lines) == 2 and (not best or _spread(lines) < _spread(best)):
            best = lines
    return best if best and _spread(best) < 0.6 * max(line.width for line in best) else ()


def _spread(lines: Lines) -> int:
    return abs(lines[0].width - lines[1].width)


def set_heading(
    table: ReportTable, profile: Profile, measures: Measures, *, title: tuple[float, Lines], subtitle: Lines, mark: str
) -> Heading:
    """Place what stands above a table; one that follows another has but its preface."""
    placed: list[PlacedLine] = []
    bottom = 0.0
    size, lines = title

    def put(line: Line, size: float, top: float, *, centred: bool) -> None:
        nonlocal bottom
        placed.append(PlacedLine(line, size, top + ASCENT * size, centred))
        bottom = top + size

    top = 0.0
    if mark.strip() and not table.follows:
        for line in simple(mark, Style.HEAD, measures, room(profile.frame_width * MM, MARK_SIZE))[:1]:
            put(line, MARK_SIZE, 0.0, centred=False)
        # The title stands on line 3 of the standard's page, on its middle.
        top = _TITLE_LINE * STANDARD_LINE + (MARK_SIZE - size) / 2
    if not table.follows:
        for line in lines:
            put(line, size, top, centred=True)
            top += size * TITLE_LEADING
        top = bottom + AFTER_TITLE if placed else 0.0
        for line in subtitle:
            put(line, profile.subtitle_size, top, centred=True)
            top += profile.subtitle_size * SUBTITLE_LEADING
        top = (bottom + AFTER_SUBTITLE if subtitle else bottom + AFTER_TITLE) if placed else 0.0
    limit = room(profile.frame_width * MM, PREFACE_SIZE)
    for text in table.preface:
        for line in simple(text, Style.CELL, measures, limit):
            put(line, PREFACE_SIZE, top + (PREFACE_LEADING - PREFACE_SIZE) / 2, centred=False)
            top += PREFACE_LEADING
    return Heading(tuple(placed), top + AFTER_PREFACE if table.preface else top)
