"""Looking at what came back: the files left with what they are, their cells right, old beside new, a tick each.

What nothing speaks against is ticked, what is doubtful is not. Nothing is written before the clerk agrees.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.core.returns import LIGHTS, REFUSED, Return, Taken, usual
from planner.core.rounds import Round
from planner.core.snapshot import PlanSnapshot
from planner.services import Store
from planner.ui.delegates.wrapped_cell import WrappedCell
from planner.ui.dialogs.placing import keep_size, place_over_parent
from planner.ui.itemmodels.return_rows import Column, ReturnRows
from planner.ui.lights import light_icon
from planner.ui.panes.columns import FittedColumns

_SHARES = {
    Column.TASK: (110, 0.2, 300),
    Column.FIELD: (84, 0.08, 120),
    Column.OLD: (80, 0.24, 420),
    Column.DOUBT: (70, 0.2, 320),
}


class ReturnsDialog(QDialog):
    """`agreed` tells of what is to be written (a tuple of Taken)."""

    agreed = Signal(object)

    def __init__(
        self, plan: PlanSnapshot, round_: Round, files: Sequence[Return], store: Store, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = " ".join((plan.head.title or plan.source.name).split()).strip("《》")
        self.setWindowTitle(f"收回的填报表：{round_.name}（{title}）")
        self._plan = plan
        self.files = tuple(files)
        self._ticks = [_usual_ticks(one) for one in self.files]
        self.list = QListWidget(self)
        self.notes = QLabel(self)
        self.cells = QTreeView(self)
        self.rows = ReturnRows(self)
        self.count = QLabel(self)
        self.take_button = QPushButton("合并(&S)", self)
        self.all_button = QPushButton("这个文件全选(&A)", self)
        self.none_button = QPushButton("这个文件全不选(&D)", self)
        self.sure_button = QPushButton("恢复原来的勾选(&R)", self)
        self.cancel_button = QPushButton("先不合并", self)
        self._name_parts()
        self._lay_out()
        self._connect()
        self._fill()
        place_over_parent(self)
        keep_size(self, store, returns_split=self.split, returns_columns=self.columns)

    @property
    def place(self) -> int:
        """The place of the file on show."""
        return self.list.currentRow()

    def taken(self) -> tuple[Taken, ...]:
        """Return what is ticked, file by file."""
        return tuple(_taken(one, ticks) for one, ticks in zip(self.files, self._ticks, strict=True))

    def tick_all(self, *, is_on: bool) -> None:
        """Tick every cell of the file on show that can be, or none; proposals stay as they are."""
        one = self.files[self.place]
        for row, (_, change) in enumerate(one.changes):
            self._ticks[self.place][row] = is_on and change.possible
        self._show(self.place)

    def tick_usual(self) -> None:
        """Tick what nothing speaks against in every file, as it was at first."""
        self._ticks = [_usual_ticks(one) for one in self.files]
        self._show(self.place)
        self._tell()

    def agree(self) -> None:
        """Have it written."""
        taken = self.taken()
        self.accept()
        self.agreed.emit(taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from a file to its cells by Enter or the arrow, and back."""
        key = event.key()
        if self.list.hasFocus() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            if self.rows.lines:
                self.cells.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.cells.hasFocus() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.cells.currentIndex().siblingAtColumn(Column.TASK)
            is_on = self.rows.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
            state = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
            self.rows.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the shapes for the palette of this moment."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "rows"):
            self._draw_lights()

    def _fill(self) -> None:
        for _ in self.files:
            QListWidgetItem(self.list)
        self._draw_lights()
        self._tell()
        decided = [at for at, one in enumerate(self.files) if one.doubtful or one.proposals]
        self.list.setCurrentRow(decided[0] if decided else 0)
        self.list.setFocus()

    def _draw_lights(self) -> None:
        for at, one in enumerate(self.files):
            self.list.item(at).setIcon(light_icon(LIGHTS[one.verdict]))

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self.files):
            return
        one = self.files[place]
        self.rows.show_file(one, self._ticks[place], self._plan.customs)
        if self.rows.lines:
            self.cells.setCurrentIndex(self.rows.index(0, 0))
        notes = [*one.notes, *_remarks(one)]
        self.notes.setText("\n".join(f"· {note}" for note in notes))
        self.notes.setVisible(bool(notes))
        self.cells.setVisible(bool(self.rows.lines))
        self.gap.setVisible(not self.rows.lines)
        for button in (self.all_button, self.none_button):
            button.setEnabled(bool(one.changes))
        self._tell()

    def _tell(self) -> None:
        """Say of each file and of all how much is ticked."""
        taken = self.taken()
        for at, (one, found) in enumerate(zip(self.files, taken, strict=True)):
            who = one.unit_name or one.file_name
            counts = f"采用 {len(found.cells)} / {len(one.changes)} 处" if one.changes else one.verdict.value
            words = f"{who}\n{one.verdict.value}，{counts}" if one.changes else f"{who}\n{counts}"
            self.list.item(at).setText(words)
            self.list.item(at).setToolTip(one.file_name)
        cells = sum(len(found.cells) for found in taken)
        left = sum(len(one.changes) for one in self.files) - cells
        added = sum(len(found.proposals) for found in taken)
        refused = sum(one.verdict in REFUSED for one in self.files)
        parts = [f"{len(self.files)} 个文件，采用 {cells} 处"]
        parts += [f"新增 {added} 项任务"] if added else []
        parts += [f"不采用 {left} 处"] if left else []
        parts += [f"{refused} 个文件不能合并"] if refused else []
        self.count.setText("，".join(parts))

    def _name_parts(self) -> None:
        self.list.setObjectName("documents")
        self.list.setAccessibleName("收回的文件")
        self.list.setIconSize(QSize(12, 12))
        self.list.setWordWrap(True)
        self.notes.setObjectName("quote")
        self.notes.setWordWrap(True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.gap = QLabel("这个文件没有要改的内容。", self)
        self.gap.setObjectName("muted")
        self.gap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cells.setObjectName("returns")
        self.cells.setAccessibleName("要改的内容")
        self.cells.setModel(self.rows)
        self.cells.setRootIsDecorated(False)
        self.cells.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cells.setWordWrap(True)
        self.cells.setItemDelegate(WrappedCell(self.cells))
        self.cells.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.cells.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.cells.header()
        self.columns = FittedColumns(header, Column.NEW, _SHARES)
        header.sectionResized.connect(lambda *_sizes: self.cells.scheduleDelayedItemsLayout())
        self.count.setObjectName("heading")
        self.take_button.setObjectName("primary")
        self.take_button.setToolTip("把勾选的内容写入计划（Ctrl+Enter）；可以一次撤销")
        for button in (self.take_button, self.all_button, self.none_button, self.sure_button, self.cancel_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        layout, right, ways, buttons = QVBoxLayout(self), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self.split = split = QSplitter(Qt.Orientation.Horizontal, self)
        side = QWidget(self)
        split.setHandleWidth(1)
        for button in (self.all_button, self.none_button, self.sure_button):
            ways.addWidget(button)
        ways.addStretch(1)
        right.setContentsMargins(10, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.notes)
        right.addWidget(self.cells, 1)
        right.addWidget(self.gap, 1)
        right.addLayout(ways)
        side.setLayout(right)
        split.addWidget(self.list)
        split.addWidget(side)
        split.setSizes([230, 900])
        split.setStretchFactor(1, 1)
        split.setCollapsible(0, False)
        buttons.addWidget(self.count, 1)
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.cancel_button)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.rows.toggled.connect(lambda _row, _on: self._tell())
        self.all_button.clicked.connect(lambda _checked=False: self.tick_all(is_on=True))
        self.none_button.clicked.connect(lambda _checked=False: self.tick_all(is_on=False))
        self.sure_button.clicked.connect(lambda _checked=False: self.tick_usual())
        self.take_button.clicked.connect(lambda _checked=False: self.agree())
        self.cancel_button.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.agree)


def _usual_ticks(one: Return) -> list[bool]:
    taken = usual(one).cells
    return [
        *((row.asked.node_id, change.field) in taken for row, change in one.changes),
        *(False for _ in one.proposals),
    ]


def _taken(one: Return, ticks: Sequence[bool]) -> Taken:
    count = len(one.changes)
    lines = zip(one.changes, ticks, strict=False)  # the ticks of the proposals come behind
    cells = {(row.asked.node_id, change.field) for (row, change), ticked in lines if ticked}
    return Taken(one, frozenset(cells), frozenset(at for at, ticked in enumerate(ticks[count:]) if ticked))


def _remarks(one: Return) -> list[str]:
    """Return what is to be said of a file beside its notes."""
    same = sum(row.is_carried for row in one.rows)
    found = [f"文件：{one.file_name}"] if one.unit_name else []
    return [*found, *([f"{same} 项与上次相同（沿用上期）。"] if same else [])]
