"""The list of the page 到期."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from planner.core.agenda import DueLine
from planner.ui.delegates.due_row import DueRowDelegate, width_of
from planner.ui.itemmodels.due_rows import Column, DueModel, Heading
from planner.ui.panes.columns import FittedColumns

Index = QModelIndex | QPersistentModelIndex
# In letters: least, part of the width, most.
SHARES: dict[Column, tuple[int, float, int]] = {
    Column.DAY: (10, 0.16, 19),
    Column.LEADS: (6, 0.15, 18),
    Column.PLAN: (7, 0.17, 26),
    Column.STATUS: (12, 0.13, 16),
}

BRIEF: dict[Column, tuple[int, float, int]] = {
    Column.DAY: (7, 0.15, 11),
    Column.LEADS: (5, 0.14, 16),
    Column.PLAN: (0, 0.0, 0),
    Column.STATUS: (12, 0.2, 15),
}

MEASURED = 200
"""How many lines are measured for the widths of their columns; there may be thousands."""


class DueList(QTreeView):
    """`wanted` tells of a line that the clerk wants to go to; `stepped` of an arrow aside, which changes the period."""

    wanted = Signal(object)
    stepped = Signal(int)
    resized = Signal()

    def __init__(self, parent: QWidget, *, is_brief: bool = False) -> None:
        super().__init__(parent)
        self.rows = DueModel(self, is_brief=is_brief)
        self.row_delegate = DueRowDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.row_delegate)
        self.setObjectName("due")
        self.setAccessibleName("到期的任务")
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # the delegate marks the row of the keys
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMouseTracking(True)
        self.columns = FittedColumns(self.header(), Column.ITEM, BRIEF if is_brief else SHARES)
        self.setColumnHidden(Column.PLAN, is_brief)
        self.setHeaderHidden(is_brief)
        self.entered.connect(lambda index: self._point_at(index.row()))
        self.viewportEntered.connect(lambda: self._point_at(-1))
        self.doubleClicked.connect(lambda _index: self._go())

    @property
    def line(self) -> DueLine | None:
        """The line chosen."""
        return self.rows.line_at(self.currentIndex())

    @property
    def row_height(self) -> int:
        """How high a row is."""
        return self.row_delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()

    def show_groups(
        self, groups: Sequence[tuple[str, Sequence[DueLine]]], day: date, counts: Mapping[str, int] | None = None
    ) -> None:
        """Show these lines; the one chosen stays so, or the one that took its place.

        `counts` says how many a heading stands for where fewer are shown.
        """
        before, place = self.line, self.currentIndex().row()
        self.rows.show_groups(groups, day, counts or {})
        self._fit_words()
        if before is not None and self.line is not None and before.node.node_id == self.line.node.node_id:
            return
        for row, shown in enumerate(self.rows.rows):
            if isinstance(shown, Heading):
                self.setFirstColumnSpanned(row, QModelIndex(), True)
        found = self.rows.place_of(before.node.node_id, before.due_on) if before is not None else -1
        if found < 0:
            lines = [row for row, shown in enumerate(self.rows.rows) if isinstance(shown, DueLine)]
            found = next((row for row in lines if row >= place), lines[-1] if lines else -1)
        if found >= 0:
            self.setCurrentIndex(self.rows.index(found, 0))
        self.scrollTo(self.currentIndex())

    def current_place(self) -> QRect:
        """Return where the status of the chosen line stands."""
        return self.visualRect(self.currentIndex().siblingAtColumn(Column.STATUS))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Mark the row that the keys mean."""
        super().currentChanged(current, previous)
        self.row_delegate.chosen_row = current.row()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._go()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another room for rows."""
        super().resizeEvent(event)
        if self.isHeaderHidden():  # such a head tells nobody of its geometry
            self.header().resize(self.viewport().width(), self.header().height())
            self.columns.fit()
        self.resized.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(-1)

    def _fit_words(self) -> None:
        """Give days, units and plans the room of their longest words, so that what is left over goes to the items."""
        places = range(min(MEASURED, len(self.rows.rows)))
        shown = [row for place in places if not isinstance(row := self.rows.row(place), Heading)]
        metrics = self.fontMetrics()
        widths = {column: max((width_of(metrics, row, column) for row in shown), default=0) for column in Column}
        self.columns.need(Column.STATUS, widths[Column.STATUS])
        self.columns.wish(widths if shown else {})

    def _go(self) -> None:
        if self.line is not None:
            self.wanted.emit(self.line)

    def _point_at(self, row: int) -> None:
        if row != self.row_delegate.pointed_row:
            self.row_delegate.pointed_row = row
            self.viewport().update()
