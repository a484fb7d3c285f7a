"""The table of the register: units in the order of print or of a column, each with its counts, which are links."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.services.records import UnitRecord
from planner.ui.itemmodels.unit_rows import FIGURES, HERE, KIND, NAME, PLACE, YEAR, UnitRow, UnitRows, order_of
from planner.ui.panes.problems import RowList

FIGURE = (3, 0.08, 4)
SHARES = {PLACE: (3, 0.05, 4), KIND: (6, 0.12, 6), **dict.fromkeys((*HERE, *YEAR), FIGURE)}
CELL_MARGINS = 16
ROOM_FOR_NAME = 8
"""The letters that a name may want before columns that matter less give way."""


class UnitTable(RowList):
    """Several units can be chosen. `typed` tells of a letter: it begins a search; `count_pressed` of a link."""

    typed = Signal(str)
    count_pressed = Signal(object, int)
    sorted_anew = Signal()

    def __init__(self, parent: QWidget) -> None:
        self.rows = UnitRows(parent)
        super().__init__("单位名录", self.rows, NAME, SHARES, parent)
        self.rows.setParent(self)
        self._groups: frozenset[int] = frozenset()
        self._sorted_by, self._is_backwards = PLACE, False
        self.setObjectName("register")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)
        self.header().setSectionsClickable(True)
        self.header().setSortIndicatorShown(True)
        self.header().setSortIndicator(PLACE, Qt.SortOrder.AscendingOrder)
        self.header().sectionClicked.connect(self.sort_by)
        self.ensurePolished()  # else the rows are measured without the style

    @property
    def is_in_order_of_print(self) -> bool:
        """Whether the units stand as they are printed."""
        return self._sorted_by == PLACE and not self._is_backwards

    def sort_by(self, column: int) -> None:
        """Sort by a column, the largest number first; the second time the other way round."""
        is_number = column in FIGURES and column != PLACE
        self._is_backwards = not self._is_backwards if column == self._sorted_by else is_number
        self._sorted_by = column
        order = Qt.SortOrder.DescendingOrder if self._is_backwards else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(column, order)
        self.sorted_anew.emit()

    def show_units(self, units: Iterable[UnitRow], year: str, groups: Collection[int], *, found: bool = False) -> None:
        """Show these; `groups` are the columns of counts that say something. What was `found` stands as it came."""
        listed = list(units)
        if not (found and self.is_in_order_of_print):
            listed.sort(key=order_of(self._sorted_by), reverse=self._is_backwards)
        self.rows.show_units(listed, year)
        widest = max((row[KIND] for row in self.rows.rows), key=len, default="")
        self.columns.need(KIND, self.fontMetrics().horizontalAdvance(widest) + CELL_MARGINS)
        self._groups = frozenset(groups)
        self._fit_groups()

    def chosen(self) -> list[UnitRecord]:
        """Return the chosen units, in the order of the table."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.rows.units[place].unit for place in places]

    def choose(self, unit_ids: Collection[int]) -> None:
        """Choose these units as far as they are shown; the first one takes the cursor."""
        selection = self.selectionModel()
        places = [place for place, row in enumerate(self.rows.units) if row.unit.unit_id in unit_ids]
        selection.clear()
        flag = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        if places:
            selection.setCurrentIndex(self.rows.index(places[0], NAME), flag)
            self.scrollTo(self.rows.index(places[0], NAME))
        for place in places[1:]:
            selection.select(self.rows.index(place, NAME), flag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what is a link."""
        super().mouseMoveEvent(event)
        is_link = self._link_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link."""
        super().mouseReleaseEvent(event)
        found = self._link_at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            self.count_pressed.emit(*found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the columns that matter least where there is no room for all."""
        super().resizeEvent(event)
        self._fit_groups()

    def _link_at(self, place: QPoint) -> tuple[UnitRow, int] | None:
        index = self.indexAt(place)
        return (self.rows.units[index.row()], index.column()) if index.isValid() and self.rows.is_link(index) else None

    def _fit_groups(self) -> None:
        shown = set(self._groups) | ({KIND} if any(row[KIND] for row in self.rows.rows) else set())
        for given_up in ({KIND}, set(HERE) if shown & set(YEAR) else set()):
            if shown & given_up and not self._has_room_for_names(shown):
                shown -= given_up
        self.columns.hide({KIND, *HERE, *YEAR} - shown)

    def _has_room_for_names(self, shown: Collection[int]) -> bool:
        """Whether the names can be read beside these columns."""
        metrics, header = self.fontMetrics(), self.header()
        longest = metrics.horizontalAdvance(max((row[NAME] for row in self.rows.rows), key=len, default=""))
        wanted = min(longest, ROOM_FOR_NAME * metrics.horizontalAdvance("字")) + CELL_MARGINS
        return self.viewport().width() - sum(map(header.sectionSizeHint, (PLACE, *shown))) >= wanted
