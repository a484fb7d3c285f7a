"""The lists of faults and of leftovers, for the window and for the review."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPushButton,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.core.draft import Leftover
from planner.core.snapshot import PlanSnapshot
from planner.ui.itemmodels.problems import FaultsModel, LeftoversModel, RowsModel
from planner.ui.panes.columns import FittedColumns
from planner.ui.wording import fault_counts

if TYPE_CHECKING:
    from planner.ui.panes.checks import Checks

FAULTS, LEFTOVERS, CHECKS = range(3)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Letters at the least, part of the width, letters at the most.
FAULT_SHARES = {0: (6, 0.1, 7), 2: (3, 0.18, 14), 3: (5, 0.2, 17)}


class RowList(QTreeView):
    """A flat list; Enter, a double click or a click goes to the row's place."""

    gone_to = Signal(int)

    def __init__(
        self, name: str, model: RowsModel, main: int, shares: dict[int, tuple[int, float, int]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.columns = FittedColumns(self.header(), main, shares)
        self.clicked.connect(lambda index: self.gone_to.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in ENTER and not event.modifiers():
            if self.currentIndex().isValid():
                self.gone_to.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def go(self, row: int) -> None:
        """Choose a row and go to its place."""
        index: QModelIndex = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.gone_to.emit(row)


class Problems(QTabWidget):
    """Both lists with their counts on the tabs.

    `can_place` adds what the window has beside them: the button that makes an item of a leftover, and the checks.
    """

    fault_shown = Signal(object)
    leftover_shown = Signal(object)
    leftover_placed = Signal(object)

    def __init__(self, parent: QWidget, *, can_place: bool) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName("疑点、余文和检查")
        self.faults_model = FaultsModel(self)
        self.leftovers_model = LeftoversModel(self)
        self.faults = RowList("疑点", self.faults_model, 1, FAULT_SHARES, self)
        self.leftovers = RowList("余文", self.leftovers_model, 0, {1: (6, 0.36, 18)}, self)
        self.faults.gone_to.connect(lambda row: self.fault_shown.emit(self.faults_model.faults[row]))
        self.leftovers.gone_to.connect(lambda row: self.leftover_shown.emit(self.leftovers_model.leftovers[row]))
        self._no_faults = _empty("没有发现疑点", self)
        self._no_leftovers = _empty("每一段文字都有了归属", self)
        self.place_button = QPushButton("转为任务(&T)", self)
        self.place_button.setVisible(can_place)
        self.place_button.setToolTip("把这段文字加为所选任务之后的一项")
        self.place_button.clicked.connect(self._place)
        self.addTab(_page(self, self.faults, self._no_faults), "疑点")
        self.addTab(_page(self, self.leftovers, self._no_leftovers, self.place_button if can_place else None), "余文")
        self.checks: Checks | None = None
        if can_place:
            self._add_checks()
        self.show_snapshot(None)

    def show_snapshot(self, snapshot: PlanSnapshot | None) -> None:
        """Show the faults and leftovers of a plan; the chosen rows stay chosen as far as they are still there."""
        if self.checks is not None:
            self.checks.show_snapshot(snapshot)
        rows = (self.faults.currentIndex().row(), self.leftovers.currentIndex().row())
        self.faults_model.show_snapshot(snapshot)
        self.leftovers_model.show_snapshot(snapshot)
        for view, row in zip((self.faults, self.leftovers), rows, strict=True):
            count = view.model().rowCount()
            if count and row >= 0:
                view.setCurrentIndex(view.model().index(min(row, count - 1), 0))
        faults, leftovers = len(self.faults_model.faults), len(self.leftovers_model.leftovers)
        self.show_progress()
        self.setTabText(1, f"余文 {leftovers}" if leftovers else "余文")
        self.faults.setVisible(faults > 0)
        self._no_faults.setVisible(faults == 0)
        self.leftovers.setVisible(leftovers > 0)
        self._no_leftovers.setVisible(leftovers == 0)
        self.place_button.setEnabled(leftovers > 0)

    def _add_checks(self) -> None:
        from planner.ui.panes.checks import Checks

        self.checks = Checks(self)
        self._no_checks = _empty("没有检查出问题", self)
        self.addTab(_page(self, self.checks, self._no_checks), "检查")
        self.checks.counted.connect(self._show_checks)
        self.currentChanged.connect(self._settle)
        self._show_checks(0, 0)

    def _settle(self, tab: int) -> None:
        if tab == CHECKS and self.checks is not None:
            self.checks.settle()

    def _show_checks(self, mattering: int, whole: int) -> None:
        if self.checks is not None:
            self.setTabText(CHECKS, f"检查 {mattering}" if mattering else "检查")
            self.checks.setVisible(whole > 0)
            self._no_checks.setVisible(whole == 0)

    def show_progress(self) -> None:
        """Say on the tab how many there are and how many were looked at."""
        model = self.faults_model
        words = "，".join(fault_counts(model.faults)) or "疑点"
        self.setTabText(0, words)

    def current_list(self) -> QWidget:
        """Return the list on show."""
        lists = (self.faults, self.leftovers, self.checks)
        return lists[self.currentIndex()] or self.faults

    def step_fault(self, offset: int) -> None:
        """Go to the next fault or the one before, round and round."""
        count = len(self.faults_model.faults)
        if count:
            self.setCurrentIndex(0)
            row = self.faults.currentIndex().row()
            self.faults.go((row + offset) % count if row >= 0 or offset > 0 else count - 1)

    def show_fault_of(self, node_id: int | None) -> None:
        """Go to the first fault of a node."""
        for row, fault in enumerate(self.faults_model.faults):
            if fault.node == node_id:
                self.setCurrentIndex(0)
                self.faults.go(row)
                return

    def current_leftover(self) -> Leftover | None:
        """Return the chosen leftover, the first one when none is."""
        leftovers = self.leftovers_model.leftovers
        return leftovers[max(0, self.leftovers.currentIndex().row())] if leftovers else None

    def _place(self) -> None:
        leftover = self.current_leftover()
        if leftover is not None:
            self.leftover_placed.emit(leftover)


def _empty(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _page(parent: QWidget, view: QWidget, empty: QLabel, button: QPushButton | None = None) -> QWidget:
    page = QWidget(parent)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(view, 1)
    layout.addWidget(empty, 1)
    if button is not None:
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.setContentsMargins(0, 0, 0, 6)
    return page
