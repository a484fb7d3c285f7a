"""Where window, columns and panes stand: taken up at the start, remembered when the window closes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize

from planner.ui.appearance import Kept, keep_places, restore_places, room_on

if TYPE_CHECKING:
    from planner.services import Store
    from planner.ui.main_window import MainWindow

WIDE_SCREEN = 1600
NARROW = 1500
# How wide the list of plans and the pane of the item are the first time: on a small screen the tree goes before them.
WIDE_SIDES = (190, 430)
NARROW_SIDES = (154, 376)
TINY_SIDES = (0, 316)
ROOM_FOR_LIST = 1100
ROOM_FOR_PROBLEMS = 600
# Where the tree stands in the window: pixels left, above, right, below. Remembered from the last time.
TREE_PLACE = "tree_place"
RAIL_WIDTH, ABOVE_TREE, BELOW_TREE, STATUS_HEIGHT = 67, 111, 199, 28


class Geometry:
    """The places of one window. `fills_screen` says whether it takes all of a small screen.

    So it does the first time, and when it was as high as the screen: Qt forgets that it took all of it when the screen
    has another scale now, and the frame would push the status bar off the screen.
    """

    def __init__(self, window: "MainWindow", store: "Store") -> None:
        self._window = window
        self._store = store
        space = room_on(window.screen().availableSize(), window.screen().devicePixelRatio())
        window.resize(min(1560, space.width()), min(900, space.height()))
        restore_places(store, window, {"tree_columns": window.center.tree.columns})
        if not window.isMaximized():
            window.resize(window.size().boundedTo(space))
        is_as_high = not window.isMaximized() and window.height() >= space.height()
        self.fills_screen = space.width() < WIDE_SCREEN and (is_as_high or not store.setting("window"))
        place = [int(part) for part in (store.setting(TREE_PLACE) or "").split(",") if part.isdigit()]
        left, above, right, below = place if len(place) == 4 else self._usual_place(space)
        window.center.leave_room(left, above, right, below)

    def _usual_place(self, room: QSize) -> tuple[int, int, int, int]:
        """Return where the tree will stand the first time."""
        width = room.width() if self.fills_screen else self._window.width()
        beside_list, beside_pane = _sides(width)
        height = room.height() if self.fills_screen else self._window.height()
        below = BELOW_TREE if height >= ROOM_FOR_PROBLEMS else STATUS_HEIGHT
        return RAIL_WIDTH + beside_list + bool(beside_list), ABOVE_TREE, beside_pane + 1, below

    def restore_columns(self) -> None:
        """Put the columns of the plan's page where they stood."""
        window, store = self._window, self._store
        hidden = store.setting("plan_list_hidden")
        is_narrow = window.screen().availableSize().width() < ROOM_FOR_LIST
        window.plan_list.setHidden(hidden == "1" if hidden else is_narrow)
        beside_list, beside_pane = _sides(window.width())
        beside_list = 0 if window.plan_list.isHidden() else beside_list
        room = window.width() - window.rail.sizeHint().width() - 2 * window.columns.handleWidth()
        window.columns.setCollapsible(0, False)  # F9 hides it; shown it is never of no width
        window.columns.setSizes([beside_list, room - beside_list - beside_pane, beside_pane])
        restore_places(store, None, {"columns": window.columns})

    def restore_rest(self) -> None:
        """Put the panes below the tree where they stood."""
        window, store = self._window, self._store
        restore_places(store, None, self._problems())
        hidden = store.setting("problems_hidden")
        window.center.problems.setHidden(hidden == "1" if hidden else window.height() < ROOM_FOR_PROBLEMS)

    def tree_place(self) -> tuple[int, int, int, int]:
        """Return how many pixels of the window are left of the tree, above, right of and below it."""
        window, tree = self._window, self._window.center.tree
        corner = tree.mapTo(window, QPoint(0, 0))
        right, below = window.width() - corner.x() - tree.width(), window.height() - corner.y() - tree.height()
        return corner.x(), corner.y(), right, below

    def keep(self) -> None:
        """Remember where things stand."""
        window, store = self._window, self._store
        parts: dict[str, Kept] = {"columns": window.columns, "tree_columns": window.center.tree.columns}
        keep_places(store, window, {**parts, **self._problems(), **window.pages.kept()})
        window.center.tree.keep_folds()
        if window.center.tree.isVisible():
            store.set_setting(TREE_PLACE, ",".join(str(part) for part in self.tree_place()))
        store.set_setting("plan_list_hidden", "1" if window.plan_list.isHidden() else "0")
        store.set_setting("problems_hidden", "1" if window.center.problems.isHidden() else "0")

    def _problems(self) -> dict[str, Kept]:
        center = self._window.center
        return {"center_split": center.split, "fault_columns": center.problems.faults.columns}


def _sides(width: int) -> tuple[int, int]:
    if width < ROOM_FOR_LIST:
        return TINY_SIDES
    return NARROW_SIDES if width < NARROW else WIDE_SIDES
