"""From the page 到期 to paper: the print dialog with the list as it is shown."""

from typing import TYPE_CHECKING

from planner.core.filtering import ItemFilter
from planner.ui.dialogs.print_dialog import PrintDialog, open_print

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
    words = page.filter.text().strip()
    names = sorted({found.unit.name for line in page.shown_lines() for found in line.node.assignments if words})
    preset = {
        "period": month[:7] if month is not None else page.periods.value,
        "by": "unit" if page.grouping.value == "unit" else "day",
        "only": "all" if page.closed.isChecked() else "",
        "others": one is None,
    }
    chosen = ItemFilter(text=words) if words and words not in "".join(names) else ItemFilter()
    return open_print(window, plan, workspace.store, window.worker, report=REPORT, preset=preset, chosen=chosen)
