"""Watches whether the store can still be reached: a stick pulled out is told in red, and work goes on when it is back.

Windows takes all handles of a stick away with it, so the store is taken up again, with all checks; a stick that only
looks the same is refused.
"""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolBar, QWidget

from planner.core.errors import PlannerError
from planner.core.paths import is_portable
from planner.core.places import is_there
from planner.core.whereabouts import Kind, whereabouts
from planner.ui.icons import icon
from planner.ui.look import bar_style
from planner.ui.unsaved import Unsaved
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from planner.services import HistoryEntry

LOOK_EVERY_MS = 1500
_PAUSE_SECONDS = 10.0
_LOOKED_BACK = 200
_LOST_HANDLES = ("DISK_FAILED", "STORE_AWAY")
_LASTING = ("STORE_OTHER", "STORE_DAMAGED", "NOT_OUR_DB", "NEWER")
"""Why a file is refused as long as it is the same; to look through it every other second would hold the window."""


class PlaceWatch(QObject):
    """`is_away` while the store cannot be reached; `banner` says so over all pages."""

    def __init__(self, workspace: Workspace, unsaved: Unsaved, window: "QMainWindow") -> None:
        super().__init__(window)
        self._workspace = workspace
        self._unsaved = unsaved
        self._window = window
        self.is_away = False
        self.banner: QToolBar | None = None
        self._words: QLabel | None = None
        place = whereabouts(workspace.store.path)
        self._is_stick = place.kind is Kind.REMOVABLE or is_portable()
        self._newest: HistoryEntry | None = None
        self._tried_at = 0.0
        self._refused: tuple[int, ...] | None = None
        self._remember()
        workspace.changed.connect(lambda _snapshot, change: self._remember() if change is not None else None)
        unsaved.trouble.connect(self._failed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        """Look whether the store is there, and take it up again when it has come back."""
        there = is_there(self._workspace.store.path)
        if self.is_away and there:
            if self._refused is None or self._refused != self._seen():
                self._take_up()
        elif not self.is_away and not there:
            self._leave("已拔出，请插回原处" if self._is_stick else "")

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _remember(self) -> None:
        done = (entry for entry in self._workspace.store.history(_LOOKED_BACK) if not entry.is_undone)
        self._newest = next(done, None)

    def _failed(self, error: PlannerError) -> None:
        """Look at once when the disk failed; a stick put back within a moment has lost its handles all the same."""
        if error.code not in _LOST_HANDLES or self.is_away:
            return
        if not is_there(self._workspace.store.path):
            self.look()
        elif monotonic() - self._tried_at > _PAUSE_SECONDS:
            self._tried_at = monotonic()
            QTimer.singleShot(0, self, self._take_up)

    def _leave(self, what: str) -> None:
        self.is_away = self._unsaved.is_away = True
        where = "U 盘" if self._is_stick else f"数据文件夹“{self._workspace.store.path.parent}”"
        what = what or "不见了（U 盘被拔出，或文件夹被改名、移走），请放回原处"
        self._say(f"{where}{what}。已保存的内容没有丢；插回以后自动接着用，请先不要关闭程序。")

    def _take_up(self) -> None:
        store = self._workspace.store
        try:
            store.reopen(self._newest)
        except PlannerError as error:
            self.is_away = self._unsaved.is_away = True
            self._refused = self._seen() if error.code in _LASTING else None
            self._say(f"{error.message}{error.hint}")
            return
        was_away = self.is_away
        self.is_away = self._unsaved.is_away = False
        if self.banner is not None:
            self.banner.hide()
        before = self._newest
        self._remember()
        if self._newest != before:
            self._workspace.start()  # the last commit had come through though nobody heard of it
        stored = self._unsaved.try_again()
        if was_away and stored:
            again = "；刚才没有做成的，请再做一次" if self._unsaved.withdraw() else ""
            self._workspace.told.emit(f"数据文件又连上了，已检查完好，可以接着用{again}")

    def _seen(self) -> tuple[int, ...] | None:
        """Return what tells one file at the place of the store from another."""
        try:
            seen = self._workspace.store.path.stat()
        except OSError:
            return None
        return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns

    def _say(self, words: str) -> None:
        if self.banner is None:
            self._build()
        if self.banner is not None and self._words is not None:
            self._words.setText(words)
            self._words.setAccessibleName(words)
            self.banner.setStyleSheet(bar_style(alarm=True).replace("QFrame#bar", "QToolBar#gone"))
            self.banner.show()

    def _build(self) -> None:
        self.banner = QToolBar("数据文件的位置", self._window)
        self.banner.setObjectName("gone")
        self.banner.setMovable(False)
        inner = QWidget(self.banner)
        row = QHBoxLayout(inner)
        row.setContentsMargins(8, 2, 8, 2)
        sign = QLabel(inner)
        sign.setPixmap(icon("circle-alert").pixmap(18, 18))
        self._words = QLabel(inner)
        self._words.setWordWrap(True)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        self.banner.addWidget(inner)
        self._window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.banner)
