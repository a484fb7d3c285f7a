"""The page 首页."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from planner.ui.pages.page import Page
from planner.ui.workspace import Workspace


class StartPage(Page):
    """To be built."""

    def __init__(self, workspace: Workspace, window: object) -> None:
        super().__init__(workspace, window)  # type: ignore[arg-type]
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("首页", self))

    def arrive(self, about: object) -> None:
        """Take the focus."""
        del about
        self.setFocus()
