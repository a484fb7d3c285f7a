"""The editor over the cell of units in the tree: a child of its viewport, never a popup (QTBUG-83490).

A name that is taken from the register is stored at once. Enter stores what was typed and leaves, Esc takes back what
was typed and leaves, Tab goes to the other role, ↓ and ↑ to the next row.
"""

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.core.snapshot import PlanNode
from planner.core.unit_names import split_names
from planner.core.vocabulary import Role
from planner.ui.itemmodels.plan_tree import Column
from planner.ui.panes.plan_tree import PlanTree
from planner.ui.panes.unit_line import Register, UnitLine
from planner.ui.wording import role_word, unit_line, unknown_unit
from planner.ui.workspace import Workspace

LEAST_LETTERS = 16
COLUMNS = {Role.LEAD: Column.LEADS, Role.PARTNER: Column.PARTNERS}


class CellLine(UnitLine):
    """A line of units that is left by more keys. `↓` opens no list here; Alt+↓ does."""

    row_wanted = Signal(int)
    role_wanted = Signal(bool)
    done = Signal()

    def __init__(self, parent: QWidget, register: Register) -> None:
        super().__init__("单位", parent, register)
        self.watch.commits_by_itself = False
        self.setPlaceholderText("名称或拼音首字母")
        self.setAutoFillBackground(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        key = event.key()
        is_walking = key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.watch.is_composing
        if is_walking and not self.is_offering() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.row_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif is_walking and key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(QKeyEvent(event.type(), key, Qt.KeyboardModifier.NoModifier))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Let Tab take a name, else go to the other role."""
        if is_next and self.is_offering() and not self.watch.is_composing and self._takes(Qt.Key.Key_Tab):
            return super().focusNextPrevChild(is_next)
        if not self.watch.is_composing:
            self.role_wanted.emit(is_next)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the editor was left for good."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.done.emit()


class UnitCell(QObject):
    """Opens the editor over the chosen row, stores what was typed as one step, and closes it."""

    def __init__(self, workspace: Workspace, tree: PlanTree) -> None:
        super().__init__(tree)
        self._workspace = workspace
        self._tree = tree
        self._role = Role.LEAD
        self._node_id: int | None = None
        self._is_moving = False
        self.line = CellLine(tree.viewport(), workspace.unit_search)
        self.line.hide()
        self.line.watch.committed.connect(self._commit)
        self.line.watch.leave_wanted.connect(self._leave)
        self.line.enter_pressed.connect(self._leave)
        self.line.row_wanted.connect(self._go_to_row)
        self.line.role_wanted.connect(self._go_to_role)
        self.line.done.connect(self.line.hide)
        self.line.unit_wanted.connect(self._show_unit)
        self.line.unknown.connect(lambda typed: workspace.told.emit(unknown_unit(typed)))
        workspace.about_to_act.connect(self._flush)
        workspace.changed.connect(self._follow)
        workspace.selected.connect(self._follow)
        for signal in (tree.verticalScrollBar().valueChanged, tree.horizontalScrollBar().valueChanged):
            signal.connect(lambda _value: self._place())
        tree.header().sectionResized.connect(lambda *_sizes: self._place())

    @property
    def is_open(self) -> bool:
        """Whether somebody edits."""
        return self.line.isVisible()

    def open(self, role: Role) -> None:
        """Edit the units of the chosen node in one role."""
        node = self._workspace.node
        if node is None:
            return
        self._role, self._node_id = role, node.node_id
        word = role_word(self._workspace.snapshot, role)
        self.line.setAccessibleName(f"{word}单位")
        self._tree.scrollTo(self._index())
        self._show_units(node)
        self._place()
        self.line.show()
        self.line.raise_()
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _index(self) -> QModelIndex:
        return self._tree.plan_model.index_of(self._node_id, COLUMNS[self._role])

    def _place(self) -> None:
        """Lie over the cell, and beyond it where it is narrow."""
        index = self._index()
        cell: QRect = self._tree.visualRect(index)
        if not index.isValid() or self._node_id is None:
            self._close()
            return
        least = LEAST_LETTERS * self.line.fontMetrics().horizontalAdvance("字")
        room = self._tree.viewport().width()
        width = min(max(cell.width(), least), room)
        left = max(0, min(cell.left(), room - width))
        self.line.setFixedWidth(width)
        middle = cell.center().y() - min(self.line.height(), cell.height() + 12) // 2
        self.line.move(left, max(0, middle))

    def _commit(self, text: str) -> None:
        from planner.services import assignments

        node_id, role, names = self._node_id, self._role, split_names(text)
        if node_id is None:
            return
        name = f"修改{role_word(self._workspace.snapshot, role)}"
        self._workspace.do(name, lambda session: assignments.set_units(session, node_id, role, names))

    def _flush(self) -> None:
        if self.is_open:
            self.line.watch.flush()

    def _leave(self) -> None:
        """Store what was typed, unless Esc has taken it back, and give the focus to the tree."""
        self._flush()
        self._close()

    def _close(self) -> None:
        """Go; the focus goes first, for a widget that is hidden would hand it on as Tab does."""
        if self.line.hasFocus():
            self._tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.hide()

    def _go_to_row(self, offset: int, role: Role | None = None) -> None:
        wanted = role or self._role
        self._flush()
        before = self._workspace.node_id
        self._is_moving = True
        self._tree.step(offset)
        self._is_moving = False
        if self._workspace.node_id != before:
            self.open(wanted)

    def _go_to_role(self, is_next: bool) -> None:
        """Go on as the eye does: from the partners to the leads of the next row."""
        self._flush()
        if is_next and self._role is Role.PARTNER:
            self._go_to_row(1, Role.LEAD)
        elif not is_next and self._role is Role.LEAD:
            self._go_to_row(-1, Role.PARTNER)
        else:
            self.open(Role.PARTNER if is_next else Role.LEAD)

    def _show_unit(self, name: str) -> None:
        unit = self._workspace.unit_search().named(name)
        if unit is not None:
            self._workspace.go("units", unit.unit_id)

    def _follow(self, *_what: object) -> None:
        """Stay over the row while it moves; go when another one was chosen."""
        if self.is_open and not self._is_moving:
            if self._workspace.node_id != self._node_id:
                self._close()
            else:
                node = self._workspace.node
                if node is not None and not self.line.watch.is_dirty:
                    self._show_units(node)
                self._place()

    def _show_units(self, node: PlanNode) -> None:
        self.line.watch.load(unit_line(node.units(self._role)))
        if self.line.hasFocus():
            self.line.open_for_the_next()
