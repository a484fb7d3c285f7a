"""The tables of a source as the clerk may set them right: their first rows, the head, and what each column holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.core.draft import Source
from planner.importing.asides import without_asides
from planner.importing.closing_pipes import part_closing_pipes
from planner.importing.columns import FIELDS, Column, ColumnWords, place_name
from planner.importing.document import PlacedCell, PlacedGrid, SourceDocument
from planner.importing.grid_rows import GridRow, grid_rows, words_of
from planner.importing.lines import Line, read_lines
from planner.importing.mended import plain_source
from planner.importing.options import ImportOptions
from planner.importing.row_tables import gather_rows, is_row
from planner.importing.table_heads import TableHead, find_head, head_at
from planner.importing.table_parts import TableReading
from planner.importing.tables import find_tables

_SHOWN = 14
_FEWEST_ROWS = 3
_MOST_COLUMNS = 40
_NAMES = {kind: name for name, kind in FIELDS.items()}


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table: the words of the cells of its first rows, which row is the head, and what the columns hold.

    `words` name the columns as `ImportOptions.columns` wants them, `fields` what each holds (names of FIELDS).
    `heads[i]` are the names that the columns would have if row i were the head; `head` is None where none was found.
    `sample` is a source of these rows alone, to show how they are read.
    """

    rows: tuple[tuple[str, ...], ...]
    head: int | None
    words: tuple[str, ...]
    fields: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    sample: Source


def table_choices(source: Source, options: ImportOptions = ImportOptions()) -> tuple[TableChoice, ...]:
    """Return the tables of a source in order, those too whose head is not known."""
    text = without_asides(source)
    known = ColumnWords(options.columns)
    out: list[tuple[int, TableChoice]] = []
    grids = source.grids if isinstance(source, SourceDocument) else ()
    parts: list[str] = []
    at = 0
    for grid in grids:
        parts += [text[at : grid.start], "\n" * (grid.end - grid.start)]
        at = grid.end
        rows = grid_rows(text, grid)
        if len(rows) > 1 and _width(rows) > 1:
            out.append((grid.start, _choice(source, text, rows, known, is_grid=True)))
    outside = "".join([*parts, text[at:]])
    out += [(start, choice) for start, choice in _in_text(source, outside, known)]
    return tuple(choice for _, choice in sorted(out, key=lambda found: found[0]))


def guessed_fields(words: Sequence[str]) -> tuple[str, ...]:
    """Return what columns of these names hold as far as the importer knows the names by itself."""
    known = ColumnWords()
    return tuple(_NAMES[known.kind(word) or Column.OTHER] for word in words)


def choice_by_itself(choice: TableChoice) -> TableChoice:
    """Return the choice as the importer makes it when the clerk has said nothing."""
    return next(iter(table_choices(choice.sample)), replace(choice, head=None, words=(), fields=()))


def _in_text(source: Source, text: str, known: ColumnWords) -> Iterator[tuple[int, TableChoice]]:
    """Yield the tables that are text, each with its place."""
    lines = read_lines(text)
    at = 0
    rest: list[Line] = []
    while at < len(lines):
        if is_row(text, lines[at]):
            run = gather_rows(text, lines, at)
            rows, start = run.rows, lines[at].start
            at = max(run.last, at + 1)
            if len(rows) >= _FEWEST_ROWS and _width(rows) > 1:
                yield start, _choice(source, text, rows, known, is_grid=False)
            continue
        rest.append(lines[at])
        at += 1
    rest = part_closing_pipes(text, rest)
    for table in find_tables(text, rest, known, ()):
        yield table.start, _choice_of_reading(source, rest, table)


def _choice(source: Source, text: str, rows: Sequence[GridRow], known: ColumnWords, *, is_grid: bool) -> TableChoice:
    width = min(_width(rows), _MOST_COLUMNS)
    head = find_head(text, rows, known)
    shown = rows[: max(_SHOWN, head.at + _SHOWN if head else 0)]
    heads = [_names(_words(text, shown, at, known, width)) for at in range(min(len(shown), _SHOWN))]
    words = _names(_widened(head.columns, width)) if head else ()
    fields = tuple(_NAMES[kind] for kind in _widened_kinds(head, width)) if head else ()
    return TableChoice(
        rows=tuple(tuple(_shown_words(text, row, column) for column in range(width)) for row in shown),
        head=head.at if head else None,
        words=words,
        fields=fields,
        heads=tuple(heads),
        sample=_sample_of_grid(source, text, shown) if is_grid else _sample_of_text(source, shown),
    )


def _words(text: str, rows: Sequence[GridRow], at: int, known: ColumnWords, width: int) -> list[str]:
    """Return the words of the columns if the head began with a row."""
    head = head_at(text, rows, at, known)
    words = head.columns if head else [words_of(text, rows[at].at(column)) for column in range(width)]
    return _widened(words, width)


def _widened(words: Sequence[str], width: int) -> list[str]:
    return [*words[:width], *[""] * (width - len(words))]


def _widened_kinds(head: TableHead, width: int) -> list[Column]:
    return [*head.kinds[:width], *[Column.OTHER] * (width - len(head.kinds))]


def _names(words: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns: their words, or their place where there are none or others have the same."""
    return tuple(word if word and words.count(word) == 1 else place_name(column) for column, word in enumerate(words))


def _shown_words(text: str, row: GridRow, column: int) -> str:
    cell = row.own.get(column)
    return " ".join(text[cell.start : cell.end].split()) if cell is not None and cell.column == column else ""


def _width(rows: Sequence[GridRow]) -> int:
    return max((max(row.own) for row in rows), default=-1) + 1


def _sample_of_grid(source: Source, text: str, rows: Sequence[GridRow]) -> Source:
    cells = {id(cell): cell for row in rows for cell in row.own.values()}
    first = rows[0].span[0]
    last = rows[-1].row
    end = max(cell.end for cell in cells.values())
    moved = tuple(
        PlacedCell(
            cell.row,
            cell.column,
            min(cell.row_span, last + 1 - cell.row),
            cell.column_span,
            cell.start - first,
            cell.end - first,
        )
        for cell in cells.values()
    )
    grid = PlacedGrid(0, end - first, moved)
    return SourceDocument(source.name, source.kind, source.sha256, text[first:end], grids=(grid,))


def _sample_of_text(source: Source, rows: Sequence[GridRow]) -> Source:
    start = source.text.rfind("\n", 0, rows[0].span[0]) + 1
    end = source.text.find("\n", max(cell.end for cell in rows[-1].own.values()))
    return Source(source.name, source.kind, source.sha256, source.text[start : end if end >= 0 else None])


def _choice_of_reading(source: Source, lines: Sequence[Line], table: TableReading) -> TableChoice:
    """Return the choice for a table with one cell on each line, whose rows are known only once it is read."""
    names = _names(table.columns)
    rows: list[tuple[str, ...]] = [tuple(table.columns)]
    for row in table.rows[:_SHOWN]:
        cells = {cell.label: " ".join(cell.passage.text.split()) for cell in row.cells}
        rows.append(tuple(cells.get(label, "") for label in table.columns))
    shown = table.rows[:_SHOWN][-1].cells
    end = shown[-1].passage.pieces[-1][1] if shown else lines[table.last - 1].end
    plain = plain_source(source)
    sample = Source(plain.name, plain.kind, plain.sha256, source.text[table.start : end])
    fields = tuple(_NAMES[kind] for kind in table.kinds)
    return TableChoice(tuple(rows), 0, names, fields, (names,), sample)
