"""Choosing several of many (units, sections, statuses): a button that says what is chosen, and the list behind it."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.services.unit_search import UnitSearch
from planner.ui.dialogs.print_fields import Field
from planner.ui.panes.typing_line import TypingLine

SHOWN = 2
EDGE = 90
DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Pick(NamedTuple):
    """One of the many: its value, what the clerk reads, and what stands beside it (牵头 10 · 配合 7)."""

    value: Hashable
    words: str
    beside: str = ""


Find = Callable[[], Sequence[Pick]]


class PickDialog(QDialog):
    """The list with a field to search it, by name or by pinyin. Space ticks, Enter agrees."""

    def __init__(self, title: str, picks: Sequence[Pick], chosen: Sequence[Hashable], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._search = UnitSearch.of_names([pick.words for pick in picks])
        self.line = TypingLine(self)
        self.line.setPlaceholderText("查找：名称或拼音首字母")
        self.line.setAccessibleName("查找")
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("picks")
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(True)
        for pick in picks:
            item = QListWidgetItem(f"{pick.words}　{pick.beside}" if pick.beside else pick.words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, pick)
            item.setCheckState(Qt.CheckState.Checked if pick.value in chosen else Qt.CheckState.Unchecked)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for words, slot, name in (
            ("全不选", self._clear, ""),
            ("取消", self.reject, ""),
            ("确定", self.accept, "primary"),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.setDefault(name == "primary")
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.line.textChanged.connect(self._find)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.setCurrentRow(0)
        self._count()
        self.resize(380, min(520, self.screen().availableSize().height() - EDGE, 150 + 26 * max(4, len(picks))))

    @property
    def chosen(self) -> tuple[Hashable, ...]:
        """What is ticked, in the order of the list."""
        return tuple(pick.value for item, pick in self._items() if item.checkState() == Qt.CheckState.Checked)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrows go to the list, and Enter tick the one hit of a search; without a search Space ticks."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self.line.is_composing:
            return False
        if event.key() in DOWN:
            self.list.setFocus()
            self.list.keyPressEvent(event)
            return True
        ticking = (Qt.Key.Key_Return, Qt.Key.Key_Enter) if self.line.text() else (Qt.Key.Key_Space,)
        if event.key() in ticking:
            item = self.list.currentItem()
            if item is not None and not item.isHidden():
                ticked = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            self.line.clear()
            return True
        return False

    def _items(self) -> list[tuple[QListWidgetItem, Pick]]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [(item, Pick(*item.data(Qt.ItemDataRole.UserRole))) for item in items]

    def _find(self, typed: str) -> None:
        order = [found.unit.name for found in self._search.find(typed)]
        first = order[0] if order else ""
        for item, pick in self._items():
            item.setHidden(pick.words not in order)
            if pick.words == first and typed:
                self.list.setCurrentItem(item)

    def _clear(self) -> None:
        for item, _pick in self._items():
            item.setCheckState(Qt.CheckState.Unchecked)

    def _count(self) -> None:
        count = len(self.chosen)
        self.count.setText(f"已选 {count} 个" if count else "不选就是全部")


class PickField(Field):
    """Several values; none chosen means all. `find` tells what there is, when it is wanted first."""

    def __init__(self, name: str, label: str, title: str, find: Find, parent: QWidget) -> None:
        self.button = QPushButton(parent)
        self.button.setObjectName("pick")
        self.button.setAutoDefault(False)
        super().__init__(name, label, self.button, is_kept=False)
        self._title = title
        self._find = find
        self._chosen: tuple[Hashable, ...] = ()
        self.button.clicked.connect(lambda _checked=False: self.open())
        self._say()

    @property
    def value(self) -> tuple[Hashable, ...]:
        """Return what is chosen."""
        return self._chosen

    @property
    def stored(self) -> object:
        """What is chosen, for as long as the dialog lives."""
        return list(self._chosen) or None

    def recall(self, stored: object) -> None:
        """Take what is among those offered."""
        wanted = stored if isinstance(stored, list | tuple) else ()
        self.choose(tuple(pick.value for pick in self.picks if pick.value in wanted) if wanted else ())

    @property
    def picks(self) -> Sequence[Pick]:
        """What there is to choose from."""
        return self._find()

    def offer(self, find: Find) -> None:
        """Offer these; what is chosen stays chosen."""
        self._find = find

    def choose(self, values: tuple[Hashable, ...]) -> None:
        """Choose as the clerk does."""
        if values != self._chosen:
            self._chosen = values
            self._say()
            self.changed.emit()

    def open(self) -> PickDialog:
        """Show the list."""
        dialog = PickDialog(self._title, self.picks, self._chosen, self.button)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.choose(dialog.chosen))
        dialog.open()
        return dialog

    def _say(self) -> None:
        known = {pick.value: pick.words.strip() for pick in self.picks} if self._chosen else {}
        names = [known.get(value, str(value)) for value in self._chosen]
        if not names:
            words = "全部"
        elif len(names) <= SHOWN:
            words = "、".join(name if len(name) <= 9 else f"{name[:8]}…" for name in names)
        else:
            words = f"{names[0][:8]}等 {len(names)} 个"
        self.button.setText(f"{words}…")
        self.button.setToolTip("、".join(names))
        self.button.setAccessibleName(f"{self.label}：{words}")
