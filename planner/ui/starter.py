"""What follows the first paint."""

import gc
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from planner.services import Store
from planner.ui.collecting import Collector
from planner.ui.main_window import MainWindow

if TYPE_CHECKING:
    from planner.core.crash_file import CrashFile

_WAKING = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.DragEnter,
    }
)


class Starter(QObject):
    """What follows the first paint: the log, the libraries that writing needs, the sample plan, the file to review.

    The libraries double the memory. They are loaded at the first sign of a hand on keyboard or mouse, long before a
    gesture needs them, so that a window that only stands there stays small.
    """

    is_warm = Signal()

    def __init__(self, window: MainWindow, store: Store, files: Sequence[Path], news: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._files = files
        self._news = news
        self._crash_file: CrashFile | None = None
        self._has_begun = False
        self._collector: Collector | None = None
        self._doorman: QObject | None = None
        self._thread = threading.Thread(target=self._warm_up, name="warm-up")

    def begin(self) -> None:
        """Begin, once the window stands; nothing happens the second time."""
        if self._has_begun:
            return
        self._has_begun = True
        from planner.core.crash_file import CrashFile
        from planner.core.logfile import start_log
        from planner.ui.doorman import Doorman

        start_log()
        self._window.complete()
        if self._window.is_refused:
            return
        self._crash_file = CrashFile()
        self._crash_file.open()
        self._collector = Collector(self)
        gc.freeze()  # what the start made stays, and need not be gone through
        self.is_warm.connect(self._window.invitation.store_sample)
        app = QCoreApplication.instance()
        if self._files or self._window.invitation.is_waiting or app is None:
            self._thread.start()
        else:
            app.installEventFilter(self)
        self._doorman = Doorman(self._store.path, self._window)
        self._greet()
        self._window.keeper.begin()
        if self._files:
            self._window.intake.review_files(self._files)

    def _greet(self) -> None:
        """Tell how the store was found and of settings that could not be read; go to the first page when asked to."""
        from planner.ui.greeting import greet

        settings = self._store.settings
        greet(self._window, self._store, self._news)
        if settings.starts_with_page and not self._files and self._store.plans():
            self._window.pages.show_start_page()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Load the libraries at the first sign of a hand."""
        if event.type() in _WAKING:
            self._wake()
        return super().eventFilter(watched, event)

    def _wake(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        if not self.is_loading:
            self._thread.start()

    @property
    def is_loading(self) -> bool:
        """Whether the libraries are being loaded, or are."""
        return self._thread.ident is not None

    def wait(self, close: Callable[[], None] = lambda: None) -> None:
        """Wait for the thread, so that nothing is closed under it; back up, `close`, and give back what was taken."""
        if self._thread.is_alive():
            self._thread.join()
        if self._collector is not None:
            self._window.place_watch.stop()
            if not self._window.is_refused:  # else nothing more is written, and what is torn is no backup
                self._window.keeper.finish(close)
            self._collector.stop()  # not before: it keeps the collection of garbage out of other threads
        if self._crash_file is not None:
            self._crash_file.close()

    def _warm_up(self) -> None:
        self._store.warm_up()
        self.is_warm.emit()
        # Neither the first preview nor the first unit typed by its sound should wait for these.
        from planner.core import pinyin
        from planner.core.private_folders import sweep_private_folders

        pinyin.load()
        sweep_private_folders()
        import planner.importing
        import planner.reports.catalog
        import planner.reports.printing
        import planner.reports.raster  # noqa: F401

        gc.freeze()
