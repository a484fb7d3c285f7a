"""Checklist templates: the list of them, and the chosen one with its parts and lines, edited in place.

Each gesture is stored at once and Ctrl+Z takes it back; nothing is asked.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.checklists import CheckLine, Checklist
from planner.core.safe_names import clean
from planner.services import Store
from planner.ui.dialogs.file_choice import ask_open, ask_save
from planner.ui.dialogs.placing import keep_size, place_over_parent
from planner.ui.dialogs.pressing import press_focused
from planner.ui.dialogs.typed import TypedDialog
from planner.ui.icons import icon
from planner.ui.panes.bar import Bar
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.template_sheet import TemplateSheet
from planner.ui.template_desk import TemplateDesk

FILES = "检查清单模板 (*.json)"
LIST_WIDTH = 230
HINT = "Enter 修改 · Insert 加一行 · Ctrl+Insert 加一部分 · Alt+↑↓ 移动 · Delete 删除 · Ctrl+N 新模板 · Ctrl+Z 撤销"


def edit_templates(parent: QWidget, store: Store, name: str = "", lines: tuple[CheckLine, ...] = ()) -> str:
    """Let the clerk work on the templates, beginning with that of `name`; return the name of the one looked at last.

    `lines` are a plan's items, which can be taken into a template to go on from there.
    """
    dialog = TemplatesDialog(store, parent, name, lines)
    try:
        dialog.exec()
        return dialog.current
    finally:
        dialog.deleteLater()


class TemplatesDialog(TypedDialog):
    """The templates left, the chosen one right."""

    def __init__(self, store: Store, parent: QWidget, name: str = "", lines: tuple[CheckLine, ...] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查清单模板")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._store = store
        self._lines = lines
        self.desk = TemplateDesk(self)
        self.bar = Bar(self)
        self.list = QListWidget(self)
        self.list.setObjectName("documents")
        self.list.setAccessibleName("模板")
        self.list.setFixedWidth(max(LIST_WIDTH, self.fontMetrics().horizontalAdvance("字") * 15))
        self.sheet: TemplateSheet = TemplateSheet(self)
        self._is_refreshing = False
        self._build()
        self._connect()
        self._bind_keys()
        place_over_parent(self)
        keep_size(self, store)
        self.refresh(name if name in self.desk.names else next(iter(self.desk.names), ""))
        if self.desk.library.set_aside:
            self.bar.show_remark("；".join(self.desk.library.set_aside))
        self.list.setFocus()

    @property
    def current(self) -> str:
        """The name of the template that is looked at."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def refresh(self, name: str) -> None:
        """Show the templates as they are now, `name` chosen as far as it is there."""
        if self.bar.is_alarm:
            self.bar.settle()
        self._is_refreshing = True
        self.list.clear()
        for kept in self.desk.library.kept:
            item = QListWidgetItem(kept.checklist.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, kept.checklist.name)
            item.setIcon(icon("pencil" if kept.is_own else "clipboard-check"))
            item.setToolTip("自己的模板" if kept.is_own else "程序自带的模板；修改时另存为自己的")
        names = self.desk.names
        self.list.setCurrentRow(
            names.index(name) if name in names else 0, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._is_refreshing = False
        self._show_current()

    def add(self) -> None:
        """Add a template and write its name."""
        if self.desk.add():
            self.sheet.name.setFocus()
            self.sheet.name.selectAll()

    def take_in(self) -> None:
        """Ask for a file and take its template over."""
        path = ask_open(self, "导入模板", self._store.setting("open_folder"), FILES)
        if path is not None:
            self._store.set_setting("open_folder", str(path.parent))
            self.desk.take_in(path)

    def write_out(self) -> None:
        """Ask where to, and write the chosen template there."""
        folder = self._store.setting("output_folder")
        name = f"{clean(self.current) or '模板'}.json"
        path = ask_save(self, "导出模板", folder, name, FILES)
        if path is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the chosen template to a file."""
        if self.desk.write_out(self.current, path):
            self._store.set_setting("output_folder", str(path.parent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button it is on, and no other."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def _edited(self, checklist: Checklist) -> None:
        if not self.desk.change(self.current, checklist):
            self._show_current()

    def _show_current(self) -> None:
        if self._is_refreshing:
            return
        kept = self.desk.kept(self.current)
        self.sheet.show_checklist(kept.checklist if kept is not None else None)
        is_own = kept is not None and kept.is_own
        self.remove_button.setEnabled(is_own)

    def _build(self) -> None:
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedWidth(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.sheet, 1)
        right.addLayout(self._line_buttons())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addWidget(rule)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._template_buttons())
        layout.addWidget(_level_rule(self))
        layout.addLayout(middle, 1)
        layout.addWidget(_level_rule(self))
        layout.addLayout(self._foot())

    def _template_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        for text, name, slot, tip in (
            ("新模板", "plus", self.add, "Ctrl+N"),
            ("复制一份", "copy", lambda: self.desk.copy(self.current), "Ctrl+D"),
            ("导入(&I)…", "folder-open", self.take_in, "从文件导入模板，如 U 盘带来的"),
            ("导出(&O)…", "folder-down", self.write_out, "存成文件，可以带到别的电脑"),
        ):
            line.addWidget(self._button(text, slot, tip, name))
        self.remove_button = self._button(
            "删除",
            lambda: self.desk.remove(self.current),
            "删除自己的模板；改过的自带模板恢复原样。可以撤销",
            "trash-2",
        )
        line.addWidget(self.remove_button)
        line.addStretch(1)
        return line

    def _line_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 7, 12, 7)
        line.setSpacing(8)
        for text, slot, tip in (
            ("加一行", self.sheet.add_line, "Insert"),
            ("加一部分", self.sheet.add_part, "Ctrl+Insert"),
            ("上移", lambda: self.sheet.move_row(-1), "Alt+↑"),
            ("下移", lambda: self.sheet.move_row(1), "Alt+↓"),
            ("删除这一行", self.sheet.delete, "Delete；部分的标题连同其下各行"),
            ("列出计划任务(&T)", self.sheet.take_items, "这一部分打印时列出计划中的任务，再按一次取消"),
        ):
            line.addWidget(self._button(text, slot, tip))
        if self._lines:
            text = f"取入任务({len(self._lines)}项)"
            tip = "把计划中的任务抄进清单，以便加上自己的措施、责任人和时间"
            line.addWidget(self._button(text, lambda: self.sheet.add_lines(self._lines), tip))
        line.addStretch(1)
        return line

    def _foot(self) -> QHBoxLayout:
        hint = ElidedLabel(self)
        hint.show_words(HINT)
        hint.setObjectName("muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 7, 12, 8)
        foot.addWidget(hint, 1)
        foot.addWidget(self._button("关闭", self.reject, "Esc"))
        return foot

    def _button(self, text: str, slot: Callable[[], object], tip: str, picture: str = "") -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        if picture:
            button.setIcon(icon(picture))
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _connect(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.desk.told.connect(self.bar.show_news)
        self.desk.failed.connect(self.bar.show_trouble)
        self.sheet.edited.connect(self._edited)
        self.list.currentRowChanged.connect(lambda _row: self._show_current())

    def _bind_keys(self) -> None:
        def bind(keys: str, slot: Callable[[], object], where: QWidget | None = None) -> None:
            shortcut = QShortcut(QKeySequence(keys), where or self)
            if where is not None:
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

        table = self.sheet.table
        bind("Ctrl+Z", lambda: self._travel(self.desk.undo))
        for keys in ("Ctrl+Y", "Ctrl+Shift+Z"):
            bind(keys, lambda: self._travel(self.desk.redo))
        bind("Ctrl+N", self.add)
        bind("Ctrl+D", lambda: self.desk.copy(self.current))
        bind("F6", self._next_pane)
        bind("Delete", lambda: self.desk.remove(self.current), self.list)
        for keys in ("Return", "Enter"):
            bind(keys, table.setFocus, self.list)
            bind(keys, self.sheet.edit, table)
        bind("Insert", self.sheet.add_line, table)
        bind("Ctrl+Insert", self.sheet.add_part, table)
        bind("Delete", self.sheet.delete, table)
        bind("Alt+Up", lambda: self.sheet.move_row(-1), table)
        bind("Alt+Down", lambda: self.sheet.move_row(1), table)

    def _travel(self, way: Callable[[], object]) -> None:
        """Go a step back or forth; what stands half written in a line is a step too."""
        self.sheet.flush()
        way()

    def _next_pane(self) -> None:
        stops: list[QWidget] = [self.list, self.sheet.name, self.sheet.table]
        here = next((place for place, stop in enumerate(stops) if stop.hasFocus()), len(stops) - 1)
        stops[(here + 1) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)


def _level_rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
