"""Plans without numbers, and units that stand in sentences."""

from __future__ import annotations

import pytest

from planner.core.errors import InputError
from planner.importing import parse, read_text

PARAGRAPHS = [
    "修好操场。先查现场，再定方案。（后勤中心）",
    "建好书屋。先选好书，再买书架。（教务处、图书馆）",
    "管好校门。先查证件，再放行。（保卫科牵头，各年级组配合）",
]


def test_paragraphs_that_end_in_units_are_items() -> None:
    plan = parse(read_text("某校2024年工作安排\n\n" + "\n\n".join(PARAGRAPHS)))
    assert [(node.number, node.title) for node in plan.nodes] == [("", "修好操场"), ("", "建好书屋"), ("", "管好校门")]
    assert [[a.as_written for a in node.assignments] for node in plan.nodes] == [
        ["后勤中心"],
        ["教务处", "图书馆"],
        ["保卫科", "各年级组"],
    ]
    assert plan.head.title == "某校2024年工作安排"


def test_two_such_paragraphs_are_no_plan() -> None:
    with pytest.raises(InputError) as caught:
        parse(read_text("\n\n".join(PARAGRAPHS[:2])))
    assert caught.value.code == "NOT_A_PLAN"


def test_units_in_sentences_are_pointed_out_and_not_assigned() -> None:
    text = "1.做好防汛。市水务局负责牵头组织抢险；市气象台负责预报。\n2.做好宣传。各人负责自己的岗位。"
    plan = parse(read_text(text))
    (fault,) = [fault for fault in plan.faults if fault.code == "PROSE_UNITS"]
    assert text[fault.start : fault.end] == "市水务局"
    assert not any(node.assignments for node in plan.nodes)


def test_the_words_before_a_unit_in_a_sentence_are_not_its_name() -> None:
    text = "1.完善机制。健全协调机制，形成县级以县委政法委牵头、部门联动的格局。\n2.做好宣传。办好专栏。"
    (fault,) = [fault for fault in parse(read_text(text)).faults if fault.code == "PROSE_UNITS"]
    assert text[fault.start : fault.end] == "县委政法委"
