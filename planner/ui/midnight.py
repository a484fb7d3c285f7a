"""A window left open over midnight shows how things stand on the new day."""

from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from planner.ui.panes.editors import LineField, TextField
from planner.ui.workspace import Workspace

LOOK_EVERY_MS = 60_000  # no timer to midnight itself: a computer sleeps, and clocks are set


class DayWatch(QObject):
    """Looks at the calendar each minute; on another day all is shown anew."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.day = date.today()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        """Show all anew on another day, a minute later where somebody is typing."""
        focus = QApplication.focusWidget()
        if isinstance(focus, LineField | TextField) and (focus.watch.is_composing or focus.watch.is_dirty):
            return
        if date.today() != self.day:
            self.day = date.today()
            self._workspace.changed.emit(self._workspace.snapshot, None)
