"""Where a second copy of the backups goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.core.backups import can_be_filled, second_folder
from planner.core.places import is_folder
from planner.core.settings import Settings
from planner.ui.preferences.fields import LineSetting
from planner.ui.preferences.groups import Group

LONGEST = 250
WORDS = (
    "程序自己备份，放在数据文件旁边的“备份”文件夹里；看备份、恢复，在“文件”菜单的“备份与恢复”。"
    "这里可以再填一个文件夹（最好在U 盘或另一块硬盘上），每次关闭程序时多留一份。"
)


class BackupGroup(Group):
    """One folder, typed, or chosen by what `ask` opens at the one there is."""

    def __init__(self, parent: QWidget, store: Path, ask: Callable[[str], Path | None]) -> None:
        super().__init__(parent, WORDS)
        self._store = store
        self._ask = ask
        self.field = LineSetting("备份文件夹(&B)", self.sheet, "不另外留一份", longest=LONGEST)
        self.add("备份文件夹", self.field)
        part = QWidget(self.sheet)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        self.choose_button = QPushButton("选文件夹(&F)…", part)
        self.choose_button.setAccessibleName("选备份文件夹")
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(lambda _checked=False: self.choose())
        self.editors.append(self.choose_button)
        row.addWidget(self.choose_button)
        row.addStretch(1)
        self.add_part(part)
        self.finish()

    def choose(self) -> None:
        """Ask for the folder."""
        folder = self._ask(self.field.line.text())
        if folder is not None:
            self.changed.emit("备份文件夹", str(folder))

    def show_settings(self, settings: Settings) -> None:
        """Show the folder, and say when it is not there now."""
        super().show_settings(settings)
        folder = second_folder(self._store, settings.backup_folder)
        if folder is None:
            self.field.tell("")
        elif is_folder(folder):
            self.field.tell("每次关闭程序时，在这里也留一份")
        elif can_be_filled(folder):
            self.field.tell("这个文件夹还没有，关闭程序时会自动建立，也留一份")
        else:
            self.field.tell("现在找不到这个文件夹（U 盘没插？），关闭时只在本机备份", wrong=True)
