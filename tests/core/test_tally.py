"""The counts of a plan: who has how many items, how far they are, each item once in the total."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import DraftTable, Person
from planner.core.progress import Status, StatusGroup
from planner.core.tally import Counter, Tallies
from planner.core.vocabulary import NodeKind, Role
from tests.core.nodes import due, node, part, plan, said, unit

GENERAL, TEACHING, FINANCE = unit(1, "综合股"), unit(2, "义教股"), unit(3, "财审股")
ALL = unit(8, "各股室", group=True)
GROUPS = ((8, (GENERAL, TEACHING, FINANCE)),)
DAY, SPRING = date(2031, 6, 30), date(2031, 3, 1)


def told(status: Status, **more: object) -> object:
    return said(SPRING, status, **more)


def counted(found: Tallies) -> dict[str, tuple[int, int]]:
    return {row.name: (len(row.led), len(row.joined)) for row in found.rows}


def test_an_item_of_two_leads_counts_for_either_and_once_in_the_total() -> None:
    first = node(1, assignments=(part(TEACHING), part(FINANCE), part(GENERAL, Role.PARTNER)))
    second = node(2, assignments=(part(FINANCE), part(GENERAL, Role.PARTNER)))
    found = Counter(plan(first, second), DAY).of_units()
    assert counted(found) == {"综合股": (0, 2), "义教股": (1, 0), "财审股": (2, 0)}
    assert (len(found.total.led), len(found.total.joined)) == (2, 2)
    assert found.nobody is None


def test_who_leads_and_joins_the_same_item_leads_it() -> None:
    item = node(1, assignments=(part(FINANCE), part(FINANCE, Role.PARTNER)))
    assert counted(Counter(plan(item), DAY).of_units()) == {"财审股": (1, 0)}


def test_items_that_nobody_leads_are_counted_apart() -> None:
    led, joined, bare = (
        node(1, assignments=(part(FINANCE),)),
        node(2, assignments=(part(FINANCE, Role.PARTNER),)),
        node(3),
    )
    found = Counter(plan(led, joined, bare), DAY).of_units()
    assert counted(found) == {"财审股": (1, 1)}
    assert found.nobody is not None
    assert [item.node_id for item in found.nobody.led] == [2, 3]
    assert len(found.total.led) == len(found.rows[0].led) + len(found.nobody.led)


def test_what_members_have_through_a_group_is_told() -> None:
    named = node(1, assignments=(part(FINANCE), part(ALL, Role.PARTNER)))
    grouped = node(2, assignments=(part(ALL),))
    found = Counter(plan(named, grouped, groups=GROUPS), DAY).of_units()
    assert counted(found) == {"综合股": (1, 1), "义教股": (1, 1), "财审股": (2, 0)}
    assert [row.by_group for row in found.rows] == [2, 2, 1]
    (share,) = found.groups
    assert (share.group.name, share.led, share.joined, share.members) == ("各股室", 1, 1, 3)


def test_states_are_those_of_the_items_led() -> None:
    items = [
        node(place, assignments=(part(FINANCE), part(GENERAL, Role.PARTNER)), entries=(told(status),))
        for place, status in enumerate(Status, 1)
        if status is not Status.OVERDUE
    ]
    found = Counter(plan(*items), DAY).of_units()
    general, finance = found.rows
    assert [finance.count(group) for group in StatusGroup] == [2, 1, 1, 1, 2]
    assert (finance.lasting, finance.paused) == (1, 1)
    assert [general.count(group) for group in StatusGroup] == [0] * 5
    assert general.rate is None
    assert finance.rate == pytest.approx(100 / 6), "seven led, one of them lasting"


def test_what_is_past_its_last_day_counts_among_what_is_behind() -> None:
    late = node(1, assignments=(part(FINANCE),), deadlines=(due(date(2031, 6, 29)),), entries=(told(Status.GOING),))
    done = node(2, assignments=(part(FINANCE),), deadlines=(due(date(2031, 6, 29)),), entries=(told(Status.DONE),))
    (row,) = Counter(plan(late, done), DAY).of_units().rows
    assert (row.overdue, row.count(StatusGroup.BEHIND), row.count(StatusGroup.GOING), row.rate) == (1, 1, 0, 50)
    (row,) = Counter(plan(late, done), date(2031, 6, 29)).of_units().rows
    assert (row.overdue, row.count(StatusGroup.GOING)) == (0, 1)


def test_a_part_of_the_items_and_of_the_units_can_be_counted() -> None:
    items = [node(place, assignments=(part(FINANCE), part(GENERAL, Role.PARTNER))) for place in (1, 2, 3)]
    counter = Counter(plan(*items), DAY, frozenset({1, 3}))
    assert counted(counter.of_units()) == {"综合股": (0, 2), "财审股": (2, 0)}
    only = counter.of_units(("财审股",))
    assert counted(only) == {"财审股": (2, 0)}
    assert (len(only.total.led), len(only.total.joined)) == (2, 0)


def test_parts_of_the_plan_are_counted_with_all_that_is_below_them() -> None:
    nodes = (
        node(1, NodeKind.SECTION, number="一、", title="强校"),
        node(2, NodeKind.SECTION, 1, number="（一）", title="食堂"),
        node(3, parent=2, assignments=(part(FINANCE), part(GENERAL, Role.PARTNER)), entries=(told(Status.DONE),)),
        node(4, parent=1, assignments=(part(FINANCE),)),
        node(5, NodeKind.SECTION, number="二、", title="强师"),
        node(6, parent=5),
        node(7),
        node(8),
    )
    table = DraftTable("附表", (), (8,))
    found = Counter(replace(plan(*nodes), tables=(table,)), DAY).of_sections()
    rows = [(row.name, len(row.led), row.lead_units, row.partner_units, row.rate) for row in found.rows]
    assert rows == [("一、强校", 2, 1, 1, 50), ("二、强师", 1, 0, 0, 0), ("附表", 1, 0, 0, 0)]
    assert found.nobody is not None
    assert [item.node_id for item in found.nobody.led] == [7]
    assert len(found.total.led) == 5


def test_a_leader_has_the_items_that_name_him_else_those_of_his_units() -> None:
    general, finance = replace(GENERAL, leader="林向禾"), replace(FINANCE, leader="周明")
    named = node(1, assignments=(part(finance),), persons=(Person("牵头领导", "何青"), Person("联系人", "陈安")))
    drawn = node(2, assignments=(part(finance), part(general, Role.PARTNER)))
    bare = node(3, assignments=(part(TEACHING),))
    found = Counter(plan(named, drawn, bare), DAY).of_leaders()
    assert counted(found) == {"何青": (1, 0), "周明": (1, 0), "林向禾": (0, 1)}
    assert found.nobody is not None
    assert [item.node_id for item in found.nobody.led] == [3]
