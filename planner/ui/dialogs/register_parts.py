"""The left half of the register: the search, the table, what may be one unit, and the buttons below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.core.unit_kinds import KIND_WORDS
from planner.core.vocabulary import UnitKind
from planner.services.records import Likeness, UnitRecord
from planner.ui.icons import icon
from planner.ui.itemmodels.unit_rows import ProposalRows
from planner.ui.panes.bar import Bar
from planner.ui.panes.problems import RowList
from planner.ui.panes.typing_line import TypingLine
from planner.ui.panes.unit_table import UnitTable

ROWS_OF_PROPOSALS = 4
PROPOSAL_SHARES = {1: (6, 0.26, 20), 2: (7, 0.22, 14), 3: (4, 0.1, 6)}
EVERY_KIND = "every"
EVERY_YEAR = 0


class RegisterList(QWidget):
    """`changed` tells that other units are wanted, `year_chosen` the year to be counted, None for all."""

    changed = Signal()
    year_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        self._pictures: dict[QPushButton, str] = {}
        super().__init__(parent)
        self.bar = Bar(self)
        self.search = TypingLine(self)
        self.kinds, self.years = QComboBox(self), QComboBox(self)
        self.count = QLabel(self)
        self.table = UnitTable(self)
        self.proposals_model = ProposalRows(self)
        self.proposals = RowList("可能是同一单位", self.proposals_model, 0, PROPOSAL_SHARES, self)
        self.proposals.setObjectName("register")
        self.proposals.ensurePolished()  # else the rows are measured without the style
        self._buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty(), 1)
        layout.addWidget(self._proposal_part())
        layout.addLayout(self._foot())

    @property
    def kind(self) -> str:
        """The kind that alone is shown, or `EVERY_KIND`."""
        return str(self.kinds.currentData())

    def show_all(self) -> None:
        """Search for nothing and show every kind."""
        self.kinds.setCurrentIndex(0)
        self.search.clear()

    def show_years(self, years: Sequence[int], year: int | None) -> None:
        """Offer these years; nothing is offered where there is nothing to choose."""
        with QSignalBlocker(self.years):
            self.years.clear()
            for one in years:
                self.years.addItem(f"{one}年", one)
            self.years.addItem("所有年份", EVERY_YEAR)
            self.years.setCurrentIndex(self.years.findData(year if year is not None else EVERY_YEAR))
        self.years.setVisible(len(years) > 1)

    def show_count(self, found: int, register: Sequence[UnitRecord]) -> None:
        """Say how many units there are, and what to do where there are none."""
        whole = len(register)
        self.count.setText(f"{found} / {whole}" if found != whole else f"{whole} 个单位")
        self._buttons["sort"].setVisible(any(not unit.kind for unit in register))
        self.table.setVisible(found > 0)
        self.empty.setVisible(found == 0)
        self.empty.setText(
            "没有这样的单位。按 Esc 列出全部，或按 Ctrl+N 添加。"
            if whole
            else "名录还是空的。导入计划时，里面的单位会自己进来；\n也可以按 Ctrl+N 添加，或从表格导入。"
        )

    def show_proposals(self, found: Sequence[Likeness]) -> None:
        """Show what may be one unit; the part goes when there is nothing."""
        row = self.proposals.currentIndex().row()
        had_focus = self.proposals.hasFocus()
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

    def proposal(self) -> Likeness | None:
        """Return the chosen proposal, the first one when none is."""
        found = self.proposals_model.proposals
        return found[max(0, self.proposals.currentIndex().row())] if found else None

    def bind_buttons(self, **slots: Callable[[], object]) -> None:
        """Let the buttons do these."""
        for name, slot in slots.items():
            self._buttons[name].clicked.connect(lambda _checked=False, slot=slot: slot())

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew for another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button, picture in self._pictures.items():
                button.setIcon(icon(picture))

    def _head(self) -> QHBoxLayout:
        self.search.setPlaceholderText("查单位：名称、别名、拼音首字母（Ctrl+F）")
        self.search.setAccessibleName("查找单位")
        self.search.setClearButtonEnabled(True)
        self.search.has_history = False
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.kinds.setAccessibleName("只看一类单位")
        self.kinds.addItem("全部类别", EVERY_KIND)
        for kind in UnitKind:
            self.kinds.addItem(KIND_WORDS[kind] or "未分类", kind.value)
        self.kinds.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self.years.setAccessibleName("计哪一年的计划")
        self.years.activated.connect(lambda _row: self.year_chosen.emit(self.years.currentData() or None))
        self.count.setObjectName("muted")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        for part in (self.kinds, self.years, self.count):
            head.addWidget(part)
        return head

    def _empty(self) -> QLabel:
        self.empty = QLabel(self)
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMinimumHeight(120)
        self.empty.hide()
        return self.empty

    def _button(self, name: str, text: str, picture: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        if picture:
            self._pictures[button] = picture
            button.setIcon(icon(picture))
        self._buttons[name] = button
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
        line.addWidget(self._button("accept", "合并(&Y)", "", "Enter：合并，可以撤销"))
        line.addWidget(self._button("refuse", "不是同一单位(&D)", "", "Delete：以后不再提示"))
        layout = QVBoxLayout(self._proposal_box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule)
        layout.addLayout(line)
        layout.addWidget(self.proposals)
        return self._proposal_box

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 7, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self._button("add", "新单位", "plus", "添加一个单位（Ctrl+N）"))
        foot.addWidget(self._button("sort", "按名称归类", "", "给还没有类别的单位按名称填上类别"))
        foot.addStretch(1)
        foot.addWidget(self._button("take_in", "导入…", "folder-open", "从表格或文本导入：简称、全称、类别、别名等栏"))
        foot.addWidget(self._button("write_out", "导出…", "file-spreadsheet", "存成 WPS、Excel 能打开的表格"))
        return foot
