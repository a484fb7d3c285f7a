"""What units do is counted as the prints count it, over all plans."""

from datetime import date

from planner.core.customs import Customs
from planner.core.involvement import by_unit, involvements
from planner.core.progress import Status
from planner.core.vocabulary import Role
from planner.services import Store, assignments, groups, plans, progress, unit_work
from planner.services.records import UnitTally
from tests.builders import ALL_UNITS, FINANCE, GENERAL, INSPECTION, SCHOOLS, TEACHERS, big_draft

DAY = date(2031, 5, 1)


def unit_id(store: Store, name: str) -> int:
    return next(unit.unit_id for unit in store.units() if unit.name == name)


def counted(store: Store, plan_id: int) -> dict[int, tuple[int, int, int]]:
    """Return the counts by the rule of the prints, and for a group where it is named."""
    plan = store.snapshot(plan_id)
    found = {}
    for unit, parts in by_unit(involvements(plan)).items():
        direct = [part.role for part in parts if part.group is None]
        found[unit] = (direct.count(Role.LEAD), direct.count(Role.PARTNER), len(parts) - len(direct))
    return found


def told(store: Store, plan_id: int) -> dict[int, tuple[int, int, int]]:
    rows: tuple[UnitTally, ...] = store.read(unit_work.tallies)
    return {row.unit_id: (row.leads, row.joins, row.by_group) for row in rows if row.plan_id == plan_id}


def listed(store: Store, name: str) -> list[tuple[int, str, Role, str]]:
    unit = unit_id(store, name)
    tasks = store.read(lambda connection: unit_work.tasks(connection, unit, DAY, {}))
    return [(task.plan_id, task.item.title, task.role, task.group) for task in tasks]


def test_the_counts_are_those_of_the_prints(world: Store) -> None:
    world.write("导入", lambda s: plans.add_plan(s, big_draft(30)))
    assert told(world, 1) == counted(world, 1)
    assert told(world, 2) == counted(world, 2)


def test_a_group_stands_for_its_members_by_the_plans_own_list_first(world: Store) -> None:
    group = unit_id(world, ALL_UNITS)
    world.write("成员", lambda s: groups.set_members(s, group, [GENERAL, FINANCE]))
    expected = counted(world, 1)
    assert {unit: told(world, 1)[unit] for unit in expected} == expected
    assert told(world, 1)[unit_id(world, GENERAL)] == (1, 1, 1)
    assert told(world, 1)[unit_id(world, FINANCE)] == (1, 3, 0)
    world.write("成员", lambda s: groups.set_members(s, group, [TEACHERS], 1))
    assert told(world, 1)[unit_id(world, GENERAL)] == (1, 1, 0)
    assert told(world, 1)[group] == (0, 1, 0)


def test_a_unit_of_a_step_has_its_part_in_the_item_and_what_a_section_gave_counts(world: Store) -> None:
    world.write("分派", lambda s: assignments.set_units(s, 4, Role.PARTNER, [INSPECTION]))
    assert told(world, 1) == counted(world, 1)
    assert (1, "管好校园每一餐", Role.PARTNER, "") in listed(world, INSPECTION)
    assert (1, "用好督学责任区", Role.LEAD, "") in listed(world, INSPECTION)


def test_the_tasks_stand_in_plan_order_the_newest_plan_first(world: Store) -> None:
    world.write("导入", lambda s: plans.add_plan(s, big_draft(20)))
    world.write("移动", lambda s: assignments.set_units(s, 7, Role.LEAD, [FINANCE]))
    found = listed(world, FINANCE)
    assert [plan_id for plan_id, *_ in found] == sorted((plan_id for plan_id, *_ in found), reverse=True)
    order = [node.title for node in world.snapshot(1).items]
    titles = [title for plan_id, title, *_ in found if plan_id == 1]
    assert titles == sorted(titles, key=order.index)
    assert titles[0] == "补齐乡村学校的短板"


def test_a_task_by_a_group_names_it_unless_the_unit_is_named_itself(world: Store) -> None:
    group = unit_id(world, SCHOOLS)
    world.write("成员", lambda s: groups.set_members(s, group, ["一中", TEACHERS]))
    assert {task[3] for task in listed(world, "一中")} == {SCHOOLS}
    world.write("分派", lambda s: assignments.set_units(s, 6, Role.LEAD, ["一中"]))
    assert (1, "开齐开足音体美课程", Role.LEAD, "") in listed(world, "一中")


def test_a_task_tells_its_deadline_and_how_it_stands_by_the_plans_customs(world: Store) -> None:
    def task(customs: dict[int, Customs]):
        unit = unit_id(world, TEACHERS)
        return world.read(lambda connection: unit_work.tasks(connection, unit, DAY, customs))[0]

    assert task({}).item.deadlines[0].text == "2031年8月底前"
    assert task({}).state.status is Status.IDLE
    world.write("登记", lambda s: progress.set_status(s, 9, Status.GOING, DAY))
    assert task({}).state.word == Status.GOING.value
    own = Customs(status_words=((Status.GOING, "抓紧办"),))
    assert task({1: own}).state.word == "抓紧办"
