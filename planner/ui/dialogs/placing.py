"""The size of the large dialogs: nearly that of the window they belong to, never more than the screen."""

from PySide6.QtWidgets import QDialog

EDGE = 60


def place_over_parent(dialog: QDialog) -> None:
    """Give a dialog its first size."""
    parent, screen = dialog.parentWidget(), dialog.screen().availableSize()
    space = parent.window().size().boundedTo(screen) if parent is not None else screen
    dialog.resize(space.width() - EDGE, space.height() - EDGE)
