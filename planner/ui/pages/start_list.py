"""A list of the page 首页."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from planner.ui.delegates.start_row import StartRowDelegate
from planner.ui.itemmodels.start_rows import Row, StartModel


class StartList(QListView):
    """A click or Enter wants a row."""

    wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = StartModel(self)
        self.setModel(self.rows)
        self.row_delegate = StartRowDelegate(self)
        self.setItemDelegate(self.row_delegate)
        self.setObjectName("start")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.entered.connect(lambda index: self._point_at(index.row()))
        self.viewportEntered.connect(lambda: self._point_at(-1))
        self.clicked.connect(lambda _index: self.want())

    def show_rows(self, rows: "tuple[Row, ...]") -> None:
        """Show these rows; the place of the chosen one stays."""
        place = max(0, self.currentIndex().row())
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(place, len(rows) - 1)))

    def want(self) -> None:
        """Want the chosen row."""
        place = self.currentIndex().row()
        if 0 <= place < len(self.rows.rows):
            self.wanted.emit(self.rows.rows[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.want()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the keys mean."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0))
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(-1)

    def _point_at(self, row: int) -> None:
        if row != self.row_delegate.pointed_row:
            self.row_delegate.pointed_row = row
            self.viewport().update()
