"""Tables read from the cells of a grid: the head in its first rows, the rows below it, titles and notes around it.

No column is guessed here: a cell stands where the reader found it. A grid without a head that is known stays text.
"""

import re
from dataclasses import dataclass, field

from planner.core.draft import Source
from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords, is_remark, unit_column
from planner.importing.document import PlacedGrid, SourceDocument
from planner.importing.faults import doubt
from planner.importing.grid_lines import GridText, is_numbered_text, read_as_text, row_lines
from planner.importing.grid_pages import carries_on
from planner.importing.grid_rows import GridRow, grid_rows, words_of
from planner.importing.headless import by_unit_kinds, headless_kinds
from planner.importing.lines import Line, read_lines
from planner.importing.passages import SILENT, Passage
from planner.importing.table_body import TableBody
from planner.importing.table_edges import is_filled_in
from planner.importing.table_heads import TableHead, find_head, head_at
from planner.importing.table_parts import TableReading
from planner.importing.unit_lists import looks_like_units

_FIGURE = re.compile(r"[0-9][0-9,.，]*+\s*[%％‰元万亿人所个台套]{0,2}")
_MARKED = re.compile(r"([0-9]{1,3})[.．、]")
_TITLE_ROWS = 4
_LONGEST_HEAD = 16
_FEWEST_HEADS = 3
_MOST_UNITS = 0.8


@dataclass(slots=True)
class GridReading:
    """What was made of the grids: tables of tasks, lines of plans laid out in cells, and what was set aside.

    `taken` are the stretches of the text that are no lines any more.
    """

    tables: list[TableReading] = field(default_factory=list)
    text: GridText = field(default_factory=GridText)
    heads: list[tuple[int, int]] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)


def read_grids(text: str, source: Source, known: ColumnWords) -> GridReading:
    """Read the grids of a source."""
    out = GridReading()
    for grid in source.grids if isinstance(source, SourceDocument) else ():
        _read_grid(text, grid, known, out)
    return out


def read_lines_outside(text: str, grids: GridReading) -> list[Line]:
    """Return the lines of the text, those of the grids where they are not taken, in order."""
    if not grids.taken:
        return read_lines(text)
    parts: list[str] = []
    at = 0
    for start, end in grids.taken:
        parts.append(text[at:start])
        parts.append("\n".join(SILENT * len(line) for line in text[start:end].split("\n")))
        at = end
    parts.append(text[at:])
    lines = read_lines("".join(parts)) + grids.text.lines
    lines.sort(key=lambda line: line.start)
    return lines


def _read_grid(text: str, grid: PlacedGrid, known: ColumnWords, out: GridReading) -> None:
    rows = grid_rows(text, grid)
    if not rows:
        return
    last = out.tables[-1] if out.tables else None
    if last is not None and text[last.end : grid.start].isspace() and carries_on(text, last, rows, known):
        last.end = grid.end
        out.taken.append((grid.start, grid.end))
        return
    tables = tables_in_rows(text, rows, known, grid.end)
    for table in tables:
        out.tables.append(table)
        out.taken.append((table.start, table.end))
    if tables:
        return
    head = find_head(text, rows, known)
    first = 0
    if head is not None and head.depth and is_numbered_text(text, rows[head.at + head.depth :]):
        out.heads += [row.span for row in rows[head.at : head.at + head.depth]]
        first = head.at + head.depth
        above = rows[: head.at]
    else:
        above = []
    found = read_as_text(text, rows[first:])
    for row in above:
        out.text.lines += row_lines(text, row.cells())
    out.text.lines += found.lines
    out.text.leftovers += found.leftovers
    out.text.doubts += found.doubts
    out.taken.append((grid.start, grid.end))


def tables_in_rows(text: str, rows: list[GridRow], known: ColumnWords, end: int) -> list[TableReading]:
    """Return the tables of tasks that stand in rows, below each other; none when there is none. `end` ends the rows."""
    out: list[TableReading] = []
    head, stop = find_head(text, rows, known), len(rows)
    if head is None and not known.corrected:
        head, stop = _headless(text, rows)
    while head is not None:
        below = head.at + head.depth
        following = _next_head(text, rows, below, head, known) if stop == len(rows) else None
        stop = stop if following is None else _first_title(rows, below, following.at)
        table = _table(text, rows, head, known, (stop, rows[stop].span[0] if stop < len(rows) else end))
        if table is None:
            break
        out.append(table)
        head, stop = following, len(rows)
    return out


def _table(
    text: str, rows: list[GridRow], head: TableHead, known: ColumnWords, ends: tuple[int, int]
) -> TableReading | None:
    """Return the table below a head, up to a row and a place in the text."""
    at, below = head.at, head.at + head.depth
    stop, end = ends
    while at > 0 and is_filled_in(text[slice(*rows[at - 1].span)]):
        at -= 1
    body = _shifted(text, head, rows[below:stop])
    if not body or not _is_for_tasks(text, head, body):
        return None
    taken = _take_unit_columns(text, head, body, known)
    table = TableReading(0, 0, head.columns, head.kinds, Passage(text), start=rows[at].span[0], end=end)
    table.head_spans += [row.span for row in rows[at:below]]
    table.doubts += [doubt("COLUMN_OF_UNITS", *rows[at].span, words=words) for words in taken]
    _retype_classes(text, head, body)
    TableBody(text, table, body).read()
    return table if any(row.cells for row in table.rows) else None


def _shifted(text: str, head: TableHead, rows: list[GridRow]) -> list[GridRow]:
    """Put rows in their columns that begin with their number because the merged cell before it was left out."""
    place = head.kinds.index(Column.NUMBER) if Column.NUMBER in head.kinds else 0
    for row in rows if place else ():
        first = row.own.get(0)
        if first is None or row.held or max(row.own) >= len(head.kinds) - place:
            continue
        if words_of(text, first).rstrip(".．、").isdigit():
            row.own = {column + place: cell._replace(column=column + place) for column, cell in row.own.items()}
    return rows


def _retype_classes(text: str, head: TableHead, rows: list[GridRow]) -> None:
    """Take a task column for the class where its cells stand for several rows with numbers of their own.

    The task is then the content, or where the column stands left of the numbers, the fullest column right of them.
    """
    kinds = head.kinds
    if Column.TASK not in kinds:
        return
    if Column.NUMBER not in kinds:
        _retype_by_marks(text, head, rows)
        return
    number, task = kinds.index(Column.NUMBER), kinds.index(Column.TASK)
    for column in range(number):
        if kinds[column] in (Column.TARGET, Column.OTHER) and _stands_for_rows(rows, column, number, task):
            kinds[column] = Column.CLASS
    content = kinds.index(Column.CONTENT) if Column.CONTENT in kinds else _fullest(text, head, rows, number, task)
    if content is None:
        return
    if _stands_for_rows(rows, task, number, content):
        kinds[task], kinds[content] = Column.CLASS, Column.TASK


def _retype_by_marks(text: str, head: TableHead, rows: list[GridRow]) -> None:
    """Take the task column for the class where the contents of all rows count on from one class to the next.

    There are no numbers in a column of their own, and each content has units of its own.
    """
    kinds = head.kinds
    if Column.CONTENT not in kinds:
        return
    task, content = kinds.index(Column.TASK), kinds.index(Column.CONTENT)
    units = [column for column, kind in enumerate(kinds) if kind in UNIT_COLUMNS]
    filled = [row for row in rows if content in row.own]
    if task > content or all(task in row.own for row in filled):
        return
    marks = [_MARKED.match(words_of(text, row.own[content])) for row in filled]
    counts = [int(mark[1]) for mark in marks if mark is not None]
    own_units = all(any(column in row.own for column in units) for row in filled)
    if own_units and counts == list(range(1, len(filled) + 1)):
        kinds[task], kinds[content] = Column.CLASS, Column.TASK


def _stands_for_rows(rows: list[GridRow], column: int, number: int, task: int) -> bool:
    """Tell whether cells of a column stand for the rows below them too, each with a number and a task of its own."""
    covered = [row for row in rows if column not in row.own and task in row.own]
    return bool(covered) and all(number in row.own for row in covered) and any(column in row.own for row in rows)


def _take_unit_columns(text: str, head: TableHead, rows: list[GridRow], known: ColumnWords) -> list[str]:
    """Take columns for units whose words are not known but speak of units, where nearly all cells are; name them."""
    out: list[str] = []
    for column, words in enumerate(head.columns):
        if head.kinds[column] is not Column.OTHER or known.kind_at(column, words) is not None:
            continue
        kind = unit_column(words, head.kinds)
        filled = [found for row in rows if (found := words_of(text, row.own.get(column)))]
        units = sum(looks_like_units(found) for found in filled)
        if kind is not None and filled and units >= _MOST_UNITS * len(filled):
            head.kinds[column] = kind
            out.append(words)
    return out


def _fullest(text: str, head: TableHead, rows: list[GridRow], number: int, task: int) -> int | None:
    """Return the column right of the numbers with the most words that can be the task, if the task stands left."""
    if task > number:
        return None
    words = {
        column: sum(len(words_of(text, row.own.get(column))) for row in rows)
        for column in range(number + 1, len(head.kinds))
        if head.kinds[column] in (Column.TARGET, Column.OTHER) and not is_remark(head.columns[column])
    }
    return max(words, key=words.__getitem__) if any(words.values()) else None


def _is_for_tasks(text: str, head: TableHead, rows: list[GridRow]) -> bool:
    """Tell whether a table hands out work; a column 单位 that holds 台, 元 or 所 names no units, and drops out here."""
    for column, (words, kind) in enumerate(zip(head.columns, head.kinds, strict=True)):
        if kind is Column.RESPONSIBLE and words in ("单位", "部门"):
            cells = [words_of(text, row.own.get(column)) for row in rows]
            if sum(len(cell) > 2 for cell in cells) * 2 < sum(bool(cell) for cell in cells):
                head.kinds[column] = Column.OTHER
    kinds = set(head.kinds)
    if kinds & {*UNIT_COLUMNS, Column.PERSON, Column.DEADLINE, Column.CONTENT}:
        return True
    if is_numbered_text(text, rows):
        return False
    others = [
        words_of(text, cell)
        for row in rows
        for cell in row.cells()
        if cell.column < len(head.kinds) and head.kinds[cell.column] in (Column.OTHER, Column.TARGET, Column.STATUS)
    ]
    return sum(bool(_FIGURE.fullmatch(cell)) for cell in others) * 3 < max(len(others), 1)


def _headless(text: str, rows: list[GridRow]) -> tuple[TableHead | None, int]:
    """Return the head of rows whose columns are known by their cells alone, and the row after them.

    A row of unknown words above them may be the head.
    """
    plain = [_plain(text, row) for row in rows]
    by_unit = by_unit_kinds(plain)
    if by_unit is not None:
        return TableHead(0, 0, [""] * len(by_unit), by_unit), len(rows)
    for at in range(min(len(rows), _TITLE_ROWS)):
        stop = at
        while stop < len(rows) and plain[stop][0].strip().rstrip(".．、") == str(stop - at + 1):
            stop += 1
        kinds = headless_kinds(plain[at:stop])
        if kinds is None:
            continue
        above = plain[at - 1] if at else []
        if len(above) == len(kinds) and all(0 < len(words) <= _LONGEST_HEAD for words in above):
            return TableHead(at - 1, 1, ["".join(words.split()) for words in above], kinds), stop
        return TableHead(at, 0, [""] * len(kinds), kinds), stop
    return None, len(rows)


def _plain(text: str, row: GridRow) -> list[str]:
    """Return the words of the cells of a row by column, merged ones in each row that they cover."""
    cells = {column: row.at(column) for column in (*row.own, *row.held)}
    return [text[cell.start : cell.end] if (cell := cells.get(column)) else "" for column in range(max(cells) + 1)]


def _next_head(text: str, rows: list[GridRow], below: int, head: TableHead, known: ColumnWords) -> TableHead | None:
    """Return the next head of other words among the rows of a table, where every cell is a known head."""
    for at in range(below, len(rows)):
        cells = rows[at].cells()
        if len(cells) < _FEWEST_HEADS or not all(known.kind(words_of(text, cell)) for cell in cells):
            continue
        found = head_at(text, rows, at, known)
        if found is not None and found.columns != head.columns:
            return found
    return None


def _first_title(rows: list[GridRow], below: int, at: int) -> int:
    """Return the first of the rows of one cell that stand above a head in mid-grid: the titles of the next table."""
    while at > below + 1 and len(rows[at - 1].cells()) == 1:
        at -= 1
    return at
