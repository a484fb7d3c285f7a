"""Tables read from the cells of a grid: the head in its first rows, the rows below it, titles and notes around it.

No column is guessed here: a cell stands where the reader found it. A grid without a head that is known stays text.
"""

from collections.abc import Sequence

from planner.core.draft import Source
from planner.importing.columns import ColumnWords
from planner.importing.document import PlacedGrid, SourceDocument
from planner.importing.grid_rows import grid_rows
from planner.importing.passages import SILENT, Passage
from planner.importing.table_body import TableBody
from planner.importing.table_edges import is_filled_in
from planner.importing.table_heads import find_head
from planner.importing.table_parts import TableReading


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
        parts.append("\n".join(SILENT * len(line) for line in text[table.start : table.end].split("\n")))
        at = table.end
    parts.append(text[at:])
    return "".join(parts)


def read_grid(text: str, grid: PlacedGrid, known: ColumnWords) -> TableReading | None:
    """Read one grid, or return None when none of its first rows is the head of a table of tasks."""
    rows = grid_rows(text, grid)
    head = find_head(text, rows, known)
    if head is None:
        return None
    at, below = head.at, head.at + head.depth
    while at > 0 and is_filled_in(text[slice(*rows[at - 1].span)]):
        at -= 1
    start = rows[at].span[0]
    table = TableReading(0, 0, head.columns, head.kinds, Passage(text), start=start, end=grid.end)
    table.head_spans += [row.span for row in rows[at:below]]
    TableBody(text, table, rows[below:]).read()
    return table if any(row.cells for row in table.rows) else None
