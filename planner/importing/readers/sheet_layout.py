"""From the cells of a sheet to blocks: what every reader of sheets does with its cells, whatever the file format.

The used range is that of the cells that have a visible character; merges are clipped to it. A sheet with all its text
in one column is a plan that was pasted into cells: its cells are paragraphs.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from planner.core.input_errors import Bomb, EmptyFile, NoText
from planner.importing.document import Block, Document, Grid, GridCell, Paragraph, Remark, has_text

MOST_ROWS = 20_100  # 20,000 tasks and what stands above and between them
MOST_COLUMNS = 200
MOST_CELLS = 600_000
MOST_CHARACTERS = 20_000_000
_MOST_MERGED_ROWS = 1_000
_MOST_MERGED_COLUMNS = 100
_MOST_COVERED = 1_000_000
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表|table|工作簿)\s?[0-9]*(?:\s?[(（][0-9]{1,3}[)）])?", re.IGNORECASE)
_UNDER_MERGE = "被合并单元格遮住的内容"

Cell = tuple[int, int, str]
Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """A sheet as read: cells with a value as (row, column, text), merges as (first row, first column, last, last).

    `paragraphs` are texts outside the cells with the row they hang at; `asides` are kept out of the running text.
    """

    name: str = ""
    is_hidden: bool = False
    cells: list[Cell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    asides: list[Paragraph] = field(default_factory=list)
    formulas_without_value: int = 0


@dataclass(slots=True)
class Budget:
    """What a workbook may still unfold to; a text that many cells share is counted each time."""

    name: str
    cells: int = MOST_CELLS
    characters: int = MOST_CHARACTERS

    def take(self, cells: int, characters: int) -> None:
        """Raise `Bomb` when more cells or characters come than any plan has."""
        self.cells -= cells
        self.characters -= characters
        if self.cells < 0 or self.characters < 0:
            raise Bomb(self.name)


def lay_out(
    kind: str, sheets: list[Sheet], name: str, remarks: tuple[Remark, ...] = (), *, has_pictures: bool = False
) -> Document:
    """Return the document of a workbook; raise EMPTY or NO_TEXT when no sheet has a word."""
    blocks: list[Block] = []
    notes = list(remarks)
    hidden_sheets = 0
    formulas = 0
    for sheet in sheets:
        formulas += sheet.formulas_without_value
        first = len(blocks)
        _lay_sheet(sheet, name, blocks, notes)
        if not has_text(blocks[first:]):
            del blocks[first:]
            continue
        if sheet.name and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
            blocks.insert(first, Paragraph(sheet.name, "工作表名"))
            notes[:] = [_moved(note, first) for note in notes]
        hidden_sheets += sheet.is_hidden
    if hidden_sheets:
        notes.append(Remark("HIDDEN_CELLS", f"{hidden_sheets}个工作表"))
    if formulas:
        notes.append(Remark("FORMULA", str(formulas)))
    if not blocks:
        raise NoText(name) if has_pictures else EmptyFile(name)
    return Document(kind, tuple(blocks), tuple(notes))


def _moved(note: Remark, first: int) -> Remark:
    if note.block is None or note.block < first:
        return note
    return Remark(note.code, note.words, note.other, note.block + 1)


def _lay_sheet(sheet: Sheet, name: str, blocks: list[Block], notes: list[Remark]) -> None:
    cells = sheet.cells
    top = cells[0][0] if cells else 0
    blocks += [Paragraph(text) for row, text in sheet.paragraphs if row < top]
    grid_at = len(blocks)
    if cells:
        _lay_cells(sheet, name, blocks, notes, grid_at)
    blocks += [Paragraph(text) for row, text in sheet.paragraphs if row >= top]
    blocks += sheet.asides
    rows = len(sheet.hidden_rows.intersection(row for row, _, _ in cells)) if sheet.hidden_rows else 0
    columns = len(sheet.hidden_columns.intersection(column for _, column, _ in cells)) if sheet.hidden_columns else 0
    words = "、".join([f"{rows}行"] * bool(rows) + [f"{columns}列"] * bool(columns))
    if words:
        notes.append(Remark("HIDDEN_CELLS", words, block=grid_at))


def _lay_cells(sheet: Sheet, name: str, blocks: list[Block], notes: list[Remark], grid_at: int) -> None:
    cells = sheet.cells = sorted(sheet.cells)
    row_numbers, column_numbers, texts = zip(*cells, strict=True)
    rows, columns = sorted(set(row_numbers)), sorted(set(column_numbers))
    if len(rows) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise Bomb(name)
    if len(columns) == 1:
        blocks += map(Paragraph, texts)
        return
    is_far = rows[-1] - rows[0] >= MOST_ROWS or columns[-1] - columns[0] >= MOST_COLUMNS
    if is_far:
        notes.append(Remark("TRIMMED", block=grid_at))
    row_of, column_of = _places(rows, is_far), _places(columns, is_far)
    grid = list(map(GridCell, map(row_of.__getitem__, row_numbers), map(column_of.__getitem__, column_numbers), texts))
    covered = _span(sheet, grid, _Places(row_of, column_of, is_far), name) if sheet.merges else []
    under = set(covered)
    blocks.append(Grid(tuple(cell for at, cell in enumerate(grid) if at not in under) if under else tuple(grid)))
    blocks += [Paragraph(texts[at], _UNDER_MERGE) for at in covered]


@dataclass(frozen=True, slots=True)
class _Places:
    """The place in the grid of each row and column that has a value; `is_squeezed` when blank ones between are gone."""

    rows: dict[int, int]
    columns: dict[int, int]
    is_squeezed: bool

    def extent(self, place_of: dict[int, int], first: int, last: int) -> int:
        """Return how many places of the grid lie from `first` to `last`."""
        if not self.is_squeezed:
            return last - first + 1
        while last not in place_of:
            last -= 1
        return place_of[last] - place_of[first] + 1


def _places(used: list[int], is_far: bool) -> dict[int, int]:
    first = used[0]
    return {at: place for place, at in enumerate(used)} if is_far else {at: at - first for at in used}


def _span(sheet: Sheet, grid: list[GridCell], places: _Places, name: str) -> list[int]:
    """Let the merged cells that have a text span their area within the used range; return which cells lie under one.

    Cells are found by halving, since they are sorted; a merge that runs into another is not followed.
    """
    covered: list[int] = []
    taken: set[tuple[int, int]] = set()
    most_row, most_column = max(places.rows), max(places.columns)
    for first_row, first_column, end_row, end_column in sheet.merges:
        at = bisect_left(sheet.cells, (first_row, first_column))
        if at == len(sheet.cells) or sheet.cells[at][:2] != (first_row, first_column):
            continue
        last_row = min(end_row, most_row, first_row + _MOST_MERGED_ROWS - 1)
        last_column = min(end_column, most_column, first_column + _MOST_MERGED_COLUMNS - 1)
        rows, columns = range(first_row, last_row + 1), range(first_column, last_column + 1)
        if len(taken) + len(rows) * len(columns) > _MOST_COVERED:
            raise Bomb(name)
        area = [(row, column) for row in rows for column in columns]
        if not taken.isdisjoint(area):
            continue
        taken.update(area)
        for row in rows:
            first = bisect_left(sheet.cells, (row, first_column))
            last = bisect_left(sheet.cells, (row, last_column + 1))
            covered += (under for under in range(first, last) if under != at)
        grid[at] = grid[at]._replace(
            row_span=places.extent(places.rows, first_row, last_row),
            column_span=places.extent(places.columns, first_column, last_column),
        )
    return covered
