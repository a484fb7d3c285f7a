"""The seal: a letter changed from outside is noticed, and nothing that the program does itself is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.core.backup_loss import loss_words
from planner.core.errors import StoreError
from planner.services import Store, items, plans
from planner.services.backup_contents import loss_by
from planner.services.backups import content_of
from planner.services.seal import KEY
from tests.builders import sample_draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return path


def altered(path: Path) -> bool:
    with Store.open(path) as store:
        return store.was_altered()


def test_a_letter_changed_in_a_text_is_noticed(path: Path) -> None:
    raw = path.read_bytes()
    title = sample_draft().nodes[1].title.encode()
    assert not altered(path)
    raw = path.read_bytes()
    place = raw.index(title)
    path.write_bytes(raw[:place] + bytes([raw[place] ^ 0, raw[place + 1], raw[place + 2] ^ 1]) + raw[place + 3 :])
    assert altered(path)
    with Store.open(path) as store, pytest.raises(StoreError) as told:
        store.check()
    assert told.value.code == "STORE_DAMAGED"
    assert "程序以外" in told.value.message


def test_a_backup_is_not_called_the_same_as_an_altered_store_and_a_restore_can_be_taken_back(path: Path) -> None:
    with Store.open(path) as store:
        good = store.back_up("关闭")
        assert good is not None
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE nodes SET title = '别的程序写的' WHERE id = 2")
        other.commit()
    with Store.open(path) as store:
        assert loss_words(loss_by(store, content_of(good.path))) == ("计划与现在完全一样。",)
        assert store.was_altered()
        assert loss_words(loss_by(store, content_of(good.path))) == ("在程序以外改动的内容，会回到备份时的样子。",)
        assert store.back_up("定时") is None  # the good one stays the newest
        done = store.restore(good.path)
        assert store.snapshot(1).by_id[2].title == sample_draft().nodes[1].title
        assert loss_words(loss_by(store, content_of(good.path))) == ("计划与现在完全一样。",)
        store.restore(done.before.path)
        assert store.snapshot(1).by_id[2].title == "别的程序写的"


def test_what_the_program_does_never_breaks_it(path: Path) -> None:
    with Store.open(path) as store:
        store.write("改", lambda session: items.set_title(session, 2, "一"))
        store.undo()
        store.set_setting("last_plan", "1")
    assert not altered(path)
    with Store.open(path) as store:
        store.set_setting("last_plan", None)
        store.redo()
        made = store.back_up("手动")
        assert made is not None
        store.write("改", lambda session: items.set_title(session, 2, "二"))
    assert not altered(path)
    with Store.open(path) as store:
        store.restore(made.path)
        assert not store.was_altered()
    assert not altered(path)
    with Store.open(path) as store:
        assert store.snapshot(1).by_id[2].title == "一"
        assert store.setting(KEY)


def test_a_start_that_was_killed_tells_of_no_change_from_outside(path: Path) -> None:
    with Store.open(path) as store:
        store.write("改", lambda session: items.set_title(session, 2, "一"))
        assert store.setting(KEY) is None
        killed = store._connection.serialize()
    path.write_bytes(killed)
    assert not altered(path)


def test_a_step_that_fails_leaves_the_seal_on(path: Path) -> None:
    def fail(_session: object) -> None:
        raise ValueError

    with Store.open(path) as store:
        seal = store.setting(KEY)
        with pytest.raises(ValueError):
            store.write("不成", fail)  # type: ignore[arg-type]
        assert store.setting(KEY) == seal is not None


def test_another_program_that_wrote_into_it_is_noticed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE units SET name = name || '（改）' WHERE id = 1")
        other.commit()
    assert altered(path)


def test_a_disk_that_fails_while_it_is_read_is_no_change_from_outside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        """A connection whose stick was pulled out: what was read before it still has, the tables it has not."""

        def __init__(self, real: sqlite3.Connection) -> None:
            self._real = real

        def execute(self, asked: str, *values: object) -> sqlite3.Cursor:
            if "rowid" in asked:
                trouble = sqlite3.OperationalError("disk I/O error")
                trouble.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
                raise trouble
            return self._real.execute(asked, *values)

    with Store.open(path) as store:
        with monkeypatch.context() as broken:
            broken.setattr(store, "_connection", Failing(store._connection))
            with pytest.raises(StoreError) as told:
                store.was_altered()
        assert told.value.code == "DISK_FAILED"
        assert not store.was_altered()
