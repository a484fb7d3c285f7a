"""What there is at this moment, for the actions that need it."""

from planner.ui.actions import When
from planner.ui.workspace import Workspace


def states_of(workspace: Workspace) -> set[When]:
    """Return the conditions that hold."""
    snapshot, node = workspace.snapshot, workspace.node
    found = set()
    if snapshot is not None and snapshot.plan_id:
        found.add(When.PLAN)
        if node is not None:
            found.add(When.NODE)
            found |= {When.SPLITTABLE} if node.body else set()
        if snapshot.has_assumed_leads:
            found.add(When.BY_POSITION)
        if snapshot.unled:
            found.add(When.NO_ASSIGNED_LEAD)
    if snapshot is not None and snapshot.open_faults:
        found.add(When.FAULTS)
    found |= {When.FILTERED} if workspace.filter is not None else set()
    found |= {When.UNDO} if workspace.store.undo_name else set()
    found |= {When.REDO} if workspace.store.redo_name else set()
    return found
