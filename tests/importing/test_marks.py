"""Number marks: how large a number may be, how it is written, and what is a year rather than a number."""

from __future__ import annotations

import pytest

from planner.importing import parse, read_text
from planner.importing.marks import han_number, mark_like, mark_value

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def test_a_han_number_is_read_as_it_is_written() -> None:
    values = [*range(1, 1200), 1999, 2000, 2010, 3000, 9999]
    assert [mark_value(f"{han_number(value)}、") for value in values] == values


@pytest.mark.parametrize(
    ("mark", "value", "wanted"),
    [
        ("九十九、", 100, "一百、"),
        ("（一百零一）", 110, "（一百一十）"),
        ("999.", 1000, "1000."),
        ("（９）", 12, "（１２）"),
    ],
)
def test_a_mark_is_written_in_the_manner_of_another(mark: str, value: int, wanted: str) -> None:
    assert mark_like(mark, value) == wanted


@pytest.mark.parametrize("form", ["{}.办好事项{}。", "{}、办好事项{}。", "（{}）办好事项{}。", "{}）办好事项{}。"])
def test_a_list_may_go_on_beyond_a_thousand(form: str) -> None:
    plan = parse(read_text("\n".join(form.format(n, n) for n in range(1, 1301))))
    assert len(plan.nodes) == 1300
    assert plan.nodes[1299].title == "办好事项1300"
    assert not [fault for fault in plan.faults if fault.code.startswith("NUMBER")]


@pytest.mark.parametrize(
    "form", ["{}．办好第{}件事。", "{}、办好第{}件事。", "（{}）办好第{}件事。", "{}）办好第{}件事。"]
)
def test_figures_may_be_wide(form: str) -> None:
    wide = [str(number).translate(WIDE) for number in range(1, 13)]
    lines = ["一、办学条件", *(form.format(figure, figure) for figure in wide), "投入１．５万元，另筹２、３万元。"]
    plan = parse(read_text("\n".join(lines)))
    assert [mark_value(node.number) for node in plan.nodes[1:]] == list(range(1, 13))
    assert {fault.code for fault in plan.faults if fault.code.startswith("NUMBER")} == set()


@pytest.mark.parametrize("line", ["2024、2025年继续推进。", "2024. 继续推进。", "（2024）继续推进。", "3000）册图书。"])
def test_a_year_at_the_head_of_a_line_is_no_number(line: str) -> None:
    plan = parse(read_text(f"1.修好操场。先查后修\n{line}\n2.建好书屋。先选后买。"))
    assert [node.number for node in plan.nodes] == ["1.", "2."]
