"""Cells whose text goes over several lines: a tree asks for their height without saying how wide they are."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

Index = QModelIndex | QPersistentModelIndex
_HIGHEST = 10_000
_MOST_LINES = 12


class WrappedCell(QStyledItemDelegate):
    """Takes the width of the column, and no more than some lines."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell in its column."""
        wide = QStyleOptionViewItem(option)
        wide.rect = QRect(0, 0, self._view.columnWidth(index.column()), _HIGHEST)
        found = super().sizeHint(wide, index)
        most = option.fontMetrics.lineSpacing() * _MOST_LINES
        return QSize(found.width(), min(found.height(), most))
