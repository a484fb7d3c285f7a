"""The line for units: A、B、C, with the register's names offered below it.

The list of names is a child of the window that never takes the focus: an editor with a Qt popup breaks Chinese input
methods (QTBUG-83490).
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QListView, QWidget

from planner.core.unit_names import split_names
from planner.ui.offsets import TextPlaces
from planner.ui.panes.editors import TextField

SHOWN_AT_MOST = 8
KEEPING_REASONS = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)
SEPARATORS = "、，,；; "


def matching(names: Iterable[str], typed: str, taken: Iterable[str]) -> list[str]:
    """Return the names that fit what was typed: beginning with it, holding it, having its letters in order.

    Names that fit equally well, and all names when nothing was typed, keep their order.
    """
    already = set(taken)
    ranked = []
    for name in names:
        if name in already:
            continue
        if name.startswith(typed):
            rank = 0
        elif typed in name:
            rank = 1
        elif _has_in_order(name, typed):
            rank = 2
        else:
            continue
        ranked.append((rank, name))
    return [name for _rank, name in sorted(ranked, key=lambda found: found[0])]


def _has_in_order(name: str, typed: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in typed)


class UnitLine(TextField):
    """A line of unit names, broken where it is too long to be seen whole."""

    def __init__(self, name: str, parent: QWidget, known_names: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(name, parent, one_line=True)
        self._known_names = known_names
        self._names: tuple[str, ...] = ()
        self._list: QListView | None = None
        self.setPlaceholderText("单位名称，用“、”隔开")
        self.textChanged.connect(self._text_changed)

    def words(self) -> str:
        """Return the names, separated as they are printed."""
        return "、".join(split_names(self.toPlainText()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the names of the register as they are now."""
        super().focusInEvent(event)
        self._names = self._known_names()
        if event.reason() not in KEEPING_REASONS:
            self._open_for_the_next()

    def _open_for_the_next(self) -> None:
        """Put the cursor behind the last name, ready for the next one, so that typing never replaces the whole line."""
        if self.words() and not self.watch.is_dirty:
            self.watch.show_quietly(f"{self.words()}、")
        self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list of names."""
        super().focusOutEvent(event)
        self._hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        key = event.key()
        if self.is_offering() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif self.is_offering() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked():
            self._take(self._marked())
        elif key == Qt.Key.Key_Down and not event.modifiers():
            self._offer(everything=True)
        else:
            super().keyPressEvent(event)

    def close_offer(self) -> bool:
        """Close the list of names; false when it was not open."""
        was_offering = self.is_offering()
        self._hide()
        return was_offering

    def _text_changed(self) -> None:
        if self.watch.is_dirty and self.hasFocus():
            self._offer()

    def _offer(self, *, everything: bool = False) -> None:
        text = self.toPlainText()
        start, end = self._word()
        typed = text[start:end]
        taken = split_names(f"{text[:start]}、{text[end:]}")
        found = matching(self._names, typed, taken) if typed or everything else []
        if not found or found == [typed]:
            self._hide()
            return
        view = self._view()
        model = view.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(found)
        self._place_list()
        view.show()
        view.raise_()

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
            view.setModel(QStringListModel(view))
            view.clicked.connect(lambda index: self._take(str(index.data())))
            self._list = view
        return self._list
