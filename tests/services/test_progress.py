"""Reports of items: each an entry of its own, status by a gesture, and what becomes of them with their items."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import LabelledField
from planner.core.errors import StepError
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import snapshot_of_draft
from planner.core.standing import standing
from planner.services import Store, items, merging, plans, progress, units
from tests.builders import sample_draft
from tests.services.looking import assert_sound, dump

MARCH, APRIL, MAY = date(2031, 3, 31), date(2031, 4, 30), date(2031, 5, 31)
WORDS = ProgressEntry(0, APRIL, Status.GOING, 40, "已完成招标。", "经费未到位", "6月进场", "王某", period="第一季度")


def entries(store: Store, node_id: int = 2, plan_id: int = 1) -> tuple[ProgressEntry, ...]:
    return store.snapshot(plan_id).by_id[node_id].entries


def add(store: Store, entry: ProgressEntry, node_id: int = 2) -> None:
    store.write("进展", lambda s: progress.add_entry(s, node_id, entry))


def set_status(store: Store, status: Status, day: date, node_id: int = 2) -> None:
    store.write("状态", lambda s: progress.set_status(s, node_id, status, day))


def test_a_report_comes_out_as_it_went_in(world: Store) -> None:
    unit_id = world.units()[1].unit_id
    add(world, WORDS)
    add(world, replace(WORDS, unit_id=unit_id, made_on=MARCH, status=None, percent=0))
    own, partner = sorted(entries(world), key=lambda entry: entry.entry_id)
    assert own == replace(WORDS, entry_id=own.entry_id)
    assert partner == replace(WORDS, entry_id=partner.entry_id, unit_id=unit_id, made_on=MARCH, status=None, percent=0)
    assert [entry.made_on for entry in entries(world)] == [MARCH, APRIL], "the earliest first, whenever it was written"
    assert_sound(world)


def test_a_report_is_changed_and_taken_away_and_comes_back_by_undo(world: Store) -> None:
    add(world, WORDS)
    (entry,) = entries(world)
    before = dump(world)
    world.write("改", lambda s: progress.change_entry(s, replace(entry, text="已开工。", status=None, percent=None)))
    assert entries(world) == (replace(entry, text="已开工。", status=None, percent=None),)
    world.write("删", lambda s: progress.remove_entry(s, entry.entry_id))
    assert entries(world) == ()
    world.undo()
    world.undo()
    assert dump(world) == before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(WORDS, status=Status.OVERDUE), "COMPUTED_STATUS"),
        (replace(WORDS, percent=101), "PERCENT"),
        (replace(WORDS, percent=-1), "PERCENT"),
        (ProgressEntry(0, APRIL, text=" \n "), "BLANK"),
        (ProgressEntry(0, APRIL, reporter="王某"), "BLANK"),
        (replace(WORDS, text="坏\x07字"), "BAD_CHARS"),
        (replace(WORDS, unit_id=99), "GONE"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_nothing(world: Store, entry: ProgressEntry, code: str) -> None:
    before = dump(world)
    with pytest.raises(StepError) as caught:
        add(world, entry)
    assert caught.value.code == code
    assert dump(world) == before


def test_a_section_has_no_progress(world: Store) -> None:
    for step in (lambda s: progress.add_entry(s, 1, WORDS), lambda s: progress.set_status(s, 1, Status.DONE, MAY)):
        with pytest.raises(StepError) as caught:
            world.write("进展", step)
        assert caught.value.code == "MISPLACED"


def test_the_store_itself_holds_no_other_status_and_no_other_percentage(world: Store) -> None:
    add(world, WORDS)
    for value in ("status = '逾期'", "status = '搞定'", "percent = 101"):
        with pytest.raises(sqlite3.IntegrityError):
            world._connection.execute(f"UPDATE progress_entries SET {value}")


def test_a_status_changes_the_wordless_report_of_its_day_and_else_adds_one(world: Store) -> None:
    set_status(world, Status.GOING, APRIL)
    set_status(world, Status.BEHIND, APRIL)
    assert [entry.status for entry in entries(world)] == [Status.BEHIND]
    set_status(world, Status.DONE, MAY)
    assert [(entry.made_on, entry.status) for entry in entries(world)] == [(APRIL, Status.BEHIND), (MAY, Status.DONE)]


def test_a_status_never_touches_what_was_reported_in_words(world: Store) -> None:
    add(world, WORDS)
    set_status(world, Status.DONE, APRIL)
    first, second = entries(world)
    assert (first.status, first.text) == (Status.GOING, "已完成招标。")
    assert (second.status, second.text) == (Status.DONE, "")
    add(world, replace(WORDS, text="又有问题。", status=None))
    set_status(world, Status.BEHIND, APRIL)
    assert len(entries(world)) == 4, "a later report of the day has words: the one before it would not count"
    assert standing(world.snapshot(1).by_id[2], APRIL).status is Status.BEHIND


def test_the_report_of_a_partner_is_not_the_items_own(world: Store) -> None:
    partner = ProgressEntry(0, APRIL, Status.GOING, unit_id=world.units()[1].unit_id)
    add(world, partner)
    set_status(world, Status.DONE, APRIL)
    assert [(entry.unit_id is None, entry.status) for entry in entries(world)] == [
        (False, Status.GOING),
        (True, Status.DONE),
    ]


def test_a_whole_percentage_does_not_stay_beside_a_status_that_takes_it_back(world: Store) -> None:
    add(world, ProgressEntry(0, APRIL, Status.DONE, 100))
    set_status(world, Status.GOING, APRIL)
    assert [(entry.status, entry.percent) for entry in entries(world)] == [(Status.GOING, None)]


def test_the_same_status_again_is_no_step(world: Store) -> None:
    set_status(world, Status.GOING, APRIL)
    assert world.write("状态", lambda s: progress.set_status(s, 2, Status.GOING, APRIL)).sequence == 0


def test_overdue_follows_from_the_day(world: Store) -> None:
    with pytest.raises(StepError) as caught:
        set_status(world, Status.OVERDUE, MAY)
    assert caught.value.code == "COMPUTED_STATUS"
    assert "逾期" in caught.value.message


def test_reports_go_with_the_item_and_come_back_with_it(world: Store) -> None:
    add(world, WORDS)
    before = dump(world)
    world.write("删除", lambda s: items.delete_node(s, 1))
    assert dump(world)["progress_entries"] == []
    world.undo()
    assert dump(world) == before
    world.write("删除计划", lambda s: plans.delete_plan(s, 1))
    assert dump(world)["progress_entries"] == []
    world.undo()
    assert dump(world) == before


def test_a_split_item_keeps_its_reports_and_joined_ones_bring_theirs_together(world: Store) -> None:
    add(world, WORDS)
    change = world.write("拆分", lambda s: items.split_node(s, 2, 10))
    assert len(entries(world, 2)) == 1
    assert entries(world, change.node_id or 0) == ()
    set_status(world, Status.DONE, MAY, change.node_id or 0)
    world.write("合并", lambda s: items.join_next(s, 2))
    assert [entry.made_on for entry in entries(world, 2)] == [APRIL, MAY]


def test_reports_of_a_unit_follow_it_into_the_unit_it_is_merged_with(world: Store) -> None:
    keep, gone = (unit.unit_id for unit in world.units()[:2])
    add(world, replace(WORDS, unit_id=gone))
    world.write("合并", lambda s: merging.merge_units(s, keep, gone))
    assert [entry.unit_id for entry in entries(world)] == [keep]


def test_a_unit_that_has_reported_is_not_deleted(world: Store) -> None:
    world.write("单位", lambda s: units.add_unit(s, "新设股"))
    unit_id = world.units()[-1].unit_id
    add(world, replace(WORDS, unit_id=unit_id))
    with pytest.raises(StepError) as caught:
        world.write("删除", lambda s: units.delete_unit(s, unit_id))
    assert caught.value.code == "UNIT_IN_USE"


def test_what_is_gone_is_said_to_be_gone(world: Store) -> None:
    for step in (
        lambda s: progress.remove_entry(s, 7),
        lambda s: progress.change_entry(s, replace(WORDS, entry_id=7)),
        lambda s: progress.add_entry(s, 999, WORDS),
    ):
        with pytest.raises(StepError) as caught:
            world.write("进展", step)
        assert caught.value.code == "GONE"


def test_only_its_node_is_read_again_after_a_report(world: Store) -> None:
    before = world.snapshot(1)
    add(world, WORDS)
    after = world.snapshot(1)
    assert [node.node_id for node, old in zip(after.nodes, before.nodes, strict=True) if node is not old] == [2]


def test_a_unit_in_a_plan_tells_who_answers_for_it(world: Store) -> None:
    found = world.snapshot(1).by_id[2].leads[0].unit
    change = world.write(
        "联系人", lambda s: units.set_persons(s, found.unit_id, leader="林某", contact="王某", phone="0000-1")
    )
    assert change.plan_ids == (1,)
    now = world.snapshot(1).by_id[2].leads[0].unit
    assert (now.leader, now.contact, now.phone) == ("林某", "王某", "0000-1")


def test_a_ledger_that_is_imported_brings_its_reports_and_keeps_its_words(store: Store) -> None:
    draft = sample_draft()
    fields = (LabelledField("进展情况", "已开工。"), LabelledField("状态", "办结"))
    nodes = tuple(replace(node, fields=fields) if node.node_id == 2 else node for node in draft.nodes)
    draft = replace(draft, nodes=nodes)
    store.write("导入", lambda s: plans.add_plan(s, draft))
    stored = store.snapshot(1).by_id[2]
    assert stored.fields == fields
    (entry,) = stored.entries
    assert (entry.made_on, entry.status, entry.text) == (draft.head.issued_on, Status.DONE, "已开工。")
    (unstored,) = snapshot_of_draft(draft).by_id[2].entries
    assert unstored == replace(entry, entry_id=2, made_on=date(2031, 1, 1))
    assert store.snapshot(1).by_id[9].entries == (), "问题描述 is what the task is about"
    store.undo()
    assert dump(store)["progress_entries"] == []
