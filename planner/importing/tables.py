"""Tables that arrive as text: where they begin, what their cells are, and which row each cell belongs to.

A table comes as lines of cells (tabs or pipes between them) or as one cell per line. The first kind says which column
a cell stands in; in the second the rows are found by their running numbers and the columns by what the cells hold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.core.draft import Leftover
from planner.importing.columns import UNIT_COLUMNS, Column, column_kind
from planner.importing.faults import Doubt, doubt
from planner.importing.furniture import Furniture, furniture
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.passages import Passage
from planner.importing.rows import align_cells, fits_column

_PIPES = "|｜│┃"
_RULE = re.compile(r"[\s|｜│┃:：+\-—─━┼├┤=]+")
_HEADING_END = re.compile(r"(?:表|清单|台账|一览|分工|分解|任务|安排|项目|方案|要点)(?:\s*[（(][^（）()]*[）)])*$")
_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9一二三四五六七八九十]{0,3}\s*[：:]?")
_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
_LONGEST_HEAD = 16
_BROKEN = ("序号", "完成时限", "完成时间")
_MOST_CELLS = 30


@dataclass(slots=True)
class Cell:
    """A cell: its column's kind, the column's words, and its text."""

    kind: Column
    label: str
    passage: Passage


@dataclass(slots=True)
class Row:
    """A row as cells; `heading` is a section row or a new class that stands above it, `number` where its number mark stands."""

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


def find_tables(text: str, lines: list[Line]) -> list[TableReading]:
    """Return the tables among `lines`, in order."""
    out: list[TableReading] = []
    at = 0
    has_marks = "\t" in text or any(pipe in text for pipe in _PIPES)
    while at < len(lines):
        line = lines[at]
        table = None
        if has_marks and _is_row(text, line):
            table = _read_rows(text, lines, at)
        elif line.end - line.start <= _LONGEST_HEAD:
            table = _read_cells(text, lines, at)
        if table is None:
            at += 1
            continue
        table.start = lines[table.first].start
        _take_heading(text, lines, table, out[-1].last if out else 0)
        out.append(table)
        at = table.last
    return out


def _whole(text: str, line: Line) -> tuple[int, int]:
    """Return the physical line with its outer tabs, which stand for empty cells."""
    end = text.find("\n", line.end)
    return text.rfind("\n", 0, line.start) + 1, len(text) if end < 0 else end


def _is_row(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    return "\t" in words or sum(words.count(pipe) for pipe in _PIPES) > 1


def _split_row(text: str, line: Line) -> list[tuple[int, int]]:
    start, end = _whole(text, line)
    pipes = any(pipe in text[start:end] for pipe in _PIPES)
    if pipes:
        start, end = line.start, line.end
        start += text[start] in _PIPES
        end -= text[end - 1] in _PIPES
    cells: list[tuple[int, int]] = []
    at = start
    for place in range(start, end):
        if (text[place] in _PIPES) if pipes else (text[place] == "\t"):
            cells.append((at, place))
            at = place + 1
    cells.append((at, end))
    return cells


def _words(text: str, cell: tuple[int, int]) -> str:
    return "".join(text[cell[0] : cell[1]].split())


def _heads(words: Sequence[str]) -> list[Column] | None:
    """Return the kinds of a head row, unknown columns as OTHER; None when the row is no head."""
    kinds = [column_kind(word) for word in words]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < 2 or len(known) * 2 < len(kinds) or not (set(known) - {Column.NUMBER, Column.OTHER}):
        return None
    if len(known) == 2 and len(kinds) > 3:
        return None
    return _one_task([kind or Column.OTHER for kind in kinds])


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


def _read_rows(text: str, lines: list[Line], at: int) -> TableReading | None:
    head = _split_row(text, lines[at])
    columns = [_words(text, cell) for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    kinds = _heads(columns)
    if kinds is None:
        return None
    table = TableReading(at, at + 1, columns, kinds, Passage(text), [(lines[at].start, lines[at].end)])
    index = at + 1
    while index < len(lines):
        line = lines[index]
        words = text[line.start : line.end]
        if _RULE.fullmatch(words):
            table.head_spans.append((line.start, line.end))
        elif _is_row(text, line):
            cells = _split_row(text, line)
            if [_words(text, cell) for cell in cells][: len(columns)] == columns:
                table.head_spans.append((line.start, line.end))
            else:
                _add_row(text, table, cells)
        elif not _add_loose_line(text, lines, table, index):
            break
        index += 1
    table.last = index
    return table if table.rows else None


def _add_loose_line(text: str, lines: list[Line], table: TableReading, index: int) -> bool:
    """Take a line without cell marks inside a table of rows; return False where the table has ended."""
    line = lines[index]
    words = text[line.start : line.end]
    following = index + 1 < len(lines) and _is_row(text, lines[index + 1])
    kind = furniture(words)
    if kind in (Furniture.PAGE, Furniture.CHROME) and following:
        table.leftovers.append(Leftover(line.start, line.end, kind.value if kind else ""))
        return True
    gap = text.count("\n", lines[index - 1].end, line.start) > 1
    if not gap and table.rows and not following and line.style is None and len(table.rows[-1].cells) < len(table.kinds):
        table.rows[-1].cells[-1].passage.add(line.start, line.end)
        return True
    if not following or len(words) > 60:
        return False
    heading = Passage(text)
    heading.add(line.rest, line.end)
    table.rows.append(Row(heading=heading, number=(line.mark, line.mark_end) if line.mark < line.mark_end else None))
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
        heading.add(*_trimmed(text, cells[filled[0]]))
        table.rows.append(Row(heading=heading))
        return
    row = Row()
    for i in filled:
        place = min(i, len(kinds) - 1)
        passage = Passage(text)
        passage.add(*_trimmed(text, cells[i]))
        row.cells.append(Cell(kinds[place], columns[place], passage))
    _place_row(table, row)


def _trimmed(text: str, cell: tuple[int, int]) -> tuple[int, int]:
    start, end = cell
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _place_row(table: TableReading, row: Row) -> None:
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


def _read_cells(text: str, lines: list[Line], at: int) -> TableReading | None:
    """Read a table that has one cell per line, if its head begins at line `at`."""
    if (
        column_kind(text[lines[at].start : lines[at].end]) is None
        and column_kind(_joined_head(text, lines, at)) is None
    ):
        return None
    tabbed = lines[at].start > 0 and text[lines[at].start - 1] == "\t"
    piped = at + 1 < len(lines) and text[lines[at + 1].start : lines[at + 1].end] in tuple(_PIPES)
    columns, spans, after, broken = _cell_head(text, lines, at)
    kinds = _heads(columns) if len(columns) >= 3 else None
    if kinds is None:
        return None
    table = TableReading(at, after, columns, kinds, Passage(text), spans)
    if broken:
        table.doubts.append(doubt("TABLE_HEAD_BROKEN", *broken))
    cells, table.last = _flat_cells(text, lines, after, table, tabbed=tabbed, piped=piped)
    _group_cells(text, table, cells)
    return table if table.rows else None


def _joined_head(text: str, lines: list[Line], at: int) -> str:
    return "".join(text[line.start : line.end] for line in lines[at : at + 2])


def _cell_head(
    text: str, lines: list[Line], at: int
) -> tuple[list[str], list[tuple[int, int]], int, tuple[int, int] | None]:
    """Return the column words from `at` on, their places, the line after them, and where a broken one stands."""
    columns: list[str] = []
    spans: list[tuple[int, int]] = []
    broken: tuple[int, int] | None = None
    index = at
    while index < len(lines) and lines[index].end - lines[index].start <= _LONGEST_HEAD:
        line = lines[index]
        words = text[line.start : line.end]
        joined = _joined_head(text, lines, index)
        if words in _PIPES:
            pass
        elif (
            index + 1 < len(lines)
            and column_kind(joined) is not None
            and (column_kind(words) is None or joined in _BROKEN)
        ):
            columns.append("".join(joined.split()))
            broken = (line.start, lines[index + 1].end)
            spans.append((line.start, line.end))
            index += 1
        elif column_kind(words) is not None:
            columns.append("".join(words.split()))
        else:
            break
        spans.append((lines[index].start, lines[index].end))
        index += 1
    return columns, spans, index, broken


def _flat_cells(
    text: str, lines: list[Line], at: int, table: TableReading, *, tabbed: bool, piped: bool
) -> tuple[list[Passage], int]:
    """Return the cells after the head in order, and the line after the table."""
    cells: list[Passage] = []
    count = len(table.kinds)
    expected = 1
    since = 0
    closed = True
    index = at
    while index < len(lines):
        line = lines[index]
        words = text[line.start : line.end]
        if piped and words in _PIPES:
            if closed:
                cells.append(Passage(text))
            closed = True
            table.head_spans.append((line.start, line.end))
            index += 1
            continue
        opens = closed if piped else not tabbed or text[line.start - 1] == "\t"
        numbered = _NUMBER.fullmatch(words)
        if opens and numbered and int(numbered[1]) == expected and (Column.NUMBER in table.kinds):
            expected, since = expected + 1, 0
        elif (
            opens
            and since >= count
            and cells
            and not tabbed
            and not piped
            and not fits_column(cells[-1].text, table.kinds[-1])
            and since < _MOST_CELLS
        ):
            pass
        elif opens and _ends_table(text, lines, index, since, count, expected, tabbed=tabbed, piped=piped):
            break
        elif not opens and tabbed and text.count("\n", lines[index - 1].end, line.start) > 1:
            break
        if opens:
            cells.append(Passage(text))
            since += 1
        cells[-1].add(line.start, line.end)
        closed = False
        index += 1
    return cells, index


def _ends_table(
    text: str, lines: list[Line], index: int, since: int, count: int, expected: int, *, tabbed: bool, piped: bool
) -> bool:
    """Tell whether the table ended before a line: its last row is full and no further row begins close by."""
    line = lines[index]
    if furniture(text[line.start : line.end]) is not None or (
        line.style is not None and line.style <= Style.HAN_BRACKET and not tabbed
    ):
        return True
    if since < count:
        return False
    if tabbed or piped:
        return text[line.start - 1] != "\t" and tabbed
    return not any(
        (found := _NUMBER.fullmatch(text, later.start, later.end)) and int(found[1]) == expected
        for later in lines[index : index + 12]
    )


def _group_cells(text: str, table: TableReading, cells: list[Passage]) -> None:
    """Make rows of a run of cells: by the running number where there is one, else by count."""
    kinds = table.kinds
    count = len(kinds)
    number_at = kinds.index(Column.NUMBER) if Column.NUMBER in kinds else None
    starts: list[int] = []
    if number_at is not None:
        for index, cell in enumerate(cells):
            found = _NUMBER.fullmatch(cell.text) if len(cell.text) <= 6 else None
            if found and int(found[1]) == len(starts) + 1:
                starts.append(max(index - number_at, 0))
    if not starts:
        starts = list(range(0, len(cells), count))
    for order, start in enumerate(starts):
        end = starts[order + 1] if order + 1 < len(starts) else min(len(cells), max(start + count, len(cells)))
        part = cells[start:end]
        row = Row()
        places = list(range(len(part))) if len(part) == count else align_cells([cell.text for cell in part], kinds)
        if len(part) != count and part and part[0].pieces:
            where = part[0].pieces[0]
            table.doubts.append(
                doubt(
                    "TABLE_ROW_UNCLEAR",
                    where[0],
                    part[-1].pieces[-1][1] if part[-1].pieces else where[1],
                    words=part[0].text.strip(),
                )
            )
        for place, cell in zip(places, part, strict=True):
            if not cell.pieces:
                continue
            if row.cells and row.cells[-1].kind is kinds[place] and row.cells[-1].label == table.columns[place]:
                for piece in cell.pieces:
                    row.cells[-1].passage.add(*piece)
            else:
                row.cells.append(Cell(kinds[place], table.columns[place], cell))
        _note_cells(text, table, row, part)
        _place_row(table, row)


def _note_cells(text: str, table: TableReading, row: Row, part: list[Passage]) -> None:
    """Note what a clerk should look at: blank lines inside a row, units on two lines, numbered points in a cell."""
    filled = [cell for cell in part if cell.pieces]
    for before, cell in zip(filled[1:], filled[2:], strict=False):
        gap = (before.pieces[-1][1], cell.pieces[0][0])
        if text.count("\n", *gap) > 1 and text[gap[1] - 1] == "\t":
            table.doubts.append(
                doubt("TABLE_ROW_BROKEN", before.pieces[-1][0], cell.pieces[0][1], words=filled[0].text.strip())
            )
    for found in row.cells:
        pieces = found.passage.pieces
        if len(pieces) > 1 and found.kind in UNIT_COLUMNS:
            table.doubts.append(doubt("CELL_ON_TWO_LINES", pieces[0][0], pieces[-1][1]))
        elif len(pieces) > 1 and found.passage.text.startswith(("1.", "1．", "1、")):
            table.doubts.append(doubt("TABLE_CELL_POINTS", pieces[0][0], pieces[-1][1]))


def _take_heading(text: str, lines: list[Line], table: TableReading, floor: int) -> None:
    """Take the table's own title and the word 附件 or 附表 above it, unless the table stands at the head of the document."""
    if not any(line.style is not None for line in lines[floor : table.first]) and floor == 0:
        return
    at = table.first
    titles: list[Line] = []
    while at > floor and len(titles) < 3:
        line = lines[at - 1]
        words = text[line.start : line.end]
        if line.style is not None or len(words) > 60 or words[-1] in "。；，、" or _ANNEX.fullmatch(words):
            break
        if not (_HEADING_END.search(words) or (titles and not words.startswith("附"))):
            break
        titles.insert(0, line)
        at -= 1
    for line in titles:
        table.heading.add(line.start, line.end)
    if at > floor and _ANNEX.fullmatch(text[lines[at - 1].start : lines[at - 1].end]):
        at -= 1
        table.head_spans.append((lines[at].start, lines[at].end))
        table.doubts.append(doubt("ATTACHMENT", lines[at].start, titles[-1].end if titles else lines[at].end))
    table.first = at
