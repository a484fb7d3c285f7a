"""Setting right what the columns of a table hold: its first rows, a field for each column, and how the rows are read.

Nothing is stored here: the answer is import options. Who asks keeps them (services.column_choices).
"""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.core.draft import Source
from planner.importing.column_choice import TableChoice, guessed_fields, table_choices
from planner.importing.columns import FIELDS, place_name
from planner.importing.options import ImportOptions
from planner.services import Store
from planner.ui.dialogs.column_preview import ColumnPreview
from planner.ui.dialogs.placing import keep_size, place_over_parent
from planner.ui.icons import grown
from planner.ui.look import current_look

SETTLE_MS = 120
NO_HEAD = "没有表头"
HINT = "Tab 到下一列，按数字或 ↑↓ 选字段；双击原表的一行作表头"
KEYS = "1234567890-="
SHOWN_COLUMN = 190


def ask_columns(parent: QWidget, source: Source, options: ImportOptions, store: Store) -> ImportOptions | None:
    """Ask what the columns of the source's tables hold; None when the clerk changed nothing or thought better of it."""
    dialog = ColumnsDialog(source, options, parent)
    keep_size(dialog, store, columns_split=dialog.split, columns_right=dialog.right)
    try:
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.answer()
    finally:
        dialog.deleteLater()
    return answer if agreed and answer != options else None


class ColumnsDialog(QDialog):
    """One table at a time; what was chosen for the others is kept."""

    def __init__(self, source: Source, options: ImportOptions, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("表格各列是什么")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._options = options
        self._choices = table_choices(source, options)
        self._heads = [choice.head for choice in self._choices]
        self._fields = [list(choice.fields) for choice in self._choices]
        self._changed: set[int] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._show_preview)
        self._build()
        self._connect()
        place_over_parent(self)
        if self._choices:
            self._show_table()
        else:
            self.preview.show_words("这份计划里没有表格。")

    @property
    def table(self) -> int:
        """Which table is shown."""
        return max(self.tables.currentIndex(), 0)

    def answer(self) -> ImportOptions:
        """Return the options with the columns as they stand: those of the tables that were changed."""
        pairs = dict(self._options.columns)
        for index in sorted(self._changed):
            for words in (*self._choices[index].words, *self._words(index)):
                pairs.pop(words, None)
            pairs |= dict(zip(self._words(index), self._fields[index], strict=True))
        return replace(self._options, columns=tuple(pairs.items()))

    def choose_head(self, row: int | None) -> None:
        """Take a row of the table for its head; None when it has none."""
        if not self._choices or row == self._heads[self.table]:
            return
        self._heads[self.table] = row
        self._fields[self.table] = list(guessed_fields(self._words(self.table)))
        self._changed.add(self.table)
        self._show_table()

    def choose_field(self, column: int, field: str) -> None:
        """Say what a column holds."""
        box = self.columns.cellWidget(column, 1)
        if isinstance(box, QComboBox):
            box.setCurrentIndex(box.findData(field))

    def reset(self) -> None:
        """Go back to what the importer finds by itself in this table."""
        from planner.importing.column_choice import choice_by_itself

        index = self.table
        choice = choice_by_itself(self._choices[index])
        self._heads[index], self._fields[index] = choice.head, list(choice.fields)
        self._changed.add(index)
        self._show_table()

    def _words(self, index: int) -> tuple[str, ...]:
        """Return the names of the columns under the head that is chosen."""
        choice, head = self._choices[index], self._heads[index]
        if head is None:
            return tuple(place_name(column) for column in range(_width(choice)))
        return choice.words if head == choice.head else choice.heads[head]

    def _build(self) -> None:
        self.tables = QComboBox(self)
        self.tables.setAccessibleName("哪张表")
        for order, choice in enumerate(self._choices, start=1):
            self.tables.addItem(f"第{order}张表　{_title(choice)}")
        self.head = QComboBox(self)
        self.head.setAccessibleName("表头在第几行")
        self.columns = QTableWidget(0, 3, self)
        self.columns.setHorizontalHeaderLabels(["列名", "字段", "例"])
        self.columns.setAccessibleName("各列的字段")
        self.rows = QTableWidget(self)
        self.rows.setAccessibleName("原表的前几行")
        self.preview = ColumnPreview(self)
        for grid in (self.columns, self.rows):
            grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            grid.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
            grid.setWordWrap(False)
            grid.setTabKeyNavigation(False)
            grid.setShowGrid(grid is self.rows)
            grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.columns.verticalHeader().hide()
        self.columns.verticalHeader().setDefaultSectionSize(grown(32))
        header = self.columns.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.reset_button = QPushButton("恢复自动识别(&R)", self)
        self.cancel_button = QPushButton("取消", self)
        self.agree_button = QPushButton("按此读取(&O)", self)
        self.agree_button.setObjectName("primary")
        self.agree_button.setToolTip("按此读取（Ctrl+Enter）")
        for button in (self.reset_button, self.cancel_button, self.agree_button):
            button.setAutoDefault(False)
        self.agree_button.setEnabled(bool(self._choices))
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(14, 10, 14, 8)
        top.setSpacing(8)
        for text, box in (("表格(&T)", self.tables), ("表头(&H)", self.head)):
            label = QLabel(text, self)
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
            label.setVisible(box is self.head or len(self._choices) > 1)
        self.tables.setVisible(len(self._choices) > 1)
        top.addStretch(1)
        hint = QLabel(HINT, self)
        hint.setObjectName("muted")
        top.addWidget(hint)
        self.right = right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(_titled("原表的前几行", self.rows))
        right.addWidget(_titled("照左边的字段读出来", self.preview))
        self.split = split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.columns)
        split.addWidget(right)
        split.setSizes([430, 830])
        right.setSizes([320, 280])
        for splitter in (right, split):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(10)
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        foot.addWidget(self.agree_button)
        foot.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.tables.currentIndexChanged.connect(lambda _row: self._show_table())
        self.head.activated.connect(lambda row: self.choose_head(row - 1 if row else None))
        self.rows.cellDoubleClicked.connect(lambda row, _column: self.choose_head(row))
        self.rows.verticalHeader().sectionDoubleClicked.connect(self.choose_head)
        self.reset_button.clicked.connect(self.reset)
        self.cancel_button.clicked.connect(self.reject)
        self.agree_button.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)

    def _show_table(self) -> None:
        choice, head = self._choices[self.table], self._heads[self.table]
        self.head.clear()
        self.head.addItem(NO_HEAD)
        self.head.addItems([f"第 {row + 1} 行" for row in range(len(choice.heads))])
        self.head.setCurrentIndex(0 if head is None else head + 1)
        if len(self._fields[self.table]) != _width(choice):
            self._fields[self.table] = list(guessed_fields(self._words(self.table)))
        self._show_rows(choice, head)
        self._show_columns(choice, head)
        self._show_preview()

    def _show_rows(self, choice: TableChoice, head: int | None) -> None:
        self.rows.clear()
        self.rows.clearSpans()
        self.rows.setRowCount(len(choice.rows))
        self.rows.setColumnCount(_width(choice))
        self.rows.setHorizontalHeaderLabels([place_name(column) for column in range(_width(choice))])
        marked = QBrush(QColor(current_look().chosen))
        muted = QBrush(QColor(current_look().muted))
        for row, words in enumerate(choice.rows):
            if words[0] and not any(words[1:]) and len(words) > 1:
                self.rows.setSpan(row, 0, 1, len(words))
            for column, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setToolTip(word)
                if row == head:
                    item.setBackground(marked)
                elif head is not None and row < head:
                    item.setForeground(muted)
                self.rows.setItem(row, column, item)
        self.rows.resizeColumnsToContents()
        for column in range(self.rows.columnCount()):
            self.rows.setColumnWidth(column, min(self.rows.columnWidth(column), SHOWN_COLUMN))

    def _show_columns(self, choice: TableChoice, head: int | None) -> None:
        self.columns.setRowCount(0)
        words = self._words(self.table)
        self.columns.setRowCount(len(words))
        before: QWidget = self.head
        for column, word in enumerate(words):
            name = QTableWidgetItem(word)
            name.setToolTip(word)
            self.columns.setItem(column, 0, name)
            box = QComboBox(self.columns)
            box.setAccessibleName(f"{word}是什么")
            for key, field in zip(KEYS, FIELDS, strict=True):
                box.addItem(f"{key}　{field}", field)
            box.setCurrentIndex(box.findData(self._fields[self.table][column]))
            box.currentIndexChanged.connect(lambda _row, column=column, box=box: self._set(column, box))
            self.columns.setCellWidget(column, 1, box)
            samples = [row[column] for row in choice.rows[(head + 1 if head is not None else 0) :] if row[column]]
            example = QTableWidgetItem("；".join(samples[:2]))
            example.setForeground(QBrush(QColor(current_look().muted)))
            example.setToolTip("\n".join(samples[:4]))
            self.columns.setItem(column, 2, example)
            QWidget.setTabOrder(before, box)
            before = box
        QWidget.setTabOrder(before, self.agree_button)
        QWidget.setTabOrder(self.agree_button, self.cancel_button)
        self.columns.resizeColumnToContents(0)
        self.columns.setColumnWidth(0, min(max(self.columns.columnWidth(0), grown(80)), grown(170)))
        self.columns.setColumnWidth(1, grown(110))
        first = self.columns.cellWidget(0, 1)
        if first is not None:
            first.setFocus()

    def _set(self, column: int, box: QComboBox) -> None:
        self._fields[self.table][column] = box.currentData()
        self._changed.add(self.table)
        self._settle.start()

    def _show_preview(self) -> None:
        self._settle.stop()
        self.preview.show_source(self._choices[self.table].sample, self.answer())


def _width(choice: TableChoice) -> int:
    return len(choice.rows[0]) if choice.rows else 0


def _title(choice: TableChoice) -> str:
    """Return a few words to know a table by."""
    words = choice.words or next((row for row in choice.rows if any(row)), ())
    shown = "、".join(word for word in words if word)
    return shown if len(shown) <= 24 else shown[:23] + "…"


def _titled(title: str, widget: QWidget) -> QWidget:
    panel = QWidget()
    label = QLabel(title, panel)
    label.setObjectName("muted")
    label.setContentsMargins(10, 6, 10, 4)
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(label)
    layout.addWidget(widget, 1)
    return panel
