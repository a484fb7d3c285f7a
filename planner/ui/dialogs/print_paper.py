"""From the dialog to the printer: the system's own dialog with range, copies and two sides, then page by page."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from planner.core.output_errors import PrintFailed
from planner.reports.profiles import PROFILES
from planner.reports.raster import PdfPages
from planner.reports.request import Rendered
from planner.ui.dialogs.print_run import KEY, PrintRun, is_smaller, prepare
from planner.ui.panes.bar import Bar
from planner.ui.panes.progress_strip import ProgressStrip
from planner.ui.tasks import Worker

LONG_EDGE, SHORT_EDGE = "长边翻转", "短边翻转"


class Paper(QObject):
    """`is_two_sided` and the profile decide how the printer is set before its dialog opens."""

    def __init__(self, worker: Worker, bar: Bar, strip: ProgressStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._worker = worker
        self._bar = bar
        self._strip = strip
        strip.stopped.connect(self.stop)
        self._edge = LONG_EDGE
        self._run: PrintRun | None = None
        self._pages: PdfPages | None = None
        self.is_two_sided = False

    def show_profile(self, profile: str) -> str:
        """Return over which edge sheets of a profile are turned.

        A lying sheet is turned like a book over its short left edge. One that is bound into an official document has
        its binding at the long edge, above on odd and below on even pages, as the standing ones have.
        """
        found = PROFILES.get(profile)
        is_lying = found is not None and found.width > found.height and not found.bound
        self._edge = SHORT_EDGE if is_lying else LONG_EDGE
        return self._edge

    def ask(self, rendered: Rendered, size: tuple[float, float]) -> None:
        """Ask for a printer and send the pages to it; the first is of `size` (pt)."""
        count = rendered.page_count or 1
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(Path(rendered.file_name).stem)
        prepare(printer, size)
        mode = QPrinter.DuplexMode
        two_sided = mode.DuplexShortSide if self._edge == SHORT_EDGE else mode.DuplexLongSide
        printer.setDuplex(two_sided if self.is_two_sided else mode.DuplexNone)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send(rendered, printer))
        QDialog.open(dialog)

    def send(self, rendered: Rendered, printer: object) -> None:
        """Send the pages to `printer` (a QPrinter). They are opened anew: the preview may let go of its own."""
        if not isinstance(printer, QPrinter) or self._strip.is_running:
            return
        pages = self._pages = PdfPages(rendered.data)
        shrunk = is_smaller(printer, pages.size(0))
        run = self._run = PrintRun(pages, printer, self._worker, self)
        run.progressed.connect(self._strip.tell)
        run.ended.connect(lambda succeeded: self._ended(succeeded, shrunk=shrunk))
        self._strip.begin("正在送往打印机")
        run.start()

    def stop(self) -> None:
        """Send no more pages, and say so."""
        if self._run is not None:
            self.forget()
            self._bar.show_news("已停止打印，已送出的几页可能还会印出来")

    def forget(self) -> None:
        """Send no more pages."""
        if self._run is not None:
            self._worker.forget(KEY)
            self._run.abort()
            self._end()

    def _end(self) -> None:
        self._strip.end()
        run, pages = self._run, self._pages
        self._run = self._pages = None
        if run is not None:
            run.deleteLater()
        if pages is not None:  # behind whatever is still drawn of them
            self._worker.submit(f"close {id(pages)}", pages.close, lambda _nothing: None, lambda _error: None)

    def _ended(self, succeeded: bool, *, shrunk: bool) -> None:
        self._end()
        if not succeeded:
            self._bar.show_trouble(PrintFailed())
        elif shrunk:
            self._bar.show_remark("已送往打印机；打印机的纸比页面小，已缩小印出")
        else:
            self._bar.show_news("已送往打印机")
