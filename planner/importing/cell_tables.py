"""Tables that arrive with one cell per line: rows are found by their running numbers, columns by what cells hold."""

from itertools import pairwise

from planner.importing.cell_folds import fold, is_row_of_units
from planner.importing.cell_heads import read_cell_head
from planner.importing.cell_runs import NUMBER, CellRun, EvenRun
from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords
from planner.importing.faults import doubt
from planner.importing.lines import Line
from planner.importing.passages import Passage
from planner.importing.rows import align_cells, fits_column
from planner.importing.table_parts import PIPES, Cell, Row, TableReading, place_row
from planner.importing.unit_lists import is_torn_list, looks_like_units

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_MOST = 0.8


def read_cells(text: str, lines: list[Line], at: int, known: ColumnWords) -> TableReading | None:
    """Read a table that has one cell per line, if its head begins at line `at`."""
    head = read_cell_head(text, lines, at, known)
    if head is None:
        return None
    tabbed = lines[at].start > 0 and text[lines[at].start - 1] == "\t"
    piped = at + 1 < len(lines) and text[lines[at + 1].start : lines[at + 1].end] in tuple(PIPES)
    table = TableReading(at, head.after, head.columns, head.kinds, Passage(text), head.spans)
    if head.broken:
        table.doubts.append(doubt("TABLE_HEAD_BROKEN", *head.broken))
    if head.number is None and not tabbed and not piped and set(head.kinds) & set(UNIT_COLUMNS):
        read_folded(text, lines, table)
    else:
        reader = CellRun(text, lines, table, tabbed=tabbed, piped=piped)
        reader.read()
        table.last = reader.last
        _group_cells(text, table, reader)
    if len(head.kinds) < _FEWEST_COLUMNS and not _names_units(table):
        return None
    return table if any(row.cells for row in table.rows) else None


def _names_units(table: TableReading) -> bool:
    """Tell whether several rows of a table of two columns name units, and nearly all of them do."""
    rows = [row for row in table.rows if row.cells]
    named = sum(
        any(cell.kind in UNIT_COLUMNS and looks_like_units(cell.passage.text) for cell in row.cells) for row in rows
    )
    return len(rows) >= _FEWEST_ROWS and named >= _MOST * len(rows)


def read_folded(text: str, lines: list[Line], table: TableReading) -> None:
    """Read the rows of a table without numbers: what its columns hold tells where a row begins.

    The table ends before the first row that has no task, or no units where they belong.
    """
    run = EvenRun(text, lines, table)
    run.read()
    _mend_run(run)
    words = [cell.text for cell in run.cells]
    rows = fold(words, table.kinds)
    count = next((i for i, row in enumerate(rows) if not is_row_of_units(row, words, table.kinds)), len(rows))
    headings = run.headings[::-1]
    for found in rows[:count]:
        first, last = found[0][0], found[-1][0]
        while headings and headings[-1][0] <= first:
            table.rows.append(Row(headings=[headings.pop()[1]]))
            table.classes.clear()
        _add_row(text, table, [run.cells[index] for index, _ in found], [place for _, place in found])
        table.last = run.ends[last]
    run.settle(table.last)


def _mend_run(run: CellRun | EvenRun) -> None:
    """Make lists of units that are torn inside a name one cell again; headings and ends move along."""
    cells: list[Passage] = []
    places: list[int] = []
    for cell in run.cells:
        if cells and cells[-1].pieces and is_torn_list(cells[-1].text, cell.text):
            for piece in cell.pieces:
                cells[-1].add(*piece, joined_by="")
        else:
            cells.append(cell)
        places.append(len(cells) - 1)
    run.headings = [(places[at] if at < len(places) else len(cells), heading) for at, heading in run.headings]
    if isinstance(run, EvenRun):
        run.ends = list(dict(zip(places, run.ends, strict=True)).values())
    run.cells = cells


def _group_cells(text: str, table: TableReading, run: CellRun) -> None:
    """Make rows of a run of cells: by the running number where there is one, else by count."""
    exact = run.piped or run.tabbed
    if not exact:
        _mend_run(run)
    kinds, cells = table.kinds, run.cells
    headings = run.headings[::-1]
    count = len(kinds)
    number_at = kinds.index(Column.NUMBER) if Column.NUMBER in kinds else None
    starts = _row_starts([cell.text for cell in cells], kinds, number_at) if number_at is not None else []
    if not starts and len(cells) >= count - 1:
        starts = list(range(0, len(cells), count))
    for start, end in pairwise([*starts, len(cells)]):
        part = cells[start:end]
        while headings and headings[-1][0] <= start:
            table.rows.append(Row(headings=[headings.pop()[1]]))
            table.classes.clear()
        for cells_of_row, places in _rows_of(part, kinds, exact=exact):
            _add_row(text, table, cells_of_row, places)


def _row_starts(cells: list[str], kinds: list[Column], number_at: int) -> list[int]:
    """Return where rows begin: at their running numbers, or before, with the class that stands left of them.

    A class that stands once for several rows is told by the row above, which is full without it.
    """
    full = len(kinds) - number_at
    starts: list[int] = []
    above = 0
    for index, cell in enumerate(cells):
        found = NUMBER.fullmatch(cell) if len(cell) <= 6 else None
        if not found or int(found[1]) != len(starts) + 1:
            continue
        left = min(index, number_at)
        if starts:
            spare = min(max(index - above - full, 0), number_at)
            foreign = number_at == 1 and not fits_column(cells[index - 1], kinds[-1])
            left = max(spare, int(foreign and index - above > 1))
        starts.append(index - left)
        above = index
    return starts


def _rows_of(part: list[Passage], kinds: list[Column], *, exact: bool) -> list[tuple[list[Passage], list[int]]]:
    """Return the rows among the cells from one number to the next, each with the columns of its cells.

    It is one, but where a unit left of the tasks stands for several of them.
    """
    count = len(kinds)
    task = kinds.index(Column.TASK)
    words = [cell.text for cell in part]
    if len(part) == count and (exact or _fits(words, kinds)):
        return [(part, list(range(count)))]
    starts = _starts_of_tasks(words, kinds) if not exact else []
    if starts:
        rows = [(part[start:end], list(range(task, count))) for start, end in pairwise([*starts, len(part)])]
        return [(part[:count], list(range(count))), *rows]
    return [(part, align_cells(words, kinds))]


def _starts_of_tasks(words: list[str], kinds: list[Column]) -> list[int]:
    """Return where the second task and those after it begin, for which the unit at the left of the first stands too."""
    count, task = len(kinds), kinds.index(Column.TASK)
    width = count - task
    if not set(kinds[:task]) & set(UNIT_COLUMNS) or len(words) <= count or (len(words) - task) % width:
        return []
    for start in range(task, len(words), width):
        told = [
            (word, kind)
            for word, kind in zip(words[start : start + width], kinds[task:], strict=True)
            if kind is Column.DEADLINE or kind in UNIT_COLUMNS
        ]
        if not told or not all(fits_column(word, kind) for word, kind in told):
            return []
    return list(range(count, len(words), width))


def _fits(words: list[str], kinds: list[Column]) -> bool:
    """Tell whether as many cells as columns stand in their columns: no units among the persons, none missing."""
    for word, kind in zip(words, kinds, strict=True):
        if kind is Column.PERSON and looks_like_units(word):
            return False
        if (kind in UNIT_COLUMNS or kind is Column.DEADLINE) and not fits_column(word, kind):
            return False
    return True


def _add_row(text: str, table: TableReading, part: list[Passage], places: list[int]) -> None:
    kinds = table.kinds
    if Column.NUMBER in kinds and len(part) != len(kinds) and part and part[0].pieces:
        end = part[-1].pieces[-1][1] if part[-1].pieces else part[0].pieces[0][1]
        table.doubts.append(
            doubt("TABLE_ROW_UNCLEAR", part[0].pieces[0][0], end, words=part[0].text.strip()),
        )
    row = Row()
    for place, cell in zip(places, part, strict=True):
        if not cell.pieces:
            continue
        if row.cells and row.cells[-1].kind is kinds[place] and row.cells[-1].label == table.columns[place]:
            apart = kinds[place] in UNIT_COLUMNS and _are_whole(row.cells[-1].passage, cell)
            for piece in cell.pieces:
                row.cells[-1].passage.add(*piece, joined_by="\n" if apart else None)
        else:
            row.cells.append(Cell(kinds[place], table.columns[place], cell))
    _note_cells(text, table, row, part)
    place_row(table, row)


def _are_whole(above: Passage, below: Passage) -> bool:
    """Tell whether two lines of a cell are whole names each, so that one unit stands on a line."""
    return looks_like_units(above.text) and looks_like_units(below.text) and above.text[-1] not in "、，,；;"


def _note_cells(text: str, table: TableReading, row: Row, part: list[Passage]) -> None:
    """Note what a clerk should look at: blank lines inside a row, units on two lines, numbered points in a cell."""
    filled = [cell for cell in part if cell.pieces]
    for before, cell in pairwise(filled[1:]):
        gap = (before.pieces[-1][1], cell.pieces[0][0])
        if text.count("\n", *gap) > 1 and text[gap[1] - 1] == "\t":
            table.doubts.append(
                doubt("TABLE_ROW_BROKEN", before.pieces[-1][0], cell.pieces[0][1], words=filled[0].text.strip())
            )
    for found in row.cells:
        pieces = found.passage.pieces
        if len(pieces) > 1 and found.kind in UNIT_COLUMNS:
            table.doubts.append(doubt("CELL_ON_TWO_LINES", pieces[0][0], pieces[-1][1]))
        elif len(pieces) > 1 and found.passage.text.startswith(("1.", "1．", "1、")):
            table.doubts.append(doubt("TABLE_CELL_POINTS", pieces[0][0], pieces[-1][1]))
