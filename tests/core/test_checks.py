"""What the checks find in a plan, each thing once and at its place."""

from dataclasses import replace

import pytest

from planner.core.checks import CheckKind, checks_of, mattering
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import Role, UnitKind
from tests.builders import ALL_UNITS, FINANCE, SCHOOLS, TEACHERS, lead, partner, sample_draft


def found(plan):
    return {check.kind: check for check in checks_of(plan)}


def with_units(*assignments):
    """Return the known plan, its seventh node having these units."""
    draft = sample_draft()
    nodes = tuple(replace(node, assignments=assignments) if node.node_id == 7 else node for node in draft.nodes)
    return snapshot_of_draft(replace(draft, nodes=nodes))


@pytest.fixture
def plan():
    return snapshot_of_draft(sample_draft())


def test_an_item_that_nobody_leads_is_found_and_its_steps_are_not(plan):
    check = found(plan)[CheckKind.NO_LEAD]
    assert [one.node.title for one in check.findings] == ["做好控辍保学"]
    assert check.matters
    assert check.item_ids == (7,)


def test_partners_alone_are_no_lead():
    assert CheckKind.NO_LEAD in found(with_units(partner(FINANCE)))
    assert CheckKind.NO_LEAD not in found(with_units(lead(FINANCE)))


def test_a_unit_with_both_roles_and_a_unit_named_twice_are_told_apart():
    plan = with_units(lead(FINANCE), lead(TEACHERS), lead(TEACHERS), partner(FINANCE))
    both, twice = found(plan)[CheckKind.BOTH_ROLES], found(plan)[CheckKind.TWICE]
    assert [(one.node.node_id, one.unit.name) for one in both.findings] == [(7, FINANCE)]
    assert [(one.node.node_id, one.unit.name) for one in twice.findings] == [(7, TEACHERS)]


def test_what_a_section_handed_down_beside_the_own_units_is_no_double():
    plan = with_units(lead(FINANCE), partner(FINANCE, inherited_from=1))
    assert CheckKind.BOTH_ROLES not in found(plan)


def test_a_group_without_members_is_found_once_with_how_often_it_stands_there(plan):
    check = found(plan)[CheckKind.OPEN_GROUP]
    assert [(one.unit.name, one.count) for one in check.findings] == [(SCHOOLS, 3), (ALL_UNITS, 1)]
    assert check.unit_names == (SCHOOLS, ALL_UNITS)
    group = check.findings[0].unit
    fixed = replace(plan, groups=((group.unit_id, (plan.by_id[2].leads[0].unit,)),))
    assert [one.unit.name for one in found(fixed)[CheckKind.OPEN_GROUP].findings] == [ALL_UNITS]


def test_a_retired_unit_is_found_where_it_works(plan):
    def retired(one):
        return replace(one, unit=replace(one.unit, is_retired=True)) if one.unit.name == TEACHERS else one

    nodes = tuple(replace(node, assignments=tuple(map(retired, node.assignments))) for node in plan.nodes)
    check = found(replace(plan, nodes=nodes))[CheckKind.RETIRED]
    assert {one.unit.name for one in check.findings} == {TEACHERS}
    assert len(check.findings) == 2


def test_units_of_the_register_without_work_are_remarks_unless_a_group_stands_for_them(plan):
    used = {one.unit.unit_id: one.unit for node in plan.nodes for one in node.assignments}
    group = next(unit for unit in used.values() if unit.is_group)
    idle = replace(group, unit_id=90, name="电教站", kind=UnitKind.AFFILIATE, order=90)
    away = replace(idle, unit_id=91, name="函授站", is_retired=True)
    registered = replace(plan, register=(*used.values(), idle, away))
    check = found(registered)[CheckKind.IDLE]
    assert [one.unit.name for one in check.findings] == ["电教站"]
    assert not check.matters
    grouped = replace(registered, groups=((group.unit_id, (idle,)),))
    assert CheckKind.IDLE not in found(grouped)


def test_items_without_a_deadline_and_units_without_a_kind_are_remarks(plan):
    deadlines, unsorted = found(plan)[CheckKind.NO_DEADLINE], found(plan)[CheckKind.UNSORTED]
    assert len(deadlines.findings) == len(plan.items) - 2
    assert {one.unit.name for one in unsorted.findings} >= {FINANCE, TEACHERS}
    assert mattering(checks_of(plan)) == 3


def test_a_sound_plan_has_nothing_to_tell(plan):
    unit = replace(plan.by_id[2].leads[0].unit, kind=UnitKind.OFFICE)
    own = replace(plan.by_id[2].leads[0], unit=unit)
    item = replace(plan.by_id[2], assignments=(own,))
    assert own.role is Role.LEAD
    assert checks_of(replace(plan, nodes=(item,), groups=())) == ()
