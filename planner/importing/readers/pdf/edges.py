"""Where the columns of a page begin: under the words of a row that stands in columns, and at its tab stops."""

from collections.abc import Sequence

from planner.importing.readers.pdf.layout import Piece

_WIDE = 1.0
_MOST = 60
_NEAR = 0.4
_LOOSE = 0.12
_STEPS = (36.0, 35.45, 28.35, 42.0, 21.0, 24.0, 32.0)  # half an inch, 1.25 cm, 1 cm, 420 twips and two characters

Row = Sequence[Piece]


def wide_gaps(row: Row) -> list[tuple[float, float]]:
    """Return the gaps of a row that are wider than a character."""
    gaps: list[tuple[float, float]] = []
    right = row[0].right
    for piece in row[1:]:
        if piece.left - right > _WIDE * piece.em:
            gaps.append((right, piece.left))
        right = max(right, piece.right)
    return gaps


def column_edges(rows: Sequence[Row], before: Sequence[float]) -> tuple[float, ...]:
    """Return the places at which a cell may begin, from left to right; none when no row stands in columns.

    `before` are those of the page before.
    """
    heads = [row for row in rows if len(row) >= 3 and len(wide_gaps(row)) >= 2]
    if not heads:
        return tuple(before) if any(len(row) > 1 for row in rows) else ()
    left = min(row[0].left for row in rows)
    right = max(row[-1].right for row in rows)
    places = sorted({*before, *(piece.left for row in heads for piece in row)})
    step = tab_step(heads[0], left)
    if step:
        places = sorted([*places, *(left + step * number for number in range(1, int((right - left) / step) + 1))])
    edges: list[float] = []
    for place in places:
        if place > left + 1 and not (edges and place - edges[-1] <= _NEAR):
            edges.append(place)
    return tuple(edges) if len(edges) <= _MOST else ()


def tab_step(row: Row, left: float) -> float:
    """Return how far the tab stops are apart that all words of a row stand at, 0 when there are none."""
    offsets = [piece.left - left for piece in row]
    for usual in _STEPS:
        step = offsets[-1] / max(1, round(offsets[-1] / usual))
        if abs(step - usual) <= _LOOSE and all(abs(place - step * round(place / step)) <= _NEAR for place in offsets):
            return step
    return 0.0
