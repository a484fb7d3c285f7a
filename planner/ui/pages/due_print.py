"""From the page 到期 to paper: the print dialog with the list as it is shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.core.filtering import ItemFilter
from planner.core.involvement import Involvement, involvements
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import Role
from planner.ui.dialogs.print_dialog import PrintDialog, open_print
from planner.ui.pages.due_search import is_called
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

REPORT = "due-list"


def print_due(
    workspace: Workspace, window: "MainWindow", plan_id: int, preset: dict[str, object], chosen: ItemFilter
) -> PrintDialog:
    """Open the print dialog on the list of what is due in a plan, or in all with `preset` of "others"."""
    workspace.about_to_act.emit()
    snapshot = workspace.snapshot
    plan = snapshot if snapshot is not None and snapshot.plan_id == plan_id else workspace.store.snapshot(plan_id)
    return open_print(window, plan, workspace.store, window.worker, report=REPORT, preset=preset, chosen=chosen)


def filter_of(plans: Sequence[PlanSnapshot], words: str, *, joined: bool) -> ItemFilter:
    """Return the filter that a typed word means: the units that are called so, or else the words of the items."""
    if not words:
        return ItemFilter()
    parts = [part for plan in plans for part in involvements(plan)]
    known = {name for part in parts for name in (part.unit.name, *_group_of(part))}
    names = {name for name in known if is_called(name, words)}
    if not names:
        return ItemFilter(text=words)
    return ItemFilter(units=tuple(sorted(names)), role=None if joined else Role.LEAD)


def _group_of(part: Involvement) -> tuple[str, ...]:
    return () if part.group is None else (part.group.name,)
