"""What a reader hands on: the blocks of a document in their order, and the one text rendering of them.

A reader knows its format and nothing of plans: it returns paragraphs and grids of cells. `render` lays them out as the
text that the store keeps and the review shows: a paragraph is a line (or several, where the author broke it), a row of
a grid is the texts of its cells with a tab for each column between, lines inside a cell stay lines. Only blanks are
added, so that every character of the document is a character of the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.core.draft import Leftover, Source


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the number that the format computes for it ("一、") in its text.

    `text` may hold line feeds. `aside` is empty for running text, else the Chinese reason why it is none (页眉, 页码,
    批注): such a paragraph is kept as a leftover.
    """

    text: str
    aside: str = ""


class GridCell(NamedTuple):
    """A cell with its place in the grid, from 0, and how many rows and columns it covers; merged cells come once.

    A tuple, because a sheet has a hundred thousand of them and a dataclass costs four times as much to build.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells by rows, then columns. Empty cells may be left out."""

    cells: tuple[GridCell, ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Remark:
    """A reservation of the reader, a code of faults.FAULTS (TRACKED, HIDDEN, PARTIAL …) with the words of its message.

    `block` is the index of the block it speaks of, or None when it speaks of the whole document.
    """

    code: str
    words: str = ""
    other: str = ""
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file. `kind` is the format by content (docx, doc, wps, pdf, xlsx, xls, ods, html …)."""

    kind: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


class PlacedCell(NamedTuple):
    """A cell of a grid and the stretch of the text it became; an empty cell has no length."""

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A grid and the stretch of the text it became; its cells stand in reading order."""

    start: int
    end: int
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class PlacedRemark:
    """A remark and where in the text it belongs."""

    code: str
    words: str = ""
    other: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument(Source):
    """A source that still knows its tables, what of it is no running text, and what its reader has to say."""

    grids: tuple[PlacedGrid, ...] = ()
    asides: tuple[Leftover, ...] = ()
    remarks: tuple[PlacedRemark, ...] = ()


@dataclass(slots=True)
class _Sheet:
    """The text while it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length


def render(document: Document, name: str, sha256: str) -> SourceDocument:
    """Return the text rendering of a document with the places of its cells, asides and remarks."""
    sheet = _Sheet()
    grids: list[PlacedGrid] = []
    asides: list[Leftover] = []
    places: list[tuple[int, int]] = []
    for block in document.blocks:
        if sheet.length:
            sheet.add("\n")
        if isinstance(block, Grid):
            placed = _lay_grid(sheet, block.cells)
            grids.append(placed)
            places.append((placed.start, placed.end))
            continue
        place = sheet.add(_clean(block.text))
        places.append(place)
        if block.aside and place[0] < place[1]:
            asides.append(Leftover(*place, block.aside))
    remarks = tuple(_placed(remark, places) for remark in document.remarks)
    return SourceDocument(
        name, document.kind, sha256, "".join(sheet.parts), grids=tuple(grids), asides=tuple(asides), remarks=remarks
    )


def _lay_grid(sheet: _Sheet, cells: Sequence[GridCell]) -> PlacedGrid:
    start = sheet.length
    placed: list[PlacedCell] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        same_row = placed and cell.row == placed[-1].row
        if placed and not same_row:
            sheet.add("\n")
        sheet.add("\t" * (cell.column - placed[-1].column if same_row else cell.column))
        place = sheet.add(_clean(cell.text))
        placed.append(PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, *place))
    return PlacedGrid(start, sheet.length, tuple(placed))


def _clean(text: str) -> str:
    """Return text with line feeds as its only line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _placed(remark: Remark, places: Sequence[tuple[int, int]]) -> PlacedRemark:
    start, end = places[remark.block] if remark.block is not None else (None, None)
    return PlacedRemark(remark.code, remark.words, remark.other, start, end)


def has_text(blocks: Iterable[Block]) -> bool:
    """Tell whether any block has a visible character."""
    return any(
        cell_text.strip()
        for block in blocks
        for cell_text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
    )
