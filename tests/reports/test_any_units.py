"""Whatever the units of a plan are called, lists, matrix, meeting set and folders come out and count them all."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.errors import UsageError
from planner.core.involvement import involvements
from planner.reports import catalog
from planner.reports.catalog import PROFILES, PrintRequest, Subject
from planner.reports.folders import render_folder, save_folder
from planner.reports.table import ItemRow
from tests.reports.making import page_texts, plan_of, section
from tests.reports.test_any_plan import anything, items, nodes, texts

requests = st.builds(
    PrintRequest,
    report=st.sampled_from(["unit-lists", "matrix", "meeting-set"]),
    profile=st.sampled_from([None, *sorted(PROFILES)]),
    title=st.one_of(st.none(), texts),
    bureau=st.one_of(st.none(), texts),
    stage_mark=st.one_of(st.none(), anything),
    contact=anything,
    in_words=st.booleans(),
    one_a_line=st.booleans(),
    bundled_fonts_only=st.just(True),
)
careful = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def built(plan, request):
    """Return the document, or nothing where it is refused because the plan names no unit."""
    if involvements(plan) or request.report == "meeting-set":
        return catalog.build(Subject(plan), request)
    with pytest.raises(UsageError, match="还没有落实单位"):
        catalog.build(Subject(plan), request)
    return None


@careful
@given(nodes, items, texts, requests)
def test_a_pdf_and_a_workbook_come_out_of_any_units(found, last, title, request):
    plan = plan_of(section(), *found, last, title=title)
    document = built(plan, request)
    if document is None:
        return
    parts = len(involvements(plan))
    if request.report == "unit-lists":
        assert sum(isinstance(row, ItemRow) for table in document.tables for row in table.rows) == parts
    if request.report == "matrix":
        marks = [cell.text for table in document.tables for row in table.rows[:-2] for cell in cells_of(row)]
        assert sum(bool(mark) for mark in marks) == parts
    done = catalog.render(Subject(plan), request, "pdf")
    assert len(page_texts(done.data)) == done.page_count
    assert catalog.render(Subject(plan), request, "xlsx").data


def cells_of(row):
    return row.cells[2:-1] if isinstance(row, ItemRow) else ()


@settings(careful, max_examples=8)
@given(nodes, items, texts)
def test_a_folder_can_be_written_for_any_units(found, last, title):
    plan = plan_of(*found, last, title=title)
    request = PrintRequest("unit-lists", depth="title", bundled_fonts_only=True)
    if built(plan, request) is None:
        return
    folder = render_folder(Subject(plan), request, ("docx",))
    with tempfile.TemporaryDirectory() as place:
        made = save_folder(folder, Path(place))
        assert sorted(path.name for path in made.iterdir()) == sorted(file.file_name for file in folder.files)
