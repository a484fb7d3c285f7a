"""The store as a whole: one writer, all or nothing, undo that outlives the program, reading without SQLModel."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from planner.core.errors import StepError, StoreError, UsageError
from planner.core.store_errors import StoreDamaged
from planner.core.vocabulary import NodeKind, Role
from planner.services import Store, Touched, assignments, items, plans, units
from tests.builders import GENERAL, big_draft, sample_draft
from tests.services.looking import assert_sound, dump

ROOT = Path(__file__).parents[2]


def test_a_write_tells_what_it_did_and_undo_and_redo_by_name(world: Store) -> None:
    before = dump(world)
    change = world.write("修改标题", lambda session: items.set_title(session, 2, "新的标题"))
    assert (change.name, change.plan_ids, change.node_id, change.removed) == ("修改标题", (1,), 2, False)
    after = dump(world)
    assert after != before
    assert (world.undo_name, world.redo_name) == ("修改标题", None)

    undone = world.undo()
    assert undone is not None
    assert (undone.sequence, undone.name, undone.plan_ids, undone.node_id) == (change.sequence, "修改标题", (1,), 2)
    assert dump(world) == before
    assert (world.undo_name, world.redo_name) == ("导入", "修改标题")

    assert world.redo() == replace(change, replayed=True)
    assert dump(world) == after
    assert world.redo() is None


def test_undo_of_an_import_removes_it_whole_and_redo_brings_the_same_ids(store: Store) -> None:
    empty = dump(store)
    store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    full = dump(store)
    undone = store.undo()
    assert undone is not None
    assert undone.removed
    assert dump(store) == empty
    assert store.undo() is None
    redone = store.redo()
    assert redone is not None
    assert not redone.removed
    assert dump(store) == full


def test_a_write_cuts_off_what_was_undone(world: Store) -> None:
    world.write("甲", lambda session: items.set_title(session, 2, "甲"))
    world.write("乙", lambda session: items.set_title(session, 2, "乙"))
    world.undo()
    world.undo()
    world.write("丙", lambda session: items.set_title(session, 3, "丙"))
    assert (world.undo_name, world.redo_name) == ("丙", None)
    assert [entry.name for entry in world.history()] == ["丙", "导入"]


def test_ids_of_undone_rows_are_not_given_out_again(world: Store) -> None:
    first = world.write("添加", lambda s: items.add_node(s, 1, NodeKind.ITEM, 1, None, "第一次")).node_id
    world.undo()
    second = world.write("添加", lambda s: items.add_node(s, 1, NodeKind.ITEM, 1, None, "第二次")).node_id
    assert first is not None
    assert second is not None
    assert second > first


def test_undo_and_history_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        empty = dump(store)
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        imported = dump(store)
        store.write("改标题", lambda session: items.set_title(session, 2, "新的标题"))
        store.undo()
    with Store.open(path) as store:
        assert dump(store) == imported
        assert store.redo_name == "改标题"
        assert [(entry.name, entry.is_undone) for entry in store.history()] == [("改标题", True), ("导入", False)]
        assert len(store.history(limit=1)) == 1
        store.undo()
        assert dump(store) == empty


@pytest.mark.parametrize(
    "error", [StepError("不行。", "请重试。", code="NO"), RuntimeError("bug"), KeyboardInterrupt()]
)
def test_a_step_that_raises_leaves_nothing_and_the_next_one_is_journalled(world: Store, error: BaseException) -> None:
    before = dump(world)
    history = world.history()

    def broken(session: Any) -> Touched:
        items.set_title(session, 2, "半途")
        session.flush()
        raise error

    with pytest.raises(type(error)):
        world.write("坏步骤", broken)
    assert dump(world) == before
    assert world.history() == history
    world.write("好步骤", lambda session: items.set_title(session, 2, "做完"))
    world.undo()
    assert dump(world) == before


def test_the_very_first_step_may_fail_too(store: Store) -> None:
    def broken(session: Any) -> Touched:
        plans.add_plan(session, sample_draft())
        raise StepError("不行。", "请重试。", code="NO")

    with pytest.raises(StepError):
        store.write("坏步骤", broken)
    store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    store.undo()
    assert store.plans() == ()


def test_a_broken_reference_is_refused_at_the_end_of_the_step(world: Store) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import IntegrityError

    before = dump(world)

    def orphan(session: Any) -> Touched:
        session.connection().execute(text("UPDATE nodes SET parent_id = 999 WHERE id = 2"))
        return Touched((1,))

    with pytest.raises(IntegrityError):
        world.write("孤儿", orphan)
    assert dump(world) == before
    assert_sound(world)


def test_a_step_that_commits_or_writes_by_itself_breaks_nothing(world: Store) -> None:
    before = dump(world)

    def greedy(session: Any) -> Touched:
        items.set_title(session, 2, "擅自提交")
        session.commit()
        raise StepError("不行。", "请重试。", code="NO")

    with pytest.raises(StepError):
        world.write("提交", greedy)
    assert dump(world) == before

    def nested(session: Any) -> Touched:
        world.write("里面", lambda inner: items.set_title(inner, 2, "里面"))
        return Touched((1,))

    with pytest.raises(RuntimeError):
        world.write("外面", nested)
    assert dump(world) == before


def test_a_step_that_changes_nothing_is_not_journalled(world: Store) -> None:
    world.write("改", lambda session: items.set_title(session, 2, "新的标题"))
    world.undo()
    title = world.snapshot(1).by_id[2].title
    change = world.write("没改", lambda session: items.set_title(session, 2, title))
    assert (change.sequence, change.plan_ids, change.node_id) == (0, (), 2)
    assert world.redo_name == "改"


def test_rows_written_and_deleted_below_the_session_are_journalled(world: Store) -> None:
    from sqlalchemy import text

    before = dump(world)

    def raw(session: Any) -> Touched:
        connection = session.connection()
        connection.execute(text("INSERT INTO units (name, match_key) VALUES ('临时股', '临时股')"))
        connection.execute(text("UPDATE nodes SET title = title || '！'"))
        connection.execute(text("INSERT OR REPLACE INTO glossary_entries VALUES (1, 1, '1.', '换了', '换了')"))
        connection.execute(text("DELETE FROM faults"))
        connection.execute(text("UPDATE OR IGNORE nodes SET title = '再改' WHERE id = 2"))
        return Touched((1,))

    world.write("底层", raw)
    after = dump(world)
    assert after["faults"] == []
    world.undo()
    assert dump(world) == before
    world.redo()
    assert dump(world) == after


def test_closing_twice_takes_nothing_from_the_next_who_opens(world: Store) -> None:
    world.close()
    with Store.open(world.path) as other:
        world.close()
        assert world.path.with_name("planner.db.open").exists()
        with pytest.raises(StoreError):
            Store.open(world.path)
        assert other.plans()


def test_settings_are_remembered_and_no_step(world: Store) -> None:
    steps = world.history()
    world.set_setting("last-plan", "1")
    world.set_setting("last-plan", "2")
    assert world.setting("last-plan") == "2"
    world.undo()
    assert world.setting("last-plan") == "2"
    world.redo()
    assert world.history() == steps
    world.set_setting("last-plan", None)
    assert world.setting("last-plan") is None


def test_what_cannot_be_remembered_is_let_go_of(world: Store) -> None:
    """Else a full disk would keep the clerk from opening another plan and the window from closing."""
    world.set_setting("place", "1")
    pages = world._connection.execute("PRAGMA page_count").fetchone()[0]
    world._connection.execute(f"PRAGMA max_page_count = {pages}")
    world.set_setting("place", "2" * 100_000)
    assert world.setting("place") == "1"
    world._connection.execute("PRAGMA max_page_count = 1000000")
    world.set_setting("place", "3")
    assert world.setting("place") == "3"


def test_a_plan_that_is_not_there_is_a_wrong_use(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        store.snapshot(7)
    assert caught.value.code == "NO_SUCH_PLAN"
    for step in (
        lambda session: plans.delete_plan(session, 7),
        lambda session: items.set_title(session, 7, "不在"),
        lambda session: units.add_alias(session, 7, "不在"),
    ):
        with pytest.raises(StepError) as refused:
            store.write("不在", step)
        assert refused.value.code == "GONE"


def test_a_full_disk_leaves_the_store_as_it_was(world: Store) -> None:
    before = dump(world)
    pages = world._connection.execute("PRAGMA page_count").fetchone()[0]
    world._connection.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(StoreError) as caught:
        world.write("导入", lambda session: plans.add_plan(session, big_draft(500)))
    assert caught.value.code == "DISK_FULL"
    assert dump(world) == before
    world._connection.execute("PRAGMA max_page_count = 1000000")
    world.write("导入", lambda session: plans.add_plan(session, big_draft(500)))
    assert_sound(world)


def test_reading_and_writing_from_several_threads(world: Store) -> None:
    troubles: list[BaseException] = []

    def work(place: int) -> None:
        try:
            world.warm_up()
            for turn in range(10):
                body = f"{place}/{turn}"
                world.write("改", partial(items.set_body, node_id=2 + place, body=body))
                assert world.snapshot(1).by_id[2 + place].body == body
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert len(world.history()) == 31
    assert_sound(world)


def test_opening_and_reading_load_no_sqlmodel(world: Store, tmp_path: Path) -> None:
    path = world.path
    world.close()
    script = (
        "import sys; from pathlib import Path\n"
        "from planner.services import Store, plans, items, assignments, units\n"
        f"store = Store.open(Path({str(path)!r}))\n"
        "assert store.snapshot(store.plans()[0].plan_id).nodes and store.units() and store.history()\n"
        "assert store.undo_name and store.setting('x') is None\n"
        "store.draft(1)\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "store.undo(), store.redo()\n"
        "assert not {'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules)\n"
        "store.warm_up()\n"
        "assert 'sqlmodel' in sys.modules\n"
        "store.close()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


@pytest.mark.parametrize("count", [10, 400])
def test_a_snapshot_takes_as_many_statements_whatever_the_size(store: Store, count: int) -> None:
    store.write("导入", lambda session: plans.add_plan(session, big_draft(count)))
    seen: list[str] = []
    store._connection.set_trace_callback(seen.append)
    plan = store.snapshot(1)
    store._connection.set_trace_callback(None)
    assert len(plan.items) == count
    assert len(seen) == 12


def test_after_an_edit_only_what_it_touched_is_read_again(world: Store) -> None:
    before = world.snapshot(1)
    world.write("改", lambda session: items.set_title(session, 2, "新的标题"))
    seen: list[str] = []
    world._connection.set_trace_callback(seen.append)
    after = world.snapshot(1)
    world._connection.set_trace_callback(None)
    of_nodes = [statement for statement in seen if "FROM nodes" in statement]
    assert of_nodes
    assert all("json_each" in statement for statement in of_nodes)
    assert [node.node_id for node, old in zip(after.nodes, before.nodes, strict=True) if node is not old] == [2]
    assert after.spans is before.spans
    assert (before.by_id[2].title, after.by_id[2].title) == ("补齐乡村学校的短板", "新的标题")
    world.undo()
    assert world.snapshot(1) == before


def test_units_count_the_nodes_they_have_a_part_in(world: Store) -> None:
    general = next(unit for unit in world.units() if unit.name == GENERAL)
    assert general.node_count == 2
    world.write("设牵头", lambda session: assignments.set_units(session, 7, Role.LEAD, [GENERAL]))
    assert next(unit for unit in world.units() if unit.name == GENERAL).node_count == 3


def test_a_look_that_may_wait_is_made_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.db"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as torn:
        torn.execute("INSERT INTO unit_aliases (unit_id, name, match_key) VALUES (77, '甲', '甲')")
        torn.commit()
    monkeypatch.setattr("planner.models.connection.CHECKED_AT_ONCE", 1000)
    with pytest.raises(StoreDamaged):
        Store.open(path)
    with Store.open(path, check_later=True) as store:
        assert store.opening() is None
        with pytest.raises(StoreDamaged):
            store.write("新单位", lambda session: units.add_unit(session, "乙科"))
        with pytest.raises(StoreDamaged):
            store.finish_opening()
