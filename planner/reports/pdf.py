"""Draws set tables on reportlab's canvas: pages in order, page numbers, bookmarks; nothing is laid out here."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from planner import __version__
from planner.core.stopping import Tell
from planner.reports.fonts import BUNDLED, Hand, bundled_face
from planner.reports.linebreak import EM, Line
from planner.reports.numbering import Leaf, Sheet, number_sheets, number_words
from planner.reports.paginate import Page, Part
from planner.reports.pen import Pen, Typefaces
from planner.reports.profiles import MM, SIZES, Profile
from planner.reports.sheet import TablePainter
from planner.reports.table import PageChoices, Style
from planner.reports.typeset import SetTable

# Page streams as bytes: spelling them out as text takes a third of the time and makes files a fifth larger.
rl_config.useA85 = 0

# Where the baseline of a page number stands on sheets that are not bound, and how far a bound one's is from the frame.
FOOTER_HEIGHT = 10 * MM
NUMBER_GAP = 7 * MM
NUMBER_SIZE = 14.0
# How high a digit is, of the em.
_DIGIT_HEIGHT = 0.72
# More documents than this are shown in the outline without what is in them.
_MOST_OPEN = 12


class SetLeaf(NamedTuple):
    """Tables that share pages, the first of them beginning one, and their pages."""

    tables: tuple[SetTable, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished PDF, its number of pages, and the characters that no font had (drawn as □)."""

    data: bytes
    page_count: int
    missing: tuple[str, ...]


def draw(
    leaves: Sequence[SetLeaf], typefaces: Typefaces, title: str, choices: PageChoices, tell: Tell, *, whole: bool = True
) -> Drawn:
    """Return tables as a PDF; equal input gives equal bytes. A document that is not `whole` tells no page count."""
    output = BytesIO()
    canvas = _canvas(output, title)
    pen = Pen(canvas._doc, typefaces)  # type: ignore[attr-defined]
    sheets = number_sheets([Leaf(len(leaf.pages), leaf.tables[0].afresh) for leaf in leaves], choices)
    outline = _Outline(canvas, leaves)
    book = _Book(canvas, pen, choices, outline, whole=whole)
    for count, sheet in enumerate(sheets):
        tell(count, len(sheets))
        book.sheet(sheet, leaves[sheet.leaf])
    canvas.save()
    tell(len(sheets), len(sheets))
    return Drawn(_made_by_us(output.getvalue()), len(sheets), tuple(sorted(pen.missing)))


def _canvas(output: BytesIO, title: str) -> Canvas:
    canvas = Canvas(
        output,
        pageCompression=1,
        invariant=1,
        lang="zh-CN",
        pdfVersion=(1, 4),
        initialFontName=bundled_face(BUNDLED[Hand.SONG][0]).name,  # type: ignore[arg-type]
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(f"planner {__version__}")
    canvas.setProducer(f"planner {__version__}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def _made_by_us(data: bytes) -> bytes:
    """Put the program's name into the comments where the library writes its own; no byte moves."""
    for comment in (b"ReportLab Generated PDF document (opensource)", b"ReportLab generated PDF document -- digest"):
        data = data.replace(comment, b"planner".ljust(len(comment)))
    return data


class _Book:
    """The pages being drawn."""

    def __init__(self, canvas: Canvas, pen: Pen, choices: PageChoices, outline: "_Outline", *, whole: bool) -> None:
        self.canvas = canvas
        self.pen = pen
        self.choices = choices
        self.outline = outline
        self.whole = whole
        self.leaf = -1
        self.painters: list[TablePainter] = []

    def sheet(self, sheet: Sheet, leaf: SetLeaf) -> None:
        """Draw one side of paper."""
        if sheet.leaf != self.leaf:
            self.leaf = sheet.leaf
            self.painters = [TablePainter(table, self.pen, shaded=self.choices.shaded) for table in leaf.tables]
        profile = leaf.tables[0].profile
        self.canvas.setPageSize((profile.width * MM, profile.height * MM))
        if not sheet.is_blank:
            self._page(sheet, leaf, profile)
        self.canvas.showPage()

    def _page(self, sheet: Sheet, leaf: SetLeaf, profile: Profile) -> None:
        self.pen.begin()
        left, top = profile.origin(sheet.number)
        y = (profile.height - top) * MM
        if profile.bound:  # before the table: readers of the text would put a turned number into its last line
            self._number(sheet, profile)
        for part in leaf.pages[sheet.page].parts:
            painter = self.painters[part.table]
            painter.begin_page(left * MM)
            begun = y
            head, y = painter.paint(part, y)
            self.outline.part(sheet.leaf, part, begun, head)
        if not profile.bound:
            self._number(sheet, profile)
        self.canvas.drawText(self.pen)  # type: ignore[arg-type]

    def _number(self, sheet: Sheet, profile: Profile) -> None:
        words = number_words(sheet.number, sheet.last if self.whole else None, self.choices, bound=profile.bound)
        advances = self.pen.typefaces(Style.FOOTER).advances
        line = Line(((Style.FOOTER, words),), sum(advances[character] for character in words), True)
        left, top = (side * MM for side in profile.origin(sheet.number))
        width, height = profile.frame_width * MM, profile.frame_height * MM
        upper = profile.height * MM - top
        if not profile.bound:
            size = SIZES[Style.FOOTER]
            self.pen.write(line, left + (width - line.width * size / EM) / 2, FOOTER_HEIGHT, size)
            return
        length = line.width * NUMBER_SIZE / EM
        away = NUMBER_GAP + _DIGIT_HEIGHT * NUMBER_SIZE
        odd = sheet.number % 2 == 1
        if profile.width > profile.height:
            # The lying sheet is bound at its upper edge: what is the foot of the others is its left edge.
            y = upper - height + NUMBER_SIZE + length if odd else upper - NUMBER_SIZE
            self.pen.write(line, left - away, y, NUMBER_SIZE, turned=True)
        else:
            x = left + width - NUMBER_SIZE - length if odd else left + NUMBER_SIZE
            self.pen.write(line, x, upper - height - away, NUMBER_SIZE)


class _Outline:
    """The bookmarks: tables, their bands, their sections; a single document has none for itself."""

    def __init__(self, canvas: Canvas, leaves: Sequence[SetLeaf]) -> None:
        self.canvas = canvas
        self.leaves = leaves
        self.named = len(leaves) > 1 or any(leaf.tables[0].outline for leaf in leaves)
        self.closed = len(leaves) > _MOST_OPEN
        self.count = 0
        self.depth = 0
        self.depths: dict[int, int] = {}

    def part(self, leaf: int, part: Part, top: float, head: float) -> None:
        """Mark what begins in a part: the table, its band, the sections."""
        table = self.leaves[leaf].tables[part.table]
        if part.begins:
            self._table(table, part, top, head)
        y = head - (table.frame.head if part.begins else table.frame.again)
        for block in part.blocks:
            row = table.rows[block.row]
            if row.level is not None and not block.repeated:
                self._entry(row.heading, y, self.depth + self.depths[block.row])
            y -= block.height

    def _table(self, table: SetTable, part: Part, top: float, head: float) -> None:
        self.depth = 0
        if self.named:
            if part.table == 0:
                name = table.outline or "".join(line.text for line in table.title) or table.band_text
                self._entry(name, top, 0, closed=self.closed)
            self.depth = 1
        name = table.band_text or (table.outline if part.table else "")
        if name:
            self._entry(name, head, self.depth)
            self.depth += 1
        self.depths = _depths(table)

    def _entry(self, name: str, y: float, depth: int, *, closed: bool = False) -> None:
        key = f"mark{self.count}"
        self.count += 1
        self.canvas.bookmarkHorizontal(key, 0, y)
        self.canvas.addOutlineEntry(name, key, depth, closed=closed)


def _depths(table: SetTable) -> dict[int, int]:
    """Return the outline depth of each section row: levels without gaps, whatever the plan's levels are."""
    depths: dict[int, int] = {}
    stack: list[int] = []
    for index, row in enumerate(table.rows):
        if row.level is not None:
            while stack and stack[-1] >= row.level:
                stack.pop()
            depths[index] = len(stack)
            stack.append(row.level)
    return depths
