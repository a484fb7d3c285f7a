"""The register of units (单位名录): the table, one unit's fields and tasks beside it, and what may be one unit.

Everything is done by keys, nothing is asked twice, and each gesture is one step that Ctrl+Z takes back. A page of the
window and a dialog show it.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.core.filtering import ItemFilter
from planner.core.traits import Reach
from planner.core.vocabulary import Role
from planner.ui.dialogs.file_choice import ask_open, ask_save
from planner.ui.dialogs.register_parts import EVERY_KIND, RegisterList
from planner.ui.itemmodels.unit_rows import HERE, YEAR, UnitRow
from planner.ui.itemmodels.unit_tasks import BY_GROUP, JOINS, LEADS, part_of
from planner.ui.panes.unit_sheet import UnitSheet
from planner.ui.tasks import Worker
from planner.ui.unit_desk import NOTHING, UnitDesk
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.services.unit_lists import UnitEntry

LISTS = "名录 (*.xlsx *.xls *.et *.ods *.csv *.txt *.docx)"
CHOSEN = {
    LEADS: (Role.LEAD, Reach.NAMED),
    JOINS: (Role.PARTNER, Reach.NAMED),
    BY_GROUP: (None, Reach.GROUP),
}


class Register(QWidget):
    """Holds a desk on the workspace; what it changes is changed in the window at once.

    `task_wanted` asks for a task in the window, `items_wanted` for a plan with only some of its items shown, `escaped`
    tells that Esc had nothing more to close.
    """

    task_wanted = Signal(object)
    items_wanted = Signal(int, object)
    escaped = Signal()

    def __init__(self, workspace: Workspace, worker: Worker, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._is_refreshing = False
        self._words = ""
        self.desk = UnitDesk(workspace, self)
        self.list = RegisterList(self)
        self.bar, self.search, self.table = self.list.bar, self.list.search, self.list.table
        self.proposals, self.proposals_model = self.list.proposals, self.list.proposals_model
        self.sheet = UnitSheet(self.desk, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.sheet)
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 5)
        self.split.setSizes([560, 680])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self._connect()
        self.refresh()
        if self.table.rows.units:
            self.table.choose([self.table.rows.units[0].unit.unit_id])

    def refresh(self) -> None:
        """Show the register as it stands; what was chosen stays chosen as far as it is there."""
        if self.bar.is_alarm:
            self.bar.settle()
        chosen = [unit.unit_id for unit in self.table.chosen()]
        row = self.table.currentIndex().row()
        words = self.search.text().strip()
        found = self._found(words)
        self._is_refreshing = True
        self.list.show_years(self.desk.years, self.desk.year)
        self.table.show_units(found, self._year_word(), self._groups(found), found=bool(words))
        self.list.show_proposals(self.desk.proposals)
        shown = [one.unit.unit_id for one in self.table.rows.units]
        left = [unit_id for unit_id in chosen if unit_id in shown]
        if words and (words != self._words or not left):
            left = shown[:1]  # the best of what was found
        elif not left:
            left = shown[min(max(row, 0), len(shown) - 1) :][:1]
        self._words = words
        self.table.choose(left)
        self._is_refreshing = False
        self._show_chosen()
        self.list.show_count(len(found), self.desk.register)

    def show_unit(self, unit_id: int) -> None:
        """Choose a unit, whatever was searched for."""
        if all(row.unit.unit_id != unit_id for row in self.table.rows.units):
            self.list.show_all()
        self.table.choose([unit_id])
        self.table.setFocus()

    def begin_search(self) -> None:
        """Put the cursor into the search, its words marked."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def add(self) -> None:
        """Add a unit and put the cursor into its name."""
        self.list.show_all()
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
        """Print what the chosen units have to do: in all plans of the year, or in the one that names them."""
        from planner.ui.dialogs.print_dialog import open_print

        self._workspace.about_to_act.emit()
        chosen, store = self.table.chosen(), self._workspace.store
        plan_ids = [task.plan_id for unit in chosen for task in self.desk.tasks(unit)]
        shown = self._workspace.snapshot
        if plan_ids and (shown is None or shown.plan_id not in plan_ids):
            shown = store.snapshot(max(plan_ids))
        if shown is not None and chosen:
            units = tuple(unit.name for unit in chosen)
            report = "unit-year" if len(set(plan_ids)) > 1 else "unit-lists"
            open_print(self.window(), shown, store, self._worker, report=report, units=units)

    def move_chosen(self, offset: int) -> None:
        """Move the chosen unit in the order of print; not in a list that is sorted or searched."""
        chosen = self.table.chosen()
        if len(chosen) != 1:
            return
        if self.search.text() or self.list.kind != EVERY_KIND or not self.table.is_in_order_of_print:
            self.bar.show_news("要调整打印顺序，先按“序”排列并列出全部单位")
        else:
            self.desk.move(chosen[0], offset)

    def merge(self) -> None:
        """Merge the chosen units, or tell how to choose some."""
        if len(self.table.chosen()) > 1:
            self.sheet.merge()
        else:
            self.bar.show_news("请先选两个或更多单位：按住 Shift 或 Ctrl 再选，然后按 Ctrl+M")

    def accept_proposal(self) -> None:
        """Do what the chosen proposal says."""
        found = self.list.proposal()
        if found is not None:
            self.desk.accept(found)

    def refuse_proposal(self) -> None:
        """Strike the chosen proposal for good."""
        found = self.list.proposal()
        if found is not None:
            self.desk.refuse(found)

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

    def bind(self, skipped: Iterable[str] = ()) -> None:
        """Bind the keys; those `skipped` are bound elsewhere."""
        everywhere = Qt.ShortcutContext.WidgetWithChildrenShortcut
        rows: tuple[tuple[str, Callable[[], object], QWidget | None], ...] = (
            ("Ctrl+Z", self._workspace.undo, None),
            ("Ctrl+Y", self._workspace.redo, None),
            ("Ctrl+Shift+Z", self._workspace.redo, None),
            ("Ctrl+F", self.begin_search, None),
            ("Ctrl+N", self.add, None),
            ("Ctrl+P", self.print_lists, None),
            ("Ctrl+M", self.merge, None),
            ("F2", self.sheet.edit_name, None),
            ("F6", self.next_pane, None),
            ("Shift+F6", self.previous_pane, None),
            ("Down", self.table.setFocus, self.search),
            ("Return", self.sheet.tasks.choose_first, self.table),
            ("Enter", self.sheet.tasks.choose_first, self.table),
            ("Return", self.accept_proposal, self.proposals),
            ("Enter", self.accept_proposal, self.proposals),
            ("Delete", self.delete, self.table),
            ("Delete", self.refuse_proposal, self.proposals),
            ("Alt+Up", lambda: self.move_chosen(-1), self.table),
            ("Alt+Down", lambda: self.move_chosen(1), self.table),
        )
        for keys, slot, where in rows:
            if keys not in skipped:
                context = everywhere if where is None else Qt.ShortcutContext.WidgetShortcut
                QShortcut(QKeySequence(keys), where or self, context=context).activated.connect(slot)

    def next_pane(self) -> None:
        """Put the focus into the next part."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Put the focus into the part before."""
        self._step_pane(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the search first, then the register; Enter presses no button here."""
        if event.key() == Qt.Key.Key_Escape and not self.search.hasFocus() and not self.table.hasFocus():
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed meanwhile."""
        super().showEvent(event)
        self.desk.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing while nobody looks."""
        super().hideEvent(event)
        self.desk.sleep()

    def _connect(self) -> None:
        workspace = self._workspace
        self.desk.changed.connect(self.refresh)
        self.desk.told.connect(self.bar.show_news)
        workspace.told.connect(self._tell)
        workspace.failed.connect(self.bar.show_trouble)
        workspace.about_to_act.connect(self.sheet.flush)
        self.list.changed.connect(self.refresh)
        self.list.year_chosen.connect(self.desk.count_year)
        self.list.bind_buttons(
            sort=self.desk.sort_kinds,
            add=self.add,
            take_in=self.take_in,
            write_out=self.write_out,
            accept=self.accept_proposal,
            refuse=self.refuse_proposal,
        )
        self.table.typed.connect(self._start_search)
        self.table.sorted_anew.connect(self.refresh)
        self.table.count_pressed.connect(self._follow)
        self.search.returnPressed.connect(self._answer)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._show_chosen())
        self.table.doubleClicked.connect(
            lambda index: None if self.table.rows.is_link(index) else self.sheet.edit_name()
        )
        self.sheet.left.connect(self.table.setFocus)
        self.sheet.items_wanted.connect(self._show_items)
        self.sheet.print_wanted.connect(self.print_lists)
        self.sheet.tasks.task_wanted.connect(self.task_wanted)

    def _tell(self, words: str) -> None:
        if self.isVisible():
            self.bar.show_news(words)

    def _found(self, words: str) -> list[UnitRow]:
        """Return the rows that fit the search and the kind, the best first or in the order of print."""
        desk = self.desk
        places = {unit.unit_id: place for place, unit in enumerate(desk.register, start=1)}
        units = [found.unit for found in desk.search().find(words)] if words else list(desk.register)
        here = desk.counts({desk.plan_id} if desk.plan_id is not None else ())
        of_year = desk.counts({plan.plan_id for plan in desk.plans_of_year})
        return [
            UnitRow(places[unit.unit_id], unit, here.get(unit.unit_id, NOTHING), of_year.get(unit.unit_id, NOTHING))
            for unit in units
            if self.list.kind in (EVERY_KIND, unit.kind)
        ]

    def _groups(self, rows: list[UnitRow]) -> list[int]:
        """Return the columns of counts that say something: of the year only where there is more than the plan."""
        here = self.desk.plan_id
        others = {plan.plan_id for plan in self.desk.plans_of_year} - {here}
        shown = [*(HERE if here is not None else ()), *(YEAR if others else ())]
        empty = {
            columns.start + BY_GROUP
            for columns in (HERE, YEAR)
            if not any(row.count(columns.start + BY_GROUP) for row in rows)
        }
        return [column for column in shown if column not in empty]

    def _year_word(self) -> str:
        return f"{self.desk.year}年" if self.desk.year is not None else "各年"

    def _start_search(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)

    def _answer(self) -> None:
        """Go to what the unit that was found has to do."""
        self.table.setFocus()
        self.sheet.tasks.choose_first()

    def _follow(self, row: UnitRow, column: int) -> None:
        """Go where a count leads: into the one plan that it counts, or to the list of tasks over all of them."""
        part = column - (HERE.start if column in HERE else YEAR.start)
        tasks = [task for task in self.desk.tasks(row.unit) if part_of(task) == part]
        plan_ids = {task.plan_id for task in tasks} if column in YEAR else {self.desk.plan_id}
        if len(plan_ids) == 1:
            role, reach = CHOSEN[part]
            self.items_wanted.emit(plan_ids.pop(), ItemFilter(units=(row.unit.name,), role=role, reach=reach))
        else:
            self.table.choose([row.unit.unit_id])
            self.sheet.tasks.choose_first(part)

    def _show_items(self) -> None:
        chosen = self.table.chosen()
        if chosen and self.desk.plan_id is not None:
            self.items_wanted.emit(self.desk.plan_id, ItemFilter(units=tuple(unit.name for unit in chosen)))

    def _step_pane(self, offset: int) -> None:
        stops: list[QWidget] = [self.search, self.table, self.proposals, self.sheet.name, self.sheet.tasks]
        shown = [stop for stop in stops if stop.isVisible()]
        here = next((place for place, stop in enumerate(shown) if stop.hasFocus()), 0)
        shown[(here + offset) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_chosen(self) -> None:
        if not self._is_refreshing:
            self.sheet.show_units(self.table.chosen())
