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
