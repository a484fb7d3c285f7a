"""A table while it is read: its columns, its rows, and the cells of which they consist."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.core.draft import Leftover
from planner.importing.columns import Column, column_kind
from planner.importing.faults import Doubt
from planner.importing.passages import Passage

PIPES = "|｜│┃"


@dataclass(slots=True)
class Cell:
    """A cell: its column's kind, the column's words, and its text."""

    kind: Column
    label: str
    passage: Passage


@dataclass(slots=True)
class Row:
    """A row as cells; `heading` is a section row or a new class above it, `number` the place of its mark."""

    cells: list[Cell] = field(default_factory=list)
    heading: Passage | None = None
    number: tuple[int, int] | None = None
    open_ended: bool = False


@dataclass(slots=True)
class TableReading:
    """A table and the lines it takes, from `first` up to `last`."""

    first: int
    last: int
    columns: list[str]
    kinds: list[Column]
    heading: Passage
    head_spans: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    start: int = 0
    last_class: str = ""


def read_heads(words: Sequence[str]) -> list[Column] | None:
    """Return the kinds of a head row, unknown columns as OTHER; None when the row is no head."""
    kinds = [column_kind(word) for word in words]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < 2 or len(known) * 2 < len(kinds) or not (set(known) - {Column.NUMBER, Column.OTHER}):
        return None
    if len(known) == 2 and len(kinds) > 3:
        return None
    return _one_task(_one_pair(words, [kind or Column.OTHER for kind in kinds]))


def _one_pair(words: Sequence[str], kinds: list[Column]) -> list[Column]:
    """Leave one pair of role columns, that of the offices inside the bureau; the other pair is kept as plain cells."""
    out = list(kinds)
    for role in (Column.LEAD, Column.PARTNER):
        places = [i for i, kind in enumerate(kinds) if kind is role]
        inner = [i for i in places if any(mark in words[i] for mark in ("内", "科室", "处室", "股室"))]
        if len(places) > 1:
            out = [Column.OTHER if i in places and i != (inner or places)[0] else kind for i, kind in enumerate(out)]
    return out


def _one_task(kinds: list[Column]) -> list[Column]:
    """Leave one task column: the first; later ones hold content, and a table without one takes its content as task."""
    if Column.TASK not in kinds:
        place = next((i for i, kind in enumerate(kinds) if kind is Column.CONTENT), None)
        if place is None:
            place = next((i for i, kind in enumerate(kinds) if kind in (Column.CLASS, Column.OTHER)), None)
        if place is not None:
            kinds[place] = Column.TASK
    first = kinds.index(Column.TASK) if Column.TASK in kinds else -1
    return [Column.CONTENT if kind is Column.TASK and i != first else kind for i, kind in enumerate(kinds)]


def place_row(table: TableReading, row: Row) -> None:
    """Add a row: a new class opens a section, and cells without a number and a task belong to the row above."""
    classes = [cell for cell in row.cells if cell.kind is Column.CLASS]
    row.cells = [cell for cell in row.cells if cell.kind is not Column.CLASS]
    kinds = {cell.kind for cell in row.cells}
    if classes and classes[0].passage.text == table.last_class:
        row.cells += [Cell(Column.OTHER, cell.label, cell.passage) for cell in classes]
    elif classes:
        row.heading = classes[0].passage
        table.last_class = row.heading.text
    elif (
        table.rows and table.rows[-1].cells and not kinds & {Column.TASK, Column.NUMBER} and Column.TASK in table.kinds
    ):
        table.rows[-1].cells += row.cells
        return
    table.rows.append(row)
