"""The page 到期."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from planner.ui.pages.page import Page
from planner.ui.workspace import Workspace


class DuePage(Page):
    """To be built."""

    def __init__(self, workspace: Workspace, window: object) -> None:
        super().__init__(workspace, window)  # type: ignore[arg-type]
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("到期", self))

    def arrive(self, about: object) -> None:
        """Take the focus."""
        del about
        self.setFocus()
