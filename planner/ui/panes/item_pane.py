"""The chosen node in full: number, title, units, deadline, text and labelled fields, each edited in its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.core.labels import numbered
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.unit_names import split_names
from planner.core.vocabulary import NodeKind, Role
from planner.ui.panes.editors import LineField, TextField
from planner.ui.panes.unit_line import UnitLine
from planner.ui.proposer import source_of
from planner.ui.wording import KINDS, deadline_line, fault_counts, role_word, unit_line
from planner.ui.workspace import Step, Workspace

if TYPE_CHECKING:
    from planner.core.proposals import Proposal

BODY_LINES = 4


class ItemPane(QScrollArea):
    """Commits through the workspace; what is not stored yet is stored before anything else happens."""

    left = Signal()
    faults_wanted = Signal()

    def __init__(
        self, workspace: Workspace, parent: QWidget, proposed: "Callable[[], Proposal | None]" = lambda: None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._proposed = proposed
        self._node_id: int | None = None
        self._field_editors: list[tuple[QLabel, TextField]] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QFrame(self)
        self._sheet.setObjectName("card")
        self.setWidget(self._sheet)
        self._build()
        workspace.about_to_act.connect(self.flush)
        workspace.changed.connect(lambda _snapshot, _change: self.refresh())
        workspace.selected.connect(lambda _node_id: self.refresh())
        self.refresh()

    def flush(self) -> None:
        """Store what was typed and not stored yet."""
        for editor in self.editors():
            editor.watch.flush()

    def editors(self) -> tuple[LineField | TextField, ...]:
        """Return the editors in their order on the sheet."""
        fields = tuple(editor for _label, editor in self._field_editors)
        return (self.number, self.title, self.leads, self.partners, self.deadline, self.body, *fields)

    def edit_title(self) -> None:
        """Put the cursor into the title."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def cursor_in_text(self) -> int | None:
        """Return the place of the cursor in the stored text, or None when the cursor is elsewhere."""
        if not self.body.hasFocus():
            return None
        before = self.body.toPlainText()
        place = self.body.textCursor().position()
        return len(before.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))

    def refresh(self) -> None:
        """Show the node as it stands now."""
        node, snapshot = self._workspace.node, self._workspace.snapshot
        is_other = (node.node_id if node is not None else None) != self._node_id
        self._node_id = node.node_id if node is not None else None
        self._sheet.setVisible(node is not None)
        if node is None or snapshot is None:
            return
        self._place.setText(_place_words(snapshot, node))
        self._show_notes(snapshot, node)
        self._lead_label.setText(role_word(snapshot, Role.LEAD))
        self._partner_label.setText(role_word(snapshot, Role.PARTNER))
        self.number.watch.load(node.number)
        self.title.watch.load(node.title)
        self.leads.watch.load(unit_line(node.leads))
        self.partners.watch.load(unit_line(node.partners))
        self.deadline.watch.load(deadline_line(node))
        self.body.watch.load(node.body)
        self.body.set_least_lines(BODY_LINES if node.body or not node.fields else 1)
        self._show_fields(node)
        self._sheet.setEnabled(snapshot.plan_id != 0)
        if is_other:
            self.verticalScrollBar().setValue(0)

    def refresh_notes(self) -> None:
        """Show anew what is said below the fields."""
        if self._workspace.node is not None and self._workspace.snapshot is not None:
            self._show_notes(self._workspace.snapshot, self._workspace.node)

    def _build(self) -> None:
        sheet = self._sheet
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(14, 10, 14, 14)
        layout.setSpacing(8)
        self._place = QLabel(sheet)
        self._place.setObjectName("muted")
        self._place.setWordWrap(True)
        self._faults = QPushButton(sheet)
        self._faults.setObjectName("link")
        self._faults.setToolTip("看这一项的疑点")
        self._faults.clicked.connect(self.faults_wanted)
        top = QHBoxLayout()
        top.addWidget(self._place, 1)
        top.addWidget(self._faults)
        layout.addLayout(top)
        self._build_lines(sheet, layout)
        body_label = _label("正文", sheet)
        self.body = TextField("正文", sheet, least_lines=BODY_LINES)
        body_label.setBuddy(self.body)
        layout.addWidget(body_label)
        layout.addWidget(self.body)
        self._bind(self.body, "修改正文", lambda items, session, node_id, text: items.set_body(session, node_id, text))
        self._fields = QVBoxLayout()
        self._fields.setSpacing(6)
        layout.addLayout(self._fields)
        layout.addStretch(1)

    def _build_lines(self, sheet: QWidget, layout: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        self.number = LineField("原序号", sheet)
        self.title = TextField("标题", sheet, one_line=True)
        self.leads = UnitLine("牵头单位", sheet, self._workspace.unit_search)
        self.partners = UnitLine("配合单位", sheet, self._workspace.unit_search)
        self.deadline = LineField("完成时限", sheet)
        self.deadline.setPlaceholderText("如 6月底前、年底前")
        self._by_position = QFrame(sheet)
        self._lead_label, self._partner_label = _label("牵头", sheet), _label("配合", sheet)
        self._lead_note, self._partner_note = _label("", sheet), _label("", sheet)
        rows: tuple[tuple[QLabel, QWidget], ...] = (
            (_label("原序号", sheet), self.number),
            (_label("标题", sheet), self.title),
            (self._lead_label, self.leads),
            (self._partner_label, self.partners),
            (_label("时限", sheet), self.deadline),
        )
        for row, (label, editor) in enumerate(rows):
            label.setBuddy(editor)
            grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(editor, 2 * row, 1)
        for row, note in ((2, self._lead_note), (3, self._partner_note)):
            note.setWordWrap(True)
            grid.addWidget(note, 2 * row + 1, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        self.title.enter_pressed.connect(lambda: self.leads.setFocus(Qt.FocusReason.TabFocusReason))
        self.leads.enter_pressed.connect(lambda: self.partners.setFocus(Qt.FocusReason.TabFocusReason))
        self.partners.enter_pressed.connect(lambda: self.deadline.setFocus(Qt.FocusReason.TabFocusReason))
        self.number.returnPressed.connect(lambda: self.title.setFocus(Qt.FocusReason.TabFocusReason))
        self.deadline.returnPressed.connect(self.left)
        self._bind(
            self.number, "修改原序号", lambda items, session, node_id, text: items.set_number(session, node_id, text)
        )
        self._bind(
            self.title, "修改标题", lambda items, session, node_id, text: items.set_title(session, node_id, text)
        )
        self._bind(
            self.deadline, "修改时限", lambda items, session, node_id, text: items.set_deadline(session, node_id, text)
        )
        self._bind_units(self.leads, Role.LEAD)
        self._bind_units(self.partners, Role.PARTNER)

    def _bind(self, editor: LineField | TextField, name: str, step: Callable[..., object]) -> None:
        def commit(text: str) -> None:
            from planner.services import items

            self._do(name, lambda node_id: lambda session: step(items, session, node_id, text))

        self._connect(editor, commit)

    def _bind_units(self, editor: UnitLine, role: Role) -> None:
        def commit(text: str) -> None:
            from planner.services import assignments

            names = split_names(text)
            name = f"修改{role_word(self._workspace.snapshot, role)}"
            self._do(name, lambda node_id: lambda session: assignments.set_units(session, node_id, role, names))

        self._connect(editor, commit)

    def _connect(self, editor: LineField | TextField, commit: Callable[[str], None]) -> None:
        editor.watch.committed.connect(commit)
        editor.watch.leave_wanted.connect(self.left)
        if isinstance(editor, TextField):
            editor.cursor_moved.connect(self._keep_cursor_in_view)

    def _do(self, name: str, make_step: Callable[[int], Step]) -> None:
        node_id = self._node_id
        if node_id is not None and self._workspace.do(name, make_step(node_id)) is None:
            self.refresh()  # refused: show again what the store holds

    def _show_notes(self, snapshot: PlanSnapshot, node: PlanNode) -> None:
        words = fault_counts(fault for fault in snapshot.open_faults if fault.node == node.node_id)
        self._faults.setText("，".join(words))
        self._faults.setVisible(bool(words))
        lead_notes = []
        if any(not found.stated for found in node.leads):
            lead_notes.append("原文没有写明谁牵头，按第一个推定；核对后可按 Ctrl+L 确认")
        if any(found.inherited_from is not None for found in node.assignments):
            lead_notes.append(_inherited_words(snapshot, node))
        proposal = self._proposed()
        if proposal is not None:
            lead_notes.append(f"建议：{proposal.unit}（{source_of(proposal)}）　Alt+1 采用")
        self._lead_note.setText("；".join(lead_notes))
        self._lead_note.setVisible(bool(lead_notes))
        self._partner_note.setText("原文后面有“等”字，没有写全" if node.open_ended else "")
        self._partner_note.setVisible(node.open_ended)

    def _show_fields(self, node: PlanNode) -> None:
        while len(self._field_editors) < len(node.fields):
            self._add_field_editor()
        for place, (label, editor) in enumerate(self._field_editors):
            is_used = place < len(node.fields)
            label.setVisible(is_used)
            editor.setVisible(is_used)
            if is_used:
                label.setText(node.fields[place].label)
                editor.setAccessibleName(node.fields[place].label)
            editor.watch.load(node.fields[place].text if is_used else "")

    def _add_field_editor(self) -> None:
        position = len(self._field_editors)
        label, editor = _label("", self._sheet), TextField("", self._sheet)
        label.setBuddy(editor)
        self._fields.addWidget(label)
        self._fields.addWidget(editor)
        self._field_editors.append((label, editor))

        def commit(text: str) -> None:
            from planner.services import items

            name = f"修改{label.text() or '栏目'}"
            self._do(name, lambda node_id: lambda session: items.set_field(session, node_id, position, text))

        self._connect(editor, commit)

    def _keep_cursor_in_view(self, editor: TextField) -> None:
        if editor.hasFocus():
            place: QRect = editor.cursorRect()
            at = editor.viewport().mapTo(self._sheet, place.center())
            self.ensureVisible(at.x(), at.y(), 0, 24)


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    return label


def _inherited_words(snapshot: PlanSnapshot, node: PlanNode) -> str:
    """Return where units come from that a node does not name itself: what it stands in, or its own measures."""
    above: dict[int, NodeKind] = {}
    parent = snapshot.by_id.get(node.parent_id or 0)
    while parent is not None:
        above[parent.node_id] = parent.kind
        parent = snapshot.by_id.get(parent.parent_id or 0)
    givers = {found.inherited_from for found in node.assignments if found.inherited_from is not None}
    kinds = {above.get(giver) for giver in givers}
    words = ((NodeKind.SECTION, "由所在部分统一规定"), (NodeKind.ITEM, "由所在任务统一规定"), (None, "由各项举措归总"))
    return "；".join(said for kind, said in words if kind in kinds)


def _place_words(snapshot: PlanSnapshot, node: PlanNode) -> str:
    """Return where the node stands: 第 7 项 · 一、办好家门口的学校. Sections count through text and tables."""
    words = [f"第 {node.ordinal} 项"]
    if node.kind is NodeKind.SECTION:
        sections = [one.node_id for one in snapshot.nodes if one.kind is NodeKind.SECTION]
        words = [f"第 {sections.index(node.node_id) + 1} 个部分"]
    elif node.kind is NodeKind.STEP:
        words = [f"{KINDS[node.kind]} {node.ordinal}"]
    above = node.parent_id
    path = []
    while above is not None and above in snapshot.by_id:
        parent = snapshot.by_id[above]
        path.append(numbered(parent.number, parent.title))
        above = parent.parent_id
    return " · ".join(words + path[::-1])
