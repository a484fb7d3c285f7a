"""The printed document as values: what stands in which cell, before anybody knows a font or a page.

A report makes a `ReportDocument` of a plan: one table, or several that follow one another. The three renderers make a
PDF, a workbook or a Word file of the same one. Widths and heights are in millimetres, type sizes in points.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.core.progress import Light

# Drawn as vector shapes wherever they stand in a text, an em wide, so that no font can lack them (print.md 3.6).
SIGNS = frozenset("●○△▲■□◆")


class Style(StrEnum):
    """The styles of printed text; the fonts and sizes are in `profiles`."""

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
    """A stretch of a cell.

    `strong` is for titles and labels; a `whole` stretch is a name that is not torn; `underlined` marks what changed;
    `grey` what is said beside ("（各科室）"). `light` colours the sign of a status light.
    """

    text: str
    strong: bool = False
    whole: bool = False
    underlined: bool = False
    grey: bool = False
    light: Light | None = None


Paragraph = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: paragraphs one below the other; none for an empty cell.

    `span` columns are taken from here to the right: the next `span` - 1 cells of the row are EMPTY and not shown.
    `centred` overrides the column. A `joined` cell says what the cell above it says: no rule parts them and its text
    is shown only where a page begins with it; spreadsheet and Word merge them.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    span: int = 1
    centred: bool | None = None
    joined: bool = False

    @property
    def text(self) -> str:
        """The characters of the cell, paragraphs parted by line feeds."""
        return "\n".join("".join(part.text for part in paragraph) for paragraph in self.paragraphs)


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `repeats` has its cells said again (in grey) when a row goes on overleaf; `ragged` is not justified.

    A `balanced` column has short names, whose few lines are made about equally long. An `upright` head is written one
    character below the other.
    """

    head: str
    width: float
    centred: bool = False
    repeats: bool = False
    ragged: bool = False
    balanced: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading over the whole width; `level` starts at 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of cells, one a column (spanned ones EMPTY), at least `least` mm high. `is_total` rows are set strong."""

    cells: tuple[Cell, ...]
    least: float = 0.0
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with what stands round it.

    `title` may have a blank where its two lines are best parted. `preface` lines (会议名称：…) stand between sub-title
    and table, `notes` below the table, `foot` lines (签收人：____) below the notes with room to write.
    `band` is a heading over the whole width above the column heads, said again overleaf with （续）.
    A table without any head (all `Column.head` empty) has no head row.
    A table begins a new page, but one that `follows` stands right below the table before it, without title. `outline`
    is its bookmark (its title if empty). With `afresh` the page numbers begin again at it.
    `legend` lines (●为牵头…) stand below the table on each of its pages.
    `remarks` are sentences for the clerk that are not printed. `sheet_name` names its sheet in a workbook.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[SectionRow | ItemRow, ...]
    notes: tuple[str, ...]
    profile: str
    sheet_name: str
    remarks: tuple[str, ...] = ()
    preface: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    band: str = ""
    follows: bool = False
    outline: str = ""
    afresh: bool = False
    legend: tuple[str, ...] = ()

    @property
    def has_head(self) -> bool:
        """Whether the columns have heads."""
        return any(column.head for column in self.columns)


@dataclass(frozen=True, slots=True)
class PageChoices:
    """How pages are set, alike for all documents.

    `size` is that of the cells: 12 (小四), 10.5 (五号) or 9 (小五). `numbering` is "of" (第 n 页 共 m 页) or "dash"
    (— n —; always so on P2 and P3); `first_page` the first number. `mark` is what stands at the upper left (附件2).
    `continued` says section rows again overleaf with （续）, `again` the number and unit cells of a split row in grey.
    `shaded` gives head rows a light grey ground; never on P2 and P3. `latin_digits` sets digits and Latin letters in
    Times New Roman where the office has it, else in the Chinese font. `fonts` are pairs: a family and what the office
    has for it, which is tried first. With `odd_starts` each table that begins a page
    begins an odd one, behind a blank page where needed, so that two-sided printing parts the documents.
    """

    size: float = 12.0
    numbering: str = "of"
    first_page: int = 1
    mark: str = ""
    continued: bool = True
    again: bool = True
    shaded: bool = True
    latin_digits: bool = True
    odd_starts: bool = False
    fonts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A printed document: its tables in order and how its pages are set. `title` goes into the file's properties."""

    title: str
    tables: tuple[ReportTable, ...]
    page: PageChoices = field(default_factory=PageChoices)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the clerk should know, each sentence once."""
        return tuple(dict.fromkeys(remark for table in self.tables for remark in table.remarks))


def remarked(document: ReportDocument, remarks: tuple[str, ...]) -> ReportDocument:
    """Return the document with more that the clerk should know."""
    if not remarks or not document.tables:
        return document
    first, *others = document.tables
    first = replace(first, remarks=(*first.remarks, *remarks))
    return replace(document, tables=(first, *others))


def plain(text: str) -> Cell:
    """Return a cell of one unadorned paragraph a line of `text`, the empty cell for empty text."""
    return Cell(tuple((Text(line),) for line in text.split("\n"))) if text else EMPTY


def names(entries: tuple[str, ...], ending: str = "") -> Cell:
    """Return a cell that lists names with 、 between; `ending` (等) follows the last."""
    if not entries:
        return EMPTY
    parts = [Text(f"{name}、", whole=True) for name in entries[:-1]]
    return Cell(((*parts, Text(entries[-1] + ending, whole=True)),))
