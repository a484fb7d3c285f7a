"""Ticks of repeating duties."""

from datetime import date

from planner.services import Store, duties, items
from tests.services.looking import dump

MARCH, JUNE, TODAY = date(2031, 3, 31), date(2031, 6, 30), date(2031, 4, 2)


def test_each_point_has_its_own_tick(world: Store) -> None:
    before = dump(world)
    world.write("完成", lambda s: duties.tick(s, 2, JUNE, TODAY))
    world.write("完成", lambda s: duties.tick(s, 2, MARCH, TODAY))
    assert world.snapshot(1).by_id[2].ticks == (MARCH, JUNE)
    assert world.write("完成", lambda s: duties.tick(s, 2, MARCH, TODAY)).sequence == 0
    world.write("未完成", lambda s: duties.untick(s, 2, MARCH))
    assert world.snapshot(1).by_id[2].ticks == (JUNE,)
    while world.undo_name != "导入":
        world.undo()
    assert dump(world) == before


def test_ticks_go_with_the_item_and_come_back_with_it(world: Store) -> None:
    world.write("完成", lambda s: duties.tick(s, 2, JUNE, TODAY))
    world.write("删除", lambda s: items.delete_node(s, 2))
    world.undo()
    assert world.snapshot(1).by_id[2].ticks == (JUNE,)


def test_ticks_go_over_to_the_item_that_is_joined_with(world: Store) -> None:
    around = world.snapshot(1).children[1]
    first, second, *_ = (node.node_id for node in around if node.kind == "item")
    world.write("完成", lambda s: duties.tick(s, first, JUNE, TODAY))
    for day in (MARCH, JUNE):
        world.write("完成", lambda s, day=day: duties.tick(s, second, day, TODAY))
    before = dump(world)
    world.write("合并", lambda s: items.join_next(s, first))
    assert world.snapshot(1).by_id[first].ticks == (MARCH, JUNE)
    world.undo()
    assert dump(world) == before
