"""Which column each cell of a row belongs to when the row has more or fewer cells than the table has columns."""

import re
from collections.abc import Sequence

from planner.importing.columns import UNIT_COLUMNS, Column
from planner.importing.unit_lists import looks_like_units
from planner.importing.unit_phrases import is_unit_phrase

_WRAPPED = 10
_LONGEST_DUTIES = 80
_DUTIES = ("配合", "负责", "参与", "牵头", "落实", "协助", "协办")
_LONGER = 2
_LONGEST_CLASS = 6
_ENDS = "。；;：:！？"
_TEXTS = (Column.TASK, Column.CONTENT)
_NONE = ("无", "/", "／", "-", "—", "——", "")
_TIME = re.compile(
    r"[0-9]{1,2}\s*月|20[0-9]{2}\s*年?|年底|年内|长期|持续|全年|常态|每[年月季周]|季度|上半年|下半年|即时|及时"
)
_POINT = re.compile(r"[0-9]{1,2}[.．、）)]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳]")
_NAME = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){1,3}(?:[、，\s]+[\u4e00-\u9fff]{2,4})*")


def align_cells(cells: Sequence[str], kinds: Sequence[Column]) -> list[int]:
    """Return for each cell the index of its column: in order, at the least cost by what cells of a column look like."""
    columns = len(kinds)
    infinite = 1e9
    best = [[infinite] * columns for _ in cells]
    came = [[0] * columns for _ in cells]
    for i, cell in enumerate(cells):
        for j, kind in enumerate(kinds):
            own = cost_of_cell(cell, kind)
            if i == 0:
                best[i][j] = own + sum(cost_of_empty(kinds[k]) for k in range(j))
                continue
            for before in range(j + 1):
                between = (
                    cost_of_joining(kind, cells[i - 1], cell)
                    if before == j
                    else sum(cost_of_empty(kinds[k]) for k in range(before + 1, j))
                )
                total = best[i - 1][before] + own + between
                if total < best[i][j]:
                    best[i][j], came[i][j] = total, before
    if not cells:
        return []
    last = min(range(columns), key=lambda j: best[-1][j] + sum(cost_of_empty(kinds[k]) for k in range(j + 1, columns)))
    places = [last]
    for i in range(len(cells) - 1, 0, -1):
        places.append(came[i][places[-1]])
    return places[::-1]


def cost_of_cell(cell: str, kind: Column) -> float:
    """Return how ill a cell fits a column of a kind."""
    words = "".join(cell.split())
    if kind is Column.NUMBER:
        return 0 if words.rstrip(".．、").isdigit() else 20
    units = words in _NONE or looks_like_units(cell) or _says_duties(words)
    time = len(words) <= 24 and bool(_TIME.search(words))
    if kind in UNIT_COLUMNS:
        return 0 if units else 6
    if kind is Column.DEADLINE:
        return 0 if time and not units else 5
    if kind is Column.PERSON:
        return 0 if _NAME.fullmatch(cell.strip()) and not units else 4
    if kind is Column.CLASS:
        return 0 if len(words) <= _LONGEST_CLASS and not units else 1.5
    point = bool(_POINT.match(words))
    if kind is Column.TASK:
        return 4.0 if point else 2.0 if units or (time and len(words) < 12) else 0.0
    return 0.0 if point else 1.5 if units else 0.5


def _says_duties(words: str) -> bool:
    """Tell whether a cell names units with their verbs (县教育局牵头，县公安局配合)."""
    return len(words) <= _LONGEST_DUTIES and words.rstrip("。").endswith(_DUTIES) and is_unit_phrase(words)


def fits_column(cell: str, kind: Column) -> bool:
    """Tell whether a cell looks like what its column holds."""
    return cost_of_cell(cell, kind) < 1


def cost_of_empty(kind: Column) -> float:
    """Return how unlikely it is that a row has nothing in a column of a kind."""
    return {Column.OTHER: 0.4, Column.CLASS: 0.3, Column.CONTENT: 1.5, Column.TASK: 8.0, Column.NUMBER: 8.0}.get(
        kind, 2.0
    )


def cost_of_joining(kind: Column, before: str, cell: str) -> float:
    """Return how unlikely it is that a cell of a kind goes on over another line."""
    if kind is Column.NUMBER:
        return 20
    if before.rstrip().endswith(("、", "，", ",")):
        return 0.1
    if kind is Column.TASK and len(before.strip()) < _WRAPPED:
        return 1.5  # a line that short was not torn: a new cell begins
    cost = {Column.CONTENT: 0.6, Column.OTHER: 0.7, Column.TASK: 0.8, Column.LEAD: 1.3}.get(kind, 1.2)
    if kind in _TEXTS and before.rstrip()[-1:] not in _ENDS and len(cell) > len(before) + _LONGER:
        cost += 1.0  # a cell is as wide as its longest line, and is torn there
    return cost
