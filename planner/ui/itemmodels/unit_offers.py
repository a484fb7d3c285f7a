"""The units that are offered below a line of units, and how a row of them is drawn: its key, its name, what fitted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.services.unit_search import FoundUnit
from planner.ui.look import current_look

Index = QModelIndex | QPersistentModelIndex
OFFER_ROLE = Qt.ItemDataRole.UserRole + 1
NO_INDEX = QModelIndex()
KEYS = 9
_KEY_WIDTH = 26
_MARGIN = 8
_GAP = 14


class UnitOffers(QAbstractListModel):
    """The best first; the first nine have a digit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: Sequence[FoundUnit] = ()

    def show_offers(self, offers: Sequence[FoundUnit]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.offers = tuple(offers)
        self.endResetModel()

    def names(self) -> list[str]:
        """Return the names that are offered."""
        return [offer.unit.name for offer in self.offers]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.unit.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.unit.name}，{note(offer)}" if note(offer) else offer.unit.name
        return offer if role == OFFER_ROLE else None


def note(offer: FoundUnit) -> str:
    """Return what else is to be known of an offer: the alias that fitted, that it is a group, or out of use."""
    if offer.by:
        return f"又名 {offer.by}"
    return "已停用" if offer.unit.is_retired else "群组" if offer.unit.is_group else ""


class UnitOfferDelegate(QStyledItemDelegate):
    """Draws the digit muted before the name and the note muted behind it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return what the words need."""
        metrics = QFontMetrics(QApplication.font())
        offer: FoundUnit | None = index.data(OFFER_ROLE)
        words = "" if offer is None else offer.unit.name
        width = _MARGIN * 2 + _KEY_WIDTH + metrics.horizontalAdvance(words)
        if offer is not None and note(offer):
            width += _GAP + metrics.horizontalAdvance(note(offer))
        return QSize(width, metrics.lineSpacing() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        offer: FoundUnit | None = index.data(OFFER_ROLE)
        if offer is None:
            return
        rect: QRect = option.rect
        palette: QPalette = option.palette
        look = current_look()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.highlight())
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(look.accent))
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(look.muted))
        if index.row() < KEYS:
            painter.drawText(
                QRect(inner.left() + 2, inner.top(), _KEY_WIDTH, inner.height()), middle, str(index.row() + 1)
            )
        behind = inner.adjusted(_KEY_WIDTH, 0, 0, 0)
        said = note(offer)
        if said:
            painter.drawText(behind, middle | Qt.AlignmentFlag.AlignRight, said)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(behind, middle, offer.unit.name)
        painter.restore()
