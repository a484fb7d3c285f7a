"""The item rows of a table on its sheet: cells over several columns, cells joined downwards, rows that are too high."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from planner.reports.cut import Part, cut
from planner.reports.profiles import MM
from planner.reports.table import SIGNS, Cell, ItemRow, Paragraph, ReportTable, Style
from planner.reports.workbook.heads import SAFE
from planner.reports.workbook.lines import HIGHEST_ROW, Measured, height_of, measured, most_lines, room, set_cell, shown
from planner.reports.workbook.looks import Look, Rule, Rules
from planner.reports.workbook.markup import SheetCell, is_formula_like
from planner.reports.workbook.rows import CutRow, SheetRows

# A text of more lines than that is not said again beside a part that is lower.
_AGAIN_AT_MOST = 4


class Edge(NamedTuple):
    """Whether a row is the first or the last of its table."""

    is_first: bool = False
    is_last: bool = False


class _Run(NamedTuple):
    """Cells of one column that say the same, from row `first` up to row `stop` of a block."""

    place: int
    first: int
    stop: int


class _Place(NamedTuple):
    """How a row stands: its edge, and columns by number.

    The joined text of `hidden` ones stands above, that of `begun` ones begins here, of `tops` at the top of its room;
    `again` ones are said again in grey.
    """

    edge: Edge
    hidden: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()
    tops: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()


class _Key(NamedTuple):
    """What the look of an item's cell depends on."""

    place: int
    span: int
    edge: Edge
    is_centred: bool
    is_total: bool
    is_quoted: bool
    is_again: bool
    is_top: bool


class ItemRows:
    """Writes the item rows of a table; `places` are its columns on the grid of the sheet.

    `above` is the height of what is said again on each page: with it, the highest row still has to fit on one.
    """

    def __init__(self, sheet: SheetRows, table: ReportTable, places: Sequence[int], above: float) -> None:
        self.sheet = sheet
        self.table = table
        self.places = places
        self.size = sheet.page.size
        self.highest = min(HIGHEST_ROW, sheet.profile.frame_height * MM * SAFE - above)
        grid = sheet.sheet.grid
        self.rooms = [room(grid.width(start, stop), self.size) for start, stop in pairwise(places)]
        self.count = len(table.columns)
        self._styles: dict[_Key, tuple[int, ...]] = {}

    def write(self, rows: Sequence[ItemRow], edge: Edge) -> None:
        """Write a row, or several of which cells are joined; `edge` is that of all of them together."""
        cells = [self._measured(row) for row in rows]
        runs = self._runs(rows) if len(rows) > 1 else []
        joined = {(index, run.place) for run in runs for index in range(run.first, run.stop)}
        heights = [
            height_of(
                max([found.lines for place, found in enumerate(some) if (index, place) not in joined], default=1),
                self.size,
                row.least,
            )
            for index, (row, some) in enumerate(zip(rows, cells, strict=True))
        ]
        for run in runs:
            self._stretch(heights, run, cells[run.first][run.place].lines)
        numbers: list[tuple[int, int]] = []
        for index, row in enumerate(rows):
            at = Edge(edge.is_first and index == 0, edge.is_last and index == len(rows) - 1)
            hidden = frozenset(run.place for run in runs if run.first < index < run.stop)
            begun = frozenset(run.place for run in runs if run.first == index)
            stand = _Place(at, hidden, begun, self._tops(runs, heights, index))
            numbers.append(self._row(row, cells[index], heights[index], stand))
        for run in runs:
            stop = run.place + max(rows[run.first].cells[run.place].span, 1)
            first, last = numbers[run.first][0], numbers[run.stop - 1][1]
            self.sheet.writer.merge(first, last, self.places[run.place], self.places[stop])

    def _runs(self, rows: Sequence[ItemRow]) -> list[_Run]:
        """Return the cells that are joined downwards."""
        found: list[_Run] = []
        for place in range(self.count):
            first = 0
            for index in range(1, len(rows) + 1):
                if index == len(rows) or not rows[index].cells[place].joined:
                    if index - first > 1:
                        found.append(_Run(place, first, index))
                    first = index
        return found

    def _stretch(self, heights: list[float], run: _Run, count: int) -> None:
        """Make the rows of joined cells high enough for their text."""
        missing = height_of(count, self.size) - sum(heights[run.first : run.stop])
        if missing > 0:
            for index in range(run.first, run.stop):
                heights[index] = round(heights[index] + missing / (run.stop - run.first), 2)

    def _tops(self, runs: Sequence[_Run], heights: Sequence[float], index: int) -> frozenset[int]:
        """Return the columns whose joined text begins here and, in the middle of its room, would stand overleaf."""
        most = self.sheet.profile.frame_height * MM / 2
        return frozenset(run.place for run in runs if run.first == index and sum(heights[run.first : run.stop]) > most)

    def _measured(self, row: ItemRow) -> list[Measured]:
        return [measured(cell, self._room(place, cell)) for place, cell in enumerate(row.cells)]

    def _room(self, place: int, cell: Cell) -> int:
        if cell.span < 2:
            return self.rooms[place]
        width = self.sheet.sheet.grid.width(self.places[place], self.places[place + cell.span])
        return room(width, self.size)

    def _row(self, row: ItemRow, cells: Sequence[Measured], height: float, stand: _Place) -> tuple[int, int]:
        """Write a row, or several when it is too high; return the numbers of the first and the last."""
        if height <= self.highest:
            number = self._put(row, height, [cell.shown for cell in cells], stand)
            return number, number
        joined = stand.hidden | stand.begun
        count = max([cell.lines for place, cell in enumerate(cells) if place not in joined], default=1)
        most = most_lines(self.size, self.highest)
        share = min(most, -(-count // -(-count // most)) + 1)
        columns: list[list[Part]] = []
        for place, cell in enumerate(row.cells):
            limit = self._room(place, cell)
            columns.append([] if place in joined else list(cut(cell, share, limit, partial(set_cell, limit=limit))))
        total = max([len(parts) for parts in columns])
        numbers: list[int] = []
        for place in range(total):
            edge = Edge(stand.edge.is_first and place == 0, stand.edge.is_last and place == total - 1)
            kept = {begun: cells[begun].shown for begun in stand.begun} if place == 0 else {}
            numbers.append(self._part(row, columns, place, stand._replace(edge=edge, begun=joined), kept))
        self.sheet.cut_rows.append(CutRow(_number(row), total, int(self.highest)))
        return numbers[0], numbers[-1]

    def _part(
        self,
        row: ItemRow,
        columns: Sequence[Sequence[Part]],
        number: int,
        stand: _Place,
        kept: Mapping[int, Sequence[Paragraph]],
    ) -> int:
        """Write one row of an item that takes several; number and units are said again in grey.

        `kept` are texts that are joined with those below and not cut.
        """
        count = max([len(parts[number].lines) for parts in columns if number < len(parts)], default=1)
        contents: list[Sequence[Paragraph]] = []
        again: set[int] = set()
        for place, parts in enumerate(columns):
            if number < len(parts):
                contents.append(shown(*parts[number]))
            elif self._is_said_again(place, parts, max(count, _AGAIN_AT_MOST)):
                contents.append(shown(*parts[0]))
                again.add(place)
                count = max(count, len(parts[0].lines))
            else:
                contents.append(kept.get(place, ()))
        return self._put(row, height_of(count, self.size), contents, stand._replace(again=frozenset(again)))

    def _is_said_again(self, place: int, parts: Sequence[Part], most: int) -> bool:
        """Tell whether a column repeats its text beside a part of the others: at most `most` lines."""
        repeats = self.table.columns[place].repeats and self.sheet.page.again
        return repeats and len(parts) == 1 and len(parts[0].lines) <= most

    def _put(self, row: ItemRow, height: float, contents: Sequence[Sequence[Paragraph]], stand: _Place) -> int:
        cells: list[SheetCell] = []
        number = self.sheet.writer.count + 1
        for place, span, cell in _shown_cells(row):
            paragraphs = () if place in stand.hidden else contents[place]
            key = _Key(
                place,
                span,
                stand.edge,
                self.table.columns[place].centred if cell.centred is None else cell.centred,
                row.is_total,
                is_formula_like(paragraphs),
                place in stand.again,
                place in stand.tops,
            )
            styles = self._styles.get(key) or self._dressed(key)
            cells.append(SheetCell(paragraphs, styles[0]))
            if len(styles) > 1:
                cells += [SheetCell((), style) for style in styles[1:]]
                if place not in stand.hidden | stand.begun:
                    self.sheet.writer.merge(number, number, self.places[place], self.places[place + span])
        return self.sheet.put_cells(height, cells)

    def _dressed(self, key: _Key) -> tuple[int, ...]:
        """Return the styles of the cells of the grid that a cell takes."""
        rules = Rules(
            Rule.OUTER if key.place == 0 else Rule.INNER,
            Rule.OUTER if key.place + key.span == self.count else Rule.INNER,
            Rule.OUTER if key.edge.is_first else Rule.INNER,
            Rule.OUTER if key.edge.is_last else Rule.INNER,
        )
        look = Look(
            Style.STRONG if key.is_total else Style.CELL,
            self.size,
            "center" if key.is_centred else "left",
            "top" if key.is_top else "center",
            rules,
            grey=key.is_again,
            quoted=key.is_quoted,
        )
        count = self.places[key.place + key.span] - self.places[key.place]
        styles = self._styles[key] = self.sheet.spread(look, count)
        return styles


def _shown_cells(row: ItemRow) -> Iterator[tuple[int, int, Cell]]:
    """Yield the cells of a row that are shown: the column that each begins with and how many it takes."""
    taken = 0
    for place, cell in enumerate(row.cells):
        if place >= taken:
            span = min(max(cell.span, 1), len(row.cells) - place)
            taken = place + span
            yield place, span, cell


def _number(row: ItemRow) -> str:
    """Return the number that a row says of itself: its first cell, or the next one behind a box to tick."""
    return next((cell.text for cell in row.cells[:2] if cell.text and cell.text not in SIGNS), "")
