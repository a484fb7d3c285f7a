"""Tables whose cells have only blanks between them: a head of known columns, then rows told by their numbers.

Where there are no numbers, a row has as many cells as the head has columns, and units where units belong.
"""

import re
from dataclasses import dataclass, field

from planner.core.draft import Leftover
from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.furniture import Furniture, furniture
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.passages import Passage
from planner.importing.rows import align_cells, fits_column
from planner.importing.table_parts import Cell, Row, TableReading, place_row, read_heading, read_heads
from planner.importing.unit_lists import is_torn_list

_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
_TOKEN = re.compile(r"\S+")
_WIDE_TOKEN = re.compile(r"\S+(?:[ \u3000\xa0]\S+)*")
_LONGEST_HEADING = 40
_LONGEST_HEAD_LINE = 160
_MOST_LINES = 8
_FEWEST_ROWS = 3

_Place = tuple[int, int]


def read_spaced(text: str, lines: list[Line], at: int, known: ColumnWords) -> TableReading | None:
    """Read a table whose cells have only blanks between them, if its head is the line `at`."""
    head = (lines[at].start, lines[at].end)
    if head[1] - head[0] > _LONGEST_HEAD_LINE:
        return None
    wide = [found.span() for found in _WIDE_TOKEN.finditer(text, *head)]
    tokens = [found.span() for found in _TOKEN.finditer(text, *head)]
    is_wide = len(wide) > 2 or len(wide) == len(tokens)
    columns = ["".join(text[slice(*place)].split()) for place in (wide if is_wide else tokens)]
    unknown = sum(known.kind(words) is None for words in columns)
    if len(columns) < 2 or unknown > (1 if len(columns) > 3 else 0):
        return None
    kinds = read_heads(columns, known)
    if kinds is None or ((unknown or len(kinds) == 2) and not set(kinds) & set(UNIT_COLUMNS)):
        return None
    table = TableReading(at, at + 1, columns, kinds, Passage(text), [head])
    reader = _SpacedRows(text, lines, table, _WIDE_TOKEN if is_wide else _TOKEN)
    if Column.NUMBER in kinds and not unknown:
        reader.read_numbered()
    else:
        reader.read_even()
    return table if any(row.cells for row in table.rows) else None


@dataclass(slots=True)
class _SpacedRows:
    """Reads the rows below a head; `passed` are lines of page marks whose place in the table is not yet certain."""

    text: str
    lines: list[Line]
    table: TableReading
    token: re.Pattern[str]
    passed: list[Leftover] = field(default_factory=list)

    def read_numbered(self) -> None:
        """Take rows by their numbers, with what stands between them."""
        at, expected = self.table.last, 1
        while at < len(self.lines):
            after = self._row_at(at, expected)
            if after is not None:
                cells = self._cells(at, after)
                self._settle(after)
                self._place(cells, self._columns(cells))
                number = next((int(found[1]) for cell in cells[:3] if (found := self._number(cell))), expected)
                at, expected = after, number + 1
            elif self._is_head(at):
                self.passed.append(Leftover(self.lines[at].start, self.lines[at].end, ""))
                at += 1
            elif self._heads_section(at, expected):
                self._settle(at + 1)
                self.table.rows.append(Row(headings=[read_heading(self.text, self._whole(at))]))
                self.table.classes.clear()
                at += 1
            elif self._is_furniture(at, expected):
                at += 1
            else:
                return

    def _columns(self, cells: list[_Place]) -> list[int]:
        """Return the columns of the cells of a row: in order where wide blanks part as many as there are."""
        if self.token is _WIDE_TOKEN and len(cells) == len(self.table.kinds):
            return list(range(len(cells)))
        return align_cells([self.text[slice(*cell)] for cell in cells], self.table.kinds)

    def read_even(self) -> None:
        """Take rows that have a cell for every column, with units where units belong."""
        kinds, at = self.table.kinds, self.table.last
        rows: list[tuple[int, list[_Place]]] = []
        while at < len(self.lines):
            if rows and self._passes(at):
                at += 1
                continue
            cells = self._tokens(at)
            units = [self.text[slice(*cell)] for cell, kind in zip(cells, kinds, strict=False) if kind in UNIT_COLUMNS]
            if len(cells) != len(kinds) or not all(fits_column(words, Column.RESPONSIBLE) for words in units):
                break
            rows.append((at, cells))
            at += 1
        if len(rows) < _FEWEST_ROWS:
            return
        for index, cells in rows:
            self._settle(index + 1)
            self._place(cells, list(range(len(cells))))

    def _tokens(self, at: int) -> list[_Place]:
        line = self.lines[at]
        return [found.span() for found in self.token.finditer(self.text, line.start, line.end)]

    def _number(self, cell: _Place) -> re.Match[str] | None:
        return _NUMBER.fullmatch(self.text, *cell)

    def _starts(self, at: int, expected: int) -> bool:
        """Tell whether a row begins with a line: its number where numbers belong, or before, for want of a class."""
        place = self.table.kinds.index(Column.NUMBER)
        cells = self._tokens(at)
        for order, cell in enumerate(cells[: place + 1]):
            found = self._number(cell)
            if found is not None:
                return order + 1 < len(cells) or int(found[1]) == expected
        return False

    def _row_at(self, at: int, expected: int) -> int | None:
        """Return the line after the row that begins at a line: a cell may go on over the next lines."""
        if not self._starts(at, expected):
            return None
        after, count = at + 1, len(self._tokens(at))
        while after < min(len(self.lines), at + _MOST_LINES) and count < len(self.table.kinds):
            line = self.lines[after]
            if self._starts(after, expected + 1) or line.style is not None or self._is_head(after):
                break
            if furniture(self.text[line.start : line.end]) is not None:
                break
            count += len(self._tokens(after))
            after += 1
        return after

    def _cells(self, at: int, after: int) -> list[_Place]:
        """Return the cells of a row; a name of units torn at the end of a line is one cell again."""
        out: list[_Place] = []
        for index in range(at, after):
            cells = self._tokens(index)
            if out and cells and self._is_torn(out[-1], cells[0]):
                out[-1] = (out[-1][0], cells[0][1])
                cells = cells[1:]
            out += cells
        return out

    def _is_torn(self, above: _Place, below: _Place) -> bool:
        return is_torn_list(self.text[slice(*above)], self.text[slice(*below)])

    def _is_head(self, at: int) -> bool:
        line = self.lines[at]
        return "".join(self.text[line.start : line.end].split()) == "".join(self.table.columns)

    def _heads_section(self, at: int, expected: int) -> bool:
        line = self.lines[at]
        if line.style is None or line.style > Style.HAN_BRACKET or line.end - line.start > _LONGEST_HEADING:
            return False
        following = range(at + 1, min(at + 3, len(self.lines)))
        return any(self._starts(index, expected) for index in following)

    def _is_furniture(self, at: int, expected: int) -> bool:
        """Pass over a page mark that has a row of the table after it; tell whether it was one."""
        line = self.lines[at]
        kind = furniture(self.text[line.start : line.end])
        if kind is None and _NUMBER.fullmatch(self.text, line.start, line.end):
            kind = Furniture.PAGE
        following = range(at + 1, min(at + 4, len(self.lines)))
        if kind not in (Furniture.PAGE, Furniture.CHROME) or not any(
            self._starts(index, expected) for index in following
        ):
            return False
        self.passed.append(Leftover(line.start, line.end, kind.value))
        return True

    def _passes(self, at: int) -> bool:
        """Pass over a repeated head or a page's mark in a table without numbers."""
        line = self.lines[at]
        kind = furniture(self.text[line.start : line.end])
        if not self._is_head(at) and kind is not Furniture.PAGE:
            return False
        self.passed.append(Leftover(line.start, line.end, kind.value if kind is not None else ""))
        return True

    def _whole(self, at: int) -> Passage:
        return Passage(self.text, [(self.lines[at].mark, self.lines[at].end)])

    def _settle(self, last: int) -> None:
        """Let the table reach up to a line, with the marks of pages and repeated heads passed on the way."""
        self.table.last = last
        for left in self.passed:
            if left.reason:
                self.table.leftovers.append(left)
            else:
                self.table.head_spans.append((left.start, left.end))
        self.passed.clear()

    def _place(self, cells: list[_Place], places: list[int]) -> None:
        row = Row()
        for place, cell in zip(places, cells, strict=True):
            label = self.table.columns[place]
            if row.cells and row.cells[-1].label == label:
                apart = "\n" in self.text[row.cells[-1].passage.pieces[-1][1] : cell[0]]
                row.cells[-1].passage.add(*cell, joined_by=None if apart else " ")
            else:
                passage = Passage(self.text)
                for start, end in self._pieces(cell):
                    passage.add(start, end, joined_by="")
                row.cells.append(Cell(self.table.kinds[place], label, passage))
        place_row(self.table, row)

    def _pieces(self, cell: _Place) -> list[_Place]:
        """Return the stretches of a cell that was torn at the end of a line."""
        at = cell[0]
        out: list[_Place] = []
        for part in self.text[slice(*cell)].split("\n"):
            stripped = part.strip()
            if stripped:
                start = at + part.index(stripped)
                out.append((start, start + len(stripped)))
            at += len(part) + 1
        return out
