"""Tables that arrive with one cell per line: rows are found by their running numbers, columns by what cells hold."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.faults import doubt
from planner.importing.furniture import furniture
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.passages import Passage
from planner.importing.rows import align_cells, fits_column
from planner.importing.table_parts import (
    PIPES,
    Cell,
    Heading,
    Row,
    TableReading,
    place_row,
    rank_of,
    read_heading,
    read_heads,
)
from planner.importing.unit_lists import looks_like_units

_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
LONGEST_HEAD = 16
_BROKEN = ("序号", "完成时限", "完成时间")
_MOST_CELLS = 30
_BROKEN_PART = 4
_LONGEST_HEADING = 40
_TAILS = ("单位", "科室", "部门", "处室", "股室", "时限", "时间", "领导")
_HAN = re.compile(r"[一二三四五六七八九十]{1,3}")


def read_cells(text: str, lines: list[Line], at: int, known: ColumnWords) -> TableReading | None:
    """Read a table that has one cell per line, if its head begins at line `at`."""
    words = text[lines[at].start : lines[at].end]
    if known.kind(words) is None and (len(words) > _BROKEN_PART or known.kind(_joined_head(text, lines, at)) is None):
        return None
    tabbed = lines[at].start > 0 and text[lines[at].start - 1] == "\t"
    piped = at + 1 < len(lines) and text[lines[at + 1].start : lines[at + 1].end] in tuple(PIPES)
    columns, spans, after, broken = _cell_head(text, lines, at, known)
    kinds = read_heads(columns, known) if len(columns) >= 3 else None
    if kinds is None:
        return None
    table = TableReading(at, after, columns, kinds, Passage(text), spans)
    if broken:
        table.doubts.append(doubt("TABLE_HEAD_BROKEN", *broken))
    flat, table.last = _flat_cells(text, lines, after, table, tabbed=tabbed, piped=piped)
    _group_cells(text, table, flat)
    return table if any(row.cells for row in table.rows) else None


def _joined_head(text: str, lines: list[Line], at: int) -> str:
    return "".join(text[line.start : line.end] for line in lines[at : at + 2])


def _cell_head(
    text: str, lines: list[Line], at: int, known: ColumnWords
) -> tuple[list[str], list[tuple[int, int]], int, tuple[int, int] | None]:
    """Return the column words from `at` on, their places, the line after them, and where a broken one stands."""
    columns: list[str] = []
    spans: list[tuple[int, int]] = []
    broken: tuple[int, int] | None = None
    index = at
    while index < len(lines) and lines[index].end - lines[index].start <= LONGEST_HEAD:
        line = lines[index]
        words = text[line.start : line.end]
        joined = _joined_head(text, lines, index)
        if words in PIPES:
            pass
        elif (
            index + 1 < len(lines)
            and known.kind(joined) is not None
            and (known.kind(words) is None or joined in _BROKEN or _is_tail(text, lines[index + 1]))
        ):
            columns.append("".join(joined.split()))
            broken = (line.start, lines[index + 1].end)
            spans.append((line.start, line.end))
            index += 1
        elif known.kind(words) is not None:
            columns.append("".join(words.split()))
        else:
            break
        spans.append((lines[index].start, lines[index].end))
        index += 1
    return columns, spans, index, broken


def _is_tail(text: str, line: Line) -> bool:
    """Tell whether a line is the second half of a head that says nothing alone (牵头 / 单位)."""
    return text[line.start : line.end] in _TAILS


@dataclass(slots=True)
class _Flat:
    """The cells of a table in order, with the headings that stand before some of them, by the index of the cell."""

    cells: list[Passage] = field(default_factory=list)
    headings: list[tuple[int, Heading]] = field(default_factory=list)


def _heading_at(text: str, lines: list[Line], index: int, expected: int) -> tuple[Heading, int] | None:
    """Return the heading that begins at a line, before the next number, and the line after it.

    It has a Chinese number, with its words in the same line or in the next.
    """
    line = lines[index]
    words = text[line.start : line.end]
    if line.end - line.start > _LONGEST_HEADING:
        return None
    bare = line.style is None and _HAN.fullmatch(words) is not None
    if not bare and (line.style is None or line.style > Style.HAN_BRACKET):
        return None
    parts = [part for part in lines[index : index + 8] if text[part.start : part.end] not in tuple(PIPES)]
    place = 2 if bare else 1
    number = _NUMBER.fullmatch(text, parts[place].start, parts[place].end) if len(parts) > place else None
    if number is None or int(number[1]) != expected:
        return None
    if bare:
        passage = Passage(text, [(parts[1].start, parts[1].end)])
        heading = Heading(passage, (line.start, line.end), rank_of(words))
    else:
        heading = read_heading(text, Passage(text, [(line.mark, line.end)]))
    return heading, lines.index(parts[place], index)


def _repeats_head(text: str, lines: list[Line], index: int, table: TableReading) -> int:
    """Return the line after a head that stands a second time at a line, or that line."""
    if "".join(text[lines[index].start : lines[index].end].split()) != table.columns[0]:
        return index
    at = index
    for words in table.columns:
        while at < len(lines) and text[lines[at].start : lines[at].end] in tuple(PIPES):
            at += 1
        if at >= len(lines) or "".join(text[lines[at].start : lines[at].end].split()) != words:
            return index
        at += 1
    table.head_spans += [(line.start, line.end) for line in lines[index:at]]
    return at


def _fits_row(text: str, lines: list[Line], index: int, table: TableReading) -> bool:
    """Tell whether the next lines are one more row of a table without numbers: units stand where units belong."""
    part = lines[index : index + len(table.kinds)]
    if len(part) < len(table.kinds) or any(line.style is not None and line.style <= Style.HAN_BRACKET for line in part):
        return False
    return all(
        fits_column(text[line.start : line.end], kind)
        for line, kind in zip(part, table.kinds, strict=True)
        if kind in UNIT_COLUMNS or kind is Column.DEADLINE
    )


def _flat_cells(
    text: str, lines: list[Line], at: int, table: TableReading, *, tabbed: bool, piped: bool
) -> tuple[_Flat, int]:
    """Return the cells after the head in order, and the line after the table."""
    flat = _Flat()
    cells = flat.cells
    count = len(table.kinds)
    expected = 1
    since = 0
    closed = True
    index = at
    while index < len(lines):
        line = lines[index]
        words = text[line.start : line.end]
        if piped and words in PIPES:
            if closed:
                cells.append(Passage(text))
            closed = True
            table.head_spans.append((line.start, line.end))
            index += 1
            continue
        again = _repeats_head(text, lines, index, table) if cells else index
        heading = _heading_at(text, lines, index, expected) if not cells or since >= count - 1 else None
        if again > index or heading is not None:
            if heading is not None:
                flat.headings.append((len(cells), heading[0]))
                again = heading[1]
            closed, index = True, again
            continue
        opens = closed if piped else not tabbed or text[line.start - 1] == "\t"
        numbered = _NUMBER.fullmatch(words)
        if opens and numbered and int(numbered[1]) == expected and (Column.NUMBER in table.kinds):
            expected, since = expected + 1, 0
        elif Column.NUMBER not in table.kinds and opens and since >= count and _fits_row(text, lines, index, table):
            since = 0
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
        elif (
            opens and _ends_table(text, lines, index, expected, is_full=since >= count, tabbed=tabbed, piped=piped)
        ) or (not opens and tabbed and text.count("\n", lines[index - 1].end, line.start) > 1):
            break
        if opens or not cells:
            cells.append(Passage(text))
            since += 1
        cells[-1].add(line.start, line.end)
        closed = False
        index += 1
    return flat, index


def _ends_table(
    text: str, lines: list[Line], index: int, expected: int, *, is_full: bool, tabbed: bool, piped: bool
) -> bool:
    """Tell whether the table ended before a line: its last row is full and no further row begins close by."""
    line = lines[index]
    if furniture(text[line.start : line.end]) is not None or (
        line.style is not None and line.style <= Style.HAN_BRACKET and not tabbed
    ):
        return True
    if not is_full:
        return False
    if tabbed or piped:
        return text[line.start - 1] != "\t" and tabbed
    return not any(
        (found := _NUMBER.fullmatch(text, later.start, later.end)) and int(found[1]) == expected
        for later in lines[index : index + 12]
    )


def _group_cells(text: str, table: TableReading, flat: _Flat) -> None:
    """Make rows of a run of cells: by the running number where there is one, else by count."""
    kinds, cells = table.kinds, flat.cells
    headings = flat.headings[::-1]
    count = len(kinds)
    number_at = kinds.index(Column.NUMBER) if Column.NUMBER in kinds else None
    starts: list[int] = []
    if number_at is not None:
        for index, cell in enumerate(cells):
            found = _NUMBER.fullmatch(cell.text) if len(cell.text) <= 6 else None
            if found and int(found[1]) == len(starts) + 1:
                starts.append(max(index - number_at, 0))
    if not starts and len(cells) >= count - 1:
        starts = list(range(0, len(cells), count))
    for order, start in enumerate(starts):
        end = starts[order + 1] if order + 1 < len(starts) else min(len(cells), max(start + count, len(cells)))
        part = cells[start:end]
        while headings and headings[-1][0] <= start:
            table.rows.append(Row(headings=[headings.pop()[1]]))
            table.classes.clear()
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
                apart = kinds[place] in UNIT_COLUMNS and _are_whole(row.cells[-1].passage, cell)
                for piece in cell.pieces:
                    row.cells[-1].passage.add(*piece, joined_by="\n" if apart else None)
            else:
                row.cells.append(Cell(kinds[place], table.columns[place], cell))
        _note_cells(text, table, row, part)
        place_row(table, row)


def _are_whole(above: Passage, below: Passage) -> bool:
    """Tell whether two lines of a cell are whole names each, so that one unit stands on a line."""
    return looks_like_units(above.text) and looks_like_units(below.text) and above.text[-1] not in "、，,；;"


def _note_cells(text: str, table: TableReading, row: Row, part: list[Passage]) -> None:
    """Note what a clerk should look at: blank lines inside a row, units on two lines, numbered points in a cell."""
    filled = [cell for cell in part if cell.pieces]
    for before, cell in pairwise(filled[1:]):
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
