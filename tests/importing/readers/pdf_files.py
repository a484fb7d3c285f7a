"""PDF files drawn by script: running text, ruled tables, scans, and files that are odd or broken."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
KAI, SONG = "Kai", "Song"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 80.0, 515.0, 780.0, 80.0

Row = Sequence[str]


def canvas(stream: BytesIO, *, landscape: bool = False, password: str = "") -> Canvas:
    for name, file in ((KAI, "PlannerKai-Regular.ttf"), (SONG, "NotoSerifSC-Regular.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, FONTS / file))
    size = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
    lock = StandardEncryption(password, canPrint=1) if password else None
    return Canvas(stream, pagesize=size, encrypt=lock, pageCompression=0)


def drawn(draw: Callable[[Canvas], None], *, landscape: bool = False, password: str = "") -> bytes:
    """A file of whatever `draw` puts on it; it shows the pages itself but for the last."""
    stream = BytesIO()
    paper = canvas(stream, landscape=landscape, password=password)
    paper.setFont(KAI, 12)
    draw(paper)
    paper.showPage()
    paper.save()
    return stream.getvalue()


def broken_into_lines(text: str, size: float, width: float, indent: float) -> list[str]:
    """Lines as Word breaks them: full, no point at the start of one."""
    lines: list[str] = []
    line, used = "", indent
    for character in text:
        wide = pdfmetrics.stringWidth(character, KAI, size)
        if used + wide > width and character not in "，。、；：！？）》”":
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += wide
    return [*lines, line]


def text_pages(
    paragraphs: Sequence[str],
    *,
    lines_on_page: int = 24,
    size: float = 16.0,
    head: str = "",
    foot: str = "",
    justified: bool = False,
    indented: bool = True,
) -> bytes:
    """Running text over pages; `foot` may hold {page}."""
    stream = BytesIO()
    paper = canvas(stream)
    width = RIGHT - LEFT
    placed: list[tuple[float, str, bool]] = []
    for paragraph in paragraphs:
        indent = 2 * size if indented else 0.0
        lines = broken_into_lines(paragraph, size, width, indent)
        placed += [(indent if index == 0 else 0.0, line, index + 1 < len(lines)) for index, line in enumerate(lines)]
    for page, start in enumerate(range(0, len(placed), lines_on_page), 1):
        paper.setFont(KAI, 10)
        if head:
            paper.drawCentredString(WIDTH / 2, 815, head)
        if foot:
            paper.drawCentredString(WIDTH / 2, 40, foot.format(page=page))
        paper.setFont(KAI, size)
        for index, (indent, line, runs_on) in enumerate(placed[start : start + lines_on_page]):
            gap = width - indent - pdfmetrics.stringWidth(line, KAI, size)
            spread = gap / (len(line) - 1) if justified and runs_on and 0 < gap < 3 * size else 0.0
            paper.drawString(LEFT + indent, TOP - 1.6 * size * index, line, charSpace=spread)
        paper.showPage()
    paper.save()
    return stream.getvalue()


class Ruled:
    """A ruled table drawn cell by cell on one page. `across` and `down` are the borders from the left and the top."""

    def __init__(self, paper: Canvas, across: Sequence[float], down: Sequence[float], size: float = 10.0) -> None:
        self.paper, self.across, self.down, self.size = paper, across, down, size

    def cell(
        self, row: int, column: int, text: str = "", *, rows: int = 1, columns: int = 1, rules: str = "lines"
    ) -> None:
        left, right = self.across[column], self.across[column + columns]
        top, bottom = self.down[row], self.down[row + rows]
        if rules == "box":
            self.paper.rect(left, bottom, right - left, top - bottom)
        elif rules == "filled":
            for x, y, wide, high in (
                (left, top, right - left, 0.5),
                (left, bottom, right - left, 0.5),
                (left, bottom, 0.5, top - bottom),
                (right, bottom, 0.5, top - bottom),
            ):
                self.paper.rect(x, y, wide, high, stroke=0, fill=1)
        else:
            for line in (
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, bottom, left, top),
                (right, bottom, right, top),
            ):
                self.paper.line(*line)
        self.paper.setFont(KAI, self.size)
        height = top - self.size - 3
        for part in text.split("\n"):
            for line in broken_into_lines(part, self.size, right - left - 8, 0.0):
                self.paper.drawString(left + 4, height, line)
                height -= 1.3 * self.size


def table_pages(
    pages: Sequence[Sequence[Row]], widths: Sequence[float], *, height: float = 60.0, rules: str = "lines"
) -> bytes:
    """Tables of the same columns, one a page."""
    stream = BytesIO()
    paper = canvas(stream)
    across = [60 + sum(widths[:column]) for column in range(len(widths) + 1)]
    for rows in pages:
        table = Ruled(paper, across, [780 - height * row for row in range(len(rows) + 1)])
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column, text, rules=rules)
        paper.showPage()
    paper.save()
    return stream.getvalue()


def picture() -> ImageReader:
    """A grey picture of a page, as a scanner makes one."""
    from PIL import Image

    stream = BytesIO()
    Image.new("L", (60, 84), 200).save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def scan(paper: Canvas) -> None:
    paper.drawImage(picture(), 0, 0, WIDTH, HEIGHT)


def without_letters(data: bytes) -> bytes:
    """The file with the tables gone that say which letters its fonts draw."""
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), data)


def with_letters_changed(data: bytes, old: str, new: str) -> bytes:
    """The file with a letter of its fonts' tables called another; streams are plain."""
    old_code, new_code = f"<{ord(old):04X}>".encode(), f"<{ord(new):04X}>".encode()
    changed = data.replace(old_code, new_code)
    return changed if changed != data else data.replace(old_code.lower(), new_code.lower())


def objects(*bodies: bytes) -> bytes:
    """A file of hand-written objects, the first of them the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(out)


def stream_object(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def by_glyphs(text: str, unnamed: str = "") -> bytes:
    """Text by the numbers of glyphs, as Word writes it; without names for the letters, or for those of `unnamed`."""
    from fontTools import subset
    from fontTools.ttLib import TTFont as FontFile

    font = FontFile(FONTS / "PlannerKai-Regular.ttf")
    cutting = subset.Subsetter(subset.Options())
    cutting.populate(text=text)
    cutting.subset(font)
    names = font.getBestCmap()
    glyphs = {character: font.getGlyphID(names[ord(character)]) for character in text}
    stream = BytesIO()
    font.save(stream)
    shown = "".join(f"{glyphs[character]:04X}" for character in text).encode()
    named = [(glyph, ord(letter)) for letter, glyph in sorted(glyphs.items()) if unnamed and letter not in unnamed]
    table = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
    table += b"1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar " % len(named)
    table += b" ".join(b"<%04X> <%04X>" % pair for pair in named) + b" endbfchar endcmap end end"
    page = b"/MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>"
    box = b"[0 -200 1000 900]"
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R " + page + b" >>",
        stream_object(b"BT /F 12 Tf 50 700 Td <" + shown + b"> Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] "
        + (b"/ToUnicode 9 0 R >>" if named else b">>"),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /FontDescriptor 7 0 R /DW 1000 /CIDToGIDMap /Identity "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox " + box + b" /ItalicAngle 0 /Ascent 900 "
        b"/Descent -200 /CapHeight 700 /StemV 80 /FontFile2 8 0 R >>",
        stream_object(stream.getvalue(), b"/Length1 %d" % len(stream.getvalue())),
        stream_object(table),
    )
