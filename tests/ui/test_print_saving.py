"""Saving, copying and stopping from the print dialog: whole or not at all, and the clerk is told."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from planner.core.output_errors import DiskFull
from planner.reports import catalog
from planner.services import plans
from planner.ui.dialogs.print_dialog import PrintDialog
from tests.builders import big_draft
from tests.ui.acting import open_dialog, press
from tests.ui.test_print_dialog import CTRL, opened_dialog, settled

MANY = 400


@pytest.fixture
def dialog(window, qtbot):
    return opened_dialog(window, qtbot)


@pytest.fixture
def long_plan(store):
    store.write("导入", lambda session: plans.add_plan(session, big_draft(MANY)))
    store.set_setting("last_plan", str(store.plans()[-1].plan_id))


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def show(dialog, name, qtbot):
    dialog.documents.choose(name)
    settled(dialog, qtbot)


def saved(dialog, qtbot, begin):
    with qtbot.waitSignal(dialog.saved, timeout=30000) as caught:
        begin()
    return caught.args[0]


def test_each_unit_gets_its_file_in_a_folder_of_its_own(dialog, qtbot, out):
    show(dialog, "unit-lists", qtbot)
    units = [pick.value for pick in dialog.options.field("units").picks[:2]]
    dialog.options.choose_units(tuple(units))
    settled(dialog, qtbot)
    folder = saved(dialog, qtbot, lambda: dialog.saving.save_folder(dialog.asked, ("pdf", "xlsx"), out))
    names = sorted(path.name for path in folder.iterdir())
    assert len([name for name in names if name.endswith(".pdf")]) == 3
    assert len([name for name in names if name.endswith(".xlsx")]) == 3
    assert all(any(unit in name for name in names) for unit in units)
    assert f"已保存 6 个文件：{folder.name}" in dialog.bar.words
    second = saved(dialog, qtbot, lambda: dialog.saving.save_folder(dialog.asked, ("pdf",), out))
    assert second != folder
    assert sorted(path.name for path in folder.iterdir()) == names


@pytest.mark.usefixtures("long_plan")
def test_a_long_save_is_stopped_by_escape_and_leaves_nothing(window, dialog, qtbot, out):
    dialog.saving.save_file(dialog.asked, "xlsx", out / "长.xlsx")
    assert dialog.saving.is_running
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "已停止" in dialog.bar.words
    qtbot.waitUntil(lambda: not window.worker._pieces, timeout=30000)
    assert list(out.iterdir()) == []
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.usefixtures("long_plan")
def test_the_first_page_of_a_long_plan_comes_before_the_others(window, qtbot):
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    seen = []
    found.renders.ready.connect(lambda shown: seen.append((shown.is_whole, found.page_count)))
    settled(found, qtbot)
    assert [is_whole for is_whole, _count in seen] == [False, True]
    assert seen[0][1] == 1
    assert found.page_count > 10
    found.close()


def test_a_full_disk_is_said_and_the_old_file_stays(dialog, qtbot, out, monkeypatch):
    path = out / "表.pdf"
    path.write_bytes(b"old")

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        dialog.save_as("pdf", path)
        qtbot.waitUntil(lambda: dialog.bar.is_alarm, timeout=15000)
    qtbot.waitUntil(lambda: dialog.bar.is_alarm, timeout=15000)
    assert DiskFull(path).message in dialog.bar.words
    assert [found.read_bytes() for found in out.iterdir()] == [b"old"]
    again = next(button for button in dialog.bar.findChildren(QPushButton) if button.text() == "重试")
    saved(dialog, qtbot, again.click)
    assert path.read_bytes() == dialog._shown.rendered.data


def test_a_file_that_is_open_elsewhere_is_saved_under_a_free_name(dialog, qtbot, out, monkeypatch):
    path = out / "表.pdf"
    path.write_bytes(b"old")
    asked = []

    def held(*_args):
        trouble = PermissionError(13, "held")
        trouble.winerror = 32
        raise trouble

    def chosen(_parent, _title, folder, name, _kinds):
        asked.append((folder, name))
        return out / name

    monkeypatch.setattr("planner.ui.dialogs.file_choice.ask_save", chosen)
    with monkeypatch.context() as patched:
        patched.setattr("planner.core.atomic_file._PAUSE", 0.0)
        patched.setattr(os, "replace", held)
        dialog.save_as("pdf", path)
        qtbot.waitUntil(lambda: dialog.bar.is_alarm, timeout=15000)
    assert "表.pdf" in dialog.bar.words
    other = next(button for button in dialog.bar.findChildren(QPushButton) if button.text() == "另存为…")
    assert saved(dialog, qtbot, other.click) == out / "表 (2).pdf"
    assert asked == [(str(out), "表 (2).pdf")]
    assert path.read_bytes() == b"old"


def test_word_and_table_say_what_the_pages_say(dialog, qtbot, out):
    path = saved(dialog, qtbot, lambda: dialog.save_as("docx", out / "表"))
    assert path == out / "表.docx"
    assert path.read_bytes().startswith(b"PK")
    dialog.copy_table()
    qtbot.waitUntil(lambda: "已复制为表格" in dialog.bar.words, timeout=15000)
    mime = QGuiApplication.clipboard().mimeData()
    assert "<table" in mime.html()
    assert "补齐乡村学校的短板" in mime.html()
    assert "补齐乡村学校的短板" in mime.text()


def test_the_text_of_the_bulletin_is_copied(dialog, qtbot):
    show(dialog, "summary", qtbot)
    assert not dialog.buttons.words.isHidden()
    dialog.copy_words()
    qtbot.waitUntil(lambda: "已复制通报文字" in dialog.bar.words, timeout=15000)
    asked = dialog.asked
    said = catalog.render(dialog._source.subject(asked.choice), asked.request, "txt").data.decode("utf-8-sig")
    assert QGuiApplication.clipboard().text().split() == said.split()


def test_a_folder_is_offered_in_every_kind_of_file(dialog, qtbot, out):
    show(dialog, "unit-lists", qtbot)
    dialog.options.choose_units((dialog.options.field("units").picks[0].value,))
    settled(dialog, qtbot)
    offered = []
    dialog.buttons.save_folder.disconnect()
    dialog.buttons.save_folder.connect(offered.append)
    for action in dialog.buttons.folders.actions():
        action.trigger()
    assert {kind for formats in offered for kind in formats} == set(dialog.report.formats) & set(dialog.buttons.files)
    folder = saved(dialog, qtbot, lambda: dialog.saving.save_folder(dialog.asked, ("docx",), out))
    assert {path.suffix for path in folder.iterdir()} == {".docx"}


def test_only_what_a_document_can_be_is_offered(dialog, qtbot):
    buttons = dialog.buttons
    for report in dialog.documents.reports:
        show(dialog, report.name, qtbot)
        offered = {kind for kind, button in buttons.files.items() if not button.isHidden()}
        assert offered == set(report.formats) & set(buttons.files)
        assert buttons.folder.isHidden() is not report.is_folder
        assert buttons.printer.isHidden() is ("pdf" not in report.formats)
        assert buttons.words.isHidden() is ("txt" not in report.formats)


def test_a_read_only_folder_is_said(dialog, qtbot, out, monkeypatch):
    def refuse(*_args, **_kind):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    dialog.save_as("pdf", out / "表.pdf")
    qtbot.waitUntil(lambda: dialog.bar.is_alarm, timeout=15000)
    assert list(out.iterdir()) == []


def test_no_number_is_told_before_there_is_one(dialog):
    dialog.preview.tell(0, 1833)
    assert dialog.preview.place.text() == "正在排版…"
    dialog.preview.tell(3, 40)
    assert dialog.preview.place.text() == "正在排版：第 3 页，共 40 页"
    dialog.strip.begin("正在生成文件")
    dialog.strip.tell(0, 1833)
    assert (dialog.strip.label.text(), dialog.strip.bar.maximum()) == ("正在生成文件…", 0)
    dialog.strip.tell(3, 40)
    assert dialog.strip.label.text() == "正在生成文件（3/40）…"
    dialog.strip.end()
