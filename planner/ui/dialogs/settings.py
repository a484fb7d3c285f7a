"""The settings: groups on the left, the fields of one on the right. What is changed is in the file at once."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.core.settings import Settings, take
from planner.ui.appearance import Appearance
from planner.ui.dialogs.file_choice import ask_folder
from planner.ui.dialogs.placing import keep_size
from planner.ui.dialogs.pressing import press_focused
from planner.ui.icons import grown, icon
from planner.ui.preferences.backup_group import BackupGroup
from planner.ui.preferences.font_group import KEY as FONTS
from planner.ui.preferences.font_group import FontGroup
from planner.ui.preferences.groups import Group, OfficeGroup, StatusGroup, TermsGroup
from planner.ui.preferences.look_group import LookGroup
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

WIDTH, HEIGHT = 760, 520
EDGE = 40
LIST_WIDTH = 150


class SettingsDialog(QDialog):
    """Takes each change as it is made; 恢复默认 is for the group on show, and can be taken back."""

    def __init__(self, workspace: Workspace, worker: Worker, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("设置")
        self._workspace = workspace
        self._worker = worker
        self._before: Settings | None = None
        self._makers: tuple[tuple[str, str, Callable[[], Group]], ...] = (
            ("单位和叫法", "building-2", lambda: OfficeGroup(self)),
            ("学期和亮灯", "calendar-clock", lambda: TermsGroup(self)),
            ("状态的叫法", "list-checks", lambda: StatusGroup(self)),
            ("打印字体", "file-type", lambda: FontGroup(self, worker)),
            ("外观和启动", "sun-moon", lambda: LookGroup(self, appearance)),
            ("备份", "archive-restore", lambda: BackupGroup(self, workspace.store.path, self._ask_folder)),
        )
        self._groups: dict[int, Group] = {}
        self._appearance = appearance
        self._build()
        appearance.changed.connect(self._draw_icons)
        workspace.settings_changed.connect(self._show_values)
        self.list.currentRowChanged.connect(self._show_group)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._place()
        keep_size(self, workspace.store)

    @property
    def group(self) -> Group:
        """The group on show."""
        return self._groups[self.list.currentRow()]

    def _build(self) -> None:
        self.list = QListWidget(self)
        self.list.setObjectName("documents")
        self.list.setAccessibleName("设置的分组")
        self.list.setIconSize(QSize(grown(18), grown(18)))
        for words, _icon, _make in self._makers:
            self.list.addItem(QListWidgetItem(words))
        self._draw_icons()
        self.stack = QStackedWidget(self)
        self.told = QLabel(self)
        self.told.setObjectName("muted")
        self.folder = self._button("打开设置文件夹(&O)", self.open_folder)
        self.folder.setToolTip("设置都在这个文件夹的 settings.json 里，可以复制到别的电脑")
        self.undo = self._button("撤销(&U)", self._undo)
        self.undo.hide()
        self.reset = self._button("恢复本页默认(&R)", self._reset)
        self.close_ = self._button("关闭", self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(8)
        for part in (self.folder, self.told):
            foot.addWidget(part)
        foot.addStretch(1)
        for part in (self.undo, self.reset, self.close_):
            foot.addWidget(part)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addWidget(self._rule(QFrame.Shape.VLine))
        middle.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self._rule(QFrame.Shape.HLine))
        layout.addLayout(foot)

    def _button(self, words: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    def _rule(self, shape: QFrame.Shape) -> QFrame:
        rule = QFrame(self)
        rule.setObjectName("rule")
        if shape is QFrame.Shape.VLine:
            rule.setFixedWidth(1)
        else:
            rule.setFixedHeight(1)
        return rule

    def _place(self) -> None:
        screen = self.screen().availableSize()
        room = max(LIST_WIDTH, self.list.sizeHintForColumn(0) + 28)
        self.list.setFixedWidth(room)
        letters = self.fontMetrics().height() / 16
        wanted = QSize(round(WIDTH * max(letters, 1)), round(HEIGHT * max(letters, 1)))
        self.resize(wanted.boundedTo(screen - QSize(EDGE, EDGE)))

    def _ask_folder(self, start: str) -> Path | None:
        return ask_folder(self, "选备份文件夹", start)

    def open_folder(self) -> None:
        """Show the folder of the settings file."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._workspace.store.path.parent)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button it is on."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Take what is still being typed, and want no fonts any more."""
        self._worker.forget(FONTS)
        for group in self._groups.values():
            group.hurry()
        super().done(result)

    def _show_group(self, place: int) -> None:
        if place not in self._groups:
            group = self._groups[place] = self._makers[place][2]()
            group.changed.connect(lambda name, value, group=group: self._take(group, name, value))
            self.stack.addWidget(group)
            group.show_settings(self._workspace.store.settings)
        self.stack.setCurrentWidget(self._groups[place])
        self._forget_undo()
        self._order_tabs()
        self._refresh_foot()

    def _take(self, group: Group, name: str, value: object) -> None:
        """Put a value into the file; one that cannot be is told below its field."""
        settings = self._workspace.store.settings
        if not name:
            group.show_settings(settings)
            return
        try:
            changed = take(settings, name, value if isinstance(value, str | int) else "")
        except ValueError as trouble:
            group.refuse(name, str(trouble))
            return
        self._forget_undo()
        self._write(changed)

    def _write(self, settings: Settings) -> None:
        if settings == self._workspace.store.settings or self._workspace.change_settings(settings):
            self._show_values()

    def _show_values(self) -> None:
        for group in self._groups.values():
            group.show_settings(self._workspace.store.settings)
        self._refresh_foot()

    def _reset(self) -> None:
        self.group.hurry()
        before = self._workspace.store.settings
        self._write(self.group.usual(before))
        self._before = before
        self.undo.show()
        self.told.setText("已恢复默认")
        self._order_tabs()
        self.undo.setFocus()

    def _undo(self) -> None:
        if self._before is not None:
            self._write(self._before)
        self._forget_undo()
        self.reset.setFocus()

    def _forget_undo(self) -> None:
        self._before = None
        self.undo.hide()
        self.told.setText("")

    def _refresh_foot(self) -> None:
        if self._groups:
            usual = self.group.is_usual(self._workspace.store.settings)
            self.reset.setEnabled(not usual or self.reset.hasFocus())

    def _order_tabs(self) -> None:
        order = [self.list, *self.group.editors]
        order += [self.folder, self.undo, self.reset, self.close_]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _draw_icons(self) -> None:
        for place, (_words, name, _make) in enumerate(self._makers):
            self.list.item(place).setIcon(icon(name))
