"""From the dialog to the printer: the system's own dialog with range, copies and two sides, then page by page."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from planner.core.output_errors import PrintFailed
from planner.reports.profiles import PROFILES
from planner.reports.raster import PdfPages
from planner.ui.dialogs.print_run import KEY, PrintRun, is_smaller, prepare
from planner.ui.panes.bar import Bar
from planner.ui.tasks import Worker

LONG_EDGE, SHORT_EDGE = "长边翻转", "短边翻转"


class Paper(QObject):
    """`is_two_sided` and the profile decide how the printer is set before its dialog opens."""

    def __init__(self, worker: Worker, bar: Bar, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._worker = worker
        self._bar = bar
        self._edge = LONG_EDGE
        self._run: PrintRun | None = None
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

    def ask(self, pages: PdfPages, name: str) -> None:
        """Ask for a printer and send the pages to it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(Path(name).stem)
        prepare(printer, pages.size(0))
        mode = QPrinter.DuplexMode
        two_sided = mode.DuplexShortSide if self._edge == SHORT_EDGE else mode.DuplexLongSide
        printer.setDuplex(two_sided if self.is_two_sided else mode.DuplexNone)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(pages))
        dialog.setFromTo(1, len(pages))
        dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send(pages, printer))
        QDialog.open(dialog)

    def send(self, pages: PdfPages, printer: object) -> None:
        """Send the pages to `printer` (a QPrinter)."""
        if not isinstance(printer, QPrinter) or self._run is not None:
            return
        shrunk = is_smaller(printer, pages.size(0))
        run = self._run = PrintRun(pages, printer, self._worker, self)
        run.progressed.connect(lambda page, count: self._bar.show_news(f"正在送往打印机：第 {page} 页，共 {count} 页"))
        run.ended.connect(lambda succeeded: self._ended(succeeded, shrunk=shrunk))
        run.ended.connect(run.deleteLater)
        run.start()

    def forget(self) -> None:
        """Send no more pages."""
        self._worker.forget(KEY)
        run, self._run = self._run, None
        if run is not None:
            run.abort()

    def _ended(self, succeeded: bool, *, shrunk: bool) -> None:
        self._run = None
        if not succeeded:
            self._bar.show_trouble(PrintFailed())
        elif shrunk:
            self._bar.show_remark("已送往打印机；打印机的纸比页面小，已缩小印出")
        else:
            self._bar.show_news("已送往打印机")
