"""Texts pasted from chats and note programs: the marks of Markdown are neither numbers nor words of the plan."""

from __future__ import annotations

import pytest

from planner.core.draft import DraftPlan
from planner.importing import parse, read_text
from tests.importing.plans.labels import lossless_problems

PASTED = """# 某县教育局2024年工作要点

## 一、**加强党建**

**1. 强化学习。** 深入**学习**贯彻。（办公室、人事科）

**2. 抓好队伍**

建好队伍，选好干部。（**人事科**）

---

## 二、提高质量

- 3. 办好学校。修好操场。
- **牵头单位：** 基教科
* **4. 管好食堂。** 看住后厨。
- 牵头单位：后勤中心
"""


def read(text: str) -> DraftPlan:
    plan = parse(read_text(text))
    assert list(lossless_problems(plan, text)) == []
    return plan


def test_marks_are_left_out_of_numbers_titles_texts_and_units() -> None:
    plan = read(PASTED)
    assert plan.head.title == "某县教育局2024年工作要点"
    assert [(node.number, node.title, node.body) for node in plan.nodes] == [
        ("一、", "加强党建", ""),
        ("1.", "强化学习", "深入学习贯彻。"),
        ("2.", "抓好队伍", "建好队伍，选好干部。"),
        ("二、", "提高质量", ""),
        ("3.", "办好学校", "修好操场。"),
        ("4.", "管好食堂", "看住后厨。"),
    ]
    units = [[assignment.as_written for assignment in node.assignments] for node in plan.nodes]
    assert units == [[], ["办公室", "人事科"], ["人事科"], [], ["基教科"], ["后勤中心"]]
    assert not plan.leftovers


@pytest.mark.parametrize("text", ["1.定价5*6。先算。\n2.买书。再选。", "1.甲。\n- 3 -\n2.乙。", "1.用C#语言。\n2.乙。"])
def test_signs_of_other_texts_are_kept(text: str) -> None:
    plan = read(text)
    marks = "".join(node.title + node.body for node in plan.nodes)
    assert ("*" in text) is ("*" in marks)
    assert ("#" in text) is ("#" in marks)
