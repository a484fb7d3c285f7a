"""The chosen node in full: number, title, units, persons, deadline, status, text and progress, each in its place."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.core.customs import USUAL
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import due_day
from planner.core.unit_names import split_names
from planner.core.vocabulary import NodeKind, Role
from planner.ui.deadline_words import day_meant, deadline_note, typed_note
from planner.ui.panes.duties_section import DutiesSection
from planner.ui.panes.editors import LineField, TextField
from planner.ui.panes.item_words import inherited_words, place_words
from planner.ui.panes.person_lines import MOST_ROLES, PersonLines
from planner.ui.panes.progress_pane import ProgressPane
from planner.ui.panes.short_field import DAY, ShortField
from planner.ui.panes.status_line import StatusLine
from planner.ui.panes.targets_section import TargetsSection
from planner.ui.panes.unit_line import UnitLine
from planner.ui.proposer import source_of
from planner.ui.wording import deadline_line, fault_counts, role_word, unit_line
from planner.ui.workspace import Step, Workspace

if TYPE_CHECKING:
    from planner.core.proposals import Proposal

BODY_LINES = 4
_PERSON_ROW = 6
_DEADLINE_ROW = _PERSON_ROW + MOST_ROLES


class ItemPane(QScrollArea):
    """Commits through the workspace; what is not stored yet is stored before anything else happens."""

    left = Signal()
    faults_wanted = Signal()
    fields_wanted = Signal(QPoint)
    """Where the choice of fields to add may open."""

    def __init__(
        self, workspace: Workspace, parent: QWidget, proposed: "Callable[[], Proposal | None]" = lambda: None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._proposed = proposed
        self._node_id: int | None = None
        self.after_title: Callable[[], bool] = lambda: False
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

    def minimumSizeHint(self) -> QSize:
        """Return the room without which something on the sheet would be cut at the right."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._sheet.minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of the room anew when the sheet needs more or less of it."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._sheet:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def flush(self) -> None:
        """Store what was typed and not stored yet."""
        for editor in self.editors():
            editor.watch.flush()

    def editors(self) -> tuple[LineField | TextField, ...]:
        """Return the editors in their order on the sheet."""
        fields = tuple(editor for _label, editor in self._field_editors)
        persons, progress = self.persons.editors(), self.progress.editors()
        first = (self.number, self.title, self.leads, self.partners)
        return (*first, *persons, self.deadline, self.day, self.body, *fields, *self.targets.editors(), *progress)

    def edit_title(self) -> None:
        """Put the cursor into the title."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def edit_field(self, label: str) -> None:
        """Put the cursor into a labelled field."""
        for place, field in enumerate(self._workspace.node.fields if self._workspace.node is not None else ()):
            if field.label == label:
                self._field_editors[place][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _want_fields(self) -> None:
        self.fields_wanted.emit(self.field_button.mapToGlobal(self.field_button.rect().bottomLeft()))

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
        self._place.setText(place_words(snapshot, node))
        self._show_notes(snapshot, node)
        self._lead_label.setText(role_word(snapshot, Role.LEAD))
        self._partner_label.setText(role_word(snapshot, Role.PARTNER))
        self.number.watch.load(node.number)
        self.title.watch.load(node.title)
        self.leads.watch.load(unit_line(node.leads))
        self.partners.watch.load(unit_line(node.partners))
        is_section = node.kind is NodeKind.SECTION
        self.persons.refresh(snapshot, node, shown=not is_section or bool(node.persons))
        self.deadline.watch.load(deadline_line(node))
        due = due_day(node)
        self.day.watch.load(due.isoformat() if due is not None else "")
        self._say_of_deadline()
        for widget in (self.status, self._status_label):
            widget.setVisible(not is_section)
        self.status.refresh(node, date.today(), snapshot.customs)
        self.duties.refresh(snapshot, None if is_section else node, date.today())
        self.targets.refresh(None if is_section else node)
        self.progress.refresh(snapshot, None if is_section else node)
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
        self.duties = DutiesSection(self._workspace, sheet)
        self.duties.boxes_made.connect(self._order_tabs)
        layout.addWidget(self.duties)
        body_label = _label("正文", sheet)
        self.body = TextField("正文", sheet, least_lines=BODY_LINES)
        body_label.setBuddy(self.body)
        self.field_button = QPushButton("+ 栏目", sheet)
        self.field_button.setObjectName("link")
        self.field_button.setAccessibleName("添加栏目")
        self.field_button.setToolTip("加问题、目标、举措、备注（Ctrl+Alt+L）")
        self.field_button.clicked.connect(self._want_fields)
        above = QHBoxLayout()
        above.addWidget(body_label, 1)
        above.addWidget(self.field_button)
        layout.addLayout(above)
        layout.addWidget(self.body)
        self._bind(self.body, "修改正文", lambda items, session, node_id, text: items.set_body(session, node_id, text))
        self._fields = QVBoxLayout()
        self._fields.setSpacing(6)
        layout.addLayout(self._fields)
        self.targets = TargetsSection(self._workspace, sheet)
        self.targets.left.connect(self.left)
        self.targets.rows_made.connect(self._order_tabs)
        layout.addWidget(self.targets)
        self.progress = ProgressPane(self._workspace, sheet)
        self.progress.left.connect(self.left)
        self.progress.begun.connect(self._show_form)
        for editor in self.progress.editors():
            if isinstance(editor, TextField):
                editor.cursor_moved.connect(self._keep_cursor_in_view)
        layout.addWidget(self.progress)
        layout.addStretch(1)
        self._order_tabs()

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
        self.day = ShortField("截止日", sheet, DAY)
        self.day.setPlaceholderText("年-月-日")
        self.day.setToolTip("按时限的文字算出，可以改；删去后重新按文字算")
        self.status = StatusLine(self._workspace, sheet)
        self._status_label = _label("状态", sheet)
        self._lead_label, self._partner_label = _label("牵头", sheet), _label("配合", sheet)
        self._lead_note, self._partner_note = _label("", sheet), _label("", sheet)
        self.deadline_note = _label("", sheet)
        rows: tuple[tuple[int, QLabel, QWidget], ...] = (
            (0, _label("原序号", sheet), self.number),
            (1, _label("标题", sheet), self.title),
            (2, self._lead_label, self.leads),
            (4, self._partner_label, self.partners),
            (_DEADLINE_ROW, _label("时限", sheet), self._deadline_row()),
            (_DEADLINE_ROW + 2, self._status_label, self.status),
        )
        for row, label, editor in rows:
            label.setBuddy(self.deadline if row == _DEADLINE_ROW else editor)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(editor, row, 1)
        for row, note in ((3, self._lead_note), (5, self._partner_note), (_DEADLINE_ROW + 1, self.deadline_note)):
            note.setWordWrap(True)
            grid.addWidget(note, row, 1)
        self.persons = PersonLines(sheet, grid, _PERSON_ROW, self._set_persons)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        self.title.enter_pressed.connect(self._title_done)
        self.leads.enter_pressed.connect(lambda: self.partners.setFocus(Qt.FocusReason.TabFocusReason))
        self.partners.enter_pressed.connect(lambda: self.deadline.setFocus(Qt.FocusReason.TabFocusReason))
        self.number.returnPressed.connect(lambda: self.title.setFocus(Qt.FocusReason.TabFocusReason))
        self.deadline.textEdited.connect(self._say_of_typed)
        self.deadline.returnPressed.connect(self.left)
        self.day.returnPressed.connect(self.left)
        self._bind(
            self.number, "修改原序号", lambda items, session, node_id, text: items.set_number(session, node_id, text)
        )
        self._bind(
            self.title, "修改标题", lambda items, session, node_id, text: items.set_title(session, node_id, text)
        )
        self._bind(
            self.deadline, "修改时限", lambda items, session, node_id, text: items.set_deadline(session, node_id, text)
        )
        self._bind(self.day, "修改截止日", self._set_day)
        self._bind_units(self.leads, Role.LEAD)
        self._bind_units(self.partners, Role.PARTNER)

    def _title_done(self) -> None:
        """Go on to the units, unless somebody else knows better."""
        if not self.after_title():
            self.leads.setFocus(Qt.FocusReason.TabFocusReason)

    def _deadline_row(self) -> QWidget:
        row = QWidget(self._sheet)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        until = _label("截止", row)
        until.setBuddy(self.day)
        for widget, stretch in ((self.deadline, 1), (until, 0), (self.day, 0)):
            layout.addWidget(widget, stretch)
        return row

    def _say_of_typed(self, text: str) -> None:
        """Say at once which day the words mean, before they are stored."""
        snapshot = self._workspace.snapshot
        if snapshot is not None and not self.deadline.watch.is_composing:
            self._say_below_deadline(typed_note(text, snapshot.head.years, snapshot.customs))

    def _say_of_deadline(self) -> None:
        node, snapshot = self._workspace.node, self._workspace.snapshot
        if node is not None and snapshot is not None:
            self._say_below_deadline(deadline_note(node.deadlines, snapshot.head.years, snapshot.customs))

    def _say_below_deadline(self, words: str) -> None:
        self.deadline_note.setText(words)
        self.deadline_note.setVisible(bool(words))

    def _set_day(self, items: Any, session: Any, node_id: int, text: str) -> object:
        snapshot = self._workspace.snapshot
        years = snapshot.head.years if snapshot is not None else ()
        customs = snapshot.customs if snapshot is not None else USUAL
        day = day_meant(text, years, customs) if text else None
        return items.set_due_day(session, node_id, day)

    def _set_persons(self, role: str, names: list[str]) -> None:
        from planner.services import persons

        self._do(f"修改{role}", lambda node_id: lambda session: persons.set_persons(session, node_id, role, names))

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
            lead_notes.append(inherited_words(snapshot, node))
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
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go as the eye does; what was made later would else come last."""
        fields = [editor for _label, editor in self._field_editors]
        first = (self.number, self.title, self.leads, self.partners, *self.persons.editors(), self.deadline, self.day)
        last = (*self.targets.stops(), self.progress.button, *self.progress.editors())
        for one, other in pairwise(
            (*first, self.status.button, *self.duties.boxes, self.field_button, self.body, *fields, *last)
        ):
            QWidget.setTabOrder(one, other)

    def _show_form(self) -> None:
        """Bring the form for progress into view when it has got its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.progress.form, 0, 12))

    def _keep_cursor_in_view(self, editor: TextField) -> None:
        if editor.hasFocus():
            place: QRect = editor.cursorRect()
            at = editor.viewport().mapTo(self._sheet, place.center())
            self.ensureVisible(at.x(), at.y(), 0, 24)


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    return label
