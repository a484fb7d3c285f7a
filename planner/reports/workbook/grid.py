"""One sheet has one set of column widths: the tables that stand on it share a grid of column edges.

Edges of two tables that lie close to each other become one, so that tables of the same make have the same columns and
no cell of theirs is merged; where they differ, a column of a table takes several columns of the grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from planner.reports.table import ReportTable

# Edges within this many millimetres of one another are one: a column that much wider is not seen, a merged cell is.
SNAP = 5.0
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("\\/:*?[]", "－"))


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a sheet in millimetres; for each table the grid column with which each of its columns begins.

    The last of a table's places is where its last column ends.
    """

    widths: tuple[float, ...]
    places: tuple[tuple[int, ...], ...]

    def width(self, start: int, stop: int) -> float:
        """Return how wide the columns from `start` up to `stop` are together."""
        return sum(self.widths[start:stop])


def grid_of(tables: Sequence[ReportTable]) -> Grid:
    """Return the grid that `tables` share."""
    edges: list[float] = []
    chosen: list[list[float]] = []
    for table in tables:
        own = _snapped(list(accumulate(column.width for column in table.columns)), edges)
        edges = sorted({*edges, *own})
        chosen.append(own)
    place = {edge: index for index, edge in enumerate(edges, 1)}
    widths = tuple(after - before for before, after in pairwise([0.0, *edges]))
    return Grid(widths, tuple((0, *(place[edge] for edge in own)) for own in chosen))


def _snapped(own: list[float], edges: Sequence[float]) -> list[float]:
    """Return the edges of a table, each moved to the nearest of `edges` that is close and not taken."""
    found: list[float] = []
    for edge in own:
        near = [known for known in edges if abs(known - edge) <= SNAP and known not in found]
        near = [known for known in near if not found or known > found[-1]]
        moved = min(near, key=lambda known: abs(known - edge), default=edge)
        found.append(max(moved, found[-1] + 1) if found else moved)
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one sheet: a table that begins a page, and those that follow it."""

    name: str
    tables: tuple[ReportTable, ...]
    grid: Grid


def sheets_of(tables: Sequence[ReportTable]) -> list[Sheet]:
    """Return the sheets of a document, each under the name that its first table wants."""
    groups: list[list[ReportTable]] = []
    for table in tables:
        if table.follows and groups:
            groups[-1].append(table)
        else:
            groups.append([table])
    return [Sheet(group[0].sheet_name, tuple(group), grid_of(group)) for group in groups]


def unique_names(wanted: Sequence[str]) -> list[str]:
    """Return names that a workbook takes: at most 31 characters, no forbidden ones, no two alike in either case."""
    taken: set[str] = set()
    found: list[str] = []
    for name in wanted:
        bare = "".join(character for character in name.translate(_FORBIDDEN) if character.isprintable())
        bare = _cut(bare.strip(" '　"), _LONGEST_NAME) or "表"
        candidate, number = bare, 2
        while candidate.casefold() in taken:
            ending = f"({number})"
            candidate, number = _cut(bare, _LONGEST_NAME - len(ending)) + ending, number + 1
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def _cut(name: str, most: int) -> str:
    """Return as much of `name` as `most` units of UTF-16 hold, which is how a workbook counts."""
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name.strip(" '　")


def resized(table: ReportTable, grid: Grid, places: Sequence[int]) -> ReportTable:
    """Return `table` with the widths that its columns have on the grid."""
    widths = [grid.width(start, stop) for start, stop in pairwise(places)]
    return replace(
        table, columns=tuple(replace(column, width=w) for column, w in zip(table.columns, widths, strict=True))
    )
