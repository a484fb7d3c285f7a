"""Packing a plan and taking it out again, in the window: told by content, units shown, one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from planner.ui.dialogs.package import PackageDialog
from tests.builders import SAFETY, TITLE
from tests.ui.acting import open_dialog, press


@pytest.fixture
def package(window, tmp_path, qtbot):
    path = tmp_path / "包.zip"
    window.carrier.pack_to(path)
    qtbot.waitUntil(lambda: not window.worker.is_busy)
    assert path.exists()
    assert "已打包" in window.center.bar.words
    return path


def test_a_package_that_cannot_be_written_is_put_under_another_name(window, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "包.zip"
    path.mkdir()
    monkeypatch.setattr("planner.ui.dialogs.file_choice.ask_save", lambda *asked: tmp_path / asked[3])
    window.carrier.pack_to(path)
    qtbot.waitUntil(lambda: window.center.bar.is_alarm)
    buttons = {button.text(): button for button in window.center.bar.findChildren(QPushButton)}
    assert "重试" in buttons
    buttons["另存为…"].click()
    qtbot.waitUntil(lambda: not window.worker.is_busy)
    assert (tmp_path / "包 (2).zip").is_file()
    assert "已打包：包 (2).zip" in window.center.bar.words


def opened(window, path, qtbot):
    window.intake.review_file(path)
    qtbot.waitUntil(lambda: not window.worker.is_busy)
    return open_dialog(PackageDialog)


def test_a_package_is_told_by_its_content_and_becomes_a_version_by_a_digit(window, store, package, qtbot) -> None:
    other = package.with_name("计划.docx")
    package.rename(other)
    dialog = opened(window, other, qtbot)
    assert TITLE in dialog.sentence.text()
    assert len(dialog.buttons) == 3
    press(dialog, Qt.Key.Key_2)
    assert [plan.earlier_id for plan in store.plans()] == [None, 1]
    assert window._workspace.plan_id == 2
    window._workspace.undo()
    assert len(store.plans()) == 1
    assert not list(window.findChildren(QMessageBox))


def test_the_plan_that_is_there_can_be_opened_instead(window, store, package, qtbot) -> None:
    dialog = opened(window, package, qtbot)
    press(dialog, Qt.Key.Key_1)
    assert len(store.plans()) == 1
    dialog = opened(window, package, qtbot)
    press(dialog, Qt.Key.Key_Escape)
    assert len(store.plans()) == 1


def test_units_that_are_not_there_are_shown_and_added(window, store, package, qtbot) -> None:
    window._workspace.undo()
    assert not store.plans()
    dialog = opened(window, package, qtbot)
    assert [button.text() for button in dialog.buttons] == ["取出"]
    shown = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    assert any(words.startswith(SAFETY) and "加到名录" in words for words in shown)
    press(dialog, Qt.Key.Key_1)
    assert len(store.plans()) == 1
    assert "个单位" in window.center.bar.words


def test_a_torn_package_is_told_and_nothing_is_stored(window, store, package, qtbot) -> None:
    data = package.read_bytes()
    package.write_bytes(data[:-100])
    window.carrier.take_out(package)
    qtbot.waitUntil(lambda: not window.worker.is_busy)
    assert window.center.bar.is_alarm
    assert len(store.plans()) == 1
