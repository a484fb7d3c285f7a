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
