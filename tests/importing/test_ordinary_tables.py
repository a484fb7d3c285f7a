"""Tables of ordinary forms: a class beside contents that count on, problems beside measures, verbs in a cell."""

import pytest

from planner.core.draft import DraftPlan, Source
from planner.core.vocabulary import NodeKind, Role
from planner.importing import parse, read_text


def _read(text: str) -> DraftPlan:
    return parse(Source("安澜县.txt", "txt", "0" * 64, text))


def _duties(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    """Return number, title, leads and partners of each item."""
    return [
        (
            node.number,
            node.title,
            [one.as_written for one in node.assignments if one.role is Role.LEAD],
            [one.as_written for one in node.assignments if one.role is Role.PARTNER],
        )
        for node in _read(text).nodes
        if node.kind is NodeKind.ITEM
    ]


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_a_class_beside_contents_that_count_on_is_no_task(mark: str) -> None:
    rows = [
        ["项目", "具体工作", "牵头股室", "配合股室"],
        ["队伍建设", "1.补充教师三十名。", "人事股", "计财股"],
        ["", "2.轮训校长。", "人事股", "教研室"],
        ["校园安全", "3.排查校舍。", "安全股", "后勤站"],
    ]
    edge = "| " if "|" in mark else ""
    text = "安澜县教育局年度工作责任分解\n\n" + "\n".join(edge + mark.join(row) for row in rows)
    assert [(number, leads, partners) for number, _, leads, partners in _duties(text)] == [
        ("1.", ["人事股"], ["计财股"]),
        ("2.", ["人事股"], ["教研室"]),
        ("3.", ["安全股"], ["后勤站"]),
    ]


def test_numbers_that_begin_cells_of_piped_rows_begin_no_lines() -> None:
    text = (
        "安澜县规划任务分解表\n\n| 一级任务 | 二级任务 | 责任部门 | 协同部门 |\n"
        "| 一、师资 | 1.补充教师 | 人事科 | 计财科 |\n|  | 2.轮训校长 | 人事科 | 教研室 |\n"
        "| 二、校舍 | 3.翻修食堂 | 后勤科 | 计财科 |\n"
    )
    assert _duties(text) == [
        ("1.", "补充教师", ["人事科"], ["计财科"]),
        ("2.", "轮训校长", ["人事科"], ["教研室"]),
        ("3.", "翻修食堂", ["后勤科"], ["计财科"]),
    ]


@pytest.mark.parametrize("head", ["反馈问题", "具体问题", "巡察反馈问题", "督导发现的主要问题"])
def test_the_problem_is_the_task_beside_its_measures(head: str) -> None:
    text = (
        f"安澜县整改清单\n\n序号\t{head}\t整改措施\t牵头单位\t责任单位\n"
        "1\t食堂管理不严\t每月检查一次。\t县教育局\t县市场监管局\n2\t校车超员\t加装监控。\t县交通局\t县公安局\n"
    )
    assert _duties(text) == [
        ("1", "食堂管理不严", ["县教育局"], ["县市场监管局"]),
        ("2", "校车超员", ["县交通局"], ["县公安局"]),
    ]


def test_a_cell_of_verbs_among_single_cells_is_one_of_units() -> None:
    rows = [
        ["序号", "改革任务", "具体措施", "责任单位", "完成时限"],
        ["1", "压缩开办时间", "推行一窗通办，三日办结。", "县市场监管局、县公安局", "6月底"],
        ["2", "清理证明事项", "公布取消目录，不再索要。", "县司法局牵头，县直各部门配合", "9月底"],
        ["3", "网上报名入学", "小学报名网上办理。", "县教育局牵头，县公安局配合", "8月底"],
    ]
    text = "安澜县改革任务分工表\n" + "\n".join(cell for row in rows for cell in row) + "\n"
    assert [duty[2:] for duty in _duties(text)] == [
        (["县市场监管局"], ["县公安局"]),
        (["县司法局"], ["县直各部门"]),
        (["县教育局"], ["县公安局"]),
    ]


def test_a_table_is_known_by_its_column_of_units_alone() -> None:
    plan = parse(
        read_text(
            "安澜县教育局2026年考核任务分解\n指标类别\t指标名称\t指标要求\t责任单位\n党建\t规范组织生活\t全覆盖\t党建办、各学校\n"
            "党建\t培育学校品牌\t10个\t党建办\n质量\t提升巩固率\t99%\t基教股、督导室\n质量\t办好体育赛事\t2场\t体卫艺股\n"
        )
    )
    items = [node for node in plan.nodes if node.kind is NodeKind.ITEM]
    assert [node.title for node in items] == ["规范组织生活", "培育学校品牌", "提升巩固率", "办好体育赛事"]
    assert [[unit.unit for unit in node.assignments] for node in items] == [
        ["党建办", "各学校"],
        ["党建办"],
        ["基教股", "督导室"],
        ["体卫艺股"],
    ]


def test_lists_of_people_and_schools_beside_units_are_no_tasks() -> None:
    head = "安澜县教育局2026年工作要点\n一、重点任务\n1.办好学校。（基教股）\n2.办好食堂。（后勤股）\n附件\n"
    for rows in (
        "姓名\t电话\t单位\n张三\t1\t基教股\n李四\t2\t督导室\n王五\t3\t人事股\n",
        "学校\t人数\t负责科室\n安澜县第一中学\t300\t基教股\n安澜县第二中学\t400\t督导室\n安澜县第三中学\t300\t人事股\n",
    ):
        plan = parse(read_text(head + rows))
        assert sum(node.kind is NodeKind.ITEM for node in plan.nodes) == 2
