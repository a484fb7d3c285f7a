"""The last catcher: a fault of the program is logged always, shown once, and told without a word of any plan."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from planner import __version__


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return versions and the way to the fault; not the message, which may hold words of a plan."""
    import platform
    import traceback

    from PySide6.QtCore import qVersion

    head = f"planner {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return f"{head}\n{''.join(traceback.format_tb(trace))}{kind.__name__}"


class Watchman(QObject):
    """Catches what nobody else did: logged always, shown once for each fault."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: set[str] = set()
        self.window: QWidget | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's last words."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a fault and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, trace)
        import logging

        logging.getLogger(__name__).error("a fault of the program\n%s", report)
        if report not in self._shown:
            self._shown.add(report)
            self._caught.emit(report)

    def _show(self, report: str) -> None:
        from planner.ui.dialogs.trouble import TroubleDialog

        TroubleDialog(report, self.window).open()
