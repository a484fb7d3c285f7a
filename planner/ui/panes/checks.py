"""The checks of the plan on show, below its tree. They are made a moment after a change, when nobody waits for them."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from planner.core.checks import CheckKind, Finding, checks_of, mattering
from planner.core.snapshot import PlanSnapshot
from planner.ui.itemmodels.checks import ADVISED, LINK, UNIT, WHAT, ChecksModel, filter_of
from planner.ui.panes.columns import FittedColumns

WAIT_MS = 150
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SHARES = {UNIT: (4, 0.12, 10), ADVISED: (8, 0.34, 26), LINK: (6, 0.12, 9)}
OPEN_AT_MOST = 50
"""The rows below a heading that are shown without a click."""


class Checks(QTreeView):
    """Enter or a double click goes to what was found; on a heading, and by its link, to all of its items."""

    node_wanted = Signal(int)
    unit_wanted = Signal(int)
    items_wanted = Signal(object)
    counted = Signal(int, int)
    """How many findings matter, and how many there are at all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.checks_model = ChecksModel(self)
        self.setModel(self.checks_model)
        self.setAccessibleName("检查")
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setIndentation(18)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.columns = FittedColumns(self.header(), WHAT, SHARES)
        self._snapshot: PlanSnapshot | None = None
        self._folded: dict[CheckKind, bool] = {}
        self._is_showing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.refresh)
        self.doubleClicked.connect(self._go)
        self.collapsed.connect(lambda index: self._fold(index, True))
        self.expanded.connect(lambda index: self._fold(index, False))

    def show_snapshot(self, snapshot: PlanSnapshot | None) -> None:
        """Check this plan a moment later."""
        self._snapshot = snapshot
        self._timer.start()

    def settle(self) -> None:
        """Make the checks that are still to be made: somebody looks."""
        if self._timer.isActive():
            self.refresh()

    def refresh(self) -> None:
        """Check the plan now; what was chosen stays chosen as far as it is there."""
        self._timer.stop()
        index, chosen = self.currentIndex(), self.checks_model.finding_at(self.currentIndex())
        found = checks_of(self._snapshot) if self._snapshot is not None else ()
        if found != self.checks_model.checks:
            self._is_showing = True
            self.checks_model.show_checks(found)
            for row, check in enumerate(found):
                is_open = check.matters and len(check.findings) <= OPEN_AT_MOST
                self.setExpanded(self.checks_model.index(row, 0), not self._folded.get(check.kind, not is_open))
            self._is_showing = False
            self._choose_again(index.row(), chosen)
        self.counted.emit(mattering(found), sum(len(check.findings) for check in found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in ENTER and not event.modifiers():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what is a link."""
        super().mouseMoveEvent(event)
        is_link = self._is_link(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._is_link(index):
            self._go(index)

    def _is_link(self, index: QModelIndex) -> bool:
        return index.column() == LINK and self.checks_model.check_at(index) is not None and bool(index.data())

    def _go(self, index: QModelIndex) -> None:
        check, finding = self.checks_model.check_at(index), self.checks_model.finding_at(index)
        if check is not None:
            chosen = filter_of(check)
            if chosen is None:
                self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
            else:
                self.items_wanted.emit(chosen)
        elif finding is not None and finding.node is not None:
            self.node_wanted.emit(finding.node.node_id)
        elif finding is not None and finding.unit is not None:
            self.unit_wanted.emit(finding.unit.unit_id)

    def _fold(self, index: QModelIndex, is_folded: bool) -> None:
        check = self.checks_model.check_at(index)
        if check is not None and not self._is_showing:
            self._folded[check.kind] = is_folded

    def _choose_again(self, row: int, chosen: Finding | None) -> None:
        """Choose what was chosen; when it was mended, what stands in its place."""
        if chosen is None:
            return
        index = self.checks_model.index_of(chosen)
        if not index.isValid():
            kinds = [check.kind for check in self.checks_model.checks]
            above = self.checks_model.index(kinds.index(chosen.kind), 0) if chosen.kind in kinds else QModelIndex()
            index = self.checks_model.index(min(row, self.checks_model.rowCount(above) - 1), 0, above)
        if index.isValid():
            self.setCurrentIndex(index)
