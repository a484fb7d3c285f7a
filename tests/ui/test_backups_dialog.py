"""The dialog of the backups: what is in each, what a restore would take away, and the way there and back."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from shiboken6 import isValid

from planner.core.backups import backup_folder, listed
from planner.services import items, plans
from planner.ui.dialogs import backups as dialog_module
from planner.ui.dialogs.backups import BackupsDialog
from planner.ui.itemmodels.backup_rows import UNREAD, Column
from tests.builders import big_draft
from tests.services.looking import dump
from tests.ui.acting import open_dialog, press

CONTROL = Qt.KeyboardModifier.ControlModifier


def rename(store, title: str) -> None:
    node_id = store.snapshot(1).items[0].node_id
    store.write("修改标题", lambda session: items.set_title(session, node_id, title))


@pytest.fixture
def backed_up(stored, store):
    """Back up the known plan, then change it, add another and back up again, and change it once more."""
    states = [dump(store)]
    store.back_up("启动")
    rename(store, "甲")
    store.write("导入", lambda session: plans.add_plan(session, big_draft(7)))
    states.append(dump(store))
    store.back_up("手动")
    rename(store, "乙")
    states.append(dump(store))
    return states


@pytest.fixture
def dialog(backed_up, window, qtbot):
    found = opened(window, qtbot)
    yield found
    if isValid(found):
        found.close()


def opened(window, qtbot):
    window.actions_table["backups"].trigger()
    found = open_dialog(BackupsDialog)
    qtbot.waitUntil(found.isActiveWindow)
    qtbot.waitUntil(lambda: UNREAD not in [row[Column.CONTENT] for row in found.rows.rows])
    return found


def pressed(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def restored(window, dialog, qtbot):
    with qtbot.waitSignal(window.keeper.restored, timeout=20_000):
        pressed(dialog.restore_button)


def test_the_newest_is_chosen_and_each_says_what_is_in_it_and_what_would_be_missing(dialog):
    told = [(row[Column.REASON], row[Column.CONTENT], row[Column.LAST]) for row in dialog.rows.rows]
    assert told == [("手动备份", "2 份计划，19 项", "导入"), ("启动时", "1 份计划，12 项", "导入")]
    page = dialog.page.toPlainText()
    assert "备份以后做的 1 步修改会不见。" in page
    assert "最后一步：导入" in page
    press(dialog.list, Qt.Key.Key_Down)
    page = dialog.page.toPlainText()
    assert "备份以后做的 3 步修改会不见。" in page
    assert "（7 项）会不见。" in page
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_one_press_restores_and_another_brings_the_way_back(backed_up, dialog, window, store, qtbot, in_store):
    restored(window, dialog, qtbot)
    assert dump(store) == backed_up[1]
    assert not isValid(dialog) or not dialog.isVisible()
    assert window._workspace.snapshot == in_store.store.snapshot(window._workspace.plan_id)
    assert "已恢复到" in window.center.bar.words
    (back,) = window.center.bar._buttons
    with qtbot.waitSignal(window.keeper.restored, timeout=20_000):
        pressed(back)
    assert dump(store) == backed_up[2]
    assert "已恢复到恢复前的内容" in window.center.bar.words


def test_three_clicks_bring_back_what_was_deleted(backed_up, window, store, qtbot):
    """The menu, its line, the button: the newest backup is chosen already."""
    store.write("删除计划", lambda session: plans.delete_plan(session, 2))
    window._workspace.start()
    bar = window.menuBar()
    menu = next(action for action in bar.actions() if action.text().startswith("文件"))
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(menu).center())
    line = menu.menu().actionGeometry(window.actions_table["backups"])
    QTest.mouseClick(menu.menu(), Qt.MouseButton.LeftButton, pos=line.center())
    dialog = open_dialog(BackupsDialog)
    restored(window, dialog, qtbot)
    assert dump(store) == backed_up[1]
    assert len(window._workspace.plans) == 2


def test_what_was_undone_and_restored_goes_on_as_it_was_then(backed_up, dialog, window, store, qtbot):
    press(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.keeper.restored, timeout=20_000):
        press(dialog.list, Qt.Key.Key_Return, CONTROL)
    assert dump(store) == backed_up[0]
    assert len(window._workspace.plans) == 1
    assert window.actions_table["undo"].text().startswith("撤销：导入")
    window._workspace.undo()
    assert store.plans() == ()
    window._workspace.redo()
    assert dump(store) == backed_up[0]


def test_a_backup_is_made_at_once_and_only_when_there_is_something_new(dialog, store, qtbot):
    with qtbot.waitSignal(dialog._keeper.changed, timeout=20_000):
        pressed(dialog.now_button)
    qtbot.waitUntil(lambda: dialog.bar.words == "已备份。")
    assert dialog.backup.reason == "手动"
    assert len(dialog.rows.backups) == len(listed(store.path)) == 3
    pressed(dialog.now_button)
    qtbot.waitUntil(lambda: "不用再做" in dialog.bar.words)
    assert len(listed(store.path)) == 3


def test_a_damaged_backup_is_told_and_cannot_be_restored(backed_up, store, window, qtbot):
    newest = listed(store.path)[0].path
    data = newest.read_bytes()
    newest.write_bytes(data[: len(data) // 3])
    dialog = opened(window, qtbot)
    assert dialog.rows.rows[0][Column.CONTENT] == "已损坏"
    assert "已损坏" in dialog.page.toPlainText()
    assert not dialog.restore_button.isEnabled()
    press(dialog.list, Qt.Key.Key_Down)
    assert dialog.restore_button.isEnabled()
    dialog.close()


def test_one_that_proves_damaged_only_when_it_is_restored_changes_nothing(backed_up, store, window, qtbot):
    newest = listed(store.path)[0].path
    with sqlite3.connect(newest) as torn:
        torn.execute("UPDATE nodes SET position = 7")
    torn.close()
    dialog = opened(window, qtbot)
    with qtbot.waitSignal(window.keeper.refused, timeout=20_000):
        pressed(dialog.restore_button)
    assert dump(store) == backed_up[2]
    assert dialog.isVisible()
    assert "不能用它恢复" in dialog.bar.words
    assert dialog.restore_button.isEnabled()
    dialog.close()


def test_after_a_fault_of_the_program_it_can_be_closed(backed_up, dialog, store, qtbot, monkeypatch):
    monkeypatch.setattr(type(store), "restore", lambda *_asked: 1 / 0)
    with qtbot.capture_exceptions() as faults:
        pressed(dialog.restore_button)
        qtbot.waitUntil(lambda: bool(faults) and dialog.restore_button.isEnabled())
    dialog.close()
    assert not isValid(dialog) or not dialog.isVisible()
    assert dump(store) == backed_up[2]


def test_a_copy_is_put_elsewhere_and_a_backup_from_elsewhere_is_restored(
    backed_up, dialog, window, store, qtbot, tmp_path, monkeypatch
):
    copy = tmp_path / "U 盘" / "带走.db"
    copy.parent.mkdir()
    monkeypatch.setattr(dialog_module, "ask_save", lambda *_asked: copy)
    pressed(dialog.copy_button)
    qtbot.waitUntil(lambda: "已存为 带走.db" in dialog.bar.words)
    assert copy.read_bytes() == dialog.backup.path.read_bytes()
    for path in list(backup_folder(store.path).iterdir()):
        path.unlink()
    monkeypatch.setattr(dialog_module, "ask_open", lambda *_asked: copy)
    pressed(dialog.other_button)
    qtbot.waitUntil(lambda: "2 份计划" in dialog.rows.rows[0][Column.CONTENT])
    assert dialog.backup.path == copy
    restored(window, dialog, qtbot)
    assert dump(store) == backed_up[1]
    assert "《带走.db》" in window.center.bar.words


def test_a_backup_that_is_gone_is_not_copied_and_the_open_store_neither(
    backed_up, dialog, store, qtbot, tmp_path, monkeypatch
):
    copy = tmp_path / "带走.db"
    monkeypatch.setattr(dialog_module, "ask_save", lambda *_asked: copy)
    dialog.backup.path.unlink()
    pressed(dialog.copy_button)
    qtbot.waitUntil(lambda: "没有找到备份" in dialog.bar.words)
    dialog.show_other(store.path)
    pressed(dialog.copy_button)
    qtbot.waitUntil(lambda: "已在另一窗口打开" in dialog.bar.words)
    assert not copy.exists()
    dialog.close()
    assert dump(store) == backed_up[2]


def test_what_is_no_backup_is_told(dialog, tmp_path, qtbot):
    stranger = tmp_path / "照片.db"
    stranger.write_bytes(b"nothing of ours" * 100)
    dialog.show_other(stranger)
    qtbot.waitUntil(lambda: dialog.rows.rows[0][Column.CONTENT] in {"不是备份", "已损坏"})
    assert not dialog.restore_button.isEnabled()
    dialog.show_other(tmp_path / "没有.db")
    qtbot.waitUntil(lambda: dialog.rows.rows[0][Column.CONTENT] == "已不在")


def test_without_a_backup_it_is_said_what_to_do(empty_window, qtbot):
    dialog = opened(empty_window, qtbot)
    assert dialog.empty.isVisible()
    assert "立即备份" in dialog.empty.text()
    assert not dialog.restore_button.isEnabled()
    pressed(dialog.now_button)
    qtbot.waitUntil(lambda: dialog.bar.words == "还没有内容，不用备份。")
    dialog.close()


def test_escape_closes_it_and_nothing_has_changed(backed_up, dialog, store):
    press(dialog.list, Qt.Key.Key_Escape)
    assert dump(store) == backed_up[2]


def test_what_ends_after_the_dialog_was_closed_is_told_in_the_window(
    backed_up, dialog, window, store, qtbot, tmp_path, monkeypatch
):
    asked = iter((tmp_path / "带走.db", tmp_path / "没有的文件夹" / "带走.db"))
    monkeypatch.setattr(dialog_module, "ask_save", lambda *_asked: next(asked))
    told, failed = [], []
    window._workspace.told.connect(told.append)
    window._workspace.failed.connect(failed.append)
    pressed(dialog.copy_button)
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog) and told == ["已存为 带走.db"])
    again = opened(window, qtbot)
    pressed(again.copy_button)
    pressed(again.now_button)
    again.close()
    qtbot.waitUntil(lambda: told[1:] == ["已备份。"] and bool(failed))
    assert failed[0].code == "PATH"
    assert listed(store.path)[0].reason == "手动"


def test_a_backup_made_while_the_dialog_goes_is_not_read_for_it(backed_up, window, store, qtbot):
    window.actions_table["backups"].trigger()
    dialog = open_dialog(BackupsDialog)
    dialog.close()
    for path in list(dialog.rows.found):
        del dialog.rows.found[path]
    window.keeper.changed.emit()
    assert not window.worker.is_busy
    qtbot.waitUntil(lambda: not isValid(dialog))
