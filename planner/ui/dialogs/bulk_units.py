"""Changing the units of many items at once: what, for which of them, and what comes of it before it is done.

Ctrl+B, the pinyin of a unit, Enter to take it, Enter to do it.
"""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.bulk import BulkChange, BulkVerb, UnitsAfter, planned, targets
from planner.core.unit_names import split_names
from planner.core.vocabulary import NodeKind, Role
from planner.services.unit_search import UnitSearch
from planner.ui.dialogs.placing import keep_size
from planner.ui.itemmodels.bulk_rows import ITEM, NOW, THEN, BulkRows
from planner.ui.panes.problems import RowList
from planner.ui.panes.unit_line import UnitLine
from planner.ui.wording import role_word
from planner.ui.workspace import Workspace

SHARES = {NOW: (8, 0.32, 30), THEN: (8, 0.32, 30)}
BOTH = "both"
EDGE = 60


class BulkUnitsDialog(QDialog):
    """Does nothing until its button is pressed; then it is one step that Ctrl+Z takes back."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("批量改单位")
        self._workspace = workspace
        self._search = workspace.unit_search()
        self._changes: tuple[UnitsAfter, ...] = ()
        self._scopes: list[frozenset[int]] = []
        self.verb, self.role = QComboBox(self), QComboBox(self)
        self.old = UnitLine("换掉的单位", self, self._register)
        self.units = UnitLine("单位", self, self._register)
        self.scopes = QButtonGroup(self)
        self.summary = QLabel(self)
        self.rows = BulkRows(self)
        self.preview = RowList("将要改动的任务", self.rows, ITEM, SHARES, self)
        self.button = QPushButton(self)
        self._build()
        self._connect()
        letter = self.fontMetrics().horizontalAdvance("字")
        self.resize(QSize(64 * letter, 40 * letter).boundedTo(parent.size() - QSize(EDGE, EDGE)))
        keep_size(self, workspace.store, bulk_columns=self.preview.columns)
        self._show_fields()
        self.units.setFocus()

    def change(self) -> BulkChange:
        """Return what was chosen, the units by the names of the register."""
        role = self.role.currentData()
        old = self._names(self.old)
        return BulkChange(
            BulkVerb(self.verb.currentData()),
            None if role == BOTH else Role(role),
            self._names(self.units),
            old[0] if old else "",
        )

    def refresh(self) -> None:
        """Say what would come of it."""
        snapshot, change = self._workspace.snapshot, self.change()
        self._changes = ()
        if snapshot is not None and change.is_whole:
            self._changes = planned(targets(snapshot, self._scopes[self.scopes.checkedId()], change), change)
        changed = [one for one in self._changes if one.is_change]
        self.rows.show_changes(changed)
        self.summary.setText(self._summary(change, len(changed)))
        self.button.setText(f"改动 {len(changed)} 项" if changed else "改动")
        self.button.setEnabled(bool(changed))

    def do(self) -> None:
        """Do it and close."""
        plan_id = self._workspace.plan_id
        if plan_id is None or not self.button.isEnabled():
            return
        from planner.services import bulk_units

        changes, words = self._changes, _words(self.change())
        count = sum(one.is_change for one in changes)
        self.accept()
        done = self._workspace.do(words, lambda session: bulk_units.change_units(session, plan_id, changes))
        if done is not None:
            self._workspace.told.emit(f"已改动 {count} 项：{words}；按 Ctrl+Z 可以撤销")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it by Ctrl+Enter from wherever; Enter alone is for who has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self.preview.hasFocus():
                self.do()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        for verb in BulkVerb:
            self.verb.addItem(verb.value, verb.value)
        self.verb.setAccessibleName("做什么")
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.role.setAccessibleName("牵头还是配合")
        self.old.setPlaceholderText("现在写的单位")
        self.summary.setWordWrap(True)
        self.button.setObjectName("primary")
        self.button.setToolTip("Ctrl+Enter")
        self._verb_label, self._units_label = self._label("做什么(&W)", self.verb), self._label("单位(&U)", self.units)
        self._old_label = self._label("把(&O)", self.old)
        what = QHBoxLayout()
        what.setSpacing(8)
        what.addWidget(self.verb)
        what.addWidget(self.role)
        what.addStretch(1)
        form = QGridLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(8)
        form.setColumnStretch(1, 1)
        form.addWidget(self._label("范围"), 0, 0)
        form.addLayout(self._scope_row(), 0, 1)
        form.addWidget(self._verb_label, 1, 0)
        form.addLayout(what, 1, 1)
        for row, (label, line) in enumerate(((self._old_label, self.old), (self._units_label, self.units)), start=2):
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, 5, 0, 0)
            form.addWidget(line, row, 1)
        close = QPushButton("关闭", self)
        close.clicked.connect(lambda _checked=False: self.reject())
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        for button in (self.button, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.preview, 1)
        layout.addLayout(foot)

    def _label(self, text: str, buddy: QWidget | None = None) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName("muted")
        if buddy is not None:
            label.setBuddy(buddy)
        return label

    def _scope_row(self) -> QHBoxLayout:
        """Return the choice of items: those chosen, those filtered, all; the narrowest that the clerk has made."""
        workspace, row = self._workspace, QHBoxLayout()
        snapshot = workspace.snapshot
        row.setSpacing(16)
        marked = workspace.node_ids or ((workspace.node_id,) if workspace.node_id is not None else ())
        found: list[tuple[str, frozenset[int]]] = []
        if snapshot is not None:
            items = frozenset(node.node_id for node in snapshot.items)
            sole = BulkChange(BulkVerb.SET, Role.LEAD, ("",))
            found.append((f"选中的 {len(targets(snapshot, marked, sole))} 项(&S)", frozenset(marked)))
            if workspace.filter is not None:
                chosen = workspace.filter.chosen(snapshot, date.today())
                found.append((f"筛选出的 {len(chosen)} 项(&F)", chosen))
            tops = frozenset(node.node_id for node in snapshot.nodes if node.parent_id is None)
            found.append((f"全部 {len(items)} 项(&A)", tops))
        for place, (words, ids) in enumerate(found):
            button = QRadioButton(words, self)
            self.scopes.addButton(button, place)
            self._scopes.append(ids)
            row.addWidget(button)
        row.addStretch(1)
        is_several = len(marked) > 1 or (workspace.node is not None and workspace.node.kind is NodeKind.SECTION)
        place = 1 if workspace.filter is not None and len(marked) < 2 else 0 if is_several else len(found) - 1
        self.scopes.button(place).setChecked(True)
        return row

    def _connect(self) -> None:
        self.verb.currentIndexChanged.connect(lambda _row: self._show_fields())
        self.role.currentIndexChanged.connect(lambda _row: self.refresh())
        self.scopes.idToggled.connect(lambda _place, is_on: self.refresh() if is_on else None)
        for line in (self.old, self.units):
            line.watch.commits_by_itself = False
            line.watch.committed.connect(line.watch.load)  # nothing is stored before the button is pressed
            line.textChanged.connect(self.refresh)
            line.watch.leave_wanted.connect(self.reject)
        self.old.enter_pressed.connect(lambda: self.units.setFocus(Qt.FocusReason.TabFocusReason))
        self.units.enter_pressed.connect(self.do)
        self.button.clicked.connect(lambda _checked=False: self.do())

    def _show_fields(self) -> None:
        """Offer what the verb needs."""
        change = BulkChange(BulkVerb(self.verb.currentData()), None, ())
        snapshot, before = self._workspace.snapshot, self.role.currentIndex()
        is_swap = change.verb is BulkVerb.REPLACE
        self.role.blockSignals(True)
        self.role.clear()
        for role in Role:
            self.role.addItem(role_word(snapshot, role), role.value)
        if not change.fills:
            self.role.addItem("不论牵头、配合", BOTH)
        self.role.setCurrentIndex(2 if not change.fills and before in (-1, 0) else max(0, before) % self.role.count())
        self.role.blockSignals(False)
        for part in (self.old, self._old_label):
            part.setVisible(is_swap)
        self._units_label.setText("换成(&U)" if is_swap else "单位(&U)")
        self.refresh()

    def _register(self) -> UnitSearch:
        return self._search

    def _names(self, line: UnitLine) -> tuple[str, ...]:
        found = []
        for name in split_names(line.toPlainText()):
            unit = self._search.named(name)
            found.append(unit.name if unit is not None else name)
        return tuple(dict.fromkeys(found))

    def _summary(self, change: BulkChange, changed: int) -> str:
        """Return the count before it happens, and which units the register does not know yet."""
        if not change.is_whole:
            return "写上单位，这里就列出会改动哪些任务"
        whole = len(self._changes)
        if not whole:
            return "这些任务里没有这个单位"
        same = whole - changed
        words = f"将改动 {whole} 项中的 {changed} 项；{same} 项已是如此" if same else f"将改动 {changed} 项"
        new = [name for name in change.names if self._search.named(name) is None]
        is_new = bool(new) and change.verb is not BulkVerb.REMOVE
        return f"{words}。名录里还没有“{'、'.join(new)}”，会添加进去" if is_new else words


def _words(change: BulkChange) -> str:
    """Return the name of the step."""
    names = "、".join(change.names)
    role = {Role.LEAD: "牵头", Role.PARTNER: "配合", None: "单位"}[change.role]
    if change.verb is BulkVerb.REPLACE:
        return f"把{role}“{change.old}”换成“{names}”"
    return f"批量{change.verb.value}{role}“{names}”"
