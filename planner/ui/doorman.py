"""One window for a store: what a second start asks of the first, and how the first comes to the front."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from planner.core.handover import take_requests

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

LOOK_EVERY_MS = 1000
"""Not every folder tells of its changes: one on a stick or a share is looked at."""


class Doorman(QObject):
    """Watches the folder of the store for requests. Files wait while a dialog is open."""

    def __init__(self, store: Path, window: "MainWindow") -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._waiting: list[Path] = []
        self._watcher = QFileSystemWatcher([str(store.parent)], self)
        self._watcher.directoryChanged.connect(lambda _folder: self.look())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Take what is asked for, and do it as soon as no dialog is open."""
        requests = take_requests(self._store)
        if requests:
            come_to_front(self._window)
        for files in requests:
            self._waiting += files
        if self._waiting and QApplication.activeModalWidget() is None:
            waiting, self._waiting = self._waiting, []
            self._window.intake.review_files(waiting)
        elif requests and self._waiting:
            self._window.tell("关闭这个窗口后，接着核对新打开的文件")


def come_to_front(window: "MainWindow") -> None:
    """Show a window before all others, as far as the system lets it."""
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def let_come_to_front(store: Path) -> None:
    """Allow the program that holds the store to come to the front: Windows lets only the active program do so."""
    if sys.platform != "win32":
        return
    import ctypes
    import json

    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        held = json.loads(store.with_name(f"{store.name}.open").read_text(encoding="utf-8"))
        ctypes.windll.user32.AllowSetForegroundWindow(int(held["pid"]))
