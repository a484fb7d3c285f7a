"""The line for units: A、B、C, with the register's names offered below it by name, alias or pinyin (jjk).

The list of names is a child of the window that never takes the focus: an editor with a Qt popup breaks Chinese input
methods (QTBUG-83490).
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QListView, QWidget

from planner.core import pinyin
from planner.core.unit_names import split_names
from planner.services.unit_search import UnitSearch
from planner.ui.itemmodels.unit_offers import UnitOfferDelegate, UnitOffers
from planner.ui.offsets import TextPlaces
from planner.ui.panes.editors import TextField

SHOWN_AT_MOST = 9
KEEPING_REASONS = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)
SEPARATORS = "、，,；; "
DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
TAKING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Comma, Qt.Key.Key_Space)
Register = Callable[[], "UnitSearch | tuple[str, ...]"]


class UnitLine(TextField):
    """A line of unit names, broken where it is too long to be seen whole. A click with Ctrl wants to see a unit."""

    unit_wanted = Signal(str)
    unknown = Signal(str)
    """Letters were left that fit no unit: half a name is never made a unit."""
    move_wanted = Signal(str, int)
    """The name under the cursor is to go to the line above (-1) or below (1): Alt with an arrow."""

    def __init__(self, name: str, parent: QWidget, register: Register) -> None:
        super().__init__(name, parent, one_line=True)
        self._register = register
        self._search = UnitSearch(())
        self._list: QListView | None = None
        self._half_typed = ""
        self.setPlaceholderText("单位名称或拼音首字母，用“、”隔开")
        self.textChanged.connect(self._text_changed)

    def words(self) -> str:
        """Return the names, separated as they are printed, without letters that are the sound of a name."""
        found = split_names(self.toPlainText())
        half = [name for name in found if self._is_half_typed(name)]
        self._half_typed = "、".join(half)
        return "、".join(name for name in found if name not in half)

    def _is_half_typed(self, name: str) -> bool:
        return pinyin.is_typed_sound(name) and name.islower() and self._search.named(name) is None

    def name_at_cursor(self) -> str:
        """Return the name under the cursor, the last one where it stands behind all of them."""
        return self._typed().strip() or next(reversed(split_names(self.toPlainText())), "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the unit that was clicked with Ctrl."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
            name = self._typed().strip()
            if name:
                self.unit_wanted.emit(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the names of the register as they are now."""
        super().focusInEvent(event)
        found = self._register()
        self._search = found if isinstance(found, UnitSearch) else UnitSearch.of_names(found)
        if event.reason() not in KEEPING_REASONS:
            self.open_for_the_next()

    def open_for_the_next(self) -> None:
        """Put the cursor behind the last name, ready for the next one, so that typing never replaces the whole line."""
        if self.words() and not self.watch.is_dirty:
            self.watch.show_quietly(f"{self.words()}、")
        self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list of names; tell of letters that were not taken."""
        super().focusOutEvent(event)
        self._hide()
        half, self._half_typed = self._half_typed, ""
        if half and event.reason() not in KEEPING_REASONS[1:]:
            self.unknown.emit(half)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        key = event.key()
        if self.watch.is_composing:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(self.name_at_cursor(), 1 if key == Qt.Key.Key_Down else -1)
        elif self.is_offering() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif self.is_offering() and key in TAKING_KEYS and not event.modifiers() and self._takes(key):
            self._take(self._marked())
        elif self.is_offering() and key in DIGITS and self._digit_chooses(key - Qt.Key.Key_1):
            self._take(self._offers().names()[key - Qt.Key.Key_1])
        elif key == Qt.Key.Key_Down and not event.modifiers():
            self._offer(everything=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Keep the Tab that takes a name for the line itself."""
        if is_next and self.is_offering() and not self.watch.is_composing and self._takes(Qt.Key.Key_Tab):
            self._take(self._marked())
            return True
        return super().focusNextPrevChild(is_next)

    def _takes(self, key: int) -> bool:
        """Tell whether a key takes the marked name: Enter always, the others when pinyin was typed for it."""
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return bool(self._marked()) and (is_enter or pinyin.is_typed_sound(self._typed()))

    def _digit_chooses(self, row: int) -> bool:
        """Tell whether a digit means a row of the list; behind 第 or another digit it belongs to a name."""
        typed = self._typed()
        return row < self._offers().rowCount() and not (typed[-1:].isdigit() or typed.endswith("第"))

    def close_offer(self) -> bool:
        """Close the list of names; false when it was not open."""
        was_offering = self.is_offering()
        self._hide()
        return was_offering

    def _text_changed(self) -> None:
        if self.watch.is_dirty and self.hasFocus() and not self.watch.is_composing:
            self._offer()

    def _typed(self) -> str:
        start, end = self._word()
        return self.toPlainText()[start:end]

    def _offer(self, *, everything: bool = False) -> None:
        text = self.toPlainText()
        start, end = self._word()
        typed = text[start:end]
        taken = split_names(f"{text[:start]}、{text[end:]}")
        found = self._search.find(typed, taken) if typed or everything else []
        if not found or [offer.unit.name for offer in found] == [typed]:
            self._hide()
            return
        view = self._view()
        self._offers().show_offers(found)
        if pinyin.is_typed_sound(typed):
            view.setCurrentIndex(view.model().index(0, 0))
        self._place_list()
        view.show()
        view.raise_()

    def _offers(self) -> UnitOffers:
        model = self._view().model()
        assert isinstance(model, UnitOffers)
        return model

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list of names below the line when the line grows."""
        super().resizeEvent(event)
        if self.is_offering():
            self._place_list()

    def _place_list(self) -> None:
        view = self._view()
        rows = min(view.model().rowCount(), SHOWN_AT_MOST)
        width = max(self.width(), view.sizeHintForColumn(0) + 24)
        window = self.window()
        top = self.mapTo(window, QPoint(0, self.height()))
        height = rows * view.sizeHintForRow(0) + 4
        if top.y() + height > window.height():
            top = self.mapTo(window, QPoint(0, -height))
        view.setGeometry(min(top.x(), window.width() - width), top.y(), width, height)

    def _word(self) -> tuple[int, int]:
        """Return where the name under the cursor starts and ends."""
        text = self.toPlainText()
        place = TextPlaces(text).from_qt(self.textCursor().position())
        start = max((text.rfind(mark, 0, place) for mark in SEPARATORS), default=-1) + 1
        ends = [found for mark in SEPARATORS if (found := text.find(mark, place)) >= 0]
        return start, min(ends, default=len(text))

    def _take(self, name: str) -> None:
        start, end = self._word()
        text = self.toPlainText()
        places, cursor = TextPlaces(text), self.textCursor()
        cursor.setPosition(places.to_qt(start))
        cursor.setPosition(places.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name if end < len(text) else f"{name}、")
        self.setTextCursor(cursor)
        self._hide()
        self.watch.flush()  # what was taken is stored: no way to leave the line may lose it

    def _walk(self, offset: int) -> None:
        view = self._view()
        row = view.currentIndex().row() + offset
        if 0 <= row < view.model().rowCount():
            view.setCurrentIndex(view.model().index(row, 0))

    def _marked(self) -> str:
        return str(self._view().currentIndex().data() or "") if self._list is not None else ""

    def is_offering(self) -> bool:
        """Whether the list of names is open."""
        return self._list is not None and self._list.isVisible()

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _view(self) -> QListView:
        if self._list is None:
            view = QListView(self.window())
            view.setObjectName("completions")
            view.setAccessibleName("单位名录")
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            view.setUniformItemSizes(True)
            view.setModel(UnitOffers(view))
            view.setItemDelegate(UnitOfferDelegate(view))
            view.clicked.connect(lambda index: self._take(str(index.data())))
            self._list = view
        return self._list
