"""Tables that a page break tore: the next grid goes on with the columns of the one before, and with its last row."""

import re
from collections.abc import Sequence

from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.grid_rows import GridRow, passage_of, words_of
from planner.importing.table_body import TableBody
from planner.importing.table_heads import find_head
from planner.importing.table_parts import Cell, Row, TableReading

_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]"
)
_CLOSED = "。；！？"


def carries_on(text: str, table: TableReading, rows: Sequence[GridRow], known: ColumnWords) -> bool:
    """Add the rows of a grid to the table right before it, if they go on with it; tell whether they did."""
    head = find_head(text, rows, known)
    if head is not None and (head.at or head.columns != table.columns):
        return False
    width = max(max(row.own) for row in rows) + 1
    if head is None and not (len(table.kinds) - 1 <= width <= len(table.kinds) and len(table.kinds) > 2):
        return False
    if head is None and not _fits(text, table, rows):
        return False
    depth = head.depth if head is not None else 0
    table.head_spans += [row.span for row in rows[:depth]]
    body = rows[depth:]
    if body and _is_torn(text, table, body[0]):
        _join(text, table, body[0])
        body = body[1:]
    TableBody(text, table, body).read()
    return True


def _fits(text: str, table: TableReading, rows: Sequence[GridRow]) -> bool:
    """Tell whether rows without a head count on where the table ended."""
    if Column.NUMBER not in table.kinds:
        return False
    place = table.kinds.index(Column.NUMBER)
    numbers = [int(words) for row in rows if (words := words_of(text, row.own.get(place)).rstrip(".．、")).isdecimal()]
    last = [
        int(words)
        for row in table.rows
        for cell in row.cells
        if cell.kind is Column.NUMBER and (words := cell.passage.text.strip().rstrip(".．、")).isdecimal()
    ]
    return bool(numbers and last) and numbers[0] in (last[-1] + 1, 1)


def _is_torn(text: str, table: TableReading, row: GridRow) -> bool:
    """Tell whether a row without a number is the rest of the last row of the page before."""
    if Column.NUMBER not in table.kinds or not table.rows or not table.rows[-1].cells:
        return False
    cells = row.cells()
    if any(table.kinds[min(cell.column, len(table.kinds) - 1)] is Column.NUMBER for cell in cells):
        return False
    if any(cell.column_span > 1 or _HEADING.match(text, cell.start) for cell in cells[:1]):
        return False
    before = {cell.label: cell.passage.text for cell in table.rows[-1].cells}
    labels = [table.columns[min(cell.column, len(table.columns) - 1)] for cell in cells]
    return any(before.get(label, "。").rstrip()[-1:] not in _CLOSED for label in labels)


def _join(text: str, table: TableReading, row: GridRow) -> None:
    last: Row = table.rows[-1]
    for cell in row.cells():
        place = min(cell.column, len(table.kinds) - 1)
        kind, passage = table.kinds[place], passage_of(text, cell)
        above = next((found for found in last.cells if found.label == table.columns[place]), None)
        if above is None:
            last.cells.append(Cell(kind, table.columns[place], passage))
            continue
        for order, piece in enumerate(passage.pieces):
            apart = order > 0 or (kind in UNIT_COLUMNS and above.passage.text[-1:] not in "、，,；;")
            above.passage.add(*piece, joined_by="\n" if apart else None)
