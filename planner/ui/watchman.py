"""The last catcher: a fault of the program is logged always, shown once, and told without a word of any plan."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from planner.core.errors import PlannerError
from planner.core.fault_report import fault_report


class Watchman(QObject):
    """Catches what nobody else did: logged always, shown once for each fault."""

    refused = Signal(object)
    """A PlannerError that nobody caught."""
    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: set[str] = set()
        self.window: QWidget | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's last words: of the window's thread, of other threads, and of what nobody can catch."""
        import threading

        sys.excepthook = self.catch
        threading.excepthook = lambda words: self._catch_other(words.exc_value)
        sys.unraisablehook = lambda words: self._catch_other(words.exc_value)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a fault and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, PlannerError):  # the disk failed while something was read: no fault of the program
            self.refused.emit(error)
            return
        report = fault_report(error, trace)
        import logging

        logging.getLogger(__name__).error("a fault of the program\n%s", report)
        if report not in self._shown:
            self._shown.add(report)
            self._caught.emit(report)

    def _catch_other(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SystemExit):
            self.catch(type(error), error, error.__traceback__)

    def _show(self, report: str) -> None:
        from planner.ui.dialogs.trouble import TroubleDialog

        TroubleDialog(report, self.window).open()
