"""The window: it puts panes and actions together and keeps the geometry, nothing else."""

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from planner.core.errors import PlannerError
from planner.ui.geometry import Geometry
from planner.ui.panes.center import Center
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QPushButton, QSplitter, QTabWidget, QToolBar

    from planner.ui.actions import Actions
    from planner.ui.appearance import Appearance
    from planner.ui.carrier import Carrier
    from planner.ui.gestures import Gestures
    from planner.ui.help_desk import HelpDesk
    from planner.ui.intake import Intake
    from planner.ui.invitation import Invitation
    from planner.ui.keeper import Keeper
    from planner.ui.navigation import Navigation
    from planner.ui.node_clipboard import NodeClipboard
    from planner.ui.openers import Openers
    from planner.ui.outliner import Outliner
    from planner.ui.pages.rail import Pages, Rail
    from planner.ui.panes.history_pane import HistoryPane
    from planner.ui.panes.item_pane import ItemPane
    from planner.ui.panes.plan_list import PlanList
    from planner.ui.panes.source_view import SourceView
    from planner.ui.panes.state_counts import StateCounts
    from planner.ui.proposer import Proposer
    from planner.ui.tasks import Worker
    from planner.ui.unit_gestures import UnitGestures

TITLE = "工作要点分解"
LEAST_LIST_WIDTH = 150


class MainWindow(QMainWindow):
    """The main window. The first picture is the tree alone, at its place; `complete` builds the rest behind it."""

    refused = Signal(object)
    """The PlannerError for which the store cannot be used, told once the first picture stands."""
    appearance: "Appearance"
    actions_table: "Actions"
    plan_list: "PlanList"
    tabs: "QTabWidget"
    columns: "QSplitter"
    toolbar: "QToolBar"
    rail: "Rail"
    pages: "Pages"
    counts: "QPushButton"
    open_items: "QPushButton"
    check_count: "QPushButton"
    state_counts: "StateCounts"
    worker: "Worker"
    proposer: "Proposer"
    gestures: "Gestures"
    unit_gestures: "UnitGestures"
    intake: "Intake"
    carrier: "Carrier"
    outliner: "Outliner"
    node_clipboard: "NodeClipboard"
    chosen_count: "QPushButton"
    invitation: "Invitation"
    keeper: "Keeper"
    navigation: "Navigation"
    openers: "Openers"
    help_desk: "HelpDesk"
    item_pane: "ItemPane"
    history: "HistoryPane"
    source: "SourceView"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._is_complete = False
        self.is_refused = False
        self.setWindowTitle(TITLE)
        self.center = Center(workspace, self)
        self.setCentralWidget(self.center)
        self.center.tree.painted.connect(self.complete)
        self.geometry_ = Geometry(self, workspace.store)
        self.center.tree.setFocus()

    def show(self) -> None:
        """Show the window; the first time on a small screen it takes all of it."""
        if self.geometry_.fills_screen:
            self.showMaximized()
        else:
            super().show()

    def complete(self) -> None:
        """Build the rest; nothing happens the second time. A store that proves damaged is told by `refused`."""
        if self._is_complete:
            return
        self._is_complete = True
        from PySide6.QtCore import QCoreApplication, QEvent

        self.setUpdatesEnabled(False)
        try:
            self._workspace.store.finish_opening()
            self._build()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # all is at its place when drawn
        except PlannerError as error:
            self.give_up(error)
        finally:
            self.setUpdatesEnabled(True)
            gc.enable()

    def give_up(self, error: PlannerError) -> None:
        """Leave a store that can be used no longer; nothing more is written to it."""
        self.is_refused = True
        self.refused.emit(error)

    def fail(self, error: PlannerError) -> None:
        """Tell of a trouble that nobody caught."""
        self._workspace.failed.emit(error)

    def _build(self) -> None:
        from PySide6.QtCore import Qt

        from planner.ui.actions import Actions
        from planner.ui.appearance import Appearance
        from planner.ui.bars import build_bars

        workspace = self._workspace
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.appearance = Appearance(workspace.store, self)
        self._build_panes()
        self.actions_table = Actions(self, self.center.tree, self.slot_owners)
        build_bars(self, workspace)
        workspace.changed.connect(lambda _snapshot, _change: self.refresh())
        workspace.selected.connect(lambda _node_id: self.enable_actions())
        workspace.filtered.connect(lambda _chosen: self.enable_actions())
        workspace.told.connect(self.tell)
        self.appearance.changed.connect(self._refresh_look)
        self.geometry_.restore_columns()
        workspace.start()
        self._build_details()
        self._connect()
        self.geometry_.restore_rest()
        self.refresh()
        for part in (self.menuBar(), self.toolbar, self.rail, self.statusBar(), self.pages):
            part.show()  # else it is shown, and given its room, only some events later
        self.center.tree.setFocus()

    def _build_details(self) -> None:
        from planner.ui.carrier import Carrier
        from planner.ui.composing import ComposingWatch
        from planner.ui.gestures import Gestures
        from planner.ui.help_desk import HelpDesk
        from planner.ui.hit_marks import HitMarks
        from planner.ui.icons import program_icon
        from planner.ui.intake import Intake
        from planner.ui.invitation import Invitation
        from planner.ui.keeper import Keeper
        from planner.ui.midnight import DayWatch
        from planner.ui.navigation import Navigation
        from planner.ui.node_clipboard import NodeClipboard
        from planner.ui.openers import Openers
        from planner.ui.outliner import Outliner
        from planner.ui.panes.history_pane import HistoryPane
        from planner.ui.panes.item_pane import ItemPane
        from planner.ui.panes.problems import Problems
        from planner.ui.panes.source_view import SourceView
        from planner.ui.place_watch import PlaceWatch
        from planner.ui.proposer import Proposer
        from planner.ui.tasks import Worker
        from planner.ui.terms_watch import TermsWatch
        from planner.ui.unit_gestures import UnitGestures
        from planner.ui.unsaved import Unsaved

        self.worker = Worker(self)
        self.worker.crashed.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))
        self.proposer = Proposer(self._workspace, self.worker, self)
        self.gestures = Gestures(self._workspace, self.proposer, self)
        self.intake = Intake(self._workspace, self.worker, self)
        self.outliner = Outliner(self._workspace, self.center.tree, self)
        self.node_clipboard = NodeClipboard(self._workspace, self.center.tree, self.gestures, self.intake)
        self.carrier = Carrier(self._workspace, self.worker, self.center.bar, self)
        self.keeper = Keeper(self._workspace, self.worker, self.center.bar, self)
        self.intake.package_found.connect(self.carrier.take_out)
        self.intake.forms_found.connect(lambda paths: self._workspace.go("rounds", paths))
        self.unsaved = Unsaved(self._workspace, self.center.bar, self)
        self.unsaved.damaged.connect(self.give_up)
        self.place_watch = PlaceWatch(self._workspace, self.unsaved, self)
        self.invitation = Invitation(self._workspace, self.center.bar, self.intake, self)
        self.navigation = Navigation(self._workspace, self)
        self.openers = Openers(self._workspace, self)
        self.help_desk = HelpDesk(self._workspace, self)
        self.day_watch = DayWatch(self._workspace, self)
        self.composing_watch = ComposingWatch(self)
        self.item_pane = ItemPane(self._workspace, self, self.gestures.proposed)
        self.source = SourceView(self)
        self.hit_marks = HitMarks(self._workspace, self.item_pane, self.source)
        self.tabs.addTab(self.item_pane, "任务内容")
        self.tabs.addTab(self.source, "原文")
        self.history = HistoryPane(self._workspace, self)
        self.history.save_wanted.connect(self.openers.save_history)
        self.tabs.addTab(self.history, "经过")
        self.terms_watch = TermsWatch(self._workspace, self.center.bar, self)
        self.center.add_problems(Problems(self.center, can_place=True))
        self.unit_gestures = UnitGestures(self._workspace, self.center, self.item_pane, self)
        self.unit_gestures.counted.connect(self._show_checks)
        self.setWindowIcon(program_icon())
        self.actions_table.draw_icons()

    def _build_panes(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QSplitter, QTabWidget

        from planner.ui.pages.rail import Pages
        from planner.ui.panes.plan_list import PlanList

        workspace = self._workspace
        self.plan_list = PlanList(workspace, self)
        self.plan_list.setMinimumWidth(LEAST_LIST_WIDTH)
        self.center.complete()
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("任务内容和原文")
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.columns.setHandleWidth(1)
        for pane in (self.plan_list, self.center, self.tabs):
            self.columns.addWidget(pane)
        self.columns.setStretchFactor(1, 3)
        self.columns.setStretchFactor(2, 2)
        self.columns.setCollapsible(1, False)
        self.pages = Pages(workspace, self, self.columns)
        self.setCentralWidget(self.pages)

    def _connect(self) -> None:
        from planner.ui.fresh import Fresh

        workspace = self._workspace
        workspace.changed.connect(lambda snapshot, _change: self.source.show_snapshot(snapshot))
        workspace.selected.connect(self.source.show_node)
        workspace.place_shown.connect(self.navigation.show_place)
        self.source.show_snapshot(workspace.snapshot)
        self.source.show_node(workspace.node_id)
        self.source.node_clicked.connect(workspace.select)
        self.gestures.title_wanted.connect(self.navigation.edit_title)
        self.item_pane.fields_wanted.connect(self.outliner.offer_fields)
        self.outliner.field_added.connect(self.navigation.edit_field)
        self.fresh = Fresh(workspace, self.gestures, self.item_pane)
        self.proposer.learned.connect(self.item_pane.refresh_notes)
        self.item_pane.left.connect(self.center.tree.setFocus)
        self.item_pane.faults_wanted.connect(self.navigation.show_faults_of_node)
        self.center.tree.menu_wanted.connect(self.openers.show_tree_menu)
        self.plan_list.menu_wanted.connect(self.openers.show_plan_menu)
        self.center.tree.doubleClicked.connect(self._edit_cell)
        self.center.problems.fault_shown.connect(self.navigation.offer_assigning)
        self.center.problems.leftover_placed.connect(self.gestures.place_leftover)
        self.keeper.button.clicked.connect(self.actions_table["backups"].trigger)
        self.center.open_wanted.connect(self.intake.open_file)
        self.center.paste_wanted.connect(self.intake.paste_plan)
        self.intake.stored.connect(self._imported)
        self.intake.reading.connect(lambda words: self.center.show_reading(words, self.intake.stop))
        self.intake.conversion_offered.connect(self.center.offer_conversion)
        self.plan_list.review_wanted.connect(self.intake.take_up)
        self.plan_list.entered_plan.connect(self.center.tree.setFocus)
        self.center.review_wanted.connect(self.intake.take_up)

    def slot_owners(self) -> tuple[object, ...]:
        """Return the objects whose methods are the slots of the actions."""
        self.complete()
        page = self.pages.on_top
        shared = (self.appearance, self.navigation, self.openers, self.carrier, self.help_desk, self.pages, self)
        owners = (
            self.gestures,
            self.unit_gestures,
            self.outliner,
            self.node_clipboard,
            self.center.filters,
            self.intake,
            *shared,
        )
        return owners if page is None else (page.own_slots(), *owners)

    def enable_actions(self) -> None:
        """Enable the actions that make sense on the page on show."""
        from planner.ui.states import states_of

        page = self.pages.on_top
        self.actions_table.enable(states_of(self._workspace), None if page is None else page.takes)

    def refresh(self) -> None:
        """Say in title, counts and actions how things stand."""
        from planner.ui.wording import counts, without_lead

        snapshot, store = self._workspace.snapshot, self._workspace.store
        title = (snapshot.head.title or snapshot.source.name) if snapshot is not None else ""
        self.setWindowTitle(f"{title} — {TITLE}" if title else TITLE)
        self.tabs.setVisible(snapshot is not None)
        self.counts.setText(counts(snapshot) if snapshot is not None else "")
        missing = without_lead(snapshot) if snapshot is not None else 0
        self.open_items.setText(f"{missing} 项未定牵头" if missing else "")
        self.counts.setVisible(snapshot is not None)
        self.open_items.setVisible(missing > 0)
        self.enable_actions()
        self.actions_table.name_step("undo", store.undo_name)
        self.actions_table.name_step("redo", store.redo_name)
        self.actions_table["plan_list"].setChecked(not self.plan_list.isHidden())
        if hasattr(self.center, "problems"):
            self.actions_table["problems"].setChecked(not self.center.problems.isHidden())

    def _edit_cell(self, index: "QModelIndex") -> None:
        if not self.unit_gestures.edit_cell(index):
            self.navigation.edit_title()

    def _show_checks(self, mattering: int, _whole: int) -> None:
        self.check_count.setText(f"检查出 {mattering} 处")
        self.check_count.setVisible(mattering > 0)

    def _imported(self) -> None:
        self.center.tree.setFocus()
        self.tell("已导入；按 Ctrl+Z 可以撤销")
        self.navigation.offer_assigning()

    def tell(self, text: str) -> None:
        """Say what was done, in the status bar."""
        self.statusBar().showMessage(text, 6000)

    def quit(self) -> None:
        """Close the window."""
        self.close()

    def _refresh_look(self) -> None:
        from planner.ui.bars import refit_icons

        refit_icons(self)
        self.actions_table.draw_icons()
        self.center.bar.draw_icons()
        self.center.filters.refresh_look()
        self.center.tree.refresh_look()
        self.plan_list.doItemsLayout()
        self.source.refresh_look()
        self.history.draw()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the eye."""
        from planner.ui.tab_order import move_focus

        return move_focus(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as it does in a dialog."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QPushButton, QToolButton

        button = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and is_plain and isinstance(button, QPushButton | QToolButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file or a text."""
        from planner.ui.node_clipboard import NODES

        is_own = event.mimeData().hasFormat(NODES)  # rows of the tree belong into the tree
        if not is_own and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Review what was dropped."""
        event.acceptProposedAction()
        self.intake.review_dropped(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed and remember where things stand."""
        self.complete()
        if not self.is_refused:
            self._workspace.about_to_act.emit()
            self.geometry_.keep()
            self.worker.stop()
        super().closeEvent(event)
