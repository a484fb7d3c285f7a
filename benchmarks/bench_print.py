"""The 责任分解表 as PDF and as workbook against floors measured in the same run, at 40, 1,000 and 10,000 items.

PDF: from the plan to the bytes ÷ drawing the very same finished lines and rules on a bare reportlab canvas. Workbook:
from the table to the bytes, row heights by line breaking included ÷ the same rows with plain openpyxl, styled cell by
cell, sections merged, heights fixed. The prose is that of the project's sample and, where they lie beside the checkout,
of the real plans. `--quick` leaves out the 10,000.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import Alignment, Border, Font, Side  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from planner.core.draft import DraftAssignment, DraftNode, DraftPlan, Head, Source  # noqa: E402
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft  # noqa: E402
from planner.core.vocabulary import NodeKind, Origin, Role  # noqa: E402
from planner.importing import parse, read_file  # noqa: E402
from planner.reports.catalog import PROFILES, PrintRequest, Subject, build, render  # noqa: E402
from planner.reports.fonts import HANDS, typeface  # noqa: E402
from planner.reports.paginate import paginate, slices  # noqa: E402
from planner.reports.profiles import CELL_LEADING, MM, PADDING_SIDE  # noqa: E402
from planner.reports.table import ItemRow, ReportTable, SectionRow, Style  # noqa: E402
from planner.reports.typeset import SetTable, shape_of, typeset  # noqa: E402
from planner.reports.xlsx import write_workbook  # noqa: E402

REQUEST = PrintRequest(bundled_fonts_only=True)
UNITS = ("办公室", "人事科", "计划财务科", "基础教育科", "职业教育科", "教研室", "督导室", "安全科")
ROUNDS = {40: 15, 1_000: 5, 10_000: 3}


def prose() -> list[tuple[str, str]]:
    """Return titles and texts of real items."""
    paths = [ROOT / "resources" / "samples" / "sample-plan.txt"]
    paths += sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    nodes = [node for path in paths for node in parse(read_file(path)).nodes if node.kind is NodeKind.ITEM]
    return [(node.title[:18], node.body[:240]) for node in nodes if len(node.body) > 60]


def plan_of(count: int) -> PlanSnapshot:
    """Return a plan of `count` items, five to a section as in the real plans, one leading unit, up to four joining."""
    nodes: list[DraftNode] = []
    section = 0
    for ordinal, (title, body) in enumerate(islice(cycle(prose()), count), 1):
        if ordinal % 5 == 1:
            section = len(nodes) + 1
            nodes.append(DraftNode(section, None, NodeKind.SECTION, Origin.TEXT, 1, section, "", f"第{section}部分"))
        names = [UNITS[(ordinal + place) % len(UNITS)] for place in range(ordinal % 5 + 1)]
        units = tuple(DraftAssignment(name, name, Role.PARTNER if n else Role.LEAD) for n, name in enumerate(names))
        nodes.append(
            DraftNode(
                len(nodes) + 1,
                section,
                NodeKind.ITEM,
                Origin.TEXT,
                2,
                ordinal,
                f"{ordinal}.",
                title,
                body,
                assignments=units,
            )
        )
    return snapshot_of_draft(DraftPlan(Source("计划.txt", "txt", "", ""), Head(title="工作要点"), nodes=tuple(nodes)))


def finished(table: ReportTable) -> SetTable:
    """Return the table as lines, which the floor is given for nothing."""
    return typeset(table, PROFILES[table.profile], lambda style: typeface(HANDS[style], bundled_only=True).advances)


def bare_canvas(table: SetTable) -> int:
    """Draw finished lines and rules with reportlab's canvas alone; return the number of pages."""
    output = BytesIO()
    canvas = Canvas(output, pagesize=(297 * MM, 210 * MM), pageCompression=1)
    fonts = {style: typeface(HANDS[style], bundled_only=True).main.name for style in HANDS}
    frame = table.frame
    pages = [page.parts[0] for page in paginate([table.flow])]
    edges = [20 * MM]
    for width in table.widths:
        edges.append(edges[-1] + width)
    for number, page in enumerate(pages):
        y = (210 - 22) * MM - (frame.title if number == 0 else 0)
        for block in page.blocks:
            row = table.rows[block.row]
            parts = slices(shape_of(row), block, frame) if row.level is None else [(0, len(row.cells[0]))]
            for place, (lines, part) in enumerate(zip(row.cells, parts, strict=True)):
                at = y
                for line in lines[part[0] : part[1]]:
                    at -= CELL_LEADING
                    x = edges[place] + PADDING_SIDE
                    for style, text in line.pieces:
                        canvas.setFont(fonts[Style(style)], 12)
                        canvas.drawString(x, at, text)
                        x += 12 * len(text)
            y -= block.height
            canvas.line(edges[0], y, edges[-1], y)
        for x in edges:
            canvas.line(x, (210 - 22) * MM, x, y)
        canvas.setFont(fonts[Style.FOOTER], 10.5)
        canvas.drawString(140 * MM, 10 * MM, f"第 {number + 1} 页 共 {len(pages)} 页")
        canvas.showPage()
    canvas.save()
    return len(pages)


def plain_openpyxl(table: ReportTable) -> int:
    """Write the same rows the obvious way."""
    workbook = Workbook()
    sheet = workbook.active
    side = Side(style="thin")
    border, font = Border(side, side, side, side), Font(name="仿宋_GB2312", size=12)
    alignment = Alignment(wrap_text=True, vertical="center")
    for number, row in enumerate(table.rows, 4):
        if isinstance(row, SectionRow):
            sheet.cell(number, 1, row.text)
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(table.columns))
            continue
        for place, cell in enumerate(row.cells, 1):
            written = sheet.cell(number, place, cell.text)
            written.font, written.border, written.alignment = font, border, alignment
        sheet.row_dimensions[number].height = 120
    output = BytesIO()
    workbook.save(output)
    return output.tell()


def clock(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(rounds: int, **runs: Callable[[], object]) -> dict[str, float]:
    """Return the median of each run, the runs taken in turn so that a drifting machine touches all alike."""
    seen: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            seen[name].append(clock(run))
    return {name: statistics.median(times) for name, times in seen.items()}


def measure(name: str, plan: PlanSnapshot, rounds: int) -> None:
    subject = Subject(plan)
    document = build(subject, REQUEST)
    (table,) = document.tables
    lines = finished(table)
    items = sum(isinstance(row, ItemRow) for row in table.rows)
    assert render(subject, REQUEST, "pdf").page_count == bare_canvas(lines)
    found = interleaved(
        rounds,
        canvas=partial(bare_canvas, lines),
        pdf=partial(render, subject, REQUEST, "pdf"),
        openpyxl=partial(plain_openpyxl, table),
        xlsx=partial(write_workbook, document),
    )
    print(
        f"{name:<18}{items:>8}{found['pdf'] / found['canvas']:>14.2f}{found['pdf'] / items * 1e3:>10.2f}"
        f"{found['xlsx'] / found['openpyxl']:>18.2f}{found['xlsx'] / items * 1e3:>10.2f}",
        flush=True,
    )


def main() -> int:
    print(f"{'plan':<18}{'items':>8}{'pdf ÷ canvas':>14}{'ms/item':>10}{'xlsx ÷ openpyxl':>18}{'ms/item':>10}")
    real = sorted((ROOT.parent / "shared" / "seeds").glob("001*.txt"))
    path = real[0] if real else ROOT / "resources" / "samples" / "sample-plan.txt"
    measure("a real plan" if real else "the sample", snapshot_of_draft(parse(read_file(path))), ROUNDS[40])
    for count, rounds in ROUNDS.items():
        if count < 10_000 or "--quick" not in sys.argv:
            plan = plan_of(count)
            measure("made of real prose", plan, rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
