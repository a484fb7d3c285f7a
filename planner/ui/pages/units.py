"""The page of the register of units."""

from PySide6.QtWidgets import QVBoxLayout

from planner.ui.pages.page import Page
from planner.ui.workspace import Workspace


class UnitsPage(Page):
    """To be built; until then the dialog opens over an empty page."""

    def __init__(self, workspace: Workspace, window: object) -> None:
        super().__init__(workspace, window)  # type: ignore[arg-type]
        QVBoxLayout(self)

    def arrive(self, about: object) -> None:
        """Open the register."""
        del about
        self.main_window.show_units()
