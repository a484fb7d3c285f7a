"""From the page 到期 to paper: the print dialog with the list as it is shown."""

from typing import TYPE_CHECKING

from planner.core.filtering import ItemFilter
from planner.core.involvement import Involvement, involvements
from planner.core.vocabulary import Role
from planner.ui.dialogs.print_dialog import PrintDialog, open_print
from planner.ui.pages.due_search import is_called

if TYPE_CHECKING:
    from planner.ui.pages.due import DuePage

REPORT = "due-list"


def print_due(page: "DuePage") -> PrintDialog:
    """Open the print dialog on the list of what is due, in the period, order and plans that the page shows."""
    workspace, window = page.workspace, page.main_window
    workspace.about_to_act.emit()
    month = page.month.currentData()
    one = page.plans.currentData()
    plan_id = one if one is not None else max(plan.plan_id for plan in page.shelf.plans)
    snapshot = workspace.snapshot
    plan = snapshot if snapshot is not None and snapshot.plan_id == plan_id else workspace.store.snapshot(plan_id)
    preset = {
        "period": month[:7] if month is not None else page.periods.value,
        "by": "unit" if page.grouping.value == "unit" else "day",
        "only": "all" if page.closed.isChecked() else "",
        "others": one is None,
    }
    chosen = _chosen(page)
    return open_print(window, plan, workspace.store, window.worker, report=REPORT, preset=preset, chosen=chosen)


def _chosen(page: "DuePage") -> ItemFilter:
    """Return what the page is filtered by: the units that its word means, or else the words of the items."""
    words = page.filter.text().strip()
    if not words:
        return ItemFilter()
    parts = [part for plan in page.shelf.plans for part in involvements(plan)]
    names = {name for part in parts for name in (part.unit.name, *_group_of(part)) if is_called(name, words)}
    if not names:
        return ItemFilter(text=words)
    return ItemFilter(units=tuple(sorted(names)), role=None if page.joined.isChecked() else Role.LEAD)


def _group_of(part: Involvement) -> tuple[str, ...]:
    return () if part.group is None else (part.group.name,)
