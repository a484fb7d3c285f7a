"""One window for a store: a second start brings the first to the front and hands its files over."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from planner.ui.doorman import Doorman
from planner.ui.starter import Starter

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def seen(window, monkeypatch):
    """What was given to the intake to be reviewed."""
    found = []
    monkeypatch.setattr(window.intake, "review_files", lambda paths: found.append(list(paths)))
    return found


def ask(store, *names):
    files = [str(store.path.with_name(name)) for name in names]
    store.path.with_name("planner.db.request-1-aa.json").write_text(json.dumps({"files": files}), encoding="utf-8")


def test_the_files_of_a_second_start_are_reviewed_in_the_first(window, store, seen, qtbot):
    Doorman(store.path, window)
    window.showMinimized()
    ask(store, "一.txt", "二.docx")
    qtbot.waitUntil(lambda: bool(seen))
    assert [path.name for path in seen[0]] == ["一.txt", "二.docx"]
    assert not window.isMinimized()


def test_files_wait_until_the_open_dialog_is_closed(window, store, seen, qtbot):
    doorman = Doorman(store.path, window)
    dialog = QDialog(window)
    dialog.open()
    ask(store, "一.txt")
    doorman.look()
    assert seen == []
    dialog.close()
    doorman.look()
    assert [path.name for path in seen[0]] == ["一.txt"]


def test_a_second_start_of_the_program_ends_well_when_the_first_answers(window, store, seen, qtbot):
    Doorman(store.path, window)
    plan = store.path.with_name("一.txt")
    plan.write_text("一、任务", encoding="utf-8")
    environment = {**os.environ, "PLANNER_HOME": str(store.path.parent), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-m", "planner", str(plan)], cwd=ROOT, env=environment) as second:
        try:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=20000)
        finally:
            second.kill()
    assert second.returncode == 0
    assert seen == [[plan]]


def test_settings_that_cannot_be_read_are_told_once_the_window_stands(store, window):
    store.path.with_name("settings.json").write_bytes(b"{")
    store._settings = None
    starter = Starter(window, store, [])
    starter.begin()
    assert "设置文件" in window.center.bar.words
    assert list(store.path.parent.glob("设置-损坏-*.json"))
    starter.wait()


def test_the_first_page_is_shown_when_the_settings_say_so(store, window):
    store.path.with_name("settings.json").write_text('{"启动时显示": "首页"}', encoding="utf-8")
    store._settings = None
    starter = Starter(window, store, [])
    starter.begin()
    assert window.pages.currentWidget() is window.pages.page("start")
    starter.wait()
