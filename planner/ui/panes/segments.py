"""A row of buttons of which one is pressed: the periods of the page 到期, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """Arrows go from one to the next; `chosen` tells that the clerk chose another."""

    chosen = Signal()

    def __init__(self, name: str, values: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._words = dict(values)
        self.buttons: dict[str, QPushButton] = {}
        self.value = values[0][0]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, (value, words) in enumerate(values):
            button = QPushButton(words, self)
            button.setObjectName("segment")
            button.setProperty("edge", "first" if place == 0 else "last" if place == len(values) - 1 else "")
            button.setCheckable(True)
            button.toggled.connect(lambda is_on, value=value: self._toggled(value, is_on=is_on))
            button.clicked.connect(lambda _checked=False, value=value: self._clicked(value))
            self._group.addButton(button)
            self.buttons[value] = button
            layout.addWidget(button)
        self.choose(self.value)

    def choose(self, value: str) -> None:
        """Press a button, without telling anybody."""
        value = value if value in self.buttons else next(iter(self.buttons))
        self.value = value
        self._group.setExclusive(True)
        self.buttons[value].setChecked(True)

    def show_none(self) -> None:
        """Press none, while something else is chosen beside the buttons."""
        self._group.setExclusive(False)
        self.buttons[self.value].setChecked(False)

    def step(self, offset: int) -> None:
        """Choose the next button or the one before."""
        values = list(self.buttons)
        place = values.index(self.value) + offset
        if 0 <= place < len(values):
            self._take(values[place])

    def tell(self, value: str, count: int) -> None:
        """Say how many a button stands for."""
        words = self._words[value]
        self.buttons[value].setText(f"{words} {count}" if count else words)
        self.buttons[value].setAccessibleName(f"{words}，{count} 项")

    def _clicked(self, value: str) -> None:
        self._take(value)

    def _toggled(self, value: str, *, is_on: bool) -> None:
        if is_on and value != self.value and self._group.exclusive():
            self._take(value)

    def _take(self, value: str) -> None:
        self.choose(value)
        self.chosen.emit()
