"""The size of the large dialogs: nearly that of the window they belong to, never more than the screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from planner.services import Store
from planner.ui.appearance import Kept, keep_places, restore_places

EDGE = 60
SPARE = 40


def place_over_parent(dialog: QDialog) -> None:
    """Give a dialog its first size."""
    parent, screen = dialog.parentWidget(), dialog.screen().availableSize()
    space = parent.window().size().boundedTo(screen) if parent is not None else screen
    dialog.resize(space.width() - EDGE, space.height() - EDGE)


def take_room(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog a size in pixels of usual letters, more where they are larger, as far as the screen has room."""
    letters = max(dialog.fontMetrics().height() / 16, 1)
    room = dialog.screen().availableSize() - QSize(SPARE, SPARE)
    dialog.resize(QSize(round(width * letters), round(height * letters)).boundedTo(room))


def keep_size(dialog: QDialog, store: Store, **parts: Kept) -> None:
    """Give a dialog the size that it had last on such a screen, as far as there is room; remember it when it closes.

    So it is with its `parts`: splitters and columns, each under a name that is no other's in the program.
    """
    room = dialog.screen().availableSize()
    key = f"size_{type(dialog).__name__}_{room.width()}x{room.height()}"
    sides = (store.setting(key) or "").split(",")
    if len(sides) == 2 and all(side.isdecimal() for side in sides):
        wanted = QSize(int(sides[0]), int(sides[1])).expandedTo(dialog.minimumSizeHint())
        dialog.resize(wanted.boundedTo(room))
    restore_places(store, None, parts)
    before = dialog.size()

    def keep() -> None:
        if dialog.size() != before and not dialog.isMaximized():
            store.set_setting(key, f"{dialog.width()},{dialog.height()}")
        keep_places(store, None, parts)

    dialog.finished.connect(lambda _result: keep())
