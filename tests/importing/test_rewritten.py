"""The invented plans as they come from other hands: half-width points, short lines, blanks, page marks, a web page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from planner.core.draft import DraftPlan
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text
from tests.importing.plans.labels import FOLDER, NAMES, squeeze

_HALF = str.maketrans("，：；（）", ",:;()")
_ABOVE = (
    "首页 > 信息公开 > 教育信息\n当前位置：首页>政务公开>规划计划\n"
    "发布时间：2024-03-28 09:33 信息来源：安澜县教育局 阅读次数： 字体：【大 中 小】\n\n"
)
_BELOW = (
    "\n\n上一篇：关于开展调研的通知\n下一篇：没有了\n扫一扫在手机打开当前页\n"
    "主办单位：安澜县人民政府办公室 承办：安澜县数据资源管理局\n网站标识码：3400000001 皖ICP备00000000号\n"
)


def half_width(text: str) -> str:
    return text.translate(_HALF)


def short_lines(text: str) -> str:
    return "\n".join(line[at : at + 30] for line in text.split("\n") for at in range(0, max(len(line), 1), 30))


def blanks_round_figures(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])", " ", text)


def pages(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{line}\n\n- {at // 12 + 1} -\n" if at % 12 == 11 else line for at, line in enumerate(lines))


def web_page(text: str) -> str:
    return _ABOVE + text + _BELOW


# What no clerk could read either: tables whose rows are cut, and paragraphs that only their own lines tell apart.
BEYOND = {
    half_width: set[str](),
    short_lines: {"one-line", "measures-in-paragraph", "labelled-roles-in-brackets"},
    blanks_round_figures: set[str](),
    pages: set[str](),
    web_page: set[str](),
}


def reading(plan: DraftPlan) -> list[tuple[str, list[tuple[str, str]]]]:
    """Numbers and beginnings of the titles with the units and their roles, widths and blanks evened out."""
    return [
        (
            squeeze(node.number + node.title).translate(_HALF)[:14],
            sorted((squeeze(found.as_written).translate(_HALF), found.role) for found in node.assignments),
        )
        for node in plan.nodes
        if node.kind is NodeKind.ITEM
    ]


@pytest.mark.parametrize("rewrite", BEYOND)
def test_rewritten_plans_are_read_as_before(rewrite: Callable[[str], str]) -> None:
    differing = {}
    for name in NAMES:
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        if "\t" in text or name.startswith("table") or name in BEYOND[rewrite]:
            continue
        got, want = reading(parse(read_text(rewrite(text)))), reading(parse(read_text(text)))
        if got != want:
            differing[name] = [row for row in got if row not in want][:3]
    assert not differing


@pytest.mark.parametrize("name", ["county-work-points", "state-council-style"])
def test_a_plan_that_lost_its_line_breaks_without_a_trace_is_cut_at_its_numbers(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    glued = re.sub(r"\s*\n\s*", "", text)
    assert reading(parse(read_text(glued))) == reading(parse(read_text(text)))
