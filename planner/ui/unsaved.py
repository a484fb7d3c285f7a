"""What was typed and could not be stored (a full disk, a stick that is out): kept in its order, and stored later.

Only what comes out of an editor is kept: it would be gone with the field. Whoever imports or merges still sees what he
has before him, and does it again himself.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from planner.core.change import Change
from planner.core.errors import PlannerError, StoreError
from planner.ui.panes.bar import Bar
from planner.ui.panes.editors import CommitWatch
from planner.ui.workspace import Workspace


class Unsaved(QObject):
    """`waiting` counts what is not stored yet; `trouble` tells of a store that failed, `damaged` asks to mend it."""

    trouble = Signal(object)
    damaged = Signal(object)

    def __init__(self, workspace: Workspace, bar: Bar, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._bar = bar
        self._steps: list[Callable[[], Change | None]] = []
        self._is_trying = False
        self.is_away = False
        self._is_torn = False
        self._is_told = False
        workspace.failed.connect(self._failed)
        workspace.about_to_act.connect(self._before_a_gesture)
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):  # Windows logs off and asks no window
            app.commitDataRequest.connect(self._session_ends)

    @property
    def waiting(self) -> int:
        """How many pieces of what was typed are not stored yet."""
        return len(self._steps)

    def try_again(self) -> bool:
        """Store what waits, in its order; false when it cannot be stored yet."""
        if self._is_trying:
            return False
        count, self._is_trying = len(self._steps), True
        try:
            while self._steps:
                failed: list[PlannerError] = []
                heard = self._workspace.failed.connect(failed.append)
                self._steps[0]()
                self._workspace.failed.disconnect(heard)
                if any(isinstance(error, StoreError) for error in failed):
                    return False
                self._steps.pop(0)  # stored, or about something that is not there any more
        finally:
            self._is_trying = False
        self._is_torn = False
        if count:
            self._bar.settle()
            self._workspace.told.emit(f"刚才输入的 {count} 处内容已经存上")
        return True

    def withdraw(self) -> bool:
        """Take away what the bar says of a store that could not be reached, now that it can; return whether it did."""
        is_told = self._is_told and self._bar.is_alarm and bool(self._bar.words)
        self._is_told = False
        if is_told:
            self._bar.settle()
        return is_told

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ask before the window is closed over something that is not stored."""
        if event.type() == QEvent.Type.Close:
            self._workspace.about_to_act.emit()
            if self._steps and not self.try_again() and not self._is_given_up():
                event.ignore()
                return True
        return False

    def _session_ends(self, _session: object) -> None:
        """Store what was typed."""
        self._workspace.about_to_act.emit()
        self.try_again()

    def _is_given_up(self) -> bool:
        box = QMessageBox(QMessageBox.Icon.Warning, "还没有存上", "", parent=self._window)
        box.setText(f"刚才输入的 {len(self._steps)} 处内容还没有存上。")
        if self._is_torn:
            box.setInformativeText("数据文件已损坏，存不进去了；恢复以后请重新输入。")
            box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        else:
            box.setInformativeText("U 盘插回或磁盘腾出空间以后会自动存上。现在关闭，这些内容就没有了。")
            stay = box.addButton("先不关闭", QMessageBox.ButtonRole.AcceptRole)
            box.addButton("放弃它们并关闭", QMessageBox.ButtonRole.DestructiveRole)
            box.setDefaultButton(stay)
            box.setEscapeButton(stay)
        box.exec()
        is_given_up = self._is_torn or box.buttonRole(box.clickedButton()) is QMessageBox.ButtonRole.DestructiveRole
        box.deleteLater()
        if is_given_up:
            self._steps.clear()
        return is_given_up

    def _before_a_gesture(self) -> None:
        if self._steps and not self.is_away:
            self.try_again()

    def _pressed(self) -> None:
        self.try_again()

    def _failed(self, error: PlannerError) -> None:
        self._is_told = isinstance(error, StoreError)
        if not isinstance(error, StoreError):
            return
        if not self._is_trying and CommitWatch.committing:
            self._steps.append(self._workspace.missed)
        if error.code == "STORE_DAMAGED" and error.file == self._workspace.store.path:
            self._is_torn = True
            self._bar.show_trouble(error, ("检查和恢复…", lambda: self.damaged.emit(error)))
        elif self._steps:
            self._bar.show_trouble(_kept(error, len(self._steps)), ("再试一次", self._pressed))
        self.trouble.emit(error)


class _Kept(PlannerError):
    """Something could not be stored, and the program keeps what was typed."""


def _kept(error: PlannerError, count: int) -> PlannerError:
    hint = f"刚才输入的 {count} 处内容先替您记着，能存的时候自动存上；请不要关闭程序。"
    return _Kept(error.message.replace("，刚才的修改没有保存", ""), hint, code=error.code, file=error.file)
