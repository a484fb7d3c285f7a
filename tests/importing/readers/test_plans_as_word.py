"""The same plan as text and as a Word file, its numbers typed or left to Word, gives the same tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.core.draft import DraftPlan
from planner.importing import parse, read_file
from planner.importing.document import render
from planner.importing.readers import docx
from tests.importing.readers.word_files import docx_of

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
FILES = [ROOT / "resources" / "samples" / "sample-plan.txt", *sorted(SEEDS.glob("*.txt"))]


def tree(plan: DraftPlan) -> list[object]:
    return [plan.head, plan.preamble, plan.closing] + [
        (
            node.kind,
            node.level,
            node.number,
            node.title,
            node.body,
            [(field.label, field.text) for field in node.fields],
            [(assignment.unit, assignment.role) for assignment in node.assignments],
        )
        for node in plan.nodes
    ]


@pytest.mark.parametrize("automatic_numbers", [False, True], ids=["typed", "automatic"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_word_file_gives_the_tree_of_the_text(path: Path, automatic_numbers: bool) -> None:
    source = read_file(path)
    data = docx_of(source.text.split("\n"), automatic_numbers)
    if automatic_numbers:
        assert b"numbering.xml" in data
    rendered = render(docx.read(data, "计划.docx"), "计划.docx", "0" * 64)
    assert "".join(rendered.text.split()) == "".join(source.text.split())
    assert tree(parse(rendered)) == tree(parse(source))
