"""The choices of the print dialog one by one: each knows its field of the request, its editor and how it is kept.

What is kept may be old, or spoiled by hand: `recall` takes only what makes sense.
"""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QWidget,
)

from planner.ui.panes.number_box import NumberBox
from planner.ui.panes.typing_line import TypingLine

TYPING_PAUSE_MS = 400
LABEL_LETTERS = 4
LONG_WORDS = 10
BETWEEN_ROWS, BESIDE_LABEL = 7, 8

Words = Sequence[tuple[Any, str]]


def spoken(label: str) -> str:
    """Return a label without its mnemonic."""
    return label.partition("(&")[0]


def label_width(widget: QWidget) -> int:
    """Return the room that all labels have at least, so that what stands beside them is in line."""
    return widget.fontMetrics().horizontalAdvance("字" * LABEL_LETTERS)


class Field(QObject):
    """A choice. `name` is a field of `PrintRequest` or of its `page`; `label` empty where the editor says it itself.

    `is_kept` tells that the choice is the clerk's habit, and not one for this plan or this day.
    """

    changed = Signal()

    def __init__(self, name: str, label: str, editor: QWidget, *, is_kept: bool = True) -> None:
        super().__init__(editor)
        self.name = name
        self.label = label
        self.editor = editor
        self.is_kept = is_kept
        if not editor.accessibleName():
            editor.setAccessibleName(spoken(label))

    @property
    @abstractmethod
    def value(self) -> Any:
        """What stands in the request."""

    @property
    @abstractmethod
    def stored(self) -> object:
        """The choice as JSON has it; None for what is taken without a choice."""

    @abstractmethod
    def recall(self, stored: object) -> None:
        """Take a choice that was kept; None or nonsense is what is taken without a choice."""


class BoxField(Field):
    """One of several words; the first is taken without a choice."""

    def __init__(self, name: str, label: str, values: Words, parent: QWidget, *, is_kept: bool = True) -> None:
        self.box = QComboBox(parent)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        super().__init__(name, label, self.box, is_kept=is_kept)
        self._values: tuple[Any, ...] = ()
        self.offer(values)
        self.box.currentTextChanged.connect(self._tell_whole)
        self.box.currentIndexChanged.connect(lambda _row: self.changed.emit())

    @property
    def value(self) -> Any:
        """Return the value chosen."""
        row = self.box.currentIndex()
        return self._values[row] if 0 <= row < len(self._values) else None

    @property
    def values(self) -> tuple[Any, ...]:
        """What can be chosen."""
        return self._values

    @property
    def stored(self) -> object:
        """The value, None for the first."""
        return self.value if self.box.currentIndex() > 0 else None

    def offer(self, values: Words) -> None:
        """Offer these; what is chosen stays chosen where it is among them."""
        chosen = self.value
        self.box.blockSignals(True)
        self.box.clear()
        self._values = tuple(value for value, _words in values)
        for _value, words in values:
            self.box.addItem(words)
            if len(words) > LONG_WORDS:
                self.box.setItemData(self.box.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(self._values.index(chosen) if chosen in self._values else 0)
        self.box.blockSignals(False)
        self._tell_whole(self.box.currentText())
        self.box.setEnabled(len(self._values) > 1)

    def _tell_whole(self, words: str) -> None:
        """Say in a tip what the box has no room for."""
        self.box.setToolTip(words if len(words) > LONG_WORDS else "")

    def choose(self, value: object) -> None:
        """Choose a value as the clerk does."""
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))

    def recall(self, stored: object) -> None:
        """Take a value that is among those offered, and of their type: JSON's true is no 1."""
        found = [row for row, value in enumerate(self._values) if value == stored and type(value) is type(stored)]
        self.box.setCurrentIndex(found[0] if found else 0)


class FlagField(Field):
    """A choice of yes or no."""

    def __init__(self, name: str, words: str, parent: QWidget, *, usual: bool = False, is_kept: bool = True) -> None:
        self.check = QCheckBox(words, parent)
        self.check.setChecked(usual)
        self._usual = usual
        super().__init__(name, "", self.check, is_kept=is_kept)
        self.check.toggled.connect(lambda _on: self.changed.emit())

    @property
    def value(self) -> bool:
        """Return whether it is chosen."""
        return self.check.isChecked()

    @property
    def stored(self) -> object:
        """The choice, None for the usual one."""
        return self.value if self.value != self._usual else None

    def recall(self, stored: object) -> None:
        """Take a yes or no."""
        self.check.setChecked(stored if isinstance(stored, bool) else self._usual)


class TextField(Field):
    """Words; None without any. Tells of a change when the typing pauses."""

    def __init__(
        self, name: str, label: str, hint: str, parent: QWidget, *, empty: str | None = None, is_kept: bool = True
    ) -> None:
        self.line = TypingLine(parent)
        self.line.setPlaceholderText(hint)
        self.line.setMaxLength(200)
        super().__init__(name, label, self.line, is_kept=is_kept)
        self._empty = empty
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.editingFinished.connect(self.hurry)

    @property
    def value(self) -> str | None:
        """Return the words."""
        return self.line.text().strip() or self._empty

    @property
    def stored(self) -> object:
        """The words, None for none."""
        return self.line.text().strip() or None

    def hurry(self) -> None:
        """Tell of a change that waits for a pause in the typing."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    def recall(self, stored: object) -> None:
        """Take words."""
        self.line.setText(stored[:200] if isinstance(stored, str) else "")
        self.hurry()


class NumberField(Field):
    """A number; the least one may stand for a word ("不限") and then for None."""

    def __init__(
        self,
        name: str,
        label: str,
        least: int,
        most: int,
        parent: QWidget,
        *,
        word: str = "",
        unit: str = "",
        is_kept: bool = True,
    ) -> None:
        self.spin = NumberBox(parent)
        self.spin.setRange(least, most)
        self.spin.setSpecialValueText(word)
        self.spin.setSuffix(unit)
        self.spin.setKeyboardTracking(False)
        super().__init__(name, label, self.spin, is_kept=is_kept)
        self._least = least
        self._has_none = bool(word)
        self.spin.valueChanged.connect(lambda _value: self.changed.emit())

    @property
    def value(self) -> int | None:
        """Return the number."""
        number = self.spin.value()
        return None if self._has_none and number == self._least else number

    @property
    def stored(self) -> object:
        """The number, None for the least."""
        return self.spin.value() if self.spin.value() != self._least else None

    def recall(self, stored: object) -> None:
        """Take a number within the range."""
        is_number = isinstance(stored, int) and not isinstance(stored, bool)
        self.spin.setValue(stored if is_number and isinstance(stored, int) else self._least)


class DayField(Field):
    """A day, or none while it is not ticked."""

    def __init__(self, name: str, label: str, words: str, parent: QWidget) -> None:
        editor = QWidget(parent)
        self.check = QCheckBox(words, editor)
        self.day = QDateEdit(QDate.currentDate(), editor)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setAccessibleName(f"{spoken(label)}日期")
        self.day.hide()
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.check)
        row.addWidget(self.day, 1)
        row.addStretch(0)
        super().__init__(name, label, editor, is_kept=False)
        self.check.setAccessibleName(spoken(label))
        self._words = words
        self.check.toggled.connect(self._turn)
        self.check.toggled.connect(lambda _on: self.changed.emit())
        self.day.dateChanged.connect(lambda _day: self.changed.emit())

    @property
    def value(self) -> date | None:
        """Return the day."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.check.isChecked() else None

    @property
    def stored(self) -> object:
        """The day as 2026-03-31."""
        return self.value.isoformat() if self.value else None

    def recall(self, stored: object) -> None:
        """Take a day."""
        try:
            day = date.fromisoformat(stored) if isinstance(stored, str) else None
        except ValueError:
            day = None
        if day is not None:
            self.day.setDate(QDate(day.year, day.month, day.day))
        self.check.setChecked(day is not None)

    def _turn(self, on: bool) -> None:
        self.check.setText("" if on else self._words)
        self.day.setVisible(on)
