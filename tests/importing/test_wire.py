"""A source goes over the wire and back unchanged; nothing else gets through."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.draft import Source
from planner.importing.document import Document, Grid, GridCell, Paragraph, Remark, render
from planner.importing.mended import MendedSource
from planner.importing.wire import from_json, to_json

SHA = "0" * 64
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
GRIDS = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), TEXTS, max_size=8).map(
    lambda cells: Grid(tuple(GridCell(row, column, text) for (row, column), text in cells.items()))
)
BLOCKS = st.lists(st.one_of(st.builds(Paragraph, TEXTS, st.sampled_from(["", "页眉"])), GRIDS), max_size=6)


@given(BLOCKS, TEXTS)
def test_a_document_comes_back_as_it_was(blocks: list[Any], words: str) -> None:
    remarks = (Remark("TRACKED", words, block=0 if blocks else None),)
    source = render(Document("docx", tuple(blocks), remarks), "计划.docx", SHA)
    assert from_json(to_json(source)) == source


@pytest.mark.parametrize(
    "source",
    [Source("a", "txt", SHA, "文\n字"), MendedSource("a", "txt", SHA, "文□字□", (1, 3))],
    ids=["plain", "mended"],
)
def test_other_sources_come_back_too(source: Source) -> None:
    assert from_json(to_json(source)) == source


def test_half_characters_become_boxes() -> None:
    found = from_json(to_json(Source("a", "txt", SHA, "文\ud800字")))
    assert found.text == "文□字"


def sound() -> dict[str, Any]:
    blocks = (Paragraph("首"), Grid((GridCell(0, 0, "甲"), GridCell(0, 1, "乙"))), Paragraph("1", "页码"))
    found: dict[str, Any] = json.loads(to_json(render(Document("docx", blocks, (Remark("TRACKED", "2"),)), "a", SHA)))
    return found


BENT: list[tuple[Any, ...]] = [
    ("text", 7),
    ("text", None),
    ("name", ["a"]),
    ("kind", "<script>"),
    ("sha256", "xyz"),
    ("broken", [99]),
    ("broken", [-1]),
    ("grids", {}),
    ("grids", 0, 7),
    ("grids", 0, 0, -1),
    ("grids", 0, 1, 99),
    ("grids", 0, 0, True),
    ("grids", 0, 0, "2"),
    ("grids", 0, 2, 0, 0, -1),
    ("grids", 0, 2, 0, 1, 1.5),
    ("grids", 0, 2, 0, 2, 0),
    ("grids", 0, 2, 0, 3, 10**12),
    ("grids", 0, 2, 0, 5, 99),
    ("grids", 0, 2, 1, 1, 0),
    ("grids", 0, 2, 1, 4, 2),
    ("grids", 0, 2, 0, [1]),
    ("asides", 0, 2, 7),
    ("asides", 0, 0, 99),
    ("remarks", 0, 0, "NO_SUCH"),
    ("remarks", 0, 3, 1),
    ("remarks", 0, 1, None),
]


@pytest.mark.parametrize("bend", BENT, ids=str)
def test_what_is_bent_does_not_pass(bend: tuple[Any, ...]) -> None:
    found = sound()
    from_json(json.dumps(found))
    bent = copy.deepcopy(found)
    *way, last, value = bend
    place: Any = bent
    for step in way:
        place = place[step]
    place[last] = value
    with pytest.raises(ValueError):
        from_json(json.dumps(bent))


@pytest.mark.parametrize("text", ["", "[]", "7", "nul", "[" * 100_000, '{"name": 1}'])
def test_no_object_is_no_source(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


def test_grids_do_not_overlap() -> None:
    found = sound()
    found["grids"] *= 2
    with pytest.raises(ValueError):
        from_json(json.dumps(found))
