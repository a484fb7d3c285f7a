"""Tables that arrive as rows of text: between tabs, pipes, commas or blanks, whole or torn."""

from __future__ import annotations

import pytest

from planner.importing import parse, read_text
from tests.importing.plans.labels import lossless_problems
from tests.importing.test_grids import tree

TITLE = "安澜县2026年任务表\n"


def read(text: str) -> list[str]:
    """Return the tree of a text from which nothing was lost."""
    plan = parse(read_text(text))
    assert list(lossless_problems(plan, text)) == []
    return tree(plan)


def codes(text: str) -> set[str]:
    return {fault.code for fault in parse(read_text(text)).faults}


def table(rows: str, mark: str = "\t") -> str:
    """Return a title and rows whose cells are parted by a mark."""
    return TITLE + rows.replace("|", mark)


THREE = ["1 1修好操场 [基建科>财务科]", "1 2开足课程 [体卫艺科>]", "1 3配好教师 [人事科>编办]"]


@pytest.mark.parametrize(
    "row",
    [
        "1|修好操场|基建科、\n财务科|8月|重点",
        "1|修好\n操场|基建科、财务科|8月|重点",
        "1|修好操场|基建科、\n财务\n科|8月|重点",
    ],
    ids=["units", "task", "two breaks"],
)
def test_a_line_feed_in_a_cell_tears_no_row(row: str) -> None:
    rows = f"序号|任务|责任单位|时限|备注\n{row}\n2|开足课程|体卫艺科|9月|\n3|配好教师|人事科、编办|7月|"
    assert read(table(rows)) == THREE


def test_short_rows_are_not_joined_and_what_stands_below_is_no_cell() -> None:
    rows = "序号|任务|责任单位|备注\n1|修好操场|基建科、财务科\n2|开足课程|体卫艺科\n3|配好教师|人事科、编办\n"
    assert read(table(rows) + "各责任单位要认真落实。") == THREE
    assert read(table(rows) + "备注：本表按月更新。\n填表人：张三\t审核人：李四") == THREE


@pytest.mark.parametrize("left", ["工作目标", "工作任务", "考核要点"])
def test_a_column_left_of_the_numbers_is_the_class(left: str) -> None:
    rows = f"{left}|序号|目标任务|责任单位\n基础|1|修好操场|基建科\n|2|开足课程|体卫艺科\n队伍|3|配好教师|人事科"
    assert read(table(rows)) == [
        "1 基础",
        "2 1修好操场 [基建科>]",
        "2 2开足课程 [体卫艺科>]",
        "1 队伍",
        "2 3配好教师 [人事科>]",
    ]


def test_an_empty_task_takes_its_title_from_another_cell() -> None:
    rows = "序号|任务|目标|责任单位\n1|修好操场|先查后修|基建科\n2||开足体育课|体卫艺科\n3|配好教师|招聘|人事科"
    assert read(table(rows)) == ["1 1修好操场 [基建科>]", "1 2开足体育课 [体卫艺科>]", "1 3配好教师 [人事科>]"]


@pytest.mark.parametrize("mark", [" | ", "|", "\t"])
@pytest.mark.parametrize("stop", ["。", ""])
def test_rows_of_a_unit_and_its_duty_need_no_head(mark: str, stop: str) -> None:
    rows = f"基建科|负责修好操场{stop}\n体卫艺科|负责开足课程{stop}\n人事科|负责配好教师{stop}"
    assert read(table(rows, mark)) == [
        "1 负责修好操场 [基建科>]",
        "1 负责开足课程 [体卫艺科>]",
        "1 负责配好教师 [人事科>]",
    ]


def test_a_unit_cell_that_stands_once_counts_for_the_rows_below() -> None:
    rows = "序号|任务|牵头单位|配合单位|时限\n1|修好操场|基建科|财务科|8月\n2|开足课程||教研室|9月\n3|配好教师|||7月"
    text = table(rows)
    assert read(text) == [
        "1 1修好操场 [基建科>财务科]",
        "1 2开足课程 [基建科>教研室]",
        "1 3配好教师 [基建科>教研室]",
    ]
    assert "UNITS_FROM_ABOVE" in codes(text)


def test_no_unit_comes_down_past_a_heading() -> None:
    rows = "序号|任务|责任单位|时限\n1|修好操场|基建科|8月\n一、教师队伍\n2|配好教师||7月\n3|培训教师|人事科|9月"
    assert read(table(rows))[2] == "2 2配好教师"


def test_the_item_has_the_units_of_all_its_rows() -> None:
    rows = (
        "序号|任务|措施|牵头单位|配合单位\n1|改善条件|修好操场|基建科|财务科\n"
        "||更新课桌|装备站|财务科、基建科\n2|抓好教学|开足课程|教研室|各学校"
    )
    plan = parse(read_text(table(rows)))
    assert tree(plan) == [
        "1 1改善条件 [基建科、装备站>财务科]",
        "2 修好操场",
        "2 更新课桌",
        "1 2抓好教学 [教研室>各学校]",
    ]
    assert [(found.label, found.text) for found in plan.nodes[2].fields] == [
        ("牵头单位", "装备站"),
        ("配合单位", "财务科、基建科"),
    ]


COMMAS = (
    "序号,任务,责任单位,时限\n一、基础教育,,,\n1,修好操场,基建科、财务科,8月\n"
    '2,"开足课程,\n每天一节",体卫艺科,9月\n二、教师队伍\n3,配好教师,"人事科,编办",7月\n'
)


def test_rows_may_have_commas_between_their_cells() -> None:
    assert read(TITLE + COMMAS) == [
        "1 一、基础教育",
        "2 1修好操场 [基建科>财务科]",
        "2 2开足课程,每天一节 [体卫艺科>]",
        "1 二、教师队伍",
        "2 3配好教师 [人事科>编办]",
    ]


SPACED = "序号  任务  措施  责任单位  时限\n"


def test_rows_between_blanks_have_section_rows_pages_and_heads_among_them() -> None:
    text = (
        f"{TITLE}{SPACED}一、基础教育\n1  修好操场  先查后修  基建科、财务科  8月\n- 1 -\n{SPACED}"
        "2  开足课程  每天一节  体卫艺科  9月\n- 2 -\n二、教师队伍\n3  配好教师  招聘  人事科、编办  7月\n"
    )
    assert read(text) == ["1 一、基础教育", *_below(THREE[:2]), "1 二、教师队伍", *_below(THREE[2:])]


def _below(found: list[str]) -> list[str]:
    return [line.replace("1 ", "2 ", 1) for line in found]


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000\u3000"])
def test_rows_between_blanks_lack_the_class_that_stands_once(blank: str) -> None:
    rows = (
        "类别|序号|任务|责任单位|时限\n基础|1|修好操场|基建科、财务科|8月\n"
        "2|开足课程|体卫艺科|9月\n队伍|3|配好教师|人事科、编办|7月"
    )
    assert read(table(rows, blank)) == ["1 基础", *_below(THREE[:2]), "1 队伍", *_below(THREE[2:])]


def test_rows_between_blanks_go_on_over_lines() -> None:
    text = (
        f"{TITLE}序号 任务 责任单位 时限\n1、\n修好操场 基建科、财\n务科 8月\n2、\n开足课程 体卫艺科 9月\n"
        "2\n3、\n配好教师 人事科、编办 7月\n"
    )
    assert read(text) == [line[:3] + "、" + line[3:] for line in THREE]


def test_rows_between_blanks_without_numbers_have_a_cell_for_each_column() -> None:
    text = (
        f"{TITLE}周次 日期 工作内容 负责部门\n第一周 2月17日 1.注册。2.发书。 教务处\n"
        "第二周 2月24日 1.排课。2.查教案。 教务处、教研组\n第三周 3月3日 1.学雷锋。2.植树。 团委\n"
    )
    assert read(text) == ["1 1.注册 [教务处>]", "1 1.排课 [教务处>教研组]", "1 1.学雷锋 [团委>]"]


@pytest.mark.parametrize(
    ("words", "wanted"), [("项目实施单位", "[基建科>]"), ("建设单位", "[基建科>]"), ("验收单位", ""), ("受益单位", "")]
)
def test_a_column_of_unknown_words_may_name_units(words: str, wanted: str) -> None:
    text = table(f"序号|任务|{words}|时限\n1|修好操场|基建科|8月\n2|修好围墙|基建科|9月")
    assert read(text) == [f"1 1修好操场 {wanted}".rstrip(), f"1 2修好围墙 {wanted}".rstrip()]


HEADS = ("序号", "任务", "措施", "牵头科室", "配合科室", "责任人", "时限")
CELLS = (
    ("1", "修好操场", "先查后修，逐校建立台账。", "基建科", "财务科、各学校", "张 三", "8月底前"),
    ("2", "开足体育课程", "每天一节体育课", "体卫艺科", "各县（市、区）教育局", "李四", "长期坚持"),
    ("3", "配好教师", "招聘150名", "人事科", "县委编办、县人力资源和社会保障局", "王 五", "9月"),
)
WANTED = [
    "1 1修好操场 [基建科>财务科、各学校]",
    "1 2开足体育课程 [体卫艺科>各县（市、区）教育局]",
    "1 3配好教师 [人事科>县委编办、县人力资源和社会保障局]",
]


@pytest.mark.parametrize(
    ("mark", "end"),
    [("\t", "\n"), ("  ", "\n"), ("\u3000\u3000", "\n"), (",", "\n"), (" | ", "\n"), ("\n", "\n"), ("\n\n", "\n\n"),
     (" |\n", " |\n"), ("\n|\n", "\n|\n")],
)  # fmt: skip
@pytest.mark.parametrize("page", ["", "- 2 -\n"])
def test_the_same_rows_are_the_same_tasks_however_they_arrive(mark: str, end: str, page: str) -> None:
    rows = [mark.join(cells) + end for cells in (HEADS, *CELLS)]
    assert read(TITLE + "".join([*rows[:3], page, rows[3]])) == WANTED


@pytest.mark.parametrize("page", ["", "- 2 -\n"])
@pytest.mark.parametrize("mark", ["\t", ",", " ", "\n", " |\n"])
def test_tasks_and_units_alone_are_a_table(mark: str, page: str) -> None:
    end = mark if "\n" in mark else "\n"
    rows = [mark.join(cells) + end for cells in (("任务", "责任科室"), *((row[1], row[3]) for row in CELLS))]
    assert read(TITLE + "".join([*rows[:3], page, rows[3]])) == [
        "1 修好操场 [基建科>]",
        "1 开足体育课程 [体卫艺科>]",
        "1 配好教师 [人事科>]",
    ]


@pytest.mark.parametrize("tail", ["财务科、\n县财政局", "财务科、县财\n政局", "财务科\n、县财政局"])
@pytest.mark.parametrize("mark", ["\t", "\n"])
def test_units_torn_at_the_end_of_a_row_are_its_units(tail: str, mark: str) -> None:
    head = ("序号", "任务", "牵头科室", "配合科室")
    first = ("1", "修好操场", "基建科", tail)
    rows = [mark.join(cells) for cells in (head, first, ("2", "开足课程", "体卫艺科", "各学校"))]
    assert read(TITLE + "\n".join(rows)) == ["1 1修好操场 [基建科>财务科、县财政局]", "1 2开足课程 [体卫艺科>各学校]"]
