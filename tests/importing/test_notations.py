"""Ways to write who does what that decide over a whole plan: small invented plans and their tasks."""

from __future__ import annotations

import pytest

from planner.core.draft import DraftPlan
from planner.core.vocabulary import NodeKind, Role
from planner.importing import parse, read_text


def plan_of(*lines: str) -> DraftPlan:
    return parse(read_text("\n".join(("安澜县水利局2025年工作要点", *lines, ""))))


def tasks(plan: DraftPlan) -> list[str]:
    """Return each task as `number title: leads | partners`."""
    out: list[str] = []
    for node in plan.nodes:
        if node.kind is not NodeKind.SECTION:
            leads = "、".join(unit.unit for unit in node.assignments if unit.role is Role.LEAD)
            others = "、".join(unit.unit for unit in node.assignments if unit.role is Role.PARTNER)
            out.append(f"{node.number}{node.title}: {leads} | {others}".strip())
    return out


@pytest.mark.parametrize("verbs", ["县水利局牵头，县财政局配合。", "县林业局负责，各镇配合。"])
def test_a_verb_says_nothing_of_a_label_elsewhere(verbs: str) -> None:
    plan = plan_of(
        "1.修渠道。逐段修。（责任单位：县水利局、县财政局）",
        "2.修水库。逐座修。（责任单位：县水利局）",
        f"3.抓落实。{verbs}",
    )
    assert tasks(plan)[:2] == ["1.修渠道: 县水利局 | 县财政局", "2.修水库: 县水利局 |"]


def test_a_verb_in_the_value_of_a_label_holds_for_that_value_alone() -> None:
    plan = plan_of(
        "1.修渠道。逐段修。（责任单位：县水利局牵头，县财政局配合）", "2.修水库。逐座修。（责任单位：县林业局、各镇）"
    )
    assert tasks(plan) == ["1.修渠道: 县水利局 | 县财政局", "2.修水库: 县林业局 | 各镇"]


def test_a_label_of_the_lead_decides_about_the_other_label() -> None:
    plan = plan_of(
        "1.修渠道。逐段修。（牵头单位：县水利局；责任单位：县财政局）",
        "2.修水库。逐座修。（牵头单位：县林业局；责任单位：各镇）",
    )
    assert tasks(plan) == ["1.修渠道: 县水利局 | 县财政局", "2.修水库: 县林业局 | 各镇"]


FEET = [
    ("主办单位：安澜县水利局　承办：安澜县水利信息中心",),
    ("主办单位：安澜县水利局", "承办单位：安澜县水利信息中心"),
    ("主办：安澜县水利局",),
    ("发布单位：县水利局办公室", "公开责任部门：县水利局办公室", "解读单位：县水利局", "咨询电话：0000-1234567"),
    ("来源：县水利局办公室", "责任编辑：办公室", "审核：宣教股"),
]


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_web_page_names_no_unit(foot: tuple[str, ...]) -> None:
    plan = plan_of("一、重点工作", "1.修渠道。逐段修。", "2.修水库。逐座修。", *foot)
    assert tasks(plan) == ["1.修渠道:  |", "2.修水库:  |"]
    assert "".join(foot) == "".join(plan.source.text[left.start : left.end] for left in plan.leftovers)


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_web_page_decides_nothing_about_the_tasks(foot: tuple[str, ...]) -> None:
    plan = plan_of("1.修渠道。逐段修。（责任股室：宣教股、电教站）", "2.修水库。逐座修。", "责任股室：人事股", *foot)
    assert tasks(plan) == ["1.修渠道: 宣教股 | 电教站", "2.修水库: 人事股 |"]


def test_hosts_of_tasks_stay_units() -> None:
    plan = plan_of(
        "1.办节水周。", "主办单位：宣教股", "承办单位：电教站", "2.办节水赛。", "主办单位：人事股", "承办单位：工会"
    )
    assert tasks(plan) == ["1.办节水周: 宣教股 | 电教站", "2.办节水赛: 人事股 | 工会"]


def test_the_foot_of_a_web_page_is_cut_off_a_text_in_one_line() -> None:
    plan = parse(
        read_text(
            "安澜县水利局2025年工作要点 一、重点工作 1.修渠道。逐段修。 2.修水库。逐座修。 二、其他工作 3.办培训。 "
            "版权所有：安澜县水利局 主办单位：安澜县水利局 承办单位：水利信息中心 地址：河堤路1号"
        )
    )
    assert tasks(plan) == ["1.修渠道:  |", "2.修水库:  |", "3.办培训:  |"]


def test_the_units_of_a_heading_are_those_of_the_numbered_tasks_below_that_run_on() -> None:
    plan = plan_of(
        "一、节水宣传（牵头股室：宣教股；配合股室：各水管站）",
        "1.办宣传周。",
        "2.办节水赛。（配合股室：电教站）",
        "二、水费征收（牵头股室：财务股）",
        "3.核定水价。",
        "4.征收水费。（牵头股室：征收办）",
    )
    assert tasks(plan) == [
        "1.办宣传周: 宣教股 | 各水管站",
        "2.办节水赛: 宣教股 | 电教站、各水管站",
        "3.核定水价: 财务股 |",
        "4.征收水费: 征收办 |",
    ]
    inherited = [[unit.unit for unit in node.assignments if unit.inherited_from] for node in plan.nodes]
    assert inherited == [[], ["宣教股", "各水管站"], ["宣教股", "各水管站"], [], ["财务股"], []]


def test_the_lead_of_a_heading_stays_where_a_task_names_only_who_joins() -> None:
    plan = plan_of(
        "（一）党的建设（机关党委牵头）",
        "1.开好党课。（各支部配合）",
        "2.发展党员。（宣教股、各支部配合）",
        "（二）队伍建设（人事股牵头）",
        "3.招聘职工。（财务股配合）",
        "4.开展培训。",
    )
    assert tasks(plan) == [
        "1.开好党课: 机关党委 | 各支部",
        "2.发展党员: 机关党委 | 宣教股、各支部",
        "3.招聘职工: 人事股 | 财务股",
        "4.开展培训: 人事股 |",
    ]


@pytest.mark.parametrize("point", ["", "："])
@pytest.mark.parametrize(("first", "second"), [("1.", "2."), ("一、", "二、"), ("（1）", "（2）")])
def test_units_on_lines_of_their_own_head_the_numbered_duties_below(point: str, first: str, second: str) -> None:
    plan = plan_of(
        f"办公室{point}",
        f"{first}办文办会。",
        f"{second}管好公章。",
        f"宣教股{point}",
        f"{first}办宣传周。",
        f"{second}办节水赛。",
    )
    assert tasks(plan) == [
        f"{first}办文办会: 办公室 |",
        f"{second}管好公章: 办公室 |",
        f"{first}办宣传周: 宣教股 |",
        f"{second}办节水赛: 宣教股 |",
    ]
    assert [node.title for node in plan.nodes if node.kind is NodeKind.SECTION] == ["办公室", "宣教股"]


def test_a_unit_below_a_task_heads_nothing() -> None:
    plan = plan_of("1.办文办会。", "办公室", "2.办宣传周。", "宣教股", "3.办节水赛。", "宣教股")
    assert [node.kind for node in plan.nodes] == [NodeKind.ITEM] * 3


def test_headings_that_are_units_may_count_their_duties_and_name_a_person() -> None:
    plan = plan_of(
        "一、办公室（2项）",
        "1.办文办会。",
        "2.管好公章。",
        "二、宣教股、电教站",
        "1.办宣传周。",
        "三、财务股负责",
        "1.核定水价。",
        "四、水管站（责任人：陈安）",
        "1.修渠道。",
    )
    assert tasks(plan) == [
        "1.办文办会: 办公室 |",
        "2.管好公章: 办公室 |",
        "1.办宣传周: 宣教股、电教站 |",
        "1.核定水价: 财务股 |",
        "1.修渠道: 水管站 |",
    ]


@pytest.mark.parametrize("bullet", ["——", "- ", "● ", "·", "　　—"])
def test_a_label_may_stand_behind_a_bullet(bullet: str) -> None:
    plan = plan_of(
        "1.修渠道。",
        f"{bullet}牵头股室：工程股",
        f"{bullet}配合股室：财务股、各水管站",
        "2.修水库。",
        f"{bullet}牵头股室：水库股",
    )
    assert tasks(plan) == ["1.修渠道: 工程股 | 财务股、各水管站", "2.修水库: 水库股 |"]
    assert plan.leftovers == ()


def test_numbers_in_two_parts_are_those_of_tasks() -> None:
    plan = plan_of(
        "一、重点任务",
        "第一，扩大灌区。",
        "1.1 新修渠道6条。（工程股）",
        "1.2新修泵站2座。（工程股、财务股）",
        "第二，守住安全。",
        "2.1 加固水库3座。（水库股）",
    )
    assert tasks(plan) == ["1.1新修渠道6条: 工程股 |", "1.2新修泵站2座: 工程股 | 财务股", "2.1加固水库3座: 水库股 |"]
    sections = [node.number for node in plan.nodes if node.kind is NodeKind.SECTION]
    assert sections == ["一、", "第一，", "第二，"]


def test_an_amount_at_the_beginning_of_a_line_is_no_number() -> None:
    plan = plan_of(
        "1.修渠道，投资",
        "1.5亿元。（工程股）",
        "2.修水库，投资",
        "2.5 亿元。（水库股）",
        "第一，抓进度，按月通报。",
        "第二，抓质量。",
    )
    assert [node.number for node in plan.nodes] == ["1.", "2."]


def test_tasks_run_on_behind_the_headings_they_stand_in_one_paragraph_with() -> None:
    plan = plan_of(
        "一、水源工程(1)新修水库1座(责任股室:水库股、财务股);(2)新打机井20眼(责任股室:工程股)。",
        "二、节水工程(3)改造渠道5条(责任股室:工程股);(4)装水表3000块(责任股室:各水管站)。",
    )
    assert [task.partition(":")[0] for task in tasks(plan)] == [
        "(1)新修水库1座",
        "(2)新打机井20眼",
        "(3)改造渠道5条",
        "(4)装水表3000块",
    ]
    assert tasks(plan)[0] == "(1)新修水库1座: 水库股 | 财务股"


@pytest.mark.parametrize(
    "rule",
    ["（以上责任股室：工程股、财务股）", "（以上由工程股牵头，财务股配合）", "以上任务由工程股牵头，财务股配合。"],
)
def test_a_rule_below_the_last_task_of_a_section_holds_for_the_tasks_above_it(rule: str) -> None:
    plan = plan_of(
        "一、修建", "1.修渠道；", "2.修水库。", rule, "二、管理", "3.收水费。（征收办）", "4.装水表。（各水管站）"
    )
    assert tasks(plan) == [
        "1.修渠道: 工程股 | 财务股",
        "2.修水库: 工程股 | 财务股",
        "3.收水费: 征收办 |",
        "4.装水表: 各水管站 |",
    ]


def test_a_rule_between_two_tasks_holds_for_the_ones_below() -> None:
    plan = plan_of(
        "一、修建",
        "1.修渠道。（工程股）",
        "2.修水库。（水库股）",
        "以下任务均需各镇人民政府落实，不再一一列出：",
        "3.修泵站。（工程股）",
        "4.打机井。（水管站）",
    )
    assert tasks(plan) == [
        "1.修渠道: 工程股 |",
        "2.修水库: 水库股 |",
        "3.修泵站: 工程股 | 各镇人民政府",
        "4.打机井: 水管站 | 各镇人民政府",
    ]


def test_a_rule_of_the_introduction_fills_the_role_that_a_task_leaves_open() -> None:
    plan = plan_of(
        "各项任务均由工程股牵头。",
        "1.修渠道。（配合股室：财务股）",
        "2.修水库。（牵头股室：水库股；配合股室：财务股）",
        "3.修泵站。",
    )
    assert tasks(plan) == ["1.修渠道: 工程股 | 财务股", "2.修水库: 水库股 | 财务股", "3.修泵站: 工程股 |"]


def test_numbered_sentences_of_a_notice_before_its_annex_are_no_tasks() -> None:
    plan = plan_of(
        "各镇人民政府，各股室：",
        "现就有关事项通知如下：",
        "1.各单位要制定细则。",
        "2.县水利局每季度通报。",
        "附：安澜县水利局2025年重点工作分解",
        "一、修建",
        "1.修渠道。（工程股）",
        "2.修水库。（水库股）",
        "3.修泵站。（工程股）",
    )
    assert tasks(plan) == ["1.修渠道: 工程股 |", "2.修水库: 水库股 |", "3.修泵站: 工程股 |"]
    assert "各单位要制定细则" in plan.preamble


def test_a_glossary_in_an_annex_holds_no_tasks() -> None:
    plan = plan_of("1.修渠道。（工程股）", "2.装水表。（各水管站）", "附件：名词解释", "1．水表：指计量水量的器具。")
    assert tasks(plan) == ["1.修渠道: 工程股 |", "2.装水表: 各水管站 |"]
    assert [entry.term for entry in plan.glossary] == ["水表"]


def test_what_was_done_last_year_is_no_task() -> None:
    plan = plan_of(
        "第一部分 2024年工作总结",
        "一、主要成绩",
        "（一）渠道修好了。全年修渠道6条。",
        "二、存在问题",
        "（一）水表不足。",
        "第二部分 2025年工作计划",
        "一、主要任务",
        "（一）修水库。全年3座。",
        "（二）装水表。全年3000块。",
    )
    assert [task.partition(":")[0] for task in tasks(plan)] == ["（一）修水库", "（二）装水表"]


def test_the_numbered_menu_of_a_web_page_above_the_title_holds_no_tasks() -> None:
    menu = ("首页", "政务公开", "法定主动公开内容", "1.机构职能", "2.规划计划", "当前位置：首页>规划计划")
    title = "安澜县水利局2025年工作要点"
    plan = parse(read_text("\n".join((*menu, title, "1.修渠道。（工程股）", "2.修水库。（水库股）"))))
    assert tasks(plan) == ["1.修渠道: 工程股 |", "2.修水库: 水库股 |"]
    assert plan.head.title == title


def test_tasks_above_a_place_are_kept() -> None:
    plan = plan_of("1.修渠道。（工程股）", "位置：县城东", "2.修水库。（水库股）")
    assert [task.partition(":")[0] for task in tasks(plan)] == ["1.修渠道", "2.修水库"]


@pytest.mark.parametrize("marks", ["［］", "〔〕", "【】", "[]", "（）"])
def test_units_may_stand_in_any_bracket(marks: str) -> None:
    plan = plan_of(
        f"1.修渠道。逐段修。{marks[0]}县水利局牵头，各县（市、区）政府参与{marks[1]}",
        f"2.修水库。逐座修。{marks[0]}县林业局、县财政局{marks[1]}",
    )
    assert tasks(plan) == ["1.修渠道: 县水利局 | 各县（市、区）政府", "2.修水库: 县林业局 | 县财政局"]


def test_times_of_two_steps_behind_the_units_are_two_deadlines() -> None:
    plan = plan_of(
        "1.修渠道。逐段修。（县水利局牵头，各镇配合，4月底前提出方案，9月底前完成）",
        "2.修水库。逐座修。（县林业局牵头）",
    )
    assert tasks(plan) == ["1.修渠道: 县水利局 | 各镇", "2.修水库: 县林业局 |"]
    assert [one.text for one in plan.nodes[0].deadlines] == ["4月底前提出方案", "9月底前完成"]


@pytest.mark.parametrize("form", ["（责任单位：县林业局、各镇）", "\n责任单位：县林业局、各镇"])
def test_the_first_of_the_responsible_leads_where_no_lead_stands_beside_them(form: str) -> None:
    plan = plan_of(
        "1.修渠道。逐段修。（牵头单位：县水利局；配合单位：县财政局）",
        f"2.修水库。逐座修。{form}",
        "3.抓落实。全年抓。",
    )
    assert tasks(plan)[1] == "2.修水库: 县林业局 | 各镇"


def test_a_task_without_units_of_its_own_has_those_of_its_heading_beside_tasks_that_name_theirs() -> None:
    plan = plan_of(
        "一、修好渠道（牵头单位：水利股；配合单位：财务股）",
        "1.查隐患。年内查渠道6条。",
        "2.补缺口。补好缺口9处。（牵头单位：工程股；配合单位：财务股）",
        "二、管好用水",
        "3.训练人员。",
        "（1）办好训练班。（牵头单位：人事股）",
        "（2）选派骨干。（牵头单位：宣传股；配合单位：财务股）",
        "4.按量收费。收费100户。（牵头单位：财务股；配合单位：各镇）",
    )
    first = next(node for node in plan.nodes if node.title == "查隐患")
    assert (first.kind, first.body) == (NodeKind.ITEM, "年内查渠道6条。")
    assert [unit.inherited_from for unit in first.assignments] == [plan.nodes[0].node_id] * 2
    assert tasks(plan)[:2] == ["1.查隐患: 水利股 | 财务股", "2.补缺口: 工程股 | 财务股"]


@pytest.mark.parametrize(("one", "two"), [("1.", "2."), ("（1）", "（2）"), ("①", "②"), ("1、", "2、")])
def test_a_unit_and_its_numbered_duties_may_stand_in_one_line(one: str, two: str) -> None:
    plan = plan_of(
        f"办公室：{one}办好文书。全年不少于200件。{two}管好档案。",
        f"水利股：{one}修好渠道40里；{two}查好水库。",
        f"督导室：{one}开展督导评估。",
    )
    assert [(node.number, node.title) for node in plan.nodes if node.kind is NodeKind.ITEM] == [
        (one, "办好文书"),
        (two, "管好档案"),
        (one, "修好渠道40里"),
        (two, "查好水库"),
        (one, "开展督导评估"),
    ]
    assert [unit.unit for node in plan.nodes if node.kind is NodeKind.ITEM for unit in node.assignments] == [
        "办公室",
        "办公室",
        "水利股",
        "水利股",
        "督导室",
    ]


def test_units_with_numbered_duties_inside_a_task_head_nothing() -> None:
    plan = plan_of(
        "1.修渠道。逐段修。（县水利局牵头）",
        "2.修水库。分工如下：",
        "办公室：1.办文书。2.管档案。",
        "水利股：1.修渠道。2.查水库。",
        "3.抓落实。全年抓。（县林业局牵头）",
    )
    assert not {node.title for node in plan.nodes} & {"办公室", "水利股"}
    assert [node.number for node in plan.nodes if node.parent_id is None] == ["1.", "2.", "3."]


def test_a_notice_that_the_introduction_names_is_not_the_title() -> None:
    plan = plan_of(
        "根据县政府办公室《关于印发〈用水办法〉分工的通知》，结合我局实际，制定本要点。",
        "1.修渠道。逐段修。（县水利局牵头）",
        "2.修水库。逐座修。（县林业局牵头）",
    )
    assert plan.head.title == "安澜县水利局2025年工作要点"
    assert plan.preamble.startswith("根据县政府办公室")


def test_theme_and_time_of_an_activity_are_no_tasks() -> None:
    plan = plan_of(
        "一、活动主题",
        "节水惠及万家。",
        "二、活动时间",
        "3月20日至26日。",
        "三、活动安排",
        "（一）办好启动仪式。",
        "（二）进校宣讲。全县学校参加。",
    )
    assert tasks(plan) == ["（一）办好启动仪式:  |", "（二）进校宣讲:  |"]
    assert [node.title for node in plan.nodes if node.kind is NodeKind.SECTION] == ["活动主题", "活动时间", "活动安排"]
