"""The known world keeps the promises of a plan document, so that tests built on it mean something."""

import pytest

from planner.core.draft import DraftPlan
from planner.core.vocabulary import Part
from tests.builders import big_draft, sample_draft


@pytest.mark.parametrize("plan", [sample_draft(), big_draft(35)], ids=["sample", "big"])
def test_each_character_lies_in_one_span_and_the_spans_spell_the_nodes(plan: DraftPlan) -> None:
    text = plan.source.text
    seen = [0] * len(text)
    for span in plan.spans:
        for place in range(span.start, span.end):
            seen[place] += 1
    assert [text[at] for at, times in enumerate(seen) if times != 1 and not text[at].isspace()] == []
    for node in plan.nodes:
        for part, written in ((Part.NUMBER, node.number), (Part.TITLE, node.title), (Part.BODY, node.body)):
            read = "".join(text[s.start : s.end] for s in plan.spans if s.node == node.node_id and s.part is part)
            assert "".join(read.split()) == "".join(written.split())


def test_leftovers_are_the_spans_of_that_part() -> None:
    plan = sample_draft()
    assert [(s.start, s.end) for s in plan.spans if s.part is Part.LEFTOVER] == [
        (left.start, left.end) for left in plan.leftovers
    ]


def test_nodes_are_numbered_in_order_and_parents_come_first() -> None:
    for plan in (sample_draft(), big_draft(35)):
        assert [node.node_id for node in plan.nodes] == list(range(1, len(plan.nodes) + 1))
        assert all(node.parent_id is None or node.parent_id < node.node_id for node in plan.nodes)
