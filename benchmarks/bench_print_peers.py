"""The 责任分解表 as PDF beside what else can set such a table, the same rows and the same font, in one run.

Each draws the table of `bench_print`'s plans on A4 landscape with rules, wrapped cells, a repeated head and a page
number: reportlab's LongTable, fpdf2's own table, weasyprint from HTML, typst. Printed is the time of each divided by
ours; more than 1 is slower than the program. Those that are not installed (`pip install fpdf2 weasyprint typst`) are
said to be so. Each round has words of its own at the end of every cell, since typst keeps what it has laid out.
LongTable and weasyprint are left out at 10,000 items, where they need many minutes.
"""

import html
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.bench_print import plan_of  # noqa: E402
from planner.core.snapshot import PlanSnapshot  # noqa: E402
from planner.reports.catalog import PrintRequest, Subject, build, render  # noqa: E402
from planner.reports.table import ReportTable, SectionRow  # noqa: E402

FONT = ROOT / "resources" / "fonts" / "NotoSerifSC-Regular.ttf"
REQUEST = PrintRequest(bundled_fonts_only=True)
SIZES = (40, 1_000, 10_000)
SLOW_ABOVE = 1_000
MM = 72 / 25.4


ROUND = count(1)


def rows_of(table: ReportTable) -> list[list[str]]:
    """Return the texts of the rows, a section's in the first cell; the number of the round ends each."""
    end = f" {next(ROUND)}"
    return [
        [row.text + end] if isinstance(row, SectionRow) else [cell.text + end for cell in row.cells]
        for row in table.rows
    ]


def with_program(plan: PlanSnapshot) -> int:
    return render(Subject(plan), REQUEST, "pdf").page_count or 0


def with_long_table(table: ReportTable) -> int:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("peer", str(FONT)))
    style = ParagraphStyle("cell", fontName="peer", fontSize=12, leading=17, wordWrap="CJK")
    data: list[list[object]] = [[Paragraph(column.head, style) for column in table.columns]]
    spans = []
    for row in rows_of(table):
        if len(row) == 1:
            spans.append(("SPAN", (0, len(data)), (-1, len(data))))
        texts = row + [""] * (len(table.columns) - len(row))
        data.append([Paragraph(html.escape(text).replace("\n", "<br/>"), style) for text in texts])
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans]
    story = [LongTable(data, colWidths=[c.width * MM for c in table.columns], repeatRows=1, style=grid)]
    document = SimpleDocTemplate(BytesIO(), pagesize=landscape(A4), leftMargin=57, rightMargin=57, bottomMargin=51)
    document.build(story)
    return document.page


def with_fpdf(table: ReportTable) -> int:
    from fpdf import FPDF
    from fpdf.enums import TableHeadingsDisplay
    from fpdf.fonts import FontFace

    paper = FPDF("landscape", "mm", "A4")
    paper.set_margins(20, 22, 20)
    paper.add_font("peer", "", str(FONT))
    paper.set_font("peer", size=12)
    paper.add_page()
    widths = tuple(column.width for column in table.columns)
    with paper.table(
        col_widths=widths,
        width=sum(widths),
        line_height=6,
        text_align="LEFT",
        first_row_as_headings=True,
        headings_style=FontFace(emphasis=""),
        repeat_headings=TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE,
    ) as made:
        made.row([column.head for column in table.columns])
        for texts in rows_of(table):
            row = made.row()
            for text in texts:
                row.cell(text, colspan=len(widths) if len(texts) == 1 else 1)
    paper.output()
    return paper.page


def with_weasyprint(table: ReportTable) -> int:
    from weasyprint import HTML

    head = "".join(f'<th style="width:{column.width}mm">{column.head}</th>' for column in table.columns)
    body = "".join(
        f'<tr><td colspan="{len(table.columns)}">{html.escape(row[0])}</td></tr>'
        if len(row) == 1
        else "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>"
        for row in rows_of(table)
    )
    style = (
        f"@font-face{{font-family:peer;src:url('{FONT.as_uri()}')}}"
        "@page{size:A4 landscape;margin:22mm 20mm 18mm;@bottom-center{content:counter(page)}}"
        "body{font:12pt/17pt peer}table{border-collapse:collapse;table-layout:fixed;width:257mm}"
        "td,th{border:.5pt solid;padding:1mm 1.5mm;white-space:pre-wrap}"
    )
    page = f"<style>{style}</style><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return len(HTML(string=page).render().pages) if HTML(string=page).write_pdf() else 0


def with_typst(table: ReportTable) -> int:
    import typst

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    columns = ", ".join(f"{column.width}mm" for column in table.columns)
    head = ", ".join(f"[#{quoted(column.head)}]" for column in table.columns)
    cells = []
    for row in rows_of(table):
        if len(row) == 1:
            cells.append(f"table.cell(colspan: {len(table.columns)}, text({quoted(row[0])}))")
        else:
            cells += [f"text({quoted(text)})" for text in row]
    body = ",\n".join(cells)
    source = (
        '#set page(paper: "a4", flipped: true, margin: (x: 20mm, top: 22mm, bottom: 18mm), numbering: "1")\n'
        '#set text(font: "Noto Serif SC", size: 12pt)\n'
        f"#table(columns: ({columns}), stroke: 0.5pt, table.header({head}),\n{body})\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.typ"
        path.write_text(source, encoding="utf-8")
        made = typst.compile(str(path), font_paths=[str(FONT.parent)])
    return len(re.findall(rb"/Type\s*/Page\b", made))


PEERS: tuple[tuple[str, str, Callable[[ReportTable], int], bool], ...] = (
    ("reportlab LongTable", "reportlab", with_long_table, True),
    ("fpdf2", "fpdf", with_fpdf, False),
    ("weasyprint", "weasyprint", with_weasyprint, True),
    ("typst", "typst", with_typst, False),
)


def seconds(work: Callable[[], int]) -> tuple[float, int]:
    started = time.perf_counter()
    pages = work()
    return time.perf_counter() - started, pages


def main() -> int:
    print(f"{'items':>7}  {'with':<22}{'pages':>7}{'seconds':>10}{'÷ ours':>9}")
    for items in SIZES if "--quick" not in sys.argv else SIZES[:2]:
        plan = plan_of(items)
        (table,) = build(Subject(plan), REQUEST).tables
        with_program(plan)
        ours, pages = min(seconds(partial(with_program, plan)) for _ in range(3))
        print(f"{items:>7}  {'planner':<22}{pages:>7}{ours:>10.2f}{1:>9.1f}", flush=True)
        for name, module, draw, is_slow in PEERS:
            if find_spec(module) is None or (is_slow and items > SLOW_ABOVE):
                why = "too slow" if is_slow and items > SLOW_ABOVE else "not installed"
                print(f"{items:>7}  {name:<22}{why:>17}", flush=True)
                continue
            taken, pages = min(seconds(partial(draw, table)) for _ in range(3 if items < SLOW_ABOVE else 1))
            print(f"{items:>7}  {name:<22}{pages:>7}{taken:>10.2f}{taken / ours:>9.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
