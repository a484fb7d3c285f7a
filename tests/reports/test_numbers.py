"""The same numbers stand in unit lists, matrix, statistics and the data workbook."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.core.filtering import ItemFilter
from planner.core.vocabulary import Role
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.unit_lists import unit_lists
from tests.builders import ALL_UNITS, FINANCE, GENERAL, SAFETY, TEACHERS, TEACHING
from tests.reports.making import grouped, texts_of

DAY = date(2031, 6, 30)


@pytest.fixture
def known(plan):
    """Return the invented plan with the members of its group fixed."""
    return grouped(plan, ALL_UNITS, GENERAL, TEACHING, TEACHERS, FINANCE, SAFETY)


def of_statistics(plan, request):
    (table,) = catalog.build(Subject(plan), replace(request, report="summary")).tables
    rows = [row for row in texts_of(table)[:-1] if row[0]]
    return {row[1]: (int(row[2]), int(row[3])) for row in rows}


def of_lists(plan, request):
    return {one.unit.name: (one.leads, one.joins) for one in unit_lists(Subject(plan), request).lists}


def of_matrix(plan, request):
    found = {}
    for table in catalog.build(Subject(plan), replace(request, report="matrix")).tables:
        *_, led, joined = texts_of(table)
        heads = [column.head for column in table.columns]
        found |= {head: (int(led[at]), int(joined[at])) for at, head in enumerate(heads) if 2 <= at < len(heads) - 1}
    return found


def of_workbook(plan, request):
    rendered = catalog.render(Subject(plan), replace(request, report="data"), "xlsx")
    _, parts, units = load_workbook(BytesIO(rendered.data)).worksheets
    head, *rows = list(parts.values)
    unit, role = head.index("单位"), head.index("角色")
    counted = {name: [0, 0] for name in {row[unit] for row in rows}}
    for row in rows:
        counted[row[unit]][("牵头", "配合").index(row[role])] += 1
    head, *rows = list(units.values)
    columns = [head.index(word) for word in ("单位", "牵头", "配合")]
    told = {row[columns[0]]: (row[columns[1]], row[columns[2]]) for row in rows}
    assert told == {name: tuple(both) for name, both in counted.items()}
    return told


@pytest.mark.parametrize("inherited", [False, True])
def test_every_document_counts_alike(known, inherited):
    request = PrintRequest(as_of=DAY, inherited=inherited)
    found = of_statistics(known, request)
    assert sum(led for led, _ in found.values()) > 5
    assert found[GENERAL][1] > 0, "by group"
    assert of_lists(known, request) == found
    assert of_matrix(known, request) == found
    assert of_workbook(known, request) == found


def test_a_part_of_the_items_is_counted_alike(known):
    request = PrintRequest(as_of=DAY, chosen=ItemFilter(units=(FINANCE,), role=Role.PARTNER))
    found = of_statistics(known, request)
    assert found.keys() == {FINANCE}
    assert of_lists(known, request)[FINANCE] == found[FINANCE]
    assert of_matrix(known, request)[FINANCE] == found[FINANCE]
    assert of_workbook(known, request)[FINANCE] == found[FINANCE]
