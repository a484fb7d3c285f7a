"""What the window says first: a crash once, what was brought back, a full disk, a change from outside."""

import json
import sqlite3
from collections import namedtuple
from contextlib import closing

import pytest
from PySide6.QtGui import QGuiApplication

from planner.app import make_window
from planner.core.paths import log_folder
from planner.services import Store, items, plans
from planner.ui.starter import Starter
from tests.builders import sample_draft


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.set_setting("sample_plan", "closed")
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.write("修改标题", lambda session: items.set_title(session, 2, "最后改的"))
    return path


def leave(path, host):
    note = {"pid": 4_000_000, "host": host, "since": "2031-02-18T09:12:00+08:00"}
    path.with_name("planner.db.open").write_text(json.dumps(note), encoding="utf-8")


def greeted(application, qtbot, path, news=""):
    """Return what the bar says when a window on the store begins, and the words of its buttons."""
    with Store.open(path) as store:
        window = make_window(application, store)
        qtbot.addWidget(window)
        window.show()
        starter = Starter(window, store, [], news)
        starter.begin()
        qtbot.waitUntil(lambda: not window.worker.is_busy)
        bar = window.center.bar
        said = bar.words, [button.text() for button in bar._buttons]
        for button in bar._buttons:
            if "复制" in button.text():
                button.click()
        window.close()
        starter.wait()
        return said


def test_on_most_days_nothing_is_said(application, qtbot, path):
    assert greeted(application, qtbot, path) == ("", [])


def test_a_program_that_was_not_closed_is_told_once_with_the_last_step(application, qtbot, path):
    leave(path, "")
    words, _buttons = greeted(application, qtbot, path)
    assert "上次程序没有正常关闭，数据已全部检查，完好无缺。最后一步是“修改标题”" in words
    assert greeted(application, qtbot, path) == ("", [])


def test_a_stick_pulled_out_of_another_pc_is_told(application, qtbot, path):
    leave(path, "办公室-2")
    words, _buttons = greeted(application, qtbot, path)
    assert "上次在电脑“办公室-2”上没有正常关闭" in words


def test_a_crash_in_a_library_can_be_copied(application, qtbot, path):
    leave(path, "")
    log_folder().mkdir(parents=True, exist_ok=True)
    (log_folder() / "crash-4000000.log").write_text("planner 0\nFatal Python error: x\n", encoding="utf-8")
    _words, buttons = greeted(application, qtbot, path)
    assert buttons == ["复制错误信息"]
    assert "Fatal Python error" in QGuiApplication.clipboard().text()


def test_what_was_brought_back_is_told_first(application, qtbot, path):
    words, _buttons = greeted(application, qtbot, path, "已恢复到今天 9:12 的备份。")
    assert words.startswith("已恢复到今天 9:12 的备份。")


def test_a_disk_that_is_nearly_full_is_told(application, qtbot, path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(10, 9, 7 * 1024 * 1024))
    words, _buttons = greeted(application, qtbot, path)
    assert "只剩 7 MB" in words


def test_a_change_from_outside_is_told_with_the_backups(application, qtbot, path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE nodes SET title = '别的程序改的' WHERE id = 2")
        other.commit()
    words, buttons = greeted(application, qtbot, path)
    assert "在程序以外被改动过" in words
    assert buttons == ["看备份…"]
