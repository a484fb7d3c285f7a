"""Units that sentences name: when they count as those of the task, and who leads among them."""

from __future__ import annotations

import pytest

from planner.core.vocabulary import Role
from planner.importing import parse, read_text
from planner.importing.sentences import duty_units, said_units

L, P = Role.LEAD, Role.PARTNER
CHAIN = """安澜县水库移民扶持方案
一、工作目标
年内完成搬迁300户。
二、主要任务
（一）核实户数。县水利局负责制定办法，县财政局负责拨付资金，各乡镇负责登记。
（二）建好新村。县住建局负责建设新居，县交通局配合。
（三）办好培训。县职教中心负责培训500人次。
（四）改善条件。投入600万元，覆盖12个村。
"""
RULES = """安澜县河道管理规定
第一条 为加强河道管理，制定本规定。
第二条 本规定适用于全县河道。
第三条 市、县水行政主管部门负责河道巡查。
第四条 县公安局负责维护秩序；县自然资源局负责划定边界。
第五条 县财政局负责保障资金。
第六条 村民应当爱护河堤。
第七条 本规定自印发之日起施行。
"""
MIXED = """安澜县水利局要点
1.修好河堤。（工程股）
2.清好河道。（河湖股、执法队）
3.备好物资。县财政局要落实专项资金。
4.压实责任。各乡镇要落实河长制。
5.查好险段。由县水利局牵头，会同县公安局、县应急局开展巡查，不留死角。
"""
EXHORTING = """安澜县水利局要点
1.提高认识。各乡镇要落实责任。层层抓实。
2.加强管理。推行河长制，县水利局负责制定办法。
3.注重宣传。用好各类媒体。
4.严格考核。定期通报结果。
"""


def units_of(text: str) -> list[list[tuple[str, Role]]]:
    plan = parse(read_text(text))
    return [[(a.unit, a.role) for a in node.assignments] for node in plan.nodes if node.kind.value == "item"]


def test_a_plan_that_tells_duty_after_duty_has_units() -> None:
    assert units_of(CHAIN) == [
        [("县水利局", L), ("县财政局", L), ("各乡镇", L)],
        [("县住建局", L), ("县交通局", P)],
        [("县职教中心", L)],
        [],
    ]


def test_the_frame_of_a_rule_is_no_task_without_duty() -> None:
    assert units_of(RULES) == [
        [],
        [],
        [("市、县水行政主管部门", L)],
        [("县公安局", L), ("县自然资源局", L)],
        [("县财政局", L)],
        [],
        [],
    ]


def test_a_sentence_counts_where_the_other_tasks_have_units() -> None:
    assert units_of(MIXED)[2:] == [[("县财政局", L)], [], [("县水利局", L), ("县公安局", P), ("县应急局", P)]]


def test_a_single_sentence_counts_not_where_nobody_is_named() -> None:
    assert units_of(EXHORTING) == [[], [], [], []]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("修渠。县水利局负责制定办法，县财政局负责拨款。", [("县水利局", L), ("县财政局", L)]),
        ("修渠。县水利局负责，有关人员配合。", [("县水利局", L)]),
        ("修渠。实行县水利局局长负责制。", []),
        ("修渠。县水利局主管部门会议按月召开。", []),
    ],
)
def test_duties_go_on_from_clause_to_clause(words: str, units: list[tuple[str, Role]]) -> None:
    found = duty_units(words)
    assert ([(unit.name, unit.role) for unit in found.units] if found else []) == units


def test_who_is_joined_in_mid_sentence_is_a_partner() -> None:
    found = said_units("由县水利局牵头，会同县公安局、县应急局对险段开展巡查。")
    assert found
    assert [(u.name, u.role) for u in found.units] == [("县水利局", L), ("县公安局", P), ("县应急局", P)]


def test_brackets_that_explain_words_name_nobody() -> None:
    text = "安澜县水利局要点\n" + "".join(
        f"{number}.{task}。\n"
        for number, task in enumerate(
            [
                "组建4个片区（城东片区、城西片区）",
                "举办节水比赛（县水利局、县教育局联合发文）",
                "落实《关于治水的意见》（县委办、县政府办印发）",
                "评选节水单位（县第一小学、县第二小学等8所学校）",
                "办好节水讲堂",
                "修好河堤",
                "清好河道",
            ],
            start=1,
        )
    )
    assert units_of(text) == [[]] * 7


def test_a_school_with_a_number_is_a_unit_among_others() -> None:
    items = ["1.办好讲堂。（水政股、第一幼儿园、第三小学）", "2.修好河堤。（工程股、规划股）", "3.清好河道。（河湖股）"]
    text = "安澜县要点\n" + "\n".join(items)
    assert units_of(text)[0] == [("水政股", L), ("第一幼儿园", P), ("第三小学", P)]


def test_who_joins_a_task_below_a_unit_is_its_partner() -> None:
    text = (
        "安澜县水利局分工\n一、工程股\n1.修好河堤。\n2.做好普查，各水管站配合。\n3.查好险段，配合股室：河湖股。\n"
        "二、河湖股\n4.清好河道，有关人员参与。\n5.管好采砂，配合要求另发。\n"
    )
    assert units_of(text) == [
        [("工程股", L)],
        [("各水管站", P), ("工程股", L)],
        [("河湖股", P), ("工程股", L)],
        [("河湖股", L)],
        [("河湖股", L)],
    ]


def test_a_label_behind_a_comma_counts_where_units_follow() -> None:
    text = (
        "安澜县水利局要点\n1.修好河堤，牵头股室：工程股，配合股室：规划股、财务股。\n"
        "2.清好河道，牵头股室：河湖股。\n3.压实责任，责任单位：牵头抓总。\n"
    )
    assert units_of(text)[:2] == [[("工程股", L), ("规划股", P), ("财务股", P)], [("河湖股", L)]]
    assert units_of(text)[2] == []


def test_measures_in_a_paragraph_keep_their_own_units() -> None:
    text = (
        "安澜县水利局要点\n一、防汛\n（一）修好河堤。一是新修堤坝2公里（责任股室：工程股）；二是加固旧堤3公里（责任股室：规划股）；"
        "三是更新水泵10台（责任股室：机电站）。\n（二）管好水闸。\n①按月检修（责任股室：水闸所）。\n②按季试机（责任股室：机电站）。\n"
    )
    plan = parse(read_text(text))
    units = {node.title: [a.unit for a in node.assignments] for node in plan.nodes}
    assert units["修好河堤"] == ["工程股", "规划股", "机电站"]
    assert units["二是加固旧堤3公里"] == ["规划股"]
    assert units["三是更新水泵10台"] == ["机电站"]
    assert units["按月检修"] == ["水闸所"]
