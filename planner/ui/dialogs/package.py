"""A package before it is taken out: what is in it, which of its units are known here, and what is there already."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from planner.services.unpacking import Unpacked


class Choice(StrEnum):
    """What is to become of the plan in the package."""

    NEW = "new"
    VERSION = "version"
    OPEN = "open"


class PackageDialog(QDialog):
    """`chosen` tells the choice; Esc chooses nothing. `there` is the title of the plan that is there already."""

    chosen = Signal(object)

    def __init__(self, title: str, items: int, units: Unpacked, there: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("取出计划")
        self.sentence = QLabel(_sentence(title, items, units), self)
        self.sentence.setObjectName("question")
        self.sentence.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("单位与名录的对应")
        likely = {name: f"；可能是“{other}”（{reason}）" for name, other, reason in units.likely}
        self.list.addItems([f"{name}　→　加到名录{likely.get(name, '')}" for name in units.added])
        self.list.addItems([f"{packed}　→　{here}" for packed, here in units.matched if packed != here])
        self.hint = QLabel(_hint(units, there), self)
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        choices = [(Choice.NEW, "取出")] if not there else _AGAIN
        self._choices = choices
        named = [words for _, words in choices]
        named = [f"{at}　{words}" for at, words in enumerate(named, 1)] if there else named
        self.buttons = [QPushButton(words, self) for words in named]
        self.cancel_button = QPushButton("取消", self)
        self._lay_out()
        self.buttons[0].setFocus()

    def choose(self, choice: Choice) -> None:
        """Take a choice and close."""
        self.accept()
        self.chosen.emit(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the digit of a choice."""
        text = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and text.isdigit() and 1 <= int(text) <= len(self._choices):
            self.choose(self._choices[int(text) - 1][0])
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        layout, row = QVBoxLayout(self), QHBoxLayout()
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.sentence)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.hint)
        row.setSpacing(10)
        for button, (choice, _) in zip(self.buttons, self._choices, strict=True):
            button.clicked.connect(lambda _checked=False, choice=choice: self.choose(choice))
            row.addWidget(button)
        self.buttons[0].setObjectName("primary")
        self.buttons[0].setDefault(True)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.reject)
        layout.addLayout(row)
        self.list.setVisible(self.list.count() > 0)
        self.setMinimumWidth(460)
        if self.list.count():
            self.resize(520, min(200 + 28 * self.list.count(), 560))


_AGAIN = [
    (Choice.OPEN, "打开已有的计划"),
    (Choice.VERSION, "作为新版本"),
    (Choice.NEW, "另存为一份新计划"),
]


def _sentence(title: str, items: int, units: Unpacked) -> str:
    count = len(units.matched) + len(units.added)
    added = f"，其中 {len(units.added)} 个名录里还没有" if units.added else ""
    return f"《{title}》：{items} 项任务，{count} 个单位{added}。"


def _hint(units: Unpacked, there: str) -> str:
    words = [f"这份计划已经有了：《{there}》。"] if there else []
    if units.added:
        words.append("加到名录的单位，取出以后可以在“单位”页中合并。")
    return "".join([*words, "随时可以撤销。"])
