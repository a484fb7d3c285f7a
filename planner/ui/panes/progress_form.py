"""The small form for a report of an item: stored as one entry from the first words on, with no key to save it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from planner.core.days import needed_day
from planner.core.errors import StepError
from planner.core.progress import ProgressEntry
from planner.core.snapshot import PlanNode
from planner.core.unit_names import split_names
from planner.ui.panes.editors import LineField, TextField
from planner.ui.panes.short_field import DAY, ShortField
from planner.ui.panes.unit_line import UnitLine
from planner.ui.wording import unknown_unit
from planner.ui.workspace import Workspace

Editor = LineField | TextField


class ProgressForm(QFrame):
    """Edits one entry; a new one is made when something is said in it."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._node_id: int | None = None
        self.entry: ProgressEntry | None = None
        self.day, self.percent = ShortField("截至日期", self, DAY), ShortField("进度", self, "100%")
        self.text = TextField("进展情况", self, least_lines=3)
        self.difficulty = TextField("存在问题", self)
        self.next_step = TextField("下一步打算", self)
        self.unit = UnitLine("报送单位", self, workspace.unit_search)
        self.unit.unknown.connect(lambda typed: workspace.told.emit(unknown_unit(typed)))
        self.reporter = LineField("报送人", self)
        self._build()
        for editor in self.editors():
            editor.watch.committed.connect(self._store)
            editor.watch.leave_wanted.connect(self.left)

    def editors(self) -> tuple[Editor, ...]:
        """Return the fields in their order."""
        return (self.day, self.percent, self.text, self.difficulty, self.next_step, self.unit, self.reporter)

    def begin(self, node: PlanNode) -> None:
        """Be ready for a new entry of a node, as of today."""
        self._node_id, self.entry = node.node_id, None
        reporters = [entry.reporter for entry in node.entries if entry.reporter]
        self._load(ProgressEntry(0, date.today(), reporter=reporters[-1] if reporters else ""))

    def edit(self, node: PlanNode, entry: ProgressEntry) -> None:
        """Show an entry of a node."""
        self._node_id, self.entry = node.node_id, entry
        self._load(entry)

    def refresh(self, node: PlanNode) -> None:
        """Show the entry as it stands now; what an undo took away begins anew."""
        if self.entry is None:
            return
        found = next((entry for entry in node.entries if entry.entry_id == self.entry.entry_id), None)
        if found is None:
            self.begin(node)
        else:
            self.edit(node, found)

    def _build(self) -> None:
        self.text.setPlaceholderText("做了什么、到了哪一步")
        self.unit.setPlaceholderText("空着就是本项的进展")
        self.unit.setToolTip("配合单位单独报送时写它的名称；不改变本项的状态")
        self.reporter.setPlaceholderText("姓名")
        first = QHBoxLayout()
        first.setSpacing(8)
        for widget in (self.day, _label("进度", self, self.percent), self.percent, _label("%", self)):
            first.addWidget(widget)
        first.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.addWidget(_label("截至日期", self, self.day), 0, 0)
        grid.addLayout(first, 0, 1)
        rows = (
            ("进展情况", self.text),
            ("存在问题", self.difficulty),
            ("下步打算", self.next_step),
            ("报送单位", self.unit),
            ("报送人", self.reporter),
        )
        for row, (words, editor) in enumerate(rows, start=1):
            label = _label(words, self, editor)
            label.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1)
        grid.setColumnStretch(1, 1)

    def _load(self, entry: ProgressEntry) -> None:
        self.day.watch.load(entry.made_on.isoformat())
        self.percent.watch.load("" if entry.percent is None else str(entry.percent))
        self.text.watch.load(entry.text)
        self.difficulty.watch.load(entry.difficulty)
        self.next_step.watch.load(entry.next_step)
        self.unit.watch.load(self._unit_name(entry.unit_id))
        self.reporter.watch.load(entry.reporter)

    def _store(self) -> None:
        """Store what stands in the fields; before anything is said in them they only keep it."""
        from planner.services import progress

        node_id, before = self._node_id, self.entry
        said = (self.percent, self.text, self.difficulty, self.next_step)
        if node_id is None or (before is None and not any(editor.words() for editor in said)):
            for editor in self.editors():
                editor.watch.load(editor.words())
            return
        typed = [editor.words() for editor in self.editors()]
        known = {entry.entry_id for entry in self._entries()}
        if before is None:
            done = self._workspace.do(
                "登记进展", lambda session: progress.add_entry(session, node_id, self._entry(None, typed))
            )
            self.entry = next((entry for entry in self._entries() if entry.entry_id not in known), None)
        else:
            done = self._workspace.do(
                "修改进展", lambda session: progress.change_entry(session, self._entry(before, typed))
            )
        if done is None and before is not None:
            self._load(before)  # refused: show again what the store holds
        elif self.entry is not None and self._workspace.node is not None:
            self.refresh(self._workspace.node)

    def _entry(self, before: ProgressEntry | None, typed: list[str]) -> ProgressEntry:
        """Return the entry that the fields mean; raises `StepError` for a day, a percentage or a unit that is none."""
        day, percent, text, difficulty, next_step, unit, reporter = typed
        entry = before or ProgressEntry(0, date.today())
        return replace(
            entry,
            made_on=needed_day(day, entry.made_on.year) if day else entry.made_on,
            percent=_percent(percent),
            text=text,
            difficulty=difficulty,
            next_step=next_step,
            reporter=reporter,
            unit_id=self._unit_id(unit),
        )

    def _unit_id(self, words: str) -> int | None:
        names = split_names(words)
        if not names:
            return None
        if len(names) > 1:
            raise StepError("一条进展只能由一个单位报送。", "几个单位报送的，请分别登记。", code="ONE_UNIT")
        found = self._workspace.unit_search().named(names[0])
        if found is None:
            raise StepError(f"名录里没有单位“{names[0]}”。", "请从名录中选，或先在单位名录里添加。", code="NO_UNIT")
        return found.unit_id

    def _unit_name(self, unit_id: int | None) -> str:
        snapshot = self._workspace.snapshot
        register = snapshot.register if snapshot is not None else ()
        return next((unit.name for unit in register if unit.unit_id == unit_id), "")

    def _entries(self) -> tuple[ProgressEntry, ...]:
        snapshot = self._workspace.snapshot
        node = snapshot.by_id.get(self._node_id or 0) if snapshot is not None else None
        return node.entries if node is not None else ()


def _percent(text: str) -> int | None:
    figures = text.strip().removesuffix("%").removesuffix("％")
    if not figures:
        return None
    if not figures.isdecimal():
        raise StepError(f"看不懂进度“{text}”。", "请填 0 到 100 之间的整数。", code="PERCENT")
    return int(figures)


def _label(text: str, parent: QWidget, buddy: QWidget | None = None) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    if buddy is not None:
        label.setBuddy(buddy)
    return label
