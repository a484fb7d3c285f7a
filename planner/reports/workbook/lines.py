"""How many lines a text takes on a sheet and how high its row must be: our own line breaking, for Excel has none.

A spreadsheet does not heighten merged cells, and other programs than the one that made a workbook heighten none. Widths
are those of office fonts, half an em or a whole one, with a little more for the half, since another face may stand in.
Just under an em for the whole, so that no mark closes up or hangs over the edge: a spreadsheet lets none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from planner.reports.heading import balanced, set_title
from planner.reports.linebreak import EM, Advances, Line, Run, atoms, break_lines, short_line
from planner.reports.profiles import LEADINGS, LEAST_ROW, MM, PADDING_TOP, Profile
from planner.reports.table import Cell, Paragraph, Style, Text

HIGHEST_ROW = 409.0
# Excel keeps five pixels free beside a text; a little more is left, for printers measure letters otherwise.
_BESIDE = 2.4
_HALF, _FULL = 550, 999
_GAP = "　　"
# Lines to write on, and how much of them may be taken.
_STROKES, _MOST_CUT = re.compile("_{4,}|＿{4,}"), 0.3
_UNNARROWED = 100  # no cell of a workbook sets a single line narrower

_ADVANCES = Advances(lambda character: _FULL if ord(character) > 0x2000 else _HALF)

Lines = tuple[Line, ...]


def leading(size: float) -> float:
    """Return how high a line of type is, in points: as in the PDF.

    One of 仿宋 12 takes 14.25 points in Excel, one of a face that stands in for it elsewhere up to 17.
    """
    return LEADINGS.get(size) or size * 1.5


def room(millimetres: float, size: float) -> int:
    """Return how many thousandths of an em a column has for text."""
    return max(int((millimetres - _BESIDE) * MM / size * EM), EM)


def height_of(count: int, size: float, least: float = 0.0) -> float:
    """Return the height in points of a row of `count` lines, at least `least` millimetres."""
    return round(max(count * leading(size) + 2 * PADDING_TOP, LEAST_ROW, least * MM), 2)


def most_lines(size: float, highest: float = HIGHEST_ROW) -> int:
    """Return how many lines the highest row holds."""
    return int((highest - 2 * PADDING_TOP) / leading(size))


def set_cell(cell: Cell, limit: int) -> Lines:
    """Break a cell into lines of `limit` thousandths of an em."""
    if not cell.paragraphs:
        return ()
    if len(cell.paragraphs) == 1:
        return _set(cell.paragraphs[0], limit)
    return tuple([line for paragraph in cell.paragraphs for line in _set(paragraph, limit)])


def _set(paragraph: Paragraph, limit: int) -> Lines:
    text = "".join([part.text for part in paragraph])
    if len(text) * EM <= limit and not text[-1:].isspace():
        return (short_line(text, Style.CELL, _ADVANCES),)
    # Faces do not differ in width here, so that running text is one run.
    if not any(part.whole for part in paragraph):
        return break_lines([Run(text, Style.CELL, _ADVANCES)], limit, _UNNARROWED)
    return _with_names(tuple([(part.text, part.whole) for part in paragraph]), limit)


@lru_cache(maxsize=4096)
def _with_names(parts: tuple[tuple[str, bool], ...], limit: int) -> Lines:
    """Break a list of units, perhaps behind a label; the same ones stand in many rows."""
    return break_lines([Run(text, Style.CELL, _ADVANCES, whole) for text, whole in parts], limit, _UNNARROWED)


def shown(cell: Cell, lines: Lines) -> Sequence[Paragraph]:
    """Return what a cell holds: names with a line feed at the end of each line, for a spreadsheet would tear them."""
    if len(lines) <= len(cell.paragraphs):
        return cell.paragraphs
    found: list[Paragraph] = []
    left = iter(lines)
    for paragraph in cell.paragraphs:
        own = list(_of_paragraph(left))
        if len(own) > 1 and any(part.whole for part in paragraph):
            is_plain = all(
                part.whole and not (part.strong or part.underlined or part.grey or part.light) for part in paragraph
            )
            found += [(Text(line.text),) for line in own] if is_plain else _parted_names(paragraph, own)
        else:
            found.append(paragraph)
    return found


class Measured(NamedTuple):
    """How many lines a cell takes and what it holds."""

    lines: int
    shown: Sequence[Paragraph]


def measured(cell: Cell, limit: int) -> Measured:
    """Return the lines of a cell, counted only where they need not be known."""
    count = 0
    for paragraph in cell.paragraphs:
        if any(part.whole for part in paragraph):
            lines = set_cell(cell, limit)
            return Measured(len(lines), shown(cell, lines))
        count += _count("".join([part.text for part in paragraph]), limit)
    return Measured(count, cell.paragraphs)


def _count(text: str, limit: int) -> int:
    """Return how many lines a running text takes: what `break_lines` does, without the lines."""
    if len(text) * EM <= limit:
        return 1
    count, used = 1, 0
    for width in map(_ADVANCES.__getitem__, atoms(text)):
        used += width
        if used > limit:
            if width > limit:
                return len(break_lines([Run(text, Style.CELL, _ADVANCES)], limit, _UNNARROWED))
            count, used = count + 1, width
    return count


def _of_paragraph(lines: Iterator[Line]) -> Iterator[Line]:
    """Yield the lines up to the end of a paragraph."""
    for line in lines:
        yield line
        if line.ends:
            return


def _parted_names(paragraph: Paragraph, lines: Sequence[Line]) -> list[Paragraph]:
    """Return a paragraph as one for each line that ends with a name, within one or right before one."""
    text = "".join(part.text for part in paragraph)
    ends: list[int] = []
    for line in lines[:-1]:  # blanks at the end of a line are not of it
        ends.append(text.find(line.text, ends[-1] if ends else 0) + len(line.text))
    found: list[Paragraph] = [()]
    begun = 0
    for part, after in pairwise([*paragraph, Text("")]):
        stop = begun + len(part.text)
        cuts = [end - begun for end in ends if begun < end <= stop and (part.whole or (end == stop and after.whole))]
        for first, last in pairwise([0, *cuts, len(part.text)]):
            if last > first:
                found[-1] = (*found[-1], replace(part, text=part.text[first:last]))
            if last in cuts:
                found.append(())
        begun = stop
    return [part for part in found if part]


def fitted_strokes(text: str, limit: int) -> str:
    """Return a line to write on with its strokes (会议名称：____) a little shorter where it is too long for a line."""
    excess = sum(map(_ADVANCES.__getitem__, text)) - limit
    strokes = list(_STROKES.finditer(text))
    if excess <= 0 or not strokes:
        return text
    wide = sum(_ADVANCES[one[0][0]] * len(one[0]) for one in strokes)
    if excess > wide * _MOST_CUT:
        return text

    def cut(found: re.Match[str]) -> str:
        taken = excess * len(found[0]) // wide + 1
        return found[0][: len(found[0]) - taken]

    return _STROKES.sub(cut, text)


def title_lines(text: str, profile: Profile) -> tuple[float, list[str]]:
    """Return the size of a title and its lines, as `heading` parts them."""
    size, lines = set_title(text, replace(profile, right=profile.right + _BESIDE), _ADVANCES)
    return size, [line.text.strip() for line in lines]


def head_lines(text: str, limit: int) -> list[str]:
    """Return the head of a column in lines of about equal length."""
    return [line.text for line in balanced(text, Style.HEAD, _ADVANCES, limit)]


def subtitle_lines(text: str, limit: int) -> list[str]:
    """Break a sub-title at the gaps between its parts, within a part only where that is too long for a line."""
    lines: list[str] = []
    for part in text.split(_GAP):
        longer = lines[-1] + _GAP + part if lines else part
        if len(break_lines([Run(longer, Style.SUBTITLE, _ADVANCES)], limit, _UNNARROWED)) == 1:
            lines[-1:] = [longer]
        else:
            lines += [line.text for line in balanced(part, Style.SUBTITLE, _ADVANCES, limit)]
    return lines
