"""Tables whose cells stand on lines of their own, as text extraction leaves them."""

from __future__ import annotations

import pytest

from planner.importing import parse, read_text
from tests.importing.plans.labels import lossless_problems
from tests.importing.test_grids import tree

HEAD = "序号 重点任务 牵头单位 配合单位"
ROWS = ("1 修好操场 基建科 财务科", "2 开足课程 体卫艺科 各学校", "3 配好教师 人事科 编办")
PLAIN = ["1 1修好操场 [基建科>财务科]", "1 2开足课程 [体卫艺科>各学校]", "1 3配好教师 [人事科>编办]"]
DEEPER = [line.replace("1 ", "2 ", 1) for line in PLAIN]


def lines(*parts: str, after: str = "") -> str:
    cells = " ".join(parts).split()
    return "安澜县2026年任务表\n" + "".join(f"{cell}\n{after}" for cell in cells)


SECTIONS = ["1 一、基础教育", *DEEPER[:2], "1 二、教师队伍", DEEPER[2]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (lines(HEAD, *ROWS), PLAIN),
        (lines(HEAD, *ROWS, after=" |\n"), PLAIN),
        (lines("序 号 重点任务 牵头 单位 配合 单位", *ROWS), PLAIN),
        (lines(HEAD, *ROWS[:2], HEAD, ROWS[2]), PLAIN),
        (lines(HEAD, "一、基础教育", *ROWS[:2], "二、教师队伍", ROWS[2]), SECTIONS),
        (lines(HEAD, "一、基础教育", *ROWS[:2], "二、教师队伍", ROWS[2], after="|\n"), SECTIONS),
        (
            lines(HEAD, "一 基础教育", *ROWS[:2], "二 教师队伍", ROWS[2]),
            [line.replace("、", "", 1) if "[" not in line else line for line in SECTIONS],
        ),
        (
            lines(HEAD.removeprefix("序号 "), *(row[2:] for row in ROWS)),
            [line[:2] + line[3:] for line in PLAIN],
        ),
        (
            lines(HEAD, "1 修好操场 基建科 财务科 体卫艺科", *ROWS[1:]),
            ["1 1修好操场 [基建科>财务科、体卫艺科]", *PLAIN[1:]],
        ),
        (
            lines(
                "序号 类别 重点任务 责任单位",
                "1 基础教育 修好操场 基建科 2 开足课程 体卫艺科",
                "3 教师队伍 配好教师 人事科",
            ),
            ["1 基础教育", "2 1修好操场 [基建科>]", "2 2开足课程 [体卫艺科>]", "1 教师队伍", "2 3配好教师 [人事科>]"],
        ),
    ],
    ids=["plain", "pipes", "broken heads", "head again", "sections", "sections, pipes", "bare numbers", "no numbers",
         "a unit on a line", "classes"],
)  # fmt: skip
def test_cells_find_their_rows_and_columns(text: str, wanted: list[str]) -> None:
    plan = parse(read_text(text))
    assert tree(plan) == wanted
    assert list(lossless_problems(plan, text)) == []
    assert plan.head.title == "安澜县2026年任务表"


def test_a_paragraph_after_a_short_task_is_its_content() -> None:
    text = (
        "安澜县2026年任务表\n序号\n重点任务\n主要内容\n牵头单位\n配合单位\n时限\n"
        "1\n修好操场\n先查后修，逐校建立台账。\n按季通报进度。\n基建科\n财务科\n8月底\n"
        "2\n开足课程\n每天一节体育课。\n体卫艺科\n各学校\n长期坚持\n注：本表由办公室解释。"
    )
    plan = parse(read_text(text))
    assert tree(plan) == ["1 1修好操场 [基建科>财务科]", "1 2开足课程 [体卫艺科>各学校]"]
    assert plan.nodes[0].fields[0].text == "先查后修，逐校建立台账。\n按季通报进度。"
    assert [left.reason for left in plan.leftovers] == ["表下说明"]


def read(text: str) -> list[str]:
    """Return the tree of a text from which nothing was lost."""
    plan = parse(read_text(text))
    assert list(lossless_problems(plan, text)) == []
    return tree(plan)


@pytest.mark.parametrize("mark", ["- 2 -", "第2页 共3页", "2", "https://anlan.example.cn/plan/1.html        2/3"])
@pytest.mark.parametrize("head", [HEAD.split(), []], ids=["with the head again", "without it"])
def test_a_page_ends_inside_the_table(mark: str, head: list[str]) -> None:
    parts = [*HEAD.split(), *" ".join(ROWS[:2]).split(), mark, *head, *ROWS[2].split()]
    text = "安澜县2026年任务表\n" + "\n".join(parts)
    assert read(text) == PLAIN
    assert [left.reason for left in parse(read_text(text)).leftovers] == ["页码"]


def test_a_page_ends_inside_a_row_and_between_rows_without_numbers() -> None:
    assert read(lines(HEAD, ROWS[0], "2 开足课程 -2- 体卫艺科 各学校", ROWS[2])) == PLAIN
    plain = [row[2:] for row in ROWS]
    wanted = [line[:2] + line[3:] for line in PLAIN]
    assert read(lines(HEAD.removeprefix("序号 "), *plain[:2], "-2-", plain[2])) == wanted


@pytest.mark.parametrize("again", [True, False])
def test_the_head_stands_again_with_other_line_breaks(again: bool) -> None:
    head = "序号 重点 任务 牵头 单位 配合 单位"
    assert read(lines(HEAD, *ROWS[:2], head, ROWS[2]) if again else lines(head, *ROWS[:2], HEAD, ROWS[2])) == PLAIN


CLASSES = ["1 基础", "2 1修好操场 [基建科>财务科]", "2 2开足课程 [体卫艺科>]", "1 队伍", "2 3配好教师 [人事科>]"]


def test_every_word_of_the_head_is_torn_and_the_class_stands_once() -> None:
    rows = (
        "基础 1 修好操场 先查后修 基建科、财务科 8月 2 开足课程 每天一节 体卫艺科 9月 队伍 3 配好教师 招聘 人事科 7月"
    )
    head = "类别 序 号 项目 名称 建设 内容 责任 单位 完成 时间"
    assert read(lines(head, rows)) == CLASSES


def test_a_class_left_out_takes_nothing_from_the_row_above() -> None:
    rows = "基础 1 修好操场 基建科、财务科 8月 2 开足课程 体卫艺科 9月 队伍 3 配好教师 人事科 7月"
    assert read(lines("类别 序号 任务 责任单位 时限", rows)) == CLASSES


def test_a_second_row_of_heads_stands_in_the_place_of_the_word_above_it() -> None:
    rows = [f"{row} {month}月" for row, month in zip(ROWS, (8, 9, 10), strict=True)]
    assert read(lines("序号 重点任务 责任分工 完成时限 牵头科室 配合科室", *rows)) == PLAIN


def test_columns_of_unknown_words_belong_to_the_head() -> None:
    rows = [
        "1 修好操场 基建科 完成基础 完成主体",
        "2 开足课程 体卫艺科 印发方案",
        "3 配好教师 人事科 公布岗位 完成笔试 超前",
    ]
    wanted = ["1 1修好操场 [基建科>]", "1 2开足课程 [体卫艺科>]", "1 3配好教师 [人事科>]"]
    assert read(lines("序号 任务 责任单位 一季度形象 二季度形象 备注", *rows)) == wanted


def test_a_row_with_as_many_cells_as_columns_may_still_lack_one() -> None:
    rows = ["1 修好操场 基建科 财务科 张三 8月", "2 开足课程 体卫艺科 教研室 李四", "3 配好教师 人事科 王五 9月 重点"]
    plan = read(lines("序号 任务 责任单位 责任人 时限 备注", *rows))
    assert plan == ["1 1修好操场 [基建科>财务科]", "1 2开足课程 [体卫艺科>教研室]", "1 3配好教师 [人事科>]"]


def test_a_list_of_units_is_torn_inside_a_name() -> None:
    rows = ["1 修好操场 基建科 财务科、体卫 艺科", *ROWS[1:]]
    assert read(lines(HEAD, *rows)) == ["1 1修好操场 [基建科>财务科、体卫艺科]", *PLAIN[1:]]


@pytest.mark.parametrize("after", [" |", "|", " ｜"])
def test_a_pipe_in_the_same_line_closes_a_cell(after: str) -> None:
    rows = ("1 修好操场 基建科 ", "2 开足课程 体卫艺科 各学校", "3 配好教师 人事科 编办")
    cells = [cell for row in (HEAD, *rows) for cell in row.split(" ")]
    text = "安澜县2026年任务表\n" + "".join(f"{cell}{after}\n" for cell in cells)
    assert read(text) == ["1 1修好操场 [基建科>]", *PLAIN[1:]]


ROWS_OF_CLASSES = "基础教育 修好操场 先查后修 张三 基建科 财务科 开足课程 每天一节 李四 体卫艺科 各学校"


def test_rows_without_numbers_are_told_by_their_units_though_the_class_stands_once() -> None:
    text = lines(
        "类别 任务 目标要求 牵头领导 责任单位 配合单位", ROWS_OF_CLASSES, "教师队伍 配好教师 年内招满 王五 人事科 编办"
    )
    text += "以上任务请各单位认真落实。\n安澜县教育局\n2026年3月1日\n"
    assert read(text) == [
        "1 基础教育",
        "2 修好操场 [基建科>财务科]",
        "2 开足课程 [体卫艺科>各学校]",
        "1 教师队伍",
        "2 配好教师 [人事科>编办]",
    ]


@pytest.mark.parametrize("numbered", [True, False])
def test_a_unit_left_of_the_tasks_stands_for_several(numbered: bool) -> None:
    rows = ["1", "基建科", "修好操场", "8月", "换新课桌", "9月", "2", "人事科", "配好教师", "7月"]
    head = "序号 责任单位 任务 时限"
    if not numbered:
        head, rows = head[3:], [word for word in rows if word not in "12"]
    first, second = ("1", "2") if numbered else ("", "")
    wanted = [f"1 {first}修好操场 [基建科>]", "1 换新课桌 [基建科>]", f"1 {second}配好教师 [人事科>]"]
    text = lines(head, *rows)
    assert read(text) == wanted
    assert "UNITS_FROM_ABOVE" in {fault.code for fault in parse(read_text(text)).faults}
