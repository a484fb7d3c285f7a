"""The register of units (单位名录): the table, one unit's fields beside it, and below it what may be one unit.

Everything is done by keys, nothing is asked twice, and each gesture is one step that Ctrl+Z takes back.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.services.records import Likeness, UnitPart, UnitRecord
from planner.ui.dialogs.file_choice import ask_open, ask_save
from planner.ui.dialogs.placing import place_over_parent
from planner.ui.dialogs.typed import TypedDialog
from planner.ui.icons import icon
from planner.ui.itemmodels.unit_rows import ProposalRows, UnitRows
from planner.ui.panes.bar import Bar
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.problems import RowList
from planner.ui.panes.unit_sheet import UnitSheet
from planner.ui.tasks import Worker
from planner.ui.unit_desk import UnitDesk
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.services.unit_lists import UnitEntry

SHEET_WIDTH = 340
SHEET_LETTERS = 23
ROWS_OF_PROPOSALS = 4
UNIT_SHARES = {1: (4, 0.2, 20), 2: (8, 0.12, 9), 3: (4, 0.2, 22), 4: (3, 0.06, 4), 5: (3, 0.06, 4), 6: (3, 0.06, 4)}
PROPOSAL_SHARES = {1: (6, 0.26, 20), 2: (7, 0.22, 14), 3: (4, 0.1, 6)}
LISTS = "名录 (*.xlsx *.xls *.et *.ods *.csv *.txt *.docx)"
HINT = "Enter 修改 · Ctrl+N 新单位 · Shift+↑↓ 选几个再按 Ctrl+M 合并 · Alt+↑↓ 排序 · Delete 删除 · Ctrl+Z 撤销"


class UnitTable(RowList):
    """The units; several can be chosen. `typed` tells of a letter: it begins a search."""

    typed = Signal(str)

    def __init__(self, model: UnitRows, parent: QWidget) -> None:
        super().__init__("单位名录", model, 0, UNIT_SHARES, parent)
        self.rows = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def chosen(self) -> list[UnitRecord]:
        """Return the chosen units, in the order of the table."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.rows.units[place] for place in places]

    def choose(self, unit_ids: list[int]) -> None:
        """Choose these units as far as they are shown; the first one takes the cursor."""
        selection = self.selectionModel()
        places = [place for place, unit in enumerate(self.rows.units) if unit.unit_id in unit_ids]
        selection.clear()
        flag = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        if places:
            selection.setCurrentIndex(self.rows.index(places[0], 0), flag)
            self.scrollTo(self.rows.index(places[0], 0))
        for place in places[1:]:
            selection.select(self.rows.index(place, 0), flag)


class UnitsDialog(TypedDialog):
    """Holds a desk on the workspace; what it changes is changed in the window at once."""

    def __init__(self, workspace: Workspace, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("单位名录")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._workspace = workspace
        self._worker = worker
        self.desk = UnitDesk(workspace, self)
        self.bar = Bar(self)
        self.search = QLineEdit(self)
        self.table = UnitTable(UnitRows(self), self)
        self.proposals_model = ProposalRows(self)
        self.proposals = RowList("可能是同一单位", self.proposals_model, 0, PROPOSAL_SHARES, self)
        self.sheet: UnitSheet = UnitSheet(self.desk, self)
        for view in (self.table, self.proposals):
            view.setObjectName("register")
            view.ensurePolished()  # else the rows are measured without the style
        self._is_refreshing = False
        self._build()
        self._connect()
        self._bind_keys()
        place_over_parent(self)
        self.refresh()
        if self.table.rows.units:
            self.table.choose([self.table.rows.units[0].unit_id])
        self.table.setFocus()

    def refresh(self) -> None:
        """Show the register as it stands; what was chosen stays chosen as far as it is there."""
        if self.bar.is_alarm:
            self.bar.settle()
        chosen = [unit.unit_id for unit in self.table.chosen()]
        row = self.table.currentIndex().row()
        words = self.search.text()
        found = [offer.unit for offer in self.desk.search().find(words)] if words.strip() else self.desk.register
        self._is_refreshing = True
        self.table.rows.show_units(found)
        self._show_proposals()
        left = [unit_id for unit_id in chosen if any(unit.unit_id == unit_id for unit in found)]
        if not left and found:
            left = [found[0 if words.strip() else min(max(row, 0), len(found) - 1)].unit_id]
        self.table.choose(left)
        self._is_refreshing = False
        self._show_chosen()
        unsorted = sum(not unit.kind for unit in self.desk.register)
        self.sort_button.setVisible(unsorted > 0)
        whole = len(self.desk.register)
        self.count.setText(f"{len(found)} / {whole} 个单位" if words.strip() else f"{whole} 个单位")

    def add(self) -> None:
        """Add a unit and put the cursor into its name."""
        self.search.clear()
        unit_id = self.desk.add()
        if unit_id is not None:
            self.table.choose([unit_id])
            self.sheet.edit_name()

    def delete(self) -> None:
        """Delete the chosen unit."""
        chosen = self.table.chosen()
        if len(chosen) == 1:
            self.desk.delete(chosen[0])

    def print_lists(self) -> None:
        """Print what the chosen units have to do: in the plan on show, else in the newest that names them."""
        from planner.ui.dialogs.print_dialog import open_print

        chosen, store = self.table.chosen(), self._workspace.store
        plan_ids = [part.plan_id for unit in chosen for part in self.desk.parts(unit)]
        shown = self._workspace.snapshot
        if plan_ids and (shown is None or shown.plan_id not in plan_ids):
            shown = store.snapshot(max(plan_ids))
        if shown is not None and chosen:
            units = tuple(unit.name for unit in chosen)
            open_print(self, shown, store, self._worker, report="unit-lists", units=units)

    def move_chosen(self, offset: int) -> None:
        """Move the chosen unit in the order of print; not in a list that the search has made."""
        chosen = self.table.chosen()
        if len(chosen) == 1 and not self.search.text():
            self.desk.move(chosen[0], offset)

    def merge(self) -> None:
        """Merge the chosen units, or tell how to choose some."""
        if len(self.table.chosen()) > 1:
            self.sheet.merge()
        else:
            self.bar.show_news("请先选两个或更多单位：按住 Shift 或 Ctrl 再选，然后按 Ctrl+M")

    def accept_proposal(self) -> None:
        """Do what the chosen proposal says."""
        found = self._proposal()
        if found is not None:
            self.desk.accept(found)

    def refuse_proposal(self) -> None:
        """Strike the chosen proposal for good."""
        found = self._proposal()
        if found is not None:
            self.desk.refuse(found)

    def go_to(self, part: UnitPart) -> None:
        """Close and show a task of the unit in the window."""
        self.accept()
        self._workspace.open_plan(part.plan_id)
        self._workspace.select(part.node_id)

    def take_in(self) -> None:
        """Ask for a list and take it in."""
        path = ask_open(self, "导入名录", self._workspace.store.setting("open_folder"), LISTS)
        if path is not None:
            self.take_in_from(path)

    def take_in_from(self, path: Path) -> None:
        """Read a list beside the window, then take it in."""

        def read() -> "tuple[UnitEntry, ...]":
            from planner.importing import read_file
            from planner.services.unit_lists import read_entries

            return read_entries(read_file(path))

        self.bar.show_news(f"正在读 {path.name}…")
        self._worker.submit("register", read, self._take_entries, self.bar.show_trouble)

    def _take_entries(self, entries: "tuple[UnitEntry, ...]") -> None:
        remarks = self.desk.take_in(entries)
        if remarks:
            more = f"；另有 {len(remarks) - 3} 处" if len(remarks) > 3 else ""
            self.bar.show_remark("；".join(remarks[:3]) + more)

    def write_out(self) -> None:
        """Ask where to, and write the register there."""
        folder = self._workspace.store.setting("output_folder")
        path = ask_save(self, "导出名录", folder, "单位名录.csv", "逗号分隔的表格 (*.csv)")
        if path is not None:
            self.desk.write_to(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the search first, then the dialog; Enter presses no button here."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.table.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Let go of what is under way."""
        self._worker.forget("register")
        super().done(result)

    def _build(self) -> None:
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedWidth(1)
        self.sheet.setFixedWidth(max(SHEET_WIDTH, self.fontMetrics().horizontalAdvance("字") * SHEET_LETTERS))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._head())
        left.addWidget(self.bar)
        left.addWidget(self.table, 1)
        left.addWidget(self._proposal_part())
        left.addLayout(self._foot())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(rule)
        layout.addWidget(self.sheet)

    def _head(self) -> QHBoxLayout:
        self.search.setPlaceholderText("查找：名称、别名、拼音首字母（Ctrl+F）")
        self.search.setAccessibleName("查找单位")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(300)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.setSpacing(8)
        head.addWidget(self.search, 3)
        head.addWidget(self.count)
        head.addStretch(1)
        self.sort_button = self._button("按名称归类(&K)", self.desk.sort_kinds, "给还没有类别的单位按名称填上类别")
        head.addWidget(self.sort_button)
        for text, name, slot, tip in (
            ("新单位(&N)", "plus", self.add, "Ctrl+N"),
            ("导入(&I)…", "folder-open", self.take_in, "从表格或文本导入：简称、全称、类别、别名等栏"),
            ("导出(&E)…", "file-spreadsheet", self.write_out, "存成 WPS、Excel 能打开的表格"),
        ):
            button = self._button(text, slot, tip)
            button.setIcon(icon(name))
            head.addWidget(button)
        return head

    def _button(self, text: str, slot: Callable[[], None], tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _proposal_part(self) -> QWidget:
        self._proposal_box = QWidget(self)
        self._proposal_heading = QLabel(self._proposal_box)
        self._proposal_heading.setObjectName("heading")
        rule = QFrame(self._proposal_box)
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(8)
        line.addWidget(self._proposal_heading)
        line.addStretch(1)
        line.addWidget(self._button("合并(&Y)", self.accept_proposal, "Enter：合并，可以撤销"))
        line.addWidget(self._button("不是同一单位(&D)", self.refuse_proposal, "Delete：以后不再提示"))
        layout = QVBoxLayout(self._proposal_box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule)
        layout.addLayout(line)
        layout.addWidget(self.proposals)
        return self._proposal_box

    def _foot(self) -> QHBoxLayout:
        hint = ElidedLabel(self)
        hint.show_words(HINT)
        hint.setObjectName("muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 7, 12, 8)
        foot.addWidget(hint, 1)
        lists = self._button("打印任务清单(&P)…", self.print_lists, "选中单位的任务清单（Ctrl+P）")
        lists.setIcon(icon("printer"))
        foot.addWidget(lists)
        foot.addWidget(self._button("关闭", self.reject, "Esc"))
        return foot

    def _connect(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.desk.told.connect(self.bar.show_news)
        self._workspace.told.connect(self.bar.show_news)
        self._workspace.failed.connect(self.bar.show_trouble)
        self._workspace.about_to_act.connect(self.sheet.flush)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.table.typed.connect(self._begin_search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_chosen())
        self.table.doubleClicked.connect(lambda _index: self.sheet.edit_name())
        self.sheet.left.connect(self.table.setFocus)
        self.sheet.parts.part_wanted.connect(self.go_to)

    def _begin_search(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)

    def _bind_keys(self) -> None:
        def bind(keys: str, slot: Callable[[], None], where: QWidget | None = None) -> None:
            shortcut = QShortcut(QKeySequence(keys), where or self)
            if where is not None:
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

        bind("Ctrl+Z", self._workspace.undo)
        for keys in ("Ctrl+Y", "Ctrl+Shift+Z"):
            bind(keys, self._workspace.redo)
        bind("Ctrl+F", self.search.setFocus)
        bind("Ctrl+N", self.add)
        bind("Ctrl+P", self.print_lists)
        bind("Ctrl+M", self.merge)
        bind("F2", self.sheet.edit_name)
        bind("F6", self._next_pane)
        bind("Down", self.table.setFocus, self.search)
        for keys in ("Return", "Enter"):
            bind(keys, self.sheet.edit_name, self.table)
            bind(keys, self.accept_proposal, self.proposals)
        bind("Delete", self.delete, self.table)
        bind("Delete", self.refuse_proposal, self.proposals)
        bind("Alt+Up", lambda: self.move_chosen(-1), self.table)
        bind("Alt+Down", lambda: self.move_chosen(1), self.table)

    def _next_pane(self) -> None:
        stops: list[QWidget] = [self.search, self.table, self.proposals, self.sheet.name, self.sheet.parts]
        shown = [stop for stop in stops if stop.isVisible()]
        here = next((place for place, stop in enumerate(shown) if stop.hasFocus()), len(shown) - 1)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_chosen(self) -> None:
        if not self._is_refreshing:
            self.sheet.show_units(self.table.chosen())

    def _proposal(self) -> Likeness | None:
        found = self.proposals_model.proposals
        return found[max(0, self.proposals.currentIndex().row())] if found else None

    def _show_proposals(self) -> None:
        row = self.proposals.currentIndex().row()
        had_focus = self.proposals.hasFocus()
        found = self.desk.proposals
        self.proposals_model.show_proposals(found)
        self._proposal_box.setVisible(bool(found))
        self._proposal_heading.setText(f"可能是同一单位　{len(found)}")
        if found:
            self.proposals.setCurrentIndex(self.proposals_model.index(min(max(row, 0), len(found) - 1), 0))
            rows = min(len(found), ROWS_OF_PROPOSALS)
            height = self.proposals.sizeHintForRow(0) * rows + self.proposals.header().sizeHint().height() + 4
            self.proposals.setFixedHeight(height)
        elif had_focus:
            self.table.setFocus()
