"""Tables of figures in an annex: set aside whole with a doubt, never joined to a heading or a task."""

from __future__ import annotations

import pytest

from planner.core.draft import DraftPlan
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text

PLAN = (
    "柳川县改厕方案\n一、重点任务\n1.全面排查。逐户查看。（农业科）\n2.分类整改。限期改完。（农业科、财务科）\n\n附件1\n\n"
    "柳川县年度任务分配表\n{0}\n"
)
ROWS = [("乡镇", "2024年", "2025年"), ("东坪镇", "120", "100"), ("西坪乡", "90", "85"), ("合计", "210", "185")]


def plan_of(rows: str) -> DraftPlan:
    return parse(read_text(PLAN.format(rows)))


@pytest.mark.parametrize(
    "table",
    ["\n".join(mark.join(row) for row in ROWS) for mark in ("\t", " | ", "   ", "\n")],
    ids=["tabs", "pipes", "blanks", "lines"],
)
@pytest.mark.parametrize("counted", ["", "单位：座\n"])
def test_a_table_of_figures_is_set_aside_whole(table: str, counted: str) -> None:
    plan = plan_of(counted + table)
    assert [plan.source.text[left.start : left.end] for left in plan.leftovers] == [counted + table]
    (fault,) = [fault for fault in plan.faults if fault.code == "TABLE_UNREAD"]
    assert plan.source.text[fault.start or 0 : fault.end].startswith("乡镇")
    annex = plan.nodes[-1]
    assert (annex.kind, annex.level, annex.parent_id) == (NodeKind.SECTION, 1, None)
    assert (annex.title, annex.body) == ("柳川县年度任务分配表", "")


def test_a_table_of_tasks_is_still_read() -> None:
    plan = plan_of("序号\t任务\t责任单位\n1\t排查\t农业科\n2\t整改\t财务科")
    assert [node.title for node in plan.nodes[-2:]] == ["排查", "整改"]
    assert plan.leftovers == ()


@pytest.mark.parametrize(
    "lines", ["甲 乙 丙\n丁 戊 己\n庚 辛 壬", "全县动员\n抓好落实\n不留死角\n每月调度\n按季通报\n年底验收"]
)
def test_lines_without_figures_are_no_table_of_figures(lines: str) -> None:
    assert plan_of(lines).leftovers == ()
