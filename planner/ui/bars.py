"""The bars round the window: menus, toolbar, the rail of pages, and the counts in the status bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QMenu, QPushButton, QToolBar, QToolButton

from planner.ui.actions import MENUS, SEPARATOR, TOOLBAR, WORDED_BUTTONS
from planner.ui.icons import grown
from planner.ui.pages.rail import RAIL_ICON, Rail
from planner.ui.panes.state_counts import StateCounts
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

TOOL_ICON = 18


def refit_icons(window: "MainWindow") -> None:
    """Give all bars icons that go with the size of the text as it is now."""
    fit_icons(window.toolbar, TOOL_ICON)
    fit_icons(window.rail, RAIL_ICON)


def build_bars(window: "MainWindow", workspace: Workspace) -> None:
    """Build all bars of the window."""
    actions = window.actions_table
    for title, names in MENUS:
        menu = QMenu(title, window)
        actions.fill(menu, names)
        window.menuBar().addMenu(menu)
    window.toolbar = _toolbar(window)
    window.addToolBar(window.toolbar)
    window.rail = Rail(workspace, window)
    window.addToolBar(Qt.ToolBarArea.LeftToolBarArea, window.rail)
    window.counts = QPushButton(window)
    window.counts.clicked.connect(actions["show_faults"].trigger)
    window.counts.setToolTip("看疑点（Ctrl+3）")
    window.open_items = QPushButton(window)
    window.open_items.clicked.connect(actions["assign"].trigger)
    window.open_items.setToolTip("逐条分派（Ctrl+G）；到下一个未定牵头的任务按 F7")
    window.chosen_count = QPushButton(window)
    window.chosen_count.clicked.connect(window.center.tree.clear_chosen)
    window.chosen_count.setToolTip("动作对这些内容一起起作用；点一下或按 Esc 取消")
    workspace.marked.connect(lambda _ids: _show_chosen(window, workspace))
    workspace.filtered.connect(lambda _chosen: QTimer.singleShot(0, window, lambda: _show_chosen(window, workspace)))
    _show_chosen(window, workspace)
    window.check_count = QPushButton(window)
    window.check_count.clicked.connect(actions["show_checks"].trigger)
    window.check_count.setToolTip("看检查出的问题（Ctrl+5）")
    window.check_count.hide()
    for button in (window.chosen_count, window.counts, window.check_count, window.open_items):
        button.setObjectName("quiet")
        window.statusBar().addPermanentWidget(button)
    window.state_counts = StateCounts(workspace, window)
    window.statusBar().addWidget(window.state_counts)
    window.statusBar().setSizeGripEnabled(False)


def _show_chosen(window: "MainWindow", workspace: Workspace) -> None:
    """Say how many rows are chosen, and how many of them the filter hides: gestures act on those too."""
    ids, tree = workspace.node_ids, window.center.tree
    hidden = sum(not tree.shows(node_id) for node_id in ids) if workspace.filter is not None else 0
    window.chosen_count.setText(f"已选 {len(ids)} 项" + (f"，{hidden} 项被筛选隐藏" if hidden else ""))
    window.chosen_count.setVisible(len(ids) > 1)


def _toolbar(window: "MainWindow") -> QToolBar:
    actions = window.actions_table
    toolbar = QToolBar("工具栏", window)
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    for name in TOOLBAR:
        if name == SEPARATOR:
            toolbar.addSeparator()
            continue
        toolbar.addAction(actions[name])
        button = toolbar.widgetForAction(actions[name])
        if name in WORDED_BUTTONS and isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    actions.draw_icons(TOOLBAR)
    fit_icons(toolbar, TOOL_ICON)
    more = toolbar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:
        more.setAccessibleName("更多按钮")
        more.setToolTip("更多按钮")
    return toolbar


def fit_icons(bar: QToolBar, size: int) -> None:
    """Give a bar icons that go with the size of the text."""
    bar.setIconSize(QSize(grown(size), grown(size)))
