"""Which items a filter wants, and what the sub-title says of it."""

from datetime import date

from planner.core.filtering import ItemFilter
from planner.core.progress import Status
from planner.core.vocabulary import NodeKind, Role
from tests.core.nodes import due, node, part, plan, said, unit

DAY = date(2031, 6, 30)
LEADING, JOINING, MEMBER = unit(1, "综合股"), unit(2, "义教股"), unit(3, "财审股")
GROUP, OPEN_GROUP = unit(8, "各股室", group=True), unit(9, "相关股室", group=True)

PLAN = plan(
    node(1, NodeKind.SECTION, title="办好学校"),
    node(2, NodeKind.SECTION, 1, title="校舍"),
    node(3, parent=2, assignments=(part(LEADING), part(JOINING, Role.PARTNER)), deadlines=(due(date(2031, 6, 29)),)),
    node(
        4,
        parent=1,
        assignments=(part(JOINING), part(GROUP, Role.PARTNER)),
        deadlines=(due(DAY),),
        entries=(said(date(2031, 3, 1), Status.DONE),),
    ),
    node(5, NodeKind.SECTION, title="建强队伍"),
    node(
        6,
        parent=5,
        assignments=(part(OPEN_GROUP),),
        entries=(said(date(2031, 3, 1), Status.BEHIND), said(date(2031, 6, 1), Status.EXTENSION, entry_id=2)),
        deadlines=(due(date(2031, 7, 31)),),
    ),
    node(7, NodeKind.STEP, 6, title="招聘教师", assignments=(part(LEADING),)),
    node(8, parent=5, deadlines=(due(None, "长期坚持", "lasting"),)),
    groups=((8, (LEADING, MEMBER)),),
)


def chosen(wanted: ItemFilter, day: date = DAY) -> list[int]:
    return sorted(wanted.chosen(PLAN, day))


def test_an_empty_filter_wants_all_items_and_says_nothing() -> None:
    assert ItemFilter().is_empty
    assert chosen(ItemFilter()) == [3, 4, 6, 8]
    assert ItemFilter().words(PLAN) == ""


def test_a_unit_is_found_where_it_is_named_by_a_group_or_by_a_step() -> None:
    assert chosen(ItemFilter(units=("综合股",))) == [3, 4, 6]
    assert chosen(ItemFilter(units=("综合股",), role=Role.PARTNER)) == [4]
    assert chosen(ItemFilter(units=("综合股",), role=Role.LEAD)) == [3, 6]
    assert chosen(ItemFilter(units=("财审股",))) == [4]
    assert chosen(ItemFilter(units=("财审股", "义教股"))) == [3, 4]


def test_a_group_is_found_by_its_own_name_whether_its_members_are_fixed_or_not() -> None:
    assert chosen(ItemFilter(units=("各股室",))) == [4]
    assert chosen(ItemFilter(units=("相关股室",))) == [6]
    assert chosen(ItemFilter(units=("各股室",), role=Role.LEAD)) == []


def test_a_unit_that_a_rule_gives_beside_the_own_ones_is_not_found_as_in_the_lists() -> None:
    found = plan(node(1, assignments=(part(JOINING), part(LEADING, inherited_from=5))))
    assert ItemFilter(units=("综合股",)).chosen(found, DAY) == frozenset()


def test_a_section_holds_all_items_below_it() -> None:
    assert chosen(ItemFilter(sections=(1,))) == [3, 4]
    assert chosen(ItemFilter(sections=(2,))) == [3]
    assert chosen(ItemFilter(sections=(2, 5))) == [3, 6, 8]


def test_a_status_is_that_of_the_day_asked_for() -> None:
    overdue = ItemFilter(statuses=(Status.OVERDUE,))
    assert chosen(overdue) == [3]
    assert chosen(overdue, date(2031, 6, 29)) == []
    assert chosen(ItemFilter(statuses=(Status.DONE, Status.LASTING))) == [4, 8]
    assert chosen(ItemFilter(statuses=(Status.DONE,)), date(2031, 2, 28)) == []


def test_what_asks_for_more_time_is_found_by_that_and_by_what_it_was() -> None:
    for status in (Status.EXTENSION, Status.BEHIND):
        assert chosen(ItemFilter(statuses=(status,))) == [6]
    assert 6 in chosen(ItemFilter(statuses=(Status.OVERDUE,)), date(2031, 8, 1))


def test_due_is_what_is_open_and_late_or_due_by_the_day() -> None:
    assert chosen(ItemFilter(due_by=DAY)) == [3]
    assert chosen(ItemFilter(due_by=date(2031, 7, 31))) == [3, 6]
    assert chosen(ItemFilter(due_by=DAY), date(2031, 2, 1)) == [3, 4]


def test_a_text_is_found_in_an_item_and_in_its_steps() -> None:
    assert chosen(ItemFilter(text="招聘")) == [6]
    assert chosen(ItemFilter(text="任务3")) == [3]


def test_all_choices_together_narrow() -> None:
    assert chosen(ItemFilter(units=("综合股",), sections=(1,), due_by=DAY)) == [3]


def test_the_sub_title_says_the_filter() -> None:
    wanted = ItemFilter(("综合股",), Role.LEAD, (5,), (Status.BEHIND, Status.OVERDUE), DAY)
    assert wanted.words(PLAN) == "仅列综合股牵头，“建强队伍”部分，状态为滞后、逾期，2031年6月30日前到期、未完成的任务"
    assert not wanted.is_empty
