"""Reviews that wait: kept at each gesture, gone with the plan they become, and back when that is undone."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.core.errors import StepError
from planner.services import KeptReview, Store, plans, reviews
from tests.builders import sample_draft
from tests.services.looking import assert_sound, dump

ROOT = Path(__file__).parents[2]
REVIEW = KeptReview(0, "安澜县2031年工作要点", "0" * 64, json.dumps({"text": "一、\x01𠮷"}), "{}", "[]", 12)

# Keeps a review with one more edit each time and is killed at some moment of it.
KEEPING = """
import dataclasses, sys
from pathlib import Path
from planner.services import KeptReview, Store
with Store.open(Path(sys.argv[1])) as store:
    found = store.review(1)
    print("ready", flush=True)
    for count in range(100000):
        store.keep_review(dataclasses.replace(found, edits="x" * (count + 1)), only_edits=True)
        print(count + 1, flush=True)
"""


def test_a_review_is_kept_and_changed_without_a_step(store: Store) -> None:
    review_id = store.keep_review(REVIEW)
    assert store.history() == ()
    assert [(r.review_id, r.title, r.open_count) for r in store.reviews()] == [(review_id, REVIEW.title, 12)]
    kept = store.review(review_id)
    assert kept == KeptReview(review_id, *[getattr(REVIEW, f) for f in REVIEW.__slots__[1:]])
    changed = KeptReview(review_id, "另一个标题", "1" * 64, "{}", '{"stage":"draft"}', "[1]", 3)
    store.keep_review(changed, only_edits=True)
    assert store.review(review_id) == KeptReview(
        review_id, "另一个标题", REVIEW.sha256, REVIEW.source, REVIEW.options, "[1]", 3
    )
    store.keep_review(changed)
    assert store.review(review_id) == changed
    assert store.history() == ()


def test_agreeing_stores_the_plan_and_takes_the_review_in_one_step(world: Store) -> None:
    review_id = world.keep_review(REVIEW)
    before = dump(world)
    draft = sample_draft()
    change = world.write("导入", lambda session: reviews.agree(session, draft, review_id, 1))
    assert world.reviews() == ()
    assert [(p.plan_id, p.earlier_id) for p in world.plans()] == [(1, None), (change.plan_ids[0], 1)]
    assert_sound(world)
    after = dump(world)
    world.undo()
    assert dump(world) == before
    assert world.review(review_id).edits == REVIEW.edits
    world.redo()
    assert dump(world) == after


def test_a_review_that_was_thrown_away_comes_back_with_its_last_edits(world: Store) -> None:
    review_id = world.keep_review(REVIEW)
    world.keep_review(KeptReview(review_id, REVIEW.title, "", "", "", "[9]", 2), only_edits=True)
    world.write("放弃核对", lambda session: reviews.discard(session, review_id))
    assert world.reviews() == ()
    with pytest.raises(StepError):
        world.review(review_id)
    world.undo()
    assert world.review(review_id).edits == "[9]"


def test_keeping_a_review_between_steps_leaves_undo_whole(world: Store) -> None:
    before = dump(world)
    world.write("改名", lambda session: plans.set_title(session, 1, "新名"))
    review_id = world.keep_review(REVIEW)
    world.write("改名", lambda session: plans.set_title(session, 1, "更新的名"))
    world.keep_review(KeptReview(review_id, "标题", "", "", "", "[1]", 2), only_edits=True)
    world.undo()
    world.undo()
    assert world.review(review_id).edits == "[1]"
    assert {name: rows for name, rows in dump(world).items() if name != "reviews"} == {
        name: rows for name, rows in before.items() if name != "reviews"
    }


def test_keeping_what_is_gone_is_refused(store: Store) -> None:
    review_id = store.keep_review(REVIEW)
    store.write("放弃核对", lambda session: reviews.discard(session, review_id))
    with pytest.raises(StepError):
        store.keep_review(KeptReview(review_id, "标题", "", "", "", "", 0), only_edits=True)


def test_a_chain_of_versions_closes_when_one_of_it_is_deleted(world: Store) -> None:
    draft = sample_draft()
    for earlier in (1, 2):
        world.write("新版本", lambda session, earlier=earlier: reviews.agree(session, draft, None, earlier))
    before = dump(world)
    world.write("删除", lambda session: plans.delete_plan(session, 2))
    assert [(p.plan_id, p.earlier_id) for p in world.plans()] == [(1, None), (3, 1)]
    assert_sound(world)
    world.undo()
    assert dump(world) == before
    world.write("删除", lambda session: plans.delete_plan(session, 3))
    assert [(p.plan_id, p.earlier_id) for p in world.plans()] == [(1, None), (2, 1)]


def test_a_plan_whose_newer_version_is_there_already_is_followed_at_the_end(world: Store) -> None:
    draft = sample_draft()
    for earlier in (1, 1):
        world.write("新版本", lambda session, earlier=earlier: reviews.agree(session, draft, None, earlier))
    assert [(p.plan_id, p.earlier_id) for p in world.plans()] == [(1, None), (2, 1), (3, 2)]
    world.write("删除", lambda session: plans.delete_plan(session, 1))
    assert [(p.plan_id, p.earlier_id) for p in world.plans()] == [(2, None), (3, 2)]


def test_a_process_killed_while_it_keeps_loses_at_most_the_last_gesture(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.keep_review(REVIEW)
    process = subprocess.Popen(
        [sys.executable, "-c", KEEPING, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    told = 0
    for line in process.stdout:
        if line.strip().isdigit():
            told = int(line)
        if told == 20:
            process.kill()
            break
    told = max([told, *(int(line) for line in process.stdout if line.strip().isdigit())])
    process.wait()
    process.stdout.close()
    assert process.returncode in (-getattr(signal, "SIGKILL", 9), 1) or os.name == "nt"
    with Store.open(path) as store:
        assert len(store.review(1).edits) in (told, told + 1)
        assert_sound(store)
