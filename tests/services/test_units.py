"""The register of units: names and aliases are unique as they are compared."""

import pytest

from planner.core.errors import StepError
from planner.core.vocabulary import Role, UnitKind
from planner.services import Store, UnitRecord, assignments, plans, units
from tests.builders import FINANCE, GENERAL, sample_draft


def listed(store: Store) -> dict[str, tuple[str, ...]]:
    return {unit.name: unit.aliases for unit in store.units()}


def refused(store: Store, step: object) -> str:
    before = store.units()
    with pytest.raises(StepError) as caught:
        store.write("不行", step)  # type: ignore[arg-type]
    assert store.units() == before
    return caught.value.code


def test_a_unit_is_added_once(store: Store) -> None:
    change = store.write("添加单位", lambda s: units.add_unit(s, " 电教站 "))
    assert change.sequence > 0
    assert listed(store) == {"电教站": ()}
    for name in ("电教站", "电 教 站", "电教站\u200b", "\ufeff电教站"):
        assert refused(store, lambda s, name=name: units.add_unit(s, name)) == "NAME_TAKEN"
    assert refused(store, lambda s: units.add_unit(s, " ")) == "BLANK"


def test_a_unit_is_renamed_in_every_plan_and_stays_as_written(world: Store) -> None:
    unit = next(unit for unit in world.units() if unit.name == FINANCE)
    change = world.write("改名", lambda s: units.rename_unit(s, unit.unit_id, "财务股"))
    assert change.plan_ids == (1,)
    found = world.snapshot(1).by_id[2].partners[0]
    assert (found.unit.name, found.as_written) == ("财务股", FINANCE)
    world.write("改写法", lambda s: units.rename_unit(s, unit.unit_id, " 财务股 "))
    assert refused(world, lambda s: units.rename_unit(s, unit.unit_id, GENERAL)) == "NAME_TAKEN"


def test_an_alias_finds_its_unit_at_the_next_import(world: Store) -> None:
    unit = next(unit for unit in world.units() if unit.name == GENERAL)
    world.write("改名", lambda s: units.rename_unit(s, unit.unit_id, "办公室"))
    world.write("别名", lambda s: units.add_alias(s, unit.unit_id, GENERAL))
    assert listed(world)["办公室"] == (GENERAL,)
    for taken in ("办公室", GENERAL, FINANCE):
        assert refused(world, lambda s, taken=taken: units.add_alias(s, unit.unit_id, taken)) == "NAME_TAKEN"
    count = len(world.units())
    world.write("再导入", lambda s: plans.add_plan(s, sample_draft()))
    assert len(world.units()) == count
    assert world.snapshot(2).by_id[20].leads[1].unit.name == "办公室"
    assert world.snapshot(2).by_id[20].leads[1].as_written == GENERAL


def found(store: Store, name: str) -> UnitRecord:
    return next(unit for unit in store.units() if unit.name == name)


def test_a_full_name_finds_its_unit_and_belongs_to_it_alone(world: Store) -> None:
    unit_id, other_id = found(world, FINANCE).unit_id, found(world, GENERAL).unit_id
    change = world.write("全称", lambda s: units.set_full_name(s, unit_id, "安澜县教育局 计财股"))
    assert change.plan_ids == (1,)
    assert world.snapshot(1).by_id[2].partners[0].unit.full_name == "安澜县教育局计财股"
    assert refused(world, lambda s: units.set_full_name(s, other_id, "安澜县教育局计财股")) == "NAME_TAKEN"
    assert refused(world, lambda s: units.add_unit(s, "安澜县教育局计财股")) == "NAME_TAKEN"
    world.write("分派", lambda s: assignments.set_units(s, 2, Role.LEAD, ["安澜县教育局计财股"]))
    assert [lead.unit.name for lead in world.snapshot(1).by_id[2].leads] == [FINANCE]
    world.write("全称", lambda s: units.set_full_name(s, unit_id, " "))
    assert found(world, FINANCE).full_name == ""


def test_the_old_name_can_stay_as_an_alias(world: Store) -> None:
    unit_id = found(world, GENERAL).unit_id
    world.write("别名", lambda s: units.add_alias(s, unit_id, "办公室"))
    world.write("改名", lambda s: units.rename_unit(s, unit_id, "办公室", keep_old=True))
    assert found(world, "办公室").aliases == (GENERAL,)
    world.write("改回", lambda s: units.rename_unit(s, unit_id, GENERAL, keep_old=True))
    assert found(world, GENERAL).aliases == ("办公室",)


def test_an_alias_of_one_plan_counts_there_alone_and_before_other_names(world: Store) -> None:
    world.write("再导入", lambda s: plans.add_plan(s, sample_draft()))
    unit_id = found(world, GENERAL).unit_id
    world.write("别名", lambda s: units.add_alias(s, unit_id, FINANCE, 2))
    first, second = (world.snapshot(plan_id).items[0].node_id for plan_id in (1, 2))
    for node_id in (first, second):
        world.write("分派", lambda s, n=node_id: assignments.set_units(s, n, Role.LEAD, [FINANCE]))
    assert [lead.unit.name for lead in world.snapshot(1).by_id[first].leads] == [FINANCE]
    lead = world.snapshot(2).by_id[second].leads[0]
    assert (lead.unit.name, lead.as_written) == (GENERAL, FINANCE)
    assert found(world, GENERAL).plan_aliases == ((2, FINANCE),)
    assert refused(world, lambda s: units.add_alias(s, unit_id, FINANCE, 2)) == "NAME_TAKEN"
    assert refused(world, lambda s: units.remove_alias(s, unit_id, FINANCE)) == "GONE"
    world.write("去掉", lambda s: units.remove_alias(s, unit_id, FINANCE, 2))
    assert found(world, GENERAL).plan_aliases == ()


def test_the_order_of_print_is_the_clerks(world: Store) -> None:
    names = [unit.name for unit in world.units()]
    last = found(world, names[-1]).unit_id
    world.write("上移", lambda s: units.move_unit(s, last, -2))
    assert [unit.name for unit in world.units()] == [*names[:-3], names[-1], *names[-3:-1]]
    world.write("移到最前", lambda s: units.move_unit(s, last, -100))
    assert world.units()[0].unit_id == last
    assert world.write("再上移", lambda s: units.move_unit(s, last, -1)).sequence == 0
    second = found(world, names[1]).unit_id
    world.write("排序", lambda s: units.put_in_order(s, [second, last]))
    assert [unit.unit_id for unit in world.units()][:2] == [second, last]
    world.write("添加", lambda s: units.add_unit(s, "最后一个股"))
    assert world.units()[-1].name == "最后一个股"
    orders = {a.unit.name: a.unit.order for node in world.snapshot(1).nodes for a in node.assignments}
    assert [unit.name for unit in world.units() if unit.name in orders] == sorted(orders, key=orders.__getitem__)


def test_kind_persons_and_retirement_are_kept(world: Store) -> None:
    unit_id = found(world, FINANCE).unit_id
    world.write("类别", lambda s: units.set_kind(s, unit_id, UnitKind.OFFICE))
    world.write("联络", lambda s: units.set_persons(s, unit_id, leader=" 王某 ", contact="李某", phone="0000"))
    world.write("联络", lambda s: units.set_persons(s, unit_id, contact=""))
    world.write("停用", lambda s: units.retire_unit(s, unit_id))
    unit = found(world, FINANCE)
    assert (unit.kind, unit.leader, unit.contact, unit.phone, unit.is_retired) == ("office", "王某", "", "0000", True)
    assert world.snapshot(1).by_id[2].partners[0].unit.is_retired
    world.write("启用", lambda s: units.retire_unit(s, unit_id, is_retired=False))
    assert not found(world, FINANCE).is_retired


def test_only_a_unit_without_any_part_can_be_deleted(world: Store) -> None:
    world.write("添加", lambda s: units.add_unit(s, "电教站", UnitKind.AFFILIATE))
    unit_id = found(world, "电教站").unit_id
    world.write("别名", lambda s: units.add_alias(s, unit_id, "电教馆"))
    assert refused(world, lambda s: units.delete_unit(s, found(world, FINANCE).unit_id)) == "UNIT_IN_USE"
    world.write("删除", lambda s: units.delete_unit(s, unit_id))
    assert "电教站" not in listed(world)
    world.undo()
    assert listed(world)["电教站"] == ("电教馆",)


def test_the_counts_are_of_nodes_and_plans(world: Store) -> None:
    world.write("再导入", lambda s: plans.add_plan(s, sample_draft()))
    for unit in world.units():
        nodes = [node for plan_id in (1, 2) for node in world.snapshot(plan_id).nodes]
        leads = sum(any(a.unit.unit_id == unit.unit_id for a in node.leads) for node in nodes)
        partners = sum(any(a.unit.unit_id == unit.unit_id for a in node.partners) for node in nodes)
        assert (unit.lead_count, unit.partner_count, unit.plan_count) == (leads, partners, 2)


def test_an_expression_for_several_units_is_a_group_when_it_is_added_or_named(store: Store) -> None:
    store.write("添加", lambda s: units.add_unit(s, "各学校"))
    store.write("添加", lambda s: units.add_unit(s, "各中心校", UnitKind.COUNTY))
    store.write("添加", lambda s: units.add_unit(s, "新单位"))
    unit_id = found(store, "新单位").unit_id
    store.write("改名", lambda s: units.rename_unit(s, unit_id, "局属各单位"))
    assert {unit.name: unit.kind for unit in store.units()} == {
        "各学校": UnitKind.GROUP,
        "各中心校": UnitKind.COUNTY,
        "局属各单位": UnitKind.GROUP,
    }
