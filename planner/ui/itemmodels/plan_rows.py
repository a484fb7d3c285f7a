"""A node of a snapshot in the words that the tree shows and that the filter searches."""

from datetime import date

from planner.core.customs import USUAL, Customs
from planner.core.opening import PREVIEW_LENGTH, TreeRow
from planner.core.progress import Status
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind, Severity
from planner.ui.wording import WEIGHT, deadline_line, unit_line


def row_of(node: PlanNode, ordinal: int, day: date | None = None, customs: Customs | None = None) -> TreeRow:
    """Return what the tree shows of a node of that running number, with how it stands on a day if that is given."""
    leads = node.leads
    status, light, is_done, due = ("", "", False, "") if day is None else _state(node, day, customs or USUAL)
    return TreeRow(
        node.node_id,
        node.parent_id,
        node.kind,
        node.number,
        node.title,
        node.body[:PREVIEW_LENGTH].replace("\n", " "),
        unit_line(leads),
        (unit_line(node.partners) + (" 等" if node.open_ended else "")).strip(),
        deadline_line(node),
        node.kind is NodeKind.SECTION or all(found.inherited_from is not None for found in node.assignments),
        any(not found.stated for found in leads),
        status,
        light,
        str(ordinal) if node.kind is NodeKind.ITEM else "",
        is_done,
        due,
    )


def _state(node: PlanNode, day: date, customs: Customs) -> tuple[str, str, bool, str]:
    """Return status, light, whether it is done and the last day; a step has them once something was reported of it."""
    if node.kind is NodeKind.SECTION or (node.kind is NodeKind.STEP and not node.entries):
        return "", "", False, ""
    state = standing(node, day, customs)
    light = state.light.value if state.light is not None else ""
    return state.word, light, state.status is Status.DONE, _short_day(state.due_on, day, deadline_line(node))


def _short_day(due_on: date | None, day: date, words: str) -> str:
    """Return a last day as it stands beside words that do not name it: 06-30, with the year where it is another."""
    if due_on is None or f"{due_on.month}月{due_on.day}日" in words:
        return ""
    return f"{due_on:%m-%d}" if due_on.year == day.year else f"{due_on:%Y-%m-%d}"


def doubts_of(snapshot: PlanSnapshot) -> tuple[dict[int, str], dict[int, Severity]]:
    """Return what is said of each node's faults, and how heavy the heaviest of them is."""
    doubts: dict[int, str] = {}
    severities: dict[int, Severity] = {}
    for fault in snapshot.open_faults:
        if fault.node is not None:
            known = doubts.get(fault.node)
            doubts[fault.node] = f"{known}\n{fault.message}" if known else fault.message
            heaviest = severities.get(fault.node, fault.severity)
            severities[fault.node] = min(heaviest, fault.severity, key=WEIGHT.__getitem__)
    return doubts, severities
