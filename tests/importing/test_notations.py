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
