"""The keeper: backups by themselves beside the window, and told within the session when they fail."""

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.core.backups import Reason, backup_folder, listed
from planner.core.settings import Settings
from planner.core.store_errors import BackupFailed, StoreDamaged
from planner.services import Store, plans, safekeeping
from planner.ui import closing
from planner.ui import keeper as keeper_module
from planner.ui.dialogs.backups import BackupsDialog
from planner.ui.starter import Starter
from tests.ui.acting import open_dialog


def reasons(store):
    return [backup.reason for backup in listed(store.path)]


def change(window, name="另一个名称"):
    window._workspace.do("改名", lambda session: plans.set_title(session, 1, name))


def block(store):
    """Let a file stand where the folder of the backups would be."""
    backup_folder(store.path).write_text("", encoding="utf-8")


def test_it_backs_up_at_the_start_and_again_only_when_something_has_changed(window, store, qtbot, monkeypatch):
    monkeypatch.setattr(keeper_module, "AFTER_START_MS", 1)
    rounds = []
    window.keeper.changed.connect(lambda: rounds.append(1))
    window.keeper.begin()
    qtbot.waitUntil(lambda: len(rounds) == 1)
    timer = window.keeper._timer
    assert timer.isActive()
    assert timer.interval() == keeper_module.EVERY_MS

    def half_an_hour_goes_by():
        before = len(rounds)
        timer.timeout.emit()
        qtbot.waitUntil(lambda: len(rounds) > before)

    half_an_hour_goes_by()
    assert reasons(store) == ["启动"]
    change(window)
    half_an_hour_goes_by()
    assert reasons(store) == ["定时", "启动"]


def test_the_window_goes_on_while_a_backup_is_made(window, store, qtbot, monkeypatch):
    going, may_end = threading.Event(), threading.Event()
    fill = safekeeping.fill

    def filled(connection, target, counts, pause):
        def paused():
            pause()
            if not going.is_set():
                going.set()
                store._lock.release()
                may_end.wait(20)
                store._lock.acquire()

        fill(connection, target, counts, paused)

    monkeypatch.setattr(safekeeping, "fill", filled)
    window.keeper.back_up("定时")
    qtbot.waitUntil(going.is_set)
    change(window, "改在备份中间")
    assert window._workspace.snapshot.head.title == "改在备份中间"
    with qtbot.waitSignal(window.keeper.changed):
        may_end.set()
    with Store.open(listed(store.path)[0].path) as backup:
        assert backup.plans()[0].title == "改在备份中间"


def test_a_window_closed_in_the_midst_of_a_backup_leaves_it_whole(application, window, store, qtbot):
    starter = Starter(window, store, [])
    starter.begin()
    change(window, "最后的名称")
    window.keeper.back_up("定时")
    window.close()
    starter.wait()
    store.close()
    assert [path.suffix for path in backup_folder(store.path).iterdir()] == [".db"]
    with Store.open(listed(store.path)[0].path) as backup:
        assert backup.plans()[0].title == "最后的名称"


def test_the_window_that_was_closed_leaves_a_backup_of_the_last_step(application, window, store, qtbot):
    starter = Starter(window, store, [])
    starter.begin()
    change(window, "最后的名称")
    window.close()
    starter.wait(store.close)
    newest = listed(store.path)[0]
    assert not store.path.with_name("planner.db.open").exists()
    assert newest.reason == "关闭"
    with Store.open(newest.path) as backup:
        assert [plan.title for plan in backup.plans()] == ["最后的名称"]


def test_nothing_more_is_written_to_a_store_that_was_given_up(application, window, store, qtbot):
    starter = Starter(window, store, [])
    starter.begin()
    change(window)
    block(store)
    window.give_up(StoreDamaged(store.path))
    window.close()
    window.worker.stop()
    before = store._connection.total_changes
    starter.wait(store.close)
    assert store._connection.total_changes == before
    assert store.setting(keeper_module.LEFT) is None


def test_a_backup_that_failed_stands_in_the_status_bar_until_one_was_made(window, store, qtbot):
    block(store)
    button = window.keeper.button
    assert not button.isVisible()
    with qtbot.waitSignal(window.keeper.changed):
        window.keeper.back_up("定时")
    assert button.isVisible()
    assert isinstance(window.keeper.trouble, BackupFailed)
    assert "没有做成" in button.text()
    assert f"请检查文件夹“{backup_folder(store.path)}”能不能写入" in button.toolTip()
    change(window)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = open_dialog(BackupsDialog)
    assert "没有做成" in dialog.bar.words
    backup_folder(store.path).unlink()
    QTest.mouseClick(dialog.now_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.bar.words == "已备份。")
    assert not button.isVisible()
    dialog.close()


def test_a_step_whose_backup_failed_is_done_and_the_failure_told(window, store, in_store):
    block(store)
    window._workspace.do("删除计划", lambda session: plans.set_title(session, 1, "改了"), backup_first=Reason.DELETE)
    assert in_store.snapshot.head.title == "改了"
    assert window.keeper.button.isVisible()


def test_why_nothing_was_backed_up_on_closing_is_told_at_the_next_start(window, store):
    block(store)
    change(window)
    window.keeper.finish(lambda: None)
    window.keeper.begin()
    assert window.center.bar.words.startswith("上次关闭时：")
    assert "没有做成" in window.center.bar.words
    window.center.bar._close.click()
    window.keeper.begin()
    assert window.center.bar.words == ""


@pytest.mark.parametrize("is_there", [True, False])
def test_the_second_folder_gets_its_backup_on_closing(window, store, tmp_path, is_there):
    stick = tmp_path / "stick" / "backups"
    if is_there:
        stick.mkdir(parents=True)
    store.change_settings(Settings(backup_folder=str(stick)))
    change(window)
    window.keeper.finish(lambda: None)
    assert reasons(store) == ["关闭"]
    assert [backup.reason for backup in listed(store.path, stick)] == (["关闭"] if is_there else [])
    assert bool(store.setting(keeper_module.LEFT)) is not is_there


def test_a_second_folder_that_cannot_be_made_is_told_at_the_next_start(window, store, tmp_path):
    taken = tmp_path / "stick"
    taken.write_text("", encoding="utf-8")
    store.change_settings(Settings(backup_folder=str(taken)))
    change(window)
    closed = []
    window.keeper.finish(lambda: closed.append(1))
    assert closed
    assert reasons(store) == ["关闭"]
    assert f"“{taken}”" in store.setting(keeper_module.LEFT)


def test_a_closing_that_lasts_says_so_and_ends_by_itself(window, store, qtbot, monkeypatch):
    shown, may_end = [], threading.Event()
    monkeypatch.setattr(closing, "SHOWN_AFTER_MS", 1)
    real = store.back_up
    monkeypatch.setattr(store, "back_up", lambda reason: may_end.wait(20) and real(reason))

    def look():
        shown.extend(one.text() for one in QApplication.topLevelWidgets() if one.objectName() == "closing")
        may_end.set()

    change(window)
    window.close()
    QTimer.singleShot(60, look)
    window.keeper.finish(lambda: None)
    assert shown == [closing.WORDS]
    assert reasons(store) == ["关闭"]
    assert not [one for one in QApplication.topLevelWidgets() if one.objectName() == "closing" and one.isVisible()]
