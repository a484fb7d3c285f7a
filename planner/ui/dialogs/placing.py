"""The size of the large dialogs: nearly that of the window they belong to, never more than the screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from planner.services import Store

EDGE = 60


def place_over_parent(dialog: QDialog) -> None:
    """Give a dialog its first size."""
    parent, screen = dialog.parentWidget(), dialog.screen().availableSize()
    space = parent.window().size().boundedTo(screen) if parent is not None else screen
    dialog.resize(space.width() - EDGE, space.height() - EDGE)


def keep_size(dialog: QDialog, store: Store) -> None:
    """Give a dialog the size that it had last on such a screen, as far as there is room; remember it when it closes."""
    room = dialog.screen().availableSize()
    key = f"size_{type(dialog).__name__}_{room.width()}x{room.height()}"
    parts = (store.setting(key) or "").split(",")
    if len(parts) == 2 and all(part.isdecimal() for part in parts):
        wanted = QSize(int(parts[0]), int(parts[1])).expandedTo(dialog.minimumSizeHint())
        dialog.resize(wanted.boundedTo(room))
    before = dialog.size()

    def keep() -> None:
        if dialog.size() != before and not dialog.isMaximized():
            store.set_setting(key, f"{dialog.width()},{dialog.height()}")

    dialog.finished.connect(lambda _result: keep())
