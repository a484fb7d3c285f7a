"""The tables of a source: those that its reader gives as grids of cells, and those that arrive as text.

A table in text comes as lines of cells (tabs or pipes between them) or as one cell per line. The first kind says which
column a cell stands in; in the second the rows are found by their running numbers and the columns by what the cells
hold. Here is decided where tables begin and what stands above and below them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from planner.core.draft import Leftover
from planner.importing.cell_heads import LONGEST_HEAD
from planner.importing.cell_tables import read_cells
from planner.importing.closing_pipes import part_closing_pipes
from planner.importing.columns import ColumnWords
from planner.importing.faults import doubt
from planner.importing.fill_down import fill_units_down
from planner.importing.grid_lines import is_numbered_text, row_lines
from planner.importing.grid_tables import GridReading, tables_in_rows
from planner.importing.lines import Line
from planner.importing.row_tables import COMMA, RowRun, gather_rows, is_comma_head, is_row
from planner.importing.spaced_tables import read_spaced
from planner.importing.table_edges import BELOW, goes_on_as_note, is_filled_in, is_note
from planner.importing.table_heads import find_head
from planner.importing.table_parts import PIPES, TableReading, settle

_HEADING_END = re.compile(r"(?:表|清单|台账|一览|分工|分解|任务|安排|项目|方案|要点)(?:\s*[（(][^（）()]*[）)])*$")
_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9一二三四五六七八九十]{0,3}\s*[：:]?")


def find_tables(text: str, lines: list[Line], known: ColumnWords, grids: Sequence[TableReading]) -> list[TableReading]:
    """Return the tables in order: the `grids`, whose text has no lines, and those found among `lines`."""
    out: list[TableReading] = []
    starts = [line.start for line in lines]
    at = 0
    for table in [*grids, None]:
        end = bisect_left(starts, table.start) if table is not None else len(lines)
        _find_in_text(text, lines, (at, end), known, out)
        if table is not None:
            table.first = table.last = end
            _take_surroundings(text, lines, table, out)
        at = out[-1].last if out else end
    placed = {id(table) for table in grids}
    for table in out:
        if id(table) not in placed:
            fill_units_down(table)
        settle(table)
    return out


def lay_out_rows(text: str, lines: list[Line], known: ColumnWords, grids: GridReading) -> list[Line]:
    """Return the lines with a number and the text beside it as one line, where rows of two cells hold a whole plan."""
    if "\t" not in text and not any(pipe in text for pipe in PIPES):
        return lines
    lines = part_closing_pipes(text, lines)
    out: list[Line] = []
    at = 0
    while at < len(lines):
        run = gather_rows(text, lines, at) if is_row(text, lines[at]) else None
        if run is None or run.last <= at:
            out.append(lines[at])
            at += 1
            continue
        if is_numbered_text(text, run.rows) and not tables_in_rows(text, run.rows, known, lines[run.last - 1].end):
            head = find_head(text, run.rows, known)
            first = head.at + head.depth if head is not None else 0
            grids.heads += [row.span for row in run.rows[:first]]
            out += [line for row in run.rows[first:] for line in row_lines(text, row.cells())]
        else:
            out += lines[at : run.last]
        at = run.last
    return out


def _find_in_text(
    text: str, lines: list[Line], part: tuple[int, int], known: ColumnWords, out: list[TableReading]
) -> None:
    """Add the tables that begin within a part of the lines."""
    at, end = part
    if end < len(lines):
        lines = lines[:end]
    has_marks = "\t" in text or any(pipe in text for pipe in PIPES)
    while at < len(lines):
        line = lines[at]
        table = None
        if has_marks and is_row(text, line):
            at = _read_run(text, lines, gather_rows(text, lines, at), known, out)
            continue
        if is_comma_head(text, line, known):
            at = _read_run(text, lines, gather_rows(text, lines, at, COMMA), known, out)
            continue
        if _may_be_spaced_head(text, line, known):
            table = read_spaced(text, lines, at, known)
        elif line.end - line.start <= LONGEST_HEAD:
            table = read_cells(text, lines, at, known)
        if table is None:
            at += 1
            continue
        table.start = lines[table.first].start
        _take_surroundings(text, lines, table, out)
        at = table.last


def _may_be_spaced_head(text: str, line: Line, known: ColumnWords) -> bool:
    words = text[line.start : min(line.end, line.start + 80)]
    if " " not in words and "\u3000" not in words:
        return False
    return any(known.kind(word) is not None for word in words.split(maxsplit=2)[:2])


def _read_run(text: str, lines: list[Line], run: RowRun, known: ColumnWords, out: list[TableReading]) -> int:
    """Add the tables in a run of rows; return the line after it."""
    at = run.first
    end = lines[run.last - 1].end if run.last > at else lines[at].end
    tables = tables_in_rows(text, run.rows, known, end)
    starts = [line.start for line in lines[at : run.last]]
    for table in tables:
        table.first = at + bisect_right(starts, table.start) - 1
        table.last = at + bisect_left(starts, table.end)
        table.head_spans += [rule for rule in run.rules if table.start <= rule[0] < table.end]
        table.leftovers += [left for left in run.leftovers if table.start <= left.start < table.end]
        _take_surroundings(text, lines, table, out)
    return max(out[-1].last if tables else run.last, at + 1)


def _take_surroundings(text: str, lines: list[Line], table: TableReading, out: list[TableReading]) -> None:
    """Take what stands around a table and belongs to it, and add it to the tables before it."""
    floor = out[-1].last if out else 0
    _take_filled_in(text, lines, table, floor)
    _take_heading(text, lines, table, floor)
    _take_notes(text, lines, table)
    out.append(table)


def _take_filled_in(text: str, lines: list[Line], table: TableReading, floor: int) -> None:
    while table.first > floor:
        line = lines[table.first - 1]
        if not is_filled_in(text[line.start : line.end]):
            return
        table.head_spans.append((line.start, line.end))
        table.first -= 1


def _take_notes(text: str, lines: list[Line], table: TableReading) -> None:
    """Take the lines below a table that explain it; after 说明： the numbered lines go on."""
    at = table.last
    while at < len(lines):
        words = text[lines[at].start : lines[at].end]
        if not (is_note(words) or (at > table.last and goes_on_as_note(words))):
            break
        table.leftovers.append(Leftover(lines[at].start, lines[at].end, BELOW))
        at += 1
    table.last = at


def _take_heading(text: str, lines: list[Line], table: TableReading, floor: int) -> None:
    """Take the table's own title and the word 附件 or 附表 above it.

    Unless the table stands at the head of the document.
    """
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
