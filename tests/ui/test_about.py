"""The window of name and version checks the program beside the window, and what was found can be copied."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from planner.ui.dialogs.about import AboutDialog
from tests.ui.acting import open_dialog


def opened(window):
    window.actions_table["about"].trigger()
    return open_dialog(AboutDialog)


def test_the_program_is_checked_and_the_findings_copied(window, qtbot):
    dialog = opened(window)
    assert dialog.findings.isHidden()
    dialog.check_button.click()
    assert not dialog.check_button.isEnabled()
    qtbot.waitUntil(dialog.check_button.isEnabled, timeout=60_000)
    words = dialog.findings.toPlainText()
    assert words.startswith("没有发现问题。")
    assert "正由本程序使用" in words  # the store is open here: it is not touched a second time
    dialog.check_button.click()
    assert QGuiApplication.clipboard().text() == words
    assert "已复制" in dialog.check_button.text()
    QGuiApplication.clipboard().clear()
    dialog.check_button.click()
    assert QGuiApplication.clipboard().text() == words
    dialog.close()


def test_a_check_that_nobody_waits_for_is_dropped(window, qtbot):
    dialog = opened(window)
    dialog.check_button.click()
    dialog.close()
    qtbot.waitUntil(lambda: not window.worker.is_busy)


def test_trouble_is_counted(window, qtbot, monkeypatch):
    monkeypatch.setattr("planner.services.diagnosis_of_store.LEAST_MB", 10**12)
    dialog = opened(window)
    dialog.check_button.click()
    qtbot.waitUntil(dialog.check_button.isEnabled, timeout=60_000)
    assert dialog.findings.toPlainText().startswith("有 1 处问题")
    dialog.close()


def test_the_folder_of_the_data_is_opened(window, store, monkeypatch):
    opened_urls = []
    monkeypatch.setattr("planner.ui.dialogs.about.QDesktopServices.openUrl", opened_urls.append)
    dialog = opened(window)
    dialog.folder_button.click()
    assert [Path(url.toLocalFile()) for url in opened_urls] == [store.path.parent]
    dialog.close()
