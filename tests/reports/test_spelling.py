"""Units in print as the source writes them, by their short or by their full names; what is counted stays the same."""

from dataclasses import replace

import pytest

from planner.reports import catalog
from planner.reports.folders import render_folder
from planner.reports.request import PrintRequest, Subject
from planner.reports.table import ItemRow
from tests.reports.making import item, plan_of, section

SHORT, FULL, OTHER = "基教科", "青禾县教育局基础教育科", "基础教育科"
DOCUMENTS = ("breakdown", "unit-lists", "ledger", "supervision", "due-list", "meeting-set", "unit-year")


@pytest.fixture
def merged():
    """Return a plan after a merge: two items spell the one unit in two ways."""
    plan = plan_of(
        section(),
        item("1.", "办好课后服务", lead=(SHORT,), partners=("计财科",)),
        item("2.", "落实双减", lead=(SHORT,), partners=("计财科",)),
    )
    nodes = []
    for node in plan.nodes:
        units = tuple(replace(one, unit=replace(one.unit, full_name=FULL)) for one in node.assignments[:1])
        if node.number == "2.":
            units = tuple(replace(one, as_written=OTHER) for one in units)
        nodes.append(replace(node, assignments=(*units, *node.assignments[1:])))
    return replace(plan, nodes=tuple(nodes))


def leads(plan, spelling):
    document = catalog.build(Subject(plan), PrintRequest(spelling=spelling))
    return [row.cells[2].text for row in document.tables[0].rows if isinstance(row, ItemRow)]


@pytest.mark.parametrize(
    ("spelling", "found"), [("", [SHORT, OTHER]), ("short", [SHORT, SHORT]), ("full", [FULL, FULL])]
)
def test_the_breakdown_spells_units_as_it_is_wanted(merged, spelling, found):
    assert leads(merged, spelling) == found


def test_a_unit_without_a_full_name_keeps_its_short_one(merged):
    document = catalog.build(Subject(merged), PrintRequest(spelling="full"))
    assert "计财科" in {row.cells[3].text for row in document.tables[0].rows if isinstance(row, ItemRow)}


def test_that_one_unit_is_printed_in_two_ways_is_told_with_the_way_out(merged):
    (told,) = catalog.build(Subject(merged), PrintRequest()).tables[0].remarks
    assert f"{SHORT}、{OTHER}" in told
    assert "单位写法" in told
    assert catalog.build(Subject(merged), PrintRequest(spelling="short")).tables[0].remarks == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_that_prints_units_as_written_offers_the_choice(name):
    report = catalog.REPORTS[name]
    assert "spelling" in report.options
    assert "spelling" in [choice.name for choice in report.choices]


def test_a_folder_of_lists_is_spelt_alike(merged):
    request = PrintRequest(report="unit-lists", spelling="full")
    plain = render_folder(Subject(merged), replace(request, spelling=""), ("docx",))
    full = render_folder(Subject(merged), request, ("docx",))
    assert [one.file_name for one in plain.files] == [one.file_name for one in full.files]
    assert any(one.data != other.data for one, other in zip(plain.files, full.files, strict=True))
