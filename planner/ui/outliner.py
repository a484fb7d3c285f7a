"""What the clerk does with the tree itself: choose all, mark, fold; and what belongs to one row: fields, done steps."""

from datetime import date

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from planner.core.progress import Status
from planner.core.snapshot import PlanNode
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind
from planner.ui.panes.outline_tree import OutlineTree
from planner.ui.workspace import Workspace

LABELS = ("问题描述", "建设目标", "主要举措", "备注")


class Outliner(QObject):
    """The slots of the actions of the tree. `field_added` asks for the cursor in the field of that label."""

    field_added = Signal(str)

    def __init__(self, workspace: Workspace, tree: OutlineTree, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._tree = tree
        self._window = window
        tree.ticked.connect(self._tick)

    def select_all(self) -> None:
        """Choose all rows that are shown."""
        self._tree.select_all()

    def mark_node(self) -> None:
        """Mark what is chosen and go on; a step that stands alone is ticked as done instead."""
        node = self._workspace.node
        is_alone = self._workspace.node_ids == (self._workspace.node_id,) and not self._tree.marked_ids
        if node is not None and node.kind is NodeKind.STEP and is_alone:
            self._tick(node.node_id)
        else:
            self._tree.mark_row()

    def tick_step(self) -> None:
        """Tick the chosen step as done, or take the tick away."""
        if self._workspace.node_id is not None:
            self._tick(self._workspace.node_id)

    def fold_all(self) -> None:
        """Fold everything."""
        self._tree.fold_all()

    def unfold_all(self) -> None:
        """Open everything."""
        self._tree.unfold_all()

    def add_field(self) -> None:
        """Offer the fields below the chosen row."""
        viewport = self._tree.viewport()
        self.offer_fields(viewport.mapToGlobal(self._tree.current_place().bottomLeft()))

    def offer_fields(self, place: QPoint) -> None:
        """Offer the fields that a node may have beside its text; an empty one that is there can go again."""
        node = self._workspace.node
        if node is None:
            return
        self._workspace.about_to_act.emit()
        present = {field.label: bool(field.text) for field in node.fields}
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label in (*LABELS, *(label for label in present if label not in LABELS)):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(label in present)
            action.setEnabled(not present.get(label, False))
            action.triggered.connect(lambda wanted, label=label: self._set_field(node, label, is_wanted=wanted))
        menu.popup(place)

    def _set_field(self, node: PlanNode, label: str, *, is_wanted: bool) -> None:
        from planner.services import items

        if is_wanted:
            added = self._workspace.do(
                f"加栏目“{label}”", lambda session: items.add_field(session, node.node_id, label)
            )
            if added is not None:
                self.field_added.emit(label)
        else:
            self._workspace.do(f"去掉栏目“{label}”", lambda session: items.remove_field(session, node.node_id, label))

    def _tick(self, node_id: int) -> None:
        from planner.services import progress

        snapshot = self._workspace.snapshot
        node = snapshot.by_id.get(node_id) if snapshot is not None else None
        if snapshot is None or node is None or not snapshot.plan_id:
            return
        if node.kind is not NodeKind.STEP:
            self._workspace.told.emit("只有举措可以直接打勾；任务的状态按 Ctrl+E 改")
            return
        day = date.today()
        if standing(node, day, snapshot.customs).status is not Status.DONE:
            self._workspace.do("勾选举措完成", lambda session: progress.set_status(session, node_id, Status.DONE, day))
            return
        last = max(node.entries, key=lambda entry: (entry.made_on, entry.entry_id))
        said = last.text or last.difficulty or last.next_step or last.percent is not None
        if last.made_on == day and last.status is Status.DONE and not said:
            self._workspace.do("取消勾选举措", lambda session: progress.remove_entry(session, last.entry_id))
        else:
            self._workspace.do("取消勾选举措", lambda session: progress.set_status(session, node_id, Status.GOING, day))
