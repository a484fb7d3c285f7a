"""A stick that is pulled out and put back: nothing is lost, and another stick is not taken for it."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from planner.core.errors import StoreError
from planner.services import Store, items, plans
from tests.builders import sample_draft

# By another process: the one that holds the store would lose its lock by opening the file.
COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "U盘" / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return path


def code_of(work: object) -> str:
    with pytest.raises(StoreError) as told:
        work()  # type: ignore[operator]
    return told.value.code


def test_a_stick_that_is_put_back_goes_on(path: Path) -> None:
    with Store.open(path) as store:
        store.write("改", lambda session: items.set_title(session, 2, "拔出以前"))
        newest = store.history(1)[0]
        store._connection.close()  # as Windows takes all handles of a stick away
        path.parent.rename(path.parent.with_name("不在"))
        assert code_of(lambda: store.snapshot(1)) == "STORE_AWAY"
        assert code_of(lambda: store.write("改", lambda session: items.set_title(session, 2, "丢"))) == "STORE_AWAY"
        assert code_of(store.undo) == "STORE_AWAY"
        path.parent.with_name("不在").rename(path.parent)
        store.reopen(newest)
        assert store.snapshot(1).by_id[2].title == "拔出以前"
        store.write("改", lambda session: items.set_title(session, 2, "插回以后"))
        assert store.undo_name == "改"
        store.undo()
        assert store.snapshot(1).by_id[2].title == "拔出以前"


def test_nothing_is_made_where_a_folder_was_that_somebody_moved_away(path: Path) -> None:
    with Store.open(path) as store:
        path.parent.rename(path.parent.with_name("不在"))  # the handles stay, as on a Linux disk
        with pytest.raises(StoreError) as told:
            store.back_up("定时")
        assert "够不着" in told.value.hint
        assert code_of(lambda: store.write("改", lambda session: items.set_title(session, 2, "丢"))) == "STORE_AWAY"
        assert not path.parent.exists()
        path.parent.with_name("不在").rename(path.parent)
        store.reopen(store.history(1)[0])
        store.write("改", lambda session: items.set_title(session, 2, "放回以后"))
        assert store.back_up("定时") is not None


def test_what_was_committed_though_the_answer_was_lost_is_no_other_store(path: Path) -> None:
    with Store.open(path) as store:
        newest = store.history(1)[0]
        store.write("改", lambda session: items.set_title(session, 2, "写成了"))
        store.reopen(newest)
        assert store.snapshot(1).by_id[2].title == "写成了"


def test_another_stick_is_not_taken_for_it(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个" / "planner.db"
    with Store.open(other) as strange:
        strange.write("别的", lambda session: plans.add_plan(session, sample_draft()))
    with Store.open(path) as store:
        newest = store.history(1)[0]
        store._connection.close()
        path.parent.rename(tmp_path / "不在")
        shutil.copytree(other.parent, path.parent)
        before = path.read_bytes()
        assert code_of(lambda: store.reopen(newest)) == "STORE_OTHER"
        assert path.read_bytes() == before
        assert [file.name for file in path.parent.iterdir()] == ["planner.db"]
        shutil.rmtree(path.parent)
        (tmp_path / "不在").rename(path.parent)
        store.reopen(newest)
        assert store.plans()[0].item_count > 0


def test_who_could_not_take_the_store_up_again_leaves_the_note_of_the_one_who_holds_it_now(path: Path) -> None:
    store = Store.open(path)
    newest = store.history(1)[0]
    store._connection.close()
    with Store.open(path):
        note = path.with_name("planner.db.open").read_bytes()
        assert code_of(lambda: store.reopen(newest)) == "STORE_LOCKED"
        store.close()
        assert path.with_name("planner.db.open").read_bytes() == note
    store.reopen(newest)
    store.write("改", lambda session: items.set_title(session, 2, "又是我的"))
    store.close()
    assert not path.with_name("planner.db.open").exists()


def test_a_stick_pulled_out_in_the_midst_of_a_commit_holds_the_last_whole_state(path: Path) -> None:
    with Store.open(path) as store:
        newest = store.history(1)[0]
        store._connection.execute("PRAGMA cache_size = 1")
        store._connection.execute("BEGIN IMMEDIATE")
        store._connection.execute("UPDATE nodes SET body = printf('%.*c', 9000, 'x')")
        torn = path.read_bytes()
        journal = path.with_name("planner.db-journal").read_bytes()
        store._connection.close()
        path.write_bytes(torn)
        path.with_name("planner.db-journal").write_bytes(journal)
        store.reopen(newest)
        assert all(len(node.body) < 9000 for node in store.snapshot(1).nodes)
        assert store._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_who_left_the_store_open_is_known_once(path: Path) -> None:
    note = path.with_name("planner.db.open")
    note.write_text('{"pid": 4000000, "host": "办公室-2", "since": "2031-02-18T09:12:00+08:00"}', encoding="utf-8")
    with Store.open(path) as store:
        assert store.left_by is not None
        assert store.left_by.host == "办公室-2"
        assert store.left_by.is_elsewhere
    with Store.open(path) as store:
        assert store.left_by is None


def test_a_copy_made_while_the_store_was_open_is_whole_and_tells_of_no_crash(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        for number in range(3):
            store.write("改", lambda session, number=number: items.set_title(session, 2, f"第{number}次"))
            copied = tmp_path / f"备份{number}"
            subprocess.run([sys.executable, "-c", COPY, str(path.parent), str(copied)], check=True)
            with Store.open(copied / "planner.db") as copy:
                assert copy.left_by is None
                assert copy.snapshot(1).by_id[2].title == f"第{number}次"
                copy.check()
        with pytest.raises(sqlite3.OperationalError):
            sqlite3.connect(path, timeout=0).execute("SELECT * FROM plans")
