"""Pages below one another, as pictures that are asked for when they come into view."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.ui.look import current_look

GAP = 14
STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
SCREEN_PER_POINT = 96 / 72


@dataclass(slots=True)
class _Picture:
    image: QImage
    scale: float


class PageView(QAbstractScrollArea):
    """Zoom 1.0 is the size on paper. `page_wanted(page, scale)` asks for a picture at `scale` pixels a point."""

    page_wanted = Signal(int, float)
    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("打印预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, _Picture] = {}
        self._wanted: dict[int, float] = {}
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
        tops = [rect.top() for rect in self._rects()]
        return max(0, sum(top <= middle for top in tops) - 1)

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
        self._wanted.clear()
        self._lay_out()

    def show_picture(self, page: int, scale: float, image: QImage) -> None:
        """Show the picture of a page."""
        self._pictures[page] = _Picture(image, scale)
        self._wanted.pop(page, None)
        self.viewport().update()

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
        rects = self._rects()
        if 0 <= page < len(rects):
            self.verticalScrollBar().setValue(round(rects[page].top()) - GAP // 2)

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
        seen = QRectF(self.viewport().rect())
        for page, rect in enumerate(self._rects()):
            place = rect.translated(shift)
            if not place.intersects(seen):
                continue
            target = QRect(place.toRect())
            painter.fillRect(target, QColor("#ffffff"))
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawImage(target, picture.image)
            self._want(page, picture)

    def _want(self, page: int, picture: _Picture | None) -> None:
        scale = self._zoom * SCREEN_PER_POINT * self.devicePixelRatioF()
        if (picture is None or abs(picture.scale - scale) > 1e-6) and self._wanted.get(page) != scale:
            self._wanted[page] = scale
            self.page_wanted.emit(page, scale)

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
        rects = self._rects()
        bottom = round(rects[-1].bottom()) + GAP if rects else 0
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, bottom - self.viewport().height()))
        vertical.setPageStep(self.viewport().height())
        vertical.setSingleStep(40)
        across = 0 if self._fit else max(0, round(self._widest()) + 2 * GAP - self.viewport().width())
        horizontal.setRange(0, across)
        horizontal.setPageStep(self.viewport().width())
        self.viewport().update()
        self.moved.emit()
