"""The backups: when and why each was made, what is in it, what a restore would take away; and the restore itself.

What is in them is read beside the window. A restore makes a backup first, so nothing is asked twice.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.core.backup_loss import loss_words
from planner.core.backups import BackupFile, Reason, backup_folder, listed
from planner.core.errors import PlannerError
from planner.ui.backup_words import ELSEWHERE, called, content_page, trouble_page
from planner.ui.dialogs.file_choice import ask_open, ask_save
from planner.ui.dialogs.placing import keep_size, take_room
from planner.ui.dialogs.pressing import press_focused
from planner.ui.itemmodels.backup_rows import UNREAD, BackupRows, Column
from planner.ui.keeper import Keeper
from planner.ui.panes.bar import Bar
from planner.ui.panes.columns import FittedColumns
from planner.ui.panes.row_list import RowList
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.services.backups import BackupContent

SHARES = {
    Column.WHEN: (8, 0.19, 12),
    Column.REASON: (5, 0.15, 8),
    Column.CONTENT: (9, 0.24, 13),
    Column.SIZE: (5, 0.11, 7),
}
WIDTH, HEIGHT, CELL_EDGE = 1000, 560, 18
READ, COPY = "backup-content", "backup-copy"
FOLDER = "backup_copy_folder"
KINDS = "备份 (*.db);;所有文件 (*)"
WORDS = (
    "程序自动备份：启动时、使用中每半小时、关闭时，以及导入、合并、大量删除之前。恢复以前也会先备份，随时可以换回来。"
)
EMPTY = "还没有备份。按“立即备份”做第一份。"


class BackupsDialog(QDialog):
    """Closes when a restore was done; while it goes on it cannot be closed."""

    def __init__(self, keeper: Keeper, workspace: Workspace, worker: Worker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("备份与恢复")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._keeper, self._workspace, self._worker = keeper, workspace, worker
        self._others: list[BackupFile] = []
        self._asked: set[str] = set()
        self._is_left = False
        self.bar = Bar(self)
        self.rows = BackupRows(self)
        self.list = RowList(self.rows, "备份", self)
        self.page = QTextBrowser(self)
        self.empty = QLabel(EMPTY, self)
        self.now_button = self._button("立即备份(&B)", self.back_up, "备份现在的全部内容")
        self.copy_button = self._button("另存一份(&S)…", self.save_copy, "把选中的备份存到 U 盘等别的地方")
        self.other_button = self._button("从别处选(&F)…", self.choose_other, "恢复 U 盘里、别的电脑上做的备份")
        self.folder_button = self._button("打开文件夹(&O)", self.open_folder, "备份都在这个文件夹里")
        self.restore_button = self._button("恢复到这一份(&R)", self.restore, "恢复到选中的备份（Ctrl+Enter）")
        self.restore_button.setObjectName("primary")
        self.close_button = self._button("关闭", self.reject)
        self._name_parts()
        self._lay_out()
        self._connect()
        take_room(self, WIDTH, HEIGHT)
        keep_size(self, workspace.store, backups_split=self.split, backups_columns=self.columns)
        self.refresh()
        self.list.setFocus()

    @property
    def backup(self) -> BackupFile | None:
        """The backup chosen."""
        row = self.list.currentIndex().row()
        return self.rows.backups[row] if 0 <= row < len(self.rows.backups) else None

    def refresh(self) -> None:
        """Show what is there; the chosen one stays so, and what is in the others is read beside the window."""
        if self._is_left:
            return  # closed, and not gone yet
        before = self.backup
        self.rows.show_backups((*self._others, *listed(self._workspace.store.path)), date.today())
        paths = [one.path for one in self.rows.backups]
        row = paths.index(before.path) if before is not None and before.path in paths else 0
        self.list.setVisible(bool(paths))
        self.empty.setVisible(not paths)
        if paths:
            self.list.setCurrentIndex(self.rows.index(row, 0))
        self._fit()
        for path in paths:
            if path not in self.rows.found:
                self._read(path)
        if self._keeper.trouble is not None:
            self.bar.show_trouble(self._keeper.trouble)
        elif self.bar.is_alarm:
            self.bar.settle()
        self._show()

    def back_up(self) -> None:
        """Make a backup now."""
        self._workspace.about_to_act.emit()
        self.now_button.setEnabled(False)
        self._keeper.back_up(Reason.ASKED, self._backed_up)

    def restore(self) -> None:
        """Bring the chosen backup into the store."""
        backup = self.backup
        if backup is None or not self.restore_button.isEnabled():
            return
        self._keeper.restore(backup.path, called(backup, date.today()))
        self._show()

    def save_copy(self) -> None:
        """Ask where to, and put a copy of the chosen backup there."""
        backup, store = self.backup, self._workspace.store
        if backup is None:
            return
        path = ask_save(self, "另存一份备份", store.setting(FOLDER), backup.path.name, KINDS)
        if path is None:
            return
        store.set_setting(FOLDER, str(path.parent))

        def work() -> None:
            from planner.services.backups import save_copy

            save_copy(backup.path, path)

        way = ("打开所在文件夹", lambda: _open(path.parent))
        self._worker.submit(COPY, work, lambda _none: self._tell(f"已存为 {path.name}", way), self._refuse)

    def choose_other(self) -> None:
        """Ask for a backup that lies elsewhere, and show what is in it."""
        store = self._workspace.store
        path = ask_open(self, "从别处选一份备份", store.setting(FOLDER), KINDS)
        if path is not None:
            store.set_setting(FOLDER, str(path.parent))
            self.show_other(path)

    def show_other(self, path: Path) -> None:
        """List a backup that lies elsewhere, and choose it."""
        try:
            seen = path.stat()
        except OSError:
            seen = None
        made_at = datetime.fromtimestamp(seen.st_mtime if seen else 0)
        found = BackupFile(path, 0, made_at, ELSEWHERE, seen.st_size if seen else 0)
        self._others = [found, *(one for one in self._others if one.path != path)]
        self.refresh()
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.setFocus()

    def open_folder(self) -> None:
        """Show the folder of the backups."""
        _open(backup_folder(self._workspace.store.path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button it is on."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Let go of what is still being read; a restore under way is waited for."""
        if self._keeper.is_restoring:
            return
        self._is_left = True
        for key in self._asked:
            self._worker.forget(key)
        super().done(result)

    def _fit(self) -> None:
        """Let no date and no number be cut."""
        width = self.fontMetrics().horizontalAdvance
        for column in (Column.WHEN, Column.REASON, Column.CONTENT, Column.SIZE):
            self.columns.need(column, max((width(row[column]) for row in self.rows.rows), default=0) + CELL_EDGE)

    def _read(self, path: Path) -> None:
        def work() -> "BackupContent":
            from planner.services.backups import content_of

            return content_of(path)

        key = f"{READ} {path}"
        self._asked.add(key)
        show = lambda found: self._read_so_far(path, found)  # noqa: E731
        self._worker.submit(key, work, show, show)

    def _read_so_far(self, path: Path, found: "BackupContent | PlannerError") -> None:
        self.rows.show_content(path, found)
        self._fit()
        if self.backup is not None and self.backup.path == path:
            self._show()

    def _backed_up(self, made: BackupFile | None) -> None:
        if not self._is_left:
            self.refresh()
            self.list.setCurrentIndex(self.rows.index(len(self._others), 0))
        is_new = not listed(self._workspace.store.path)
        same = "还没有内容，不用备份。" if is_new else "最新的一份备份与现在完全一样，不用再做。"
        self._tell("已备份。" if made is not None else same)

    def _tell(self, words: str, *ways: tuple[str, Callable[[], None]]) -> None:
        """Tell what was done: here, or in the window when this was closed meanwhile."""
        if not self._is_left:
            self.bar.show_news(words, *ways)
        else:
            self._workspace.told.emit(words)

    def _refuse(self, trouble: PlannerError) -> None:
        if not self._is_left:
            self._show()
            self.bar.show_trouble(trouble)
        else:
            self._workspace.failed.emit(trouble)

    def _show(self) -> None:
        """Show what is in the chosen backup, and what can be done now."""
        backup, busy = self.backup, self._keeper.is_restoring
        found = self.rows.found.get(backup.path) if backup is not None else None
        if backup is None:
            self.page.clear()
        elif found is None:
            self.page.setPlainText(UNREAD)
        elif isinstance(found, PlannerError):
            self.page.setHtml(trouble_page(found.message, found.hint))
        else:
            from planner.services.backup_contents import loss_by

            would = loss_words(loss_by(self._workspace.store, found)) if not busy else ()
            self.page.setHtml(content_page(backup, found, would, date.today()))
        self.restore_button.setText("正在恢复…" if busy else "恢复到这一份(&R)")
        self.restore_button.setEnabled(not busy and self.rows.is_usable(self.list.currentIndex().row()))
        self.copy_button.setEnabled(self.restore_button.isEnabled())
        for button in (self.now_button, self.other_button, self.close_button):
            button.setEnabled(not busy)
        self.folder_button.setEnabled(backup_folder(self._workspace.store.path).is_dir())

    def _button(self, words: str, pressed: Callable[[], object], tip: str = "") -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    def _name_parts(self) -> None:
        self.columns = FittedColumns(self.list.header(), Column.LAST, SHARES)
        self.page.setAccessibleName("选中的备份")
        self.page.setOpenLinks(False)
        self.page.setTabChangesFocus(True)
        self.page.document().setDocumentMargin(12)
        self.empty.setObjectName("muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        words = QLabel(WORDS, self)
        words.setObjectName("muted")
        words.setWordWrap(True)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(self.page)
        self.split.setSizes([620, 380])
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.now_button, self.copy_button, self.other_button, self.folder_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.restore_button)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.bar)
        layout.addWidget(self.split, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show())
        self._keeper.changed.connect(self.refresh)
        self._keeper.restored.connect(self.accept)
        self._keeper.refused.connect(self._refuse)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.restore)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
