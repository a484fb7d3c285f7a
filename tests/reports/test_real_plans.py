"""Five real plans: every word of an item stands in its row, and every character of the tables on the pages."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from planner.core.errors import UsageError
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import NodeKind, Origin
from planner.importing import parse, read_file
from planner.reports.catalog import PROFILES, PrintRequest, Subject, build, render
from planner.reports.layouts import LAYOUTS, Slot
from planner.reports.table import ItemRow
from tests.reports.bureau import counted
from tests.reports.making import page_texts

PLANS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
NAMES = [path.stem for path in PLANS]


@cache
def real(name):
    (path,) = (path for path in PLANS if path.stem == name)
    return snapshot_of_draft(parse(read_file(path)))


def bare(text):
    return "".join(text.split())


def rows_of(document):
    return [row for table in document.tables for row in table.rows if isinstance(row, ItemRow)]


def said(node):
    """Return everything that the plan says of a node but its dates."""
    yield node.title
    yield node.body
    yield from (field.text for field in node.fields)
    yield from (person.name for person in node.persons)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_an_item_stands_in_its_row(name, layout):
    plan = real(name)
    rows = rows_of(build(Subject(plan), PrintRequest(layout=layout)))
    items = plan.items
    if LAYOUTS[layout].tables_first and any(item.origin is Origin.TABLE for item in items):
        items = [item for item in items if item.origin is Origin.TABLE]
    assert len(rows) == len(items)
    for item, row in zip(items, rows, strict=True):
        shown = bare("".join(cell.text for cell in row.cells))
        for text in said(item):
            for line in text.split("\n"):
                assert bare(line).rstrip("。") in shown
        for given in item.assignments:
            assert given.inherited_from is not None or bare(given.as_written) in shown
        for step in plan.children.get(item.node_id, ()):
            assert step.kind is not NodeKind.STEP or bare(step.title + step.body) in shown.replace("。", "") + shown
        if Slot.DEADLINE in LAYOUTS[layout].slots and item.deadlines:
            assert any(bare(one.text) in shown for one in item.deadlines)


COMBINED = [(layout, sorted(PROFILES)[(place + step) % 5]) for place, layout in enumerate(LAYOUTS) for step in (0, 2)]


@pytest.mark.parametrize(("place", "choice"), list(enumerate(COMBINED)))
def test_every_character_of_a_table_is_on_the_pages(place, choice):
    layout, profile = choice
    plan = real(NAMES[place % 5])
    request = PrintRequest(layout=layout, profile=profile, bundled_fonts_only=True)
    assert_printed(plan, request)


@pytest.mark.parametrize("report", ["unit-lists", "matrix"])
@pytest.mark.parametrize("name", NAMES)
def test_lists_and_matrix_count_as_a_hand_does_and_lose_nothing(name, report):
    plan = real(name)
    by_hand = counted(plan)
    request = PrintRequest(report, depth="title" if report == "unit-lists" else None, bundled_fonts_only=True)
    if not by_hand:
        with pytest.raises(UsageError, match="没有落实单位"):
            build(Subject(plan), request)
        return
    tables = build(Subject(plan), request).tables
    if report == "matrix":
        totals = [(table.columns, rows_of_table(table)[-2:]) for table in tables]
        shown = {
            column.head: (int(lead.cells[at].text), int(join.cells[at].text))
            for columns, (lead, join) in totals
            for at, column in enumerate(columns[:-1])
            if at > 1
        }
    else:
        shown = {
            unit: tuple(
                sum(len(table.rows) for table in tables if table.sheet_name == unit and word in table.band)
                for word in ("牵头任务", "配合任务")
            )
            for unit in {table.sheet_name for table in tables}
        }
    assert shown == by_hand
    assert_printed(plan, request)


def rows_of_table(table):
    return [row for row in table.rows if isinstance(row, ItemRow)]


def assert_printed(plan, request):
    document = build(Subject(plan), request)
    wanted = Counter()
    for row in rows_of(document):
        for cell in row.cells:
            wanted.update(bare(cell.text))
    for sign in "●○△":  # drawn as shapes
        wanted.pop(sign, None)
    printed = Counter("".join(page_texts(render(Subject(plan), request, "pdf").data)))
    missing = wanted - printed
    assert not missing
