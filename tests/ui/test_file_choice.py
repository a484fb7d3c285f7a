"""Asking for files: the last folder, the documents, and words in Chinese."""

from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QLabel

from planner.ui.dialogs.file_choice import ChineseKinds, ask_save, file_dialog, starting_folder
from tests.ui.acting import open_dialog


def test_it_starts_in_the_last_folder_else_in_the_documents(tmp_path, monkeypatch):
    documents = tmp_path / "文档"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    assert starting_folder(str(tmp_path)) == str(tmp_path)
    assert starting_folder(str(tmp_path / "不在了")) == str(documents)
    assert starting_folder(None) == str(documents)
    documents.rmdir()
    assert starting_folder(None) == str(Path.home())


def test_its_words_are_chinese(empty_window, tmp_path):
    dialog = file_dialog(empty_window, "打开计划文件", str(tmp_path), "文本文件 (*.txt)")
    words = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert {"位置：", "文件名(&N)：", "类型(&T)："} <= set(words)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.deleteLater()


@pytest.mark.parametrize(("name", "kind"), [("", "文件夹"), ("要点.txt", "TXT 文件"), ("无后缀", "文件")])
def test_kinds_are_named_in_chinese(tmp_path, name, kind):
    if name:
        (tmp_path / name).touch()
    assert ChineseKinds().type(QFileInfo(str(tmp_path / name))) == kind


@pytest.mark.parametrize("agrees", [True, False])
def test_a_place_to_save_is_asked_for_with_the_name_proposed(empty_window, tmp_path, agrees):
    def answer():
        dialog = open_dialog(QFileDialog)
        dialog.accept() if agrees else dialog.reject()

    QTimer.singleShot(200, answer)
    path = ask_save(empty_window, "保存", str(tmp_path), "分解表.pdf", "PDF 文件 (*.pdf)")
    assert path == (tmp_path / "分解表.pdf" if agrees else None)
