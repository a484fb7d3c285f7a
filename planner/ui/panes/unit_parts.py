"""What one unit has to do in all plans: a heading for each plan, a row for each task. Enter goes there."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from planner.core.labels import numbered
from planner.core.vocabulary import Role
from planner.services.records import UnitPart
from planner.ui.look import current_look

PART_ROLE = Qt.ItemDataRole.UserRole + 1
WORDS = {Role.LEAD: "牵头", Role.PARTNER: "配合"}


class UnitParts(QListView):
    """The newest plan first, what the unit leads before what it joins."""

    part_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("parts")
        self.setAccessibleName("这个单位的任务")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.doubleClicked.connect(self._go)

    def show_parts(self, parts: Sequence[UnitPart], replaced: Collection[int] = ()) -> None:
        """Show these; `replaced` plans have a later version, and are told from it."""
        self.rows.clear()
        plan_id = None
        for part in parts:
            if part.plan_id != plan_id:
                plan_id = part.plan_id
                heading = QStandardItem(f"旧版 · {part.plan_title}" if plan_id in replaced else part.plan_title)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setForeground(QBrush(QColor(current_look().muted)))
                heading.setToolTip(part.plan_title)
                self.rows.appendRow(heading)
            group = f"（{part.as_group}）" if part.as_group else ""
            row = QStandardItem(f"{WORDS[part.role]}{group}　{numbered(part.number, part.title)}")
            row.setToolTip(f"{numbered(part.number, part.title)}\n双击或按 Enter 转到这一项")
            row.setData(part, PART_ROLE)
            self.rows.appendRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        part = index.data(PART_ROLE) if index.isValid() else None
        if part is not None:
            self.part_wanted.emit(part)
