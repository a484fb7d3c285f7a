"""What was read, beside its source, before it is stored: the clerk settles the doubts by keys, then agrees or not.

Nothing is in the plan before that. The review is kept at each gesture, so it may be left and taken up again.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.core.draft import DraftPlan
from planner.core.draft_edits import SetStage
from planner.core.labels import numbered
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.services import Store
from planner.services.again import changes_of
from planner.services.reviews import OpenReview
from planner.ui.appearance import Kept, keep_places, restore_places
from planner.ui.dialogs.keys import KeysDialog
from planner.ui.dialogs.placing import place_over_parent
from planner.ui.panes.bar import Bar
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.open_count import OpenCount
from planner.ui.panes.plan_tree import PlanTree
from planner.ui.panes.review_card import QuestionCard
from planner.ui.panes.review_queue import ReviewQueue
from planner.ui.panes.review_sheet import ReviewSheet
from planner.ui.panes.source_view import SourceView
from planner.ui.review_desk import ReviewDesk
from planner.ui.review_gestures import ReviewGestures
from planner.ui.review_keys import LEFT, RIGHT, slots_of
from planner.ui.tasks import Worker
from planner.ui.wording import STAGES, without_lead

ROOM_TO_SPARE = 900
LOW = 32
"""The lines of height below which a screen is low."""
LONGEST_NAME = 16
UNITS_ASKED = ("LEAD", "PARTNER", "UNIT", "SOME_UNITS", "SHARED", "PROSE", "NEW_UNIT", "LABEL")


class ReviewDialog(QDialog):
    """Holds a review, stores no plan. `agreed` hands it over, `discarded` throws it away, `left` lets it wait."""

    agreed = Signal(object, object)
    discarded = Signal(int)
    left = Signal(int)

    def __init__(self, on_desk: OpenReview, store: Store, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入前核对" if on_desk.earlier_id is None else "导入新版本前核对")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._store = store
        self._worker = worker
        self.desk = ReviewDesk(on_desk, store, self)
        self.bar = Bar(self)
        self.source = SourceView(self)
        self.tree = PlanTree(self)
        self.tree.complete()
        self.card = QuestionCard(self)
        self.sheet = ReviewSheet(self, self.desk.unit_search, self.desk.year)
        self.queue = ReviewQueue(self)
        self.gestures = ReviewGestures(self.desk, self.tree, self.source, self.queue)
        self._shown_key: str | None = None
        self._slots: dict[int, Callable[[], None]] = slots_of(self)
        self._build_head()
        self._build_foot()
        self._arrange()
        self._connect()
        self._show()
        self._place()
        if on_desk.review_id:
            self._tell("接着上次的核对；Ctrl+Z 仍可撤销以前的步骤")
        self._find_changes()
        self.tree.setFocus()

    @property
    def draft(self) -> DraftPlan:
        """What would be stored."""
        return self.desk.draft

    def agree(self) -> None:
        """Hand the plan over and close."""
        if self.is_editing:
            self.sheet.take()
        self.accept()
        self.agreed.emit(self.desk.finished(), self.desk.on_desk)

    def leave(self) -> None:
        """Close; the review waits in the list of plans."""
        if self.is_editing:
            self._close_sheet()
        else:
            self.reject()

    def reject(self) -> None:
        """Close, whether by a key or by the frame of the window; what was typed is kept, the review waits."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        super().reject()
        self.left.emit(self.desk.on_desk.review_id)

    def discard(self) -> None:
        """Throw the review away; undo in the window brings it back."""
        super().reject()
        self.discarded.emit(self.desk.on_desk.review_id)

    @property
    def is_editing(self) -> bool:
        """Whether the fields of a node stand in the place of the question."""
        return self.place.currentWidget() is self.sheet

    def edit(self) -> None:
        """Open the fields of the chosen node."""
        node = self.desk.snapshot.by_id.get(self.tree.current_node() or 0)
        if node is None:
            self._tell("请先在右边的树里选一项，再按 F2")
            return
        question = self.desk.current
        about_units = question is not None and question.node == node.node_id and question.code.startswith(UNITS_ASKED)
        self.place.setCurrentWidget(self.sheet)
        self.sheet.show_node(node, units_first=about_units)

    def select(self, node_id: int | None) -> None:
        """Choose a node in the tree and mark its words."""
        self.tree.show_node(node_id)
        self.source.show_node(node_id)

    def step_pane(self, offset: int) -> None:
        """Put the focus into the next pane or the one before."""
        stops = [self.tree, self.queue.currentWidget() or self.queue, self.source.text]
        here = next((at for at, stop in enumerate(stops) if stop.hasFocus()), 0)
        stops[(here + offset) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_keys(self) -> None:
        """Say all keys."""
        KeysDialog(self, LEFT, RIGHT).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the review before a pane does."""
        del watched
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._slot(event):
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if not self._press(event):
            super().keyPressEvent(event)

    def _slot(self, event: QKeyEvent) -> Callable[[], None] | None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Enter:
            key = Qt.Key.Key_Return
        return self._slots.get(key.value | modifiers.value)

    def _press(self, event: QKeyEvent) -> bool:
        slot = self._slot(event)
        if slot is None or (self.is_editing and event.key() != Qt.Key.Key_Escape):
            return False
        slot()
        return True

    def _build_head(self) -> None:
        self.title = ElidedLabel(self)
        self.title.setObjectName("heading")
        self.details = ElidedLabel(self)
        self.details.setObjectName("muted")
        self.counts = QLabel(self)
        self.counts.setObjectName("muted")
        self.counts.setAccessibleName("数量")
        self.waiting = OpenCount(self)

    def _build_foot(self) -> None:
        self.stage = QComboBox(self)
        self.stage.setToolTip("这份计划是征求意见稿还是正式稿")
        self.stage.setAccessibleName("版本")
        self.stage.addItem("稿次不明", None)
        for value, words in STAGES.items():
            self.stage.addItem(words, value)
        self.columns_button = QPushButton("表格栏目(&L)…", self)
        self.columns_button.setToolTip("改正表格各栏读成什么（Ctrl+L）")
        self.discard_button = QPushButton("放弃(&D)", self)
        self.discard_button.setToolTip("不要这次核对（Ctrl+Shift+Delete），可以撤销")
        self.leave_button = QPushButton("先放着", self)
        self.leave_button.setToolTip("关闭（Esc），核对到这里的都保留，随时可以接着做")
        self.agree_button = QPushButton("导入(&I)", self)
        self.agree_button.setObjectName("primary")
        self.agree_button.setToolTip("导入（Ctrl+Enter）")
        for button in (self.columns_button, self.discard_button, self.leave_button, self.agree_button):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        self.place = QStackedWidget(self)
        self.place.addWidget(self.card)
        self.place.addWidget(self.sheet)
        self.below = QSplitter(Qt.Orientation.Horizontal, self)
        self.right = QSplitter(Qt.Orientation.Vertical, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for splitter, parts, sizes in (
            (self.below, (self.place, self.queue), [560, 240]),
            (self.right, (self.tree, self.below), [270, 330]),
            (self.split, (self.source, self.right), [470, 830]),
        ):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            for part in parts:
                splitter.addWidget(part)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 1)
            splitter.setSizes(sizes)
        self.below.setStretchFactor(1, 0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 9, 14, 8)
        head.setSpacing(18)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.details)
        head.addLayout(names, 1)
        head.addWidget(self.counts, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.split, 1)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 9)
        foot.setSpacing(10)
        stage_label = QLabel("版本(&S)", self)
        stage_label.setBuddy(self.stage)
        self.news = ElidedLabel(self)
        self.news.setObjectName("muted")
        foot.addWidget(stage_label)
        foot.addWidget(self.stage)
        foot.addWidget(self.columns_button)
        foot.addWidget(self.news, 1)
        foot.addWidget(self.discard_button)
        foot.addSpacing(14)
        foot.addWidget(self.agree_button)  # as in every dialog: what goes on, then what leaves
        foot.addWidget(self.leave_button)
        return foot

    def _connect(self) -> None:
        self.desk.changed.connect(self._show)
        self.desk.refused.connect(self.bar.show_trouble)
        self.gestures.told.connect(self._tell)
        self.card.chosen.connect(self.desk.answer)
        self.sheet.taken.connect(self._take_sheet)
        self.sheet.left.connect(self._close_sheet)
        self.queue.question_wanted.connect(self.desk.go)
        self.queue.place_wanted.connect(self._show_place)
        self.queue.node_wanted.connect(self.select)
        self.tree.chosen.connect(self.source.show_node)
        self.tree.doubleClicked.connect(lambda _index: self.edit())
        self.source.node_clicked.connect(self.select)
        self.stage.activated.connect(lambda _row: self.desk.do("改稿次", SetStage(self.stage.currentData())))
        self.columns_button.clicked.connect(self.choose_columns)
        self.discard_button.clicked.connect(self.discard)
        self.leave_button.clicked.connect(self.leave)
        self.agree_button.clicked.connect(self.agree)
        for pane in (self.tree, self.source.text, *self.queue.lists(), self.queue.changes):
            pane.installEventFilter(self)

    def _show(self) -> None:
        desk, snapshot = self.desk, self.desk.snapshot
        if self.bar.is_alarm:
            self.bar.settle()
        chosen = self.tree.current_node()
        if chosen not in snapshot.by_id:
            chosen = snapshot.nodes[0].node_id if snapshot.nodes else None
        self.title.show_words(snapshot.head.title or snapshot.source.name)
        self.details.show_words(_details(snapshot))
        self.details.setVisible(bool(self.details.text()))
        self.counts.setText(_counts(snapshot))
        self.waiting.setText(f"还剩 {desk.open_count} 处待定" if desk.open_count else "✓ 全部核对完")
        self.waiting.setProperty("done", not desk.open_count)
        self.waiting.style().polish(self.waiting)
        self.stage.setCurrentIndex(max(0, self.stage.findData(snapshot.head.stage)))
        self.columns_button.setVisible(bool(snapshot.tables))
        self.source.show_snapshot(snapshot)
        self.tree.show_snapshot(snapshot, chosen)
        self.queue.show_all(desk.questions, desk.open_keys, desk.notes, snapshot)
        self._show_question()

    def _show_question(self) -> None:
        desk, question = self.desk, self.desk.current
        text = self.draft.source.text
        words = where = ""
        is_new, self._shown_key = desk.key != self._shown_key, desk.key
        if is_new:
            self.source.clear_place()
        if question is not None:
            node = question.node if question.node in desk.snapshot.by_id else None
            if node is not None:
                if is_new:
                    self.select(node)  # else the clerk's own choice stays
                found = desk.snapshot.by_id[node]
                where = numbered(found.number, found.title)
            if question.start is not None and question.end is not None:
                words = quoted(text, question.start, question.end)
                if is_new:
                    self.source.show_place(question.start, question.end)
        self.card.show_question(question, words, where, desk.choice)
        self.card.show_progress(desk.place, len(desk.questions), desk.open_count)
        self.queue.mark(desk.place)

    def _show_place(self, node_id: int | None, start: int, end: int) -> None:
        if node_id is not None:
            self.select(node_id)
        self.source.show_place(start, end)

    def _take_sheet(self, edits: tuple[object, ...]) -> None:
        if not edits or self.desk.do("修改", *edits):  # type: ignore[arg-type]
            self._close_sheet()

    def _close_sheet(self) -> None:
        self.place.setCurrentWidget(self.card)
        self.tree.setFocus()

    def choose_columns(self) -> None:
        """Ask what the columns of the tables hold, and read the source anew."""
        from planner.services.column_choices import remember_columns
        from planner.ui.dialogs.table_columns import ask_columns

        options = ask_columns(self, self.desk.on_desk.source, self.desk.on_desk.options, self._store)
        if options is not None and options != self.desk.on_desk.options:
            remember_columns(self._store, self.desk.on_desk.source, options)
            self._tell("正在重新读取…")
            self._worker.submit(
                "import",
                lambda: self.desk.reader(columns=options.columns),
                self.desk.read_anew,
                self.bar.show_trouble,
            )

    def _find_changes(self) -> None:
        """Look, beside the window, for what differs from the version before."""
        on_desk, store = self.desk.on_desk, self._store
        if on_desk.earlier_id is not None:
            self._worker.submit(
                "changes", lambda: changes_of(store, on_desk), self.queue.show_changes, self.bar.show_trouble
            )

    def _tell(self, words: str) -> None:
        self.news.show_words(words)

    def _place(self) -> None:
        place_over_parent(self)
        if self.screen().availableSize().height() < ROOM_TO_SPARE:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if self.screen().availableSize().height() < LOW * self.fontMetrics().lineSpacing():
            self.right.setSizes([140, 290])  # the answers go before the tree
        restore_places(self._store, None, self._kept_parts())

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the first place into view again, now that the panes have their size."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_beginning)

    def _show_beginning(self) -> None:
        self.tree.scrollToTop()
        self._shown_key = None
        self._show_question()

    def _kept_parts(self) -> dict[str, Kept]:
        return {"review_columns": self.split, "review_rows": self.right, "review_lower": self.below}

    def done(self, result: int) -> None:
        """Remember the choices and let go of what is under way."""
        keep_places(self._store, None, self._kept_parts())
        self._worker.forget("import")
        self._worker.forget("changes")
        super().done(result)


def quoted(text: str, start: int, end: int) -> str:
    """Return the words of a question, with … where they begin amid a sentence."""
    words = text[start:end].lstrip(" 　\n，、；。")
    before = text[:start][-1:]
    is_amid = len(words) > LONGEST_NAME and before.strip() and before not in "。；！？：" and words[0] not in "（(【[“"
    return f"…{words}" if is_amid or len(words) < end - start else words


def _counts(snapshot: PlanSnapshot) -> str:
    """Return how much was read, e.g. 38 项，5 个部分，2 项未定牵头."""
    sections = sum(node.kind is NodeKind.SECTION for node in snapshot.nodes)
    missing = without_lead(snapshot)
    words = [f"{len(snapshot.items)} 项", f"{sections} 个部分", *([f"{missing} 项未定牵头"] if missing else [])]
    return "，".join(words)


def _details(snapshot: PlanSnapshot) -> str:
    """Return what the head says, in one line."""
    head = snapshot.head
    words = [*head.issuers, head.document_number]
    if head.issued_on is not None:
        words.append(f"{head.issued_on.year}年{head.issued_on.month}月{head.issued_on.day}日")
    return "　".join(word for word in words if word)
