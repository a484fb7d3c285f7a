"""The fields of one unit of the register, and when several are chosen, the question which of them stays."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.core.unit_kinds import KIND_WORDS
from planner.core.unit_names import split_names
from planner.core.vocabulary import UnitKind
from planner.services.records import UnitRecord
from planner.ui.icons import icon
from planner.ui.itemmodels.unit_tasks import HEADINGS
from planner.ui.panes.editors import LineField, TextField
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.unit_line import UnitLine
from planner.ui.panes.unit_tasks import UnitTasks
from planner.ui.unit_desk import NOTHING, UnitDesk
from planner.ui.wording import unknown_unit

KINDS = (*(kind for kind in UnitKind if kind), UnitKind.UNSORTED)
EVERY_PLAN, THIS_PLAN = 0, 1
LEAST_TASK_LINES = 7


class UnitSheet(QStackedWidget):
    """The chosen unit's fields; whatever is typed is stored on leaving the field, as one step."""

    left = Signal()
    items_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, desk: UnitDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit: UnitRecord | None = None
        self._chosen: tuple[UnitRecord, ...] = ()
        self.merging = MergeChoice(self)
        self.merging.agreed.connect(self.merge)
        self._empty = QLabel("在左边选一个单位", self)
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = self._fields()
        for page in (self._area, self.merging, self._empty):
            self.addWidget(page)
        self.show_units(())

    def show_units(self, units: Sequence[UnitRecord]) -> None:
        """Show one unit's fields, or ask which of several stays."""
        self._chosen = tuple(units)
        self._unit = units[0] if len(units) == 1 else None
        if self._unit is not None:
            self._load(self._unit)
            self.setCurrentWidget(self._area)
        elif units:
            self.merging.show_units(units)
            self.setCurrentWidget(self.merging)
        else:
            self.setCurrentWidget(self._empty)

    def edit_name(self) -> None:
        """Put the cursor into the name, all of it marked."""
        if self._unit is not None:
            self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.name.selectAll()

    def merge(self) -> None:
        """Merge the chosen units into the one that is to stay."""
        keep = self.merging.keep()
        if keep is not None and len(self._chosen) > 1:
            self._desk.merge(keep, [unit for unit in self._chosen if unit is not keep])

    def show_work(self) -> None:
        """Say how much the unit has to do in the plan on show."""
        unit, plan_id = self._unit, self._desk.plan_id
        counts = self._desk.counts((plan_id,)).get(unit.unit_id, NOTHING) if unit and plan_id else NOTHING
        words = [f"{word} {count}" for word, count in zip(HEADINGS, counts, strict=True) if count]
        self.work.setText(f"本计划{' · '.join(words)}")
        self.work.setVisible(bool(words))

    def flush(self) -> None:
        """Store what was typed."""
        for editor in (self.name, self.full_name, self.aliases, self.members, self.leader, self.contact, self.phone):
            editor.watch.flush()

    def _fields(self) -> QScrollArea:
        sheet = QWidget(self)
        sheet.setObjectName("sheet")
        self._make_fields(sheet)
        self.tasks = UnitTasks(sheet)
        self.tasks.setMinimumHeight(self.fontMetrics().height() * LEAST_TASK_LINES)
        self.nothing = QLabel("还没有任务。在计划页的牵头、配合栏里填上它，这里就会列出来。", sheet)
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(16, 10, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 12, 0)
        head.addWidget(self.heading, 1)
        head.addWidget(self.work)
        head.addWidget(self._print_button(sheet))
        layout.addLayout(head)
        layout.addLayout(self._grid(sheet))
        layout.addWidget(self.tasks, 1)
        layout.addWidget(self.nothing, 1)
        self._connect()
        area = QScrollArea(self)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _print_button(self, sheet: QWidget) -> QPushButton:
        button = self._printer = QPushButton("打印任务清单…", sheet)
        button.setIcon(icon("printer"))
        button.setAutoDefault(False)
        button.setToolTip("打印这个单位的任务清单（Ctrl+P）")
        button.clicked.connect(lambda _checked=False: self.print_wanted.emit())
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew for another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_printer"):
            self._printer.setIcon(icon("printer"))

    def _make_fields(self, sheet: QWidget) -> None:
        self.heading = ElidedLabel(sheet)
        self.heading.setObjectName("heading")
        self.work = QPushButton(sheet)
        self.work.setObjectName("link")
        self.work.setToolTip("在计划的任务树里只看这个单位的任务")
        self.work.clicked.connect(lambda _checked=False: self.items_wanted.emit())
        self.name, self.full_name = LineField("简称", sheet), LineField("全称", sheet)
        self.kind = QComboBox(sheet)
        self.kind.setAccessibleName("类别")
        for kind in KINDS:
            self.kind.addItem(KIND_WORDS[kind] or "未分类", kind)
        self.aliases = TextField("别名", sheet, one_line=True)
        self.aliases.setPlaceholderText("其他写法，用“、”隔开")
        self.scope = QComboBox(sheet)
        self.scope.setAccessibleName("成员的范围")
        self.scope.addItems(["各计划通用", "只在当前计划"])
        self.members = UnitLine("成员", sheet, self._desk.search)
        self.members.unknown.connect(lambda typed: self._desk.told.emit(unknown_unit(typed)))
        self.leader, self.contact = LineField("分管领导", sheet), LineField("联络员", sheet)
        self.phone = LineField("电话", sheet)
        self.retired = QCheckBox("停用：不再提供选择", sheet)

    def _grid(self, sheet: QWidget) -> QGridLayout:
        """Return the fields in two columns; the members of a group go across both."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        rows: tuple[tuple[str, QWidget, int, int], ...] = (
            ("简称", self.name, 0, 0),
            ("全称", self.full_name, 0, 2),
            ("类别", self.kind, 1, 0),
            ("别名", self.aliases, 1, 2),
            ("分管领导", self.leader, 2, 0),
            ("联络员", self.contact, 2, 2),
            ("电话", self.phone, 3, 0),
            ("", self.retired, 3, 2),
            ("成员", self.scope, 4, 0),
            ("", self.members, 5, 0),
        )
        self._member_parts: list[QWidget] = [self.scope, self.members]
        for text, widget, row, column in rows:
            if text:
                label = QLabel(text, sheet)
                label.setObjectName("muted")
                label.setBuddy(widget)
                top = Qt.AlignmentFlag.AlignTop if widget is self.aliases else Qt.AlignmentFlag.AlignVCenter
                label.setContentsMargins(0, 5 if widget is self.aliases else 0, 0, 0)
                grid.addWidget(label, row, column, top)
                if widget is self.scope:
                    self._member_parts.append(label)
            is_wide = widget is self.members
            grid.addWidget(widget, row, column + 1, 1, 3 if is_wide else 1)
        return grid

    def _connect(self) -> None:
        def bind(editor: LineField | TextField, gesture: Callable[[UnitRecord, str], None]) -> None:
            def commit(text: str) -> None:
                unit = self._unit
                if unit is not None:
                    gesture(unit, text)
                    self._show_again(unit.unit_id)

            editor.watch.committed.connect(commit)
            editor.watch.leave_wanted.connect(self.left)
            if isinstance(editor, TextField):
                editor.enter_pressed.connect(self.left)
            else:
                editor.returnPressed.connect(self.left)

        desk = self._desk
        bind(self.name, desk.rename)
        bind(self.full_name, desk.set_full_name)
        bind(self.aliases, lambda unit, text: desk.set_aliases(unit, split_names(text)))
        bind(self.members, lambda unit, text: desk.set_members(unit, split_names(text), self._scope()))
        bind(self.leader, lambda unit, text: desk.set_persons(unit, leader=text))
        bind(self.contact, lambda unit, text: desk.set_persons(unit, contact=text))
        bind(self.phone, lambda unit, text: desk.set_persons(unit, phone=text))
        self.kind.activated.connect(self._kind_chosen)
        self.scope.activated.connect(lambda _row: self._show_members())
        self.retired.clicked.connect(self._retire)

    def _scope(self) -> int | None:
        return self._desk.plan_id if self.scope.currentIndex() == THIS_PLAN else None

    def _kind_chosen(self, row: int) -> None:
        if self._unit is not None:
            unit_id = self._unit.unit_id
            self._desk.set_kind(self._unit, KINDS[row])
            self._show_again(unit_id)

    def _retire(self, is_retired: bool) -> None:
        if self._unit is not None:
            self._desk.retire(self._unit, is_retired=is_retired)

    def _show_again(self, unit_id: int) -> None:
        """Show what the store holds, which is the old value when it refused the new one."""
        unit = self._desk.unit(unit_id)
        if unit is not None and self._unit is not None and self._unit.unit_id == unit_id:
            self._unit = unit
            self._load(unit)

    def _load(self, unit: UnitRecord) -> None:
        self.heading.show_words(unit.name)
        self.show_work()
        self.name.watch.load(unit.name)
        self.full_name.watch.load(unit.full_name)
        self.kind.setCurrentIndex(KINDS.index(unit.kind))
        self.aliases.watch.load("、".join(unit.aliases))
        self.leader.watch.load(unit.leader)
        self.contact.watch.load(unit.contact)
        self.phone.watch.load(unit.phone)
        self.retired.setChecked(unit.is_retired)
        tasks = self._desk.tasks(unit)
        self.tasks.show_tasks(tasks)
        self.tasks.setVisible(bool(tasks))
        self.nothing.setVisible(not tasks)
        self.scope.setEnabled(self._desk.plan_id is not None)
        for part in self._member_parts:
            part.setVisible(unit.is_group)
        if unit.is_group:
            own = any(listed.plan_id is not None and listed.plan_id == self._desk.plan_id for listed in unit.members)
            if not self.members.hasFocus() and not self.scope.hasFocus():
                self.scope.setCurrentIndex(THIS_PLAN if own else EVERY_PLAN)
            self._show_members()

    def _show_members(self) -> None:
        unit = self._unit
        if unit is None:
            return
        scope = self._scope()
        listed = next((found.unit_ids for found in unit.members if found.plan_id == scope), ())
        names = [member.name for member in map(self._desk.unit, listed) if member is not None]
        general = [member.name for member in map(self._desk.unit, unit.members_in(None)) if member is not None]
        inherited = scope is not None and not listed and general
        self.members.setPlaceholderText(f"同各计划：{'、'.join(general)}" if inherited else "包括哪些单位，用“、”隔开")
        self.members.watch.load("、".join(names))


class MergeChoice(QWidget):
    """Asks which of the chosen units stays; the busiest one is proposed."""

    agreed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._units: Sequence[UnitRecord] = ()
        self._buttons: list[QRadioButton] = []
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        note = QLabel("任务、别名和群组都归到留下的单位，其余名称成为它的别名；原文的写法不变，可以撤销。", self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.button = QPushButton("合并(&M)", self)
        self.button.setObjectName("primary")
        self.button.setToolTip("Ctrl+M")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.agreed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self._heading)
        layout.addLayout(self._rows)
        layout.addWidget(note)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def show_units(self, units: Sequence[UnitRecord]) -> None:
        """Ask about these."""
        self._units = tuple(units)
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        self._heading.setText(f"把选中的 {len(units)} 个单位合并为一个，留下：")
        busiest = max(units, key=lambda unit: unit.node_count, default=None)
        for unit in units:
            button = QRadioButton(f"{unit.name}　{unit.node_count} 处", self)
            button.setChecked(unit is busiest)
            self._rows.addWidget(button)
            self._buttons.append(button)

    def keep(self) -> UnitRecord | None:
        """Return the unit that is to stay."""
        chosen = [unit for unit, button in zip(self._units, self._buttons, strict=True) if button.isChecked()]
        return chosen[0] if chosen else None
