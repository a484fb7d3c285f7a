"""Which head a sheet says again on each page, and which tables can share a sheet for all that.

A spreadsheet says the same rows again on every page. Where the tables of a sheet have different heads, that of the
first is right only as long as its own rows begin each page; the pages are counted from the heights of the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.reports.table import ReportTable

# A page is taken for a little smaller than it is, for a printer may set rows a little higher.
SAFE = 0.985


@dataclass(frozen=True, slots=True)
class HeadRows:
    """Where a table with a head stands: the row of its band (0 for none), that of its head, and its last."""

    table: ReportTable
    places: tuple[int, ...]
    band: int
    head: int
    last: int

    @property
    def words(self) -> tuple[object, ...]:
        """What is alike in tables that can share the head of a page."""
        return (*(column.head for column in self.table.columns), self.places)


def repeated_rows(heads: Sequence[HeadRows], heights: Sequence[float], frame: float) -> tuple[int, int] | None:
    """Return the first and the last row to be said again on each page of `frame` points, None for no rows."""
    if not heads:
        return None
    first = heads[0]
    if len({one.words for one in heads}) == 1:
        is_same_band = first.band and len({one.table.band for one in heads}) == 1
        return (first.band if is_same_band else first.head), first.head
    pages = _pages(heights, frame * SAFE, heights[first.head - 1])
    return (first.head, first.head) if pages[-1] > 0 else None


def fit_together(heads: Sequence[HeadRows], heights: Sequence[float], frame: float) -> bool:
    """Tell whether each page begins with rows of the head that is said again on it."""
    if len({one.words for one in heads}) < 2:
        return True
    pages = _pages(heights, frame * SAFE, heights[heads[0].head - 1])
    alike = [after.words == before.words for before, after in pairwise(heads)]
    last = heads[alike.index(False)].last
    return pages[last - 1] == pages[-1]


def _pages(heights: Sequence[float], frame: float, again: float) -> list[int]:
    """Return the page of each row, the first being 0."""
    found: list[int] = []
    page, used = 0, 0.0
    for height in heights:
        if used + height > frame and used:
            page, used = page + 1, again
        used += height
        found.append(page)
    return found
