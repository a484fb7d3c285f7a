"""All steps that can be taken back, the newest first: one press goes back to before the chosen one, or forth to it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.change import Change
from planner.core.errors import PlannerError
from planner.ui.dialogs.placing import keep_size, take_room
from planner.ui.dialogs.pressing import ENTER, press_focused
from planner.ui.itemmodels.step_rows import Column, StepRows
from planner.ui.panes.columns import FittedColumns
from planner.ui.panes.row_list import RowList
from planner.ui.panes.typing_line import TypingLine
from planner.ui.tasks import Worker
from planner.ui.workspace import PLAN, Workspace

if TYPE_CHECKING:
    from planner.services.step_list import StepLine

KEY = "steps"
MOST = 5000
WIDTH, HEIGHT = 780, 540
SHARES = {
    Column.WHEN: (8, 0.17, 12),
    Column.PLAN: (6, 0.28, 26),
    Column.AUTHOR: (3, 0.08, 8),
    Column.STATE: (4, 0.08, 5),
}
EMPTY, NOTHING_FOUND = "还没有改过什么。", "没有这样的步骤。"


class StepsDialog(QDialog):
    """Closes when it has gone there; nothing is lost, since the way back is in the same list."""

    def __init__(self, workspace: Workspace, worker: Worker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("修改记录")
        self._workspace, self._worker = workspace, worker
        self._lines: tuple[StepLine, ...] = ()
        self._is_busy = False
        self.search = TypingLine(self)
        self.rows = StepRows(self)
        self.list = RowList(self.rows, "修改记录", self)
        self.empty = QLabel(EMPTY, self)
        self.go_button = QPushButton(self)
        self.close_button = QPushButton("关闭", self)
        self._name_parts()
        self._lay_out()
        self._connect()
        take_room(self, WIDTH, HEIGHT)
        keep_size(self, workspace.store, step_columns=self.columns)
        self.refresh()
        self.list.setFocus()

    @property
    def line(self) -> "StepLine | None":
        """The step chosen."""
        row = self.list.currentIndex().row()
        return self.rows.lines[row] if 0 <= row < len(self.rows.lines) else None

    @property
    def count(self) -> int:
        """How many steps the button would take back or do again."""
        line = self.line
        if line is None:
            return 0
        if line.is_undone:
            return sum(one.is_undone and one.sequence <= line.sequence for one in self._lines)
        return sum(not one.is_undone and one.sequence >= line.sequence for one in self._lines)

    def refresh(self) -> None:
        """Read the journal and choose the step that undo would take back."""
        from planner.services.step_list import steps

        self._lines = self._workspace.store.read(lambda connection: steps(connection, MOST))
        self.list.setColumnHidden(Column.AUTHOR, not any(one.author for one in self._lines))
        self._search()

    def go(self) -> None:
        """Take back, or do again, up to the chosen step."""
        line = self.line
        if line is None or self._is_busy:
            return
        from planner.services.step_list import travel

        store = self._workspace.store
        self._is_busy = True
        self._show()
        self._worker.submit(KEY, lambda: travel(store, line), lambda change: self._gone(line, change), self._refuse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search to the list by the arrow; Enter presses the button it is on."""
        if self.search.hasFocus() and event.key() in (Qt.Key.Key_Down, *ENTER):
            self.list.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif not press_focused(self, event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Wait for what is under way."""
        if not self._is_busy:
            self._worker.forget(KEY)
            super().done(result)

    def _search(self) -> None:
        words = self.search.text().split()
        found = [one for one in self._lines if _fits(one, words)]
        self.rows.show_steps(found, date.today())
        first = next((row for row, one in enumerate(found) if not one.is_undone), 0)
        if found:
            self.list.setCurrentIndex(self.rows.index(first, 0))
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.setText(NOTHING_FOUND if self._lines else EMPTY)
        self._show()

    def _gone(self, line: "StepLine", change: Change) -> None:
        self._is_busy = False
        self._workspace.refresh(change, stays=self._workspace.page != PLAN)
        self.accept()
        done, other = ("重做", "撤销") if line.is_undone else ("撤销", "重做")
        self._workspace.told.emit(f"已{done} {change.sequence} 步；要回来，在修改记录里{other}")

    def _refuse(self, trouble: PlannerError) -> None:
        self._is_busy = False
        self._workspace.refresh(Change(0, "", replayed=True), stays=True)
        self.reject()
        self._workspace.failed.emit(trouble)

    def _free(self) -> None:
        """Let go on after a fault of the program, which is told elsewhere, with what was done before it."""
        if self._is_busy:
            self._is_busy = False
            self._workspace.refresh(Change(0, "", replayed=True), stays=True)
            self.refresh()

    def _show(self) -> None:
        line, count = self.line, self.count
        if line is None or (not line.is_undone and count == 1):
            words = "撤销这一步(&U)"
        elif line.is_undone:
            words = f"重做到这一步，共 {count} 步(&U)"
        else:
            words = f"撤销这一步和之后的，共 {count} 步(&U)"
        self.go_button.setText("正在撤销、重做…" if self._is_busy else words)
        self.go_button.setEnabled(line is not None and not self._is_busy)
        self.close_button.setEnabled(not self._is_busy)

    def _name_parts(self) -> None:
        self.search.setPlaceholderText("查步骤或计划")
        self.search.setAccessibleName("查步骤")
        self.search.setClearButtonEnabled(True)
        self.columns = FittedColumns(self.list.header(), Column.STEP, SHARES)
        self.empty.setObjectName("muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go_button.setObjectName("primary")
        self.go_button.setToolTip("Ctrl+Enter")
        for button in (self.go_button, self.close_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.go_button)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._search())
        self.list.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show())
        self.list.doubleClicked.connect(lambda _index: self.go_button.setFocus())
        self.go_button.clicked.connect(lambda _checked=False: self.go())
        self.close_button.clicked.connect(self.reject)
        self._worker.crashed.connect(self._free)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.go)


def _fits(line: "StepLine", words: list[str]) -> bool:
    text = " ".join((line.name, line.author, *line.plans))
    return all(word in text for word in words)
