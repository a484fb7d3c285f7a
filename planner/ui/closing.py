"""Work that is done when the window has closed; where it lasts, a small window asks to leave stick and computer on."""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel

from planner.ui.icons import program_icon
from planner.ui.tasks import Worker

SHOWN_AFTER_MS = 400
WORDS = "正在收尾（备份、检查数据），做完自动关闭。\n请先不要拔 U 盘，不要关电脑。"


def finish_work(work: Callable[[], Any], parent: QObject) -> None:
    """Do `work` beside an event loop of its own, and return when it has ended."""
    loop, worker, timer = QEventLoop(parent), Worker(parent), QTimer(parent)
    sign = _sign()

    def crash(error: BaseException) -> None:
        sys.excepthook(type(error), error, error.__traceback__)
        loop.quit()

    worker.crashed.connect(crash)
    worker.submit("closing", work, lambda _done: loop.quit(), crash)
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: _show(sign))
    timer.start(SHOWN_AFTER_MS)
    loop.exec()
    worker.stop()
    for part in (timer, worker, loop, sign):
        part.deleteLater()
    sign.hide()


def _sign() -> QLabel:
    shape = Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
    sign = QLabel(WORDS, None, shape)
    sign.setObjectName("closing")
    sign.setWindowTitle("工作要点分解")
    sign.setWindowIcon(program_icon())
    sign.setAccessibleName(WORDS)
    sign.setMargin(24)
    return sign


def _show(sign: QLabel) -> None:
    sign.adjustSize()
    sign.move(sign.screen().availableGeometry().center() - sign.rect().center())
    sign.show()
