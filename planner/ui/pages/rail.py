"""The rail on the left and the stack of pages that it leads to."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QToolBar, QToolButton, QWidget

from planner.ui.appearance import Kept, restore_places
from planner.ui.icons import grown
from planner.ui.pages.page import PAGES, Page
from planner.ui.workspace import PLAN, Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

RAIL_ICON = 20


class Pages(QStackedWidget):
    """The pages; also the slots of the actions that go to them. The plan's page is there from the start."""

    def __init__(self, workspace: Workspace, window: "MainWindow", plan: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._built: dict[str, QWidget] = {PLAN: plan}
        self.addWidget(plan)
        workspace.page_wanted.connect(self._show)

    def page(self, name: str) -> QWidget:
        """Return a page, built if it was not yet."""
        if name not in self._built:
            spec = next(spec for spec in PAGES if spec.name == name)
            page: QWidget = getattr(import_module(spec.module), spec.class_name)(self._workspace, self._window)
            self._built[name] = page
            self.addWidget(page)
            if isinstance(page, Page):
                restore_places(self._workspace.store, None, page.kept())
        return self._built[name]

    def kept(self) -> dict[str, Kept]:
        """Return what the pages that were built let be remembered."""
        return {
            key: part for page in self._built.values() if isinstance(page, Page) for key, part in page.kept().items()
        }

    @property
    def on_top(self) -> Page | None:
        """The page on show; None for the plan's."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def show_start_page(self) -> None:
        """Go to the first page."""
        self._workspace.go("start")

    def show_plan_page(self) -> None:
        """Go back to the plan."""
        self._workspace.go(PLAN)

    def show_units_page(self) -> None:
        """Go to the register of units."""
        self._workspace.go("units")

    def show_due_page(self) -> None:
        """Go to what is due."""
        self._workspace.go("due")

    def show_rounds_page(self) -> None:
        """Go to the rounds of returns."""
        self._workspace.go("rounds")

    def _show(self, name: str, about: object) -> None:
        page = self.page(name)
        self.setCurrentWidget(page)
        self._window.enable_actions()
        if isinstance(page, Page):
            page.arrive(about)
        else:
            self._window.center.tree.setFocus()


class Rail(QToolBar):
    """The column of buttons on the left: one for each page, the one on show pressed."""

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__("页面", window)
        self.setObjectName("rail")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setMovable(False)
        self.setIconSize(QSize(grown(RAIL_ICON), grown(RAIL_ICON)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self._actions = {spec.name: window.actions_table[spec.action] for spec in PAGES}
        self.addActions(list(self._actions.values()))
        gap = QWidget(self)
        gap.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.addWidget(gap)
        self.addAction(window.actions_table["settings"])
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        workspace.page_wanted.connect(lambda name, _about: self.show_page(name))
        self.show_page(workspace.page)

    def show_page(self, name: str) -> None:
        """Press the button of the page on show."""
        for page, action in self._actions.items():
            action.setChecked(page == name)
