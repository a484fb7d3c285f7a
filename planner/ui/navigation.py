"""Going about in the window: between panes, items, faults, and into the fields."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from planner.ui.panes.problems import CHECKS
from planner.ui.wording import without_lead
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


class Navigation(QObject):
    """The slots of the actions that move the focus or show another pane."""

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def edit_title(self) -> None:
        """Put the cursor into the title of the chosen node."""
        self.show_item()
        self._window.item_pane.edit_title()

    def edit_field(self, label: str) -> None:
        """Put the cursor into a labelled field of the chosen node."""
        self.show_item()
        self._window.item_pane.edit_field(label)

    def split(self) -> None:
        """Split the item where the cursor stands in its text."""
        place = self._window.item_pane.cursor_in_text()
        if place is None:
            self.show_item()
            self._window.item_pane.body.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._window.tell("把光标放到第二项开始的地方，再按 Ctrl+Enter")
        else:
            self._window.gestures.split_at(place)

    def next_item(self) -> None:
        """Choose the node below, the cursor staying in its field."""
        self._window.center.tree.step(1)

    def previous_item(self) -> None:
        """Choose the node above, the cursor staying in its field."""
        self._window.center.tree.step(-1)

    def choose_status(self) -> None:
        """Offer the statuses for the chosen item, below its row or its own line, wherever the focus is."""
        window = self._window
        self._workspace.about_to_act.emit()
        if window.item_pane.isAncestorOf(QApplication.focusWidget() or window):
            button = window.item_pane.status.button
            window.item_pane.ensureWidgetVisible(button)
            window.item_pane.status.open_list(button, button.rect())
        else:
            window.item_pane.status.open_list(window.center.tree.viewport(), window.center.tree.current_place())

    def report_progress(self) -> None:
        """Open the form for a report of the chosen item."""
        self._workspace.about_to_act.emit()
        self._window.tabs.setCurrentWidget(self._window.item_pane)
        self._window.item_pane.progress.begin()

    def assign_items(self) -> None:
        """Give the items their units one by one."""
        from planner.ui.dialogs.assigning import AssigningDialog

        self._workspace.about_to_act.emit()
        snapshot = self._workspace.snapshot
        if snapshot is None or not snapshot.items:
            self._window.tell("这份计划里还没有任务；先加任务，再分派单位")
            return
        AssigningDialog(self._workspace, self._window.proposer, self._window.worker, self._window).open()

    def offer_assigning(self, fault: object = None) -> None:
        """Offer to give the items their units: for the fault that says so, without one for a plan that has none."""
        from planner.core.draft import Fault

        snapshot = self._workspace.snapshot
        if snapshot is None or not without_lead(snapshot):
            return
        is_bare = not any(node.assignments for node in snapshot.nodes)
        if (isinstance(fault, Fault) and fault.code == "NO_UNITS") or (fault is None and is_bare):
            words = f"全文没有写明责任单位，{without_lead(snapshot)} 项任务还没有牵头单位。"
            self._window.center.bar.show_remark(words, ("逐条分派（Ctrl+G）", self.assign_items))

    def next_fault(self) -> None:
        """Go to the next fault."""
        self._step_fault(1)

    def previous_fault(self) -> None:
        """Go to the fault before."""
        self._step_fault(-1)

    def show_item(self) -> None:
        """Show the node's fields."""
        is_there = self._window.item_pane.isAncestorOf(QApplication.focusWidget() or self._window)
        self._window.tabs.setCurrentWidget(self._window.item_pane)
        if not is_there:  # asked before: a page that is hidden passes the focus to anything of the next
            self._window.item_pane.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_source(self) -> None:
        """Show the source."""
        self._window.tabs.setCurrentWidget(self._window.source)
        self._window.source.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        """Show what was changed about the node."""
        self._window.tabs.setCurrentWidget(self._window.history)
        self._window.history.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_faults(self) -> None:
        """Show the faults."""
        self.show_problems(0)

    def show_leftovers(self) -> None:
        """Show the leftovers."""
        self.show_problems(1)

    def show_checks(self) -> None:
        """Show the checks."""
        self.show_problems(CHECKS)

    def next_pane(self) -> None:
        """Put the focus into the next pane."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Put the focus into the pane before."""
        self._step_pane(-1)

    def toggle_plan_list(self) -> None:
        """Show or hide the plan list."""
        self._window.plan_list.setVisible(self._window.plan_list.isHidden())
        self._window.refresh()

    def toggle_problems(self) -> None:
        """Show or hide the faults and leftovers."""
        self._window.center.problems.setVisible(self._window.center.problems.isHidden())
        self._window.refresh()

    def show_problems(self, tab: int) -> None:
        """Show the faults (0), the leftovers (1) or the checks (2)."""
        problems = self._window.center.problems
        problems.setVisible(True)
        problems.setCurrentIndex(tab)
        problems.current_list().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.refresh()

    def show_faults_of_node(self) -> None:
        """Show the faults of the chosen node."""
        self.show_problems(0)
        self._window.center.problems.show_fault_of(self._workspace.node_id)

    def _step_fault(self, offset: int) -> None:
        self._window.center.problems.setVisible(True)
        self._window.center.problems.step_fault(offset)

    def show_place(self, start: int, end: int) -> None:
        """Show a stretch of the source."""
        self._window.tabs.setCurrentWidget(self._window.source)
        self._window.source.show_place(start, end)

    def _step_pane(self, offset: int) -> None:
        problems, tab = self._window.center.problems, self._window.tabs.currentWidget()
        stops: list[tuple[QWidget, QWidget]] = [
            (self._window.plan_list, self._window.plan_list),
            (self._window.center.tree, self._window.center.tree),
            (problems, problems.current_list()),
            (
                self._window.tabs,
                self._window.item_pane.title if tab is self._window.item_pane else self._window.source.text,
            ),
        ]
        shown = [stop for stop in stops if stop[0].isVisible()]
        focus = QApplication.focusWidget()
        here = next((n for n, stop in enumerate(shown) if focus and stop[0].isAncestorOf(focus)), -1)
        here = next((n for n, stop in enumerate(shown) if focus is stop[1]), here)
        if shown:
            shown[(here + offset) % len(shown)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)
