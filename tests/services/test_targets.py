"""Targets in the store: how far they are, struck and brought back, added by words, and what the prints keep of them."""

import pytest

from planner.core.draft import Target
from planner.core.errors import StepError
from planner.core.plan_document import plan_document
from planner.core.reaching import reached
from planner.services import Store, targets
from tests.services.looking import dump


def of(store: Store, node_id: int = 2) -> tuple[Target, ...]:
    return store.snapshot(1).by_id[node_id].targets


def test_an_actual_figure_stands_beside_the_target_and_can_be_taken_back(world: Store) -> None:
    before = dump(world)
    world.write("实际", lambda s: targets.set_actual(s, 2, 0, " 1 所 "))
    assert of(world) == (Target("新建2所村小食堂", "2", "所", "exactly", "1 所"),)
    found = reached(of(world)[0])
    assert found is not None
    assert found.percent == 50
    world.undo()
    assert dump(world) == before


def test_a_figure_that_is_none_is_refused(world: Store) -> None:
    with pytest.raises(StepError, match="看不懂"):
        world.write("实际", lambda s: targets.set_actual(s, 2, 0, "差不多了"))
    assert of(world)[0].actual == ""


def test_a_struck_number_is_no_target_any_more_and_comes_back(world: Store) -> None:
    world.write("不是指标", lambda s: targets.strike(s, 2, 0))
    node = world.snapshot(1).by_id[2]
    assert node.targets[0].is_struck
    assert node.wanted_targets == ()
    world.write("是指标", lambda s: targets.strike(s, 2, 0, struck=False))
    assert len(world.snapshot(1).by_id[2].wanted_targets) == 1


def test_a_target_is_added_by_its_words(world: Store) -> None:
    world.write("添加指标", lambda s: targets.add_target(s, 2, "入园率85%以上"))
    assert of(world)[1] == Target("入园率85%以上", "85", "%", "at least")
    with pytest.raises(StepError, match="没有数字"):
        world.write("添加指标", lambda s: targets.add_target(s, 2, "办好学校"))


def test_the_plan_document_tells_targets_as_an_import_does(world: Store) -> None:
    world.write("实际", lambda s: targets.set_actual(s, 2, 0, "1"))
    node = plan_document(world.draft(1))["nodes"][1]
    assert list(node["targets"]) == [{"text": "新建2所村小食堂", "value": "2", "unit": "所", "bound": "exactly"}]
