"""A node that was just made: its title is typed at once, Enter makes the next one, and Esc takes it back untouched."""

from PySide6.QtCore import QObject

from planner.ui.gestures import Gestures
from planner.ui.panes.item_pane import ItemPane
from planner.ui.workspace import Workspace

HINT = "写好标题按 Enter 再加一项，按 Tab 填单位；不要了按 Esc"


class Fresh(QObject):
    """Watches the node that a gesture has made, until another one is chosen."""

    def __init__(self, workspace: Workspace, gestures: Gestures, pane: ItemPane) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._gestures = gestures
        self._pane = pane
        self._node_id: int | None = None
        self._title = self._step = ""
        gestures.title_wanted.connect(self._begin)
        pane.after_title = self._go_on
        pane.title.watch.leave_wanted.connect(self._take_back)
        workspace.selected.connect(self._look)

    def _begin(self) -> None:
        node = self._workspace.node
        if node is not None:
            self._node_id, self._title = node.node_id, node.title
            self._step = self._workspace.store.undo_name or ""
            self._workspace.told.emit(HINT)

    def _look(self, node_id: int | None) -> None:
        if node_id != self._node_id:
            self._node_id = None

    def _go_on(self) -> bool:
        """Make the next node behind this one; false when this one is not new."""
        if self._node_id is None or self._workspace.node_id != self._node_id:
            return False
        self._workspace.about_to_act.emit()
        if not self._take_back():
            self._gestures.new_item()
        return True

    def _take_back(self) -> bool:
        """Take the new node back when nothing was typed in it."""
        node, store = self._workspace.node, self._workspace.store
        untouched = node is not None and node.node_id == self._node_id and node.title == self._title
        if not untouched or store.undo_name != self._step:
            return False
        self._node_id = None
        self._workspace.undo()
        self._pane.left.emit()
        return True
