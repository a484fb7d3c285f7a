"""Who has a part in which item: once each, leading before joining, named before reached by a group."""

from planner.core.involvement import by_unit, involvements
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import NodeKind, Role
from tests.core.nodes import node, part, plan, unit

GENERAL, TEACHING, FINANCE = unit(1, "综合股"), unit(2, "义教股"), unit(3, "财审股")
ALL, SOME = unit(8, "各股室", group=True), unit(9, "相关股室", group=True)
GROUPS = ((8, (GENERAL, TEACHING, FINANCE)),)


def listed(found: PlanSnapshot, *, inherited: bool = False) -> list[tuple[int, str, str, str]]:
    return [
        (one.item.node_id, one.unit.name, one.role.value, one.group.name if one.group else "")
        for one in involvements(found, inherited=inherited)
    ]


def test_units_come_as_the_source_names_them_leads_first() -> None:
    item = node(1, assignments=(part(FINANCE, Role.PARTNER), part(TEACHING), part(GENERAL)))
    assert listed(plan(item)) == [(1, "义教股", "lead", ""), (1, "综合股", "lead", ""), (1, "财审股", "partner", "")]


def test_the_members_of_a_group_stand_for_it() -> None:
    item = node(1, assignments=(part(TEACHING), part(ALL, Role.PARTNER)))
    assert listed(plan(item, groups=GROUPS)) == [
        (1, "义教股", "lead", ""),
        (1, "综合股", "partner", "各股室"),
        (1, "财审股", "partner", "各股室"),
    ]


def test_a_group_without_members_counts_itself_so_that_nobody_is_missing() -> None:
    item = node(1, assignments=(part(TEACHING), part(SOME, Role.PARTNER)))
    assert listed(plan(item, groups=GROUPS)) == [(1, "义教股", "lead", ""), (1, "相关股室", "partner", "")]


def test_a_part_named_goes_before_one_by_group_and_leading_before_both() -> None:
    joined = node(1, assignments=(part(ALL, Role.PARTNER), part(FINANCE, Role.PARTNER)))
    assert (1, "财审股", "partner", "") in listed(plan(joined, groups=GROUPS))
    led = node(1, assignments=(part(FINANCE, Role.PARTNER), part(ALL)))
    assert (1, "财审股", "lead", "各股室") in listed(plan(led, groups=GROUPS))
    assert len(listed(plan(led, groups=GROUPS))) == 3, "each once"


def test_a_unit_of_a_step_alone_has_its_part_in_the_item() -> None:
    nodes = (
        node(1, assignments=(part(TEACHING),)),
        node(2, NodeKind.STEP, 1, assignments=(part(FINANCE), part(TEACHING, Role.PARTNER))),
        node(3, NodeKind.STEP, 2, assignments=(part(FINANCE),)),
    )
    found = involvements(plan(*nodes))
    assert [(one.item.node_id, one.unit.name, one.role) for one in found] == [
        (1, "义教股", Role.LEAD),
        (1, "财审股", Role.LEAD),
    ]
    assert [step.node_id for step in found[1].steps] == [2, 3]
    assert found[0].steps == ()


def test_what_a_rule_gives_counts_only_where_nothing_else_is_named_or_it_is_asked_for() -> None:
    inherited = part(GENERAL, inherited_from=9)
    bare = node(1, assignments=(inherited,))
    own = node(2, assignments=(part(TEACHING), inherited))
    partners = node(3, assignments=(part(FINANCE, Role.PARTNER), inherited))
    found = plan(bare, own, partners)
    assert listed(found) == [
        (1, "综合股", "lead", ""),
        (2, "义教股", "lead", ""),
        (3, "综合股", "lead", ""),
        (3, "财审股", "partner", ""),
    ]
    assert (2, "综合股", "lead", "") in listed(found, inherited=True)


def test_units_are_listed_in_their_order_of_print_and_their_items_in_plan_order() -> None:
    last, first = unit(1, "甲股", order=9), unit(2, "乙股", order=1)
    found = plan(node(5, assignments=(part(last), part(first))), node(2, assignments=(part(last),)))
    grouped = by_unit(involvements(found))
    assert list(grouped) == [2, 1]
    assert [one.item.node_id for one in grouped[1]] == [5, 2]
