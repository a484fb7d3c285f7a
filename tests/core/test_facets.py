"""The choices of a filter, and how many items each would leave."""

from dataclasses import replace
from datetime import date

from planner.core.facets import FACETS, choices_of
from planner.core.filtering import ItemFilter
from planner.core.progress import Status
from planner.core.traits import Gap, Reach, Traits
from planner.core.vocabulary import Role
from tests.core.test_filtering import DAY, PLAN


def offered(facet: str, chosen: ItemFilter, marked: tuple[int, ...] = ()) -> list[tuple[str, int]]:
    return [(one.words, one.count) for one in choices_of(facet, Traits(PLAN, DAY), chosen, marked)]


def test_every_count_is_what_the_choice_leaves() -> None:
    traits = Traits(PLAN, DAY)
    for chosen in (ItemFilter(), ItemFilter(units=("综合股",)), ItemFilter(text="任务"), ItemFilter(due_by=DAY)):
        for facet in FACETS:
            for choice in choices_of(facet, traits, chosen, (3, 6)):
                if not choice.is_taken and (facet in ("part", "due", "gaps", "nodes") or not getattr(chosen, facet)):
                    left = choice.turned.chosen(PLAN, DAY)
                    assert choice.count == len(left), (facet, choice.words)


def test_units_come_in_their_order_with_those_of_groups() -> None:
    assert offered("units", ItemFilter()) == [
        ("综合股", 3),
        ("义教股", 2),
        ("财审股", 1),
        ("各股室", 1),
        ("相关股室", 1),
    ]
    assert offered("units", ItemFilter(role=Role.LEAD)) == [("综合股", 2), ("义教股", 1), ("相关股室", 1)]
    assert offered("units", ItemFilter(reach=Reach.GROUP)) == [("综合股", 1), ("财审股", 1)]


def test_another_unit_is_counted_by_itself_and_taken_beside_the_first() -> None:
    second = choices_of("units", Traits(PLAN, DAY), ItemFilter(units=("义教股",)))[0]
    assert (second.words, second.count) == ("综合股", 3)
    assert second.turned.units == ("综合股", "义教股")


def test_a_choice_that_is_taken_is_given_back() -> None:
    chosen = ItemFilter(statuses=(Status.DONE,), gaps=(Gap.NO_LEAD,), due_by=DAY, nodes=(3,))
    for facet in ("statuses", "gaps", "due", "nodes"):
        taken = [one for one in choices_of(facet, Traits(PLAN, DAY), chosen) if one.is_taken]
        assert len(taken) == 1
        name = {"due": "due_by"}.get(facet, facet)
        assert taken[0].turned == replace(chosen, **{name: getattr(ItemFilter(), name)})


def test_what_an_item_wants_is_counted_beside_the_rest() -> None:
    assert dict(offered("gaps", ItemFilter())) == {"未定牵头": 1, "按位置推定牵头": 0, "未报进展": 1, "无时限": 0}
    assert dict(offered("gaps", ItemFilter(gaps=(Gap.NO_LEAD,))))["未报进展"] == 0


def test_the_part_is_asked_of_units_alone() -> None:
    assert offered("part", ItemFilter()) == []
    assert ("牵头", 2) in offered("part", ItemFilter(units=("综合股",)))


def test_ticked_nodes_can_be_chosen() -> None:
    assert offered("nodes", ItemFilter()) == []
    assert offered("nodes", ItemFilter(), (3, 6)) == [("只看勾选的 2 项", 2)]


def test_the_days_are_told_with_their_names() -> None:
    words = [words for words, _count in offered("due", ItemFilter(due_by=date(2032, 2, 1)))]
    assert words[0] == "今天（6月30日）前未完成"
    assert words[-1] == "2032年2月1日前未完成"
