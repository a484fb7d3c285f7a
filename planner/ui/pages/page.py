"""What a page is, and the table of them."""

from abc import abstractmethod
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.core.errors import PlannerError
from planner.ui.panes.bar import Bar
from planner.ui.workspace import PLAN, Workspace

if TYPE_CHECKING:
    from planner.ui.appearance import Kept
    from planner.ui.main_window import MainWindow


class Page(QWidget):
    """A page beside the plan. It is built when it is first gone to, and goes elsewhere by `workspace.go`.

    `takes` names the slots of actions (print_plan, choose_status, focus_filter …) that the page has as methods of its
    own: while it is on show these go before all others. Of the actions on items no others are enabled then.
    """

    takes: frozenset[str] = frozenset()

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(window)
        self.workspace = workspace
        self.main_window = window

    @abstractmethod
    def arrive(self, about: object) -> None:
        """Show what the clerk came for (`about` is what was given to `workspace.go`, or None) and take the focus."""

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What F6 goes round on the page, those that are seen."""
        return ()

    def next_pane(self) -> None:
        """Put the focus into the next part."""
        self._step(1)

    def previous_pane(self) -> None:
        """Put the focus into the part before."""
        self._step(-1)

    def _step(self, offset: int) -> None:
        seen = [part for part in self.parts if part.isVisible() and part.isEnabled()]
        here = next((place for place, part in enumerate(seen) if part.hasFocus()), -1 if offset > 0 else 0)
        if seen:
            seen[(here + offset) % len(seen)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def kept(self) -> "dict[str, Kept]":
        """Return the splitters and columns whose places are remembered, by the names they are remembered under."""
        return {}

    def own_slots(self) -> SimpleNamespace:
        """Return the methods that go before those of the window while the page is on show."""
        return SimpleNamespace(**{name: getattr(self, name) for name in self.takes})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the plan by Esc, unless a part of the page has its own use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.workspace.go(PLAN)
        else:
            super().keyPressEvent(event)


class BarredPage(Page):
    """A page with a bar of its own: what was refused while it is on show is said there."""

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(workspace, window)
        self.bar = Bar(self)
        workspace.failed.connect(self._show_trouble)

    @abstractmethod
    def refresh(self) -> None:
        """Show things as they stand now."""

    def take_change(self) -> None:
        """Show what has changed, if anybody looks; what was refused before it is said no longer."""
        if self.bar.is_alarm:
            self.bar.settle()
        if self.isVisible():
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the bar by Esc before the page is left by it."""
        if event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.bar.settle()
        else:
            super().keyPressEvent(event)

    def _show_trouble(self, error: object) -> None:
        if self.isVisible() and isinstance(error, PlannerError):
            self.bar.show_trouble(error)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A row of the rail: the page's name, the action that leads to it, and the class that is it (none: the plan)."""

    name: str
    action: str
    module: str = ""
    class_name: str = ""


PAGES = (
    PageSpec("start", "page_start", "planner.ui.pages.start", "StartPage"),
    PageSpec(PLAN, "page_plan"),
    PageSpec("units", "page_units", "planner.ui.pages.units", "UnitsPage"),
    PageSpec("due", "page_due", "planner.ui.pages.due", "DuePage"),
    PageSpec("rounds", "rounds", "planner.ui.pages.rounds", "RoundsPage"),
)
