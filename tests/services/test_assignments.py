"""Who leads and who joins: order, both roles, what is stated, what is taken over."""

import pytest

from planner.core.errors import StepError
from planner.core.vocabulary import Role
from planner.services import Store, assignments, units
from tests.builders import FINANCE, GENERAL, INSPECTION, RESEARCH, SAFETY, SCHOOLS, TEACHING
from tests.services.looking import assert_sound


def roles(store: Store, node_id: int) -> tuple[list[str], list[str]]:
    node = store.snapshot(1).by_id[node_id]
    return [found.unit.name for found in node.leads], [found.unit.name for found in node.partners]


def unit_id(store: Store, name: str) -> int:
    return next(unit.unit_id for unit in store.units() if unit.name == name)


def test_units_are_set_in_order_and_new_ones_enter_the_register(world: Store) -> None:
    change = world.write("设牵头", lambda s: assignments.set_units(s, 7, Role.LEAD, [SAFETY, "电教站", SAFETY]))
    assert (change.plan_ids, change.node_id) == ((1,), 7)
    world.write("设配合", lambda s: assignments.set_units(s, 7, Role.PARTNER, ["各学区", RESEARCH]))
    assert roles(world, 7) == ([SAFETY, "电教站"], ["各学区", RESEARCH])
    groups = {found.unit.name: found.group for found in world.snapshot(1).by_id[7].assignments}
    assert groups == {SAFETY: False, "电教站": False, "各学区": True, RESEARCH: False}
    assert "电教站" in [unit.name for unit in world.units()]
    world.write("设配合", lambda s: assignments.set_units(s, 7, Role.PARTNER, [RESEARCH, "各学区"]))
    assert roles(world, 7) == ([SAFETY, "电教站"], [RESEARCH, "各学区"])
    world.write("去掉", lambda s: assignments.set_units(s, 7, Role.LEAD, []))
    assert roles(world, 7) == ([], [RESEARCH, "各学区"])
    assert_sound(world)


def test_a_unit_set_to_lead_no_longer_joins_and_keeps_its_wording(world: Store) -> None:
    world.write("别名", lambda s: units.add_alias(s, unit_id(world, FINANCE), "计划财务股"))
    world.write("设牵头", lambda s: assignments.set_units(s, 2, Role.LEAD, ["计划财务股", TEACHING]))
    assert roles(world, 2) == ([FINANCE, TEACHING], [SAFETY])
    assert world.snapshot(1).by_id[2].leads[0].as_written == FINANCE
    world.write("设牵头", lambda s: assignments.set_units(s, 7, Role.LEAD, ["计划财务股"]))
    assert roles(world, 7) == ([FINANCE], [])
    assert world.snapshot(1).by_id[7].leads[0].as_written == "计划财务股"


def test_names_are_compared_as_the_clerk_sees_them(world: Store) -> None:
    world.write("设牵头", lambda s: assignments.set_units(s, 7, Role.LEAD, [f" {SAFETY}\u200b", "ＡＢ股", "AB 股"]))
    assert roles(world, 7) == ([SAFETY, "ＡＢ股"], [])
    with pytest.raises(StepError) as caught:
        world.write("空", lambda s: assignments.set_units(s, 7, Role.LEAD, ["\u200b "]))
    assert caught.value.code == "BLANK"


def test_a_role_is_changed_and_counts_as_stated(world: Store) -> None:
    assert not any(found.stated for found in world.snapshot(1).by_id[12].assignments)
    world.write("改角色", lambda s: assignments.set_role(s, 12, unit_id(world, GENERAL), Role.LEAD))
    assert roles(world, 12) == ([SAFETY, GENERAL], [SCHOOLS])
    world.write("改角色", lambda s: assignments.set_role(s, 12, unit_id(world, SAFETY), Role.PARTNER))
    assert roles(world, 12) == ([GENERAL], [SCHOOLS, SAFETY])
    assert all(found.stated for found in world.snapshot(1).by_id[12].assignments)
    with pytest.raises(StepError):
        world.write("不在", lambda s: assignments.set_role(s, 12, unit_id(world, RESEARCH), Role.LEAD))


def test_roles_by_position_are_confirmed_in_the_whole_plan(world: Store) -> None:
    world.write("确认", lambda s: assignments.confirm_roles(s, 1))
    assert all(found.stated for node in world.snapshot(1).nodes for found in node.assignments)
    world.undo()
    assert not all(found.stated for node in world.snapshot(1).nodes for found in node.assignments)


def test_roles_by_position_are_confirmed_in_one_item_alone(world: Store) -> None:
    unsure = [node.node_id for node in world.snapshot(1).nodes if any(not one.stated for one in node.assignments)]
    world.write("确认", lambda s: assignments.confirm_roles_of(s, unsure[0]))
    left = [node.node_id for node in world.snapshot(1).nodes if any(not one.stated for one in node.assignments)]
    assert left == unsure[1:]
    before = world.undo_name
    world.write("确认", lambda s: assignments.confirm_roles_of(s, unsure[0]))
    assert world.undo_name == before, "what is confirmed already is no step"


def test_items_that_took_the_units_of_their_section_follow_it(world: Store) -> None:
    world.write("设牵头", lambda s: assignments.set_units(s, 11, Role.LEAD, [RESEARCH, INSPECTION]))
    world.write("设配合", lambda s: assignments.set_units(s, 11, Role.PARTNER, [GENERAL]))
    assert roles(world, 13) == ([RESEARCH, INSPECTION], [GENERAL])
    assert {found.inherited_from for found in world.snapshot(1).by_id[13].assignments} == {11}
    world.write("设牵头", lambda s: assignments.set_units(s, 13, Role.LEAD, [INSPECTION]))
    world.write("设牵头", lambda s: assignments.set_units(s, 11, Role.LEAD, [TEACHING]))
    assert roles(world, 13) == ([INSPECTION], [GENERAL])
    assert roles(world, 14) == ([TEACHING], [GENERAL])
    assert_sound(world)
