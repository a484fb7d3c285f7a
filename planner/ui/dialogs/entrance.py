"""A store that cannot be opened as it is: what happened, and the ways on, each with what it brings, by a key."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.core.errors import PlannerError
from planner.ui.icons import grown, picture, program_icon
from planner.ui.look import current_look

WIDTH = 600
_EDGE = 18
_TITLE_BAR = 40


class Way(NamedTuple):
    """A way on: its name, what the button says, and what comes of it."""

    name: str
    words: str
    brings: str = ""


class EntranceDialog(QDialog):
    """`chosen` is the name of the way that was taken; empty when the dialog was closed, which means `esc`.

    Where the screen is too low for all ways they are scrolled.
    """

    def __init__(
        self, title: str, trouble: PlannerError, facts: Sequence[str], ways: Sequence[Way], esc: str = "退出程序"
    ) -> None:
        super().__init__(None)
        self.setWindowTitle(title)
        self.setWindowIcon(program_icon())
        self.setAccessibleDescription(f"{trouble.message}{trouble.hint}")
        self.chosen = ""
        self.buttons: list[QPushButton] = []
        self._ways = tuple(ways)
        self.keys = self._label(f"按数字键或上下键选择，Enter 确定，Esc {esc}。", "muted")
        self._area = QScrollArea(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 16, _EDGE, 14)
        layout.setSpacing(12)
        layout.addLayout(self._head(trouble, facts))
        layout.addWidget(self._area)
        layout.addWidget(self.keys)
        self._fit(grown(WIDTH), layout, self._fill_area())
        self.buttons[0].setFocus()

    def _fill_area(self) -> QVBoxLayout:
        """Show the ways, each with what it brings, and return their layout."""
        inner = QWidget(self._area)
        ways = QVBoxLayout(inner)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(6)
        for number, way in enumerate(self._ways, start=1):
            ways.addWidget(self._button(number, way))
            if way.brings:
                ways.addWidget(self._label(way.brings, "muted", indent=grown(30)))
                ways.addSpacing(4)
        self._area.setObjectName("choices")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        return ways

    def _fit(self, width: int, layout: QVBoxLayout, ways: QVBoxLayout) -> None:
        """Give the dialog its width, and the height that all ways need, as far as the screen goes."""
        free = width - 2 * _EDGE
        needed = ways.totalHeightForWidth(free) if ways.hasHeightForWidth() else ways.totalSizeHint().height()
        self._area.setFixedHeight(needed)
        height = layout.totalHeightForWidth(width)
        room = self.screen().availableSize().height() - _TITLE_BAR
        self._area.setFixedHeight(needed - max(0, height - room))
        self.setFixedSize(width, min(height, room))

    def _head(self, trouble: PlannerError, facts: Sequence[str]) -> QHBoxLayout:
        sign = QLabel(self)
        size = grown(28)
        sign.setPixmap(picture("triangle-alert", QColor(current_look().text), size))
        sign.setFixedSize(QSize(size + 6, size + 2))
        words = QVBoxLayout()
        words.setSpacing(4)
        self.sentence = self._label(trouble.message, "question")
        words.addWidget(self.sentence)
        self.facts = self._label("\n".join((trouble.hint, *facts)), "")
        words.addWidget(self.facts)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _label(self, words: str, name: str, indent: int = 0) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setObjectName(name)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setContentsMargins(indent, 0, 0, 0)
        return label

    def _button(self, number: int, way: Way) -> QPushButton:
        button = QPushButton(f"{number}　{way.words}".replace("&", "&&"), self)
        button.setObjectName("primary" if number == 1 else "")
        button.setStyleSheet("text-align: left;")
        button.setAutoDefault(False)
        button.setAccessibleName(way.words)
        button.setAccessibleDescription(way.brings)
        button.clicked.connect(lambda _checked=False, name=way.name: self.choose(name))
        self.buttons.append(button)
        return button

    @property
    def explained(self) -> str:
        """What the first way brings."""
        return self._ways[0].brings

    def choose(self, name: str) -> None:
        """Take a way and close."""
        self.chosen = name
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (focused if isinstance(focused, QPushButton) else self.buttons[0]).click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            self._area.ensureWidgetVisible(self.focusWidget() or self.buttons[0])
        elif event.text().isdecimal() and 1 <= int(event.text()) <= len(self.buttons):
            self.buttons[int(event.text()) - 1].click()
        else:
            super().keyPressEvent(event)
