"""The keeper: backs the store up by itself beside the window, tells when that failed, and restores.

At the start when something has changed since the last backup, every half hour, and when the window has closed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QPushButton

from planner.core.backups import Reason
from planner.core.change import Change
from planner.core.errors import PlannerError
from planner.ui.panes.bar import Bar
from planner.ui.tasks import Worker
from planner.ui.workspace import PLAN, Workspace

if TYPE_CHECKING:
    from planner.core.backups import BackupFile
    from planner.services.safekeeping import Restored

KEY, RESTORE = "backup", "restore"
AFTER_START_MS = 3_000
EVERY_MS = 30 * 60_000
LEFT = "backup_trouble"
"""The setting that keeps why the backup on closing failed, for the next start."""


class Keeper(QObject):
    """`changed` tells that a backup was made or failed, `refused` why nothing was restored."""

    changed = Signal()
    restored = Signal()
    refused = Signal(object)

    def __init__(self, workspace: Workspace, worker: Worker, bar: Bar, window: QMainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._bar = bar
        self.trouble: PlannerError | None = None
        self.is_restoring = False
        self.button = QPushButton("⚠ 备份没有做成", window)
        self.button.setObjectName("alarm")
        window.statusBar().addPermanentWidget(self.button)
        self.button.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(lambda: self.back_up(Reason.HOURLY))
        workspace.changed.connect(lambda _snapshot, change: self._look() if change is not None else None)
        worker.crashed.connect(lambda _error: self._free())

    def begin(self) -> None:
        """Begin to back up by itself; what the last closing could not do is told."""
        store = self._workspace.store
        QTimer.singleShot(AFTER_START_MS, self, lambda: self.back_up(Reason.START))
        self._timer.start()
        left = store.setting(LEFT)
        if left:
            store.set_setting(LEFT, None)
            self._bar.show_remark(f"上次关闭时：{left}")

    def back_up(self, reason: str, done: "Callable[[BackupFile | None], None] | None" = None) -> None:
        """Make a backup beside the window; `done` hears of it, or of None when there was nothing new to back up."""
        store = self._workspace.store

        def made(backup: "BackupFile | None") -> None:
            self._tell(None)
            if done is not None:
                done(backup)

        self._worker.submit(KEY, lambda: store.back_up(reason), made, self._tell)

    def finish(self, close: Callable[[], None]) -> None:
        """Back up when the window has closed, and `close`; why the backup failed is told at the next start."""
        from planner.services.safekeeping import back_up_on_close
        from planner.ui.closing import finish_work

        store = self._workspace.store
        self._timer.stop()

        def work() -> None:
            try:
                back_up_on_close(store)
            except PlannerError as trouble:
                store.set_setting(LEFT, str(trouble))
            close()

        finish_work(work, self)

    def restore(self, path: Path, called: str) -> None:
        """Bring a backup into the store, which is `called` so; then offer the way back."""
        store = self._workspace.store
        self._workspace.about_to_act.emit()
        self.is_restoring = True
        self._worker.submit(RESTORE, lambda: store.restore(path), lambda done: self._show(done, called), self._refuse)

    def _show(self, done: "Restored", called: str) -> None:
        workspace = self._workspace
        self.is_restoring = False
        workspace.set_filter(None)
        workspace.refresh(Change(0, "恢复"), stays=True)
        if workspace.plan_id is not None:
            workspace.store.set_setting("last_plan", str(workspace.plan_id))
        if workspace.page != PLAN:
            workspace.go(PLAN)
        self._tell(None)
        self.restored.emit()
        way_back = ("换回恢复前", lambda: self.restore(done.before.path, "恢复前的内容"))
        self._bar.show_remark(f"已恢复到{called}；恢复前的内容也留了备份。", way_back)

    def _refuse(self, trouble: PlannerError) -> None:
        self.is_restoring = False
        self.refused.emit(trouble)
        self._look()

    def _free(self) -> None:
        """Let go on after a fault of the program, which is told elsewhere: nobody may wait for what never ends."""
        self.is_restoring = False
        self.changed.emit()

    def _look(self) -> None:
        """Show how the backup went that was made before a step, if one was to be."""
        trouble = self._workspace.store.backup_trouble
        if trouble is not self.trouble:
            self._tell(trouble)

    def _tell(self, trouble: PlannerError | None) -> None:
        self.trouble = trouble
        self.button.setVisible(trouble is not None)
        words = f"{trouble.message}{trouble.hint}" if trouble is not None else ""
        self.button.setToolTip(words)
        self.button.setAccessibleDescription(words)
        self.changed.emit()
