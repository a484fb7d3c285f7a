"""The history of an item out of the journal: what, old and new, by whom; undone steps; and only what concerns it."""

from dataclasses import replace
from datetime import date

from planner.core.customs import USUAL
from planner.core.history import ItemChange
from planner.core.progress import Status
from planner.core.vocabulary import Role
from planner.services import Store, assignments, items, persons, plans, progress, targets
from planner.services.item_history import item_history
from tests.builders import big_draft


def history(store: Store, node_id: int = 2) -> tuple[ItemChange, ...]:
    return store.read(lambda connection: item_history(connection, node_id, USUAL))


def told(store: Store, node_id: int = 2) -> list[tuple[str, str, str]]:
    return [(change.what, change.old, change.new) for change in history(store, node_id)]


def test_each_step_says_what_it_changed_and_by_whom(world: Store) -> None:
    node = world.snapshot(1).by_id[2]
    leads = "、".join(unit.unit.name for unit in node.leads)
    world.change_settings(replace(world.settings, author="周某"))
    world.write("修改标题", lambda s: items.set_title(s, 2, "改过的标题"))
    world.write("修改牵头", lambda s: assignments.set_units(s, 2, Role.LEAD, ["督学室"]))
    world.write("修改时限", lambda s: items.set_deadline(s, 2, "年底前"))
    world.write("修改责任人", lambda s: persons.set_persons(s, 2, "责任人", ["吴某"]))
    world.write("状态", lambda s: progress.set_status(s, 2, Status.GOING, date(2031, 3, 1)))
    world.write("实际", lambda s: targets.set_actual(s, 2, 0, "1"))
    found = told(world)
    assert ("标题", node.title, "改过的标题") in found
    assert ("牵头单位", leads, "督学室") in found
    assert ("完成时限", "6月底前", "年底前") in found
    assert ("截止日", "2031-06-30", "2031-12-31") in found
    assert any(what == "责任人" and new == "吴某" for what, _old, new in found)
    assert ("状态", "", "推进中") in found
    assert found[0] == ("指标“新建2所村小食堂”", "2所", "2所，实际 1")
    assert found[-1] == ("新建", "", node.title)
    changes = history(world)
    assert changes[0].author == "周某"
    assert changes[-1].author == ""
    assert changes[-1].step == "导入"


def test_what_is_undone_is_marked_and_stands_first(world: Store) -> None:
    world.write("修改标题", lambda s: items.set_title(s, 2, "一"))
    world.write("修改标题", lambda s: items.set_title(s, 2, "二"))
    world.undo()
    first, second, *_ = history(world)
    assert (first.old, first.new, first.is_undone) == ("一", "二", True)
    assert (second.new, second.is_undone) == ("一", False)


def test_a_move_of_another_item_is_not_told(world: Store) -> None:
    before = told(world, 7)
    plan = world.snapshot(1)
    around = plan.children[plan.by_id[7].parent_id]
    assert len(around) > 1, "the item has neighbours"
    other = next(node.node_id for node in around if node.node_id != 7)
    offset = 1 if around[0].node_id == other else -1
    world.write("移动", lambda s: items.move_node(s, other, offset))
    assert told(world, 7) == before
    world.write(
        "移动",
        lambda s: items.move_node(
            s, 7, 1 if world.snapshot(1).children[plan.by_id[7].parent_id][0].node_id == 7 else -1
        ),
    )
    assert told(world, 7)[0][0] == "位置"


def test_steps_of_another_plan_and_of_other_items_are_left_out(world: Store) -> None:
    world.write("导入", lambda s: plans.add_plan(s, big_draft(30)))
    world.write("修改标题", lambda s: items.set_title(s, 3, "别的"))
    assert [what for what, _, _ in told(world)] == ["新建"]


def test_a_deleted_item_that_came_back_keeps_its_history(world: Store) -> None:
    world.write("修改标题", lambda s: items.set_title(s, 2, "一"))
    world.write("删除", lambda s: items.delete_node(s, 2))
    assert history(world) == ()
    world.undo()
    assert [change.what for change in history(world) if not change.is_undone] == ["标题", "新建"]
