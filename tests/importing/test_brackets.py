"""Brackets are found in any text, also in one that opens thousands and closes none."""

from planner.importing import parse, read_text
from planner.importing.brackets import closing_bracket, closing_of

OPEN = "（" * 5_000


def test_a_bracket_behind_many_that_never_close_is_found() -> None:
    text = f"{OPEN}。{'，' * 600}（牵头单位：教育局）"
    found = closing_bracket(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == "（牵头单位：教育局）"


def test_brackets_inside_brackets_are_closed_as_they_open() -> None:
    text = "（一〔二（三）〕【四】）五"
    assert closing_of(text, 0, len(text)) == text.index("）五")
    assert closing_of("（" * 9 + "）" * 9, 0, 18) is None


def test_units_are_read_beside_brackets_that_never_close() -> None:
    plan = parse(read_text(f"1.办好学校。{OPEN}\n2.办好食堂。（牵头单位：教育局）"))
    assert [[found.unit for found in node.assignments] for node in plan.nodes] == [[], ["教育局"]]
