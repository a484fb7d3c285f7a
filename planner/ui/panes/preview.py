"""The preview: a row with the place and the zoom, small pages in a strip, and the page itself.

Pages are drawn beside the window, those in view first, one at a time, so that nothing waits for what was scrolled past.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from planner.reports.raster import PageImage, PdfPages
from planner.ui.icons import icon
from planner.ui.panes.page_view import PageView
from planner.ui.panes.thumbnails import Thumbnails
from planner.ui.tasks import Worker

ROOM_FOR_STRIP = 620


def image_of(page: PageImage) -> QImage:
    """Return a picture of its own from what the raster gave."""
    # BGRA in memory is what Qt calls RGB32 on the little-endian machines that Qt 6 has wheels for.
    return QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()


class Preview(QWidget):
    """Owns the pages it shows. `drawn` tells that a page in view has its picture."""

    drawn = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self._worker = Worker(self)
        self._is_drawing = False
        self._is_whole = True
        self._is_anew = False
        self.strip = Thumbnails(self)
        self.view = PageView(self)
        self.place = QLabel(self)
        self.zoom = QLabel(self)
        self.empty = QLabel(self.view.viewport())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.hide()
        self.tools = QHBoxLayout()
        self._build()
        self.view.lacking.connect(self._draw_next)
        self.strip.lacking.connect(self._draw_next)
        self.view.moved.connect(self._show_place)
        self.strip.gone_to.connect(self.view.go_to)
        self._worker.crashed.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self.view.page_count

    @property
    def is_drawing(self) -> bool:
        """Whether a page in view still waits for its picture."""
        return self._is_drawing

    def show_pages(self, pages: PdfPages, *, is_whole: bool) -> None:
        """Show these pages in place of the old ones; more follow where they are not the `whole`."""
        old, self.pages = self.pages, pages
        self._is_whole = is_whole
        if old is not None:
            self._let_go(old)
        sizes = tuple(pages.size(page) for page in range(len(pages)))
        self.empty.hide()
        self.view.show_pages(sizes)
        self.strip.show_pages(sizes)
        if self._is_anew:
            self._is_anew = False
            self.view.go_to(0)
        self._fold_strip()
        self._show_place()

    def begin_anew(self) -> None:
        """Let the next pages begin with the first: they are of another document."""
        self._is_anew = True

    def show_nothing(self, words: str) -> None:
        """Show that there is nothing to preview, and why."""
        old, self.pages = self.pages, None
        self._is_whole = True
        if old is not None:
            self._let_go(old)
        self.view.show_pages(())
        self.strip.show_pages(())
        self._fold_strip()
        self.empty.setText(words)
        self.empty.show()
        self._show_place()

    def tell(self, page: int = 0, count: int = 0) -> None:
        """Say in the place's stead how far the pages are; while there is none their number is a guess."""
        self.place.setText(f"正在排版：第 {page} 页，共 {count} 页" if page else "正在排版…")

    def close_pages(self) -> None:
        """Let go of the pages, when what is drawn is drawn."""
        self._worker.stop()
        if self.pages is not None:
            self.pages.close()
            self.pages = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the strip out where the pages need the room."""
        super().resizeEvent(event)
        self._fold_strip()
        self.empty.setGeometry(self.view.viewport().rect().adjusted(24, 0, -24, 0))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addLayout(self.tools)
        row.addWidget(self.zoom)
        self.zoom_tools: list[QToolButton] = []
        for name, words, keys, slot in (
            ("zoom-out", "缩小", "Ctrl+-", lambda: self.view.step_zoom(-1)),
            ("zoom-in", "放大", "Ctrl+=", lambda: self.view.step_zoom(1)),
            ("move-horizontal", "与窗口同宽", "Ctrl+0", lambda: self.view.fit("width")),
            ("maximize", "看整页", "Ctrl+0", lambda: self.view.fit("page")),
        ):
            self.zoom_tools.append(self._tool(name, words, keys, slot))
            row.addWidget(self.zoom_tools[-1])
        for keys, slot in (
            ("Ctrl+-", lambda: self.view.step_zoom(-1)),
            ("Ctrl+=", lambda: self.view.step_zoom(1)),
            ("Ctrl++", lambda: self.view.step_zoom(1)),
            ("Ctrl+0", lambda: self.view.fit("page" if self.view.fitted == "width" else "width")),
        ):
            QShortcut(QKeySequence(keys), self.window()).activated.connect(slot)
        self.place.setAccessibleName("页码")
        self.zoom.setObjectName("muted")
        self.zoom.setMinimumWidth(40)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.strip)
        pages.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addLayout(pages, 1)

    def _tool(self, name: str, words: str, keys: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        button.setToolTip(f"{words}（{keys}）")
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _fold_strip(self) -> None:
        self.strip.setVisible(self.width() >= ROOM_FOR_STRIP and self.page_count > 1)

    def _show_place(self) -> None:
        count, page = self.view.page_count, self.view.page
        if count:
            rest = f"第 {page + 1} 页，共 {count} 页" if self._is_whole else f"第 {page + 1} 页，正在排其余各页…"
            self.place.setText(rest)
            self.strip.follow(page)
        else:
            self.place.setText("")
        self.zoom.setText(f"{self.view.zoom:.0%}" if count else "")
        for tool in self.zoom_tools:
            tool.setEnabled(bool(count))

    def _draw_next(self) -> None:
        """Draw what is in view and lacks its picture, the page before the small ones; one at a time."""
        pages = self.pages
        big = self.view.wanted
        wanted = big or (self.strip.wanted if self.strip.isVisible() else None)
        if pages is None or wanted is None or self._is_drawing:
            return
        page, scale = wanted
        self._is_drawing = True

        def show(image: QImage) -> None:
            self._is_drawing = False
            if pages is self.pages:
                if big:
                    self.view.show_picture(page, scale, image)
                    self.drawn.emit()
                else:
                    self.strip.show_picture(page, image)
            QTimer.singleShot(0, self, self._draw_next)

        self._worker.submit("page", lambda: image_of(pages.render(page, scale)), show, lambda _error: None)

    def _let_go(self, pages: PdfPages) -> None:
        # Behind whatever is still drawn of them.
        self._worker.submit(f"close {id(pages)}", pages.close, lambda _nothing: None, lambda _error: None)
