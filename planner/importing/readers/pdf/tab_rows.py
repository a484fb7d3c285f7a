"""Rows whose cells were parted by tabs: each a line of text that may run over several, its words at the tab stops."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.importing.readers.pdf.columns import NUMBER
from planner.importing.readers.pdf.edges import Row, tab_step, wide_gaps
from planner.importing.readers.pdf.layout import Line, Piece, joined

_SAME_LEFT = 1.0
_FAR = 2.4  # characters from one line to the next
_FEWEST = 2
_MOST_CELLS = 40
_FULL = 2.0


@dataclass(frozen=True, slots=True)
class _Stops:
    """The measure of a page's rows of tabs: where lines begin and end, how far the stops are apart, cells in a row."""

    left: float
    right: float
    step: float
    cells: int

    def tabs(self, start: float, end: float) -> int:
        """Return how many stops lie behind one place up to another."""
        return max(1, round((end - self.left) / self.step) - int((start - self.left + 0.1) / self.step))

    def tabs_over_line(self, start: float, end: float) -> int:
        """Return how many stops lie behind a place up to the end of its line, and up to a place on the next line."""
        rest = int((self.right - self.left) / self.step) - int((start - self.left + 0.1) / self.step)
        return max(0, rest) + self.tabs(self.left, end)


def with_tab_rows(rows: Sequence[Row]) -> tuple[list[Line], list[Piece]]:
    """Return the lines that stand for rows of tabs, and the pieces of all other rows."""
    found: list[Line] = []
    rest: list[Piece] = []
    if not rows:
        return found, rest
    left = min(row[0].left for row in rows)
    right = max(row[-1].right for row in rows)
    at = 0
    while at < len(rows):
        head = rows[at]
        lines: list[Line] = []
        if 3 <= len(head) <= _MOST_CELLS and len(wide_gaps(head)) >= 2 and (step := tab_step(head, left)):
            lines, after = _table(rows, at, _Stops(left, right, step, len(head)))
        if lines:
            found.extend(lines)
            at = after
        else:
            rest.extend(head)
            at += 1
    return found, rest


def _table(rows: Sequence[Row], at: int, stops: _Stops) -> tuple[list[Line], int]:
    """Return the rows of tabs that begin with a head, and the place after them.

    None when they are too few, or when lines in columns go on below: then the cells are lines of columns.
    """
    found = [_line(rows[at], [piece.text for piece in rows[at]])]
    after = at + 1
    while after < len(rows):
        cells, end = _row(rows, after, stops)
        if len(cells) != stops.cells:
            break
        found.append(_line(rows[after], cells))
        after = end
    ends = after == len(rows) or _is_far(rows, after) or _is_text(rows[after], stops)
    return (found, after) if len(found) > _FEWEST and ends else ([], at)


def _row(rows: Sequence[Row], at: int, stops: _Stops) -> tuple[list[str], int]:
    """Return the cells of the row that begins on a line, and the line after it; no cells when it is none."""
    if len(rows[at]) < 2 or _is_far(rows, at) or rows[at][0].left - stops.left > _SAME_LEFT:
        return [], at
    cells: list[tuple[int, str]] = []
    end = at
    while end < len(rows) and (end == at or not _is_far(rows, end)):
        line = rows[end]
        runs_on = end > at and abs(line[0].left - rows[at][0].left) <= _SAME_LEFT
        full = stops.right - rows[end - 1][-1].right < _FULL * line[0].em
        if len(cells) >= stops.cells and not (runs_on and len(line) == 1 and full):
            break
        if runs_on and not full and len(line) > 1 and NUMBER.fullmatch(line[0].text) and NUMBER.fullmatch(cells[0][1]):
            break
        right = stops.left
        for place, piece in enumerate(line):
            if place == 0 and runs_on:
                cells[-1] = cells[-1][0], joined(cells[-1][1], piece.text)
            elif place == 0 and cells:
                cells.append((stops.tabs_over_line(rows[end - 1][-1].right, piece.left), piece.text))
            else:
                cells.append((stops.tabs(right, piece.left) if cells else 1, piece.text))
            right = piece.right
        end += 1
    return _filled(cells, stops.cells), end


def _is_text(row: Row, stops: _Stops) -> bool:
    """Tell whether a line is none of columns: one piece that begins no further in than a paragraph."""
    return len(row) == 1 and row[0].left - stops.left < 2.5 * row[0].em


def _filled(cells: Sequence[tuple[int, str]], width: int) -> list[str]:
    """Return the texts of a row; where it has too few, empty ones for each further tab, and at its end."""
    if len(cells) >= width:
        return [text for _, text in cells]
    texts: list[str] = []
    for tabs, text in cells:
        texts.extend([""] * (tabs - 1))
        texts.append(text)
    return texts + [""] * (width - len(texts))


def _is_far(rows: Sequence[Row], at: int) -> bool:
    return rows[at][0].base - rows[at - 1][0].base > _FAR * rows[at][0].em


def _line(row: Row, cells: Sequence[str]) -> Line:
    return Line("\t".join(cells).rstrip("\t"), row[0].left, row[-1].right, row[0].base, row[0].em)
