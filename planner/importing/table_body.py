"""The rows below a table's head: headings, totals, notes, and the cells of each item, merged ones filled down."""

import re
from collections.abc import Sequence

from planner.core.draft import Leftover
from planner.importing.columns import UNIT_COLUMNS, Column
from planner.importing.document import PlacedCell
from planner.importing.grid_rows import GridRow, passage_of, words_of
from planner.importing.table_edges import BELOW, TOTALS, is_note, is_total
from planner.importing.table_parts import Cell, Row, TableReading, place_row, rank_of, read_heading

_LONGEST_HEADING = 60
_LONGEST_TITLE_HEADING = 30
_HAN_NUMBER = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[）)]?[、．.]?|第[一二三四五六七八九十]{1,3}(?:部分|章|篇|类)"
)
_HAN_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|篇|类)"
)
_KEYS = (Column.NUMBER, Column.TASK, Column.CLASS)


class TableBody:
    """Reads rows into a table whose head is known."""

    def __init__(self, text: str, table: TableReading, rows: Sequence[GridRow]) -> None:
        self.text, self.table, self.rows = text, table, rows
        self.key = Column.NUMBER if Column.NUMBER in table.kinds else Column.TASK
        self.han = self._counts_in_han()

    def read(self) -> None:
        """Read all rows; from the first note on the rest stands below the table."""
        heads = [word for word in self.table.columns if word]
        for index, row in enumerate(self.rows):
            cells = row.cells()
            words = [words_of(self.text, cell) for cell in cells]
            if len(cells) <= 2 and self.table.rows and is_note(words[0]):
                self.table.leftovers += [Leftover(*below.span, BELOW) for below in self.rows[index:]]
                return
            if words == heads or (len(words) > 2 and words == heads[: len(words)]):
                self.table.head_spans.append(row.span)
            elif any(is_total(word) for word in words[:2]):
                self.table.leftovers.append(Leftover(*row.span, TOTALS))
            elif not self._take_heading(row, cells):
                self._add(row, cells)

    def _counts_in_han(self) -> bool:
        """Tell whether the items themselves are numbered in Chinese figures."""
        if Column.NUMBER not in self.table.kinds:
            return False
        place = self.table.kinds.index(Column.NUMBER)
        units = [column for column, kind in enumerate(self.table.kinds) if kind in UNIT_COLUMNS]
        rows = [row for row in self.rows if not units or any(row.at(column) for column in units)]
        numbers = [words for row in rows if (words := words_of(self.text, row.own.get(place)))]
        return sum(bool(_HAN_NUMBER.fullmatch(number)) for number in numbers) * 2 > len(numbers)

    def _kind(self, column: int) -> Column:
        return self.table.kinds[min(column, len(self.table.kinds) - 1)]

    def _take_heading(self, row: GridRow, cells: Sequence[PlacedCell]) -> bool:
        """Take a row that is a heading, and tell whether it was one.

        One cell merged over most columns or alone at the left, or a Chinese number with a title and nothing else.
        """
        held = {self._kind(column) for column in row.held}
        words = words_of(self.text, cells[-1])
        if held & {Column.NUMBER, Column.TASK, *UNIT_COLUMNS} or len(words) > _LONGEST_HEADING:
            return False
        if any(cell.row_span > 1 for cell in cells) or len(self.table.kinds) < 3:
            return False
        if len(cells) == 1 and self._heads_alone(cells[0], words):
            heading = read_heading(self.text, passage_of(self.text, cells[0]))
        elif len(cells) == 2 and self._heads_with_number(cells):
            heading = read_heading(self.text, passage_of(self.text, cells[1]))
            heading.number = (cells[0].start, cells[0].end)
            heading.rank = rank_of(words_of(self.text, cells[0]))
        else:
            return False
        self.table.rows.append(Row(headings=[heading]))
        self.table.classes.clear()
        return True

    def _heads_alone(self, cell: PlacedCell, words: str) -> bool:
        kind = self._kind(cell.column)
        if cell.column_span * 2 > len(self.table.kinds) or _HAN_MARK.match(words):
            return kind in _KEYS or cell.column_span > 1
        if kind is Column.NUMBER:
            return not words.rstrip(".．、").isdigit()
        left = kind in _KEYS or cell.column == 0
        return left and (self.key is Column.NUMBER or len(words) <= _LONGEST_TITLE_HEADING) and words[-1] not in "。；"

    def _heads_with_number(self, cells: Sequence[PlacedCell]) -> bool:
        return (
            not self.han
            and self._kind(cells[0].column) is Column.NUMBER
            and (self._kind(cells[1].column) in _KEYS or cells[1].column_span * 2 > len(self.table.kinds))
            and bool(_HAN_NUMBER.fullmatch(words_of(self.text, cells[0])))
        )

    def _add(self, row: GridRow, cells: Sequence[PlacedCell]) -> None:
        """Add a row of an item, with the cells that reach down into it from above."""
        held = {self._kind(column) for column in row.held}
        goes_on = self.key in held and not any(self._kind(cell.column) is Column.TASK for cell in cells)
        number = self._class_number(cells)
        taken = [cell for cell in cells if cell is not number]
        if not goes_on:
            taken += {cell.column: cell for cell in row.held.values() if self._kind(cell.column) not in _KEYS}.values()
            taken.sort(key=lambda cell: cell.column)
        found = [self._cell(cell) for cell in taken]
        place_row(self.table, Row(found), goes_on=goes_on, class_number=(number.start, number.end) if number else None)

    def _class_number(self, cells: Sequence[PlacedCell]) -> PlacedCell | None:
        """Return the number cell that is merged over the same rows as the class beside it, and over several tasks."""
        by_kind = {self._kind(cell.column): cell for cell in reversed(cells)}
        number, of_class, task = (by_kind.get(kind) for kind in (Column.NUMBER, Column.CLASS, Column.TASK))
        if number is None or of_class is None or number.row_span == 1 or number.row_span != of_class.row_span:
            return None
        return number if task is not None and task.row_span < number.row_span else None

    def _cell(self, cell: PlacedCell) -> Cell:
        place = min(cell.column, len(self.table.kinds) - 1)
        return Cell(self.table.kinds[place], self.table.columns[place], passage_of(self.text, cell))
