"""What a change for many nodes would leave in each of them."""

from dataclasses import replace

import pytest

from planner.core.bulk import BulkChange, BulkVerb, planned, targets
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import Role
from tests.builders import FINANCE, GENERAL, INSPECTION, SAFETY, TEACHERS, lead, partner, sample_draft


@pytest.fixture
def plan():
    return snapshot_of_draft(sample_draft())


def after(change, *assignments):
    draft = sample_draft()
    nodes = tuple(replace(node, assignments=assignments) if node.node_id == 7 else node for node in draft.nodes)
    node = snapshot_of_draft(replace(draft, nodes=nodes)).by_id[7]
    return next(((one.leads, one.partners) for one in planned([node], change)), None)


def of(verb, role, *names, old=""):
    return BulkChange(verb, role, names, old)


def test_to_set_is_to_have_these_alone_and_in_one_role():
    change = of(BulkVerb.SET, Role.LEAD, FINANCE, GENERAL)
    assert after(change, lead(SAFETY), partner(FINANCE), partner(TEACHERS)) == ((FINANCE, GENERAL), (TEACHERS,))
    change = of(BulkVerb.SET, Role.PARTNER, SAFETY)
    assert after(change, lead(SAFETY), partner(TEACHERS)) == ((), (SAFETY,))


def test_to_add_keeps_who_is_there_and_takes_the_other_role_away():
    change = of(BulkVerb.ADD, Role.PARTNER, FINANCE)
    assert after(change, lead(SAFETY), partner(TEACHERS)) == ((SAFETY,), (TEACHERS, FINANCE))
    assert after(change, lead(FINANCE), lead(SAFETY)) == ((SAFETY,), (FINANCE,))
    assert after(change, partner(FINANCE), partner(TEACHERS)) == ((), (FINANCE, TEACHERS))


def test_to_replace_keeps_the_place_and_names_nobody_twice():
    change = of(BulkVerb.REPLACE, None, TEACHERS, old=FINANCE)
    assert after(change, lead(FINANCE), lead(SAFETY), partner(GENERAL)) == ((TEACHERS, SAFETY), (GENERAL,))
    assert after(change, lead(FINANCE), partner(TEACHERS)) == ((TEACHERS,), ())
    assert after(change, lead(TEACHERS), partner(FINANCE)) == ((TEACHERS,), ())
    assert after(change, lead(SAFETY)) is None


def test_one_role_alone_is_replaced_or_taken_away_from():
    swap = of(BulkVerb.REPLACE, Role.PARTNER, TEACHERS, old=FINANCE)
    assert after(swap, lead(FINANCE), partner(GENERAL)) is None
    gone = of(BulkVerb.REMOVE, Role.PARTNER, FINANCE, GENERAL)
    assert after(gone, lead(GENERAL), partner(FINANCE), partner(GENERAL)) == ((GENERAL,), ())


def test_items_are_meant_where_units_come_to_be_and_all_nodes_where_they_go(plan):
    fills, takes = of(BulkVerb.SET, Role.LEAD, FINANCE), of(BulkVerb.REMOVE, None, FINANCE)
    assert [node.node_id for node in targets(plan, {1}, fills)] == [2, 3, 6, 7]
    assert [node.node_id for node in targets(plan, {1}, takes)] == [1, 2, 3, 4, 5, 6, 7]
    assert [node.node_id for node in targets(plan, {4, 7}, fills)] == [4, 7]
    tops = {node.node_id for node in plan.nodes if node.parent_id is None}
    assert len(targets(plan, tops, fills)) == len(plan.items)


def test_what_a_section_handed_down_follows_it(plan):
    change = of(BulkVerb.REPLACE, None, FINANCE, old=INSPECTION)
    found = planned(plan.nodes, change)
    assert [(one.node.node_id, one.follows) for one in found] == [(11, False), (13, True), (14, True), (15, True)]
    alone = planned([plan.by_id[13]], change)
    assert [one.follows for one in alone] == [False]


def test_a_change_is_whole_when_all_it_needs_is_said():
    assert not of(BulkVerb.SET, Role.LEAD).is_whole
    assert not of(BulkVerb.REPLACE, None, FINANCE).is_whole
    assert not of(BulkVerb.REPLACE, None, FINANCE, old=FINANCE).is_whole
    assert not of(BulkVerb.ADD, None, FINANCE).is_whole
    assert of(BulkVerb.REMOVE, None, FINANCE).is_whole


def test_a_node_that_has_it_already_is_no_change(plan):
    change = of(BulkVerb.ADD, Role.LEAD, TEACHERS)
    marks = {one.node.node_id: one.is_change for one in planned(targets(plan, {8}, change), change)}
    assert marks == {9: False, 10: False}
