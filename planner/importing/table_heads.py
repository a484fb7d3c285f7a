"""The head of a table: which of its first rows it is, over how many rows it goes, and what its columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.document import PlacedCell
from planner.importing.grid_rows import GridRow, words_of
from planner.importing.table_parts import read_heads
from planner.importing.unit_lists import looks_like_units

_WITHIN = 10
_WITHIN_CORRECTED = 40
_DEEPEST = 3
_MOST_COLUMNS = 200
_LONGEST_PART = 8
_FIRST_ROWS = 3
_FEWEST_HEADS = 3
_FEWEST_ROWS = 3
_LONGEST_HEAD = 12
_SHORTEST_TASK = 4
_NEARLY = 5  # all but one of so many


@dataclass(slots=True)
class TableHead:
    """The head: the index of its first row, how many rows it has, the words of the columns and what they hold."""

    at: int
    depth: int
    columns: list[str]
    kinds: list[Column]


def find_head(text: str, rows: Sequence[GridRow], known: ColumnWords) -> TableHead | None:
    """Return the head among the first rows: the one whose words the clerk set right, else the first that is known."""
    best: tuple[int, TableHead] | None = None
    for at, row in enumerate(rows[: _WITHIN_CORRECTED if known.corrected else _WITHIN]):
        corrected = sum(known.corrects(words_of(text, cell)) for cell in row.cells())
        if best is not None and corrected <= best[0]:
            continue
        head = head_at(text, rows, at, known) if corrected or at < _WITHIN else None
        if head is not None:
            best = (corrected, head)
            if not known.corrected:
                break
    return best[1] if best is not None else _headless(rows, known) or _by_units(text, rows, known)


def _by_units(text: str, rows: Sequence[GridRow], known: ColumnWords) -> TableHead | None:
    """Return the head of a table whose only known column is one of units, when nearly all the cells below it are units.

    The task is the first of the other columns that nearly every row fills, each time otherwise; what stands before it
    is a class.
    """
    for at, row in enumerate(rows[:_FIRST_ROWS]):
        heads = [words_of(text, cell) for cell in row.cells()]
        named = [cell.column for cell in row.cells() if known.kind(words_of(text, cell)) in UNIT_COLUMNS]
        if len(named) != 1 or len(heads) < _FEWEST_HEADS or any(len(words) > _LONGEST_HEAD for words in heads):
            continue
        below = [other for other in rows[at + 1 :] if len(other.cells()) > 1]
        units = [text[cell.start : cell.end] for other in below if (cell := other.at(named[0])) is not None]
        if len(below) < _FEWEST_ROWS or sum(map(looks_like_units, units)) * _NEARLY < len(below) * (_NEARLY - 1):
            continue
        columns = _column_words(text, rows[at : at + 1], known)
        task = next((c for c in range(len(columns)) if c != named[0] and _tells_rows(text, below, c)), None)
        if task is not None:
            kinds = [
                known.kind(words) or (Column.CLASS if c < task else Column.OTHER) for c, words in enumerate(columns)
            ]
            kinds[task] = Column.TASK
            return TableHead(at, 1, columns, kinds)
    return None


def _tells_rows(text: str, rows: Sequence[GridRow], column: int) -> bool:
    """Tell whether a column has words in nearly every row, mostly other ones: no figures, no people or bodies."""
    words = [found for row in rows if (found := words_of(text, row.at(column))) and not found.isdecimal()]
    tells = [found for found in words if len(found) >= _SHORTEST_TASK and not looks_like_units(found)]
    return len(tells) * _NEARLY >= len(rows) * (_NEARLY - 1) and len(set(tells)) * 2 > len(tells)


def _headless(rows: Sequence[GridRow], known: ColumnWords) -> TableHead | None:
    """Return the head of a table that has none and whose columns the clerk named by their places."""
    width = max((max(row.own) for row in rows), default=-1) + 1
    kinds = known.by_place(width)
    at = next((at for at, row in enumerate(rows) if len(row.cells()) > 1), None)
    return None if kinds is None or at is None else TableHead(at, 0, [""] * width, kinds)


def head_at(text: str, rows: Sequence[GridRow], at: int, known: ColumnWords) -> TableHead | None:
    """Return the head that begins with a row, or None when that row is no head."""
    cells = rows[at].cells()
    if sum(known.kind(words_of(text, cell)) is not None for cell in cells) < 2:
        return None
    depth = _depth(text, rows, at, known)
    columns = _column_words(text, rows[at : at + depth], known)
    kinds = read_heads(columns, known)
    if kinds is None:
        return None
    return TableHead(at, depth + _counts_columns(text, rows, at + depth), columns, kinds)


def _depth(text: str, rows: Sequence[GridRow], at: int, known: ColumnWords) -> int:
    """Return over how many rows the head goes: as far as a merged cell of it reaches, or while heads stand below."""
    row = rows[at]
    reach = max((cell.row + cell.row_span for cell in row.cells() if cell.row_span <= _DEEPEST), default=0)
    depth = 1
    while depth < _DEEPEST and at + depth < len(rows):
        below = rows[at + depth]
        if below.row < reach:
            depth += 1
            continue
        cells = below.cells()
        words = [words_of(text, cell) for cell in cells]
        heads = all(known.kind(word) is not None for word in words)
        short = len(cells) > 1 and cells[0].column > 0 and all(len(word) <= _LONGEST_PART for word in words)
        if not (heads or short) or not all(_stands_below(row, cell) for cell in cells):
            break
        depth += 1
    return depth


def _stands_below(row: GridRow, cell: PlacedCell) -> bool:
    """Tell whether a cell can be part of a second row of heads: under a merged one, or where the first row is empty."""
    above = row.at(cell.column)
    return above is None or above.column_span > 1 or row.at(cell.column + 1) is None


def _column_words(text: str, head: Sequence[GridRow], known: ColumnWords) -> list[str]:
    """Return the words of each column, from the lowest row of the head, with the words above where those tell more."""
    width = min(max(max(row.own, default=-1) for row in head) + 1, _MOST_COLUMNS)
    out: list[str] = []
    above: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for row in head:
            words = words_of(text, row.at(column))
            if words and words not in parts:
                parts.append(words)
        if len(head) > 1 and not row_has(head[0], column) and parts and above and len(above) > 1:
            parts = [above[0], *parts]  # text has no merged cells: the group's word stands over its first column only
        out.append(_join_heads(parts, known))
        above = parts
    return out


def row_has(row: GridRow, column: int) -> bool:
    """Tell whether a row holds words in a column."""
    return row.at(column) is not None


def _join_heads(parts: list[str], known: ColumnWords) -> str:
    """Return one label for head words that stand above each other."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    joined, below = "".join(parts), parts[-1]
    if known.kind(joined) is not None:
        return joined
    return below if known.kind(below) is not None else f"{parts[0]}（{below}）"


def _counts_columns(text: str, rows: Sequence[GridRow], at: int) -> int:
    """Return 1 when the row only numbers the columns (1 2 3 4 …), else 0."""
    words = [words_of(text, cell) for cell in rows[at].cells()] if at < len(rows) else []
    figures = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 3]
    return int(len(figures) >= 4 and len(figures) == len(words) and all(b == a + 1 for a, b in pairwise(figures)))
