"""The tree view of a plan, for the window and for the review."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from planner.core.opening import WHOLE_AT_MOST, Opening
from planner.ui.delegates.plan_row import SECTION, PlanRowDelegate
from planner.ui.itemmodels.plan_tree import Column, Index, PlanTreeModel
from planner.ui.look import LIGHT_GAP, light_size
from planner.ui.panes.folds import Folds
from planner.ui.panes.tree_columns import TreeColumns

if TYPE_CHECKING:
    from planner.core.filtering import ItemFilter
    from planner.core.snapshot import PlanSnapshot

WIDEST_NUMBER = 9
NUMBER_MARGIN = 6
# Letters at the least, part of the width, letters at the most.
SHARES = {
    Column.NUMBER: (4, 0.085, 6),
    Column.ORDINAL: (2, 0.04, 3),
    Column.LEADS: (5, 0.145, 14),
    Column.PARTNERS: (5, 0.2, 26),
    Column.DEADLINE: (4, 0.155, 10),
}
WITHOUT_DEADLINES = {**SHARES, Column.PARTNERS: (5, 0.25, 30), Column.DEADLINE: (4, 0.08, 5)}

STATUS_LETTERS = 4
STATES = (STATUS_LETTERS, 0.0, STATUS_LETTERS)
BESIDE_STATES = {Column.PARTNERS: (5, 0.16, 22), Column.DEADLINE: (4, 0.172, 10)}


class PlanTree(QTreeView):
    """Keeps the chosen node, what is folded and the place on refresh; tells of a choice only when a person made it.

    What the first picture does not need is set up by `complete`. `painted` is told once, when that picture stands.
    """

    chosen = Signal(object)
    menu_wanted = Signal(QPoint)
    escaped = Signal()
    painted = Signal()
    absent_columns: tuple[Column, ...] = (Column.ORDINAL,)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.folds = Folds()
        self._is_refreshing = False
        self._has_painted = False
        self._plan_id: int | None = None
        self._longest: tuple[str, str] = ("", "")
        self._has_deadlines = False
        self.plan_model = PlanTreeModel(self)
        self.row_delegate = PlanRowDelegate(self)
        self.setModel(self.plan_model)
        self.header().setModel(self.plan_model.heads)
        self.setItemDelegate(self.row_delegate)
        self.setAccessibleName("任务树")
        self.setTreePosition(Column.TITLE)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.columns = TreeColumns(self.header(), SHARES, self.absent_columns)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._point_at(index.internalId()))
        self.viewportEntered.connect(lambda: self._point_at(None))
        self.collapsed.connect(lambda index: self._fold(index, True))
        self.expanded.connect(lambda index: self._fold(index, False))

    def complete(self) -> None:
        """Set up what the first picture does not need."""
        from PySide6.QtCore import Qt

        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.customContextMenuRequested.connect(self._ask_for_menu)

    def show_opening(self, opening: Opening) -> None:
        """Show the rows of a plan whose snapshot is still to come, the first one chosen."""
        self._plan_id = opening.plan_id
        self._has_deadlines = opening.has_deadlines
        self._is_refreshing = True
        try:
            self.plan_model.show_opening(opening)
            self._share_columns()
            self._unfold()
            self._fit_numbers([(row.number, row.kind) for row in opening.rows])
            self._choose(opening.rows[0].node_id if opening.rows else None)
        finally:
            self._is_refreshing = False

    def show_snapshot(self, snapshot: "PlanSnapshot | None", node_id: int | None) -> None:
        """Show a plan with `node_id` chosen; what was folded stays folded."""
        bar = self.verticalScrollBar()
        place = bar.value()
        if snapshot is not None and snapshot.plan_id != self._plan_id:
            self._plan_id = snapshot.plan_id
            self._has_deadlines = any(node.deadlines for node in snapshot.nodes)
        self._is_refreshing = True
        try:
            if self.plan_model.show_snapshot(snapshot):
                self._unfold()
            self._share_columns()
            self._fit_numbers([(node.number, node.kind) for node in snapshot.nodes] if snapshot is not None else [])
            bar.setValue(place)
            self._choose(node_id)
        finally:
            self._is_refreshing = False

    def show_node(self, node_id: int | None) -> None:
        """Choose a node without telling of it."""
        self._is_refreshing = True
        try:
            self._choose(node_id)
        finally:
            self._is_refreshing = False

    def set_filter(self, chosen: "ItemFilter | None", node_id: int | None) -> None:
        """Show only what is wanted, the words looked for marked."""
        self._is_refreshing = True
        try:
            self.plan_model.set_filter(chosen)
            found = self.plan_model.filter
            self.row_delegate.look_for(found.query.words, found.query.number)
            self._unfold(keep=not found.is_on)
            self._choose(node_id)
        finally:
            self._is_refreshing = False

    def shows(self, node_id: int | None) -> bool:
        """Whether a node is in the tree with the filter of this moment."""
        return self.plan_model.index_of(node_id).isValid()

    def current_node(self) -> int | None:
        """Return the id of the chosen node."""
        return self.plan_model.node_id_at(self.currentIndex())

    def current_place(self) -> QRect:
        """Return where the chosen row's text stands in the viewport."""
        return self.visualRect(self.currentIndex().siblingAtColumn(Column.TITLE))

    def beside(self, node_id: int) -> int | None:
        """Return the node behind one with all below it, or else the one before it."""
        index = self.plan_model.index_of(node_id)
        behind, level = index.siblingAtRow(index.row() + 1), index.parent()
        while not behind.isValid() and level.isValid():
            behind, level = level.siblingAtRow(level.row() + 1), level.parent()
        return self.plan_model.node_id_at(behind if behind.isValid() else self.indexAbove(index))

    def step(self, offset: int) -> None:
        """Choose the row above or below, as a person would."""
        index = self.indexBelow(self.currentIndex()) if offset > 0 else self.indexAbove(self.currentIndex())
        if index.isValid():
            self.setCurrentIndex(index)

    def refresh_look(self) -> None:
        """Draw anew for another palette or font."""
        self.row_delegate.refresh()
        self._share_columns()
        self._measure_numbers()
        self.doItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of a choice, unless a refresh made it."""
        super().currentChanged(current, previous)
        self.row_delegate.chosen_place = current.internalId() if current.isValid() else None
        if not self._is_refreshing:
            self.chosen.emit(self.plan_model.node_id_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        # Typing letters would jump about in the tree; the filter is for that.
        if event.text().isprintable() and event.text() and event.key() != Qt.Key.Key_Space:
            event.ignore()
            return
        super().keyPressEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row on its ground."""
        rect: QRect = option.rect
        self.row_delegate.row_right = rect.width() - 6
        self.row_delegate.paint_ground(painter, rect, option.palette, index.internalId())
        super().drawRow(painter, option, index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and tell when they have been drawn for the first time."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, place: int | None) -> None:
        if place != self.row_delegate.pointed_place:
            self.row_delegate.pointed_place = place
            self.viewport().update()

    def _share_columns(self) -> None:
        """Fit the columns to what the plan has; the one of statuses is there once anything was reported."""
        has_states = self.plan_model.has_states
        self.columns.show_states(has_states)
        shares = SHARES if self._has_deadlines else WITHOUT_DEADLINES
        if has_states:
            shares = {**shares, **(BESIDE_STATES if self._has_deadlines else {}), Column.STATUS: STATES}
        self.columns.share(shares)
        letters = STATUS_LETTERS * self.fontMetrics().horizontalAdvance("字")
        self.columns.need(Column.LEADS, letters + 12)
        if has_states:
            self.columns.need(Column.STATUS, letters + light_size() + LIGHT_GAP + 12)
            if self._has_deadlines:
                self.columns.need(Column.DEADLINE, letters + 12)

    def _fit_numbers(self, numbers: Sequence[tuple[str, str]]) -> None:
        """Give the numbers of these kinds their room; only the longest section and the longest other are measured."""
        self._longest = (
            max((number for number, kind in numbers if kind == SECTION), key=_length, default=""),
            max((number for number, kind in numbers if kind != SECTION), key=_length, default=""),
        )
        self._measure_numbers()

    def _measure_numbers(self) -> None:
        bold = QFont(self.font())
        bold.setBold(True)
        section, other = self._longest
        width = max(QFontMetrics(bold).horizontalAdvance(section), self.fontMetrics().horizontalAdvance(other))
        widest = WIDEST_NUMBER * self.fontMetrics().horizontalAdvance("字")
        self.columns.need(Column.NUMBER, min(width, widest) + self.row_delegate.gutter + NUMBER_MARGIN)

    def _choose(self, node_id: int | None) -> None:
        index = self.plan_model.index_of(node_id)
        if index != self.currentIndex().siblingAtColumn(0):
            self.setCurrentIndex(index)
        self.row_delegate.chosen_place = index.internalId() if index.isValid() else None
        if index.isValid():
            self.scrollTo(index)

    def _fold(self, index: QModelIndex, folded: bool) -> None:
        node_id = self.plan_model.node_id_at(index)
        if node_id is not None and not self._is_refreshing:
            self.folds.fold(node_id, folded=folded)

    def _unfold(self, keep: bool = True) -> None:
        """Open what is not folded, or all when that is not to be kept; the rows are laid out once, later."""
        folds, model = self.folds, self.plan_model
        folds.is_long = model.node_count > WHOLE_AT_MOST
        is_all = not keep and model.shown_count <= WHOLE_AT_MOST
        was_blocked = self.blockSignals(True)  # hundreds of signals that say nothing new
        for node_id in model.shown_parents():
            if is_all or folds.is_open(node_id):
                self.expand(model.index_of(node_id))
        self.blockSignals(was_blocked)
        self.executeDelayedItemsLayout()

    def _ask_for_menu(self, place: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))


def _length(number: str) -> int:
    """Return about how wide a number is: a Chinese sign counts twice as much as a digit."""
    return len(number) + len(number.encode())
