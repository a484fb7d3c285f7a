"""Printing the 责任分解表: the choices on the left, on the right the pages of the very PDF that would be saved."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.output_errors import NoProgram, PrintFailed
from planner.core.snapshot import PlanSnapshot
from planner.services import Store
from planner.ui.dialogs.file_choice import ask_save
from planner.ui.dialogs.placing import place_over_parent
from planner.ui.dialogs.print_options import PrintOptions
from planner.ui.icons import icon
from planner.ui.panes.bar import Bar
from planner.ui.panes.page_view import PageView
from planner.ui.tasks import Worker

if TYPE_CHECKING:
    from planner.reports.catalog import Rendered
    from planner.reports.raster import PdfPages

SETTLE_MS = 60
PANEL_WIDTH = 276
KINDS = {"pdf": "PDF 文件 (*.pdf)", "xlsx": "Excel 工作簿 (*.xlsx)"}


@dataclass(slots=True)
class _Preview:
    rendered: "Rendered"
    pages: "PdfPages"


class PrintDialog(QDialog):
    """Rendering happens in the worker; what was asked for before the last choice is dropped."""

    previewed = Signal()
    saved = Signal(object)

    def __init__(self, snapshot: PlanSnapshot, store: Store, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("打印责任分解表")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._snapshot = snapshot
        self._store = store
        self._worker = worker
        self._preview: _Preview | None = None
        self.options = PrintOptions(snapshot, store, self)
        self.bar = Bar(self)
        self.view = PageView(self)
        self.place = QLabel(self)
        self.zoom = QLabel(self)
        self.notes = QLabel(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._render)
        self._build()
        self.options.changed.connect(self._settle.start)
        self.view.page_wanted.connect(self._draw_page)
        self.view.moved.connect(self._show_place)
        place_over_parent(self)
        self._render()

    @property
    def page_count(self) -> int:
        """How many pages the preview has."""
        return self.view.page_count

    def save(self, kind: str) -> None:
        """Ask where, then save as "pdf" or "xlsx"."""
        path = ask_save(self, "保存", self._store.setting("output_folder"), self._file_name(kind), KINDS[kind])
        if path is not None:
            self.save_as(kind, path)

    def save_as(self, kind: str, path: Path) -> None:
        """Render and write beside the window, then offer to open it."""
        from planner.reports import catalog

        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        request, snapshot = self.options.request(), self._snapshot
        ready = self._preview.rendered if kind == "pdf" and self._preview and not self._is_waiting() else None

        def work() -> Path:
            rendered = ready or catalog.render(catalog.Subject(snapshot), request, kind)
            catalog.save(rendered, path)
            return path

        self._worker.submit("save", work, self._saved, self.bar.show_trouble)

    def print_pages(self) -> None:
        """Ask for a printer and send the pages to it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from planner.ui.dialogs.print_run import prepare

        if self._preview is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(Path(self._preview.rendered.file_name).stem)
        prepare(printer, self._preview.pages.size(0))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, len(self._preview.pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: object) -> None:
        """Send the pages to `printer` (a QPrinter)."""
        from PySide6.QtPrintSupport import QPrinter

        from planner.ui.dialogs.print_run import PrintRun

        if self._preview is None or not isinstance(printer, QPrinter):
            return
        run = PrintRun(self._preview.pages, printer, self._worker, self)
        run.progressed.connect(lambda page, count: self.bar.show_news(f"正在送往打印机：第 {page} 页，共 {count} 页"))
        run.ended.connect(self._printed)
        run.ended.connect(run.deleteLater)
        run.start()

    def done(self, result: int) -> None:
        """Remember the choices and let go of what is under way."""
        self.options.keep()
        for key in ("preview", "save", "paper", *(f"page {page}" for page in range(self.page_count))):
            self._worker.forget(key)
        if self._preview is not None:
            self._let_go(self._preview.pages)
        super().done(result)

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(14, 14, 14, 12)
        side.setSpacing(8)
        self.notes.setObjectName("muted")
        self.notes.setWordWrap(True)
        self.notes.setAccessibleName("字体等说明")
        side.addWidget(self._choices(), 1)
        for text, keys, name, slot in (
            ("保存 PDF(&S)…", "Ctrl+S", "file-text", lambda: self.save("pdf")),
            ("保存 Excel(&E)…", "Ctrl+E", "file-spreadsheet", lambda: self.save("xlsx")),
            ("打印(&P)…", "Ctrl+P", "printer", self.print_pages),
        ):
            button = QPushButton(icon(name), text, self)
            button.setAutoDefault(False)
            button.setToolTip(keys)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
            side.addWidget(button)
        close = QPushButton("关闭", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        side.addWidget(close)
        panel = QWidget(self)
        panel.setLayout(side)
        panel.setFixedWidth(max(PANEL_WIDTH, panel.sizeHint().width()))
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedWidth(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addLayout(self._zoom_row())
        right.addWidget(self.view, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(panel)
        layout.addWidget(rule)
        layout.addLayout(right, 1)

    def _choices(self) -> QScrollArea:
        """Return the choices and the notes, which scroll where the screen is low."""
        sheet = QWidget(self)
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 2, 0)
        column.setSpacing(14)
        column.addWidget(self.options)
        column.addWidget(self.notes)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        sheet.setAutoFillBackground(False)
        return area

    def _zoom_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.zoom)
        for name, words, keys, slot in (
            ("zoom-out", "缩小", "Ctrl+-", lambda: self.view.step_zoom(-1)),
            ("zoom-in", "放大", "Ctrl+=", lambda: self.view.step_zoom(1)),
            ("move-horizontal", "与窗口同宽", "Ctrl+0", lambda: self.view.fit("width")),
            ("maximize", "看整页", "Ctrl+1", lambda: self.view.fit("page")),
        ):
            button = QToolButton(self)
            button.setIcon(icon(name))
            button.setAutoRaise(True)
            button.setAccessibleName(words)
            button.setToolTip(f"{words}（{keys}）")
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
            row.addWidget(button)
        return row

    def _is_waiting(self) -> bool:
        return self._settle.isActive() or self._worker.is_busy

    def _render(self) -> None:
        snapshot, request = self._snapshot, self.options.request()

        def work() -> _Preview:
            from planner.reports import catalog
            from planner.reports.raster import PdfPages

            rendered = catalog.render(catalog.Subject(snapshot), request, "pdf")
            return _Preview(rendered, PdfPages(rendered.data))

        self._worker.submit("preview", work, self._show_preview, self.bar.show_trouble)

    def _show_preview(self, preview: _Preview) -> None:
        old, self._preview = self._preview, preview
        if old is not None:
            self._let_go(old.pages)
        self.bar.settle()
        self.notes.setText("\n".join(preview.rendered.notes))
        self.view.show_pages(tuple(preview.pages.size(page) for page in range(len(preview.pages))))
        self._show_place()
        self.previewed.emit()

    def _draw_page(self, page: int, scale: float) -> None:
        from planner.ui.dialogs.print_run import image_of

        preview = self._preview
        if preview is None:
            return

        def work() -> QImage:
            return image_of(preview.pages.render(page, scale))

        def show(image: QImage) -> None:
            if preview is self._preview:
                self.view.show_picture(page, scale, image)

        self._worker.submit(f"page {page}", work, show, self.bar.show_trouble)

    def _let_go(self, pages: "PdfPages") -> None:
        # In the worker, behind whatever it still draws: pdfium is not to be used from two threads.
        self._worker.submit(f"close {id(pages)}", pages.close, lambda _nothing: None, lambda _error: None)

    def _show_place(self) -> None:
        count = self.view.page_count
        self.place.setText(f"第 {self.view.page + 1} 页，共 {count} 页" if count else "正在排版…")
        self.zoom.setText(f"{self.view.zoom:.0%}" if count else "")

    def _saved(self, path: Path) -> None:
        self._store.set_setting("output_folder", str(path.parent))
        self.bar.show_news(
            f"已保存：{path.name}",
            ("打开", lambda: self._open(path)),
            ("打开所在文件夹", lambda: self._open(path.parent)),
        )
        self.saved.emit(path)

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.bar.show_trouble(NoProgram(path))

    def _printed(self, succeeded: bool) -> None:
        if succeeded:
            self.bar.show_news("已送往打印机")
        else:
            self.bar.show_trouble(PrintFailed())

    def _file_name(self, kind: str) -> str:
        if self._preview is not None:
            return str(Path(self._preview.rendered.file_name).with_suffix(f".{kind}"))
        return f"责任分解表.{kind}"
