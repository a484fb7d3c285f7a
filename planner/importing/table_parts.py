"""A table while it is read: its columns, its rows, and the cells of which they consist."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from planner.core.draft import Leftover
from planner.importing.cell_texts import read_cell_text
from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords, is_remark
from planner.importing.faults import Doubt
from planner.importing.marks import MARK, STYLES, Style, mark_value
from planner.importing.passages import Passage

PIPES = "|｜│┃"
CLASS_RANK = 1000
_STEP = 10
_UNMARKED = 55
_MARK = re.compile(MARK)
_FIGURES = re.compile(r"[0-9]{1,4}")
_HAN = re.compile(r"[一二三四五六七八九十]{1,3}")
_WORK = {Column.TASK, Column.CONTENT, Column.LEAD, Column.PARTNER, Column.RESPONSIBLE}
_ITEM_ONLY = (Column.NUMBER, Column.TASK, Column.CLASS)


@dataclass(slots=True)
class Cell:
    """A cell: its column's kind, the column's words, and its text."""

    kind: Column
    label: str
    passage: Passage


@dataclass(slots=True)
class Heading:
    """A section row, or a new class above a row; `number` is the place of its mark, the smaller rank stands above."""

    passage: Passage
    number: tuple[int, int] | None
    rank: int
    number_proposed: str | None = None


@dataclass(slots=True)
class Row:
    """A row as cells, with the headings that stand above it.

    `more` are the rows below it that belong to the same item, `steps` those of them that are its steps.
    """

    cells: list[Cell] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    more: list["Row"] = field(default_factory=list)
    steps: list["Row"] = field(default_factory=list)
    open_ended: bool = False
    number_proposed: str | None = None


@dataclass(slots=True)
class TableReading:
    """A table and the lines it takes, from `first` up to `last`.

    The `node` of a number's doubt is the index of its row or heading in `numbered`.
    """

    first: int
    last: int
    columns: list[str]
    kinds: list[Column]
    heading: Passage
    head_spans: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    number_doubts: list[Doubt] = field(default_factory=list)
    numbered: list[Row | Heading] = field(default_factory=list)
    start: int = 0
    end: int = 0
    classes: dict[str, str] = field(default_factory=dict)


def read_heads(words: Sequence[str], known: ColumnWords) -> list[Column] | None:
    """Return the kinds of a head row, unknown columns as OTHER; None when the row is no head of a table of tasks."""
    kinds = [known.kind_at(column, word) for column, word in enumerate(words)]
    found = {kind for kind in kinds if kind is not None}
    count = sum(kind is not None for kind in kinds)
    if not any(known.corrects(word) for word in words):
        few = count * 2 < len(kinds) or (count == 2 and len(kinds) > 3)
        if count < 2 or few or not found & _WORK:
            return None
    return _one_task(words, kinds, known)


def _one_task(words: Sequence[str], kinds: Sequence[Column | None], known: ColumnWords) -> list[Column] | None:
    """Leave one task column: the first; later ones hold content. A table without one takes another column for it.

    Its content or target, then a column of unknown words, at last its class; never remarks and telephone numbers.
    """
    out = [kind or Column.OTHER for kind in kinds]
    if Column.TASK in out:
        first = out.index(Column.TASK)
        return [Column.CONTENT if kind is Column.TASK and i != first else kind for i, kind in enumerate(out)]
    unknown = (
        i
        for i, (word, kind) in enumerate(zip(words, kinds, strict=True))
        if kind in (None, Column.OTHER) and word and not (is_remark(word) or known.corrects(word))
    )
    for places in (
        (i for i, kind in enumerate(kinds) if kind is Column.CONTENT),
        (i for i, kind in enumerate(kinds) if kind is Column.TARGET),
        unknown,
        (i for i, kind in enumerate(kinds) if kind is Column.CLASS),
    ):
        place = next(places, None)
        if place is not None:
            out[place] = Column.TASK
            return out
    return None


def read_heading(text: str, passage: Passage, rank: int | None = None) -> Heading:
    """Return a heading without its number mark; the mark tells its rank unless that is given."""
    start, end = passage.pieces[0]
    found = _MARK.match(text, start, end)
    if found is None or found.lastgroup is None or not text[found.end() : end].strip():
        return Heading(passage, None, rank or _UNMARKED)
    at = found.end()
    while text[at].isspace():
        at += 1
    plain = Passage(text, [(at, end), *passage.pieces[1:]], passage.breaks)
    mark = found.span(found.lastgroup)
    return Heading(plain, (start, mark[1]), rank or STYLES[found.lastgroup] * _STEP)


def rank_of(number: str) -> int:
    """Return the rank of a heading whose number stands in a cell of its own."""
    found = read_number(number)
    return found[0] * _STEP if found else _UNMARKED


def read_number(words: str) -> tuple[Style, int] | None:
    """Return form and value of a cell that holds nothing but a number, with or without its mark; else None."""
    if _FIGURES.fullmatch(words):
        return Style.FIGURE, int(words)
    if _HAN.fullmatch(words):
        return Style.HAN, mark_value(words)
    found = _MARK.fullmatch(words)
    return (STYLES[found.lastgroup], mark_value(words)) if found and found.lastgroup else None


def place_row(
    table: TableReading, row: Row, *, goes_on: bool = False, class_number: tuple[int, int] | None = None
) -> None:
    """Add a row: a new class opens a section, and cells without a number and a task belong to the row above."""
    classes = [cell for cell in row.cells if cell.kind is Column.CLASS]
    row.cells = [cell for cell in row.cells if cell.kind is not Column.CLASS]
    kinds = {cell.kind for cell in row.cells}
    for order, cell in enumerate(classes):
        words = cell.passage.text
        if table.classes.get(cell.label) == words:
            table.head_spans += cell.passage.pieces
            continue
        table.classes[cell.label] = words
        heading = read_heading(table.heading.source, cell.passage, CLASS_RANK + order)
        heading.number = heading.number or (class_number if cell is classes[-1] else None)
        row.headings.append(heading)
        for later in classes[order + 1 :]:
            table.classes.pop(later.label, None)
    above = table.rows[-1] if table.rows and table.rows[-1].cells else None
    if above is not None and not classes and (goes_on or _goes_on(table, kinds)):
        above.more.append(row)
        return
    table.rows.append(row)


def _goes_on(table: TableReading, kinds: set[Column]) -> bool:
    return not kinds & {Column.TASK, Column.NUMBER} and Column.TASK in table.kinds


def settle(table: TableReading) -> None:
    """Make of rows that belong to one item its steps, where each has text and units of its own, else its cells."""
    held = Counter(cell.passage.pieces[0] for row in table.rows for cell in row.cells)
    heads = sorted(table.head_spans)
    for place in held:  # a cell of the head may reach down into rows
        at = bisect_right(heads, place[0], key=itemgetter(0)) - 1
        held[place] += at >= 0 and place[0] < heads[at][1]
    for row in table.rows:
        _take_task(row, held)
        if not any(cell.kind is Column.NUMBER for cell in row.cells):
            _part_number(row)
        if not row.more:
            continue
        rows, row.more = row.more, []
        own = [{cell.kind for cell in more.cells} for more in rows]
        if all(Column.CONTENT in kinds and kinds & set(UNIT_COLUMNS) for kinds in own):
            varied = {cell.label for more in rows for cell in more.cells}
            first = Row([cell for cell in row.cells if cell.label in varied and cell.kind not in _ITEM_ONLY])
            row.cells = [cell for cell in row.cells if cell.label not in varied or cell.kind in _ITEM_ONLY]
            row.steps = [_as_step(step) for step in (first, *rows)]
        else:
            for more in rows:
                row.cells += more.cells


def _take_task(row: Row, held: Mapping[tuple[int, int], int]) -> None:
    """Take another cell with text for the task of a row whose task is empty; none that stands for several rows."""
    if not row.cells or any(cell.kind is Column.TASK for cell in row.cells):
        return
    for kind in (Column.CONTENT, Column.TARGET, Column.OTHER):
        cells = [
            cell
            for cell in row.cells
            if cell.kind is kind and not is_remark(cell.label) and held[cell.passage.pieces[0]] == 1
        ]
        if cells:
            max(cells, key=lambda cell: len(cell.passage.text)).kind = Column.TASK
            return


def _part_number(row: Row) -> None:
    """Part the number from the task where both stand in one cell."""
    task = next((cell for cell in row.cells if cell.kind is Column.TASK), None)
    if task is None:
        return
    passage = task.passage
    start, end = passage.pieces[0]
    read = read_cell_text(passage)
    if start + read.title[0] > end:  # a mark over two lines is made of two words
        return
    if read.number[0] < read.number[1] and not _counts_on(passage.text, *read.number):
        number = (start + read.number[0], start + read.number[1])
        row.cells.insert(0, Cell(Column.NUMBER, "", Passage(passage.source, [number])))
        task.passage = Passage(passage.source, [(start + read.title[0], end), *passage.pieces[1:]], passage.breaks)


def _counts_on(words: str, start: int, end: int) -> bool:
    """Tell whether a cell holds several numbered points: the mark 1. at its head, and 2. after a full stop."""
    first = words[start:end]
    return "1" in first and any(stop + first.replace("1", "2") in words for stop in "。；;")


def _as_step(row: Row) -> Row:
    """Return the row with its content as what is to be done."""
    content = next((cell for cell in row.cells if cell.kind is Column.CONTENT), None)
    if content is not None:
        content.kind = Column.TASK
    return row
