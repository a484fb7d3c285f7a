"""What counts for one plan: its words of status and its lights, over those of the office, and back by undo."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.customs import Customs, LightKind, LightRule
from planner.core.draft import LabelledField
from planner.core.errors import StepError
from planner.core.progress import Status
from planner.core.standing import standing
from planner.services import Store, customs, plans
from tests.builders import sample_draft
from tests.services.looking import dump

USUAL = Customs()


def test_a_plan_has_its_own_words_until_undo(world: Store) -> None:
    before = dump(world)
    words = {Status.GOING: "正在办", Status.DONE: "办结"}
    world.write("用词", lambda s: customs.set_status_words(s, 1, words, USUAL))
    plan = world.snapshot(1)
    assert plan.customs.word(Status.GOING) == "正在办"
    assert plan.customs.word(Status.IDLE) == "未启动"
    assert standing(plan.nodes[1], date(2031, 1, 1), plan.customs).word == "未启动"
    world.undo()
    assert dump(world) == before
    assert world.snapshot(1).customs == USUAL


def test_the_plans_word_goes_before_that_of_the_office(world: Store) -> None:
    office = Customs(status_words=((Status.GOING, "在办"), (Status.IDLE, "未办")))
    world.change_settings(replace(world.settings, customs=office))
    assert world.snapshot(1).customs.word(Status.GOING) == "在办"
    world.write("用词", lambda s: customs.set_status_words(s, 1, {Status.GOING: "推进中"}, office))
    found = world.snapshot(1).customs
    assert (found.word(Status.GOING), found.word(Status.IDLE)) == ("推进中", "未办")


@pytest.mark.parametrize("words", [{Status.GOING: "已完成"}, {Status.GOING: "一二三四五六七八九"}])
def test_two_statuses_never_have_one_word_nor_one_too_long(world: Store, words: dict[Status, str]) -> None:
    before = dump(world)
    with pytest.raises(StepError):
        world.write("用词", lambda s: customs.set_status_words(s, 1, words, USUAL))
    assert dump(world) == before


def test_words_that_change_places_are_allowed(world: Store) -> None:
    words = {Status.GOING: "未启动", Status.IDLE: "推进中"}
    world.write("用词", lambda s: customs.set_status_words(s, 1, words, USUAL))
    assert world.snapshot(1).customs.status_of("推进中") is Status.IDLE


def test_a_plan_has_its_own_rule_of_lights(world: Store) -> None:
    rule = LightRule(LightKind.FOUR_COLOURS, 3)
    world.write("亮灯", lambda s: customs.set_lights(s, 1, rule, USUAL))
    assert world.snapshot(1).customs.lights == rule
    world.write("亮灯", lambda s: customs.set_lights(s, 1, USUAL.lights, USUAL))
    assert world.snapshot(1).customs == USUAL
    with pytest.raises(StepError):
        world.write("亮灯", lambda s: customs.set_lights(s, 1, replace(rule, soon_days=900), USUAL))


def test_an_import_reads_a_status_in_the_words_of_the_office_and_of_the_earlier_plan(world: Store) -> None:
    office = Customs(status_words=((Status.BEHIND, "偏慢"),))
    world.change_settings(replace(world.settings, customs=office))
    world.write("用词", lambda s: customs.set_status_words(s, 1, {Status.GOING: "在办", Status.BEHIND: "偏慢"}, office))
    draft = sample_draft()
    words = {2: "偏慢", 3: "在办"}
    draft = replace(
        draft,
        nodes=tuple(
            replace(node, fields=(LabelledField("状态", words[node.node_id]),)) if node.node_id in words else node
            for node in draft.nodes
        ),
    )
    plan_id = world.write("导入", lambda s: plans.add_plan(s, draft, 1)).plan_ids[0]
    said = [node.entries[-1].status for node in world.snapshot(plan_id).nodes if node.entries]
    assert {Status.BEHIND, Status.GOING} <= set(said)
    alone = world.write("导入", lambda s: plans.add_plan(s, draft)).plan_ids[0]
    said = [node.entries[-1].status for node in world.snapshot(alone).nodes if node.entries]
    assert Status.BEHIND in said
    assert Status.GOING not in said
