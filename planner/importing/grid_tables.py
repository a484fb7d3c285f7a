"""Tables read from the cells of a grid: the head in its first rows, section rows, merged cells, totals and notes.

No column is guessed here: a cell stands where the reader found it. A grid without a head that is known stays text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from planner.core.draft import Leftover, Source
from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.document import PlacedCell, PlacedGrid, SourceDocument
from planner.importing.grid_rows import GridRow, grid_rows, passage_of, words_of
from planner.importing.passages import SILENT, Passage
from planner.importing.table_parts import Cell, Row, TableReading, place_row, read_heading, read_heads
from planner.importing.tables import BELOW, is_filled_in, is_note

_HEAD_WITHIN = 10
_DEEPEST_HEAD = 3
_TOTAL = re.compile(r"(?:小|合|总|共)计(?:[（(].{0,12}[）)]|[：:].{0,20})?|总\s*数")
_TOTALS = "合计行"
_LONGEST_HEADING = 60
_HAN_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十百]{1,4}[）)]?[、．.]?")
_KEYS = (Column.NUMBER, Column.TASK, Column.CLASS)


def read_grids(text: str, source: Source, known: ColumnWords) -> list[TableReading]:
    """Return the tables of tasks among the grids of a source."""
    if not isinstance(source, SourceDocument):
        return []
    tables = (read_grid(text, grid, known) for grid in source.grids)
    return [table for table in tables if table is not None]


def without_tables(text: str, tables: Sequence[TableReading]) -> str:
    """Return the text, of the same length, with hair spaces for the tables."""
    parts: list[str] = []
    at = 0
    for table in tables:
        parts.append(text[at : table.start])
        parts.append("".join("\n" if ch == "\n" else SILENT for ch in text[table.start : table.end]))
        at = table.end
    parts.append(text[at:])
    return "".join(parts)


def read_grid(text: str, grid: PlacedGrid, known: ColumnWords) -> TableReading | None:
    """Read one grid, or return None when none of its first rows is the head of a table of tasks."""
    rows = grid_rows(text, grid)
    head = find_head(text, rows, known)
    if head is None:
        return None
    at, depth, columns, kinds = head
    table = TableReading(0, 0, columns, kinds, Passage(text), start=rows[at].span[0])
    while at > 0 and is_filled_in(text[slice(*rows[at - 1].span)]):
        at, depth = at - 1, depth + 1
        table.start = rows[at].span[0]
    table.end = grid.end
    table.head_spans += [row.span for row in rows[at : at + depth]]
    _Body(text, table, rows[at + depth :]).read()
    return table if any(row.cells for row in table.rows) else None


def find_head(
    text: str, rows: Sequence[GridRow], known: ColumnWords
) -> tuple[int, int, list[str], list[Column]] | None:
    """Return the index of the head's first row, how many rows it has, the words of the columns and their kinds."""
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        if sum(known.kind(words_of(text, cell)) is not None for cell in row.cells()) < 2:
            continue
        depth = _head_depth(text, rows, at, known)
        columns = _column_words(text, rows[at : at + depth], known)
        kinds = read_heads(columns, known)
        if kinds is not None:
            return at, depth + _counts_columns(text, rows, at + depth), columns, kinds
    return None


def _head_depth(text: str, rows: Sequence[GridRow], at: int, known: ColumnWords) -> int:
    """Return over how many rows the head goes: as far as a merged cell of it reaches, or while heads stand below."""
    row = rows[at]
    reach = max((cell.row + cell.row_span for cell in row.cells() if cell.row_span <= _DEEPEST_HEAD), default=0)
    depth = 1
    while depth < _DEEPEST_HEAD and at + depth < len(rows):
        below = rows[at + depth]
        cells = below.cells()
        if below.row < reach:
            depth += 1
            continue
        wide = all((above := row.at(cell.column)) is None or above.column_span > 1 for cell in cells)
        heads = all(known.kind(words_of(text, cell)) is not None for cell in cells)
        gaps = all(not words_of(text, row.at(cell.column)) or _is_wide(row, cell) for cell in cells[1:])
        if not (heads and (wide or gaps)):
            break
        depth += 1
    return depth


def _is_wide(row: GridRow, cell: PlacedCell) -> bool:
    """Tell whether a cell below the head begins under a head cell that is merged, or has nothing at its right."""
    above = row.at(cell.column)
    return above is None or above.column_span > 1 or row.at(cell.column + 1) is None


def _column_words(text: str, head: Sequence[GridRow], known: ColumnWords) -> list[str]:
    """Return the words of each column, from the lowest row of the head, with the words above where those tell more."""
    width = max(max(row.own, default=-1) for row in head) + 1
    out: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for row in head:
            words = words_of(text, row.at(column))
            if words and words not in parts:
                parts.append(words)
        out.append(_join_heads(parts, known))
    return out


def _join_heads(parts: list[str], known: ColumnWords) -> str:
    """Return one label for head words that stand above each other."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    joined, below = "".join(parts), parts[-1]
    if known.kind(joined) is not None or known.kind(below) is None:
        return joined if known.kind(joined) is not None else f"{parts[0]}（{below}）"
    return below


def _counts_columns(text: str, rows: Sequence[GridRow], at: int) -> int:
    """Return 1 when the row only numbers the columns (1 2 3 4 …), else 0."""
    words = [words_of(text, cell) for cell in rows[at].cells()] if at < len(rows) else []
    figures = [int(word) for word in words if word.isdigit() and len(word) < 3]
    return int(len(figures) >= 4 and len(figures) == len(words) and all(b == a + 1 for a, b in pairwise(figures)))


class _Body:
    """Reads the rows below a head into the table."""

    def __init__(self, text: str, table: TableReading, rows: Sequence[GridRow]) -> None:
        self.text, self.table, self.rows = text, table, rows
        self.places = [i for i, kind in enumerate(table.kinds)]
        self.key = Column.NUMBER if Column.NUMBER in table.kinds else Column.TASK
        self.han = self._counts_in_han()

    def read(self) -> None:
        """Read all rows; from the first note on the rest stands below the table."""
        for index, row in enumerate(self.rows):
            cells = row.cells()
            words = words_of(self.text, cells[0])
            if len(cells) <= 2 and is_note(words):
                self._set_below(self.rows[index:])
                return
            if [words_of(self.text, cell) for cell in cells] == [word for word in self.table.columns if word]:
                self.table.head_spans.append(row.span)
            elif any(_TOTAL.fullmatch(words_of(self.text, cell)) for cell in cells[:2]):
                self.table.leftovers.append(Leftover(*row.span, _TOTALS))
            elif not self._is_section(row, cells):
                self._add(row, cells)

    def _set_below(self, rows: Sequence[GridRow]) -> None:
        self.table.leftovers += [Leftover(*row.span, BELOW) for row in rows]

    def _counts_in_han(self) -> bool:
        """Tell whether the items themselves are numbered in Chinese figures."""
        if Column.NUMBER not in self.table.kinds:
            return False
        place = self.table.kinds.index(Column.NUMBER)
        numbers = [words_of(self.text, row.own.get(place)) for row in self.rows]
        numbers = [number for number in numbers if number]
        return sum(bool(_HAN_NUMBER.fullmatch(number)) for number in numbers) * 2 > len(numbers)

    def _kind(self, cell: PlacedCell) -> Column:
        return self.table.kinds[min(cell.column, len(self.table.kinds) - 1)]

    def _is_section(self, row: GridRow, cells: Sequence[PlacedCell]) -> bool:
        """Take a row that is a heading, and tell whether it was one.

        One cell merged over most columns or alone at the left, or a Chinese number and a title and nothing else.
        """
        kinds = [self._kind(cell) for cell in cells]
        held = {self.table.kinds[c] for c in row.held if c < len(self.table.kinds)} - {Column.OTHER}
        if held & {Column.NUMBER, Column.TASK, *UNIT_COLUMNS}:
            return False
        words = words_of(self.text, cells[-1])
        if len(words) > _LONGEST_HEADING or any(cell.row_span > 1 for cell in cells):
            return False
        if len(cells) == 1:
            wide = cells[0].column_span * 2 > len(self.table.kinds)
            alone = kinds[0] is Column.NUMBER or (kinds[0] in _KEYS and self.key is Column.NUMBER)
            marked = bool(_HAN_NUMBER.match(words)) and words[:1] not in "一" * (kinds[0] is not Column.TASK)
            if not (wide or alone or (marked and kinds[0] in _KEYS)):
                return False
            heading = read_heading(self.text, passage_of(self.text, cells[0]))
        elif len(cells) == 2 and kinds[0] is Column.NUMBER and kinds[1] in _KEYS and not self.han:
            if not _HAN_NUMBER.fullmatch(words_of(self.text, cells[0])):
                return False
            heading = read_heading(self.text, Passage(self.text, [(cells[0].start, cells[1].end)]))
            if heading.number is None:
                number = (cells[0].start, cells[0].end)
                rank = read_heading(self.text, Passage(self.text, [number])).rank
                heading.passage, heading.number, heading.rank = passage_of(self.text, cells[1]), number, rank
        else:
            return False
        self.table.rows.append(Row(headings=[heading]))
        self.table.classes.clear()
        return True

    def _add(self, row: GridRow, cells: Sequence[PlacedCell]) -> None:
        """Add a row of an item, with the cells that reach down into it from above."""
        table = self.table
        goes_on = any(table.kinds[c] is self.key for c in row.held if c < len(table.kinds))
        found = [Cell(self._kind(cell), self._label(cell), passage_of(self.text, cell)) for cell in cells]
        if not goes_on:
            seen: set[int] = set()
            for column, cell in sorted(row.held.items()):
                kind = self._kind(cell)
                if column < len(table.kinds) and kind not in _KEYS and id(cell) not in seen:
                    found.append(Cell(kind, self._label(cell), passage_of(self.text, cell)))
                seen.add(id(cell))
        place_row(table, Row(found), goes_on=goes_on)

    def _label(self, cell: PlacedCell) -> str:
        return self.table.columns[min(cell.column, len(self.table.columns) - 1)]
