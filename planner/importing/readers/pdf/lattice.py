"""Ruled tables: rules that touch make a lattice, and where an inner rule is missing cells are one.

Rows and columns run between the rules, first to last, also where the outer rule of a table is not drawn (open sides,
a table cut by the end of the page).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from planner.importing.readers.pdf.layout import Rule

MOST_ROWS = 2_000
MOST_COLUMNS = 200
MOST_RULES = 20_000
_NEAR = 2.5
_TOUCH = 3.5
_OPEN_SIDE = 12.0
_COVERED = 0.6


@dataclass(frozen=True, slots=True)
class Region:
    """Cells of a lattice that are one cell: its place and spans in rows and columns."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table's borders, left to right and top to bottom, its cells, and the cell of each place by rows."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    regions: tuple[Region, ...]
    places: tuple[tuple[int, ...], ...]

    @property
    def left(self) -> float:
        """Return the left border."""
        return self.columns[0]

    @property
    def right(self) -> float:
        """Return the right border."""
        return self.columns[-1]

    @property
    def top(self) -> float:
        """Return the upper border."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """Return the lower border."""
        return self.rows[-1]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a place lies in the table."""
        return self.left - 1 <= x <= self.right + 1 and self.top - 1 <= y <= self.bottom + 1

    def region_at(self, x: float, y: float) -> int:
        """Return the index of the cell at a place in the table."""
        row = min(max(bisect_right(self.rows, y) - 1, 0), len(self.rows) - 2)
        column = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
        return self.places[row][column]


def lattices(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> list[Lattice]:
    """Return the ruled tables of a page from top to bottom; a frame round a single cell is none.

    Rules come merged and by their coordinate.
    """
    if len(horizontals) < 2 or not verticals or len(horizontals) + len(verticals) > MOST_RULES:
        return []
    found = [
        lattice
        for rules in _touching(horizontals, verticals)
        if (lattice := _lattice(*rules)) is not None and len(lattice.regions) > 1
    ]
    outer = [lattice for lattice in found if not any(_is_within(lattice, other) for other in found)]
    return sorted(outer, key=lambda lattice: (lattice.top, lattice.left))


def _is_within(inner: Lattice, outer: Lattice) -> bool:
    return inner is not outer and (
        outer.left - 1 <= inner.left
        and inner.right <= outer.right + 1
        and outer.top - 1 <= inner.top
        and inner.bottom <= outer.bottom + 1
        and (outer.right - outer.left, outer.bottom - outer.top) != (inner.right - inner.left, inner.bottom - inner.top)
    )


def _touching(across: Sequence[Rule], along: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that hang together by crossing or touching."""
    root = list(range(len(across) + len(along)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    levels = [rule.at for rule in across]  # ascending
    for index, vertical in enumerate(along):
        first = bisect_right(levels, vertical.start - _TOUCH)
        for other in range(first, len(across)):
            if levels[other] > vertical.end + _TOUCH:
                break
            if across[other].start - _TOUCH <= vertical.at <= across[other].end + _TOUCH:
                root[find(other)] = find(len(across) + index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(across):
        groups.setdefault(find(index), ([], []))[0].append(rule)
    for index, rule in enumerate(along):
        groups.setdefault(find(len(across) + index), ([], []))[1].append(rule)
    return [(flat, upright) for flat, upright in groups.values() if len(flat) >= 2 and upright]


def _lattice(across: list[Rule], along: list[Rule]) -> Lattice | None:
    columns = _borders([rule.at for rule in along], [(rule.start, rule.end) for rule in across])
    rows = _borders([rule.at for rule in across], [(rule.start, rule.end) for rule in along])
    if not 2 <= len(columns) <= MOST_COLUMNS or not 2 <= len(rows) <= MOST_ROWS:
        return None
    width, height = len(columns) - 1, len(rows) - 1
    right = _drawn(along, columns, rows)
    below = _drawn(across, rows, columns)
    board = _Board(right, below, [[-1] * width for _ in range(height)])
    regions: list[Region] = []
    for row in range(height):
        for column in range(width):
            if board.taken[row][column] < 0:
                regions.append(board.grow(row, column, len(regions)))
    return Lattice(tuple(columns), tuple(rows), tuple(regions), tuple(tuple(line) for line in board.taken))


@dataclass(slots=True)
class _Board:
    """The places of a lattice: where rules are drawn (by border, then step), and the cell that took each place."""

    upright: list[list[bool]]
    flat: list[list[bool]]
    taken: list[list[int]]

    def grow(self, row: int, column: int, index: int) -> Region:
        """Take the places of the cell that begins here: as far right, then as far down as no rule parts."""
        line = self.taken[row]
        wide = 1
        while column + wide < len(line) and line[column + wide] < 0 and not self.upright[column + wide][row]:
            wide += 1
        high = 1
        while row + high < len(self.taken) and self._goes_on(row + high, range(column, column + wide)):
            high += 1
        for below in range(row, row + high):
            self.taken[below][column : column + wide] = [index] * wide
        return Region(row, column, high, wide)

    def _goes_on(self, row: int, places: range) -> bool:
        """Tell whether a cell goes on in a row: no rule above it, none inside, all its places free."""
        return (
            not any(self.flat[row][place] for place in places)
            and not any(self.upright[place][row] for place in places[1:])
            and all(self.taken[row][place] < 0 for place in places)
        )


def _borders(levels: list[float], extents: list[tuple[float, float]]) -> list[float]:
    """Return the borders that rules make, with the open outer ends of the rules across them."""
    borders: list[float] = []
    for level in sorted(levels):
        if not borders or level - borders[-1] > _NEAR:
            borders.append(level)
    first, last = min(start for start, _ in extents), max(end for _, end in extents)
    if first < borders[0] - _OPEN_SIDE:
        borders.insert(0, first)
    if last > borders[-1] + _OPEN_SIDE:
        borders.append(last)
    return borders


def _drawn(rules: list[Rule], levels: list[float], steps: list[float]) -> list[list[bool]]:
    """Return for each border and each stretch along it whether a rule is drawn there."""
    drawn = [[False] * (len(steps) - 1) for _ in levels]
    for rule in rules:
        after = bisect_right(levels, rule.at)
        near = [index for index in (after - 1, after) if 0 <= index < len(levels)]
        level = min(near, key=lambda index: abs(levels[index] - rule.at))
        for step in range(max(0, bisect_right(steps, rule.start) - 1), len(steps) - 1):
            if steps[step] >= rule.end:
                break
            covered = min(rule.end, steps[step + 1]) - max(rule.start, steps[step])
            if covered >= _COVERED * (steps[step + 1] - steps[step]):
                drawn[level][step] = True
    return drawn
