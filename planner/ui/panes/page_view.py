"""Pages below one another; a page lacks its picture until it has come into view and was drawn."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.ui.look import current_look

GAP = 14
STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
SCREEN_PER_POINT = 96 / 72
KEPT_AROUND = 4  # pages whose pictures are kept above and below those in view


@dataclass(slots=True)
class _Picture:
    image: QImage
    scale: float


class PageView(QAbstractScrollArea):
    """Zoom 1.0 is the size on paper. `lacking` tells that a page in view has no picture, `wanted` which one."""

    lacking = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("打印预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, _Picture] = {}
        self._places: list[QRectF] = []
        self._tops: list[float] = []
        self._bottoms: list[float] = []
        self._zoom = 1.0
        self._fit = "width"
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page on show, from 0: the first at the top of the way, the last at its end."""
        bar = self.verticalScrollBar()
        gone = bar.value() / bar.maximum() if bar.maximum() else 0.0
        middle = bar.value() + self.viewport().height() * gone
        return max(0, bisect_right(self._tops, middle) - 1)

    @property
    def wanted(self) -> tuple[int, float] | None:
        """The first page in view that lacks its picture, and the scale it is wanted at (pixels a point)."""
        scale = self._scale
        lacking = (page for page in self._seen() if not self._has(page, scale))
        page = next(lacking, None)
        return None if page is None else (page, scale)

    @property
    def zoom(self) -> float:
        """The size against paper."""
        return self._zoom

    def show_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show pages of these sizes (pt); old pictures stand in until the new ones come."""
        self._sizes = sizes
        self._pictures = {page: picture for page, picture in self._pictures.items() if page < len(sizes)}
        for picture in self._pictures.values():
            picture.scale = 0.0
        self._lay_out()

    def show_picture(self, page: int, scale: float, image: QImage) -> None:
        """Show the picture of a page, and let go of those far from view."""
        self._pictures[page] = _Picture(image, scale)
        seen = self._seen()
        near = range(seen.start - KEPT_AROUND, seen.stop + KEPT_AROUND)
        self._pictures = {place: picture for place, picture in self._pictures.items() if place in near}
        self.viewport().update()

    @property
    def fitted(self) -> str:
        """What the pages are fitted to: "width", "page", or nothing."""
        return self._fit

    def fit(self, how: str) -> None:
        """Fit the page's "width", or the whole "page", and keep it so."""
        self._fit = how
        self._lay_out()

    def step_zoom(self, offset: int) -> None:
        """Make the pages one step larger or smaller."""
        larger = [step for step in STEPS if step > self._zoom + 0.01]
        smaller = [step for step in STEPS if step < self._zoom - 0.01]
        found = larger[:1] if offset > 0 else smaller[-1:]
        if found:
            self._fit = ""
            self._zoom = found[0]
            self._lay_out()

    def go_to(self, page: int) -> None:
        """Bring a page into view."""
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(round(self._places[page].top()) - GAP // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.go_to(min(self.page + 1, self.page_count - 1))
        elif key == Qt.Key.Key_PageUp:
            self.go_to(max(0, self.page - 1))
        elif key == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif key == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.step_zoom(-1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = current_look()
        painter.fillRect(self.viewport().rect(), QColor(look.line))
        shift = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page in self._seen():
            target = self._places[page].translated(shift).toRect()
            painter.fillRect(target, QColor("#ffffff"))
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawImage(target, picture.image)
        if self.wanted is not None:
            self.lacking.emit()

    @property
    def _scale(self) -> float:
        return self._zoom * SCREEN_PER_POINT * self.devicePixelRatioF()

    def _has(self, page: int, scale: float) -> bool:
        picture = self._pictures.get(page)
        return picture is not None and abs(picture.scale - scale) <= 1e-6

    def _seen(self) -> range:
        """Return the pages in view."""
        top = self.verticalScrollBar().value()
        first = bisect_right(self._bottoms, top)
        last = bisect_left(self._tops, top + self.viewport().height())
        return range(first, last)

    def _rects(self) -> list[QRectF]:
        width = max(self.viewport().width(), round(self._widest()) + 2 * GAP)
        found, top = [], float(GAP)
        for points_wide, points_high in self._sizes:
            wide, high = points_wide * SCREEN_PER_POINT * self._zoom, points_high * SCREEN_PER_POINT * self._zoom
            found.append(QRectF(round((width - wide) / 2), round(top), wide, high))
            top += high + GAP
        return found

    def _widest(self) -> float:
        return max((wide for wide, _high in self._sizes), default=0.0) * SCREEN_PER_POINT * self._zoom

    def _lay_out(self) -> None:
        if self._sizes and self._fit:
            wide = max(wide for wide, _high in self._sizes) * SCREEN_PER_POINT
            high = max(high for _wide, high in self._sizes) * SCREEN_PER_POINT
            zoom = (self.viewport().width() - 2 * GAP) / wide
            if self._fit == "page":
                zoom = min(zoom, (self.viewport().height() - 2 * GAP) / high)
            self._zoom = max(0.1, zoom)
        self._places = self._rects()
        self._tops = [place.top() for place in self._places]
        self._bottoms = [place.bottom() for place in self._places]
        bottom = round(self._places[-1].bottom()) + GAP if self._places else 0
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, bottom - self.viewport().height()))
        vertical.setPageStep(self.viewport().height())
        vertical.setSingleStep(40)
        across = 0 if self._fit else max(0, round(self._widest()) + 2 * GAP - self.viewport().width())
        horizontal.setRange(0, across)
        horizontal.setPageStep(self.viewport().width())
        self.viewport().update()
        self.moved.emit()
