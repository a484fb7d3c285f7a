"""Tables that say nothing of who does what (figures by place and year): they are set aside whole, never joined."""

import re
from dataclasses import dataclass, field

from planner.core.draft import Leftover
from planner.importing.faults import Doubt, doubt
from planner.importing.lines import Line
from planner.importing.table_parts import PIPES

_REASON = "未读懂的表格"
_FIGURE = re.compile(r"[0-9][0-9,.，]*+\s*[%％‰]?")
_MARKS = re.compile(rf"[\t{PIPES}]")
_COUNTED_IN = re.compile(r"[（(]?(?:计量)?单位\s*[：:]\s*[^\s。；，]{1,6}")
_HEADING = re.compile(rf"附\s*[件表录].*|[^\n]*(?:表|清单)|{_COUNTED_IN.pattern}")
_FEWEST_MARKED, _FEWEST_SPACED = 2, 3
_FEWEST_CELLS = 3
_LONGEST_CELL = 12
_LONGEST_WORDS = 40
_LONGEST_ROW = 200
_FEWEST_LINES = 6


@dataclass(slots=True)
class UnreadTables:
    """The lines that are left, and the tables that were set aside."""

    lines: list[Line]
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def set_aside_unread(text: str, lines: list[Line]) -> UnreadTables:
    """Take runs of lines that are rows of cells with figures in them, and of cells on lines of their own."""
    out = UnreadTables([])
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.style is None and line.end - line.start <= _LONGEST_ROW:
            rows, is_table = _rows(text, lines, at)
            if rows == at:
                rows, is_table = _cells(text, lines, at)
            if is_table:
                _set_aside(out, text, line, lines[rows - 1])
                at = rows
                continue
            end = max(rows, end)
        out.lines += lines[at:end]
        at = end
    return out


def _set_aside(out: UnreadTables, text: str, first: Line, last: Line) -> None:
    """Set a table aside, with the line above it that says in what its figures count."""
    words = " ".join(text[first.start : first.end].split())[:20]
    out.doubts.append(doubt("TABLE_UNREAD", first.start, first.end, words=words))
    if out.lines and _COUNTED_IN.fullmatch(text, out.lines[-1].start, out.lines[-1].end):
        first = out.lines.pop()
    out.leftovers.append(Leftover(first.start, last.end, _REASON))


def _rows(text: str, lines: list[Line], at: int) -> tuple[int, bool]:
    """Return the line after a run of rows that begins at `at`, and whether it is a table of figures."""
    width = _row(text, lines[at])
    if not width:
        return at, False
    marked = bool(_MARKS.search(text, lines[at].start, lines[at].end))
    end, figures = at, 0
    while end < len(lines) and (cells := _row(text, lines[end])):
        if len(cells) > len(width) + 1 or (not marked and len(cells) != len(width)):
            break
        figures += sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)
        end += 1
    rows = end - at
    return end, rows >= (_FEWEST_MARKED if marked else _FEWEST_SPACED) and figures >= rows


def _row(text: str, line: Line) -> list[str]:
    """Return the cells of a line that can be a row; none for a numbered line, a sentence or a labelled value."""
    if line.style is not None or line.end - line.start > _LONGEST_ROW:
        return []
    words = text[line.start : line.end]
    marked = _MARKS.search(words) is not None
    if not marked and " " not in words and "\u3000" not in words:
        return []
    if any(mark in words for mark in "。；：:"):
        return []
    cells = [cell.strip() for cell in (_MARKS.split(words) if marked else words.split())]
    return cells if len(cells) >= _FEWEST_CELLS and all(len(cell) <= _LONGEST_WORDS for cell in cells) else []


def _cells(text: str, lines: list[Line], at: int) -> tuple[int, bool]:
    """Return the line after a run of cells, one on each line, and whether many of them are figures."""
    end, figures = at, 0
    while end < len(lines) and lines[end].style is None and lines[end].end - lines[end].start <= _LONGEST_CELL:
        place = (lines[end].start, lines[end].end)
        figure = bool(_FIGURE.fullmatch(text, *place))
        if text[place[1] - 1] in "。；：:，、" or (figure and end == at) or _HEADING.fullmatch(text, *place):
            break
        figures += figure
        end += 1
    return end, end - at >= _FEWEST_LINES and figures * 3 >= end - at
