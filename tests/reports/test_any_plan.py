"""Whatever stands in a plan, both formats come out."""

from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.core.draft import Deadline, Person
from planner.reports.catalog import PROFILES, PrintRequest
from planner.reports.layouts import LAYOUTS
from planner.reports.table import ItemRow
from tests.reports.making import build, item, page_texts, plan_of, render, section

anything = st.text(st.characters(exclude_categories=()), max_size=40)
chinese = st.text(alphabet="教育局抓好落实“”《》（），。、；：——……0123456789.%ABCxyz =+-@<>&\\'\"\t\n", max_size=200)
texts = st.one_of(anything, chinese)
items = st.builds(
    item,
    anything,
    texts,
    texts,
    st.lists(texts, max_size=3),
    st.lists(texts, max_size=5),
    fields=st.lists(st.tuples(anything, texts), max_size=3),
    deadlines=st.lists(st.builds(Deadline, texts), max_size=2).map(tuple),
    persons=st.lists(st.builds(Person, texts, texts), max_size=2).map(tuple),
    open_ended=st.booleans(),
    stated=st.booleans(),
)
nodes = st.lists(st.one_of(items, st.builds(section, anything, texts, st.integers(1, 4))), max_size=5)
requests = st.builds(
    PrintRequest,
    layout=st.sampled_from(sorted(LAYOUTS)),
    profile=st.sampled_from([None, *sorted(PROFILES)]),
    depth=st.sampled_from(["title", "first", "full"]),
    stage_mark=st.one_of(st.none(), anything),
    title=st.one_of(st.none(), texts),
    bureau=st.one_of(st.none(), texts),
    bundled_fonts_only=st.just(True),
)
careful = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@careful
@given(nodes, items, texts, requests)
def test_a_pdf_comes_out_of_any_plan(found, last, title, request):
    plan = plan_of(*found, last, title=title)
    done = render(plan, request, "pdf")
    assert len(page_texts(done.data)) == done.page_count


@careful
@given(nodes, items, texts, requests)
def test_a_workbook_comes_out_of_any_plan_and_holds_its_texts(found, last, title, request):
    plan = plan_of(*found, last, title=title)
    table = build(plan, request)
    sheet = load_workbook(BytesIO(render(plan, request, "xlsx").data)).worksheets[0]
    shown = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    shown = "".join(shown.replace("_x005F_", "_").split())
    for row in table.rows:
        if isinstance(row, ItemRow):
            assert all("".join(cell.text.split()) in shown for cell in row.cells)
