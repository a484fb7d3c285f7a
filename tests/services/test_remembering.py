"""What the store teaches of who leads what."""

from planner.core.vocabulary import NodeKind, Role
from planner.services import Store, assignments, units


def test_stored_items_propose_their_leads_with_the_place_they_stand(world: Store) -> None:
    plan = world.snapshot(1)
    item = next(node for node in plan.nodes if node.kind is NodeKind.ITEM and node.leads)
    first = world.memory().propose(item.title, item.body)[0]
    assert first.unit == item.leads[0].unit.name
    assert first.source.startswith(f"{plan.head.years[0]}年 第")


def test_a_unit_of_the_register_is_proposed_by_its_name_until_it_is_retired(store: Store) -> None:
    store.write("新增", lambda session: units.add_unit(session, "体卫艺科"))
    assert [one.unit for one in store.memory().propose("办好运动会", "加强体育锻炼。")] == ["体卫艺科"]
    unit_id = store.units()[0].unit_id
    store.write("停用", lambda session: units.retire_unit(session, unit_id))
    assert store.memory().propose("办好运动会", "加强体育锻炼。") == ()


def test_what_the_clerk_just_assigned_is_learnt(world: Store) -> None:
    item = next(node for node in world.snapshot(1).nodes if node.kind is NodeKind.ITEM)
    world.write("分派", lambda session: assignments.set_units(session, item.node_id, Role.LEAD, ["第九科"]))
    assert world.memory().propose(item.title, item.body)[0].unit == "第九科"
