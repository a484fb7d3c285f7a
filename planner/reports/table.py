"""The printed table as values: what stands in which cell, before anybody knows a font or a page.

A report makes a `ReportTable` of a plan; the renderers make a PDF or a workbook of it. Widths are in millimetres.
"""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The styles of printed text; the fonts and sizes are in `typography`."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEAD = "head"
    SECTION = "section"
    SUBSECTION = "subsection"
    CELL = "cell"
    STRONG = "strong"
    NOTE = "note"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of a cell. `strong` is for titles and labels; a `whole` stretch is a name that is not torn."""

    text: str
    strong: bool = False
    whole: bool = False


Paragraph = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: paragraphs one below the other; none for an empty cell."""

    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The characters of the cell, paragraphs parted by line feeds."""
        return "\n".join("".join(part.text for part in paragraph) for paragraph in self.paragraphs)


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `repeats` has its cells said again (in grey) when a row goes on overleaf; `ragged` is not justified.

    A `balanced` column has short names, whose few lines are made about equally long.
    """

    head: str
    width: float
    centred: bool = False
    repeats: bool = False
    ragged: bool = False
    balanced: bool = False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading over the whole width; `level` starts at 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of cells, one a column."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A printed document of one table. `title` may have a blank where its two lines are best parted.

    `notes` stand below the table; `remarks` are sentences for the clerk that are not printed.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[SectionRow | ItemRow, ...]
    notes: tuple[str, ...]
    profile: str
    sheet_name: str
    remarks: tuple[str, ...] = ()


def plain(text: str) -> Cell:
    """Return a cell of one unadorned paragraph a line of `text`, the empty cell for empty text."""
    return Cell(tuple((Text(line),) for line in text.split("\n"))) if text else EMPTY


def names(entries: tuple[str, ...], ending: str = "") -> Cell:
    """Return a cell that lists names with 、 between; `ending` (等) follows the last."""
    if not entries:
        return EMPTY
    parts = [Text(f"{name}、", whole=True) for name in entries[:-1]]
    return Cell(((*parts, Text(entries[-1] + ending, whole=True)),))
