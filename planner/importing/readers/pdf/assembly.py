"""Pages put together: paragraphs and tables in their order, over the ends of pages, furniture set apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from planner.importing.document import Block, Paragraph
from planner.importing.readers.pdf.flow import Measure, OpenParagraph, measures, paragraph_text, usual_em
from planner.importing.readers.pdf.furniture import CROSSWISE, PageLines, furniture
from planner.importing.readers.pdf.grids import (
    Table,
    appended,
    head_rows_again,
    repeats_section,
    row_text,
    same_columns,
    table_of,
)
from planner.importing.readers.pdf.lattice import lattices
from planner.importing.readers.pdf.layout import Line, Page, Piece
from planner.importing.readers.pdf.lines import line_of, lines_of, rows_of
from planner.importing.readers.pdf.open_tables import open_tables

HEAD_AGAIN = "续页表头"
_CONTINUED = re.compile(r"[（(]?\s*续\s*(?:上)?\s*(?:表|页)?\s*[0-9一二三四五六七八九十]{0,3}\s*[）)]?")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page by lines and tables: each with the height that orders it."""

    page: Page
    lines: tuple[Line, ...]
    tables: tuple[tuple[float, Table], ...]


@dataclass(slots=True)
class _Text:
    """The blocks while they grow. A paragraph or table that may still go on is held back."""

    blocks: list[Block] = field(default_factory=list)
    asides: list[Block] = field(default_factory=list)
    paragraph: OpenParagraph | None = None
    table: Table | None = None
    heading: str = ""

    def aside(self, text: str, reason: str) -> None:
        """Keep what is no running text; it comes behind what is still open."""
        self.asides.append(Paragraph(text, reason))

    def line(self, line: Line, body: Measure) -> None:
        """Add a line of running text."""
        paragraph = self.paragraph
        if self.table is None and paragraph is not None and paragraph.goes_on(line, body):
            paragraph.lines.append(line)
            paragraph.body = body
            return
        self.close()
        self.paragraph = OpenParagraph([line], body)

    def add_table(self, table: Table, may_go_on: bool) -> None:
        """Add a table; `may_go_on` says that it may be the rest of the one before."""
        if may_go_on and self.table is not None and same_columns(self.table, table):
            again = head_rows_again(self.table, table)
            again += repeats_section(self.table, table, again)
            for row in range(again):
                self.aside("\t".join(text for _, text in row_text(table, row)), HEAD_AGAIN)
            self.table = appended(self.table, table, again)
            return
        heading = paragraph_text(self.paragraph.lines) if self.paragraph else ""
        self.close()
        self.heading = heading
        self.table = table

    def close(self) -> None:
        """Hand over what is open, and the asides that came meanwhile."""
        if self.paragraph is not None:
            self.blocks.append(Paragraph(paragraph_text(self.paragraph.lines)))
        if self.table is not None:
            grid = self.table.grid()
            if grid.cells:
                self.blocks.append(grid)
        self.paragraph = self.table = None
        self.blocks.extend(self.asides)
        self.asides.clear()


def assemble(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return the blocks of the pages."""
    sheets = [_sheet(page) for page in pages]
    body_em = usual_em(piece for page in pages for piece in page.pieces)
    marked = furniture([PageLines(sheet.lines, sheet.page.height, bool(sheet.tables)) for sheet in sheets], body_em)
    running = [
        [line for index, line in enumerate(sheet.lines) if index not in reasons]
        for sheet, reasons in zip(sheets, marked, strict=True)
    ]
    bodies = measures(running, [sheet.page.width for sheet in sheets])
    text = _Text()
    for sheet, reasons, lines, body in zip(sheets, marked, running, bodies, strict=True):
        for reason_index in sorted(reasons):
            text.aside(sheet.lines[reason_index].text, reasons[reason_index])
        for slanted in sheet.page.slanted:
            text.aside(slanted, CROSSWISE)
        _add_sheet(text, sheet, lines, body)
    text.close()
    return tuple(text.blocks)


def _add_sheet(text: _Text, sheet: _Sheet, running: Sequence[Line], body: Measure) -> None:
    """Add what stands on a page from top to bottom."""
    tables = list(sheet.tables)
    first = True
    for line in running:
        while tables and tables[0][0] < line.base:
            text.add_table(tables.pop(0)[1], first)
            first = False
        if first and tables and text.table is not None and _heads_again(line.text, text.heading):
            text.aside(line.text, HEAD_AGAIN)
            continue
        text.line(line, body)
        first = False
    for _, table in tables:
        text.add_table(table, first)
        first = False


def _heads_again(line: str, heading: str) -> bool:
    """Tell whether a line above the rest of a table only says again what the table is."""
    words, before = "".join(line.split()), "".join(heading.split())
    rest = words.removeprefix(before)
    return (bool(before) and words == before) or bool(_CONTINUED.fullmatch(rest)) or (bool(before) and words in before)


def _sheet(page: Page) -> _Sheet:
    found = lattices(page.horizontals, page.verticals)
    inside: list[list[Piece]] = [[] for _ in found]
    outside: list[Piece] = []
    for piece in page.pieces:
        x, y = (piece.left + piece.right) / 2, piece.base - 0.35 * piece.em
        for index, lattice in enumerate(found):
            if lattice.holds(x, y):
                inside[index].append(piece)
                break
        else:
            outside.append(piece)
    tables = tuple(
        (lattice.top, table_of(lattice, pieces)) for lattice, pieces in zip(found, inside, strict=True) if pieces
    )
    if len(outside) > len(rows := rows_of(outside)) + 1:
        opened = open_tables(outside, page.horizontals, page.edges)
        lines = sorted([*lines_of(opened.rest), *opened.tabbed], key=itemgetter(3))
        return _Sheet(page, tuple(lines), tuple(sorted((*tables, *opened.tables), key=itemgetter(0))))
    return _Sheet(page, tuple(line_of(row) for row in rows), tables)
