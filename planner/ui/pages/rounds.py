"""The page 填报: the rounds of a plan; who was asked, who has returned; sending out and taking back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.returns import Return
from planner.core.rounds import MISSING, ReturnState, Round
from planner.ui.itemmodels.round_rows import Column, RoundRows
from planner.ui.pages.page import BarredPage
from planner.ui.panes.columns import FittedColumns
from planner.ui.panes.progress_strip import ProgressStrip
from planner.ui.panes.row_list import RowList
from planner.ui.round_desk import RoundDesk
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

EMPTY = (
    "还没有请单位填报过。\n\n"
    "1. 新一轮：写上期次（如 2026年3月）和报送日期\n"
    "2. 发出：一次写出每个单位的任务清单和填报表，发给各单位\n"
    "3. 收回：选收回的文件夹，看清改动后一次合并"
)
NO_PLAN = "请先打开一份计划（Ctrl+O），再请单位填报。"
MISSING_STATES = MISSING | {ReturnState.INCOMPLETE}
SHARES = {
    Column.UNIT: (8, 0.18, 20),
    Column.STATE: (7, 0.1, 11),
    Column.COUNT: (5, 0.08, 9),
    Column.SENT: (6, 0.08, 9),
    Column.RETURNED: (6, 0.08, 9),
    Column.CONTACT: (7, 0.16, 18),
}


class RoundsPage(BarredPage):
    """Shows the rounds anew when the plan changes while it is seen; the round and the unit chosen stay."""

    takes = frozenset({"print_plan"})

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(workspace, window)
        self.strip = ProgressStrip(self)
        self.desk = RoundDesk(workspace, window.worker, self.bar, self.strip, self)
        self.box = QComboBox(self)
        self.new_button = QPushButton("新一轮(&N)…", self)
        self.send_button = QPushButton("发出(&D)…", self)
        self.collect_button = QPushButton("收回(&C)…", self)
        self.list_button = QPushButton("未报名单(&L)…", self)
        self.copy_button = QPushButton("复制提醒(&X)", self)
        self.mark_button = QPushButton("标为已报送(&M)", self)
        self.remove_button = QPushButton("删除这一轮", self)
        self.caption = QLabel(self)
        self.open_only = QCheckBox("只看没有报全的(&W)", self)
        self.rows = RoundRows(self)
        self.list = RowList(self.rows, "这一轮的单位", self)
        self.empty = QLabel(EMPTY, self)
        self._tools = (
            self.send_button,
            self.collect_button,
            self.list_button,
            self.copy_button,
            self.mark_button,
            self.remove_button,
        )
        self._rounds: tuple[Round, ...] = ()
        self._name_parts()
        self._lay_out()
        self._connect()

    @property
    def round(self) -> Round | None:
        """The round on show."""
        at = self.box.currentIndex()
        return self._rounds[at] if 0 <= at < len(self._rounds) else None

    def arrive(self, about: object) -> None:
        """Show the rounds of the plan on show; `about` may be files to take back."""
        self.refresh()
        (self.list if self.round is not None else self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(about, tuple) and about and all(isinstance(one, Path) for one in about):
            self.desk.collect(about)

    def refresh(self, wanted: int | None = None) -> None:
        """Show everything as it stands now; `wanted` is the round to choose."""
        before = wanted if wanted is not None else (self.round.round_id if self.round is not None else None)
        self._rounds = self.desk.rounds()
        self.box.blockSignals(True)
        self.box.clear()
        for one in self._rounds:
            due = f"（{one.due_on.month}月{one.due_on.day}日前报送）" if one.due_on else ""
            self.box.addItem(f"{one.name}{due}", one.round_id)
        ids = [one.round_id for one in self._rounds]
        self.box.setCurrentIndex(ids.index(before) if before in ids else 0 if ids else -1)
        self.box.blockSignals(False)
        self._show_round()

    def new_round(self) -> None:
        """Ask for the next round and begin it."""
        from planner.ui.dialogs.new_round import NewRoundDialog
        from planner.ui.dialogs.placing import keep_size

        if self.workspace.snapshot is not None and self.workspace.plan_id is not None:
            dialog = NewRoundDialog(self.workspace.snapshot, [one.name for one in self._rounds], self)
            keep_size(dialog, self.workspace.store)
            dialog.agreed.connect(self._begin)
            dialog.open()

    def print_plan(self) -> None:
        """Write the list of who is missing."""
        if self.round is not None:
            self.desk.save_list(self.round)

    def mark(self) -> None:
        """Say of the chosen unit that it has reported some other way, or that it has not."""
        row, round_ = self.list.currentIndex().row(), self.round
        if round_ is not None and 0 <= row < len(self.rows.rows):
            one, unit = self.rows.rows[row]
            self.desk.set_returned(round_, unit.unit_id, unit.name, is_returned=one.returned_on is None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark the chosen unit by Enter in the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.mark()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls() and self._rounds:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take back what was dropped."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.desk.collect(paths)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the lights for the palette of this moment."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "rows"):
            self.list.viewport().update()

    def _begin(self, wanted: object, sends: bool) -> None:
        from planner.services import rounds
        from planner.services.rounds import NewRound

        plan_id = self.workspace.plan_id
        if plan_id is None or not isinstance(wanted, NewRound):
            return
        day = date.today()
        step = lambda session: rounds.begin(session, plan_id, wanted, day)  # noqa: E731
        if self.workspace.do(f"开始一轮填报：{wanted.name}", step) is None:
            return
        newest = self.desk.rounds()[0]
        self.refresh(newest.round_id)
        self.list.setFocus()
        if sends:
            self.desk.send(newest)

    def _show_round(self) -> None:
        round_, plan, day = self.round, self.workspace.snapshot, date.today()
        units = plan.register if plan is not None else ()
        before = self.list.currentIndex().row()
        wanted = MISSING_STATES if self.open_only.isChecked() else None
        self.rows.show_round(round_, units, day, wanted)
        if self.rows.rows:
            self.list.setCurrentIndex(self.rows.index(max(0, min(before, len(self.rows.rows) - 1)), 0))
        self.caption.setText(self._counts(round_, day))
        for part in (self.list, self.box, self.open_only, self.caption, *self._tools):
            part.setVisible(round_ is not None)
        self.empty.setVisible(round_ is None)
        self.empty.setText(EMPTY if self.workspace.plan_id is not None else NO_PLAN)
        self.new_button.setEnabled(self.workspace.plan_id is not None)
        was_sent = round_ is not None and round_.sent_on is not None
        for button, is_on in (
            (self.send_button, round_ is not None),
            (self.remove_button, round_ is not None),
            (self.collect_button, any(one.sent_on for one in self._rounds)),
            (self.list_button, was_sent),
            (self.copy_button, was_sent),
        ):
            button.setEnabled(is_on)
        self._primary(self.new_button if round_ is None else self.collect_button if was_sent else self.send_button)
        self._name_mark()

    def _counts(self, round_: Round | None, day: date) -> str:
        from planner.reports.round_list import round_words

        if round_ is None:
            return ""
        return round_words(round_, day) + ("" if round_.only_leads else "　配合单位也填报")

    def _primary(self, chosen: QPushButton) -> None:
        """Let the button of the next step stand out."""
        for button in (self.new_button, self.send_button, self.collect_button):
            name = "primary" if button is chosen else ""
            if button.objectName() != name:
                button.setObjectName(name)
                button.style().unpolish(button)
                button.style().polish(button)

    def _name_mark(self) -> None:
        row = self.list.currentIndex().row()
        is_there = 0 <= row < len(self.rows.rows) and self.rows.rows[row][0].sent_on is not None
        self.mark_button.setEnabled(is_there)
        is_back = is_there and self.rows.rows[row][0].returned_on is not None
        self.mark_button.setText("标为未报送(&M)" if is_back else "标为已报送(&M)")

    def _compared(self, round_: Round, files: tuple[Return, ...]) -> None:
        from planner.ui.dialogs.returns import ReturnsDialog

        plan = self.workspace.snapshot
        if plan is not None:
            dialog = ReturnsDialog(plan, round_, files, self.workspace.store, self)
            dialog.agreed.connect(lambda taken: self.desk.take(round_, taken))
            dialog.open()

    def _name_parts(self) -> None:
        self.setAccessibleName("填报")
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)
        self.box.setAccessibleName("哪一轮")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.caption.setObjectName("heading")
        self.empty.setObjectName("muted")
        self.remove_button.setObjectName("quiet")
        self.send_button.setToolTip("写出一个文件夹：每个单位一份任务清单和一份填报表，另有分发目录")
        self.collect_button.setToolTip("选收回的文件夹；也可以把文件拖到这里")
        self.list_button.setToolTip("存成 PDF、Excel 或 Word（Ctrl+P）")
        self.copy_button.setToolTip("复制催报的一段话，可以粘贴到 QQ 群、微信群")
        self.mark_button.setToolTip("用纸、电话报送的单位，在这里记下（Enter）")
        self.columns = FittedColumns(self.list.header(), Column.FILE, SHARES)

    def _lay_out(self) -> None:
        top, bottom, head, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        upper = (self.box, self.new_button, self.send_button, self.collect_button, None, self.remove_button)
        lower = (self.caption, None, self.open_only, self.mark_button, self.copy_button, self.list_button)
        for row, parts in ((top, upper), (bottom, lower)):
            row.setSpacing(10)
            for part in parts:
                if isinstance(part, QWidget):
                    row.addWidget(part)
                else:
                    row.addStretch(1)
            head.addLayout(row)
        head.setContentsMargins(14, 10, 14, 10)
        head.setSpacing(9)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.strip)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignCenter)

    def _connect(self) -> None:
        self.workspace.changed.connect(lambda _snapshot, _change: self.take_change())
        self.workspace.told.connect(lambda _words: self.bar.settle())  # what it says may just have been taken back
        self.desk.compared.connect(self._compared)
        self.box.activated.connect(lambda _place: self._show_round())
        self.open_only.toggled.connect(lambda _on: self._show_round())
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._name_mark())
        self.list.doubleClicked.connect(lambda _index: self.mark())
        self.new_button.clicked.connect(lambda _checked=False: self.new_round())
        self.mark_button.clicked.connect(lambda _checked=False: self.mark())
        self.collect_button.clicked.connect(lambda _checked=False: self.desk.collect())
        for button, do in (
            (self.send_button, self.desk.send),
            (self.remove_button, self.desk.remove),
            (self.copy_button, self.desk.copy_words),
            (self.list_button, self.desk.save_list),
        ):
            button.clicked.connect(lambda _checked=False, do=do: do(self.round) if self.round is not None else None)
