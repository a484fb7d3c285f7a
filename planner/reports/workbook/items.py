"""The item rows of a table on its sheet: cells over several columns, cells joined downwards, rows that are too high."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from planner.reports.cut import Part, cut
from planner.reports.profiles import MM
from planner.reports.table import Cell, ItemRow, Paragraph, ReportTable, Style
from planner.reports.workbook.lines import HIGHEST_ROW, Lines, height_of, most_lines, room, set_cell, shown
from planner.reports.workbook.looks import Look, Rule, Rules
from planner.reports.workbook.markup import SheetCell, is_formula_like
from planner.reports.workbook.rows import SheetRows


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
    """How a row stands: its edge, the columns whose text stands above it, begins at the top, is said again in grey."""

    edge: Edge
    hidden: Collection[int] = ()
    tops: Collection[int] = ()
    again: Collection[int] = ()


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


_NOT_JOINED: frozenset[int] = frozenset()


class ItemRows:
    """Writes the item rows of a table; `places` are its columns on the grid of the sheet."""

    def __init__(self, sheet: SheetRows, table: ReportTable, places: Sequence[int]) -> None:
        self.sheet = sheet
        self.table = table
        self.places = places
        self.size = sheet.page.size
        grid = sheet.sheet.grid
        self.rooms = [room(grid.width(start, stop), self.size) for start, stop in pairwise(places)]
        self.count = len(table.columns)
        self._styles: dict[_Key, tuple[int, ...]] = {}

    def write(self, rows: Sequence[ItemRow], edge: Edge) -> None:
        """Write a row, or several of which cells are joined; `edge` is that of all of them together."""
        lines = [self._lines(row) for row in rows]
        runs = self._runs(rows) if len(rows) > 1 else []
        joined = {(index, run.place) for run in runs for index in range(run.first, run.stop)}
        heights = [
            height_of(
                max([len(found) for place, found in enumerate(broken) if (index, place) not in joined], default=1),
                self.size,
                row.least,
            )
            for index, (row, broken) in enumerate(zip(rows, lines, strict=True))
        ]
        for run in runs:
            self._stretch(heights, run, lines[run.first][run.place])
        numbers: list[tuple[int, int]] = []
        for index, row in enumerate(rows):
            hidden = {run.place for run in runs if run.first < index < run.stop} if runs else _NOT_JOINED
            at = Edge(edge.is_first and index == 0, edge.is_last and index == len(rows) - 1)
            stand = _Place(at, hidden, self._tops(runs, heights, index))
            numbers.append(self._row(row, lines[index], heights[index], stand))
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

    def _stretch(self, heights: list[float], run: _Run, lines: Lines) -> None:
        """Make the rows of joined cells high enough for their text."""
        missing = height_of(len(lines), self.size) - sum(heights[run.first : run.stop])
        if missing > 0:
            for index in range(run.first, run.stop):
                heights[index] = round(heights[index] + missing / (run.stop - run.first), 2)

    def _tops(self, runs: Sequence[_Run], heights: Sequence[float], index: int) -> frozenset[int]:
        """Return the columns whose joined text begins here and, in the middle of its room, would stand overleaf."""
        most = self.sheet.profile.frame_height * MM / 2
        return frozenset(run.place for run in runs if run.first == index and sum(heights[run.first : run.stop]) > most)

    def _lines(self, row: ItemRow) -> list[Lines]:
        return [set_cell(cell, self._room(place, cell)) for place, cell in enumerate(row.cells)]

    def _room(self, place: int, cell: Cell) -> int:
        if cell.span < 2:
            return self.rooms[place]
        width = self.sheet.sheet.grid.width(self.places[place], self.places[place + cell.span])
        return room(width, self.size)

    def _row(self, row: ItemRow, lines: Sequence[Lines], height: float, stand: _Place) -> tuple[int, int]:
        """Write a row, or several when it is too high; return the numbers of the first and the last."""
        if height <= HIGHEST_ROW:
            contents = [shown(cell, broken) for cell, broken in zip(row.cells, lines, strict=True)]
            number = self._put(row, height, contents, stand)
            return number, number
        count = max([len(found) for place, found in enumerate(lines) if place not in stand.hidden], default=1)
        most = most_lines(self.size)
        share = min(most, -(-count // -(-count // most)) + 1)
        columns = []
        for place, cell in enumerate(row.cells):
            limit = self._room(place, cell)
            columns.append(list(cut(cell, share, limit, partial(set_cell, limit=limit))))
        total = max([len(parts) for parts in columns])
        edge = stand.edge
        numbers = [
            self._part(row, columns, place, Edge(edge.is_first and place == 0, edge.is_last and place == total - 1))
            for place in range(total)
        ]
        self.sheet.cut_rows.append((row.cells[0].text, total))
        return numbers[0], numbers[-1]

    def _part(self, row: ItemRow, columns: Sequence[Sequence[Part]], number: int, edge: Edge) -> int:
        """Write one row of an item that takes several; number and units are said again in grey."""
        contents: list[Sequence[Paragraph]] = []
        again: set[int] = set()
        count = 1
        for place, parts in enumerate(columns):
            part = parts[number] if number < len(parts) else None
            if part is None and len(parts) == 1 and self.table.columns[place].repeats and self.sheet.page.again:
                part = parts[0]
                again.add(place)
            contents.append(shown(*part) if part else ())
            count = max(count, len(part.lines) if part else 0)
        return self._put(row, height_of(count, self.size), contents, _Place(edge, again=again))

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
                if place not in stand.hidden and not cell.joined:
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
