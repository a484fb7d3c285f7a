"""The dialogs of the window, each opened by one slot; and the menus that open where the pointer is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from planner.core.errors import PlannerError
from planner.core.labels import numbered
from planner.ui.actions import CONTEXT_MENU, PLAN_MENU
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


LAST_FOLDER = "history_folder"


class Openers(QObject):
    """The slots of the actions that open a dialog."""

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def rename_plan(self) -> None:
        """Let another name of the plan be typed where its title stands."""
        snapshot = self._workspace.snapshot
        if snapshot is not None:
            old = snapshot.head.title or snapshot.source.name
            self._window.center.rename(old, self._window.gestures.set_plan_title)

    def print_plan(self) -> None:
        """Open the print dialog for the plan on show, with the filter of the tree."""
        from planner.ui.dialogs.print_dialog import open_print

        workspace, window = self._workspace, self._window
        workspace.about_to_act.emit()
        if window.center.bar.is_alarm:
            window.center.bar.settle()
        if workspace.snapshot is not None:
            open_print(window, workspace.snapshot, workspace.store, window.worker, chosen=window.center.chosen_items())

    def show_settings(self) -> None:
        """Open the settings."""
        from planner.ui.dialogs.settings import SettingsDialog

        window = self._window
        self._workspace.about_to_act.emit()
        SettingsDialog(self._workspace, window.worker, window.appearance, window).open()

    def show_backups(self) -> None:
        """Open the backups."""
        from planner.ui.dialogs.backups import BackupsDialog

        window = self._window
        self._workspace.about_to_act.emit()
        BackupsDialog(window.keeper, self._workspace, window.worker, window).open()

    def show_steps(self) -> None:
        """Open the list of the steps that can be taken back."""
        from planner.ui.dialogs.steps import StepsDialog

        self._workspace.about_to_act.emit()
        StepsDialog(self._workspace, self._window.worker, self._window).open()

    def show_plan_customs(self) -> None:
        """Open what counts for the plan on show alone."""
        from planner.ui.dialogs.plan_customs import PlanCustomsDialog

        self._workspace.about_to_act.emit()
        if self._workspace.snapshot is not None and self._workspace.snapshot.plan_id:
            PlanCustomsDialog(self._workspace, self._workspace.snapshot, self._window).open()

    def save_history(self) -> None:
        """Ask where to keep what was changed about the chosen item, and write it there."""
        from planner.core.safe_names import clean
        from planner.reports.history_table import save_history
        from planner.ui.dialogs.file_choice import ask_save

        workspace, node, changes = self._workspace, self._workspace.node, self._window.history.changes
        if node is None:
            return
        title = f"{numbered(node.number, node.title)[:20]}的经过"
        kinds = "Excel 工作簿 (*.xlsx);;逗号分隔的表格 (*.csv)"
        folder = workspace.store.setting(LAST_FOLDER)
        path = ask_save(self._window, "另存经过", folder, f"{clean(title)}.xlsx", kinds)
        if path is None:
            return
        try:
            save_history(title, changes, path)
        except PlannerError as error:
            workspace.failed.emit(error)
        else:
            workspace.store.set_setting(LAST_FOLDER, str(path.parent))
            workspace.told.emit(f"已保存 {path.name}")

    def show_keys(self) -> None:
        """Show all keys."""
        from planner.ui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()

    def show_about(self) -> None:
        """Show name, version and where the data lie."""
        from planner.ui.dialogs.about import AboutDialog

        AboutDialog(self._workspace.store.path, self._window.worker, self._window).open()

    def show_tree_menu(self, place: QPoint) -> None:
        """Open the menu of the tree, with the units of the chosen node, each leading to its page."""
        menu = self._menu(CONTEXT_MENU)
        gestures = self._window.unit_gestures
        units = gestures.units_of(self._workspace.node)
        if units:
            submenu = menu.addMenu("看单位的任务(&Z)")
            for name in units:
                submenu.addAction(name.replace("&", "&&"), partial(gestures.show_unit_named, name))
        menu.popup(place)

    def show_plan_menu(self, place: QPoint) -> None:
        """Open the menu of the list of plans."""
        self._menu(PLAN_MENU).popup(place)

    def _menu(self, names: tuple[str, ...]) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window.actions_table.fill(menu, names)
        return menu
