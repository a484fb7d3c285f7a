"""Backups of an open store and of one that lies still: made, proved, told apart, restored, and refused when torn."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from planner.core.backups import Reason, backup_folder, listed
from planner.core.errors import PlannerError, StepError
from planner.core.settings import Settings
from planner.core.store_errors import BackupFailed, StoreDamaged, StoreLocked
from planner.models.connection import close_connection, open_connection
from planner.models.migrations import MIGRATIONS
from planner.models.migrations.runner import APPLICATION_ID
from planner.services import KeptReview, Store, items, plans
from planner.services.backups import content_of, look_through, recover
from planner.services.safekeeping import back_up_on_close
from tests.builders import TITLE, big_draft, sample_draft
from tests.services.looking import assert_sound, dump


def edit(store: Store, words: str) -> None:
    store.write(f"改为{words}", lambda session: items.set_body(session, 2, words))


def backed_up(store: Store, reason: str = Reason.ASKED) -> Path:
    made = store.back_up(reason)
    assert made is not None
    return made.path


def dump_of(path: Path) -> dict[str, list[object]]:
    with Store.open(path) as store:
        assert_sound(store)
        return dump(store)


# ---- made -----------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_store_as_it_stands(world: Store) -> None:
    made = backed_up(world)
    assert dump_of(made) == dump(world)
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_what_is_in_a_backup_is_told_without_opening_it_as_a_store(world: Store) -> None:
    made = backed_up(world)
    before = made.read_bytes()
    found = content_of(made)
    (plan,) = world.plans()
    assert found.plans == ((TITLE, plan.item_count),)
    assert found.last_step == "导入"
    assert found.last_step_at == world.history()[0].made_at
    assert found.schema == len(MIGRATIONS)
    assert made.read_bytes() == before
    assert not list(made.parent.glob("*-journal"))


def test_the_same_state_is_not_backed_up_twice(world: Store) -> None:
    backed_up(world)
    assert world.back_up(Reason.CLOSE) is None
    world.set_setting("window", "1,2,3,4")
    assert world.back_up(Reason.CLOSE) is None
    for change in (lambda: edit(world, "甲"), world.undo, world.redo):
        change()
        backed_up(world)
        assert world.back_up(Reason.CLOSE) is None
    assert len(listed(world.path)) == 4


def test_the_next_start_knows_that_the_state_is_kept(world: Store) -> None:
    backed_up(world)
    world.close()
    with Store.open(world.path) as again:
        assert again.back_up(Reason.START) is None
        edit(again, "乙")
        backed_up(again, Reason.START)


def test_a_review_that_waits_is_worth_a_backup_but_holds_no_step_up(world: Store) -> None:
    backed_up(world)
    world.keep_review(KeptReview(0, "计划", "", "{}", "{}", "", 2))
    world.write("改", lambda session: items.set_body(session, 2, "丙"), backup_first=Reason.IMPORT)
    assert len(listed(world.path)) == 1
    backed_up(world)


def test_an_empty_store_needs_no_backup(store: Store) -> None:
    assert store.back_up(Reason.START) is None
    assert not backup_folder(store.path).exists()


def test_a_newest_backup_that_was_torn_afterwards_does_not_count(world: Store) -> None:
    made = backed_up(world)
    made.write_bytes(made.read_bytes()[:-4096])
    again = backed_up(world)
    assert dump_of(again) == dump(world)


def test_a_step_may_ask_for_a_backup_before_it(world: Store) -> None:
    before = dump(world)
    world.write("删", lambda session: plans.delete_plan(session, 1), backup_first=Reason.DELETE)
    (made,) = listed(world.path)
    assert made.reason == "删除前"
    assert world.plans() == ()
    assert dump_of(made.path) == before


def test_a_step_that_is_refused_costs_no_more_than_a_backup(world: Store) -> None:
    with pytest.raises(StepError):
        world.write("删", lambda session: items.join_next(session, 17), backup_first=Reason.DELETE)
    assert world.backup_trouble is None
    assert_sound(world)


def test_old_backups_go_and_the_newest_stay(world: Store) -> None:
    for number in range(25):
        edit(world, str(number))
        backed_up(world)
    assert [backup.sequence for backup in listed(world.path)] == list(range(25, 5, -1))


# ---- while others use the store -------------------------------------------------------------------------------------


def test_the_store_goes_on_while_it_is_copied(store: Store) -> None:
    store.write("导入", lambda session: plans.add_plan(session, big_draft(1500)))
    ended, waits = threading.Event(), 0

    def back_up() -> None:
        try:
            store.back_up(Reason.HOURLY)
        finally:
            ended.set()

    thread = threading.Thread(target=back_up)
    thread.start()
    while not ended.is_set():
        edit(store, str(waits))
        waits += 1
    thread.join()
    (made,) = listed(store.path)
    assert waits > 3
    look_through(made.path)
    edits = content_of(made.path).last_step
    assert edits == "导入" or edits.startswith("改为")
    with Store.open(made.path) as copied:
        assert_sound(copied)
        words = copied.snapshot(1).by_id[2].body
        assert edits == "导入" or edits == f"改为{words}"


def test_closing_gives_up_the_backup_under_way(store: Store) -> None:
    thread, made = _backup_under_way(store)
    store.close()
    thread.join(30)
    assert not thread.is_alive()
    left = list(backup_folder(store.path).iterdir())
    assert (made, left) == ([None], []) or len(listed(store.path)) == len(left) == 1
    assert dump_of(store.path)["plans"]


def test_a_store_is_taken_up_again_though_a_backup_is_under_way(store: Store) -> None:
    thread, _made = _backup_under_way(store)
    taking_up = threading.Thread(target=lambda: store.reopen(store.history(1)[0]))
    taking_up.start()
    taking_up.join(30)
    thread.join(30)
    assert not taking_up.is_alive()
    edit(store, "接着")
    assert dump_of(backed_up(store)) == dump(store)


def _backup_under_way(store: Store) -> tuple[threading.Thread, list[object]]:
    """Begin a backup of a large store in a thread, and return that and where its result will be."""
    store.write("导入", lambda session: plans.add_plan(session, big_draft(1500)))
    begun = threading.Event()
    store._safekeeping._pause = _signalling(store._safekeeping._pause, begun)  # type: ignore[method-assign]
    made: list[object] = []
    thread = threading.Thread(target=lambda: made.append(store.back_up(Reason.HOURLY)))
    thread.start()
    assert begun.wait(30)
    return thread, made


def _signalling(pause: Callable[[], None], begun: threading.Event) -> Callable[[], None]:
    def signal() -> None:
        begun.set()
        pause()

    return signal


# ---- when it fails --------------------------------------------------------------------------------------------------


def test_a_backup_that_fails_holds_no_step_up_and_is_told(world: Store) -> None:
    place = backup_folder(world.path)
    place.write_bytes(b"")  # a file where the folder should be
    world.write("改", lambda session: items.set_body(session, 2, "丁"), backup_first=Reason.IMPORT)
    assert world.snapshot(1).by_id[2].body == "丁"
    assert isinstance(world.backup_trouble, BackupFailed)
    assert world.backup_trouble.hint
    with pytest.raises(BackupFailed):
        world.back_up(Reason.ASKED)
    place.unlink()
    backed_up(world)
    assert world.backup_trouble is None


def test_a_torn_store_is_told_by_the_backup_and_thins_nothing_out(world: Store) -> None:
    world.write("更多", lambda session: plans.add_plan(session, big_draft(200)))
    good = backed_up(world)
    world.close()
    with world.path.open("r+b") as stream:
        stream.seek(30 * 4096)
        stream.write(b"\xff" * 8 * 4096)
    torn = open_connection(world.path, unchecked=True)
    store = Store(torn, world.path)
    store._connection.execute("UPDATE journal_steps SET name = '变了'")
    with pytest.raises(StoreDamaged):
        store.back_up(Reason.HOURLY)
    assert isinstance(store.backup_trouble, StoreDamaged)
    assert [backup.path for backup in listed(world.path)] == [good]
    assert list(good.parent.iterdir()) == [good]
    close_connection(torn, world.path)


# ---- restored -------------------------------------------------------------------------------------------------------


def test_a_restore_brings_everything_back_and_can_be_taken_back(world: Store) -> None:
    edit(world, "戊")
    then, steps = dump(world), world.history()
    chosen = backed_up(world)
    world.write("删", lambda session: plans.delete_plan(session, 1))
    world.write("别的", lambda session: plans.add_plan(session, big_draft(30)))
    now = dump(world)
    done = world.restore(chosen)
    assert (dump(world), world.history()) == (then, steps)
    assert done.plan_ids == (1,)
    assert done.before.reason == "恢复前"
    assert world.undo_name == "改为戊"
    assert world.undo() is not None
    assert world.redo() is not None
    edit(world, "己")
    assert_sound(world)
    world.restore(done.before.path)
    assert dump(world) == now
    assert [plan.title for plan in world.plans()] == [content_of(done.before.path).plans[0][0]]


def test_a_plan_on_show_is_read_anew_after_a_restore(world: Store) -> None:
    chosen = backed_up(world)
    old = world.snapshot(1).by_id[2].body
    edit(world, "庚")
    assert world.snapshot(1).by_id[2].body == "庚"
    world.restore(chosen)
    assert world.snapshot(1).by_id[2].body == old


def test_a_store_that_was_restored_opens_as_such(world: Store) -> None:
    chosen = backed_up(world)
    then = dump(world)
    edit(world, "辛")
    world.restore(chosen)
    world.close()
    assert dump_of(world.path) == then


def test_a_backup_of_an_older_schema_is_brought_to_today(world: Store, tmp_path: Path) -> None:
    old = tmp_path / "old" / "planner.db"
    connection = open_connection(old, MIGRATIONS[:3])
    connection.execute("INSERT INTO units (id, name, match_key) VALUES (3, '甲股', '甲股')")
    close_connection(connection, old)
    before = old.read_bytes()
    assert content_of(old).schema == 3
    world.restore(old)
    assert [unit.name for unit in world.units()] == ["甲股"]
    assert old.read_bytes() == before
    assert_sound(world)


def test_a_new_store_takes_the_backup_of_another_pc(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other" / "planner.db") as other:
        other.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        chosen, then = backed_up(other), dump(other)
    done = store.restore(chosen)
    assert dump(store) == then
    store.restore(done.before.path)
    assert store.plans() == ()


def test_what_is_written_while_a_restore_is_prepared_is_in_the_backup_before_it(world: Store) -> None:
    chosen = backed_up(world)
    keeping = world._safekeeping
    wrote = iter([True])
    back_up = keeping.back_up

    def late(reason: str, *, only_steps: bool = False) -> object:
        made = back_up(reason, only_steps=only_steps)
        if next(wrote, None):
            edit(world, "最后一刻")
        return made

    keeping.back_up = late  # type: ignore[method-assign,assignment]
    done = world.restore(chosen)
    assert content_of(done.before.path).last_step == "改为最后一刻"


# ---- refused --------------------------------------------------------------------------------------------------------


def torn(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.seek(5 * 4096)
        stream.write(b"\xff" * 3 * 4096)


def shortened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")


def no_database(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 something else altogether" * 100)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def with_a_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TRIGGER t AFTER INSERT ON units BEGIN DELETE FROM plans; END")


def against_a_rule(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE nodes SET position = position + 7")
        other.commit()


def with_a_mark_only(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def without_a_column(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE units DROP COLUMN phone")


def with_a_table_more(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE more (x)")


def gone(path: Path) -> None:
    path.unlink()


CODES = {
    torn: "STORE_DAMAGED",
    shortened: "STORE_DAMAGED",
    emptied: "STORE_DAMAGED",
    foreign: "NOT_OUR_DB",
    no_database: "NOT_OUR_DB",
    newer: "NEWER",
    with_a_trigger: "NOT_OUR_DB",
    against_a_rule: "STORE_DAMAGED",
    with_a_mark_only: "STORE_DAMAGED",
    without_a_column: "STORE_DAMAGED",
    with_a_table_more: "STORE_DAMAGED",
    gone: "NO_BACKUP",
}


@pytest.mark.parametrize("spoil", list(CODES), ids=lambda spoil: spoil.__name__)
def test_a_backup_that_is_no_good_changes_nothing(world: Store, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    chosen = tmp_path / "chosen.db"
    shutil.copy(backed_up(world), chosen)
    spoil(chosen)
    edit(world, "壬")
    before = dump(world)
    with pytest.raises(PlannerError) as caught:
        world.restore(chosen)
    assert caught.value.code == CODES[spoil]
    assert "chosen.db" in caught.value.message
    assert dump(world) == before
    world.close()
    with pytest.raises(PlannerError) as caught:
        recover(world.path, chosen)
    assert caught.value.code == CODES[spoil]
    assert dump_of(world.path) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".~", "损坏"))]


def test_a_backup_whose_last_step_has_no_time_is_told_as_damaged(world: Store) -> None:
    chosen = backed_up(world)
    with closing(sqlite3.connect(chosen)) as other:
        other.execute("UPDATE journal_steps SET made_at = '2031-02-3x'")
        other.commit()
    with pytest.raises(StoreDamaged):
        content_of(chosen)


def test_the_store_itself_is_no_backup(world: Store) -> None:
    with pytest.raises(StepError) as caught:
        world.restore(world.path)
    assert caught.value.code == "IN_USE"
    with pytest.raises(StoreLocked):
        content_of(world.path)
    edit(world, "癸")  # the lock is still held
    with pytest.raises(StoreLocked):
        Store.open(world.path)


# ---- a closed store -------------------------------------------------------------------------------------------------


def test_a_damaged_store_is_set_aside_with_its_journal(world: Store) -> None:
    chosen, then = backed_up(world), dump(world)
    world.close()
    world.path.write_bytes(b"\0" * 9000)
    journal = world.path.with_name("planner.db-journal")
    journal.write_bytes(b"what was not finished")
    aside = recover(world.path, chosen)
    assert aside.name == f"损坏-{datetime.now():%Y%m%d}-planner.db"
    assert aside.read_bytes() == b"\0" * 9000
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"what was not finished"
    assert not journal.exists()
    assert dump_of(world.path) == then
    world.path.write_bytes(b"again")
    second = recover(world.path, chosen)
    assert second not in (aside, world.path)
    assert second.read_bytes() == b"again"
    assert dump_of(world.path) == then


def test_a_store_that_is_gone_comes_back(world: Store) -> None:
    chosen, then = backed_up(world), dump(world)
    world.close()
    world.path.unlink()
    assert not recover(world.path, chosen).exists()
    assert dump_of(world.path) == then


def test_a_store_that_is_open_is_not_replaced(world: Store) -> None:
    chosen = backed_up(world)
    with pytest.raises(StoreLocked):
        recover(world.path, chosen)
    edit(world, "还在")
    assert_sound(world)


# ---- the second folder ----------------------------------------------------------------------------------------------


def with_folder(store: Store, folder: str) -> None:
    store.change_settings(Settings(backup_folder=folder))


def test_closing_brings_the_newest_backup_into_the_second_folder(world: Store, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with_folder(world, str(stick / "备份"))
    made = back_up_on_close(world)
    assert made is not None
    (second,) = listed(world.path, stick / "备份")
    assert (second.reason, dump_of(second.path)) == ("关闭", dump(world))
    assert back_up_on_close(world) is None
    assert len(listed(world.path, stick / "备份")) == 1
    edit(world, "新的")
    back_up_on_close(world)
    assert [one.sequence for one in listed(world.path, stick / "备份")] == [2, 1]


def test_a_stick_that_is_out_is_told_and_the_backup_is_made_all_the_same(world: Store, tmp_path: Path) -> None:
    with_folder(world, str(tmp_path / "out" / "备份"))
    with pytest.raises(BackupFailed) as caught:
        back_up_on_close(world)
    assert "out" in caught.value.message
    assert len(listed(world.path)) == 1
    assert not (tmp_path / "out").exists()


def test_a_second_folder_that_is_the_first_is_none(world: Store) -> None:
    with_folder(world, str(backup_folder(world.path)))
    back_up_on_close(world)
    assert len(listed(world.path)) == 1


def test_a_backup_leaves_the_store_room_to_go_on(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    size = world.path.stat().st_size
    nearly_full = shutil.disk_usage(world.path)._replace(free=2 * size - 1)
    monkeypatch.setattr("planner.services.safekeeping.disk_usage", lambda _folder: nearly_full)
    with pytest.raises(BackupFailed) as caught:
        world.back_up(Reason.HOURLY)
    assert "磁盘已满" in caught.value.hint
    assert listed(world.path) == ()
    edit(world, "还能改")
