"""Rendering for the preview, beside the window: the newest request wins, the first page of a long plan comes first."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from planner.core.stopping import Tell
from planner.reports import catalog
from planner.reports.raster import PdfPages
from planner.reports.request import PrintRequest, Rendered
from planner.ui.dialogs.print_source import PrintSource, SubjectChoice
from planner.ui.tasks import Worker

KEY = "preview"
LONG = 120  # nodes of a plan whose first page does not wait for the others


@dataclass(frozen=True, slots=True)
class Asked:
    """What a preview is of."""

    choice: SubjectChoice
    request: PrintRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """Rendered pages, all of them where it is `whole`, and what they are of."""

    asked: Asked
    rendered: Rendered
    pages: PdfPages
    is_whole: bool


class Renders(QObject):
    """`ready` brings pages (`Shown`), `failed` the trouble; `told` how far they are."""

    ready = Signal(object)
    failed = Signal(object)
    told = Signal(int, int)

    def __init__(self, source: PrintSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._worker = worker

    def ask(self, asked: Asked) -> None:
        """Render; what was asked for before is dropped, and stopped where it stands."""
        if len(self._source.plan.nodes) >= LONG:
            self._worker.submit_long(
                KEY, lambda _tell: self._first(asked), self._go_on, self.failed.emit, self.told.emit
            )
        else:
            self.ask_whole(asked)

    def ask_whole(self, asked: Asked) -> None:
        """Render all pages."""
        self._worker.submit_long(
            KEY, lambda tell: self._whole(asked, tell), self.ready.emit, self.failed.emit, self.told.emit
        )

    def forget(self) -> None:
        """Want no pages any more."""
        self._worker.forget(KEY)

    def _go_on(self, first: Shown) -> None:
        self.ready.emit(first)
        if not first.is_whole:
            self.ask_whole(first.asked)

    def _first(self, asked: Asked) -> Shown:
        rendered = catalog.preview_first(self._source.subject(asked.choice), asked.request)
        return Shown(asked, rendered, PdfPages(rendered.data), is_whole=False)

    def _whole(self, asked: Asked, tell: Tell) -> Shown:
        rendered = catalog.render(self._source.subject(asked.choice), asked.request, "pdf", tell)
        return Shown(asked, rendered, PdfPages(rendered.data), is_whole=True)
