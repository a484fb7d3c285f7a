"""Lines that name a time and nothing else head what is due then."""

from __future__ import annotations

import pytest

from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text
from planner.importing.marks import is_period

HEAD = "溪口小学2025年工作安排\n\n一、工作思路\n围绕质量做好各项工作。\n二、每月工作安排\n"


@pytest.mark.parametrize(
    "names",
    [
        ("九月：", "十月：", "十一月："),
        ("9月：", "10月:", "11月："),
        ("九月份", "十月份工作安排", "十一月份"),
        ("第一周", "第二周：", "第3周"),
        ("一季度", "第二季度", "第三季度："),
        ("9至10月：", "11—12月", "寒假期间"),
    ],
)
def test_what_is_due_in_a_month_stands_below_it(names: tuple[str, ...]) -> None:
    parts = (f"{name}\n1.开好第{n}次会（德育处）\n2.办好第{n}次活动" for n, name in enumerate(names))
    plan = parse(read_text(HEAD + "\n".join(parts)))
    sections = {node.node_id: node.title for node in plan.nodes if node.kind is NodeKind.SECTION and node.level == 2}
    assert list(sections.values()) == [name.rstrip("：:") for name in names]
    items = [node for node in plan.nodes if node.kind is NodeKind.ITEM]
    assert [sections[node.parent_id or 0] for node in items] == [name.rstrip("：:") for name in names for _ in range(2)]
    assert [node.title for node in items][1::2] == [f"办好第{n}次活动" for n in range(len(names))]


@pytest.mark.parametrize("words", ["九月底前完成", "一月一主题活动", "三月", "每月：开一次会", "第一周期"])
def test_only_a_time_alone_is_a_heading(words: str) -> None:
    assert is_period(words) is (words == "三月")


def test_a_week_that_comes_again_is_a_heading_and_no_label() -> None:
    terms = [
        f"（{mark}）{half}学期\n第一周：\n1.开好会\n第二周：\n2.办好活动\n"
        for mark, half in zip("一二", "上下", strict=True)
    ]
    plan = parse(read_text(HEAD + "".join(terms)))
    assert [node.title for node in plan.nodes if node.title.endswith("周")] == ["第一周", "第二周"] * 2
    assert not any(node.fields for node in plan.nodes)
