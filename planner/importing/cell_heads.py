"""The head of a table that has one cell per line: its words, torn ones joined, and columns of unknown words.

How the head is to be parted is told by the rows: a table with running numbers says how many cells a row has.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.table_parts import PIPES, read_heads

LONGEST_HEAD = 16
_BROKEN = ("序号", "完成时限", "完成时间")
_BROKEN_PART = 4
_MOST_PARTS = 4
_MOST_COLUMNS = 40
_TAILS = ("单位", "科室", "部门", "处室", "股室", "时限", "时间", "领导")
_FIRST_ROW_WITHIN = 70
_ROW_WITHIN = 40
_ROWS_LOOKED_AT = 6
_FIGURE = re.compile(r"\s*([0-9]{1,4})\s*[.．、]?\s*")
_HAN = re.compile(r"[一二三四五六七八九十]{1,3}")
_NO_HEAD = re.compile(r"[。；;，,：:、]|^[0-9]")


@dataclass(slots=True)
class CellHead:
    """The words of the columns, what they hold, where they stand, the line after them, and where a torn one stands."""

    columns: list[str]
    kinds: list[Column]
    spans: list[tuple[int, int]]
    after: int
    broken: tuple[int, int] | None

    @property
    def number(self) -> int | None:
        """Which column holds the numbers."""
        return self.kinds.index(Column.NUMBER) if Column.NUMBER in self.kinds else None


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the running numbers below a head say: the line of the first, and how many cells most rows have."""

    first: int | None
    width: int


def read_cell_head(text: str, lines: list[Line], at: int, known: ColumnWords) -> CellHead | None:
    """Return the head that begins at a line, or None."""
    words = text[lines[at].start : lines[at].end]
    if known.kind(words) is None and (len(words) > _BROKEN_PART or not _joined(text, lines, at, known)):
        return None
    rows = _rows_below(text, lines, at)
    best: tuple[tuple[bool, bool, int], CellHead] | None = None
    for eager, limit in ((False, None), (True, None), (False, rows.first), (True, rows.first)):
        head = _read(text, lines, at, known, limit, eager=eager)
        if head is None:
            continue
        _take_groups(head, rows.width, known)
        worth = (_reaches(text, lines, head, rows), len(head.columns) == rows.width, 0 if rows.width else head.after)
        if best is None or worth > best[0]:
            best = (worth, head)
    return best[1] if best is not None else None


def _joined(text: str, lines: list[Line], at: int, known: ColumnWords) -> int:
    """Return how many lines from one on make a known head together, the longest first; 0 when none do."""
    for count in range(_MOST_PARTS, 1, -1):
        parts = [text[line.start : line.end] for line in lines[at : at + count]]
        whole = "".join("".join(parts).split())
        short = len(parts) == count and len(whole) <= LONGEST_HEAD and max(map(len, parts)) <= _BROKEN_PART
        if short and known.kind(whole) is not None:
            return count
    return 0


def _read(
    text: str, lines: list[Line], at: int, known: ColumnWords, limit: int | None, *, eager: bool
) -> CellHead | None:
    """Read a head; `eager` joins lines wherever that gives a known word, and up to `limit` words may be unknown."""
    columns: list[str] = []
    spans: list[tuple[int, int]] = []
    broken: tuple[int, int] | None = None
    index = at
    unknown = 0
    while index < len(lines) and lines[index].end - lines[index].start <= LONGEST_HEAD:
        if len(columns) > _MOST_COLUMNS:
            return None
        line = lines[index]
        words = text[line.start : line.end]
        count = 1
        if words not in PIPES:
            count = _joined(text, lines, index, known) if eager else _torn(text, lines, index, known)
            if count:
                broken = (line.start, lines[index + count - 1].end)
            elif known.kind(words) is None:
                place = next((i for i, column in enumerate(columns) if known.kind(column) is Column.NUMBER), 0)
                if (
                    limit is None
                    or index >= limit - place
                    or not _may_be_head(words, line)
                    or unknown * 2 > len(columns)
                ):
                    break
                unknown += 1
            count = count or 1
            columns.append(
                "".join("".join(text[part.start : part.end] for part in lines[index : index + count]).split())
            )
        spans += [(part.start, part.end) for part in lines[index : index + count]]
        index += count
    kinds = read_heads(columns, known) if len(columns) > 1 else None
    if kinds is not None and len(kinds) == 2 and not (Column.TASK in kinds and set(kinds) & set(UNIT_COLUMNS)):
        kinds = None
    return CellHead(columns, kinds, spans, index, broken) if kinds is not None else None


def _torn(text: str, lines: list[Line], at: int, known: ColumnWords) -> int:
    """Return 2 where a line and the next are certainly one head word, else 0."""
    if at + 1 >= len(lines):
        return 0
    words, below = (text[line.start : line.end] for line in lines[at : at + 2])
    joined = "".join((words + below).split())
    if known.kind(words + below) is None:
        return 0
    return 2 if known.kind(words) is None or joined in _BROKEN or below in _TAILS else 0


def _may_be_head(words: str, line: Line) -> bool:
    return (
        (line.style is None or line.style > Style.HAN_BRACKET)
        and not _HAN.fullmatch(words)
        and not _NO_HEAD.search(words)
    )


def _rows_below(text: str, lines: list[Line], at: int) -> _Rows:
    """Return what the lines that are the figures 1, 2, 3 … below a head say of its rows."""
    places = list(_numbers(text, lines, at))
    if len(places) < 2:
        return _Rows(places[0] if places else None, 0)
    piped = at + 1 < len(lines) and _is_pipe(text, lines[at + 1])  # then an empty cell leaves its pipe
    widths = Counter(
        sum(_is_pipe(text, line) is piped for line in lines[first:second]) for first, second in pairwise(places)
    )
    return _Rows(places[0], widths.most_common(1)[0][0])


def _is_pipe(text: str, line: Line) -> bool:
    return line.end - line.start == 1 and text[line.start] in PIPES


def _numbers(text: str, lines: list[Line], at: int) -> Iterator[int]:
    expected, end = 1, at + _FIRST_ROW_WITHIN
    index = at
    while index < min(end, len(lines)) and expected <= _ROWS_LOOKED_AT:
        found = _FIGURE.fullmatch(text, lines[index].start, lines[index].end)
        if found is not None and int(found[1]) == expected:
            yield index
            expected, end = expected + 1, index + _ROW_WITHIN
        index += 1


def _reaches(text: str, lines: list[Line], head: CellHead, rows: _Rows) -> bool:
    """Tell whether the rows begin right behind a head: with the first number, what stands left of it, or a heading."""
    if rows.first is None or head.number is None:
        return rows.first is None
    if rows.first - head.after == head.number:
        return True
    if rows.first <= head.after or rows.first - head.after > head.number + 2:
        return False
    line = lines[head.after]
    bare = _HAN.fullmatch(text[line.start : line.end]) is not None
    return bare or (line.style is not None and line.style <= Style.HAN_BRACKET)


def _take_groups(head: CellHead, width: int, known: ColumnWords) -> None:
    """Put the second row of a head in place: 责任分工 in the first row stands over 牵头 and 配合 in the second."""
    tail = len(head.kinds)
    while tail and head.kinds[tail - 1] in (Column.LEAD, Column.PARTNER):
        tail -= 1
    above = head.kinds.index(Column.RESPONSIBLE) if Column.RESPONSIBLE in head.kinds else tail
    if len(head.kinds) - tail < 2 or len(head.kinds) != width + 1 or above >= tail - 1:
        return
    columns = [*head.columns[:above], *head.columns[tail:], *head.columns[above + 1 : tail]]
    kinds = read_heads(columns, known)
    if kinds is not None and set(kinds) & set(UNIT_COLUMNS):
        head.columns, head.kinds = columns, kinds
