"""Cells in order, folded into rows: where no number says where a row begins, what the columns hold does."""

from collections.abc import Sequence
from itertools import pairwise

from planner.importing.columns import UNIT_COLUMNS, Column
from planner.importing.rows import cost_of_cell, cost_of_empty, cost_of_joining

_NEW_ROW = 0.5
_MERGED = 0.6

Fold = list[list[tuple[int, int]]]


def fold(cells: Sequence[str], kinds: Sequence[Column]) -> Fold:
    """Return the rows as pairs of a cell's index and its column, at the least cost of all cells together.

    A cell stands in the column of the one before and goes on with it, or in one further right, or begins a new row.
    What the last row lacks at its end costs nothing.
    """
    if not cells:
        return []
    columns = range(len(kinds))
    task = kinds.index(Column.TASK)
    empty = [0.0]
    for j, kind in enumerate(kinds):
        merged = j < task and kind in UNIT_COLUMNS  # one cell may stand for the tasks of several rows
        empty.append(empty[-1] + (_MERGED if merged else cost_of_empty(kind)))
    best = [cost_of_cell(cells[0], kind) + empty[j] for j, kind in enumerate(kinds)]
    came: list[list[tuple[int, bool]]] = []
    for before, cell in pairwise(cells):
        ends = [best[j] + empty[-1] - empty[j + 1] for j in columns]
        ended = min(columns, key=ends.__getitem__)
        following: list[float] = []
        steps: list[tuple[int, bool]] = []
        for j, kind in enumerate(kinds):
            ways = [(ends[ended] + _NEW_ROW + empty[j], ended, True)]
            ways.append((best[j] + cost_of_joining(kind, before, cell), j, False))
            ways += [(best[k] + empty[j] - empty[k + 1], k, False) for k in range(j)]
            cost, place, anew = min(ways)
            following.append(cost + cost_of_cell(cell, kind))
            steps.append((place, anew))
        best = following
        came.append(steps)
    return _rows(came, min(columns, key=best.__getitem__), len(cells))


def _rows(came: Sequence[Sequence[tuple[int, bool]]], last: int, count: int) -> Fold:
    out: Fold = [[(count - 1, last)]]
    place = last
    for index in range(count - 2, -1, -1):
        place, anew = came[index][place]
        if anew:
            out.append([])
        out[-1].append((index, place))
    return [row[::-1] for row in out[::-1]]


def is_row_of_units(row: Sequence[tuple[int, int]], cells: Sequence[str], kinds: Sequence[Column]) -> bool:
    """Tell whether a folded row has a task, and units where units belong."""
    found = {kinds[place] for _, place in row}
    units = [cells[index] for index, place in row if kinds[place] in UNIT_COLUMNS]
    merged = bool(set(kinds[: kinds.index(Column.TASK)]) & set(UNIT_COLUMNS)) and len(row) > 1
    fit = all(cost_of_cell(cell, Column.LEAD) < 1 for cell in units)
    return Column.TASK in found and (bool(units) or merged) and fit
