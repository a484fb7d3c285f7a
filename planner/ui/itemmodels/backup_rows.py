"""The backups as rows: when and why, how large, and as soon as it was read what is in each."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from planner.core.backups import BackupFile
from planner.core.errors import PlannerError
from planner.ui.backup_words import content_words, reason_words, size_words, when_words
from planner.ui.icons import icon
from planner.ui.itemmodels.problems import Index, RowsModel
from planner.ui.look import current_look

if TYPE_CHECKING:
    from planner.services.backups import BackupContent

UNREAD = "正在读…"
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
UNUSABLE = {"STORE_DAMAGED": "已损坏", "NOT_OUR_DB": "不是备份", "NEWER": "新版本做的", "NO_BACKUP": "已不在"}


class Column(IntEnum):
    """The columns."""

    WHEN = 0
    REASON = 1
    CONTENT = 2
    LAST = 3
    SIZE = 4


class BackupRows(RowsModel):
    """A row a backup, the newest first."""

    columns = ("时间", "缘由", "内容", "最后一步", "大小")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.backups: tuple[BackupFile, ...] = ()
        self.found: dict[Path, BackupContent | PlannerError] = {}

    def show_backups(self, backups: Sequence[BackupFile], today: date) -> None:
        """Show these; what was read of them before is kept."""
        self.beginResetModel()
        self.backups = tuple(backups)
        self.found = {one.path: self.found[one.path] for one in backups if one.path in self.found}
        self.rows = tuple(
            (when_words(one.made_at, today), reason_words(one.reason), *self._words(one), size_words(one.size))
            for one in backups
        )
        self.endResetModel()

    def show_content(self, path: Path, found: "BackupContent | PlannerError") -> None:
        """Show what was read of a backup, or why it cannot be used."""
        self.found[path] = found
        for row, one in enumerate(self.backups):
            if one.path == path:
                words = list(self.rows[row])
                words[Column.CONTENT], words[Column.LAST] = self._words(one)
                self.rows = (*self.rows[:row], tuple(words), *self.rows[row + 1 :])
                self.dataChanged.emit(self.index(row, Column.CONTENT), self.index(row, Column.LAST))

    def is_usable(self, row: int) -> bool:
        """Tell whether a restore may be tried: nothing speaks against it yet."""
        return 0 <= row < len(self.backups) and not isinstance(self.found.get(self.backups[row].path), PlannerError)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        column = index.column() if index.isValid() else None
        if column == Column.CONTENT and role == Qt.ItemDataRole.DecorationRole and not self.is_usable(index.row()):
            return icon("circle-alert")
        if column == Column.SIZE:
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(current_look().muted)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.SIZE:
            return RIGHT
        return super().headerData(section, orientation, role)

    def _words(self, backup: BackupFile) -> tuple[str, str]:
        found = self.found.get(backup.path)
        if found is None:
            return UNREAD, ""
        if isinstance(found, PlannerError):
            return UNUSABLE.get(found.code, "读不出来"), ""
        return content_words(found), found.last_step
