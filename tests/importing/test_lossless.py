"""Whatever comes in: no exception but those the clerk can act on, no character lost, none doubled, none made up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planner.core.draft import DraftPlan
from planner.core.errors import InputError
from planner.importing import parse, read_text
from planner.importing.lines import read_lines
from planner.importing.passages import close_blanks
from tests.importing.plans.labels import lossless_problems

FEW = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))

# fmt: off
MARKS = ["一、", "二、", "三、", "（一）", "（二）", "(三)", "1.", "2.", "3．", "4、", "（1）", "2）", "①"]
HEADS = ["第一章 ", "第二条 ", "附件1", "—— ", "- 2.", "总体要求", "保障措施", "三月份"]
WORDS = [
    "加强学校管理", "推进教育数字化", "修好操场。先查后修",
    "2024年6月底前完成", "（二〇二四年）", "《意见》", "督導體系",
]
UNITS = [
    "基教科", "市教育局", "财政局", "各学校", "县（市、区）教育局",
    "文化和旅游局", "相关科室", "无", "李 明", "市教科",
]
LABELS = [
    "责任单位：", "牵头科室 (单位):", "配合单位", "完成时限：",
    "责任人:", "工作措施：", "名词解释", "附表：", "抄送：",
]
VERBS = ["牵头，", "配合", "负责", "按职责分工负责", "。首位者牵头，下同", "等", "会同", "指导"]
POINTS = [
    "。", "；", "，", "、", "（", "）", "(", ")", "：",
    ":", "【", "】", "|", "\t", '"', " ", "\u3000", "\u00a0", "/",
]
BREAKS = ["\n", "\n\n", "\n\t", "\n\n\n", "\r\n", "\n　　"]
COLUMNS = ["序号", "重点任务", "牵头单位", "配合单位", "责任单位", "完成时限", "备注", "1", "2", "3"]
OTHER = [
    "关于印发《计划》的通知", "某县教育局", "2024年3月1日", "2024316",
    "- 3 -", "分享到:", "目 录", "2024年3月2日印发",
]
STRANGE = ["\u200b", "\ufeff", "\x0c", "𠮷", "\ue000", "\ufffd"]
# fmt: on

pieces = st.sampled_from(
    MARKS + HEADS + WORDS + UNITS + LABELS + VERBS + POINTS + BREAKS * 4 + COLUMNS + OTHER + STRANGE
)
assemblies = st.lists(pieces, min_size=1, max_size=120).map("".join)
lists = st.lists(st.sampled_from(UNITS), min_size=1, max_size=5).map("、".join)
rows = st.lists(st.sampled_from(WORDS + UNITS + ["", "1", "2"]), min_size=1, max_size=7)
tables = st.tuples(st.sampled_from(["\t", "|", "\n", "\n\t", " "]), st.lists(rows, max_size=8)).map(
    lambda drawn: "\n".join(drawn[0].join(row) for row in [COLUMNS[:6], *drawn[1]])
)


def check(text: str) -> None:
    try:
        plan = parse(read_text(text))
    except InputError as error:
        refused = error.code
    else:
        assert list(lossless_problems(plan, text.removeprefix("\ufeff"))) == []
        check_shape(plan)
        return
    assert refused in {"EMPTY", "NOT_A_PLAN"}


def check_shape(plan: DraftPlan) -> None:
    """Ids run in order, parents come first, every fault and leftover lies in the source."""
    length = len(plan.source.text)
    for order, node in enumerate(plan.nodes, start=1):
        assert node.node_id == order
        assert node.parent_id is None or node.parent_id < order
        for assignment in node.assignments:
            assert assignment.unit
            assert assignment.as_written
    for fault in plan.faults:
        assert fault.start is None or 0 <= fault.start < (fault.end or 0) <= length
        assert fault.start is None or plan.source.text[fault.start : fault.end].strip()
        assert fault.node is None or 1 <= fault.node <= len(plan.nodes)
        assert "{" not in fault.message
    for left in plan.leftovers:
        assert 0 <= left.start < left.end <= length
        assert left.reason
    for table in plan.tables:
        assert all(plan.nodes[row - 1].origin == "table" for row in table.rows)


@FEW
@given(assemblies)
@example("1.抓好。（基教科\n\n2.推进。")
@example('序号\t重点任务\t牵头单位\n1\t"甲\n乙"\t基教科')
@example("附件1\n附件1\n1.")
@example("一、一、一、\n（一）1.①")
@example("责任单位：")
@example("1.\n牵头科室：\n2.")
def test_assemblies_of_what_plans_are_made_of(text: str) -> None:
    check(text)


@FEW
@given(st.text(max_size=400))
def test_any_unicode(text: str) -> None:
    check(text.encode("utf-8", "ignore").decode("utf-8"))


@FEW
@given(
    st.lists(
        st.tuples(st.sampled_from(MARKS), st.sampled_from(WORDS), lists, st.sampled_from(VERBS)),
        min_size=2,
        max_size=12,
    )
)
def test_items_with_phrases(items: list[tuple[str, str, str, str]]) -> None:
    check("\n".join(f"{mark}{words}。（{units}{verb}）" for mark, words, units, verb in items))


@FEW
@given(tables, assemblies)
def test_tables_in_every_layout(table: str, after: str) -> None:
    check(f"某县任务表\n\n{table}\n{after}")


@FEW
@given(assemblies, st.integers(min_value=3, max_value=40))
def test_torn_lines(text: str, width: int) -> None:
    flat = "".join(text.split("\n"))
    check("\n\n".join(flat[at : at + width] for at in range(0, len(flat), width)))


@FEW
@given(assemblies)
def test_lines_hold_every_word(text: str) -> None:
    text = text.replace("\r\n", "\n")
    covered = "".join(text[line.start : line.end] for line in read_lines(text))
    assert "".join(covered.split()) == "".join(text.split())


@FEW
@given(st.text(alphabet="教育局2020年 \u3000“”《》，。、a1%", max_size=60))
def test_closing_blanks_changes_nothing_but_blanks(text: str) -> None:
    assert "".join(close_blanks(text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "unit", ["（", "1.甲。（", "（甲、", "责任单位：甲", "一、" * 3, "a|b\t", "牵头", " ", "\t", "——", '"']
)
def test_long_repetitions_are_read_in_one_go(unit: str) -> None:
    check("1.甲。（乙科）\n2.丙。（丁科）\n" + unit * 3000)
