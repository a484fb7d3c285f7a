"""The tree of the window as an outliner: several rows chosen or marked, folds that last, rows that are dragged.

Rows are chosen as everywhere (Shift, Ctrl, Ctrl+A). Marks are set by a key and stay while the clerk goes about; they
have a sign of their own. Chosen is what is marked, and what is chosen beside it when that is more than one row.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from planner.core.opening import Opening
from planner.ui.delegates.plan_row import STEP, box_in
from planner.ui.itemmodels.plan_tree import Column, Index
from planner.ui.panes.plan_tree import PlanTree

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from planner.core.filtering import ItemFilter
    from planner.core.snapshot import PlanSnapshot
    from planner.ui.panes.tree_drops import TreeDrops


MOST_STRETCHES = 200


class Memory(Protocol):
    """What keeps small texts between starts."""

    def setting(self, key: str) -> str | None:
        """Return what was remembered."""

    def set_setting(self, key: str, value: str | None) -> None:
        """Remember something, or forget it."""


EMPTY = "这份计划还没有任务。\n按 Ctrl+N 加一项任务，按 Ctrl+Shift+N 加一个部分。"


class OutlineTree(PlanTree):
    """Tells which nodes are chosen (`several_chosen`) and where dragged ones were dropped (`dropped`)."""

    several_chosen = Signal(object)
    dropped = Signal(object, object, object, bool)
    """The dragged nodes, the parent and the elder sibling they are to have, and whether copies are wanted."""
    uncut_wanted = Signal()
    ticked = Signal(int)
    """The step whose box was clicked."""
    absent_columns: tuple[Column, ...] = ()
    drops: "TreeDrops"

    def __init__(self, parent: QWidget, memory: Memory) -> None:
        super().__init__(parent)
        self._memory = memory
        self.row_delegate.has_boxes = True
        self._kept_folds = ""
        self._marks: set[int] = set()
        self._told: tuple[int, ...] = ()
        self._beyond: frozenset[int] = frozenset()
        self._pressed: QPoint | None = None
        self.make_mime: Callable[[tuple[int, ...]], QMimeData] | None = None

    def complete(self) -> None:
        """Set up what the first picture does not need."""
        from planner.ui.panes.tree_drops import TreeDrops

        super().complete()
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.columns.complete()
        self.drops = TreeDrops(self, self.dropped.emit)
        self.setAcceptDrops(True)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self._chosen_by_hand())
        self._selection_changed()

    def show_opening(self, opening: Opening) -> None:
        """Show the rows of a plan whose snapshot is still to come, folded as it was left."""
        self._read_folds(opening.plan_id)
        super().show_opening(opening)

    def show_snapshot(self, snapshot: "PlanSnapshot | None", node_id: int | None) -> None:
        """Show a plan with `node_id` chosen; what was folded, chosen and marked stays so."""
        selected: tuple[int, ...] = ()
        if snapshot is None or snapshot.plan_id != self._plan_id:
            self.keep_folds()
            self._marks.clear()
            self._beyond = frozenset()
            self._read_folds(snapshot.plan_id if snapshot is not None else None)
        else:
            selected = self.selected_ids()
        super().show_snapshot(snapshot, node_id)
        self._marks = {one for one in self._marks if snapshot is not None and one in snapshot.by_id}
        if node_id in selected:
            self._select(selected)
        self._show_marks()
        self._selection_changed()

    def setCurrentIndex(self, index: Index) -> None:
        """Choose one row alone. Qt would look at the keys that are held, and with Ctrl choose it beside the others."""
        flags = QItemSelectionModel.SelectionFlag
        self._beyond = frozenset()
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def show_node(self, node_id: int | None) -> None:
        """Choose a node alone, unless it is among those that are chosen."""
        super().show_node(node_id)
        self._selection_changed()

    def set_filter(self, chosen: "ItemFilter | None", node_id: int | None) -> None:
        """Show only what is wanted; what is chosen and still shown stays so, and so do all marks."""
        selected = self.selected_ids()
        super().set_filter(chosen, node_id)
        if node_id in selected and self.shows(node_id):
            self._select(selected)
        self._show_marks()
        self._selection_changed()

    def selected_ids(self) -> tuple[int, ...]:
        """Return the ids of the rows that are chosen without a mark, in plan order."""
        ids = set(self._beyond)
        selection = self.selectionModel().selection()
        for chosen in (selection.at(place) for place in range(selection.count())):
            ids.update(self.plan_model.ids_between(chosen.parent(), chosen.top(), chosen.bottom()))
        return self.plan_model.in_order(ids)

    def chosen_ids(self) -> tuple[int, ...]:
        """Return the ids of what is marked, and of what is chosen beside it, in plan order."""
        selected = self.selected_ids()
        if not self._marks:
            return selected
        return self.plan_model.in_order({*self._marks, *(selected if len(selected) > 1 else ())})

    @property
    def marked_ids(self) -> frozenset[int]:
        """The nodes with a mark."""
        return frozenset(self._marks)

    def show_chosen(self, node_ids: tuple[int, ...]) -> None:
        """Choose several nodes in place of what was chosen and marked, without telling of it."""
        if node_ids == self._told:
            return
        self._is_refreshing = True
        try:
            self._marks.clear()
            self._open_above(node_ids)
            self._select(node_ids)
            self._show_marks()
        finally:
            self._is_refreshing = False
        self._selection_changed()

    def mark_row(self) -> None:
        """Mark the rows that are chosen, or take their marks away, and go on to the next."""
        selected = set(self.selected_ids())
        if not selected:
            return
        if selected <= self._marks:
            self._marks -= selected
        else:
            self._marks |= selected
        self._show_marks()
        self.step(1)
        self._tell()

    def select_all(self) -> None:
        """Choose all that is shown, folded or not."""
        self._select(self.plan_model.shown_ids())

    def clear_chosen(self) -> bool:
        """Choose only the row that the keys act on; false when nothing else was chosen."""
        if not self._marks and len(self.selected_ids()) < 2:
            return False
        self._marks.clear()
        self._show_marks()
        self._select(tuple(one for one in (self.current_node(),) if one is not None))
        self._tell()
        return True

    def show_cut(self, node_ids: Iterable[int]) -> None:
        """Draw nodes pale that are to be moved by the next pasting."""
        self.row_delegate.cut_places = self.plan_model.places_below(node_ids)
        self.viewport().update()

    def fold_all(self) -> None:
        """Fold everything; the row that the keys act on is then the one above it that is still shown."""
        node_id = self.current_node()
        self.folds.fold_all(self.plan_model.shown_parents(), folded=True)
        self._quietly(self.collapseAll)
        index = self.plan_model.index_of(node_id)
        while index.parent().isValid():
            index = index.parent()
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def unfold_all(self) -> None:
        """Open everything."""
        self.folds.fold_all(self.plan_model.shown_parents(), folded=False)
        self._quietly(self.expandAll)
        self.scrollTo(self.currentIndex())

    def keep_folds(self) -> None:
        """Remember what is folded in the plan on show."""
        words = self.folds.as_text()
        if self._plan_id and words != self._kept_folds:
            self._memory.set_setting(f"folds_{self._plan_id}", words or None)
            self._kept_folds = words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc take back a choice of several before it clears the filter."""
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape and (self.row_delegate.cut_places or self.clear_chosen()):
            if self.row_delegate.cut_places:
                self.uncut_wanted.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        from PySide6.QtCore import Qt

        place = event.position().toPoint()
        is_row = event.button() == Qt.MouseButton.LeftButton and self.indexAt(place).isValid()
        step = self._box_at(place) if is_row else None
        self._pressed = place if is_row and step is None else None
        if step is not None:
            self.ticked.emit(step)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is chosen once the pressed pointer has left its place."""
        from PySide6.QtCore import Qt

        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() >= QApplication.startDragDistance():
            pressed, self._pressed = self.indexAt(self._pressed), None
            node_id = self.plan_model.node_id_at(pressed)
            chosen = self.chosen_ids()
            ids = chosen if node_id in chosen else () if node_id is None else (node_id,)
            if ids and self.make_mime is not None:
                self.drops.drag(ids, self.make_mime(ids))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome rows; files and texts are the window's."""
        self.drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the rows would go."""
        self.drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self.drops.leave()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the rows there."""
        self.drops.drop(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the place where dragged ones would go."""
        super().paintEvent(event)
        if self.acceptDrops() and self.drops.place is not None:
            self.drops.paint()
        elif self.acceptDrops() and not self.plan_model.node_count:
            from planner.ui.panes.empty_words import write_in_middle

            write_in_middle(self.viewport(), EMPTY)

    def _box_at(self, place: QPoint) -> int | None:
        """Return the step whose box is there."""
        index = self.indexAt(place).siblingAtColumn(Column.TITLE)
        is_step = index.isValid() and self.plan_model.row_at(index.internalId()).kind == STEP
        hit = is_step and box_in(self.visualRect(index)).adjusted(-4, -4, 4, 4).contains(place)
        return self.plan_model.node_id_at(index) if hit else None

    def _read_folds(self, plan_id: int | None) -> None:
        self._kept_folds = (self._memory.setting(f"folds_{plan_id}") or "") if plan_id else ""
        self.folds.read(self._kept_folds)

    def _quietly(self, gesture: Callable[[], None]) -> None:
        was_blocked = self.blockSignals(True)
        gesture()
        self.blockSignals(was_blocked)

    def _open_above(self, node_ids: Iterable[int]) -> None:
        for node_id in node_ids:
            index = self.plan_model.index_of(node_id).parent()
            while index.isValid():
                self.expand(index)
                index = index.parent()

    def _select(self, node_ids: Iterable[int]) -> None:
        """Choose these rows. Qt compares each stretch of rows with each other, so that very many are kept here."""
        ids = frozenset(node_ids)
        stretches = self.plan_model.stretches(ids)
        is_few = len(stretches) <= MOST_STRETCHES
        current = self.currentIndex()
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for first, last in stretches if is_few else ((current, current),):
            chosen.select(first, last)
        was_refreshing, self._is_refreshing = self._is_refreshing, True
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        self._is_refreshing = was_refreshing
        self._beyond = frozenset() if is_few else ids
        self._selection_changed()

    def _chosen_by_hand(self) -> None:
        if not self._is_refreshing:
            self._beyond = frozenset()
        self._selection_changed()

    def _show_marks(self) -> None:
        self.plan_model.marked_ids = frozenset(self._marks)
        places = self.plan_model.places_of(self._marks)
        if places != self.row_delegate.marked_places:
            self.row_delegate.marked_places = places
            self.viewport().update()

    def _selection_changed(self) -> None:
        places = self.plan_model.places_of(self.selected_ids())
        if places != self.row_delegate.selected_places:
            self.row_delegate.selected_places = places
            self.viewport().update()
        if not self._is_refreshing:
            self._tell()

    def _tell(self) -> None:
        chosen = self.chosen_ids()
        if chosen != self._told:
            self._told = chosen
            self.several_chosen.emit(chosen)
