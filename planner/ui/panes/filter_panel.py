"""The choices of the filter: groups at the left, their choices with counts at the right, a line that finds any of them.

It lies over the tree as a child of the middle of the window; no popup, for it has lines to type in (QTBUG-83490).
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.facets import FACETS, VIEWS, Choice
from planner.ui.panes.choice_list import ChoiceList
from planner.ui.panes.typing_line import TypingLine

WIDEST, HIGHEST, MARGIN = 470, 430, 8
DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)


class FilterPanel(QFrame):
    """Asks for what it shows: `asked` tells which group, or what is typed into the line; the desk answers by `show_*`.

    `turned` tells the filter of a choice, `saved` the name under which the filter is to be kept.
    """

    asked = Signal()
    turned = Signal(object)
    view_wanted = Signal(int)
    view_renamed = Signal(int, str)
    view_deleted = Signal(int)
    saved = Signal(str)
    cleared = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("panel")
        self.setAccessibleName("筛选")
        self.setAutoFillBackground(True)
        self.line = TypingLine(self)
        self.line.setPlaceholderText("找条件：单位、部分、领导……（拼音首字母也行）")
        self.line.setAccessibleName("找条件")
        self.line.setToolTip("单位、部分、状态、领导等都在这里找；也可以写一个日期，如 9月15日，列出此日前到期的")
        self.line.setClearButtonEnabled(True)
        self.groups = QListWidget(self)
        self.groups.setObjectName("facets")
        self.groups.setAccessibleName("条件的种类")
        self.groups.setFixedWidth(118)
        for name, words in ((VIEWS, "视图"), *FACETS.items()):
            item = QListWidgetItem(words, self.groups)
            item.setData(Qt.ItemDataRole.UserRole, name)
        self.choices = ChoiceList(self)
        self.empty = QLabel(self)
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(8, 6, 8, 0)
        self.count = QLabel(self)
        self.name = TypingLine(self)
        self.name.setPlaceholderText("给这样的筛选起个名，存为视图")
        self.name.setAccessibleName("视图名称")
        self.name.setMaxLength(30)
        self.save = self._button("存为视图(&S)", self._save)
        self.clear = self._button("全部清除(&R)", self.cleared.emit)
        self.done = self._button("完成(&O)", self.close_panel)
        self._arrange()
        self.line.textChanged.connect(lambda _text: self.ask())
        self.line.installEventFilter(self)
        self.groups.installEventFilter(self)
        self.choices.installEventFilter(self)
        self.groups.currentRowChanged.connect(lambda _row: self.ask())
        self.choices.turned.connect(self.turned)
        self.choices.view_wanted.connect(self.view_wanted)
        self.choices.view_renamed.connect(self.view_renamed)
        self.choices.view_deleted.connect(self.view_deleted)
        self.name.returnPressed.connect(self._save)
        self.name.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.save.setEnabled(False)
        self.groups.setCurrentRow(1)
        self.hide()
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    @property
    def group(self) -> str:
        """The group at the right."""
        item = self.groups.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else VIEWS

    @property
    def typed(self) -> str:
        """What is looked for among the choices."""
        return self.line.text().strip()

    def open_at(self, group: str = "", *, to_save: bool = False) -> None:
        """Show the panel at a group, the cursor in the line, or where the name of a view is written."""
        for row in range(self.groups.count()):
            if self.groups.item(row).data(Qt.ItemDataRole.UserRole) == group:
                self.groups.setCurrentRow(row)
        self.line.clear()
        self.name.clear()
        self.show()
        self.raise_()
        self.ask()
        target = self.name if to_save else self.choices if group == VIEWS and self.choices.has_rows else self.line
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Put the panel away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def ask(self) -> None:
        """Ask for what is to be shown now."""
        if not self.isHidden():
            self.asked.emit()

    def show_choices(self, choices: Sequence[Choice], words: str) -> None:
        """Show the choices of a group; `words` stand where there are none."""
        self.choices.show_choices(choices)
        self._say_empty(words if not choices else "")

    def show_views(self, views: Sequence[tuple[int, str, int, bool]], words: str) -> None:
        """Show views: id, name, how many items they leave, and whether it is the one on show; ids below 0 are fixed."""
        self.choices.show_views(views)
        self._say_empty(words if not views else "")

    def show_state(self, count: str, taken: Sequence[str], *, has_filter: bool) -> None:
        """Say how many items are left, and mark the groups of which something was chosen."""
        self.count.setText(count)
        for row in range(self.groups.count()):
            item = self.groups.item(row)
            font = item.font()
            is_taken = item.data(Qt.ItemDataRole.UserRole) in taken
            font.setBold(is_taken)
            item.setFont(font)
            words = dict(((VIEWS, "视图"), *FACETS.items()))[str(item.data(Qt.ItemDataRole.UserRole))]
            item.setText(f"{words} •" if is_taken else words)
        self.clear.setEnabled(has_filter)
        self.name.setEnabled(has_filter)
        self.groups.setEnabled(not self.typed)

    def place(self, above: int) -> None:
        """Lie at the right edge over the tree, `above` pixels from the top."""
        around = self._around.rect()
        wide = min(WIDEST, around.width() - 2 * MARGIN)
        high = min(HIGHEST + 8 * self.fontMetrics().height(), around.height() - above - MARGIN)
        self.setGeometry(QRect(around.right() - wide - MARGIN + 1, above, wide, max(high, 200)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go from line and groups to the choices and back, and Enter take the only one found."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.line and not self.line.is_composing:
            if key in DOWN:
                self.choices.take_focus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.typed:
                self.choices.turn_first()
                self.line.selectAll()
                return True
        if watched is self.groups and key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choices.take_focus()
            return True
        if watched is self.choices and key == Qt.Key.Key_Left:
            (self.line if self.typed else self.groups).setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self.groups)
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedWidth(1)
        lists.addWidget(rule)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.choices, 1)
        right.addWidget(self.empty, 1)
        lists.addLayout(right, 1)
        keeping = QHBoxLayout()
        keeping.addWidget(self.name, 1)
        keeping.addWidget(self.save)
        ending = QHBoxLayout()
        ending.addWidget(self.count, 1)
        ending.addWidget(self.clear)
        ending.addWidget(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addLayout(lists, 1)
        layout.addLayout(keeping)
        layout.addLayout(ending)
        order = (self.line, self.groups, self.choices, self.name, self.save, self.clear, self.done)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _button(self, words: str, slot: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())  # type: ignore[operator]
        return button

    def _say_empty(self, words: str) -> None:
        self.empty.setText(words)
        self.empty.setVisible(bool(words))
        self.choices.setVisible(not words)

    def _save(self) -> None:
        if self.name.text().strip():
            self.saved.emit(self.name.text())

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Close when the clerk works elsewhere in the window; another program does not count."""
        if self.isVisible() and new is not None and new.window() is self.window() and not self.isAncestorOf(new):
            self.hide()
