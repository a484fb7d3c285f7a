"""Tables that arrive as rows: tabs or pipes between the cells, cells in quotation marks over several lines."""

import re

from planner.core.draft import Leftover
from planner.importing.closing import asks_everybody
from planner.importing.columns import ColumnWords
from planner.importing.document import PlacedCell
from planner.importing.furniture import Furniture, furniture
from planner.importing.grid_rows import GridRow, text_row, words_of
from planner.importing.lines import Line
from planner.importing.table_edges import is_filled_in, is_note
from planner.importing.table_parts import PIPES
from planner.importing.unit_lists import is_torn_list, looks_like_units

_RULE = re.compile(r"[\s|｜│┃:：+\-—─━┼├┤=]+")
_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
_MOST_LINES = 30
_MOST_HEADINGS = 3
_ANNEX = re.compile(r"附\s*[件表录]")
_LONGEST_HEADING = 60
_MOST_TORN = 6
_LONGEST_FIRST = 30
_GOES_ON = "、，,；;（("
_LONGEST_HEAD_LINE = 200
COMMA = ","
_PIPE = re.compile(f"[{PIPES}]")


def is_row(text: str, line: Line) -> bool:
    """Tell whether a line holds cells: between tabs or pipes, or two cells with one pipe between them."""
    if text.find("\t", line.start, line.end) >= 0:
        return True
    pipe = _PIPE.search(text, line.start, line.end)
    if pipe is None:
        return False
    inside = line.start < pipe.start() <= line.start + _LONGEST_FIRST and pipe.end() < line.end
    return inside or _PIPE.search(text, pipe.end(), line.end) is not None


class RowRun:
    """The lines from `first` up to `last` that hold cells, as rows, with what stands between them and is none.

    `mark` is the comma where that parts the cells, else empty.
    """

    def __init__(self, text: str, lines: list[Line], at: int, mark: str = "") -> None:
        self.text, self.lines, self.first, self.last, self.mark = text, lines, at, at, mark
        self.rows: list[GridRow] = []
        self.width = self.regular = 0
        self.rules: list[tuple[int, int]] = []
        self.leftovers: list[Leftover] = []

    def gather(self) -> None:
        """Take lines while they belong to the table."""
        text, lines = self.text, self.lines
        while self.last < len(lines):
            line = lines[self.last]
            if _RULE.fullmatch(text, line.start, line.end):
                self.rules.append((line.start, line.end))
            elif self._is_row(line) or (text[line.start] == '"' and len(self.rows) > 1):
                cells, following = _split_row(text, lines, self.last, self.mark)
                cells, following = self._joined_if_torn(cells, following)
                self.width = self.width or len(cells)
                self.regular = self.regular + 1 if len(cells) == self.width else -_MOST_LINES
                row = text_row(text, len(self.rows), cells)
                if row.own:
                    self.rows.append(row)
                self.last = following
                continue
            elif not self._add_loose_line(line):
                break
            self.last += 1

    def _is_row(self, line: Line) -> bool:
        return self.mark in self.text[line.start : line.end] if self.mark else is_row(self.text, line)

    def _joined_if_torn(self, cells: list[tuple[int, int]], following: int) -> tuple[list[tuple[int, int]], int]:
        """Return a row that a line feed inside a cell tore, whole again: the lines below complete it exactly."""
        missing = self.width - len(cells)
        if missing < 1 or len(cells) < 2 or self.mark or self.text[cells[0][1]] != "\t":
            return cells, following
        numbered = any(_NUMBER.fullmatch(self.text, *cell) for cell in cells[:2]) or self.regular > 1
        out, at = list(cells), following
        while at < min(following + _MOST_TORN, len(self.lines)):
            line = self.lines[at]
            words = self.text[line.start : line.end]
            if is_note(words) or is_filled_in(words) or asks_everybody(words) or furniture(words) is not None:
                break
            if self.text.count("\n", out[-1][1], line.start) > 1 or _PIPE.search(self.text, line.start, line.end):
                break
            more, after = _split_row(self.text, self.lines, at, self.mark)
            goes_on = self.text[out[-1][0] : out[-1][1]].rstrip()[-1:]
            if any(_NUMBER.fullmatch(self.text, *cell) for cell in more[:2]) or not (
                numbered or (goes_on and goes_on in _GOES_ON)
            ):
                break
            out = [*out[:-1], (out[-1][0], more[0][1]), *more[1:]]
            at = after
            if len(out) >= self.width:
                return (out, at) if len(out) == self.width else (cells, following)
        return cells, following

    def _add_loose_line(self, line: Line) -> bool:
        """Take a line without cell marks inside the table; return False where the table has ended."""
        text, index = self.text, self.last
        words = text[line.start : line.end]
        following = self._goes_on(index + 1)
        kind = furniture(words)
        if kind in (Furniture.PAGE, Furniture.CHROME) and following:
            self.leftovers.append(Leftover(line.start, line.end, kind.value if kind else ""))
            return True
        gap = text.count("\n", self.lines[index - 1].end, line.start) > 1
        width = max((max(row.own) for row in self.rows[:3]), default=0) + 1
        if not gap and line.style is None and self._goes_on_last(words, line.end):
            return True
        apart = gap or is_note(words) or is_filled_in(words) or asks_everybody(words)
        if not apart and len(self.rows) > 1 and not following and line.style is None:
            row = self.rows[-1]
            last = max(row.own)
            beside = text[row.own[last].end : line.start].isspace()
            if last + 1 < width and len(row.own) > 1 and beside:
                row.own[last] = row.own[last]._replace(end=line.end)
                return True
        if (
            not following
            or len(words) > _LONGEST_HEADING
            or _ANNEX.match(words)
            or (line.style is not None and self._begins_again(index + 1))
        ):
            return False
        cell = PlacedCell(len(self.rows), 0, 1, width, line.start, line.end)
        self.rows.append(GridRow(cell.row, dict.fromkeys(range(width), cell)))
        return True

    def _goes_on_last(self, words: str, end: int) -> bool:
        """Take a line into the last cell above it where a list of units was torn; tell whether it was."""
        row = self.rows[-1]
        last = max(row.own)
        cell = row.own[last]
        above = self.text[cell.start : cell.end]
        torn = is_torn_list(above, words) or (above[-1] in "、，," and looks_like_units(above + words))
        if not torn or len(self.rows) < 2 or len(row.own) < 2:
            return False
        row.own[last] = cell._replace(end=end)
        return True

    def _goes_on(self, index: int) -> bool:
        """Tell whether a row follows, at once or after more headings."""
        for line in self.lines[index : index + _MOST_HEADINGS]:
            if self._is_row(line):
                return True
            if line.style is None or line.end - line.start > _LONGEST_HEADING:
                return False
        return False

    def _begins_again(self, index: int) -> bool:
        """Tell whether a line has the same cells as the first row: the head of the next table of a kind."""
        cells, _ = _split_row(self.text, self.lines, index, self.mark)
        first = [words_of(self.text, cell) for cell in self.rows[0].cells()]
        return len(first) > 1 and [words for cell in cells if (words := _words(self.text, cell))] == first


def gather_rows(text: str, lines: list[Line], at: int, mark: str = "") -> RowRun:
    """Return the run of rows that begins with the line `at`; `mark` as in `RowRun`."""
    run = RowRun(text, lines, at, mark)
    run.gather()
    return run


def is_comma_head(text: str, line: Line, known: ColumnWords) -> bool:
    """Tell whether a line is the head of a table whose cells have commas between them (a .csv file)."""
    if line.end - line.start > _LONGEST_HEAD_LINE or text.find(COMMA, line.start, line.end) < 0:
        return False
    words = [word.strip().strip('"') for word in text[line.start : line.end].split(COMMA)]
    return sum(known.kind(word) is not None for word in words) * 2 > len(words)


def _split_row(text: str, lines: list[Line], at: int, mark: str = "") -> tuple[list[tuple[int, int]], int]:
    """Return the cells of the row that begins at line `at`, and the line after it.

    A cell in quotation marks may hold line feeds; its stretch is then that between the marks.
    """
    line = lines[at]
    end = text.find("\n", line.end)
    start, end = text.rfind("\n", 0, line.start) + 1, len(text) if end < 0 else end
    mark = mark or "\t"
    if mark == "\t" and any(pipe in text[start:end] for pipe in PIPES):
        start, end = line.start, line.end
        return _split_at(text, start + (text[start] in PIPES), end - (text[end - 1] in PIPES), PIPES), at + 1
    cells: list[tuple[int, int]] = []
    following = at + 1
    place = start
    while True:
        close = _closing_quote(text, place, lines, at, mark) if text.startswith('"', place) else -1
        if close > 0:
            cells.append((place + 1, close))
            stop = close + 1
            if stop > end:
                end = text.find("\n", stop)
                end = len(text) if end < 0 else end
        else:
            stop = text.find(mark, place, end)
            stop = end if stop < 0 else stop
            cells.append((place, stop))
        while following < len(lines) and lines[following].start < stop:
            following += 1
        if stop >= end or text[stop] != mark:
            return cells, following
        place = stop + 1


def _closing_quote(text: str, place: int, lines: list[Line], at: int, mark: str) -> int:
    """Return where the quotation mark closes that opens a cell: before a mark or a line's end, within a few lines."""
    limit = lines[min(at + _MOST_LINES, len(lines)) - 1].end
    close = text.find('"', place + 1, limit)
    while close >= 0:
        if close + 1 >= len(text) or text[close + 1] in f"{mark}\n":
            return close
        close = text.find('"', close + 1, limit)
    return -1


def _split_at(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    at = start
    for place in range(start, end):
        if text[place] in marks:
            cells.append((at, place))
            at = place + 1
    cells.append((at, end))
    return cells


def _words(text: str, cell: tuple[int, int]) -> str:
    return "".join(text[cell[0] : cell[1]].split())
