"""Asking for a file to open or a place to save: the system's own dialog where there is one, else Qt's in Chinese.

Qt's translation leaves some words of its dialog in English; they are set here. It starts in the folder that was used
last, else in the documents.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from planner.core.atomic_file import free_name

Label = QFileDialog.DialogLabel
WORDS = {
    Label.LookIn: "位置：",
    Label.FileName: "文件名(&N)：",
    Label.FileType: "类型(&T)：",
    Label.Reject: "取消",
}


class ChineseKinds(QFileIconProvider):
    """The words of the column 类型."""

    def type(self, info: QFileInfo) -> str:
        """Return what a file is."""
        if info.isDir():
            return "文件夹"
        return f"{info.suffix().upper()} 文件" if info.suffix() else "文件"


def ask_open(parent: QWidget, title: str, last_folder: str | None, kinds: str) -> Path | None:
    """Ask for a file that is there; None when the clerk thought better of it."""
    dialog = file_dialog(parent, title, last_folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setLabelText(Label.Accept, "打开(&O)")
    return _answer(dialog)


def ask_save(parent: QWidget, title: str, last_folder: str | None, name: str, kinds: str) -> Path | None:
    """Ask where to save, proposing a name; asks again before it writes over a file."""
    dialog = file_dialog(parent, title, last_folder, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setLabelText(Label.Accept, "保存(&S)")
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    return _answer(dialog)


def ask_other(parent: QWidget, path: Path, kinds: str) -> Path | None:
    """Ask where to save instead of `path`, which could not be written; proposes a name beside it that is free."""
    return ask_save(parent, "另存为", str(path.parent), free_name(path).name, kinds)


def ask_folder(parent: QWidget, title: str, last_folder: str | None) -> Path | None:
    """Ask for a folder that is there."""
    dialog = file_dialog(parent, title, last_folder, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(Label.Accept, "选定(&S)")
    return _answer(dialog)


def file_dialog(parent: QWidget, title: str, last_folder: str | None, kinds: str) -> QFileDialog:
    """Return the dialog with its words, in the folder to start in. A subclass would never be the system's own."""
    dialog = QFileDialog(parent, title, starting_folder(last_folder), kinds)
    dialog.setIconProvider(_provider())
    for label, words in WORDS.items():
        dialog.setLabelText(label, words)
    return dialog


def starting_folder(last_folder: str | None) -> str:
    """Return the folder that was used last if it is still there, else the documents, else the home."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (last_folder, documents):
        if folder and Path(folder).is_dir():
            return folder
    return str(Path.home())


@cache
def _provider() -> ChineseKinds:
    """Return the one provider: a dialog does not keep its own alive."""
    return ChineseKinds()


def _answer(dialog: QFileDialog) -> Path | None:
    try:
        chosen = dialog.selectedFiles() if dialog.exec() else []
    finally:
        dialog.deleteLater()
    return Path(chosen[0]) if chosen else None
