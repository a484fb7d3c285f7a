"""What the clerk does with units from the plan's page: edit them in the tree's row, change many, go to one's page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from planner.core.snapshot import PlanNode
from planner.core.vocabulary import Role
from planner.ui.itemmodels.plan_tree import Column
from planner.ui.wording import role_word, unknown_unit
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.panes.center import Center
    from planner.ui.panes.item_pane import ItemPane
    from planner.ui.panes.unit_cell import UnitCell

COLUMNS = {Column.LEADS: Role.LEAD, Column.PARTNERS: Role.PARTNER}


class UnitGestures(QObject):
    """The slots of the actions on units. `counted` tells how many findings of the checks matter, and how many are."""

    counted = Signal(int, int)

    def __init__(self, workspace: Workspace, center: "Center", item_pane: "ItemPane", window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._center = center
        self._item_pane = item_pane
        self._window = window
        self._cell: UnitCell | None = None
        if center.problems.checks is not None:
            center.problems.checks.counted.connect(self.counted)
        for line, words in ((item_pane.leads, "Alt+↓ 改为配合"), (item_pane.partners, "Alt+↑ 改为牵头")):
            line.unit_wanted.connect(self.show_unit_named)
            line.unknown.connect(lambda typed: workspace.told.emit(unknown_unit(typed)))
            line.setToolTip(f"光标处的单位：{words}，F12 看它的任务")
        item_pane.leads.move_wanted.connect(lambda name, way: self._give_role(name, Role.PARTNER, way > 0))
        item_pane.partners.move_wanted.connect(lambda name, way: self._give_role(name, Role.LEAD, way < 0))

    @property
    def cell(self) -> "UnitCell":
        """The editor over a cell of the tree, made when it is first wanted."""
        if self._cell is None:
            from planner.ui.panes.unit_cell import UnitCell

            self._cell = UnitCell(self._workspace, self._center.tree)
        return self._cell

    def edit_leads(self) -> None:
        """Edit the leading units of the chosen node where they stand."""
        self._edit(Column.LEADS)

    def edit_partners(self) -> None:
        """Edit the joining units of the chosen node where they stand."""
        self._edit(Column.PARTNERS)

    def edit_cell(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Edit the cell that was double-clicked; false when it holds no units."""
        column = Column(index.column()) if index.isValid() else Column.TITLE
        if column in COLUMNS:
            self._edit(column)
        return column in COLUMNS

    def change_units(self) -> None:
        """Open what changes the units of many items at once."""
        from planner.ui.dialogs.bulk_units import BulkUnitsDialog

        self._workspace.about_to_act.emit()
        snapshot = self._workspace.snapshot
        if snapshot is not None and snapshot.items:
            BulkUnitsDialog(self._workspace, self._window).open()
        else:
            self._workspace.told.emit("这份计划里还没有任务")

    def show_unit(self) -> None:
        """Go to the page of the unit under the cursor, else of the first unit of the chosen node."""
        from planner.ui.panes.unit_line import UnitLine

        focus = QApplication.focusWidget()
        name = focus.name_at_cursor() if isinstance(focus, UnitLine) else ""
        node = self._workspace.node
        if not name and node is not None and node.assignments:
            name = (node.leads or node.assignments)[0].unit.name
        if name:
            self.show_unit_named(name)
        else:
            self._workspace.told.emit("这一项还没有单位")

    def show_unit_named(self, name: str) -> None:
        """Go to the page of the unit that is called so."""
        self._workspace.about_to_act.emit()  # what was typed may be a new unit
        unit = self._workspace.unit_search().named(name)
        if unit is None:
            self._workspace.told.emit(f"名录里没有“{name}”")
        else:
            self._workspace.go("units", unit.unit_id)

    def units_of(self, node: PlanNode | None) -> tuple[str, ...]:
        """Return the units of a node, for a menu."""
        return tuple(dict.fromkeys(one.unit.name for one in node.assignments)) if node is not None else ()

    def _give_role(self, name: str, role: Role, is_meant: bool) -> None:
        """Let a unit of the chosen node have the other role, and the cursor go with it."""
        from planner.services import assignments

        self._workspace.about_to_act.emit()
        node = self._workspace.node
        units = {one.unit.name: one.unit.unit_id for one in node.assignments} if node is not None else {}
        if node is None or name not in units or not is_meant:
            return
        node_id, unit_id = node.node_id, units[name]
        word = role_word(self._workspace.snapshot, role)
        self._workspace.do(
            f"把“{name}”改为{word}", lambda session: assignments.set_role(session, node_id, unit_id, role)
        )
        line = self._item_pane.leads if role is Role.LEAD else self._item_pane.partners
        line.setFocus(Qt.FocusReason.TabFocusReason)

    def _edit(self, column: Column) -> None:
        self._workspace.about_to_act.emit()
        if self._workspace.node is None or self._workspace.plan_id is None:
            return
        if self._center.tree.isColumnHidden(column):
            line = self._item_pane.leads if column == Column.LEADS else self._item_pane.partners
            line.setFocus()
        else:
            self.cell.open(COLUMNS[column])
