"""Whole plans: in and out again without a difference, listed, renamed, deleted."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from planner.core.draft import DraftPlan
from planner.core.errors import InputError, StepError
from planner.core.plan_document import plan_document
from planner.core.snapshot import snapshot_of_draft
from planner.importing import parse, read_file
from planner.services import Store, plans, units
from tests.builders import TITLE, big_draft, sample_draft
from tests.services.looking import assert_sound, dump
from tests.services.strategies import drafts

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*(ROOT / ".." / "shared" / "seeds").glob("*.txt"), *(ROOT / "tests/importing/plans").rglob("*.txt")])


def add(store: Store, draft: DraftPlan) -> int:
    return store.write("导入", lambda session: plans.add_plan(session, draft)).plan_ids[0]


@pytest.mark.parametrize("draft", [sample_draft(), big_draft(1), big_draft(30), DraftPlan(sample_draft().source)])
def test_a_plan_comes_out_as_it_went_in(store: Store, draft: DraftPlan) -> None:
    assert store.draft(add(store, draft)) == draft
    again = add(store, draft)
    assert store.draft(again) == draft
    assert_sound(store) if draft.nodes else None


@settings(max_examples=40, deadline=None)
@given(draft=drafts())
def test_any_draft_comes_out_as_it_went_in(draft: DraftPlan) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "planner.db") as store:
        empty = dump(store)
        add(store, big_draft(3))
        plan_id = add(store, draft)
        assert store.draft(plan_id) == draft
        full = dump(store)
        store.undo()
        store.undo()
        assert dump(store) == empty
        store.redo()
        store.redo()
        assert dump(store) == full


def test_the_plans_an_import_reads_come_out_as_they_went_in(store: Store) -> None:
    stored = 0
    for path in TEXTS:
        try:
            draft = parse(read_file(path))
        except InputError:
            continue
        found = store.draft(add(store, draft))
        assert plan_document(found) == plan_document(draft)
        stored += 1
    assert stored >= 1
    assert_sound(store)


def test_a_stored_plan_is_read_as_the_draft_is(store: Store) -> None:
    """What is printed from a file and what is printed from the store is the same but for the ids."""
    stored, read = store.snapshot(add(store, sample_draft())), snapshot_of_draft(sample_draft())
    assert stored.nodes == read.nodes
    assert (stored.head, stored.faults, stored.spans) == (read.head, read.faults, read.spans)


def test_the_list_says_what_is_in_each_plan(world: Store) -> None:
    add(world, DraftPlan(sample_draft().source))
    first, second = world.plans()
    assert (first.plan_id, first.title, first.year, first.stage) == (1, TITLE, 2031, "final")
    assert (first.section_count, first.item_count, first.fault_count, first.leftover_count) == (3, 12, 2, 2)
    assert (second.title, second.year, second.item_count) == (sample_draft().source.name, None, 0)


def test_a_plan_is_renamed_and_marked(world: Store) -> None:
    world.write("改名", lambda s: plans.set_title(s, 1, " 新的名称 "))
    world.write("稿次", lambda s: plans.set_stage(s, 1, "draft"))
    assert (world.plans()[0].title, world.snapshot(1).head.stage) == ("新的名称", "draft")
    world.write("稿次", lambda s: plans.set_stage(s, 1, None))
    assert world.plans()[0].stage is None
    for step in (lambda s: plans.set_title(s, 1, ""), lambda s: plans.set_stage(s, 1, "other")):
        with pytest.raises(StepError):
            world.write("不行", step)


def test_deleting_a_plan_leaves_the_others_and_the_units(world: Store) -> None:
    before = dump(world)
    names = [unit.name for unit in world.units()]
    other = add(world, big_draft(20))
    world.write("别名", lambda s: units.add_alias(s, 1, "别名"))
    world.undo()
    change = world.write("删除计划", lambda s: plans.delete_plan(s, other))
    assert change.removed
    assert dump(world) == before
    assert [unit.name for unit in world.units()] == names
    undone = world.undo()
    assert undone is not None
    assert not undone.removed
    assert world.draft(other) == big_draft(20)


@pytest.mark.parametrize("bad", ["空\x00字符", "半\ud83d个"])
def test_text_that_no_store_can_hold_is_refused_whole(store: Store, bad: str) -> None:
    from dataclasses import replace

    draft = sample_draft()
    nodes = (*draft.nodes[:-1], replace(draft.nodes[-1], body=bad))
    before = dump(store)
    for broken in (replace(draft, nodes=nodes), replace(draft, source=replace(draft.source, text=bad))):
        with pytest.raises(StepError) as caught:
            add(store, broken)
        assert caught.value.code == "BAD_CHARS"
        assert dump(store) == before


def test_ten_thousand_items_go_in_and_out(store: Store) -> None:
    draft = big_draft(10_000)
    before: dict[str, Any] = dump(store)
    plan_id = add(store, draft)
    plan = store.snapshot(plan_id)
    assert len(plan.items) == 10_000
    assert [plan.ordinals[node.node_id] for node in plan.items] == list(range(1, 10_001))
    assert store.draft(plan_id) == draft
    assert store.path.stat().st_size < 40_000_000
    store.undo()
    assert dump(store) == before
