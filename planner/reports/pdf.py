"""Draws a set table on reportlab's canvas: finished lines, rules and page numbers; nothing is laid out here.

The text operators are written by `Pen` with reportlab's protocol for dynamic fonts (`splitString`,
`getSubsetInternalName`), which its own text object uses too, so that marks can close up and lines be justified.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from planner import __version__
from planner.reports.fonts import BUNDLED, MISSING, Face, Hand, Typeface, bundled_face
from planner.reports.linebreak import EM, Line, squeezed
from planner.reports.paginate import Block, Page, cell_slice, paginate
from planner.reports.profiles import CELL_LEADING, MM, PADDING_SIDE, SIZES
from planner.reports.table import Style
from planner.reports.typeset import (
    AFTER_TITLE,
    BEFORE_NOTES,
    NOTE_LEADING,
    SUBTITLE_LEADING,
    TITLE_LEADING,
    Lines,
    SetTable,
)

INNER_RULE, OUTER_RULE = 0.5, 1.0
HEAD_GREY, AGAIN_GREY = 0.93, 0.55
FOOTER_HEIGHT = 10 * MM
# How far above the bottom of its line box a baseline stands, of the em: the box of a Chinese character is 0.88 + 0.12.
DESCENT = 0.12
# A line is justified when that needs at most this much between two characters, of the em; more would show as holes.
MOST_STRETCH = 0.095

Typefaces = Callable[[Style], Typeface]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished PDF, its number of pages, and the characters that no font had (drawn as □)."""

    data: bytes
    page_count: int
    missing: tuple[str, ...]


def draw(table: SetTable, typefaces: Typefaces, title: str) -> Drawn:
    """Return `table` as a PDF; equal input gives equal bytes."""
    output = BytesIO()
    profile = table.profile
    size = (profile.width * MM, profile.height * MM)
    canvas = Canvas(
        output,
        pagesize=size,
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
    pages = paginate(table.shapes, table.frame)
    pen = Pen(canvas._doc, typefaces)  # type: ignore[attr-defined]
    sheet = _Sheet(table, canvas, pen, _depths(table))
    for number, page in enumerate(pages, 1):
        sheet.page(page, number, len(pages))
    canvas.save()
    return Drawn(output.getvalue(), len(pages), tuple(sorted(pen.missing)))


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


class _Glyphs(dict[str, tuple[str, str]]):
    """For one style: character → the operator that selects its font, and its code in hexadecimal."""

    def __init__(self, document: PDFDocument, typeface: Typeface, size: float, missing: set[str]) -> None:
        super().__init__()
        self.document = document
        self.typeface = typeface
        self.size = f"{size:g}"
        self.missing = missing
        self._fonts: dict[tuple[str, int], str] = {}
        self._narrow: dict[str, tuple[str, str]] = {}

    def __missing__(self, character: str) -> tuple[str, str]:
        """Look the character up in the chain of faces, and note it when none has it."""
        face, drawn = self.typeface.choose(character)
        if drawn == MISSING and character != MISSING:
            self.missing.add(character)
        self[character] = found = self._code(face, drawn)
        return found

    def narrow(self, character: str) -> tuple[str, str]:
        """Look up the form of a full-width mark that takes half an em."""
        found = self._narrow.get(character)
        if found is None:
            face, drawn = self.typeface.choose(character)
            found = self._narrow[character] = self._code(face.narrow, drawn)
        return found

    def _code(self, face: Face, character: str) -> tuple[str, str]:
        ((subset, code),) = face.font.splitString(character, self.document)
        key = (face.name, subset)
        if key not in self._fonts:
            self._fonts[key] = f"{face.font.getSubsetInternalName(subset, self.document)} {self.size} Tf"
        return self._fonts[key], code.hex()


class Pen:
    """Writes lines as text operators; `take` hands over what was written since."""

    def __init__(self, document: PDFDocument, typefaces: Typefaces) -> None:
        self.document = document
        self.typefaces = typefaces
        self.missing: set[str] = set()
        self.glyphs: dict[tuple[str, float], _Glyphs] = {}
        self.begin()

    def begin(self) -> None:
        """Forget the state of the page before."""
        self.code: list[str] = []
        self.font = ""
        self.stretch = "0"

    def getCode(self) -> str:
        """Return the operators for `Canvas.drawText`."""
        return "\n".join(self.code)

    def write(self, line: Line, x: float, y: float, size: float, *, stretch: float = 0.0, scale: int = 100) -> None:
        """Write one line with its baseline at `x`, `y`.

        `stretch` points more stand between any two characters, and all is set to `scale` per cent of its width.
        """
        if not line.pieces:
            return
        code = self.code
        spacing = f"{stretch:.3f}" if stretch else "0"
        code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm")
        if spacing != self.stretch:
            code.append(f"{spacing} Tc")
            self.stretch = spacing
        if scale != 100:
            code.append(f"{scale} Tz")
        last = len(line.pieces) - 1
        for place, (style, text) in enumerate(line.pieces):
            self._show(text.rstrip() if place == last else text, style, size)
        code.append("100 Tz ET" if scale != 100 else "ET")

    def _show(self, text: str, style: str, size: float) -> None:
        glyphs = self.glyphs.get((style, size))
        if glyphs is None:
            typeface = self.typefaces(Style(style))
            glyphs = self.glyphs[style, size] = _Glyphs(self.document, typeface, size, self.missing)
        found = [glyphs[character] for character in text]
        for place in squeezed(text, glyphs.typeface.advances):
            found[place] = glyphs.narrow(text[place])
        code = self.code
        font = self.font
        run: list[str] = []
        for wanted, shown in found:
            if wanted is not font:
                if run:
                    code.append(f"<{''.join(run)}> Tj")
                    run = []
                code.append(wanted)
                font = wanted
            run.append(shown)
        self.font = font
        if run:
            code.append(f"<{''.join(run)}> Tj")


class _Sheet:
    """The page being drawn; y grows upwards, as PDF has it."""

    def __init__(self, table: SetTable, canvas: Canvas, pen: Pen, depths: dict[int, int]) -> None:
        self.table = table
        self.canvas = canvas
        self.pen = pen
        self.depths = depths
        self.frame = table.frame
        self.left = table.profile.left * MM
        self.edges = [self.left]
        for width in table.widths:
            self.edges.append(self.edges[-1] + width)
        self.right = self.edges[-1]
        self.verticals: list[tuple[float, float, float, float]] = []
        self.rules: list[tuple[float, float, float, float]] = []

    def page(self, page: Page, number: int, count: int) -> None:
        """Draw one page."""
        self.pen.begin()
        self.verticals, self.rules = [], []
        top = (self.table.profile.height - self.table.profile.top) * MM
        if number == 1:
            self._title(top)
            top -= self.frame.title
        y = top
        if page.blocks:
            y = self._head(top)
            y = self._blocks(page.blocks, y)
            self.rules.pop()
        if page.notes:
            self._notes(y)
        self._footer(number, count)
        self.canvas.drawText(self.pen)  # type: ignore[arg-type]
        if page.blocks:
            self._rules(top, y)
        self.canvas.showPage()

    def _title(self, top: float) -> None:
        table = self.table
        size = table.title_size
        middle = (self.left + self.right) / 2
        y = top
        for line in table.title:
            y -= size * TITLE_LEADING
            self._centred(line, middle, y + size * (TITLE_LEADING - 1) / 2, size)
        y -= AFTER_TITLE
        size = table.profile.subtitle_size
        for line in table.subtitle:
            y -= size * SUBTITLE_LEADING
            self._centred(line, middle, y + size * (SUBTITLE_LEADING - 1) / 2, size)

    def _centred(self, line: Line, middle: float, bottom: float, size: float) -> None:
        self.pen.write(line, middle - line.width * size / EM / 2, bottom + DESCENT * size, size)

    def _head(self, top: float) -> float:
        height = self.frame.head
        self.canvas.setFillGray(HEAD_GREY)
        self.canvas.rect(self.left, top - height, self.right - self.left, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        for place, lines in enumerate(self.table.head):
            self._cell(lines, place, top, height, centred=True)
        self._rule(top - height)
        return self._columns(top, top - height)

    def _columns(self, top: float, bottom: float) -> float:
        """Rule the columns apart from `top` to `bottom`, going on with a rule that ends at `top`."""
        inner = self.edges[1:-1]
        if self.verticals and self.verticals[-1][3] == top:
            begun = self.verticals[-1][1]
            del self.verticals[-len(inner) :]
            top = begun
        self.verticals += [(x, top, x, bottom) for x in inner]
        return bottom

    def _blocks(self, blocks: tuple[Block, ...], y: float) -> float:
        for block in blocks:
            row = self.table.rows[block.row]
            bottom = y - block.height
            if row.level is None:
                self._row(block, y)
                self._columns(y, bottom)
            else:
                self._section(block, y)
            self._rule(bottom)
            y = bottom
        return y

    def _section(self, block: Block, top: float) -> None:
        row = self.table.rows[block.row]
        lines = row.again if block.repeated else row.cells[0]
        size = SIZES[Style.SECTION]
        y = top - (block.height - len(lines) * CELL_LEADING) / 2
        for line in lines:
            y -= CELL_LEADING
            self.pen.write(line, self.left + PADDING_SIDE, y + _baseline(size), size)
        if not block.repeated:
            key = f"row{block.row}"
            self.canvas.bookmarkHorizontal(key, 0, top)
            self.canvas.addOutlineEntry(row.heading, key, self.depths[block.row])

    def _row(self, block: Block, top: float) -> None:
        row = self.table.rows[block.row]
        if block.first == 0 and block.stop >= max(len(lines) for lines in row.cells):
            for place, lines in enumerate(row.cells):
                self._cell(lines, place, top, block.height, centred=self.table.centred[place])
            return
        most = self.frame.most_repeated
        for place, lines in enumerate(row.cells):
            repeats = self.table.columns[place].repeats
            part = cell_slice(len(lines), block.first, block.stop, repeats=repeats, most=most)
            if part.again:
                self.pen.code.append(f"{AGAIN_GREY} g")
            centred = self.table.centred[place]
            self._cell(lines[part.first : part.stop], place, top, block.height, centred=centred)
            if part.again:
                self.pen.code.append("0 g")

    def _cell(self, lines: Lines, place: int, top: float, height: float, *, centred: bool) -> None:
        size = SIZES[Style.CELL]
        left, right = self.edges[place] + PADDING_SIDE, self.edges[place + 1] - PADDING_SIDE
        y = top - (height - len(lines) * CELL_LEADING) / 2 + _baseline(size)
        listed = self.table.columns[place].ragged
        for line in lines:
            y -= CELL_LEADING
            spare = right - left - line.width * size / EM
            if spare < 0:
                self.pen.write(line, left, y, size, scale=int((right - left) / (line.width * size / EM) * 100))
            elif centred:
                self.pen.write(line, left + spare / 2, y, size)
            else:
                stretch = 0.0 if line.ends or listed else _stretch(line, spare, size)
                self.pen.write(line, left, y, size, stretch=stretch)

    def _notes(self, y: float) -> None:
        size = SIZES[Style.NOTE]
        y -= BEFORE_NOTES
        for line in self.table.notes:
            y -= NOTE_LEADING
            self.pen.write(line, self.left, y + (NOTE_LEADING - size) / 2 + DESCENT * size, size)

    def _footer(self, number: int, count: int) -> None:
        size = SIZES[Style.FOOTER]
        text = f"第 {number} 页 共 {count} 页"
        width = sum(self.pen.typefaces(Style.FOOTER).advances[character] for character in text)
        line = Line(((Style.FOOTER, text),), width, True)
        self.pen.write(line, (self.left + self.right - width * size / EM) / 2, FOOTER_HEIGHT, size)

    def _rule(self, y: float) -> None:
        self.rules.append((self.left, y, self.right, y))

    def _rules(self, top: float, bottom: float) -> None:
        canvas = self.canvas
        canvas.setLineWidth(INNER_RULE)
        canvas.lines(self.rules + self.verticals)
        canvas.setLineWidth(OUTER_RULE)
        canvas.rect(self.left, bottom, self.right - self.left, top - bottom)


def _baseline(size: float) -> float:
    """Return how far a baseline stands above the bottom of its line."""
    return (CELL_LEADING - size) / 2 + DESCENT * size


def _stretch(line: Line, spare: float, size: float) -> float:
    """Return what to add between two characters so that the line ends at the right edge, 0 when it would show."""
    gaps = sum(len(text) for _, text in line.pieces) - 1
    if gaps < 1 or spare <= 0:
        return 0.0
    extra = spare / gaps
    return extra if extra <= MOST_STRETCH * size else 0.0
