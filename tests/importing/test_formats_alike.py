"""The same plan gives the same tree, in whatever format it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from planner.core.draft import DraftPlan
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_data
from tests.importing.formats import FORMATS, SHEETS, Block, pdf

BRACKETS: list[Block] = [
    "安澜县2024年教育工作要点",
    "2024年，全县教育系统要聚焦办学质量，扎实做好以下工作。",
    "一、改善办学条件",
    "1.新建村小食堂。年内新建村小食堂12所，改建8所，食堂用电用水单独计量，确保学生在校吃上热饭热菜。"
    "（牵头单位：县教育局；配合单位：县财政局、县住建局）",
    "2.修缮教学楼屋面。汛期前完成漏雨教学楼的排查和修缮。（牵头单位：县教育局；配合单位：县住建局）",
    "二、加强教师队伍建设",
    "1.开展暑期家访。每名班主任暑假走访学生不少于10户。（县教育局牵头，县妇联、县关工委配合）",
    "2.补齐音体美教师。（牵头单位：县委编办；配合单位：县教育局、县人力资源社会保障局）",
    "三、守牢安全底线",
    "1.排查校车隐患。每月检查一次校车和行驶路线。（牵头单位：县公安局；配合单位：县教育局、县交通运输局）",
    "安澜县教育局",
    "2024年3月5日",
]
LABELS: list[Block] = [
    "溪口中学2024年工作实施方案",
    "一、教学管理",
    "（一）开足开齐课程",
    "严格执行课程方案，每学期检查两次课表，发现挤占及时纠正。",
    "牵头科室：教务处",
    "责任科室：各年级组、教研室",
    "（二）办好课后服务",
    "课后服务每周不少于五天，一生一案，家长自愿。",
    "牵头科室：学生处",
    "责任科室：总务处、教务处",
    "二、后勤保障",
    "（一）改造学生宿舍",
    "分两批改造宿舍楼，更换床铺和门窗，暑假结束前交付使用。",
    "牵头科室：总务处",
    "责任科室：办公室",
]
TABLE: list[Block] = [
    "安澜县2024年教育重点任务分工表",
    (
        ("序号", "重点任务", "工作内容", "牵头单位", "配合单位"),
        ("1", "扩建城东小学", "新增学位900个，9月投入使用", "县教育局", "县发展改革局、县财政局"),
        ("2", "更新实验器材", "补齐初中理化生实验器材", "县教育局", "县财政局"),
        ("3", "整治校园周边", "清理校门口流动摊点，规范停车", "县城管局", "县公安局、县教育局"),
        ("4", "推广阳光体育", "每天校园体育活动不少于2小时", "县教育局", "县体育局"),
    ),
]
SUBSECTIONS: list[Block] = [
    "安澜县职业教育改革实施方案",
    "一、总体要求",
    "坚持服务县域产业，到2026年建成3个骨干专业。",
    "二、主要任务",
    "（一）优化专业设置",
    "1.撤并落后专业。对连续两年招生不足20人的专业予以撤并。（责任单位：县教育局）",
    "2.新建急需专业。围绕茶叶加工和旅游服务新建专业。（责任单位：县教育局、县文旅局）",
    "（二）深化校企合作",
    "3.共建实训基地。与本地企业共建实训基地不少于6个。（责任单位：县教育局、县工信局）",
    "4.推行订单培养。（责任单位：县工信局、县教育局）",
    "（三）提升师资水平",
    "5.选派教师下企业。每名专业教师每年到企业实践不少于1个月。（责任单位：县教育局）",
    "三、保障措施",
    "（一）加强组织领导。成立领导小组，定期研究解决问题。（责任单位：县政府办）",
    "（二）强化经费保障。县财政每年安排专项经费200万元。（责任单位：县财政局）",
]
ANNEX: list[Block] = [
    "安澜县语言文字工作方案",
    "一、开展推普周活动。九月第三周集中开展宣传。（语委办）",
    "二、组织经典诵读。四月举办诵读比赛，选出优秀作品。（语委办、教研室）",
    "附件：任务清单",
    (
        ("任务名称", "完成时限", "责任单位"),
        ("印发推普周通知", "8月底前", "语委办"),
        ("评选优秀作品", "5月中旬", "教研室"),
        ("总结上报", "12月10日前", "语委办"),
    ),
]
_DEEDS = ("走访", "查看", "修缮", "评估", "慰问", "督导")
_PLACES = ("村小", "幼儿园", "职业学校", "教学点")
_HAN = "一二三四五六七八九"


def _measure(part: int, number: int) -> str:
    deed, place = _DEEDS[(number + part) % 6], _PLACES[number % 4]
    found, late = "逐项记录发现的问题，" * (number % 4), "未完成的说明原因，" * (number % 3)
    units = "牵头单位：县教育局；配合单位：县财政局、县住建局"
    return (
        f"（{_HAN[number - 1]}）{deed}{place}{part * number}所。由专人带队，{found}限期整改到位，"
        f"每月{number}日前报送进展情况，{late}结果记入档案。（{units}）"
    )


LONG: list[Block] = ["安澜县学校建设三年行动方案"]
for _part in (1, 2, 3):
    LONG += [f"{_HAN[_part - 1]}、第{_HAN[_part - 1]}年任务", *(_measure(_part, number) for number in range(1, 10))]
PLANS = {
    "long": LONG,
    "brackets": BRACKETS,
    "labels": LABELS,
    "table": TABLE,
    "subsections": SUBSECTIONS,
    "annex": ANNEX,
}


def tree(plan: DraftPlan) -> list[tuple[object, ...]]:
    """What a plan says, without where it stands in its source."""
    number_of = {node.node_id: node.number + node.title for node in plan.nodes}
    return [
        (
            node.kind,
            node.level,
            number_of.get(node.parent_id or 0),
            node.number,
            node.title,
            node.body,
            tuple((found.unit, found.as_written, found.role, found.stated) for found in node.assignments),
            node.open_ended,
            tuple((field.label, field.text) for field in node.fields),
            tuple((deadline.text, deadline.ends_on) for deadline in node.deadlines),
        )
        for node in plan.nodes
    ]


def left_over(plan: DraftPlan) -> set[str]:
    return {left.reason for left in plan.leftovers}


def read(blocks: Sequence[Block], form: str) -> DraftPlan:
    return parse(read_data(FORMATS[form](blocks), f"计划.{form.rpartition('.')[2]}"))


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "txt"])
@pytest.mark.parametrize("name", PLANS)
def test_every_format_gives_the_tree_of_the_text(name: str, form: str) -> None:
    got, want = read(PLANS[name], form), read(PLANS[name], "txt")
    assert tree(got) == tree(want)
    assert got.head.title == want.head.title
    assert got.head.issued_on == want.head.issued_on
    assert (got.preamble, got.closing) == (want.preamble, want.closing)
    assert left_over(got) - {"页码"} == left_over(want)


@pytest.mark.parametrize("name", ["brackets", "labels", "subsections"])
def test_a_printed_page_without_a_number_gives_the_tree_of_the_text(name: str) -> None:
    got = parse(read_data(pdf(PLANS[name], numbered=False), "计划.pdf"))
    assert tree(got) == tree(read(PLANS[name], "txt"))


_DUTY = "逐校核对取暖设备台账和巡查记录，及时更换老化的管线，由专人看护并向乡镇中心学校报告完成的数量"


def _of_every_length(after: str) -> list[Block]:
    """Paragraphs of which some end at the very border, a line of its own behind each, long ones between."""
    blocks: list[Block] = ["安澜县乡村学校温暖工程"]
    for length in range(20, 46):
        blocks += [_DUTY[:length].rstrip("，、"), after, f"第{length}所学校由{_DUTY}，" + "取暖季前全部验收合格。" * 3]
    return blocks


@pytest.mark.parametrize(
    ("indent", "space", "after"),
    [(0, 6, "县教育局"), (2, 6, "县财政局"), (2, 0, "县水利局"), (0, 0, "完成时限：十月底")],
    ids=["space", "space and indent", "indent", "label"],
)
def test_a_full_line_ends_its_paragraph_where_the_page_shows_it(indent: int, space: int, after: str) -> None:
    blocks = _of_every_length(after)
    got = read_data(pdf(blocks, numbered=False, indent=indent, after=space, size=14), "计划.pdf")
    assert got.text.split("\n") == blocks


def test_a_blank_behind_the_dash_of_a_list_is_kept_though_it_was_not_written() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 16)
    for row, line in enumerate(("二、改造乡村学校宿舍", "三、更换教室门窗灯具")):
        canvas.drawString(90, 700 - 28 * row, "-")
        canvas.drawString(102, 700 - 28 * row, line)
    canvas.save()
    assert read_data(target.getvalue(), "计划.pdf").text.split("\n") == [
        "- 二、改造乡村学校宿舍",
        "- 三、更换教室门窗灯具",
    ]


def test_cells_of_a_list_that_end_alike_are_no_full_lines() -> None:
    steps = "公众参与、专家论证、风险评估、合法性审查、集体讨论决定"
    blocks: list[Block] = ["安澜县重大行政决策目录", "序号", "事项名称", "决策程序", "承办单位", "决策时间"]
    for number, (matter, unit) in enumerate(
        (("制定校车线路方案", "县教育局"), ("修订水价调整办法", "县水利局"), ("编制绿道规划", "县住建局")), 1
    ):
        blocks += [str(number), matter, steps, unit, f"{number}月"]
    assert tree(read(blocks, "pdf")) == tree(read(blocks, "txt"))


@pytest.mark.parametrize("form", SHEETS)
def test_every_kind_of_sheet_gives_the_tree_of_the_text(form: str) -> None:
    got = parse(read_data(SHEETS[form](TABLE), f"计划.{form}"))
    want = read(TABLE, "txt")
    assert tree(got) == tree(want)
    assert got.head.title == want.head.title


@pytest.mark.parametrize(
    ("name", "items"), [("long", 27), ("brackets", 5), ("labels", 3), ("table", 4), ("subsections", 7), ("annex", 2)]
)
def test_the_plans_are_read_at_all(name: str, items: int) -> None:
    plan = read(PLANS[name], "txt")
    found = [node for node in plan.nodes if node.kind is NodeKind.ITEM]
    assert len(found) >= items
    assert all(node.assignments for node in found)
