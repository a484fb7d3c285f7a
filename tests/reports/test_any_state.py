"""Whatever stands in a plan and its reports, the documents of a state come out, and say all that was reported."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.draft import Deadline
from planner.core.errors import UsageError
from planner.core.progress import ProgressEntry, Status
from planner.reports import catalog
from planner.reports.bulletin import bulletin
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.table import ReportDocument
from planner.reports.wording import printable
from tests.reports.making import item, page_texts, plan_of, section, texts_of
from tests.reports.test_any_plan import anything, items, nodes, texts

days = st.dates(date(2030, 12, 1), date(2032, 1, 31))
entries = st.lists(
    st.builds(
        ProgressEntry,
        st.integers(1, 9),
        days,
        st.one_of(st.none(), st.sampled_from([one for one in Status if one is not Status.OVERDUE])),
        st.one_of(st.none(), st.integers(0, 100)),
        texts,
        texts,
        texts,
        anything,
        st.one_of(st.none(), st.integers(1, 4)),
    ),
    max_size=3,
).map(tuple)
requests = st.builds(
    PrintRequest,
    report=st.sampled_from(["ledger", "summary", "supervision"]),
    as_of=days,
    title=st.one_of(st.none(), texts),
    bureau=st.one_of(st.none(), texts),
    stage_mark=st.one_of(st.none(), anything),
    contact=anything,
    word=anything,
    order=st.sampled_from(["", "plan", "unit", "late", "rate"]),
    by=st.sampled_from(["", "unit"]),
    only=st.sampled_from(["", "", "problems", "done", "missing"]),
    since=st.one_of(st.none(), days),
    quarters=st.booleans(),
    bundled_fonts_only=st.just(True),
)
careful = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def state_plan(found, reports, due, title):
    plan = plan_of(section(), item("1", "末项", deadlines=(Deadline("到期", None, due, "day"),)), *found, title=title)
    told = iter(reports)
    return replace(
        plan, nodes=tuple(replace(node, entries=next(told, ())) if node.kind == "item" else node for node in plan.nodes)
    )


def built(plan, request) -> ReportDocument | None:
    try:
        return catalog.build(Subject(plan), request)
    except UsageError as error:
        if error.code != "NOTHING_TO_PRINT":
            raise
        return None


@careful
@given(nodes, items, st.lists(entries, max_size=4), days, texts, requests)
def test_a_pdf_comes_out_of_any_state(found, last, reports, due, title, request):
    plan = state_plan((*found, last), reports, due, title)
    if built(plan, request) is not None:
        done = catalog.render(Subject(plan), request, "pdf")
        assert len(page_texts(done.data)) == done.page_count
    assert bulletin(Subject(plan), request).startswith("截至")


@careful
@given(nodes, items, st.lists(entries, max_size=4), days, st.sampled_from(["P1", "P4"]))
def test_the_latest_report_of_every_item_stands_in_the_ledger(found, last, reports, due, profile):
    plan = state_plan((*found, last), reports, due, "青禾县2031年工作要点")
    day = date(2032, 1, 31)
    table = built(plan, PrintRequest(report="ledger", as_of=day, profile=profile)).tables[0]
    rows = ["".join("".join(row).split()) for row in texts_of(table)]
    assert len(rows) == len(plan.items)
    for node, row in zip(plan.items, rows, strict=True):
        own = sorted((e for e in node.entries if e.unit_id is None and e.text), key=lambda e: (e.made_on, e.entry_id))
        words = "".join(printable(own[-1].text).split()) if own else ""
        assert words in row
