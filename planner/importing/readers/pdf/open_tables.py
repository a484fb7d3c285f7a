"""Tables without upright rules: their rows told by the rules across, else by the column that numbers or names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.importing.readers.pdf.columns import NUMBER, Area, Row, areas, column_of
from planner.importing.readers.pdf.flow import chunk_width
from planner.importing.readers.pdf.grids import Cell, Table, cell_text
from planner.importing.readers.pdf.layout import Line, Piece, Rule
from planner.importing.readers.pdf.lines import lines_of, rows_of
from planner.importing.readers.pdf.tab_rows import with_tab_rows

_DISTINCT = 1.12
_SAME, _SLACK = 0.5, 0.05  # of a character


@dataclass(frozen=True, slots=True)
class OpenTables:
    """What the pieces of a page make: tables with their heights, lines whose cells have tabs between, and the rest."""

    tables: tuple[tuple[float, Table], ...]
    tabbed: tuple[Line, ...]
    rest: tuple[Piece, ...]


def open_tables(pieces: Sequence[Piece], rules: Sequence[Rule], edges: Sequence[float] = ()) -> OpenTables:
    """Return the tables among the pieces of a page that stand in no ruled table.

    `edges` are the places at which columns are known to begin.
    """
    lines, others = with_tab_rows(rows_of(pieces))
    rows = rows_of(others)
    tables: list[tuple[float, Table]] = []
    tabbed = list(lines)
    rest: list[Piece] = []
    done = 0
    for area in areas(rows, rules, edges):
        rest.extend(piece for row in rows[done : area.first] for piece in row)
        done = area.last + 1
        table = None if area.doubtful else _table(area, rows)
        if table is not None:
            tables.append((rows[area.first][0].base - rows[area.first][0].em, table))
        else:
            tabbed.extend(_tabbed(row, area) for row in rows[area.first : done])
    rest.extend(piece for row in rows[done:] for piece in row)
    return OpenTables(tuple(tables), tuple(tabbed), tuple(rest))


def _tabbed(row: Row, area: Area) -> Line:
    """Return a row as a line with a tab for each column."""
    text, column = "", 0
    for piece in row:
        first, _ = column_of(area.rivers, piece)
        text += "\t" * max(first - column, 1 if text else 0) + piece.text
        column = first
    return Line(text, row[0].left, row[-1].right, row[0].base, row[0].em)


def _table(area: Area, rows: Sequence[Row]) -> Table | None:
    """Return the table of an area, or None when its rows cannot be told."""
    groups = _groups(area, rows)
    if groups is None:
        return None
    inner = [piece for group in groups for piece in group]
    outer = min(piece.left for piece in inner), max(piece.right for piece in inner)
    middles = [(left + right) / 2 for left, right in area.rivers]
    columns = (outer[0], *middles, outer[1])
    edges = _edges(area, inner)
    cells: list[Cell] = []
    groups = [*_head_rows(area, groups[0]), *groups[1:]]
    for number, group in enumerate(groups):
        places = _places(area, group)
        if len(group) == 1 and group[0] in (rows[index][0] for index in area.across):
            places = {(0, len(columns) - 1): group}
        for (first, after), own in sorted(places.items()):
            left, right = edges[first][0], max(edges[after - 1][1], *(piece.right for piece in own))
            text, full = cell_text(lines_of(own), left, right)
            cells.append(Cell(number, first, 1, after - first, text, full))
    return Table(columns, len(groups), tuple(cells), tuple(area.rivers))


def _places(area: Area, group: Iterable[Piece]) -> dict[tuple[int, int], list[Piece]]:
    """Return the pieces of each cell of a row, by its first column and the one after its last.

    What overlaps with another cell belongs to its first column alone.
    """
    found: dict[tuple[int, int], list[Piece]] = {}
    for piece in group:
        found.setdefault(column_of(area.rivers, piece), []).append(piece)
    for first, after in sorted(found):
        if after > first + 1 and any(
            first < other[1] and other[0] < after for other in found if other != (first, after)
        ):
            one = found.setdefault((first, first + 1), [])
            one.extend(found.pop((first, after)))
    return found


def _head_rows(area: Area, group: list[Piece]) -> list[list[Piece]]:
    """Return the first row as two when heads stand below one that is merged over their columns."""
    for merged in group:
        first, after = column_of(area.rivers, merged)
        below = [
            piece
            for piece in group
            if piece.base > merged.base + _SAME * piece.em and first <= column_of(area.rivers, piece)[0] < after
        ]
        if after > first + 1 and {column_of(area.rivers, piece)[0] for piece in below} == set(range(first, after)):
            return [[piece for piece in group if piece not in below], below]
    return [group]


def _edges(area: Area, inner: Iterable[Piece]) -> list[tuple[float, float]]:
    """Return for each column how far its text reaches to the left and to the right."""
    edges = [(float("inf"), float("-inf")) for _ in range(len(area.rivers) + 1)]
    for piece in inner:
        first, after = column_of(area.rivers, piece)
        if after == first + 1:
            edges[first] = min(edges[first][0], piece.left), max(edges[first][1], piece.right)
    return edges


def _groups(area: Area, rows: Sequence[Row]) -> list[list[Piece]] | None:
    """Return the pieces of each row of a table, or None when the rows cannot be told."""
    key = _key_column(area, rows)
    groups: list[list[Piece]] = []
    band: list[Row] = []
    for index in range(area.first, area.last + 1):
        parted = bool(band) and any(band[-1][0].base < at < rows[index][0].base for at in area.rules)
        if band and (parted or index in area.across):
            own = _rows_of_band(band, area, key)
            if own is None:
                return None
            groups.extend(own)
            band = []
        if index in area.across:
            groups.append(list(rows[index]))
        else:
            band.append(rows[index])
    own = _rows_of_band(band, area, key)
    return None if own is None else [*groups, *own]


def _key_column(area: Area, rows: Sequence[Row]) -> int:
    """Return the column that begins the rows: the first or second of numbers, else the first."""
    for column in (0, 1):
        texts = [
            piece.text
            for row in rows[area.first : area.last + 1]
            for piece in row
            if column_of(area.rivers, piece) == (column, column + 1)
        ]
        numbers = sum(bool(NUMBER.fullmatch(text)) for text in texts)
        if numbers >= 2 and numbers >= 0.6 * (len(texts) - 1):
            return column
    return 0


def _rows_of_band(band: Sequence[Row], area: Area, key: int) -> list[list[Piece]] | None:
    """Return the pieces of each row in a stretch that no rule parts."""
    keys = _keys(band, area, key)
    if len(keys) < 2:
        return [[piece for row in band for piece in row]] if band else []
    gaps = [after[0].base - before[0].base for before, after in pairwise(band)]
    usual = min(gaps)
    starts = [0]
    for before, after in pairwise(keys):
        inner = gaps[before:after]
        widest = max(range(len(inner)), key=lambda place: (round(inner[place], 1), place))
        if inner[widest] > _DISTINCT * usual:
            starts.append(before + widest + 1)
        elif keys[0] == 0:
            starts.append(after)
        else:
            return None
    return [
        [piece for row in band[start:end] for piece in row]
        for start, end in zip(starts, [*starts[1:], len(band)], strict=True)
    ]


def _keys(band: Sequence[Row], area: Area, key: int) -> list[int]:
    """Return the lines of a stretch on which a cell of the key column begins."""
    own = [
        (index, piece)
        for index, row in enumerate(band)
        for piece in row
        if column_of(area.rivers, piece) == (key, key + 1)
    ]
    right = max((piece.right for _, piece in own), default=0.0)
    numbered = sum(bool(NUMBER.fullmatch(piece.text)) for _, piece in own) >= 2
    found: list[int] = []
    before: tuple[int, Piece] | None = None
    for index, piece in own:
        goes_on = (
            before is not None
            and index == before[0] + 1
            and not NUMBER.fullmatch(piece.text)
            and (len(band[index]) == 1 or not numbered)
            and len(band[index]) <= len(area.rivers)  # a line with a word in each column begins a row
            and _runs_on(before[1], piece, right)
        )
        if not goes_on and (not found or found[-1] != index):
            found.append(index)
        before = (index, piece)
    return found


def _runs_on(before: Piece, after: Piece, right: float) -> bool:
    """Tell whether a line of a cell goes on in the next one because it was full."""
    return chunk_width(Line(*after)) > right - before.right + _SLACK * after.em
