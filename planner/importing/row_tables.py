"""Tables that arrive as rows: tabs or pipes between the cells, cells in quotation marks over several lines."""

import re

from planner.core.draft import Leftover
from planner.importing.columns import Column, ColumnWords
from planner.importing.furniture import Furniture, furniture
from planner.importing.lines import Line
from planner.importing.passages import Passage, trim
from planner.importing.rows import align_cells, fits_column
from planner.importing.table_parts import PIPES, Cell, Row, TableReading, place_row, read_heading, read_heads

_RULE = re.compile(r"[\s|｜│┃:：+\-—─━┼├┤=]+")
_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
_NUMBERED = re.compile(r"[0-9]{1,4}[.．、]?[^\S\n]+\S")
_TOKEN = re.compile(r"\S+")
_MOST_LINES = 30
_FEWEST_ROWS = 3


def is_row(text: str, line: Line) -> bool:
    """Tell whether a line holds cells."""
    words = text[line.start : line.end]
    return "\t" in words or sum(words.count(pipe) for pipe in PIPES) > 1


def read_rows(text: str, lines: list[Line], at: int, known: ColumnWords) -> TableReading | None:
    """Read the table whose head is the line `at`, or return None when that line is no head."""
    cells, index = _split_row(text, lines, at)
    columns = [_words(text, cell) for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    kinds = read_heads(columns, known)
    if kinds is None:
        return None
    table = TableReading(at, at + 1, columns, kinds, Passage(text), [(lines[at].start, lines[index - 1].end)])
    if index < len(lines) and is_row(text, lines[index]):
        index = _read_second_head(text, lines, table, index, known)
    while index < len(lines):
        line = lines[index]
        if _RULE.fullmatch(text, line.start, line.end):
            table.head_spans.append((line.start, line.end))
        elif is_row(text, line) or (text[line.start] == '"' and table.rows):
            cells, following = _split_row(text, lines, index)
            if [_words(text, cell) for cell in cells][: len(columns)] == columns:
                table.head_spans.append((line.start, lines[following - 1].end))
            else:
                _add_row(text, table, cells)
            index = following
            continue
        elif not _add_loose_line(text, lines, table, index):
            break
        index += 1
    table.last = index
    return table if table.rows else None


def read_headless(text: str, lines: list[Line], at: int) -> TableReading | None:
    """Read rows of tabs without a head.

    Numbers run from 1 in the first column, the other columns are known by their cells.
    """
    rows: list[list[tuple[int, int]]] = []
    index = at
    while index < len(lines) and is_row(text, lines[index]):
        cells, following = _split_row(text, lines, index)
        if _words(text, cells[0]).rstrip(".．、") != str(len(rows) + 1) or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        index = following
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < 3:
        return None
    kinds = [_kind_of_cells([text[slice(*row[place])].strip() for row in rows]) for place in range(len(rows[0]))]
    texts = [place for place, kind in enumerate(kinds) if place and kind is Column.OTHER]
    if not texts or not any(kind is Column.RESPONSIBLE for kind in kinds):
        return None
    kinds[0], kinds[texts[0]] = Column.NUMBER, Column.TASK
    table = TableReading(at, index, [""] * len(kinds), kinds, Passage(text))
    for cells in rows:
        _add_row(text, table, cells)
    return table


def _kind_of_cells(cells: list[str]) -> Column:
    """Return what a column without a head holds, by most of its cells."""
    filled = [cell for cell in cells if cell]
    for kind in (Column.RESPONSIBLE, Column.DEADLINE):
        if filled and sum(fits_column(cell, kind) for cell in filled) * 4 >= len(filled) * 3:
            return kind
    return Column.OTHER


def read_spaced(text: str, lines: list[Line], at: int, known: ColumnWords) -> TableReading | None:
    """Read a table whose cells have only blanks between them.

    A head of known columns, then rows that begin with their number.
    """
    columns = text[lines[at].start : lines[at].end].split()
    if len(columns) < 3 or any(known.kind(words) is None for words in columns):
        return None
    kinds = read_heads(columns, known)
    if kinds is None or kinds[0] is not Column.NUMBER:
        return None
    table = TableReading(at, at + 1, columns, kinds, Passage(text), [(lines[at].start, lines[at].end)])
    index = at + 1
    while index < len(lines) and _NUMBERED.match(text, lines[index].start, lines[index].end):
        line = lines[index]
        cells = [found.span() for found in _TOKEN.finditer(text, line.start, line.end)]
        places = align_cells([text[slice(*cell)] for cell in cells], kinds)
        row = Row()
        for place, cell in zip(places, cells, strict=True):
            if row.cells and row.cells[-1].label == columns[place]:
                row.cells[-1].passage.add(*cell, joined_by=" ")
            else:
                row.cells.append(Cell(kinds[place], columns[place], Passage(text, [cell])))
        place_row(table, row)
        index += 1
    table.last = index
    return table if table.rows else None


def _read_second_head(text: str, lines: list[Line], table: TableReading, index: int, known: ColumnWords) -> int:
    """Read a second line of the head, whose words stand below a merged cell; return the line after the head."""
    width = len(_split_row(text, lines, table.first)[0])
    cells, following = _split_row(text, lines, index)
    below = {i: words for i, cell in enumerate(cells[:width]) if (words := _words(text, cell))}
    if not below or any(known.kind(words) is None for words in below.values()) or max(below) > len(table.columns):
        return index
    columns = table.columns + [""] * (max(below) + 1 - len(table.columns))
    columns = [below.get(i, word) for i, word in enumerate(columns)]
    kinds = read_heads(columns, known)
    if kinds is None:
        return index
    table.columns[:], table.kinds[:] = columns, kinds
    table.head_spans.append((lines[index].start, lines[following - 1].end))
    return following


def _split_row(text: str, lines: list[Line], at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the cells of the row that begins at line `at`, and the line after it.

    A cell in quotation marks may hold line feeds; its stretch is then that between the marks.
    """
    line = lines[at]
    end = text.find("\n", line.end)
    start, end = text.rfind("\n", 0, line.start) + 1, len(text) if end < 0 else end
    if any(pipe in text[start:end] for pipe in PIPES):
        start, end = line.start, line.end
        return _split_at(text, start + (text[start] in PIPES), end - (text[end - 1] in PIPES), PIPES), at + 1
    cells: list[tuple[int, int]] = []
    following = at + 1
    place = start
    while True:
        close = _closing_quote(text, place, lines, at) if text.startswith('"', place) else -1
        if close > 0:
            cells.append((place + 1, close))
            stop = close + 1
            if stop > end:
                end = text.find("\n", stop)
                end = len(text) if end < 0 else end
        else:
            stop = text.find("\t", place, end)
            stop = end if stop < 0 else stop
            cells.append((place, stop))
        while following < len(lines) and lines[following].start < stop:
            following += 1
        if stop >= end or text[stop] != "\t":
            return cells, following
        place = stop + 1


def _closing_quote(text: str, place: int, lines: list[Line], at: int) -> int:
    """Return where the quotation mark closes that opens a cell: before a tab or a line's end, within a few lines."""
    limit = lines[min(at + _MOST_LINES, len(lines)) - 1].end
    close = text.find('"', place + 1, limit)
    while close >= 0:
        if close + 1 >= len(text) or text[close + 1] in "\t\n":
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


def _add_loose_line(text: str, lines: list[Line], table: TableReading, index: int) -> bool:
    """Take a line without cell marks inside a table of rows; return False where the table has ended."""
    line = lines[index]
    words = text[line.start : line.end]
    following = index + 1 < len(lines) and is_row(text, lines[index + 1])
    kind = furniture(words)
    if kind in (Furniture.PAGE, Furniture.CHROME) and following:
        table.leftovers.append(Leftover(line.start, line.end, kind.value if kind else ""))
        return True
    gap = text.count("\n", lines[index - 1].end, line.start) > 1
    if (
        not gap
        and table.rows
        and table.rows[-1].cells
        and not following
        and line.style is None
        and len(table.rows[-1].cells) < len(table.kinds)
    ):
        table.rows[-1].cells[-1].passage.add(line.start, line.end)
        return True
    if not following or len(words) > 60:
        return False
    table.rows.append(Row(headings=[read_heading(text, Passage(text, [(line.mark, line.end)]))]))
    return True


def _add_row(text: str, table: TableReading, cells: list[tuple[int, int]]) -> None:
    kinds, columns = table.kinds, table.columns
    filled = [i for i, cell in enumerate(cells) if text[cell[0] : cell[1]].strip()]
    if not filled:
        return
    number_at = kinds.index(Column.NUMBER) if Column.NUMBER in kinds else None
    if number_at and len(cells) <= len(kinds) - number_at and _NUMBER.fullmatch(text, *cells[0]):
        cells = [(cells[0][0], cells[0][0])] * number_at + cells
        filled = [i + number_at for i in filled]
    if len(filled) == 1 and (len(cells) == 1 or filled[0] <= 1) and len(kinds) > 2:
        heading = Passage(text)
        fill(heading, cells[filled[0]])
        table.rows.append(Row(headings=[read_heading(text, heading)]))
        return
    row = Row()
    for i in filled:
        place = min(i, len(kinds) - 1)
        passage = Passage(text)
        fill(passage, cells[i])
        row.cells.append(Cell(kinds[place], columns[place], passage))
    place_row(table, row)


def fill(passage: Passage, cell: tuple[int, int]) -> None:
    """Add the lines of a cell to its passage."""
    text = passage.source
    at = cell[0]
    while at < cell[1]:
        stop = text.find("\n", at, cell[1])
        stop = cell[1] if stop < 0 else stop
        passage.add(*trim(text, at, stop), joined_by="\n")
        at = stop + 1
