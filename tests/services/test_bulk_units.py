"""One change for many nodes is one step, and says the same as the change of each by itself."""

from planner.core.bulk import BulkChange, BulkVerb, planned, targets
from planner.core.vocabulary import Role
from planner.services import Store, bulk_units, plans, units
from tests.builders import FINANCE, GENERAL, INSPECTION, SAFETY, SCHOOLS, TEACHERS, big_draft


def change(store: Store, what: BulkChange, chosen: set[int], plan_id: int = 1):
    plan = store.snapshot(plan_id)
    listed = planned(targets(plan, chosen, what), what)
    return store.write("批量", lambda s: bulk_units.change_units(s, plan_id, listed)), listed


def units_of(store: Store, node_id: int) -> tuple[list[str], list[str]]:
    node = store.snapshot(1).by_id[node_id]
    return [one.unit.name for one in node.leads], [one.unit.name for one in node.partners]


def test_each_node_has_what_was_said_before_and_one_undo_takes_all_back(world: Store) -> None:
    before = world.snapshot(1)
    _, listed = change(world, BulkChange(BulkVerb.ADD, Role.PARTNER, (SAFETY,)), {1})
    after = world.snapshot(1)
    for one in listed:
        node = after.by_id[one.node.node_id]
        assert tuple(unit.unit.name for unit in node.leads) == one.leads
        assert tuple(unit.unit.name for unit in node.partners) == one.partners
    world.undo()
    assert world.snapshot(1) == before


def test_who_stays_keeps_the_wording_of_the_source_and_counts_as_stated(world: Store) -> None:
    general = next(unit for unit in world.units() if unit.name == GENERAL)
    world.write("改名", lambda s: units.rename_unit(s, general.unit_id, "办公室"))
    change(world, BulkChange(BulkVerb.ADD, Role.PARTNER, (FINANCE,)), {12})
    node = world.snapshot(1).by_id[12]
    assert next((one.unit.name, one.as_written) for one in node.partners) == ("办公室", GENERAL)
    assert all(one.stated for one in node.assignments)
    assert [one.group for one in node.partners] == [False, True, False]


def test_a_replaced_unit_goes_everywhere_and_heirs_follow_their_section(world: Store) -> None:
    tops = {node.node_id for node in world.snapshot(1).nodes if node.parent_id is None}
    change(world, BulkChange(BulkVerb.REPLACE, None, ("教师工作股",), INSPECTION), tops)
    assert not any(one.unit.name == INSPECTION for node in world.snapshot(1).nodes for one in node.assignments)
    heir = world.snapshot(1).by_id[13]
    assert [(one.unit.name, one.inherited_from) for one in heir.leads] == [("教师工作股", 11)]


def test_a_name_of_a_unit_means_it_though_an_alias_of_the_plan_says_else(world: Store) -> None:
    teachers = next(unit for unit in world.units() if unit.name == TEACHERS)
    world.write("别名", lambda s: units.add_alias(s, teachers.unit_id, FINANCE, 1))
    change(world, BulkChange(BulkVerb.ADD, Role.PARTNER, (SAFETY,)), {2})
    assert units_of(world, 2)[1][0] == FINANCE


def test_a_group_that_is_new_is_known_as_one(world: Store) -> None:
    change(world, BulkChange(BulkVerb.SET, Role.LEAD, ("各县区教育局", SCHOOLS)), {7})
    assert [one.group for one in world.snapshot(1).by_id[7].leads] == [True, True]


def test_nothing_to_change_is_no_step(world: Store) -> None:
    done, _ = change(world, BulkChange(BulkVerb.ADD, Role.LEAD, (TEACHERS,)), {8})
    assert done.sequence == 0


def test_a_thousand_items_take_one_step(store: Store) -> None:
    store.write("导入", lambda s: plans.add_plan(s, big_draft(1000)))
    tops = {node.node_id for node in store.snapshot(1).nodes if node.parent_id is None}
    done, listed = change(store, BulkChange(BulkVerb.SET, Role.LEAD, (FINANCE,)), tops)
    assert done.sequence
    assert len(listed) == 1000
    assert {one.unit.name for node in store.snapshot(1).items for one in node.leads} == {FINANCE}
