"""What the window says first: what was brought back, that the program was not closed properly, what the settings lack.

A crash is told once, with the last step that is there, so that the clerk knows where to go on.
"""

import logging
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from planner.core.crash_file import take_reports
from planner.core.store_errors import StoreAltered
from planner.services import Store
from planner.ui.backup_words import when_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.main_window import MainWindow

LITTLE_ROOM = 50 * 1024 * 1024


def greet(window: "MainWindow", store: Store, news: str) -> None:
    """Say in the bar what there is to say; nothing on most days."""
    report = take_reports()
    if report:
        logging.getLogger(__name__).error("the program has crashed before\n%s", report)
    settings = store.settings
    told = [news, crash_words(store), room_words(store), *settings.warnings]
    buttons: list[tuple[str, Callable[[], None]]] = []

    def copy() -> None:
        QGuiApplication.clipboard().setText(report)
        window.tell("已复制错误信息，可以粘贴发给维护人员")

    if report:
        buttons.append(("复制错误信息", copy))
    if settings.warnings:
        buttons.append(("打开设置", window.openers.show_settings))
    words = "".join(told)
    if words:
        window.center.bar.show_remark(words, *buttons)

    def tell(was_altered: bool) -> None:
        if was_altered:
            window.center.bar.show_trouble(StoreAltered(store.path), ("看备份…", window.openers.show_backups))

    window.worker.submit("seal", store.was_altered, tell, window.fail)


def crash_words(store: Store) -> str:
    """Return that the store was left open, and what its last step is; empty when it was closed."""
    left = store.left_by
    if left is None:
        return ""
    entry = next((entry for entry in store.history(20) if not entry.is_undone), None)
    last = f"最后一步是“{entry.name}”（{when_words(entry.made_at, date.today())}）。" if entry is not None else ""
    what = "上次程序没有正常关闭，"
    if left.is_elsewhere:
        what = f"上次在电脑“{left.host}”上没有正常关闭（可能没关程序就拔了U 盘），"
    return f"{what}数据已全部检查，完好无缺。{last}"


def room_words(store: Store) -> str:
    """Return that the disk of the store is nearly full; empty while there is room."""
    import shutil

    try:
        free = shutil.disk_usage(store.path.parent).free
    except OSError:
        return ""
    if free >= LITTLE_ROOM:
        return ""
    return f"放数据的磁盘只剩 {free // 1024 // 1024} MB，请清理出一些空间，否则修改会存不上。"
