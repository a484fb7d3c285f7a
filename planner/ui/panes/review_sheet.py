"""A node of the draft in fields, in the place of the question. Enter takes it over."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.core.deadlines import read_deadline
from planner.core.draft_edits import Edit, SetBody, SetDeadlines, SetNumber, SetTitle, SetUnits
from planner.core.snapshot import PlanNode
from planner.core.unit_names import split_names
from planner.core.vocabulary import Role
from planner.services.unit_search import UnitSearch
from planner.ui.panes.editors import LineField, TextField
from planner.ui.panes.unit_line import UnitLine
from planner.ui.wording import deadline_line, unit_line

BODY_LINES = 3


class ReviewSheet(QFrame):
    """Edits one node; `taken` hands over the edits, `left` tells that the fields were closed."""

    taken = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget, register: Callable[[], UnitSearch], year: Callable[[], int | None]) -> None:
        super().__init__(parent)
        self._year = year
        self.setObjectName("card")
        self.number = LineField("原序号", self)
        self.title = TextField("标题", self, one_line=True)
        self.leads = UnitLine("牵头单位", self, register)
        self.partners = UnitLine("配合单位", self, register)
        self.deadline = LineField("时限", self)
        self.deadline.setPlaceholderText("如 6月底前、年底前")
        self.body = TextField("正文", self, least_lines=BODY_LINES)
        self._node: PlanNode | None = None
        self._arrange()
        for field in (self.title, self.leads, self.partners):
            field.enter_pressed.connect(self.take)
        for line in (self.number, self.deadline):
            line.returnPressed.connect(self.take)
        for any_field in (self.number, self.title, self.leads, self.partners, self.deadline, self.body):
            any_field.watch.leave_wanted.connect(self.leave)
            any_field.watch.committed.connect(any_field.watch.load)  # what was typed stands when the field is left

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(14, 10, 14, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        rows = (
            ("原序号", self.number),
            ("标题", self.title),
            ("牵头", self.leads),
            ("配合", self.partners),
            ("时限", self.deadline),
            ("正文", self.body),
        )
        for row, (words, field) in enumerate(rows):
            label = QLabel(words, self)
            label.setObjectName("muted")
            label.setBuddy(field)
            label.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        self.number.setMaximumWidth(140)
        hint = QLabel("Enter 采用　Tab 下一栏　Esc 不改", self)
        hint.setObjectName("muted")
        cancel, take = QPushButton("不改", self), QPushButton("采用", self)
        cancel.clicked.connect(self.leave)
        take.clicked.connect(self.take)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 8)
        foot.addWidget(hint, 1)
        for button in (cancel, take):
            button.setAutoDefault(False)
            foot.addWidget(button)
        inside = QWidget(self)
        inside.setObjectName("plain")
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.addLayout(grid)
        fields.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("answers")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(foot)

    def show_node(self, node: PlanNode, *, units_first: bool) -> None:
        """Show a node with the cursor in its title, or in its units."""
        self._node = node
        self.number.watch.load(node.number)
        self.title.watch.load(node.title)
        self.leads.watch.load(unit_line(node.leads))
        self.partners.watch.load(unit_line(node.partners))
        self.deadline.watch.load(deadline_line(node))
        self.body.watch.load(node.body)
        (self.leads if units_first else self.title).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self) -> None:
        """Hand over what was changed."""
        node, edits = self._node, []
        if node is not None:
            edits = list(self._edits(node))
        self.taken.emit(tuple(edits))

    def leave(self) -> None:
        """Close the fields without a change."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter take the body over, whose Enter begins a line."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        # Nothing else goes on to the review: a digit typed here answers nothing there.

    def _edits(self, node: PlanNode) -> list[Edit]:
        found: list[Edit] = []
        title, body = " ".join(self.title.words().split("\n")).strip(), self.body.words().strip()
        if self.number.words() != node.number:
            found.append(SetNumber(node.node_id, self.number.words()))
        if title != node.title and (title or body):
            found.append(SetTitle(node.node_id, title))
        if body != node.body:
            found.append(SetBody(node.node_id, body))
        for role, line, old in (
            (Role.LEAD, self.leads, unit_line(node.leads)),
            (Role.PARTNER, self.partners, unit_line(node.partners)),
        ):
            if split_names(line.words()) != split_names(old):
                found.append(SetUnits(node.node_id, role, split_names(line.words())))
        if self.deadline.words() != deadline_line(node):
            found.append(self._deadline_edit(node.node_id, self.deadline.words()))
        return found

    def _deadline_edit(self, node_id: int, words: str) -> SetDeadlines:
        if not words:
            return SetDeadlines(node_id, (), (), (), ())
        read = read_deadline(words, self._year())
        starts, ends = (day.isoformat() if day else "" for day in (read.starts_on, read.ends_on))
        return SetDeadlines(node_id, (words,), (starts,), (ends,), (read.kind,))
