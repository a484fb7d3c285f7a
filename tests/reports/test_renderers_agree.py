"""The three files of a document are read back by the program's own readers and held against it, cell by cell.

The readers know nothing of the renderers: the PDF is read by its rules and glyphs, the others by their XML.
"""

import re
from dataclasses import replace
from datetime import date

import pytest

from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import NodeKind
from planner.importing.document import Grid
from planner.importing.readers import docx, pdf, sheet
from planner.reports.catalog import REPORTS, PrintRequest, Subject, build, render
from planner.reports.table import PageChoices, SectionRow
from tests.builders import sample_draft

DAY = date(2031, 9, 30)
READERS = {"pdf": pdf.read, "xlsx": sheet.read, "docx": docx.read}
TABLES = [report for report in REPORTS.values() if "pdf" in report.formats]
FORMS = [
    (report.name, layout.name, profile)
    for report in TABLES
    for layout in report.layouts
    for profile in (layout.profiles if report.name in {"matrix", "unit-lists"} else layout.profiles[:1])
]


@pytest.fixture(scope="module")
def subject():
    """The known world with reports on its items, and an earlier version of it."""
    plan = snapshot_of_draft(sample_draft())
    statuses = (Status.GOING, Status.DONE, Status.BEHIND, Status.EXTENSION, None)
    nodes = tuple(
        replace(node, entries=_entries(place, statuses[place % len(statuses)])) if node.kind is NodeKind.ITEM else node
        for place, node in enumerate(plan.nodes)
    )
    earlier = tuple(replace(node, assignments=node.assignments[1:]) for node in plan.nodes[:-3])
    return Subject(replace(plan, nodes=nodes), replace(plan, nodes=earlier))


def _entries(place, status):
    return (
        ProgressEntry(2 * place, date(2031, 3, 31), Status.GOING, 30, "已制定方案。", "经费未到位。", "报批。"),
        ProgressEntry(2 * place + 1, date(2031, 6, 30), status, None, f"完成第{place}批。"),
    )


def squeezed(text):
    return "".join(text.split())


def read_rows(blocks):
    """Return the rows of all tables of a file, each as the texts of its filled cells."""
    rows = []
    for block in blocks:
        if isinstance(block, Grid):
            by_row = {}
            for cell in block.cells:
                if squeezed(cell.text):
                    by_row.setdefault(cell.row, []).append(squeezed(cell.text))
            rows += by_row.values()
    return rows


def heads(document):
    """Return the rows that may come again on each page."""
    found = [[squeezed(table.band)] for table in document.tables if table.band]
    return found + [[squeezed(c.head) for c in table.columns if c.head] for table in document.tables]


def rows_of(document):
    """Return the rows of a document as the texts of its filled cells; what is joined stands once."""
    rows = []
    for table in document.tables:
        for row in table.rows:
            if isinstance(row, SectionRow):
                rows.append([squeezed(row.text)])
            else:
                rows.append([squeezed(cell.text) for cell in row.cells if cell.text and not cell.joined])
    return [row for row in rows if row]


def without_blank_lines(rows):
    """Return rows without the empty lines of a checklist: at a page's head they read as a part of the row before."""
    bare = [[cell.replace("□□", "□") for cell in row] for row in rows]
    return [row for row in bare if row != ["□"]]


@pytest.mark.parametrize("extension", READERS)
@pytest.mark.parametrize(("report", "layout", "profile"), FORMS)
def test_a_file_says_cell_by_cell_what_the_document_says(subject, report, layout, profile, extension):
    request = PrintRequest(
        report=report,
        layout=layout,
        profile=profile,
        depth="title" if REPORTS[report].depths else None,  # short rows, which no page end parts
        as_of=DAY,
        page=PageChoices(continued=False, again=False),
        bundled_fonts_only=True,
    )
    document = build(subject, request)
    again = [row for row in heads(document) if row]
    wanted = rows_of(document)
    found = read_rows(READERS[extension](render(subject, request, extension).data, f"表.{extension}").blocks)
    around = {without_strokes(words) for table in document.tables for words in surroundings(table)}
    body = [row for row in found if row not in again and not (len(row) == 1 and without_strokes(row[0]) in around)]
    assert without_blank_lines(body) == without_blank_lines(row for row in wanted if row not in again)
    assert all(row in found for row in again)


def without_strokes(words):
    """Return what stands round a table without the lines to write on: their length is the renderer's."""
    return squeezed(re.sub("[＿_]", "", words))


def surroundings(table):
    """Return what a sheet has above and below its table, and with （续） what a page says again."""
    yield from (table.title, table.subtitle, *table.preface, *table.legend, *table.notes, *table.foot)
    yield from ("附件", f"{table.band}（续）")
