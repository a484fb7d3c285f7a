"""A list of rows that are chosen whole and not typed into, as wide as its place."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget


class RowList(QTreeView):
    """Shows the rows of a model under a head of columns."""

    def __init__(self, rows: QAbstractItemModel, called: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setAccessibleName(called)
        self.setObjectName("register")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
