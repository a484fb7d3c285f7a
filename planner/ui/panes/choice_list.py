"""The choices of one group of the filter, each with a tick and how many items it leaves; or the named views."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.core.facets import Choice

PLACE = Qt.ItemDataRole.UserRole
TAKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ChoiceList(QTreeWidget):
    """Space, Enter or a click turns a choice; F2 gives a view another name, Delete gives it up."""

    turned = Signal(object)
    view_wanted = Signal(int)
    view_renamed = Signal(int, str)
    view_deleted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picks")
        self.setAccessibleName("条件")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._choices: tuple[Choice, ...] = ()
        self._views: tuple[tuple[int, str, int, bool], ...] = ()
        self._is_filling = False
        self.itemChanged.connect(self._changed)

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to choose."""
        return self.topLevelItemCount() > 0

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these; the current line stays the current one."""
        self._fill([(one.words, one.count, one.is_taken) for one in choices])
        self._choices, self._views = tuple(choices), ()

    def show_views(self, views: Sequence[tuple[int, str, int, bool]]) -> None:
        """Show these views; the one on show is ticked."""
        self._fill([(name, count, is_shown) for _id, name, count, is_shown in views])
        self._choices, self._views = (), tuple(views)
        for place, (view_id, name, _count, _is_shown) in enumerate(views):
            tip = "程序自带的视图" if view_id < 0 else "F2 改名，Delete 删除"
            self._item(place).setToolTip(0, f"{name}\n{tip}")

    def take_focus(self) -> None:
        """Take the keys, a line being current."""
        if self.has_rows and self.currentItem() is None:
            self.setCurrentItem(self._item(0))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def turn_first(self) -> None:
        """Turn the first choice."""
        if self.has_rows:
            self._take(0)

    def event(self, event: QEvent) -> bool:
        """Keep F2, which means the title of a task elsewhere in the window."""
        is_key = event.type() == QEvent.Type.ShortcutOverride
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        row = self.currentIndex().row()
        if self.state() == QAbstractItemView.State.EditingState or row < 0:
            super().keyPressEvent(event)
        elif event.key() in TAKING:
            self._take(row)
        elif event.key() == Qt.Key.Key_F2 and self._is_own(row):
            self._rename(row)
        elif event.key() == Qt.Key.Key_Delete and self._is_own(row):
            self.view_deleted.emit(self._views[row][0])
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Left):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn what is clicked, whether on its tick or its words."""
        item = self.itemAt(event.position().toPoint())
        self._is_filling = True  # the tick itself would turn it too
        super().mouseReleaseEvent(event)
        self._is_filling = False
        if item is not None and event.button() is Qt.MouseButton.LeftButton:
            self._take(self.indexOfTopLevelItem(item))

    def _item(self, row: int) -> QTreeWidgetItem:
        found = self.topLevelItem(row)
        assert found is not None
        return found

    def _take(self, row: int) -> None:
        if self._views:
            self.view_wanted.emit(row)
        elif row < len(self._choices):
            self.turned.emit(self._choices[row].turned)

    def _is_own(self, row: int) -> bool:
        return row < len(self._views) and self._views[row][0] > 0

    def _rename(self, row: int) -> None:
        item = self._item(row)
        self._is_filling = True
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self._is_filling = False
        self.editItem(item, 0)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        row = self.indexOfTopLevelItem(item)
        if not self._is_filling and column == 0 and self._is_own(row) and item.text(0) != self._views[row][1]:
            view_id, name = self._views[row][0], item.text(0)
            QTimer.singleShot(0, self, lambda: self.view_renamed.emit(view_id, name))  # the list is made anew by it

    def _fill(self, rows: Sequence[tuple[str, int, bool]]) -> None:
        current = self.currentItem()
        words, row = (current.text(0), self.indexOfTopLevelItem(current)) if current is not None else ("", -1)
        self._is_filling = True
        place = self.verticalScrollBar().value()
        self.clear()
        for name, count, is_taken in rows:
            item = QTreeWidgetItem(self, [name, str(count)])
            item.setCheckState(0, CHECKED if is_taken else UNCHECKED)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, name)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}，{count} 项{'，已选' if is_taken else ''}")
            if not count:
                item.setForeground(1, self.palette().placeholderText())
        same = [n for n, found in enumerate(rows) if found[0] == words]
        if rows and row >= 0:
            self.setCurrentItem(self._item(same[0] if same else min(row, len(rows) - 1)))
        self.verticalScrollBar().setValue(place)
        self._is_filling = False
