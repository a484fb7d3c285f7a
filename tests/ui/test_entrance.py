"""The way in when the store cannot be opened as it is: every trouble is told in words and has a way on."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from planner.core.backups import backup_folder
from planner.core.settings import Settings
from planner.core.store_errors import StoreGone
from planner.core.whereabouts import Kind, Whereabouts
from planner.models.connection import open_connection
from planner.services import Store, arrival, items, plans
from planner.services.safekeeping import back_up_on_close
from planner.ui.dialogs.entrance import EntranceDialog, Way
from planner.ui.entrance import Entrance
from tests.builders import sample_draft


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "data" / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.back_up("定时")
        store.write("修改标题", lambda session: items.set_title(session, 2, "备份以后改的"))
    return path


class Hand:
    """Takes one way after the other; each is a part of what its button says, or a key."""

    def __init__(self, application, *wanted):
        self._wanted = list(wanted)
        self.seen = []
        self._timer = QTimer(application)
        self._timer.timeout.connect(self._take)
        self._timer.start(5)

    def _take(self):
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, EntranceDialog):
            return
        words = [button.text() for button in dialog.buttons]
        self.seen.append((dialog.sentence.text(), dialog.facts.text(), words, dialog.explained))
        wanted = self._wanted.pop(0) if self._wanted else "退出"
        if len(wanted) == 1:
            QTest.keyClick(dialog, wanted)
            return
        next(button for button in dialog.buttons if wanted in button.text()).click()

    def stop(self):
        self._timer.stop()
        self._timer.deleteLater()


def enter(application, path, *wanted, files=()):
    hand, entrance = Hand(application, *wanted), Entrance(path, files)
    try:
        return entrance.enter(None), entrance, hand.seen
    finally:
        hand.stop()


def damage(path):
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    path.write_bytes(data)
    return bytes(data)


def test_a_damaged_store_is_brought_back_by_one_key_and_kept(application, path):
    spoiled = damage(path)
    found, entrance, seen = enter(application, path, "1")
    with found as store:
        assert store.snapshot(1).by_id[2].title != "备份以后改的"
    (aside,) = path.parent.glob("损坏-*-planner.db")
    assert aside.read_bytes() == spoiled
    assert aside.name in entrance.news
    sentence, facts, words, explained = seen[0]
    assert "已损坏" in sentence
    assert "损坏的文件都会留着，不会删除" in facts
    assert words[0].startswith("1　恢复到今天 ")
    assert "1 份计划" in explained
    assert "会不见" in explained


def test_what_would_be_missing_is_said_where_the_damaged_store_still_tells(application, path):
    raw = bytearray(path.read_bytes())
    with Store.open(path) as store:
        table = store.read(
            lambda connection: connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'unit_aliases_by_unit_id'"
            ).fetchone()[0]
        )
    raw = bytearray(path.read_bytes())
    raw[4096 * (table - 1) : 4096 * table] = bytes(4096)
    path.write_bytes(raw)
    _status, _entrance, seen = enter(application, path, "退出")
    assert "备份以后做的 1 步修改会不见" in seen[0][3]


def test_an_earlier_backup_can_be_chosen(application, path):
    with Store.open(path) as store:
        store.back_up("关闭")
    damage(path)
    found, _entrance, seen = enter(application, path, "选更早的备份", "2")
    assert len(seen[1][2]) == 3
    with found as store:
        assert store.snapshot(1).by_id[2].title != "备份以后改的"


def test_a_damaged_backup_is_passed_over(application, path):
    with Store.open(path) as store:
        newest = store.back_up("关闭")
    damage(newest.path)
    damage(path)
    found, _entrance, _seen = enter(application, path, "1")
    with found as store:
        assert store.snapshot(1).by_id[2].title != "备份以后改的"


def test_a_store_that_is_gone_is_not_replaced_by_an_empty_one_in_silence(application, path):
    path.unlink()
    status, _entrance, seen = enter(application, path, "退出")
    assert status == 4
    assert not path.exists()
    assert "没有找到数据文件" in seen[0][0]
    found, entrance, _seen = enter(application, path, "1")
    with found as store:
        assert len(store.plans()) == 1
    assert "已恢复到" in entrance.news


def test_a_second_folder_named_beside_the_store_is_looked_through_too(application, path):
    with Store.open(path) as store:
        store.change_settings(Settings(backup_folder="另一份"))
        back_up_on_close(store)
    for backup in backup_folder(path).iterdir():
        backup.unlink()
    damage(path)
    found, _entrance, seen = enter(application, path, "1")
    assert seen[0][2][0].startswith("1　恢复到今天 ")
    with found as store:
        assert store.snapshot(1).by_id[2].title == "备份以后改的"


def test_an_empty_store_is_made_when_that_is_wanted(application, path):
    spoiled = damage(path)
    found, _entrance, _seen = enter(application, path, "重新建立空的")
    with found as store:
        assert store.plans() == ()
    assert [file.read_bytes() for file in path.parent.glob("损坏-*")] == [spoiled]


def test_another_store_can_be_opened(application, path, tmp_path, monkeypatch):
    other = tmp_path / "other" / "planner.db"
    Store.open(other).close()
    damage(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    found, entrance, _seen = enter(application, path, "从U 盘等别处找")
    with found as store:
        assert store.path == other
    assert str(other) in entrance.news


def test_another_file_that_cannot_be_opened_is_left_alone(application, path, tmp_path, monkeypatch):
    spoiled, other = damage(path), tmp_path / "other" / "messages.db"
    other.parent.mkdir()
    other.write_bytes(b"of another program " * 400)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    status, entrance, seen = enter(application, path, "从U 盘等别处找", "返回", "退出")
    assert status == 4
    assert [step[0].split("》")[0] for step in seen] == [
        "数据文件《planner.db",
        "《messages.db",
        "数据文件《planner.db",
    ]
    assert len(seen[1][2]) == 1
    assert entrance.path == path
    assert [file.name for file in other.parent.iterdir()] == ["messages.db"]
    assert path.read_bytes() == spoiled


def test_a_backup_found_elsewhere_is_brought_to_its_place_and_stays_as_it_was(application, path, tmp_path, monkeypatch):
    (backup,) = backup_folder(path).iterdir()
    stick = tmp_path / "stick" / backup.name
    stick.parent.mkdir()
    backup.rename(stick)
    backup_folder(path).rmdir()
    kept = stick.read_bytes()
    damage(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(stick), ""))
    found, entrance, seen = enter(application, path, "1")
    assert "没有可用的备份" in seen[0][1]
    with found as store:
        assert store.path == path
        assert len(store.plans()) == 1
    assert "已恢复到" in entrance.news
    assert stick.read_bytes() == kept
    assert [file.name for file in stick.parent.iterdir()] == [backup.name]


def test_a_newer_store_is_left_alone(application, path):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    status, _entrance, seen = enter(application, path, "退出")
    assert status == 4
    assert "更高版本" in seen[0][0]
    assert path.read_bytes() == before


def test_who_goes_back_to_an_older_version_goes_on_from_the_backup_before_the_update(application, path):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    found, _entrance, seen = enter(application, path, "继续用本版本")
    with found as store:
        assert len(store.plans()) == 1
    assert "恢复到" not in seen[0][2][0]  # Enter alone changes nothing
    (aside,) = [file for file in path.parent.glob("*planner.db") if file != path]
    assert aside.read_bytes() == before


def test_who_holds_the_store_is_told_and_it_can_be_tried_again(application, path):
    holder = open_connection(path)
    QTimer.singleShot(0, application, holder.close)
    found, _entrance, seen = enter(application, path, "再试一次")
    assert "已在另一窗口打开（自 " in seen[0][0]
    found.close()


def test_a_place_that_is_not_safe_is_told_once_and_before_anything_is_opened(application, path, monkeypatch):
    monkeypatch.setattr(arrival, "whereabouts", lambda _path: Whereabouts(Kind.SYNCED, "OneDrive"))
    before = sorted(file.name for file in path.parent.iterdir())
    status, _entrance, seen = enter(application, path, "退出")
    assert status == 4
    assert sorted(file.name for file in path.parent.iterdir()) == before
    assert "同步" in seen[0][0]
    found, _entrance, seen = enter(application, path, "继续打开")
    found.close()
    found, _entrance, seen = enter(application, path)
    found.close()
    assert seen == []


def test_a_place_that_is_cleared_away_is_left_by_the_first_key_and_told_each_time(application, path, monkeypatch):
    monkeypatch.setattr(arrival, "whereabouts", lambda _path: Whereabouts(Kind.PASSING))
    status, _entrance, seen = enter(application, path, "1")
    assert status == 4
    assert "全部解压" in seen[0][1]
    for _start in range(2):
        found, _entrance, seen = enter(application, path, "仍然在这里打开")
        found.close()
        assert len(seen) == 1


def test_a_folder_that_is_not_there_is_not_offered(application, tmp_path):
    (tmp_path / "file").write_text("")
    _status, _entrance, seen = enter(application, tmp_path / "file" / "data" / "planner.db", "退出")
    assert not any("文件夹" in words for words in seen[0][2])


def test_more_backups_than_the_screen_is_high_are_scrolled_to_by_keys(application):
    ways = tuple(Way(str(number), f"备份 {number}", "里面有很多计划。" * 12) for number in range(12))
    dialog = EntranceDialog("恢复", StoreGone(Path("planner.db")), (), ways, "返回")
    dialog.show()
    assert dialog.frameGeometry().height() <= dialog.screen().availableSize().height()
    assert "Esc 返回" in dialog.keys.text()
    last = dialog.buttons[-1]
    assert last.visibleRegion().isEmpty()
    for _step in range(11):
        QTest.keyClick(dialog, Qt.Key.Key_Down)
    assert dialog.focusWidget() is last
    assert not last.visibleRegion().isEmpty()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.chosen == "11"
    dialog.deleteLater()


def test_another_pc_that_may_hold_it_over_the_network_is_asked_about(application, path, monkeypatch):
    monkeypatch.setattr(arrival, "whereabouts", lambda _path: Whereabouts(Kind.NETWORK, "Z:"))
    arrival.accept_place(path)
    note = {"pid": 7, "host": "办公室-2", "since": "2031-02-18T09:12:00+08:00"}
    path.with_name("planner.db.open").write_text(json.dumps(note), encoding="utf-8")
    status, _entrance, seen = enter(application, path, "退出")
    assert status == 4
    assert "电脑“办公室-2”可能还开着" in seen[0][0]
    assert seen[0][2][0].endswith("退出程序")
    found, _entrance, _seen = enter(application, path, "已经关闭，继续打开")
    with found as store:
        assert store.left_by.host == "办公室-2"


def test_esc_leaves(application, path):
    damage(path)
    status, _entrance, _seen = enter(application, path, "\x1b")
    assert status == 4
