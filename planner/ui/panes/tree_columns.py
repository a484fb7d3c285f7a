"""The columns of the plan's tree: which are shown, in what order, how wide; chosen at the head and remembered."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QHeaderView

from planner.ui.itemmodels.plan_tree import Column
from planner.ui.panes.columns import FittedColumns

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

USUAL_ORDER = (
    Column.NUMBER,
    Column.ORDINAL,
    Column.TITLE,
    Column.LEADS,
    Column.PARTNERS,
    Column.DEADLINE,
    Column.STATUS,
)


class TreeColumns(FittedColumns):
    """What the clerk hides stays hidden; the column of statuses shows itself once there are any.

    `absent` are columns that this tree does not have.
    """

    def __init__(
        self, header: QHeaderView, shares: Mapping[Any, tuple[int, float, int]], absent: Collection[Column] = ()
    ) -> None:
        super().__init__(header, Column.TITLE, shares)
        self._absent = frozenset(absent)
        self._hidden: set[Column] = set()
        self._has_states = False
        self._put_in_order(USUAL_ORDER)
        self._show()

    def complete(self) -> None:
        """Let the clerk move the columns, and choose them from the menu of the head."""
        from PySide6.QtCore import Qt

        self._header.setSectionsMovable(True)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._open_menu)

    def show_states(self, has_states: bool) -> None:
        """Show the column of statuses when there are any."""
        self._has_states = has_states
        self._show()

    def set_hidden(self, column: Column, *, hidden: bool) -> None:
        """Hide a column or show it again."""
        (self._hidden.add if hidden else self._hidden.discard)(column)
        self._show()

    def is_hidden(self, column: Column) -> bool:
        """Whether the clerk has hidden a column."""
        return column in self._hidden

    def reset(self) -> None:
        """Put all columns back as they are at first."""
        self._hidden, self._pulled = set(), {}
        self._put_in_order(USUAL_ORDER)
        self._show()
        self.fit()

    def saveState(self) -> QByteArray:
        """Return what the clerk made of the columns, nothing when they were left alone."""
        order = self._order()
        if not self._pulled and not self._hidden and order == USUAL_ORDER:
            return QByteArray()
        kept = {
            "widths": {Column(column).name: width for column, width in self._pulled.items()},
            "hidden": sorted(column.name for column in self._hidden),
            "order": [column.name for column in order],
        }
        import json

        return QByteArray(json.dumps(kept).encode())

    def restoreState(self, state: QByteArray) -> None:
        """Take over what the clerk made of the columns; what is none of ours is passed over."""
        import json  # a fiftieth of the start, and needed only where something was remembered

        try:
            kept = json.loads(bytes(state.data()))
            widths = {Column[name]: int(width) for name, width in kept["widths"].items()}
            hidden = {Column[name] for name in kept["hidden"]}
            order = tuple(Column[name] for name in kept["order"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        self._pulled, self._hidden = {int(column): width for column, width in widths.items()}, hidden - {Column.TITLE}
        if set(order) == set(Column):
            self._put_in_order(order)
        self._show()

    def _show(self) -> None:
        self.hide(self._hidden | self._absent | (set() if self._has_states else {Column.STATUS}))

    def _order(self) -> tuple[Column, ...]:
        return tuple(Column(self._header.logicalIndex(place)) for place in range(len(Column)))

    def _put_in_order(self, order: tuple[Column, ...]) -> None:
        for place, column in enumerate(order):
            was = self._header.visualIndex(column)
            if was != place:
                self._header.moveSection(was, place)

    def _open_menu(self, place: "QPoint") -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self._header)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in self._order():
            if column is Column.TITLE or (column is Column.STATUS and not self._has_states):
                continue
            words = self._header.model().headerData(column, Qt.Orientation.Horizontal)
            action = menu.addAction(str(words))
            action.setCheckable(True)
            action.setChecked(not self.is_hidden(column))
            action.toggled.connect(lambda shown, column=column: self.set_hidden(column, hidden=not shown))
        menu.addSeparator()
        menu.addAction("各列恢复原样").triggered.connect(self.reset)
        menu.popup(self._header.mapToGlobal(place))
