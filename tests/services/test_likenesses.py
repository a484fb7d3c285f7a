"""Proposals: with their reason and counts, applied by the clerk alone, and gone for good when refused."""

import pytest

from planner.core.vocabulary import Role
from planner.services import Store, assignments, likenesses, merging, units
from planner.services.records import Likeness
from tests.services.looking import dump


@pytest.fixture
def node_ids(world: Store) -> list[int]:
    found = [node.node_id for node in world.snapshot(1).items]
    for node_id in found:
        for role in Role:
            world.write("清空", lambda s, n=node_id, r=role: assignments.set_units(s, n, r, []))
    for unit in world.units():
        world.write("删除", lambda s, u=unit.unit_id: units.delete_unit(s, u)) if not unit.node_count else None
    return found


def assign(store: Store, node_id: int, *names: str) -> None:
    store.write("分派", lambda s: assignments.set_units(s, node_id, Role.LEAD, names))


def proposed(store: Store) -> dict[str, tuple[str, str, int, int]]:
    return {one.gone: (one.keep, one.reason, one.gone_count, one.keep_count) for one in store.likely_same()}


def one_of(store: Store, gone: str) -> Likeness:
    return next(found for found in store.likely_same() if found.gone == gone)


def test_the_rarer_spelling_would_go_into_the_commoner_one(world: Store, node_ids: list[int]) -> None:
    assign(world, node_ids[0], "教师工作科")
    assign(world, node_ids[1], "教师工作科", "电教站")
    assign(world, node_ids[2], "教师科")
    before = dump(world)
    assert proposed(world) == {"教师科": ("教师工作科", "写法相近", 1, 2)}
    assert dump(world) == before
    found = one_of(world, "教师科")
    world.write("合并", lambda s: likenesses.accept(s, found))
    assert proposed(world) == {}
    lead = world.snapshot(1).by_id[node_ids[2]].leads[0]
    assert (lead.unit.name, lead.as_written) == ("教师工作科", "教师科")


def test_names_that_stand_side_by_side_are_two_units(world: Store, node_ids: list[int]) -> None:
    assign(world, node_ids[0], "教师工作科", "教师科")
    assign(world, node_ids[1], "教师科")
    assert proposed(world) == {}


def test_a_level_word_left_out_is_proposed_whether_the_whole_name_is_known_or_not(
    world: Store, node_ids: list[int]
) -> None:
    assign(world, node_ids[0], "市发展改革委", "财政局", "人社局", "卫健委")
    assign(world, node_ids[1], "市财政局", "市卫生健康委")
    health = next(unit.unit_id for unit in world.units() if unit.name == "市卫生健康委")
    world.write("别名", lambda s: units.add_alias(s, health, "市卫健委"))
    assign(world, node_ids[2], "审计局")
    assert proposed(world) == {
        "财政局": ("市财政局", "承前省略“市”", 1, 1),
        "人社局": ("市人社局", "承前省略“市”", 1, 0),
        "卫健委": ("市卫生健康委", "承前省略“市”", 1, 1),
    }
    for name in ("财政局", "人社局", "卫健委"):
        found = one_of(world, name)
        world.write("接受", lambda s, f=found: likenesses.accept(s, f))
    names = {unit.name: unit.aliases for unit in world.units()}
    assert names["市财政局"] == ("财政局",)
    assert names["市人社局"] == ("人社局",)
    written = [lead.as_written for lead in world.snapshot(1).by_id[node_ids[0]].leads]
    assert written == ["市发展改革委", "财政局", "人社局", "卫健委"]
    assert proposed(world) == {}


def test_a_name_that_mostly_stands_alone_has_lost_nothing(world: Store, node_ids: list[int]) -> None:
    assign(world, node_ids[0], "市发展改革委", "人社局")
    for node_id in node_ids[1:4]:
        assign(world, node_id, "人社局")
    assert proposed(world) == {}


def test_what_was_refused_does_not_come_back(world: Store, node_ids: list[int]) -> None:
    assign(world, node_ids[0], "市发展改革委", "人社局")
    assign(world, node_ids[1], "教师工作科")
    assign(world, node_ids[2], "教师科")
    for name in ("教师科", "人社局"):
        found = one_of(world, name)
        world.write("不是同一单位", lambda s, f=found: likenesses.refuse(s, f.gone_id, f.keep))
        assert world.write("又一次", lambda s, f=found: likenesses.refuse(s, f.gone_id, f.keep)).sequence == 0
    assert proposed(world) == {}
    assign(world, node_ids[3], "教师工作科")
    assign(world, node_ids[4], "教师科", "教师科")
    assert proposed(world) == {}
    world.undo()
    world.undo()
    world.undo()
    assert set(proposed(world)) == {"人社局"}


def test_a_refusal_follows_a_merge_and_dies_with_its_unit(world: Store, node_ids: list[int]) -> None:
    for name in ("教师工作科", "教师科", "师资科"):
        world.write("添加", lambda s, n=name: units.add_unit(s, n))
    ids = {unit.name: unit.unit_id for unit in world.units()}
    world.write("拒绝", lambda s: likenesses.refuse(s, ids["教师科"], "教师工作科"))
    world.write("合并", lambda s: merging.merge_units(s, ids["师资科"], ids["教师科"]))
    assert dump(world)["unit_differences"][0][1:] == (ids["师资科"], "教师工作科")
    world.write("合并", lambda s: merging.merge_units(s, ids["师资科"], ids["教师工作科"]))
    assert dump(world)["unit_differences"] == []
    world.undo()
    world.write("删除", lambda s: units.delete_unit(s, ids["师资科"]))
    assert dump(world)["unit_differences"] == []
