"""A fault of the program itself: said once, with what the developers need, and no word of any plan."""

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from planner import __version__
from planner.core.paths import log_folder

_log = logging.getLogger(__name__)


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return versions and the way to the fault; not the message, which may hold words of a plan."""
    head = f"planner {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return f"{head}\n{''.join(traceback.format_tb(trace))}{kind.__name__}"


class TroubleDialog(QDialog):
    """What happened, that nothing is lost, and the button 复制错误信息."""

    def __init__(self, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错")
        self.report = report
        words = QLabel(
            "程序出了错，刚才这一步没有做成，已有的内容没有改动。\n"
            f"可以接着用。请把错误信息复制下来发给维护人员；同样的内容也记在日志里：\n{log_folder()}",
            self,
        )
        words.setWordWrap(True)
        details = QPlainTextEdit(report, self)
        details.setReadOnly(True)
        details.setAccessibleName("错误信息")
        details.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton("复制错误信息(&C)", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(details)
        layout.addWidget(buttons)
        self.resize(620, 340)


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
        _log.error("a fault of the program\n%s", report)
        if report not in self._shown:
            self._shown.add(report)
            self._caught.emit(report)

    def catch_error(self, error: BaseException) -> None:
        """Log and show a fault that a worker met."""
        self.catch(type(error), error, error.__traceback__)

    def _show(self, report: str) -> None:
        TroubleDialog(report, self.window).open()
