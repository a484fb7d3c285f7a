"""All plans at once: the latest versions alone, and of each what lists count is what its whole snapshot says."""

from datetime import date

from planner.core.agenda import due_lines
from planner.core.involvement import involvements
from planner.core.progress import Status
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind
from planner.services import Store, groups, overview, plans, progress
from tests.builders import SAFETY, SCHOOLS, TEACHING, TITLE, big_draft, sample_draft

DAY = date(2031, 9, 15)


def add(store: Store, draft, earlier_id: int | None = None) -> int:
    change = store.write("导入", lambda session: plans.add_plan(session, draft, earlier_id))
    return change.plan_ids[0]


def test_what_lists_need_is_what_the_whole_plan_says(store: Store) -> None:
    for draft in (sample_draft(), big_draft(30)):
        add(store, draft)
    units = {unit.name: unit.unit_id for unit in store.units()}
    first = store.snapshot(store.plans()[0].plan_id)
    store.write("成员", lambda session: groups.set_members(session, units[SCHOOLS], [TEACHING, SAFETY]))
    done = next(item for item in first.items if item.deadlines)
    store.write("状态", lambda session: progress.set_status(session, done.node_id, Status.DONE, DAY))
    for found in overview.latest_plans(store):
        whole = store.snapshot(found.plan_id)
        assert (found.head.title, found.head.years) == (whole.head.title, whole.head.years)
        assert [(one.node_id, one.parent_id, one.level, one.number, one.title) for one in found.nodes] == [
            (one.node_id, one.parent_id, one.level, one.number, one.title) for one in whole.nodes
        ]
        assert found.ordinals == whole.ordinals
        assert [one.assignments for one in found.nodes] == [one.assignments for one in whole.nodes]
        assert [one.deadlines for one in found.nodes] == [one.deadlines for one in whole.nodes]
        assert found.members == whole.members
        parts = [[(one.item.node_id, one.unit, one.role, one.group) for one in involvements(p)] for p in (found, whole)]
        assert parts[0] == parts[1]
        for mine, its in zip(found.items, whole.items, strict=True):
            state, other = standing(mine, DAY), standing(its, DAY)
            assert (state.status, state.light, state.percent, state.due_on) == (
                other.status,
                other.light,
                other.percent,
                other.due_on,
            )
        assert [(line.node.node_id, line.due_on, line.is_late) for line in due_lines(found, DAY)] == [
            (line.node.node_id, line.due_on, line.is_late) for line in due_lines(whole, DAY)
        ]


def test_a_plan_that_has_a_later_version_is_left_out(store: Store) -> None:
    from planner.services import versions

    older, newer = add(store, sample_draft()), add(store, sample_draft())
    store.write("版本", lambda session: versions.link(session, newer, older))
    assert [plan.plan_id for plan in overview.latest_plans(store)] == [newer]


def test_open_doubts_are_counted_for_each_plan(store: Store) -> None:
    plan_id = add(store, sample_draft())
    snapshot = store.snapshot(plan_id)
    wanted = sum(fault.severity != "note" for fault in snapshot.open_faults)
    assert wanted
    assert overview.open_doubts(store) == {plan_id: wanted}
    assert [plan.title for plan in store.plans()] == [TITLE]
    assert any(node.kind is NodeKind.STEP for node in snapshot.nodes)


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert overview.latest_plans(store) == ()
    assert overview.open_doubts(store) == {}
