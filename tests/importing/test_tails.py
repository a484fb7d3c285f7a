"""What stands below the last task: who signs, and the paragraph that closes a plan."""

from __future__ import annotations

import pytest

from planner.core.draft import DraftPlan
from planner.importing import parse, read_text

ITEMS = "禾木街道2025年工作要点\n一、重点工作\n1.办好培训。全年两次。\n2.办好活动。每季一次。\n"
NOTICE = (
    "关于印发《禾木县2025年工作要点》的通知\n各学校：\n现将要点印发给你们，请认真落实。\n"
    "{0}\n2025年3月1日\n禾木县2025年工作要点\n"
)


def plan_of(text: str) -> DraftPlan:
    return parse(read_text(text))


@pytest.mark.parametrize("name", ["禾木街道办事处", "禾木县少先队总队部", "共青团禾木县委", "禾木青少年活动营地"])
@pytest.mark.parametrize("form", ["\n      {0}\n      2025年2月18日\n", "{0}\n2025年2月18日\n"])
def test_whoever_stands_above_the_last_day_signs(name: str, form: str) -> None:
    plan = plan_of(ITEMS + form.format(name))
    assert plan.head.issuers == (name,)
    assert [node.body for node in plan.nodes if node.number == "2."] == ["每季一次。"]


def test_who_stands_beside_the_last_day_signs() -> None:
    assert plan_of(ITEMS + "\n禾木街道办事处  2025年2月18日\n").head.issuers == ("禾木街道办事处",)


@pytest.mark.parametrize("name", ["禾木县少先队总队部", "禾木青少年活动营地"])
def test_whoever_stands_above_the_day_of_a_notice_signs(name: str) -> None:
    plan = plan_of(NOTICE.format(name) + ITEMS)
    assert plan.head.issuers == (name,)


def test_a_torn_sentence_above_the_last_day_does_not_sign() -> None:
    plan = plan_of(ITEMS + "3.抓好落实。各项工作都要按照时间节点逐项\n完成到位\n2025年2月18日\n")
    assert plan.head.issuers == ()
    assert [node.body for node in plan.nodes if node.number == "3."] == ["各项工作都要按照时间节点逐项完成到位"]


PLAN = (
    "禾木县教育局2025年工作要点\n\n一、重点工作\n\n1.办好培训。全年两次。（人事股）\n\n"
    "2.办好活动。每季一次。{0}\n\n{1}\n"
)
CLOSINGS = [
    "以上各项任务，各牵头单位要于每季度末月25日前报送进展情况。",
    "上述任务完成情况纳入年终考核。",
    "各责任单位要压实责任，按月调度。",
    "请各学校认真抓好落实。",
    "各有关单位要于3月底前制定细化方案。",
]


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize("units", ["（人事股、信访室）", "〔人事股、信访室〕", "\n责任单位：人事股、信访室", ""])
def test_the_paragraph_that_closes_a_plan_is_no_part_of_the_last_task(closing: str, units: str) -> None:
    plan = plan_of(PLAN.format(units, closing))
    last = plan.nodes[-1]
    assert plan.closing == closing
    assert (last.title, last.body) == ("办好活动", "每季一次。")
    assert [unit.unit for unit in last.assignments] == (["人事股", "信访室"] if units else [])


def test_a_closing_paragraph_stands_above_the_signature_and_the_annexes() -> None:
    text = PLAN.format("（人事股）", "以上任务按季调度。\n信访室汇总上报。\n\n禾木县教育局\n2025年2月18日")
    plan = plan_of(text)
    assert plan.closing == "以上任务按季调度。\n信访室汇总上报。"
    assert plan.head.issuers == ("禾木县教育局",)
    annex = "\n附件1\n\n禾木县任务表\n\n1.报送台账。按月报送。（信访室）\n"
    plan = plan_of(PLAN.format("（人事股）", "以上任务按季调度。") + annex)
    assert plan.closing == "以上任务按季调度。"
    assert plan.nodes[-1].title == "报送台账"


def test_a_paragraph_below_a_bracket_of_units_is_no_torn_line() -> None:
    plan = plan_of(PLAN.format("（人事股、信访室）\n\n活动经费由局机关统筹，不向学校摊派。", "3.办好赛事。（体卫股）"))
    item = plan.nodes[-2]
    assert [unit.unit for unit in item.assignments] == ["人事股", "信访室"]
    assert item.body == "每季一次。\n活动经费由局机关统筹，不向学校摊派。"
    assert plan.closing == ""


@pytest.mark.parametrize("line", ["以上级部门要求为准。", "活动结束后，各单位要总结。"])
def test_other_last_paragraphs_stay_with_the_task(line: str) -> None:
    plan = plan_of(PLAN.format("", line))
    assert plan.closing == ""
    assert plan.nodes[-1].body == f"每季一次。\n{line}"
