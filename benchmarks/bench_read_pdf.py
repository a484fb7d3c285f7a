"""Reading a PDF against pypdfium2's plain text of the same pages, at running text and at ruled tables.

Both open the file, load each page and close it again; the floor only asks for the page's text as one string. The
files are made here: pages of running text, and a table with all its rules, each drawn in stretches of a few characters
as Word and LibreOffice write them, and in whole lines, which is the floor's best case. Prints milliseconds a page and
the ratio; process time, the garbage collector at rest, the runs taken in turn.
"""

import gc
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.timing import medians  # noqa: E402
from planner.importing.readers import pdf  # noqa: E402

PAGES = 20
ROUNDS = 7
FONT = "Body"
SENTENCE = "安澜县推进义务教育优质均衡发展，新建城南实验小学，改造寄宿制学校九所，完善教师交流机制。"
BODY = SENTENCE * 4
ROW = ("12.", "推进课程建设", BODY, "基教股", "教研室、人事股、各中心学校", "11月底前")
WIDTHS = (30, 80, 180, 60, 90, 55)
ROWS = 6


def canvas(stream: BytesIO) -> Canvas:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, next((ROOT / "resources" / "fonts").glob("*Kai*.ttf"))))
    return Canvas(stream, pagesize=A4)


def draw(paper: Canvas, left: float, height: float, words: str, size: float, stretch: int) -> None:
    for start in range(0, len(words), stretch):
        paper.drawString(left + size * start, height, words[start : start + stretch])


def text_pages(stretch: int = 3) -> bytes:
    stream = BytesIO()
    paper = canvas(stream)
    for _ in range(PAGES):
        paper.setFont(FONT, 14)
        for line in range(28):
            draw(paper, 80, 760 - 25 * line, (SENTENCE * 2)[line % 7 :][:31], 14, stretch)
        paper.showPage()
    paper.save()
    return stream.getvalue()


def table_pages(stretch: int = 3) -> bytes:
    """Pages of a table as most programs draw one: a line for each border of each cell."""
    stream = BytesIO()
    paper = canvas(stream)
    borders = [50 + sum(WIDTHS[:column]) for column in range(len(WIDTHS) + 1)]
    for _ in range(PAGES):
        paper.setFont(FONT, 9)
        for row in range(ROWS):
            top = 790 - 122 * row
            for left, right, words in zip(borders, borders[1:], ROW, strict=False):
                paper.line(left, top, right, top)
                paper.line(left, top - 122, right, top - 122)
                paper.line(left, top, left, top - 122)
                paper.line(right, top, right, top - 122)
                across = int((right - left - 8) // 9)
                for line in range(0, len(words), across):
                    draw(paper, left + 4, top - 11 - line // across * 12, words[line : line + across], 9, stretch)
        paper.showPage()
    paper.save()
    return stream.getvalue()


def plain(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def read(data: bytes) -> None:
    pdf.read(data, "bench.pdf")


def main() -> int:
    gc.disable()
    print(f"{'file':<24}{'pages':>7}{'plain ms/page':>15}{'read ms/page':>14}{'read ÷ plain':>14}")
    for name, make in (
        ("running text", text_pages),
        ("  in whole lines", partial(text_pages, 99)),
        ("ruled table", table_pages),
        ("  in whole lines", partial(table_pages, 99)),
    ):
        data = make()
        found = medians(ROUNDS, plain=partial(plain, data), read=partial(read, data))
        floor, cost = found["plain"], found["read"]
        print(f"{name:<24}{PAGES:>7}{floor / PAGES * 1e3:>15.2f}{cost / PAGES * 1e3:>14.2f}{cost / floor:>14.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
