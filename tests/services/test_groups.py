"""Groups: members fixed once for all plans or for one, seen in the snapshot, never groups themselves."""

import pytest

from planner.core.errors import StepError
from planner.core.vocabulary import Role, UnitKind
from planner.services import Store, assignments, groups, plans, units
from planner.services.records import UnitRecord
from tests.builders import FINANCE, GENERAL, sample_draft


def unit(store: Store, name: str) -> UnitRecord:
    return next(found for found in store.units() if found.name == name)


@pytest.fixture
def group_id(world: Store) -> int:
    node_id = world.snapshot(1).items[0].node_id
    world.write("分派", lambda s: assignments.set_units(s, node_id, Role.LEAD, ["各学校"]))
    return unit(world, "各学校").unit_id


def in_plan(store: Store, group_id: int, plan_id: int) -> list[str]:
    return [member.name for member in store.snapshot(plan_id).members.get(group_id, ())]


def test_a_name_for_several_units_is_a_group_from_the_start(world: Store, group_id: int) -> None:
    assert unit(world, "各学校").is_group
    found = world.snapshot(1).items[0].assignments[0]
    assert (found.group, found.unit.is_group, found.unit.kind) == (True, True, UnitKind.GROUP)
    assert in_plan(world, group_id, 1) == []


def test_a_plan_has_its_own_members_or_those_of_all_plans(world: Store, group_id: int) -> None:
    world.write("再导入", lambda s: plans.add_plan(s, sample_draft()))
    world.write("成员", lambda s: groups.set_members(s, group_id, ["一中", "二中"]))
    world.write("成员", lambda s: groups.set_members(s, group_id, ["三小", "一中"], 2))
    assert in_plan(world, group_id, 1) == ["一中", "二中"]
    assert in_plan(world, group_id, 2) == ["三小", "一中"]
    assert unit(world, "一中").node_count == 0
    change = world.write("成员", lambda s: groups.set_members(s, group_id, ["二中", "一中", "四小"]))
    assert change.plan_ids == (1,)
    assert in_plan(world, group_id, 1) == ["二中", "一中", "四小"]
    world.write("不再另定", lambda s: groups.set_members(s, group_id, [], 2))
    assert in_plan(world, group_id, 2) == ["二中", "一中", "四小"]
    for _ in range(4):
        world.undo()
    assert in_plan(world, group_id, 1) == []


def test_a_plan_that_is_deleted_takes_its_members_and_aliases_along(world: Store, group_id: int) -> None:
    world.write("成员", lambda s: groups.set_members(s, group_id, ["一中"], 1))
    world.write("别名", lambda s: units.add_alias(s, unit(world, "一中").unit_id, "中学", 1))
    world.write("删除", lambda s: plans.delete_plan(s, 1))
    assert unit(world, "各学校").members == ()
    assert unit(world, "一中").plan_aliases == ()
    world.undo()
    assert in_plan(world, group_id, 1) == ["一中"]
    assert unit(world, "一中").plan_aliases == ((1, "中学"),)


def test_members_make_a_group_of_a_unit_and_its_assignments_say_so(world: Store) -> None:
    finance = unit(world, FINANCE)
    world.write("成员", lambda s: groups.set_members(s, finance.unit_id, [GENERAL]))
    assert unit(world, FINANCE).kind is UnitKind.GROUP
    assert [a.group for node in world.snapshot(1).nodes for a in node.assignments if a.unit.name == FINANCE] == [
        True
    ] * finance.node_count
    world.write("类别", lambda s: units.set_kind(s, finance.unit_id, UnitKind.OFFICE))
    assert unit(world, FINANCE).members == ()
    assert not any(a.group for node in world.snapshot(1).nodes for a in node.assignments if a.unit.name == FINANCE)


def test_a_group_is_no_member_and_a_member_no_group(world: Store, group_id: int) -> None:
    world.write("添加", lambda s: units.add_unit(s, "各幼儿园", UnitKind.GROUP))
    for name in ("各学校", "各幼儿园"):
        with pytest.raises(StepError) as caught:
            world.write("成员", lambda s, n=name: groups.set_members(s, group_id, [n]))
        assert caught.value.code == "GROUP_IN_GROUP"
    world.write("成员", lambda s: groups.set_members(s, group_id, ["一中"]))
    member_id = unit(world, "一中").unit_id
    for step in (lambda s: units.set_kind(s, member_id, UnitKind.GROUP), lambda s: units.delete_unit(s, member_id)):
        with pytest.raises(StepError) as caught:
            world.write("不行", step)
        assert caught.value.code == "UNIT_IN_GROUP"
