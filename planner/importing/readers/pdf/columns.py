"""Columns without upright rules: rows of pieces between which the same stretches of the page stay free.

A river is a stretch that no line of a table crosses. A table needs two of them over three lines, and something that
running text set in columns has not: rules across it, numbers in front, or a row of heads over cells of several lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from planner.importing.readers.pdf.edges import wide_gaps
from planner.importing.readers.pdf.layout import Piece, Rule

NUMBER = re.compile(r"[（(]?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,4})[）)]?[.．、]?")
_HEAD = re.compile(r"[^，。；：:！？…\s]{1,14}(?:\s[^，。；：:！？…\s]{1,12})?")
_SENTENCE = re.compile("[，。；！？]")
_NARROWEST, _ALIGNED = 0.5, -0.05  # of a character; columns of a word processor may touch
_SAME_EDGE, _TOUCH = 0.7, 0.01
_HALF = 0.95
_FAR, _FAR_RULED, _CLOSE = 3.6, 7.0, 1.9  # characters from line to line
_MOST_ROWS, _MOST_CELLS, _MOST_RULES = 2_000, 60, 2_000
_FEWEST = 3
_SPANNING = 0.6
_LONG = 6

River = tuple[float, float]
Row = list[Piece]


@dataclass(slots=True)
class Area:
    """Consecutive rows of a page in columns: first and last row, the rivers, the rows that stand across them.

    Rows that may as well be lines of text set in columns are `doubtful`.
    """

    first: int
    last: int
    rivers: list[River]
    across: set[int] = field(default_factory=set)
    rules: tuple[float, ...] = ()
    doubtful: bool = False


def areas(rows: Sequence[Row], rules: Sequence[Rule], edges: Sequence[float]) -> list[Area]:
    """Return the stretches of rows that are tables, from the top.

    `rules` are those across the page, `edges` the places at which columns are known to begin.
    """
    rules = rules if len(rules) <= _MOST_RULES else ()
    found: list[Area] = []
    taken: set[int] = set()
    tried: set[int] = set()
    seeds = [
        (len(_rivers(row, edges)), -index)
        for index, row in enumerate(rows[:_MOST_ROWS])
        if 3 <= len(row) <= _MOST_CELLS and len(wide_gaps(row)) >= 2
    ]
    for _, seed in sorted(seeds, reverse=True):
        if -seed in tried:
            continue
        area = Area(-seed, -seed, _rivers(rows[-seed], edges))
        _grow(area, rows, rules, taken)
        own = range(area.first, area.last + 1)
        tried.update(own)
        if _is_table(area, rows, rules):
            found.append(area)
            taken.update(own)
    return sorted(found, key=lambda area: area.first)


def _rivers(row: Row, edges: Sequence[float]) -> list[River]:
    """Return the gaps of a row that are wide or end where a column is known to begin."""
    rivers: list[River] = []
    right = row[0].right
    for piece in row[1:]:
        gap = piece.left - right
        if gap > piece.em or (
            gap > _ALIGNED * piece.em and any(abs(piece.left - edge) <= _SAME_EDGE for edge in edges)
        ):
            rivers.append((right, piece.left))
        right = max(right, piece.right)
    return rivers


def _grow(area: Area, rows: Sequence[Row], rules: Sequence[Rule], taken: set[int]) -> None:
    """Take in what stands in the same columns above and below the row of an area."""
    seed = area.first
    for step in (1, -1):  # down first: a heading above may stand between wide gaps of short heads
        index = seed + step
        across: list[int] = []
        while 0 <= index < len(rows) and index not in taken and _is_near(rows, index, index - step, rules):
            if _takes(area, rows[index]) or (step < 0 and _is_half_line(rows, index)):
                area.across.update(across)
                across = []
                area.first, area.last = min(area.first, index), max(area.last, index)
            elif step > 0 and not across and _may_stand_across(rows[index], area):
                across.append(index)
            else:
                break
            index += step
    _trim(area, rows)
    area.rivers = [river for river in area.rivers if _holds(river, area, rows)]
    area.rivers = sorted([*area.rivers, *_further_rivers(area, rows)])


def _takes(area: Area, row: Row) -> bool:
    """Take a row in when it leaves the rivers free, or all but a few that cells merged over them cross."""
    narrowed = [_narrowed(river, row) for river in area.rivers]
    free = sum(river is not None for river in narrowed)
    if free < len(narrowed) and (free < 2 or 2 * free < len(narrowed) or not wide_gaps(row)):
        return False
    area.rivers = [new or old for new, old in zip(narrowed, area.rivers, strict=True)]
    return True


def _narrowed(river: River, row: Row) -> River | None:
    """Return what a row leaves free of a river, or None when it crosses it."""
    left, right = river
    for piece in row:
        if piece.right <= left or piece.left >= right:
            continue
        from_left, to_right = piece.left <= left - _TOUCH, piece.right >= right + _TOUCH
        if from_left is to_right:
            return None
        if from_left:
            left = piece.right
        else:
            right = piece.left
    return (left, right) if right - left >= _ALIGNED * row[0].em else None


def _may_stand_across(row: Row, area: Area) -> bool:
    """Tell whether a row may be a heading within a table: short, alone, no sentence."""
    return len(row) == 1 and not _SENTENCE.search(row[0].text) and row[0].right < area.rivers[-1][1]


def _is_near(rows: Sequence[Row], one: int, other: int, rules: Sequence[Rule]) -> bool:
    above, below = rows[min(one, other)][0], rows[max(one, other)][0]
    apart = (below.base - above.base) / max(above.em, below.em, 1.0)
    return apart <= _FAR or (apart <= _FAR_RULED and any(above.base < rule.at < below.base for rule in rules))


def _is_half_line(rows: Sequence[Row], above: int) -> bool:
    """Tell whether a row is so near to the next one that both are lines of one row of cells."""
    return rows[above + 1][0].base - rows[above][0].base < _HALF * rows[above][0].em


def _trim(area: Area, rows: Sequence[Row]) -> None:
    """Leave out rows at the borders that hold no more than one cell and need not belong to the table."""
    while area.first < area.last and len(rows[area.first]) == 1 and not _is_half_line(rows, area.first):
        area.first += 1
    left = area.rivers[0][0]
    while area.last > area.first and len(rows[area.last]) == 1 and not _is_rest(area, rows, left):
        area.last -= 1
    area.across = {index for index in area.across if area.first < index < area.last}


def _is_rest(area: Area, rows: Sequence[Row], left: float) -> bool:
    """Tell whether the last row, of one piece, belongs to the table: a number, or the rest of a cell right above."""
    (piece,), before = rows[area.last], rows[area.last - 1]
    if area.last in area.across:
        return False
    if piece.right > left + 1:
        return piece.base - before[0].base < _CLOSE * piece.em
    above = before[0]
    runs_on = abs(above.left - piece.left) < 1 and left - above.right < piece.em
    return bool(NUMBER.fullmatch(piece.text)) or (runs_on and piece.base - above.base < _CLOSE * piece.em)


def _further_rivers(area: Area, rows: Sequence[Row]) -> list[River]:
    """Return the stretches that all rows leave free although the row that the area grew from had no gap there."""
    inner = [rows[index] for index in range(area.first, area.last + 1) if index not in area.across]
    pieces = sorted((piece for row in inner for piece in row), key=itemgetter(1))
    found: list[River] = []
    right = pieces[0].right
    for piece in pieces:
        if piece.left - right >= _NARROWEST * piece.em and len(found) < _MOST_CELLS:
            known = any(left < piece.left and end > right for left, end in area.rivers)
            if not known and sum(abs(other.left - piece.left) <= piece.em for other in pieces) >= _FEWEST:
                found.append((right, piece.left))
        right = max(right, piece.right)
    return found


def _holds(river: River, area: Area, rows: Sequence[Row]) -> bool:
    """Tell whether nearly all rows leave a river free, and a narrow one has words beginning right beside it."""
    inner = [rows[index] for index in range(area.first, area.last + 1) if index not in area.across]
    if river[1] - river[0] < _NARROWEST * inner[0][0].em:
        beside = sum(abs(piece.left - river[1]) <= _SAME_EDGE for row in inner for piece in row)
        if beside < _FEWEST:
            return False
    crossing = sum(_narrowed(river, row) is None for row in inner)
    return 4 * crossing <= len(inner)


def column_of(rivers: Sequence[River], piece: Piece) -> tuple[int, int]:
    """Return the first column of a piece and the one after its last."""
    first = sum(piece.left >= (left + right) / 2 for left, right in rivers)
    after = sum(piece.right > (left + right) / 2 for left, right in rivers) + 1
    return first, max(after, first + 1)


def _own_rules(area: Area, rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[float]:
    """Yield the heights of the rules that run across a table, also right above and below it."""
    inner = [piece for index in range(area.first, area.last + 1) for piece in rows[index]]
    left, right = min(piece.left for piece in inner), max(piece.right for piece in inner)
    top, bottom, em = rows[area.first][0].base, rows[area.last][0].base, rows[area.first][0].em
    covered: dict[float, float] = {}
    for rule in rules:
        if top - 3 * em <= rule.at <= bottom + 2.5 * em:
            covered[rule.at] = covered.get(rule.at, 0.0) + max(0.0, min(right, rule.end) - max(left, rule.start))
    yield from (at for at, length in sorted(covered.items()) if length >= _SPANNING * (right - left))


def _is_table(area: Area, rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Tell whether rows in columns are a table, and find its rules."""
    inner = [rows[index] for index in range(area.first, area.last + 1) if index not in area.across]
    if len(area.rivers) < 2 or len(inner) < _FEWEST or sum(len(row) >= 3 for row in inner) < 2:
        return False
    area.rules = tuple(_own_rules(area, rows, rules))
    if len(area.rules) >= 2:
        return True
    if _numbers(area, inner, 0) and not (len(area.rivers) == 2 and _numbers(area, inner, 2)):  # no list of contents
        return True
    head = inner[0]
    area.doubtful = not any(len(row) <= len(area.rivers) // 2 + 1 for row in inner[1:])
    headed = len(head) == len(area.rivers) + 1 and all(_HEAD.fullmatch(piece.text) for piece in head)
    return headed and (not area.doubtful or all(any(len(piece.text) >= _LONG for piece in row) for row in inner[1:]))


def _numbers(area: Area, inner: Sequence[Row], column: int) -> bool:
    """Tell whether a column holds numbers, but for its head."""
    texts = [piece.text for row in inner for piece in row if column_of(area.rivers, piece) == (column, column + 1)]
    numbers = sum(bool(NUMBER.fullmatch(text)) for text in texts)
    return numbers >= 2 and numbers >= 0.6 * (len(texts) - 1)
