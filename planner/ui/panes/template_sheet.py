"""One checklist template: its name and labels above, its parts and lines below, all edited in place."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.core.checklist_edits import CheckRow, moved, with_items, with_line, with_part, with_words, without
from planner.core.checklist_files import MOST_BLANK
from planner.core.checklists import CheckLine, Checklist
from planner.core.unit_names import split_names
from planner.ui.itemmodels.check_rows import COLUMNS, CheckRows
from planner.ui.panes.columns import FittedColumns
from planner.ui.panes.number_box import NumberBox
from planner.ui.panes.typing_line import TypingLine

SHARES = {1: (6, 0.24, 18), 2: (4, 0.12, 9), 3: (4, 0.12, 10)}
FORMS = (("tick", "打勾：□"), ("yes-no", "判断：是 □ 否 □"))
ITEMS_HEADING = "工作任务"
_NEXT, _PREVIOUS = QAbstractItemView.CursorAction.MoveNext, QAbstractItemView.CursorAction.MovePrevious
_OFFSETS = {
    _NEXT: 1,
    _PREVIOUS: -1,
    QAbstractItemView.CursorAction.MoveRight: 1,
    QAbstractItemView.CursorAction.MoveLeft: -1,
}


class CheckTable(QTreeView):
    """The parts and lines. Headings take the whole width."""

    def __init__(self, model: CheckRows, parent: QWidget) -> None:
        super().__init__(parent)
        self.check_rows = model
        self.setModel(model)
        self.setObjectName("register")
        self.setAccessibleName("清单内容")
        self.ensurePolished()  # else the rows are measured without the style
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.columns = FittedColumns(self.header(), 0, SHARES)
        model.modelReset.connect(self._span)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Let left and right, Tab and Shift+Tab go from cell to cell; these on to the next row too."""
        here, offset = self.currentIndex(), _OFFSETS.get(action)
        if offset is None or not here.isValid():
            return super().moveCursor(action, modifiers)
        beside = here.siblingAtColumn(here.column() + offset)
        if beside.isValid() and beside.flags() & Qt.ItemFlag.ItemIsEditable:
            return beside
        if action not in (_NEXT, _PREVIOUS):
            return here
        place = here.row() + offset
        row = self.check_rows.rows[place] if 0 <= place < len(self.check_rows.rows) else None
        column = 0 if offset > 0 or row is None or row.line is None else len(COLUMNS) - 1
        return self.check_rows.index(place, column)

    def _span(self) -> None:
        for place, row in enumerate(self.check_rows.rows):
            self.setFirstColumnSpanned(place, QModelIndex(), row.line is None)


class TemplateSheet(QWidget):
    """Shows a template; `edited` hands over what the clerk made of it."""

    edited = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._checklist: Checklist | None = None
        self.name, self.title, self.head, self.foot = (TypingLine(self) for _ in range(4))
        self.form = QComboBox(self)
        for value, words in FORMS:
            self.form.addItem(words, value)
        self.blank = NumberBox(self)
        self.blank.setRange(0, MOST_BLANK)
        self.blank.setSuffix(" 行")
        self.model = CheckRows(self)
        self.table = CheckTable(self.model, self)
        self._build()
        for line in (self.name, self.title, self.head, self.foot):
            line.has_history = False
            line.editingFinished.connect(self.flush)
        self.form.activated.connect(lambda _place: self.flush())
        self.blank.editingFinished.connect(self.flush)
        self.model.typed.connect(self._typed)

    def show_checklist(self, checklist: Checklist | None) -> None:
        """Show a template; the row that was chosen stays chosen when it is the same template."""
        is_same = checklist is not None and self._checklist is not None and checklist.name == self._checklist.name
        here = self.table.currentIndex()
        place, column = (here.row(), here.column()) if is_same else (0, 0)
        self._checklist = checklist
        self.setEnabled(checklist is not None)
        self.model.show_checklist(checklist)
        if checklist is None:
            return
        self.name.setText(checklist.name)
        self.title.setText(checklist.title)
        self.head.setText("、".join(checklist.head))
        self.foot.setText("、".join(checklist.foot))
        for line in (self.name, self.title, self.head, self.foot):
            if not line.hasFocus():
                line.setCursorPosition(0)
        self.form.setCurrentIndex(max(0, self.form.findData(checklist.form)))
        self.blank.setValue(checklist.blank)
        self._choose(min(max(place, 0), len(self.model.rows) - 1), max(column, 0))

    def flush(self) -> None:
        """Hand over what stands in the fields above the table."""
        was = self._checklist
        if was is None:
            return
        found = replace(
            was,
            name=" ".join(self.name.text().split()) or was.name,
            title=" ".join(self.title.text().split()) or was.title,
            head=split_names(self.head.text()),
            foot=split_names(self.foot.text()),
            form=str(self.form.currentData()),
            blank=self.blank.value(),
        )
        self._hand_over(found)

    def edit(self) -> None:
        """Write in the chosen cell."""
        if self.table.currentIndex().isValid():
            self.table.edit(self.table.currentIndex())

    def add_line(self) -> None:
        """Add a line behind the chosen row and write in it."""
        row = self._row()
        if self._checklist is not None and row is not None:
            self._step(with_line(self._checklist, row), self.table.currentIndex().row() + 1)
            self.edit()

    def add_part(self) -> None:
        """Add a part behind the chosen one and write in its heading."""
        row = self._row()
        if self._checklist is not None and row is not None:
            place = next((at for at, one in enumerate(self.model.rows) if one.part > row.part), len(self.model.rows))
            self._step(with_part(self._checklist, row.part), place)
            self.edit()

    def add_lines(self, lines: tuple[CheckLine, ...]) -> None:
        """Add a part with these lines at the end."""
        if self._checklist is not None and lines:
            last = len(self._checklist.parts) - 1
            self._step(with_part(self._checklist, last, lines, ITEMS_HEADING), len(self.model.rows))

    def delete(self) -> None:
        """Delete the chosen line, or the chosen part with its lines."""
        row = self._row()
        if self._checklist is not None and row is not None:
            self._step(without(self._checklist, row), self.table.currentIndex().row())

    def move_row(self, offset: int) -> None:
        """Move the chosen row up or down; it stays chosen."""
        row = self._row()
        if self._checklist is None or row is None:
            return
        found = moved(self._checklist, row, offset)
        if found == self._checklist:
            return
        if row.line is not None:
            place = self.table.currentIndex().row() + offset
        else:
            place = sum(len(part.lines) + 1 for part in found.parts[: row.part + offset])
        self._step(found, place)

    def take_items(self) -> None:
        """Let the chosen part list a plan's items, or no longer."""
        row = self._row()
        if self._checklist is not None and row is not None:
            self._step(with_items(self._checklist, row), self.table.currentIndex().row())

    def _row(self) -> CheckRow | None:
        place = self.table.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def _typed(self, row: CheckRow, field: int, words: str) -> None:
        if self._checklist is not None:
            self._hand_over(with_words(self._checklist, row, field, words))

    def _step(self, found: Checklist, place: int) -> None:
        self._hand_over(found)
        self._choose(min(max(place, 0), len(self.model.rows) - 1), self.table.currentIndex().column())

    def _hand_over(self, found: Checklist) -> None:
        if found != self._checklist:
            self.edited.emit(found)

    def _choose(self, place: int, column: int) -> None:
        index = self.model.index(place, 0 if self.model.rows[place].line is None else max(column, 0))
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def _build(self) -> None:
        left, right = QFormLayout(), QFormLayout()
        for form, rows in (
            (left, (("名称(&N)", self.name), ("标题(&B)", self.title), ("形式(&F)", self.form))),
            (right, (("表头(&H)", self.head), ("表尾(&E)", self.foot), ("各部分空行(&K)", self.blank))),
        ):
            form.setContentsMargins(0, 0, 0, 0)
            form.setVerticalSpacing(6)
            form.setHorizontalSpacing(8)
            for words, editor in rows:
                form.addRow(words, editor)
        for line, tip in (
            (self.name, "模板叫什么"),
            (self.title, "印在清单上方"),
            (self.head, "印在标题下方的各栏，用“、”隔开；没有填的留线手填"),
            (self.foot, "印在清单下方的各栏，用“、”隔开"),
        ):
            line.setToolTip(tip)
        fields = QGridLayout()
        fields.setContentsMargins(12, 10, 12, 10)
        fields.setHorizontalSpacing(24)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        fields.addLayout(left, 0, 0)
        fields.addLayout(right, 0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(fields)
        layout.addWidget(self.table, 1)
