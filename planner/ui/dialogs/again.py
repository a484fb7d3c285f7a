"""A plan that comes again, the same or as a new version: what changed, and what shall become of it, by a key."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.core.carrying import ItemChange
from planner.services.again import Again, Sameness, summary_of
from planner.ui.dialogs.placing import place_over_parent
from planner.ui.itemmodels.problems import RowsModel
from planner.ui.panes.problems import RowList

CHANGE_SHARES = {0: (6, 0.1, 8), 2: (8, 0.3, 40), 3: (8, 0.3, 40)}


class Choice(StrEnum):
    """What is to become of the plan that was read."""

    VERSION = "version"
    NEW = "new"
    OPEN = "open"


class ChangesModel(RowsModel):
    """What differs, one row each: the kind, the item, what was and what is."""

    columns = ("变化", "任务", "原来", "现在")

    def show_changes(self, changes: Sequence[ItemChange]) -> None:
        """Show the differences of two versions."""
        self.beginResetModel()
        self.rows = tuple((found.kind.value, found.item, found.before, found.after) for found in changes)
        self.endResetModel()


class AgainDialog(QDialog):
    """`chosen` tells the choice; Esc chooses nothing."""

    chosen = Signal(object)

    def __init__(self, found: Again, changes: Sequence[ItemChange], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("这份计划已经有了")
        is_same = found.sameness is Sameness.SAME
        self.sentence = QLabel(self)
        self.sentence.setText(_sentence(found, changes))
        self.sentence.setObjectName("question")
        self.sentence.setWordWrap(True)
        self.model = ChangesModel(self)
        self.model.show_changes(changes)
        self.list = RowList("变化", self.model, 1, CHANGE_SHARES, self)
        self.list.setVisible(bool(changes))
        self.list.installEventFilter(self)
        has_not_changed = is_same or not changes
        self._choices = (
            *([(Choice.OPEN, "打开已有的计划")] if has_not_changed else []),
            *([] if is_same else [(Choice.VERSION, "作为新版本，沿用原来的单位、时限和修改")]),
            (Choice.NEW, "另存为一份新计划"),
        )
        self._arrange(is_small=is_same or not changes)

    def _arrange(self, *, is_small: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.sentence)
        layout.addWidget(self.list, 1)
        hint = QLabel("按数字选择，Enter 选第 1 项，Esc 取消；选定以后还要核对，随时可以撤销。", self)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.buttons: list[QPushButton] = []
        for number, (choice, words) in enumerate(self._choices, start=1):
            button = QPushButton(f"{number}　{words}", self)
            button.setObjectName("primary" if number == 1 else "")
            button.clicked.connect(lambda _checked=False, choice=choice: self.choose(choice))
            self.buttons.append(button)
        cancel = QPushButton("取消", self)
        cancel.clicked.connect(self.reject)
        for button in (*self.buttons, cancel):
            button.setAutoDefault(False)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(cancel)
        layout.addLayout(row)
        if not is_small:
            place_over_parent(self)
            self.list.setFocus()

    def choose(self, choice: Choice) -> None:
        """Take a choice and close."""
        self.accept()
        self.chosen.emit(choice)

    def eventFilter(self, _watched: QObject, event: object) -> bool:
        """Take the keys of the choices before the list does."""
        return isinstance(event, QKeyEvent) and event.type() == event.Type.KeyPress and self._press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        number = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}.get(Qt.Key(event.key()), 0)
        if event.text().isdigit():
            number = int(event.text())
        if not 1 <= number <= len(self._choices):
            return False
        self.choose(self._choices[number - 1][0])
        return True


def _sentence(found: Again, changes: Sequence[ItemChange]) -> str:
    title = found.title.strip("《》")
    if found.sameness is Sameness.SAME:
        return f"和计划《{title}》的内容完全相同。"
    if not changes:
        return f"和计划《{title}》的各项任务都相同，只有排法或文件格式不同。"
    return f"像是计划《{title}》的新版本。与它相比：{summary_of(tuple(changes))}。"
