"""The window: it puts panes and actions together and keeps the geometry, nothing else."""

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from planner.ui.appearance import Kept, keep_places, restore_places, room_on
from planner.ui.panes.center import Center
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QSplitter, QTabWidget, QToolBar

    from planner.ui.actions import Actions
    from planner.ui.appearance import Appearance
    from planner.ui.gestures import Gestures
    from planner.ui.intake import Intake
    from planner.ui.invitation import Invitation
    from planner.ui.navigation import Navigation
    from planner.ui.panes.item_pane import ItemPane
    from planner.ui.panes.plan_list import PlanList
    from planner.ui.panes.source_view import SourceView
    from planner.ui.proposer import Proposer
    from planner.ui.tasks import Worker

TITLE = "工作要点分解"
LEAST_LIST_WIDTH = 150
WIDE_SCREEN = 1600
ROOM_FOR_LIST = 1100
ROOM_FOR_PROBLEMS = 600
# Where the tree stands in the window: pixels left, above, right, below. Remembered from the last time.
TREE_PLACE = "tree_place"
USUAL_PLACE = (191, 110, 450, 199)


class MainWindow(QMainWindow):
    """The main window. The first picture is the tree alone, at its place; `complete` builds the rest behind it."""

    appearance: "Appearance"
    actions_table: "Actions"
    plan_list: "PlanList"
    tabs: "QTabWidget"
    columns: "QSplitter"
    toolbar: "QToolBar"
    counts: "QPushButton"
    open_items: "QPushButton"
    worker: "Worker"
    proposer: "Proposer"
    gestures: "Gestures"
    intake: "Intake"
    invitation: "Invitation"
    navigation: "Navigation"
    item_pane: "ItemPane"
    source: "SourceView"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._is_complete = False
        self.setWindowTitle(TITLE)
        self.center = Center(workspace, self)
        self.setCentralWidget(self.center)
        self.center.tree.painted.connect(self.complete)
        self._restore()
        self.center.tree.setFocus()

    def show(self) -> None:
        """Show the window; the first time on a small screen it takes all of it."""
        if self._fills_screen:
            self.showMaximized()
        else:
            super().show()

    def complete(self) -> None:
        """Build the rest; nothing happens the second time."""
        if self._is_complete:
            return
        self._is_complete = True
        from PySide6.QtCore import QCoreApplication, QEvent

        self.setUpdatesEnabled(False)
        try:
            self._build()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # all is at its place when drawn
        finally:
            self.setUpdatesEnabled(True)
            gc.enable()

    def _build(self) -> None:
        from PySide6.QtCore import Qt

        from planner.ui.actions import Actions
        from planner.ui.appearance import Appearance
        from planner.ui.states import states_of

        workspace = self._workspace
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.appearance = Appearance(workspace.store, self)
        self._build_panes()
        self.actions_table = Actions(self, self.center.tree, self._owners)
        self._build_bars()
        workspace.changed.connect(lambda _snapshot, _change: self.refresh())
        workspace.selected.connect(lambda _node_id: self.actions_table.enable(states_of(workspace)))
        workspace.told.connect(self.tell)
        self.appearance.changed.connect(self._refresh_look)
        self._restore_columns()
        workspace.start()
        self._build_details()
        self._connect()
        self._restore_rest()
        self.refresh()
        for part in (self.menuBar(), self.toolbar, self.statusBar(), self.columns):
            part.show()  # else it is shown, and given its room, only some events later
        self.center.tree.setFocus()

    def _build_details(self) -> None:
        from planner.ui.gestures import Gestures
        from planner.ui.icons import program_icon
        from planner.ui.intake import Intake
        from planner.ui.invitation import Invitation
        from planner.ui.midnight import DayWatch
        from planner.ui.navigation import Navigation
        from planner.ui.panes.item_pane import ItemPane
        from planner.ui.panes.problems import Problems
        from planner.ui.panes.source_view import SourceView
        from planner.ui.proposer import Proposer
        from planner.ui.tasks import Worker

        self.worker = Worker(self)
        self.worker.crashed.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))
        self.proposer = Proposer(self._workspace, self.worker, self)
        self.gestures = Gestures(self._workspace, self.proposer, self)
        self.intake = Intake(self._workspace, self.worker, self)
        self.invitation = Invitation(self._workspace, self.center.bar, self.intake, self)
        self.navigation = Navigation(self._workspace, self)
        self.day_watch = DayWatch(self._workspace, self)
        self.item_pane = ItemPane(self._workspace, self, self.gestures.proposed)
        self.source = SourceView(self)
        self.tabs.addTab(self.item_pane, "任务内容")
        self.tabs.addTab(self.source, "原文")
        self.center.add_problems(Problems(self.center, can_place=True))
        self.setWindowIcon(program_icon())
        self.actions_table.draw_icons()

    def _build_panes(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QSplitter, QTabWidget

        from planner.ui.panes.plan_list import PlanList

        self.plan_list = PlanList(self._workspace, self)
        self.plan_list.setMinimumWidth(LEAST_LIST_WIDTH)
        self.center.complete()
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.columns.setHandleWidth(1)
        for pane in (self.plan_list, self.center, self.tabs):
            self.columns.addWidget(pane)
        self.columns.setStretchFactor(1, 3)
        self.columns.setStretchFactor(2, 2)
        self.columns.setCollapsible(1, False)
        self.columns.setSizes([190, 726, 450])
        self.setCentralWidget(self.columns)

    def _build_bars(self) -> None:
        from PySide6.QtCore import QSize, Qt
        from PySide6.QtWidgets import QMenu, QPushButton, QToolBar, QToolButton

        from planner.ui.actions import MENUS, SEPARATOR, TOOLBAR, WORDED_BUTTONS

        for title, names in MENUS:
            menu = QMenu(title, self)
            self.actions_table.fill(menu, names)
            self.menuBar().addMenu(menu)
        toolbar = QToolBar("工具栏", self)
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setIconSize(QSize(18, 18))
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for name in TOOLBAR:
            if name == SEPARATOR:
                toolbar.addSeparator()
                continue
            toolbar.addAction(self.actions_table[name])
            button = toolbar.widgetForAction(self.actions_table[name])
            if name in WORDED_BUTTONS and isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(toolbar)
        self.toolbar = toolbar
        self.actions_table.draw_icons(TOOLBAR)
        self.counts = QPushButton(self)
        self.counts.clicked.connect(self.actions_table["show_faults"].trigger)
        self.counts.setToolTip("看疑点（Ctrl+3）")
        self.open_items = QPushButton(self)
        self.open_items.clicked.connect(self.actions_table["assign"].trigger)
        self.open_items.setToolTip("逐条分派（Ctrl+G）；到下一个未定牵头的任务按 F7")
        for button in (self.counts, self.open_items):
            button.setObjectName("quiet")
            self.statusBar().addPermanentWidget(button)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.changed.connect(lambda snapshot, _change: self.source.show_snapshot(snapshot))
        workspace.selected.connect(self.source.show_node)
        workspace.place_shown.connect(self.navigation.show_place)
        self.source.show_snapshot(workspace.snapshot)
        self.source.show_node(workspace.node_id)
        self.source.node_clicked.connect(workspace.select)
        self.gestures.title_wanted.connect(self.navigation.edit_title)
        self.proposer.learned.connect(self.item_pane.refresh_notes)
        self.item_pane.left.connect(self.center.tree.setFocus)
        self.item_pane.faults_wanted.connect(self.navigation.show_faults_of_node)
        self.center.tree.menu_wanted.connect(self._show_tree_menu)
        self.plan_list.menu_wanted.connect(self._show_plan_menu)
        self.center.tree.doubleClicked.connect(lambda _index: self.navigation.edit_title())
        self.center.problems.fault_shown.connect(self.navigation.offer_assigning)
        self.center.problems.leftover_placed.connect(self.gestures.place_leftover)
        self.center.open_wanted.connect(self.intake.open_file)
        self.center.paste_wanted.connect(self.intake.paste_plan)
        self.intake.stored.connect(self._imported)
        self.intake.reading.connect(lambda words: self.center.show_reading(words, self.intake.stop))
        self.intake.conversion_offered.connect(self.center.offer_conversion)
        self.plan_list.review_wanted.connect(self.intake.take_up)
        self.center.review_wanted.connect(self.intake.take_up)

    def _owners(self) -> tuple[object, ...]:
        self.complete()
        return (self.gestures, self.intake, self.appearance, self.navigation, self)

    def refresh(self) -> None:
        """Say in title, counts and actions how things stand."""
        from planner.ui.states import states_of
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
        self.actions_table.enable(states_of(self._workspace))
        self.actions_table.name_step("undo", store.undo_name)
        self.actions_table.name_step("redo", store.redo_name)
        self.actions_table["plan_list"].setChecked(not self.plan_list.isHidden())
        if hasattr(self.center, "problems"):
            self.actions_table["problems"].setChecked(not self.center.problems.isHidden())

    def _imported(self) -> None:
        self.center.tree.setFocus()
        self.tell("已导入；按 Ctrl+Z 可以撤销")
        self.navigation.offer_assigning()

    def tell(self, text: str) -> None:
        """Say what was done, in the status bar."""
        self.statusBar().showMessage(text, 6000)

    # The plan as a whole

    def rename_plan(self) -> None:
        """Ask for another name of the plan on show."""
        from PySide6.QtWidgets import QInputDialog

        snapshot = self._workspace.snapshot
        if snapshot is not None:
            old = snapshot.head.title or snapshot.source.name
            title, agreed = QInputDialog.getText(self, "修改计划名称", "计划名称：", text=old)
            if agreed and title.strip() and title.strip() != old:
                self.gestures.set_plan_title(title.strip())

    def _show_tree_menu(self, place: QPoint) -> None:
        from planner.ui.actions import CONTEXT_MENU

        self._popup(CONTEXT_MENU, place)

    def _show_plan_menu(self, place: QPoint) -> None:
        self._popup(("print", "", "rename_plan", "delete_plan"), place)

    def _popup(self, names: tuple[str, ...], place: QPoint) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_table.fill(menu, names)
        menu.popup(place)

    def print_plan(self) -> None:
        """Open the print dialog for the plan on show."""
        from planner.core.filtering import ItemFilter
        from planner.ui.dialogs.print_dialog import open_print

        workspace = self._workspace
        workspace.about_to_act.emit()
        if self.center.bar.is_alarm:
            self.center.bar.settle()
        if workspace.snapshot is not None:
            chosen = ItemFilter(text=self.center.filter.text().strip())
            open_print(self, workspace.snapshot, workspace.store, self.worker, chosen=chosen)

    def show_units(self) -> None:
        """Open the register of units."""
        from planner.ui.dialogs.units import UnitsDialog

        self._workspace.about_to_act.emit()
        UnitsDialog(self._workspace, self.worker, self).open()

    def show_keys(self) -> None:
        """Show all keys."""
        from planner.ui.dialogs.keys import KeysDialog

        KeysDialog(self).open()

    def show_about(self) -> None:
        """Show name, version and where the data lie."""
        from planner.ui.dialogs.about import AboutDialog

        AboutDialog(self._workspace.store.path, self).open()

    def quit(self) -> None:
        """Close the window."""
        self.close()

    # Geometry, dropping, closing

    def _restore(self) -> None:
        store = self._workspace.store
        space = room_on(self.screen().availableSize(), self.screen().devicePixelRatio())
        self.resize(min(1400, space.width()), min(860, space.height()))
        restore_places(store, self, {"tree_columns": self.center.tree.columns})
        if not self.isMaximized():
            self.resize(self.size().boundedTo(space))
        self._fills_screen = space.width() < WIDE_SCREEN and not store.setting("window")
        place = [int(part) for part in (store.setting(TREE_PLACE) or "").split(",") if part.isdigit()]
        left, above, right, below = place if len(place) == 4 else USUAL_PLACE
        self.center.leave_room(left, above, right, below)

    def _restore_columns(self) -> None:
        store = self._workspace.store
        restore_places(store, None, {"columns": self.columns})
        hidden = store.setting("plan_list_hidden")
        self.plan_list.setHidden(hidden == "1" if hidden else self.screen().availableSize().width() < ROOM_FOR_LIST)

    def _restore_rest(self) -> None:
        store = self._workspace.store
        restore_places(store, None, self._kept_problems())
        hidden = store.setting("problems_hidden")
        self.center.problems.setHidden(hidden == "1" if hidden else self.height() < ROOM_FOR_PROBLEMS)

    def tree_place(self) -> tuple[int, int, int, int]:
        """Return how many pixels of the window are left of the tree, above, right of and below it."""
        tree = self.center.tree
        corner = tree.mapTo(self, QPoint(0, 0))
        right, below = self.width() - corner.x() - tree.width(), self.height() - corner.y() - tree.height()
        return corner.x(), corner.y(), right, below

    def _kept_parts(self) -> dict[str, Kept]:
        return {"columns": self.columns, "tree_columns": self.center.tree.columns}

    def _kept_problems(self) -> dict[str, Kept]:
        return {"center_split": self.center.split, "fault_columns": self.center.problems.faults.columns}

    def _refresh_look(self) -> None:
        self.actions_table.draw_icons()
        self.center.bar.draw_icons()
        self.center.tree.refresh_look()
        self.plan_list.doItemsLayout()
        self.source.refresh_look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file or a text."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Review what was dropped."""
        event.acceptProposedAction()
        self.intake.review_dropped(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed and remember where things stand."""
        self.complete()
        self._workspace.about_to_act.emit()
        store = self._workspace.store
        keep_places(store, self, {**self._kept_parts(), **self._kept_problems()})
        store.set_setting(TREE_PLACE, ",".join(str(part) for part in self.tree_place()))
        store.set_setting("plan_list_hidden", "1" if self.plan_list.isHidden() else "0")
        store.set_setting("problems_hidden", "1" if self.center.problems.isHidden() else "0")
        self.worker.stop()
        super().closeEvent(event)
