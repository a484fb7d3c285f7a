"""One plan written in every format: paragraphs and tables → txt, docx, odt, rtf, html, xlsx, csv-free and pdf."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from html import escape
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.importing.hostile import packages
from tests.importing.hostile.compounds import old_book
from tests.importing.readers.word_files import docx_of

Rows = Sequence[Sequence[str]]
Block = str | Rows

_FONT = "PlannerTestFont"
_FONT_FILE = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def txt(blocks: Sequence[Block]) -> bytes:
    """As Word saves it: the cells of a row with tabs between."""
    lines = []
    for block in blocks:
        lines += [block] if isinstance(block, str) else ["\t".join(row) for row in block]
    return "\n".join(lines).encode()


def docx(blocks: Sequence[Block]) -> bytes:
    return docx_of(blocks)


def docx_with_automatic_numbers(blocks: Sequence[Block]) -> bytes:
    return docx_of(blocks, automatic_numbers=True)


def html(blocks: Sequence[Block]) -> bytes:
    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
        else:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'.encode()


def xlsx(blocks: Sequence[Block]) -> bytes:
    """Paragraphs in the first column, tables from the first column on."""
    book = Workbook()
    sheet = book.active
    for block in blocks:
        for row in [[block]] if isinstance(block, str) else block:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _flat(blocks: Sequence[Block]) -> list[Sequence[str]]:
    return [row for block in blocks for row in ([[block]] if isinstance(block, str) else block)]


def csv_text(blocks: Sequence[Block]) -> bytes:
    """As Excel in Chinese saves it."""
    rows = _flat(blocks)
    width = max(map(len, rows))
    target = StringIO()
    csv.writer(target).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return target.getvalue().encode("gb18030")


def xls(blocks: Sequence[Block]) -> bytes:
    return old_book(_flat(blocks))


def ods(blocks: Sequence[Block]) -> bytes:
    rows = ("".join(packages.open_cell(cell) for cell in row) for row in _flat(blocks))
    return packages.ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


def xml_sheet(blocks: Sequence[Block]) -> bytes:
    """As systems of the years of Office 2003 export it."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = (
        "".join(f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' for cell in row) for row in _flat(blocks)
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Sheet1"><Table>'
        f"{''.join(f'<Row>{row}</Row>' for row in rows)}</Table></Worksheet></Workbook>"
    ).encode()


def odt(blocks: Sequence[Block]) -> bytes:
    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<text:p>{escape(block)}</text:p>")
        else:
            rows = ("".join(packages.open_cell(cell) for cell in row) for row in block)
            inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
            parts.append(f"<table:table>{inner}</table:table>")
    return packages.odt("".join(parts))


def rtf(blocks: Sequence[Block]) -> bytes:
    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"\\pard {_rtf_words(block)}\\par\n")
        else:
            for row in block:
                edges = "".join(f"\\cellx{(n + 1) * 2000}" for n in range(len(row)))
                cells = "".join(f"\\pard\\intbl {_rtf_words(cell)}\\cell\n" for cell in row)
                parts.append(f"\\trowd{edges}\n{cells}\\row\n")
    return f"{{\\rtf1\\ansi\\ansicpg936\\uc1\n{''.join(parts)}}}".encode("ascii")


def _rtf_words(text: str) -> str:
    plain = {92: "\\\\", 123: "\\{", 125: "\\}"}
    wide = text.encode("utf-16-le")
    codes = (int.from_bytes(wide[at : at + 2], "little", signed=True) for at in range(0, len(wide), 2))
    return "".join(plain.get(code, chr(code)) if 0 <= code < 128 else f"\\u{code}?" for code in codes)


def pdf(blocks: Sequence[Block], *, numbered: bool = True, indent: int = 2, after: int = 0, size: int = 12) -> bytes:
    """Paragraphs broken into lines, as printed documents have them; tables ruled.

    `indent` counts characters, `after` is the space below a paragraph, `size` that of the letters, both in points.
    """
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, str(_FONT_FILE)))
    body = ParagraphStyle("body", fontName=_FONT, fontSize=size, leading=size * 11 / 6, wordWrap="CJK")
    body.firstLineIndent, body.spaceAfter = indent * size, after
    head = ParagraphStyle("head", fontName=_FONT, fontSize=18, leading=30, alignment=1, wordWrap="CJK")
    cell = ParagraphStyle("cell", fontName=_FONT, fontSize=10, leading=14, wordWrap="CJK")
    story: list[Flowable] = []
    for number, block in enumerate(blocks):
        if isinstance(block, str):
            story.append(Paragraph(escape(block), body if number else head))
        else:
            table = Table([[Paragraph(escape(text), cell) for text in row] for row in block], repeatRows=0)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            story.append(table)
    target = BytesIO()
    foot = {"onFirstPage": _number, "onLaterPages": _number} if numbered else {}
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(story, **foot)
    return target.getvalue()


def _number(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.setFont(_FONT, 9)
    canvas.drawCentredString(A4[0] / 2, 40, f"— {page.page} —")


SHEETS = {"csv": csv_text, "xls": xls, "xml": xml_sheet, "ods": ods}
FORMATS = {
    "txt": txt,
    "docx": docx,
    "automatic.docx": docx_with_automatic_numbers,
    "odt": odt,
    "rtf": rtf,
    "html": html,
    "xlsx": xlsx,
    "pdf": pdf,
}
