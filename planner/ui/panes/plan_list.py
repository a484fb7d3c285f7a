"""The plans of the store, on the left."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from planner.ui.delegates.plan_card import PlanCardDelegate
from planner.ui.itemmodels.plan_list import Index, PlanListModel
from planner.ui.workspace import Workspace


class PlanList(QListView):
    """A click or an arrow key shows the plan; a click or Enter takes a review up that waits."""

    menu_wanted = Signal(QPoint)
    review_wanted = Signal(int)
    entered_plan = Signal()
    """Enter was pressed on the plan on show: its tree is wanted."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._is_refreshing = False
        self.card_delegate = PlanCardDelegate(self)
        self.plan_model = PlanListModel(self)
        self.setModel(self.plan_model)
        self.setItemDelegate(self.card_delegate)
        self.setAccessibleName("计划列表")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._point_at(index.row()))
        self.viewportEntered.connect(lambda: self._point_at(-1))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.customContextMenuRequested.connect(lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place)))
        self.clicked.connect(self._take_up)
        workspace.plans_changed.connect(self.refresh)
        workspace.changed.connect(lambda _snapshot, _change: self._choose())
        self.refresh()

    def refresh(self) -> None:
        """Show the plans as they are now."""
        self._is_refreshing = True
        self.plan_model.show_plans(self._workspace.plans, self._workspace.reviews)
        self._is_refreshing = False
        self._choose()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of a choice, unless a refresh made it."""
        super().currentChanged(current, previous)
        self.card_delegate.chosen_row = current.row()
        plan = self.plan_model.plan_at(current)
        if plan is not None and not self._is_refreshing:
            self._workspace.open_plan(plan.plan_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.plan_model.review_at(self.currentIndex()):
            self._take_up(self.currentIndex())
        else:
            self.entered_plan.emit()

    def _take_up(self, index: Index) -> None:
        review = self.plan_model.review_at(index)
        if review is not None:
            self.review_wanted.emit(review.review_id)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(-1)

    def _point_at(self, row: int) -> None:
        if row != self.card_delegate.pointed_row:
            self.card_delegate.pointed_row = row
            self.viewport().update()

    def _choose(self) -> None:
        self._is_refreshing = True
        self.setCurrentIndex(self.plan_model.index_of(self._workspace.plan_id))
        self.card_delegate.chosen_row = self.currentIndex().row()
        self._is_refreshing = False
