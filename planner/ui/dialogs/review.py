"""What was read, beside its source, before it is stored: the clerk looks through the doubts, then agrees or not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.core.draft import DraftPlan, Fault, Leftover
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft
from planner.services import Store
from planner.ui.appearance import Kept, keep_places, restore_places
from planner.ui.dialogs.placing import place_over_parent
from planner.ui.panes.bar import Bar
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.plan_tree import PlanTree
from planner.ui.panes.problems import Problems
from planner.ui.panes.source_view import SourceView
from planner.ui.tasks import Worker
from planner.ui.wording import STAGES, counts

HINT = "Enter 下一处疑点　F4 下一处余文　Ctrl+Enter 导入"
ROOM_FOR_HINT = 1040


class ReviewDialog(QDialog):
    """Holds a draft; nothing is stored here. `agreed` hands it over."""

    agreed = Signal(object)

    def __init__(self, draft: DraftPlan, store: Store, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入前核对")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._draft = draft
        self._store = store
        self._worker = worker
        self.bar = Bar(self)
        self.source = SourceView(self)
        self.tree = PlanTree(self)
        self.tree.complete()
        self.problems = Problems(self, can_place=False)
        self._build_head()
        self._build_foot()
        self._arrange()
        self._connect()
        self._show(draft)
        self._tell_if_known()
        self._place()

    @property
    def draft(self) -> DraftPlan:
        """What would be stored."""
        return self._draft

    def agree(self) -> None:
        """Hand the draft over and close."""
        self.accept()
        self.agreed.emit(self._draft)

    def next_fault(self) -> None:
        """Go to the next doubt."""
        self.problems.step_fault(1)

    def previous_fault(self) -> None:
        """Go to the doubt before."""
        self.problems.step_fault(-1)

    def next_leftover(self) -> None:
        """Go to the next stretch without a place."""
        self.problems.step_leftover(1)

    def select(self, node_id: int | None) -> None:
        """Choose a node in the tree and mark its words."""
        self.tree.show_node(node_id)
        self.source.show_node(node_id)

    def _build_head(self) -> None:
        self.title = ElidedLabel(self)
        self.title.setObjectName("heading")
        self.details = ElidedLabel(self)
        self.details.setObjectName("muted")
        self.counts = QLabel(self)
        font = self.counts.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.counts.setFont(font)
        self.counts.setAccessibleName("数量")

    def _build_foot(self) -> None:
        self.stage = QComboBox(self)
        self.stage.setToolTip("这份计划是征求意见稿还是正式稿")
        self.stage.setAccessibleName("版本")
        self.stage.addItem("按原文", None)
        for value, words in STAGES.items():
            self.stage.addItem(words, value)
        self.all_lead = QCheckBox("没写明牵头的，所列单位都算牵头(&A)", self)
        self.cancel_button = QPushButton("取消", self)
        self.agree_button = QPushButton("导入(&I)", self)
        self.agree_button.setObjectName("primary")
        for button in (self.cancel_button, self.agree_button):
            button.setAutoDefault(False)
        self.agree_button.setToolTip("导入（Ctrl+Enter）")
        self.cancel_button.setToolTip("取消（Esc），什么也不存")

    def _arrange(self) -> None:
        self.right = QSplitter(Qt.Orientation.Vertical, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for splitter, parts, sizes in (
            (self.right, (self.tree, self.problems), [350, 240]),
            (self.split, (self.source, self.right), [520, 760]),
        ):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            for part in parts:
                splitter.addWidget(part)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 1)
            splitter.setSizes(sizes)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.details)
        head.addLayout(names, 1)
        head.addWidget(self.counts, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(10)
        stage_label = QLabel("版本(&S)", self)
        stage_label.setBuddy(self.stage)
        self.hint = QLabel(HINT, self)
        self.hint.setObjectName("muted")
        foot.addWidget(stage_label)
        foot.addWidget(self.stage)
        foot.addWidget(self.all_lead)
        foot.addStretch(1)
        foot.addWidget(self.hint)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.agree_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.split, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.tree.chosen.connect(self.source.show_node)
        self.source.node_clicked.connect(self.select)
        self.problems.fault_shown.connect(self._show_fault)
        self.problems.leftover_shown.connect(self._show_leftover)
        self.stage.currentIndexChanged.connect(lambda _row: self._read_again())
        self.all_lead.toggled.connect(lambda _on: self._read_again())
        self.cancel_button.clicked.connect(self.reject)
        self.agree_button.clicked.connect(self.agree)
        for keys, slot in (
            ("Ctrl+Return", self.agree),
            ("Ctrl+Enter", self.agree),
            ("F8", self.next_fault),
            ("Shift+F8", self.previous_fault),
            ("F4", self.next_leftover),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where it would push the buttons away."""
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= ROOM_FOR_HINT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.next_fault()
            return
        super().keyPressEvent(event)

    def _show(self, draft: DraftPlan) -> None:
        snapshot = snapshot_of_draft(draft)
        chosen = self.tree.current_node()
        if chosen not in snapshot.by_id:
            chosen = snapshot.nodes[0].node_id if snapshot.nodes else None
        self._draft = draft
        self.title.show_words(draft.head.title or draft.source.name)
        self.details.show_words(_details(snapshot))
        self.counts.setText(counts(snapshot, review=True))
        self.source.show_snapshot(snapshot)
        self.tree.show_snapshot(snapshot, chosen)
        self.problems.show_snapshot(snapshot)
        self.source.show_node(chosen)
        self.tree.setFocus()

    def _tell_if_known(self) -> None:
        known = self._store.plans_of_source(self._draft.source.sha256)
        if known:
            _plan_id, title = known[-1]
            self.bar.show_remark(f"这份计划已经导入过（{title}），再导入会成为另一份")

    def _show_fault(self, fault: Fault) -> None:
        self.problems.faults_model.mark_seen(fault)
        self.problems.show_progress()
        node_id = self.problems.faults_model.node_of(fault)
        if node_id is not None:
            self.select(node_id)
        if fault.start is not None and fault.end is not None:
            self.source.show_place(fault.start, fault.end)

    def _show_leftover(self, leftover: Leftover) -> None:
        self.source.show_place(leftover.start, leftover.end)

    def _read_again(self) -> None:
        from planner.importing import ImportOptions, parse

        source = self._draft.source
        options = ImportOptions(stage=self.stage.currentData(), all_lead=self.all_lead.isChecked())
        self._worker.submit("import", lambda: parse(source, options), self._show, self.bar.show_trouble)

    def _place(self) -> None:
        place_over_parent(self)
        restore_places(self._store, None, self._kept_parts())

    def _kept_parts(self) -> dict[str, Kept]:
        return {"review_split": self.split, "review_right": self.right}

    def done(self, result: int) -> None:
        """Remember the choices and let go of what is under way."""
        keep_places(self._store, None, self._kept_parts())
        self._worker.forget("import")
        super().done(result)


def _details(snapshot: PlanSnapshot) -> str:
    """Return what the head says, in one line."""
    head = snapshot.head
    words = [*head.issuers, head.document_number]
    if head.issued_on is not None:
        words.append(f"{head.issued_on.year}年{head.issued_on.month}月{head.issued_on.day}日")
    if head.stage in STAGES:
        words.append(STAGES[head.stage])
    return "　".join(word for word in words if word)
