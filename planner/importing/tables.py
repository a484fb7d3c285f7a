"""Tables that arrive as text: where they begin and what stands above them.

A table comes as lines of cells (tabs or pipes between them) or as one cell per line. The first kind says which column
a cell stands in; in the second the rows are found by their running numbers and the columns by what the cells hold.
"""

import re

from planner.importing.cell_tables import LONGEST_HEAD, read_cells
from planner.importing.columns import column_kind
from planner.importing.faults import doubt
from planner.importing.lines import Line
from planner.importing.row_tables import is_row, read_headless, read_rows, read_spaced
from planner.importing.table_parts import PIPES, TableReading

_HEADING_END = re.compile(r"(?:表|清单|台账|一览|分工|分解|任务|安排|项目|方案|要点)(?:\s*[（(][^（）()]*[）)])*$")
_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9一二三四五六七八九十]{0,3}\s*[：:]?")


def find_tables(text: str, lines: list[Line]) -> list[TableReading]:
    """Return the tables among `lines`, in order."""
    out: list[TableReading] = []
    at = 0
    has_marks = "\t" in text or any(pipe in text for pipe in PIPES)
    while at < len(lines):
        line = lines[at]
        table = None
        if has_marks and is_row(text, line):
            table = read_rows(text, lines, at) or read_headless(text, lines, at)
        elif " " in text[line.start : min(line.end, line.start + 80)] and column_kind(
            text[line.start : line.end].split(maxsplit=1)[0]
        ):
            table = read_spaced(text, lines, at)
        elif line.end - line.start <= LONGEST_HEAD:
            table = read_cells(text, lines, at)
        if table is None:
            at += 1
            continue
        table.start = lines[table.first].start
        _take_heading(text, lines, table, out[-1].last if out else 0)
        out.append(table)
        at = table.last
    return out


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
