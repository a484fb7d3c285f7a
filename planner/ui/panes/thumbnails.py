"""The pages small, one below the other, to go through by keys or by a click."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.ui.look import current_look

BOX = 76
EDGE = 6
FINE = 2.5  # times finer than shown, so that lines do not drown the page
WIDTH = BOX + 2 * EDGE + 18
KEPT = 60

Index = QModelIndex | QPersistentModelIndex


class PageRows(QAbstractListModel):
    """One row a page; the row says the page's number to who cannot see it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sizes: tuple[tuple[float, float], ...] = ()
        self.pictures: dict[int, QImage] = {}
        self.stale: set[int] = set()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many pages there are."""
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the page's number."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        return None

    def show_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show pages of these sizes; old pictures stand in until the new ones come."""
        more = len(sizes) - len(self.sizes)
        if more > 0:
            self.beginInsertRows(QModelIndex(), len(self.sizes), len(sizes) - 1)
            self.sizes = sizes
            self.endInsertRows()
        elif more < 0:
            self.beginRemoveRows(QModelIndex(), len(sizes), len(self.sizes) - 1)
            self.sizes = sizes
            self.endRemoveRows()
        self.sizes = sizes
        self.pictures = {page: image for page, image in self.pictures.items() if page < len(sizes)}
        self.stale = set(self.pictures)


class _PageDelegate(QStyledItemDelegate):
    """Draws a small page with its number below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for a page of any form."""
        model = index.model()
        sizes = model.sizes if isinstance(model, PageRows) else ()
        high = max((high / max(wide, high) for wide, high in sizes), default=1.0) * BOX
        return QSize(BOX + 2 * EDGE, round(high) + 2 * EDGE + QFontMetrics(option.font).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the page, framed, the current one in the accent."""
        model = index.model()
        if not isinstance(model, PageRows):
            return
        look = current_look()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        wide, high = model.sizes[index.row()]
        scale = BOX / max(wide, high)
        room: QRect = option.rect
        letters = QFontMetrics(option.font).height()
        page = QRectF(0, 0, wide * scale, high * scale)
        page.moveCenter(QRectF(room.adjusted(0, 0, 0, -letters)).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(page, QColor("#ffffff"))
        image = model.pictures.get(index.row())
        if image is not None:
            painter.drawImage(page, image)
        painter.setPen(QPen(QColor(look.accent if is_current else look.handle), 2 if is_current else 1))
        painter.drawRect(page)
        painter.setPen(QColor(look.text if is_current else look.muted))
        below = QRect(room.left(), room.bottom() - letters - 1, room.width(), letters)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class Thumbnails(QListView):
    """`gone_to` tells of a page that the clerk went to; `lacking` that one in view has no picture."""

    gone_to = Signal(int)
    lacking = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_following = False
        self.rows = PageRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_PageDelegate(self))
        self.setObjectName("thumbnails")
        self.setAccessibleName("各页缩略图")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFixedWidth(WIDTH)

    @property
    def wanted(self) -> tuple[int, float] | None:
        """The first page in view that lacks its picture, and the scale it is wanted at (pixels a point)."""
        for page in self._seen():
            if page not in self.rows.pictures or page in self.rows.stale:
                return page, FINE * BOX / max(self.rows.sizes[page]) * self.devicePixelRatioF()
        return None

    def show_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show pages of these sizes (pt)."""
        self._is_following = True
        self.rows.show_sizes(sizes)
        self.scheduleDelayedItemsLayout()
        self._is_following = False
        self.viewport().update()

    def show_picture(self, page: int, image: QImage) -> None:
        """Show the picture of a page, and let go of those far from view."""
        pictures = self.rows.pictures
        small = image.scaledToWidth(round(image.width() / FINE), Qt.TransformationMode.SmoothTransformation)
        pictures[page] = small
        self.rows.stale.discard(page)
        for far in [place for place in pictures if abs(place - page) > KEPT]:
            del pictures[far]
        self.viewport().update()

    def follow(self, page: int) -> None:
        """Mark the page on show, without telling of it."""
        index = self.rows.index(page, 0)
        if index.isValid() and index != self.currentIndex():
            self._is_following = True
            self.setCurrentIndex(index)
            self._is_following = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the clerk went."""
        super().currentChanged(current, previous)
        if not self._is_following and current.isValid():
            self.gone_to.emit(current.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and tell what is lacking."""
        super().paintEvent(event)
        if self.wanted is not None:
            self.lacking.emit()

    def _seen(self) -> range:
        first = self.indexAt(self.viewport().rect().topLeft())
        if not first.isValid():
            return range(0)
        high = max(1, self.visualRect(first).height())
        last = first.row() + self.viewport().height() // high + 2
        return range(first.row(), min(last, self.rows.rowCount()))
