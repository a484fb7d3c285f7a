"""Merging two units: one is left everywhere, the wording stays, and undo brings every row back."""

import pytest

from planner.core.errors import StepError
from planner.core.vocabulary import Role, UnitKind
from planner.services import Store, assignments, groups, merging, plans, units
from planner.services.records import UnitRecord
from tests.builders import FINANCE, GENERAL, sample_draft
from tests.services.looking import dump


def unit(store: Store, name: str) -> UnitRecord:
    return next(found for found in store.units() if found.name == name)


def parts(store: Store, node_id: int) -> list[tuple[str, str, str]]:
    node = store.snapshot(1).by_id[node_id]
    return [(found.unit.name, found.as_written, found.role.value) for found in node.assignments]


def merge(store: Store, keep: str, gone: str) -> None:
    keep_id, gone_id = unit(store, keep).unit_id, unit(store, gone).unit_id
    before = dump(store)
    store.write(f"把{gone}并入{keep}", lambda s: merging.merge_units(s, keep_id, gone_id))
    after = dump(store)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


@pytest.fixture
def node_id(world: Store) -> int:
    return next(node.node_id for node in world.snapshot(1).items)


def assign(store: Store, node_id: int, leads: list[str], partners: list[str]) -> None:
    store.write("牵头", lambda s: assignments.set_units(s, node_id, Role.LEAD, leads))
    store.write("配合", lambda s: assignments.set_units(s, node_id, Role.PARTNER, partners))


def test_the_parts_move_and_the_wording_stays(world: Store, node_id: int) -> None:
    assign(world, node_id, ["师资科"], ["财务组", "师资工作科室"])
    before = unit(world, FINANCE).node_count
    merge(world, FINANCE, "财务组")
    assert parts(world, node_id)[1] == (FINANCE, "财务组", "partner")
    assert unit(world, FINANCE).aliases == ("财务组",)
    assert unit(world, FINANCE).node_count == before + 1
    assert all(found.name != "财务组" for found in world.units())


@pytest.mark.parametrize("keep", ["师资科", "教师管理科"])
def test_of_a_double_in_one_node_the_lead_stays(world: Store, node_id: int, keep: str) -> None:
    gone = {"师资科": "教师管理科", "教师管理科": "师资科"}[keep]
    assign(world, node_id, ["督学室", "教师管理科"], ["师资科", "电教站"])
    merge(world, keep, gone)
    assert parts(world, node_id) == [
        ("督学室", "督学室", "lead"),
        (keep, "教师管理科", "lead"),
        ("电教站", "电教站", "partner"),
    ]


def test_the_next_import_and_the_next_typing_find_the_unit_that_stays(world: Store, node_id: int) -> None:
    world.write("添加", lambda s: units.add_unit(s, "办公室"))
    merge(world, "办公室", GENERAL)
    count = len(world.units())
    world.write("再导入", lambda s: plans.add_plan(s, sample_draft()))
    assign(world, node_id, [GENERAL], [])
    assert len(world.units()) == count
    assert parts(world, node_id)[0] == ("办公室", GENERAL, "lead")


def test_what_the_one_that_stays_does_not_say_comes_from_the_other(world: Store) -> None:
    keep, gone = unit(world, FINANCE).unit_id, unit(world, GENERAL).unit_id
    world.write("全称", lambda s: units.set_full_name(s, gone, "安澜县教育局综合股"))
    world.write("类别", lambda s: units.set_kind(s, gone, UnitKind.OFFICE))
    world.write("电话", lambda s: units.set_persons(s, gone, leader="王某", phone="1"))
    world.write("电话", lambda s: units.set_persons(s, keep, phone="2"))
    world.write("别名", lambda s: units.add_alias(s, gone, "综合科"))
    merge(world, FINANCE, GENERAL)
    found = unit(world, FINANCE)
    assert (found.full_name, found.kind, found.leader, found.phone) == (
        "安澜县教育局综合股",
        UnitKind.OFFICE,
        "王某",
        "2",
    )
    assert set(found.aliases) == {"综合科", GENERAL}


def test_a_full_name_that_would_be_lost_becomes_an_alias(world: Store) -> None:
    for name, full_name in ((FINANCE, "安澜县教育局计财股"), (GENERAL, "安澜县教育局综合股")):
        unit_id = unit(world, name).unit_id
        world.write("全称", lambda s, i=unit_id, f=full_name: units.set_full_name(s, i, f))
    merge(world, FINANCE, GENERAL)
    assert set(unit(world, FINANCE).aliases) == {GENERAL, "安澜县教育局综合股"}


def test_groups_follow_as_groups_and_as_members(world: Store) -> None:
    for name, members, plan_id in (
        ("各股室", [FINANCE, GENERAL, "督学室"], None),
        ("机关各股室", ["督学室", "电教站"], None),
        ("机关各股室", ["电教站"], 1),
        ("后勤各股", [GENERAL], 1),
    ):
        if all(found.name != name for found in world.units()):
            world.write("添加", lambda s, n=name: units.add_unit(s, n, UnitKind.GROUP))
        group_id = unit(world, name).unit_id
        world.write("成员", lambda s, g=group_id, m=members, p=plan_id: groups.set_members(s, g, m, p))
    merge(world, FINANCE, GENERAL)
    ids = {found.unit_id: found.name for found in world.units()}

    def members_of(name: str, plan_id: int | None) -> list[str]:
        return [ids[member] for member in unit(world, name).members_in(plan_id)]

    assert members_of("各股室", None) == [FINANCE, "督学室"]
    assert members_of("后勤各股", 1) == [FINANCE]
    merge(world, "各股室", "机关各股室")
    assert members_of("各股室", None) == [FINANCE, "督学室", "电教站"]
    assert members_of("各股室", 1) == ["电教站"]


def test_what_cannot_be_one_unit_is_refused(world: Store) -> None:
    world.write("添加", lambda s: units.add_unit(s, "各股室", UnitKind.GROUP))
    group_id, unit_id = unit(world, "各股室").unit_id, unit(world, FINANCE).unit_id
    for keep, gone, code in (
        (unit_id, unit_id, "SAME_UNIT"),
        (unit_id, group_id, "GROUP_AND_UNIT"),
        (group_id, unit_id, "GROUP_AND_UNIT"),
        (unit_id, 999, "GONE"),
    ):
        before = dump(world)
        with pytest.raises(StepError) as caught:
            world.write("合并", lambda s, k=keep, g=gone: merging.merge_units(s, k, g))
        assert caught.value.code == code
        assert dump(world) == before
