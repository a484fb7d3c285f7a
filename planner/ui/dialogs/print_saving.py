"""Saving what is printed, as a file or a folder, and copying it: beside the window, stopped when not wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from planner.core.errors import OutputError, PlannerError
from planner.core.output_errors import NoProgram
from planner.core.stopping import Stopped, Tell
from planner.reports import catalog
from planner.reports.request import Rendered
from planner.services import Store
from planner.ui.dialogs.print_renders import Asked
from planner.ui.dialogs.print_source import PrintSource
from planner.ui.panes.bar import Bar
from planner.ui.panes.progress_strip import ProgressStrip
from planner.ui.tasks import Worker

KEY = "save"
FOLDER_SETTING = "output_folder"
WORDS = "txt"


class Saving(QObject):
    """`saved` tells where something was written, `elsewhere` that the clerk wants another place for a file."""

    saved = Signal(object)
    elsewhere = Signal(str, object)

    def __init__(self, source: PrintSource, worker: Worker, bar: Bar, strip: ProgressStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._worker = worker
        self._bar = bar
        self._strip = strip
        self._is_running = False
        strip.stopped.connect(self.stop)

    @property
    def store(self) -> Store:
        """The store, which knows the folder used last."""
        return self._source.store

    @property
    def is_running(self) -> bool:
        """Whether something is being written."""
        return self._is_running

    def stop(self) -> None:
        """Stop what is being written; nothing of it stays."""
        if self._is_running:
            self.forget()
            self._bar.show_news(Stopped().message)

    def forget(self) -> None:
        """Stop without a word: the dialog closes."""
        if self._is_running:
            self._worker.forget(KEY)
            self._end()

    def save_file(self, asked: Asked, kind: str, path: Path, ready: Rendered | None = None) -> None:
        """Write one file; `ready` is what was rendered already."""

        def work(tell: Tell) -> Path:
            rendered = ready or catalog.render(self._source.subject(asked.choice), asked.request, kind, tell)
            tell(1, 1)
            catalog.save(rendered, path)
            return path

        again = ("重试", lambda: self.save_file(asked, kind, path))
        self._submit(
            "正在生成文件", work, self._saved_file, again, ("另存为…", lambda: self.elsewhere.emit(kind, path))
        )

    def save_folder(self, asked: Asked, formats: tuple[str, ...], parent: Path) -> None:
        """Write a folder of files into `parent`."""

        def work(tell: Tell) -> tuple[Path, int]:
            from planner.reports.folders import render_folder, save_folder

            folder = render_folder(self._source.subject(asked.choice), asked.request, formats, tell)
            tell(len(folder.files), len(folder.files))
            return save_folder(folder, parent), len(folder.files)

        again = ("重试", lambda: self.save_folder(asked, formats, parent))
        self._submit("正在生成文件", work, self._saved_folder, again)

    def copy_table(self, asked: Asked) -> None:
        """Put the tables on the clipboard, so that WPS and Word paste them with their widths."""

        def work(_tell: Tell) -> tuple[str, str]:
            from planner.reports.clipboard import table_html, table_text

            document = catalog.build(self._source.subject(asked.choice), asked.request)
            return table_html(document), table_text(document)

        def put(found: tuple[str, str]) -> None:
            html, text = found
            mime = QMimeData()
            mime.setHtml(html)
            mime.setText(text)
            QGuiApplication.clipboard().setMimeData(mime)
            self._bar.show_news("已复制为表格，可以粘贴到 WPS 或 Word 中")

        self._submit("正在复制", work, put)

    def copy_words(self, asked: Asked) -> None:
        """Put the text of the bulletin on the clipboard."""

        def work(tell: Tell) -> str:
            rendered = catalog.render(self._source.subject(asked.choice), asked.request, WORDS, tell)
            return rendered.data.decode("utf-8-sig").replace("\r\n", "\n").strip()

        def put(words: str) -> None:
            QGuiApplication.clipboard().setText(words)
            self._bar.show_news(f"已复制通报文字（{len(words)} 字），可以粘贴到通知或群里")

        self._submit("正在复制", work, put)

    def open(self, path: Path) -> None:
        """Open a file or folder with the system's program."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._bar.show_trouble(NoProgram(path))

    def _submit(
        self,
        words: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
        *ways: tuple[str, Callable[[], None]],
    ) -> None:
        """Do `work` beside the window; `ways` are offered where its file cannot be written."""
        if self._strip.is_running:
            return
        self._is_running = True
        self._strip.begin(words)

        def end(found: Any) -> None:
            self._end()
            done(found)

        def fail(error: PlannerError) -> None:
            self._fail(error, *(ways if isinstance(error, OutputError) else ()))

        self._worker.submit_long(KEY, work, end, fail, self._strip.tell)

    def _saved_file(self, path: Path) -> None:
        self.store.set_setting(FOLDER_SETTING, str(path.parent))
        self._bar.show_news(
            f"已保存：{path.name}",
            ("打开", lambda: self.open(path)),
            ("打开所在文件夹", lambda: self.open(path.parent)),
        )
        self.saved.emit(path)

    def _saved_folder(self, found: tuple[Path, int]) -> None:
        folder, count = found
        self.store.set_setting(FOLDER_SETTING, str(folder.parent))
        self._bar.show_news(f"已保存 {count} 个文件：{folder.name}", ("打开文件夹", lambda: self.open(folder)))
        self.saved.emit(folder)

    def _end(self) -> None:
        self._is_running = False
        self._strip.end()

    def _fail(self, error: PlannerError, *ways: tuple[str, Callable[[], None]]) -> None:
        self._end()
        self._bar.show_trouble(error, *ways)
