"""The choices of the filter as chips below the head: what is left out is always said, and taken back by one key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from planner.core.filtering import FilterPart, ItemFilter
from planner.ui.icons import icon
from planner.ui.panes.flow import Flow

LONGEST = 28
REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class FilterChip(QFrame):
    """One choice: its words open the panel, its x takes it away, as Delete does."""

    opened = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filter_chip")
        self.button = QPushButton(words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…", self)
        self.button.setObjectName("chip_words")
        self.button.setToolTip(f"{words}\nDelete 去掉，Enter 改")
        self.button.setAccessibleName(f"筛选条件：{words}")
        self.cross = QToolButton(self)
        self.cross.setObjectName("chip_cross")
        self.cross.setIcon(icon("x"))
        self.cross.setIconSize(QSize(12, 12))
        self.cross.setAccessibleName(f"去掉“{words}”")
        self.cross.setToolTip(f"去掉“{words}”")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.cross)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(lambda _checked=False: self.opened.emit())
        self.cross.clicked.connect(lambda _checked=False: self.removed.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that the words leave over."""
        if event.key() in REMOVING:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """The row of chips, hidden while there are none.

    `wanted` tells the filter that is left when one was removed, `opened` the field of which other choices are wanted.
    """

    wanted = Signal(object)
    renewed = Signal()
    opened = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("筛选条件")
        self._flow = Flow(self, 6)
        self._flow.setContentsMargins(12, 0, 8, 6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips: list[FilterChip] = []
        self._shown: tuple[tuple[FilterPart, ...], ItemFilter] = ((), ItemFilter())
        self.stale = QPushButton(self)
        self.stale.setObjectName("link")
        self.stale.setToolTip("刚改过的任务留在这里，不打断您；点一下按条件重新筛选")
        self.stale.clicked.connect(lambda _checked=False: self.renewed.emit())
        self.clear = QPushButton("全部清除", self)
        self.clear.setObjectName("link")
        self.clear.setToolTip("清除查找和筛选（Ctrl+Shift+L）")
        self.clear.clicked.connect(lambda _checked=False: self.wanted.emit(None))
        self._flow.addWidget(self.stale)
        self._flow.addWidget(self.clear)
        self.hide()

    def show_parts(self, parts: Sequence[FilterPart], chosen: ItemFilter, left_count: int) -> None:
        """Show these choices, and how many items are shown although they do not fit any more."""
        if (tuple(parts), chosen) != self._shown:
            self._shown = (tuple(parts), chosen)
            self._make(parts)
        self.stale.setText(f"{left_count} 项已不符合，暂时留着" if left_count else "")
        self.stale.setVisible(left_count > 0)
        self.clear.setVisible(bool(parts))
        self.setVisible(bool(parts) or left_count > 0)
        self.updateGeometry()

    def draw_icons(self) -> None:
        """Draw the icons for the palette of this moment."""
        for chip in self.chips:
            chip.cross.setIcon(icon("x"))

    def _make(self, parts: Sequence[FilterPart]) -> None:
        had = next((place for place, chip in enumerate(self.chips) if chip.button.hasFocus()), None)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for widget in (self.stale, self.clear):
            self._flow.removeWidget(widget)
        self.chips = [self._chip(part) for part in parts]
        for shown in (*self.chips, self.stale, self.clear):
            self._flow.addWidget(shown)
        if had is not None and self.chips:
            self.chips[min(had, len(self.chips) - 1)].button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had is not None:
            self.left.emit()

    def _chip(self, part: FilterPart) -> FilterChip:
        chip = FilterChip(part.words, self)
        chip.opened.connect(lambda: self.opened.emit(part.name))
        chip.left.connect(self.left)
        chip.removed.connect(lambda: self.wanted.emit(part.without))
        chip.show()
        return chip
