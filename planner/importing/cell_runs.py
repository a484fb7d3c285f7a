"""The cells of a table that has one cell per line, in order: what stands between them, and where the table ends."""

import re
from abc import ABC, abstractmethod

from planner.core.draft import Leftover
from planner.importing.closing import asks_everybody
from planner.importing.columns import UNIT_COLUMNS, Column
from planner.importing.furniture import Furniture, furniture
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.passages import Passage
from planner.importing.rows import fits_column
from planner.importing.table_parts import PIPES, Heading, TableReading, rank_of, read_heading

NUMBER = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
_MOST_CELLS = 30
_LONGEST_HEADING = 40
_LONGEST_CELL = 300
_LOOK_AHEAD = 12
_ROWS_AHEAD = 2
_MOST_FURNITURE = 6
_HAN = re.compile(r"[一二三四五六七八九十]{1,3}")
_PAGE_KINDS = (Furniture.PAGE, Furniture.CHROME)


class _Run(ABC):
    """The lines below a head, with the marks of pages and the heads repeated among them.

    What is `passed` belongs to the table only when a further row follows.
    """

    def __init__(self, text: str, lines: list[Line], table: TableReading) -> None:
        self.text, self.lines, self.table = text, lines, table
        self.cells: list[Passage] = []
        self.headings: list[tuple[int, Heading]] = []
        self.head = "".join("".join(text[slice(*span)].split()) for span in table.head_spans)
        for pipe in PIPES:
            self.head = self.head.replace(pipe, "")
        self._passed: list[tuple[int, Leftover | None]] = []

    def words(self, index: int) -> str:
        line = self.lines[index]
        return self.text[line.start : line.end]

    def is_pipe(self, index: int) -> bool:
        return self.words(index) in tuple(PIPES)

    def pass_head(self, index: int) -> int:
        """Pass the head where it stands a second time, whatever its lines; return the line after it."""
        at, found = index, ""
        while at < len(self.lines) and len(found) < len(self.head):
            if not self.is_pipe(at):
                found += "".join(self.words(at).split())
            if not self.head.startswith(found):
                return index
            at += 1
        if found != self.head:
            return index
        while at < len(self.lines) and self.is_pipe(at) and self.is_pipe(index + 1):
            at += 1
        self._passed += [(line, None) for line in range(index, at)]
        return at

    def pass_page(self, index: int) -> int:
        """Pass the marks of a page's end that have the table's head, or a further row, behind them."""
        at = index
        passed: list[tuple[int, Leftover | None]] = []
        while at < len(self.lines) and at - index < _MOST_FURNITURE:
            kind = furniture(self.words(at))
            if kind not in _PAGE_KINDS or self.goes_on(at):
                break
            line = self.lines[at]
            passed.append((at, Leftover(line.start, line.end, kind.value if kind else "")))
            at += 1
        if at == index or at >= len(self.lines):
            return index
        after = self.pass_head(at)
        bare = all(NUMBER.fullmatch(self.words(line)) for line, _ in passed)
        if after == at and not (self.goes_on(at) if bare else self.comes_soon(at)):
            return index
        self._passed += passed
        return after

    @abstractmethod
    def goes_on(self, index: int) -> bool:
        """Tell whether a row of the table begins with a line."""

    @abstractmethod
    def comes_soon(self, index: int) -> bool:
        """Tell whether the table goes on behind a page's mark: a row begins there, or the rest of one."""

    def settle(self, last: int) -> None:
        """Take what was passed before the line `last` into the table."""
        for index, left in self._passed:
            if index >= last:
                continue
            if left is not None:
                self.table.leftovers.append(left)
            else:
                line = self.lines[index]
                self.table.head_spans.append((line.start, line.end))


class CellRun(_Run):
    """Cells of a table with running numbers, or with marks between its cells."""

    def __init__(
        self, text: str, lines: list[Line], table: TableReading, *, tabbed: bool = False, piped: bool = False
    ) -> None:
        super().__init__(text, lines, table)
        self.tabbed, self.piped = tabbed, piped
        self.last = table.last
        self.expected = 1
        self.since = 0
        self.closed = True

    def read(self) -> None:
        """Take lines up to the end of the table."""
        index = self.last
        while index < len(self.lines):
            if self.piped and self.is_pipe(index):
                self._close(index)
                index += 1
                continue
            after = self._pass(index)
            if after > index:
                self.closed, index = True, after
                continue
            if not self._take(index):
                break
            index += 1
        self.last = index
        self.settle(index)

    def _close(self, index: int) -> None:
        if self.closed:
            self.cells.append(Passage(self.text))
            self.since += 1
        self.closed = True
        line = self.lines[index]
        self.table.head_spans.append((line.start, line.end))

    def _pass(self, index: int) -> int:
        """Return the line after a heading, a repeated head or the marks of a page that begin with a line."""
        after = self.pass_head(index) if self.cells else index
        if after == index:
            after = self.pass_page(index)
        if after > index or (self.cells and self.since < len(self.table.kinds) - 1):
            return after
        heading = self._heading_at(index)
        if heading is None:
            return index
        self.headings.append((len(self.cells), heading[0]))
        return heading[1]

    def _take(self, index: int) -> bool:
        """Take a line as a cell or as the rest of one; return False where the table has ended."""
        kinds, count = self.table.kinds, len(self.table.kinds)
        line = self.lines[index]
        opens = self.closed if self.piped else not self.tabbed or self.text[line.start - 1] == "\t"
        if opens and self._is_expected(index):
            self.expected, self.since = self.expected + 1, 0
        elif Column.NUMBER not in kinds and opens and self.since >= count and self.fits_row(index):
            self.since = 0
        elif self._lengthens(opens):
            pass
        elif (opens and self._ends(index)) or (
            not opens and self.tabbed and self.text.count("\n", self.lines[index - 1].end, line.start) > 1
        ):
            return False
        if opens or not self.cells:
            self.cells.append(Passage(self.text))
            self.since += 1
        self.cells[-1].add(line.start, line.end)
        self.closed = False
        return True

    def _lengthens(self, opens: bool) -> bool:
        """Tell whether a full row is longer than its columns: its last cell does not fit where it would stand."""
        if not opens or not self.cells or self.tabbed or self.piped:
            return False
        kinds = self.table.kinds
        return len(kinds) <= self.since < _MOST_CELLS and not fits_column(self.cells[-1].text, kinds[-1])

    def _is_expected(self, index: int) -> bool:
        if Column.NUMBER not in self.table.kinds:
            return False
        line = self.lines[index]
        found = NUMBER.fullmatch(self.text, line.start, line.end)
        return found is not None and int(found[1]) == self.expected

    def goes_on(self, index: int) -> bool:
        """Tell whether the next number stands in a line, where no head follows that makes it a page's number."""
        if self.cells and index + 1 < len(self.lines) and self._head_at(index + 1):
            return False
        return self._is_expected(index)

    def _head_at(self, index: int) -> bool:
        kept = len(self._passed)
        found = self.pass_head(index) > index
        del self._passed[kept:]
        return found

    def comes_soon(self, index: int) -> bool:
        """Tell whether the next number stands close behind a page's mark, or without numbers, the next closed cell."""
        if self.piped and Column.NUMBER not in self.table.kinds:
            return any(self.is_pipe(later) for later in range(index, min(index + 2, len(self.lines))))
        return any(self._is_expected(later) for later in range(index, min(index + _MOST_CELLS, len(self.lines))))

    def fits_row(self, index: int) -> bool:
        """Tell whether the next lines are one more row of a table without numbers: units stand where they belong."""
        kinds = self.table.kinds
        part = self.lines[index : index + len(kinds)]
        if len(part) < len(kinds) or any(line.style is not None and line.style <= Style.HAN_BRACKET for line in part):
            return False
        return all(
            fits_column(self.text[line.start : line.end], kind)
            for line, kind in zip(part, kinds, strict=True)
            if kind in UNIT_COLUMNS or kind is Column.DEADLINE
        )

    def _heading_at(self, index: int) -> tuple[Heading, int] | None:
        """Return the heading that begins at a line, before the next number, and the line after it.

        It has a Chinese number, with its words in the same line or in the next.
        """
        line = self.lines[index]
        words = self.words(index)
        if line.end - line.start > _LONGEST_HEADING:
            return None
        bare = line.rest >= line.end if line.style is not None else _HAN.fullmatch(words) is not None
        if line.style > Style.HAN_BRACKET if line.style is not None else not bare:
            return None
        parts = [at for at in range(index, min(index + 8, len(self.lines))) if not self.is_pipe(at)]
        place = 2 if bare else 1
        if len(parts) <= place or not self._is_expected(parts[place]):
            return None
        if bare:
            title = self.lines[parts[1]]
            passage = Passage(self.text, [(title.start, title.end)])
            return Heading(passage, (line.start, line.end), rank_of(words)), parts[place]
        return read_heading(self.text, Passage(self.text, [(line.mark, line.end)])), parts[place]

    def _ends(self, index: int) -> bool:
        """Tell whether the table ended before a line: its last row is full and no further row begins close by."""
        line = self.lines[index]
        full = self.since >= len(self.table.kinds)
        figure = NUMBER.fullmatch(self.text, line.start, line.end) is not None
        if furniture(self.words(index)) is not None and (full or not figure):
            return True
        if line.style is not None and line.style <= Style.HAN_BRACKET and not self.tabbed:
            return True
        if not full:
            return False
        if self.tabbed or self.piped:
            return self.text[line.start - 1] != "\t" and self.tabbed
        return not any(self._is_expected(later) for later in range(index, min(index + _LOOK_AHEAD, len(self.lines))))


class EvenRun(_Run):
    """Cells of a table without numbers; `ends` are the lines after each, and where the rows end is told by folding."""

    def __init__(self, text: str, lines: list[Line], table: TableReading) -> None:
        super().__init__(text, lines, table)
        self.ends: list[int] = []

    def read(self) -> None:
        """Take lines while they can be cells."""
        index, without = self.table.last, 0
        while index < len(self.lines):
            after = self.pass_head(index) if self.cells else index
            after = self.pass_page(index) if after == index else after
            if after > index:
                index = after
                continue
            line = self.lines[index]
            words = self.words(index)
            if furniture(words) is not None or len(words) > _LONGEST_CELL or asks_everybody(words):
                return
            if line.style is not None and line.style <= Style.HAN_BRACKET:
                if line.end - line.start > _LONGEST_HEADING or not self.comes_soon(index + 1):
                    return
                passage = Passage(self.text, [(line.mark, line.end)])
                self.headings.append((len(self.cells), read_heading(self.text, passage)))
                index += 1
                continue
            if fits_column(words, Column.RESPONSIBLE):
                without = 0
            without += 1
            if without > _MOST_CELLS:
                return
            self.cells.append(Passage(self.text, [(line.start, line.end)]))
            self.ends.append(index + 1)
            index += 1

    def goes_on(self, index: int) -> bool:
        """Tell whether a row can begin with a line: any line that is no page's mark."""
        return furniture(self.words(index)) is None

    def comes_soon(self, index: int) -> bool:
        """Tell whether units stand in one of the next lines, as in a row."""
        return any(
            fits_column(self.words(later), Column.RESPONSIBLE)
            for later in range(index, min(index + _ROWS_AHEAD * len(self.table.kinds), len(self.lines)))
        )
