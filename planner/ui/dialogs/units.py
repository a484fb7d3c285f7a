"""The register of units over another dialog: the same parts as its page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.services.records import UnitTask
from planner.ui.dialogs.placing import keep_size, place_over_parent
from planner.ui.dialogs.register import Register
from planner.ui.dialogs.typed import TypedDialog
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace


class UnitsDialog(TypedDialog):
    """For who is in the middle of something: what is changed here is there at once."""

    def __init__(self, workspace: Workspace, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("单位名录")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._workspace = workspace
        self._worker = worker
        self.register = Register(workspace, worker, self)
        self.sheet = self.register.sheet
        self.register.bind()
        self.register.escaped.connect(self.reject)
        self.register.task_wanted.connect(self._go_to)
        self.register.items_wanted.connect(self._show_items)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        place_over_parent(self)
        keep_size(self, workspace.store, units_split=self.register.split)
        self.register.begin_search()

    def done(self, result: int) -> None:
        """Let go of what is under way."""
        self._worker.forget("register")
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press no button here."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _go_to(self, task: UnitTask) -> None:
        self.accept()
        self._workspace.go_to(task.plan_id, task.item.node_id)

    def _show_items(self, plan_id: int, chosen: object) -> None:
        from planner.core.filtering import ItemFilter

        self.accept()
        if isinstance(chosen, ItemFilter):
            self._workspace.go_to_items(plan_id, chosen)
