"""Lists of units that close the tasks of a plan without bracket, label or verb."""

from __future__ import annotations

import pytest

from planner.core.vocabulary import Role
from planner.importing import parse, read_text
from tests.importing.plans.labels import lossless_problems

L, P = Role.LEAD, Role.PARTNER
HEAD = "安澜县水利局2024年工作安排\n"
CLOSED = [
    "1.修好河堤。分三期完工。工程股、规划股。\n2.清好河道。河湖股、各水管站\n3.换好水表。供水股\n",
    "1.修好河堤。分三期完工  工程股 规划股\n2.清好河道\u3000河湖股、各水管站\n3.换好水表\t供水股\n",
]
UNITS = [[("工程股", L), ("规划股", P)], [("河湖股", L), ("各水管站", P)], [("供水股", L)]]
OPEN = [
    "1.提升内涵。建好实验小学\n2.扩充资源。新建城东幼儿园\n3.加强保障。改造乡镇中心\n",
    "1.提升内涵。一流城东中学\n2.扩充资源。达标城西幼儿园\n3.加强保障。温馨乡镇中心\n",
    "1.修好河堤。工程股、规划股\n2.清好河道。按月巡查\n3.换好水表。年底前完成\n4.管好水闸。定期检修\n",
    "1.修好河堤\n2.清好河道\n3.换好水表\n",
]


@pytest.mark.parametrize("text", CLOSED)
def test_a_list_that_closes_task_after_task_names_their_units(text: str) -> None:
    plan = parse(read_text(HEAD + text))
    assert [[(a.unit, a.role) for a in node.assignments] for node in plan.nodes] == UNITS
    assert [node.title for node in plan.nodes] == ["修好河堤", "清好河道", "换好水表"]
    assert not list(lossless_problems(plan, HEAD + text))


@pytest.mark.parametrize("text", OPEN)
def test_last_words_that_look_like_a_unit_are_none(text: str) -> None:
    assert not any(node.assignments for node in parse(read_text(HEAD + text)).nodes)
