"""Pages on their way to a printer: each is drawn beside the window and put on paper when it is ready."""

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from planner.reports.raster import PdfPages
from planner.ui.panes.preview import image_of
from planner.ui.tasks import Worker

KEY = "paper"
DPI = 300
SLACK = 6  # points by which papers of one name differ


def prepare(printer: QPrinter, size: tuple[float, float]) -> None:
    """Set the paper to the size of a page (pt) and the margins to none: the page has its own."""
    wide, high = size
    paper = QPageSize(
        QRectF(0, 0, min(wide, high), max(wide, high)).size(),
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    printer.setPageSize(paper)
    printer.setPageOrientation(_orientation(size))
    printer.setFullPage(True)


def is_smaller(printer: QPrinter, size: tuple[float, float]) -> bool:
    """Whether the paper chosen is smaller than a page (pt)."""
    paper = printer.pageLayout().fullRectPoints()
    return sorted((paper.width(), paper.height()))[1] < max(size) - SLACK


class PrintRun(QObject):
    """Lives until the last page is out, then tells."""

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, pages: PdfPages, printer: QPrinter, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._worker = worker
        self._painter = QPainter()
        self._order = _order(printer, len(pages))
        self._is_true_size = not is_smaller(printer, pages.size(self._order[0])) if self._order else True
        self._done = 0

    def start(self) -> None:
        """Begin; pages follow one by one."""
        if not self._order or not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        self._next()

    def _next(self) -> None:
        if self._done == len(self._order):
            self.ended.emit(self._painter.end() and not self._has_failed())
            return
        page = self._order[self._done]
        self.progressed.emit(self._done + 1, len(self._order))
        self._worker.submit(
            KEY, lambda: image_of(self._pages.render(page, DPI / 72)), self._put, lambda _error: self._stop()
        )

    def _put(self, image: QImage) -> None:
        if self._done:
            self._change_paper(self._pages.size(self._order[self._done]))
            if not self._printer.newPage() or self._has_failed():
                self._stop()
                return
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        high = paper.width() * image.height() / image.width()
        wide = paper.width()
        if high > paper.height():
            wide, high = wide * paper.height() / high, paper.height()
        self._painter.drawImage(QRectF((paper.width() - wide) / 2, (paper.height() - high) / 2, wide, high), image)
        self._done += 1
        self._next()

    def _has_failed(self) -> bool:
        """Whether the printer gave up: switched off, out of reach, or stopped by its driver or its queue."""
        state = QPrinter.PrinterState
        return self._printer.printerState() in {state.Aborted, state.Error}

    def _change_paper(self, size: tuple[float, float]) -> None:
        """Turn the paper where a page lies and the one before it stood; take another where the printer has the size."""
        if self._is_true_size:
            prepare(self._printer, size)
        else:
            self._printer.setPageOrientation(_orientation(size))

    def abort(self) -> None:
        """Send no more pages, and say nothing."""
        self._printer.abort()
        self._painter.end()

    def _stop(self) -> None:
        self.abort()
        self.ended.emit(False)


def _orientation(size: tuple[float, float]) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if size[0] > size[1] else QPageLayout.Orientation.Portrait


def _order(printer: QPrinter, count: int) -> list[int]:
    """Return the pages wanted, from 0, in the order they are sent; copies too where the printer makes none itself."""
    first, last = printer.fromPage(), printer.toPage()
    wanted = list(range((first or 1) - 1, min(last or count, count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    return wanted if printer.supportsMultipleCopies() else wanted * max(1, printer.copyCount())
