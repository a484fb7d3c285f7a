"""Brackets and lists of units as clerks write them: deadlines among the units, roles half said, points in brackets."""

from __future__ import annotations

import pytest

from planner.core.deadlines import shown_deadlines
from planner.core.draft import DraftNode, DraftPlan
from planner.core.vocabulary import NodeKind, Role
from planner.importing import parse, read_text
from planner.importing.unit_phrases import is_unit_phrase, read_phrase

PLAN = (
    "栗山县教育局2025年工作要点\n一、重点工作\n1.办好培训。全年两次。（人事股）\n"
    "2.办好活动。每季一次。{0}\n3.办好赛事。（体卫股）\n"
)


def second(plan: DraftPlan) -> DraftNode:
    return next(node for node in plan.nodes if node.kind is NodeKind.ITEM and node.number == "2.")


def plan_of(bracket: str) -> DraftPlan:
    return parse(read_text(PLAN.format(bracket)))


@pytest.mark.parametrize(
    ("bracket", "units", "deadline"),
    [
        ("〔县教育局、县财政局按职责分工负责，2025年9月底前完成〕", ["县教育局", "县财政局"], "2025年9月底前完成"),
        ("（由信访室负责，9月底前完成）", ["信访室"], "9月底前完成"),
        ("（信访室负责并于9月30日前完成）", ["信访室"], "并于9月30日前完成"),
        ("（信访室、电教站，9月底前）", ["信访室", "电教站"], "9月底前"),
        ("（信访室牵头，电教站配合；长期坚持）", ["信访室", "电教站"], "长期坚持"),
        ("（信访室（9月底前完成））", ["信访室"], "9月底前完成"),
        ("（完成时限：2025年9月底；责任单位：信访室、电教站）", ["信访室", "电教站"], "2025年9月底"),
        ("（责任单位：信访室，9月底前完成）", ["信访室"], "9月底前完成"),
        ("（由信访室负责，完成时限：9月底）", ["信访室"], "9月底"),
        ("\n责任单位：信访室、电教站，9月底前完成", ["信访室", "电教站"], "9月底前完成"),
    ],
)
def test_a_deadline_among_the_units_is_one(bracket: str, units: list[str], deadline: str) -> None:
    item = second(plan_of(bracket))
    assert [unit.unit for unit in item.assignments] == units
    assert [found.text for found in shown_deadlines(item.deadlines)] == [deadline]
    assert item.body == "每季一次。"


def test_a_bracket_with_a_deadline_alone_does_not_hide_the_units_before_it() -> None:
    item = second(plan_of("（信访室）（9月底前完成）"))
    assert [unit.unit for unit in item.assignments] == ["信访室"]
    assert [found.text for found in shown_deadlines(item.deadlines)] == ["9月底前"]


def test_a_deadline_in_a_cell_of_units_is_kept() -> None:
    table = "栗山县任务表\n序号\t任务\t责任单位\n1\t办好培训\t人事股\n2\t办好活动\t信访室、电教站，9月底前完成\n"
    item = parse(read_text(table)).nodes[-1]
    assert [unit.unit for unit in item.assignments] == ["信访室", "电教站"]
    assert [found.text for found in shown_deadlines(item.deadlines)] == ["9月底前完成"]


def roles(text: str) -> list[tuple[str, Role | None]]:
    return [(unit.name, unit.role) for unit in read_phrase(text).units]


def test_who_is_named_before_the_partners_leads_by_position() -> None:
    assert roles("各学校，基教股配合") == [("各学校", None), ("基教股", Role.PARTNER)]
    assert roles("基教股、人事股配合") == [("基教股", Role.PARTNER), ("人事股", Role.PARTNER)]
    assert roles("电教站牵头，基教股，人事股配合")[1:] == [("基教股", Role.PARTNER), ("人事股", Role.PARTNER)]
    item = second(plan_of("\n责任单位：各学校、电教站，基教股配合"))
    assert [(unit.unit, unit.role, unit.stated) for unit in item.assignments] == [
        ("各学校", Role.LEAD, False),
        ("电教站", Role.PARTNER, False),
        ("基教股", Role.PARTNER, True),
    ]


@pytest.mark.parametrize("unit", ["工会", "体育组", "少先队", "各班主任", "图书馆", "基教股"])
def test_one_office_in_a_bracket_needs_no_full_stop_before_it(unit: str) -> None:
    plan = parse(read_text(f"栗山小学工作计划\n1.开学典礼（{unit}）\n2.秋游活动（{unit}）\n"))
    assert [[named.unit for named in node.assignments] for node in plan.nodes] == [[unit], [unit]]


@pytest.mark.parametrize("words", ["智慧校园", "一期", "修订版", "省级重点县"])
def test_words_that_belong_to_the_sentence_are_no_units(words: str) -> None:
    plan = parse(read_text(f"栗山小学工作计划\n1.建设新平台（{words}）\n2.秋游活动（工会）\n"))
    assert plan.nodes[0].assignments == ()


@pytest.mark.parametrize(
    "title",
    ["每周集体备课（语文：周三；数学：周四）", "贯彻“快查快处。不留死角”要求", "编写《校史。上册》"],
)
def test_a_point_inside_brackets_does_not_end_a_title(title: str) -> None:
    plan = parse(read_text(f"栗山小学工作计划\n1.{title}。逐项抓好。\n2.秋游活动。（工会）\n"))
    assert (plan.nodes[0].title, plan.nodes[0].body) == (title, "逐项抓好。")


def test_a_bracket_that_never_closes_does_not_swallow_the_text() -> None:
    plan = parse(read_text("栗山小学工作计划\n1.办好活动（每季一次。逐项抓好。\n2.秋游活动。（工会）\n"))
    assert plan.nodes[0].title == "办好活动（每季一次"


def test_a_sentence_with_a_day_is_no_unit_phrase() -> None:
    assert not is_unit_phrase("9月底前完成")
    assert not is_unit_phrase("办公室9月底前印发的通知")
