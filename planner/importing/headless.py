"""Tables without a head: what their columns hold is told by their cells."""

import re
from collections.abc import Sequence

from planner.importing.columns import Column
from planner.importing.rows import fits_column
from planner.importing.unit_lists import looks_like_units

_FEWEST_ROWS = 3
_FEWEST_BY_UNIT = 2
_SHORTEST_TASK = 5
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_UNIT = 30
_DUTY = re.compile(r"负责|承担|牵头|做好|组织|指导|落实|开展|推进|完成|制定|协助|配合|参与|统筹|抓好")
_NUMBER_ENDS = ".．、"


def headless_kinds(rows: Sequence[Sequence[str]]) -> list[Column] | None:
    """Return what the columns of rows hold whose first cells count from 1; None when no column names units."""
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < 3:
        return None
    if any(row[0].strip().rstrip(_NUMBER_ENDS) != str(order) for order, row in enumerate(rows, start=1)):
        return None
    width = len(rows[0])
    kinds = [_kind_of([row[place].strip() for row in rows if place < len(row)]) for place in range(width)]
    lengths = {
        place: sum(len(_HANZI.findall(row[place])) for row in rows if place < len(row)) / len(rows)
        for place, kind in enumerate(kinds)
        if place and kind is Column.OTHER
    }
    task = next((place for place, length in lengths.items() if length >= _SHORTEST_TASK), None)
    if task is None or Column.RESPONSIBLE not in kinds:
        return None
    kinds[0], kinds[task] = Column.NUMBER, Column.TASK
    return kinds


def by_unit_kinds(rows: Sequence[Sequence[str]]) -> list[Column] | None:
    """Return what two columns hold of which the first names units and the second their duties, or None."""
    filled = [row for row in rows if len(row) == 2 and row[0].strip() and row[1].strip()]
    if len(filled) < _FEWEST_BY_UNIT or len(filled) < len(rows):
        return None
    units = all(len(row[0]) <= _LONGEST_UNIT and looks_like_units(row[0]) for row in filled)
    sentences = sum(_is_duty(row[1]) for row in filled) * 2 >= len(filled)
    return [Column.RESPONSIBLE, Column.TASK] if units and sentences else None


def _is_duty(words: str) -> bool:
    return any(stop in words for stop in "。；") or _DUTY.match(words.strip()) is not None


def _kind_of(cells: Sequence[str]) -> Column:
    """Return what a column without a head holds, by most of its cells."""
    filled = [cell for cell in cells if cell]
    for kind in (Column.RESPONSIBLE, Column.DEADLINE):
        if filled and sum(fits_column(cell, kind) for cell in filled) * 4 >= len(filled) * 3:
            return kind
    return Column.OTHER
