"""Filters as text and back, and for another plan."""

from datetime import date

import pytest

from planner.core.filtering import ItemFilter
from planner.core.progress import Light, Status, StatusGroup
from planner.core.traits import Gap, Reach
from planner.core.views import USUAL_VIEWS, View, packed, unpacked, view_of
from planner.core.vocabulary import NodeKind, Role
from tests.core.nodes import node, plan
from tests.core.test_filtering import DAY, PLAN

FULL = ItemFilter(
    units=("综合股", "义教股"),
    role=Role.LEAD,
    statuses=(Status.BEHIND,),
    due_by=date(2031, 9, 30),
    text="校舍 jyjx",
    reach=Reach.NAMED,
    groups=(StatusGroup.BEHIND,),
    lights=(Light.RED, Light.BLUE),
    months=(0, 9),
    due_from=date(2031, 1, 1),
    leaders=("某某",),
    gaps=(Gap.NO_LEAD, Gap.NO_DAY),
    nodes=(3, 4),
)


@pytest.mark.parametrize("chosen", [ItemFilter(), FULL, *(view.chosen for view in USUAL_VIEWS)])
def test_a_filter_is_the_same_when_it_is_read_back(chosen: ItemFilter) -> None:
    assert unpacked(7, "某视图", packed(View(0, "某视图", chosen))) == View(7, "某视图", chosen)


@pytest.mark.parametrize(
    "stored", ["", "[]", "{", '{"units": 3}', '{"statuses": ["没有"]}', '{"due_by": "x"}', '{"months": [true, 13]}']
)
def test_what_cannot_be_read_is_left_out(stored: str) -> None:
    assert unpacked(1, "某视图", stored).chosen.is_empty


def test_sections_are_found_again_in_another_plan_by_their_headings() -> None:
    view = view_of(PLAN, "队伍", ItemFilter(sections=(5,)))
    assert view.filter_for(PLAN) == ItemFilter(sections=(5,))
    other = plan(node(11, NodeKind.SECTION, number="5.", title="建强 队伍"), node(12, parent=11))
    again = unpacked(1, "队伍", packed(view)).filter_for(other)
    assert again.chosen(other, DAY) == {12}


def test_what_the_other_plan_has_not_is_said_and_finds_nothing() -> None:
    other = plan(node(11, NodeKind.SECTION, title="别的"), node(12, parent=11))
    for chosen, words in ((ItemFilter(sections=(5,)), "部分"), (ItemFilter(units=("综合股",)), "综合股")):
        wanted = view_of(PLAN, "某视图", chosen).filter_for(other)
        assert wanted.chosen(other, DAY) == frozenset()
        assert words in wanted.missing_in(other)[0]
