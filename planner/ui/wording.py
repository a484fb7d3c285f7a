"""The short sentences that several parts of the window share."""

from collections import Counter
from collections.abc import Iterable

from planner.core.deadlines import shown_deadlines
from planner.core.draft import Fault
from planner.core.labels import numbered
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role, Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.DOUBT: "待核对", Severity.NOTE: "提示"}
KINDS = {NodeKind.SECTION: "部分", NodeKind.ITEM: "任务", NodeKind.STEP: "举措"}
WEIGHT = {Severity.ERROR: 0, Severity.DOUBT: 1, Severity.NOTE: 2}
STAGES = {"draft": "征求意见稿", "final": "正式稿"}


def counts(snapshot: PlanSnapshot, *, review: bool = False) -> str:
    """Return the line of counts, e.g. 38 项，5 个部分，12 处待核对，3 处余文."""
    sections = [node.kind for node in snapshot.nodes].count(NodeKind.SECTION)
    words = [f"{len(snapshot.items)} 项", f"{sections} 个部分", *fault_counts(snapshot.open_faults, review=review)]
    if snapshot.leftovers:
        words.append(f"{len(snapshot.leftovers)} 处余文")
    return ("，" if review else " · ").join(words)


def fault_counts(faults: Iterable[Fault], *, review: bool = False) -> list[str]:
    """Return how many faults want deciding, and how many are remarks, none of which are told when there are none."""
    weights = Counter(fault.severity is Severity.NOTE for fault in faults)
    words = [f"{weights[False]} 处{'待核对' if review else '疑点'}"] if weights[False] or review else []
    return [*words, f"{weights[True]} 条提示"] if weights[True] else words


def without_lead(snapshot: PlanSnapshot) -> int:
    """Return how many items have nobody in the lead."""
    return len(snapshot.unled)


def unit_line(assignments: Iterable[Assignment]) -> str:
    """Return units as they are printed and typed: A、B、C."""
    return "、".join(found.unit.name for found in assignments)


def unknown_unit(typed: str) -> str:
    """Return what is said of letters that are the initials of no unit."""
    return f"名录里没有“{typed}”，没有存；新单位请输汉字名称"


def deadline_line(node: PlanNode) -> str:
    """Return the deadlines of a node as worded, without mere beginnings."""
    return "；".join(found.text for found in shown_deadlines(node.deadlines))


def label_of(node: PlanNode) -> str:
    """Return the node's name in a sentence, cut short."""
    words = numbered(node.number, node.title) or KINDS[node.kind]
    return words if len(words) <= 16 else f"{words[:15]}…"


def role_word(snapshot: PlanSnapshot | None, role: Role) -> str:
    """Return the plan's own word for a role, if it is short, else 牵头 or 配合."""
    default = "牵头" if role is Role.LEAD else "配合"
    word = "" if snapshot is None else snapshot.lead_word if role is Role.LEAD else snapshot.partner_word
    return word if 0 < len(word) <= 6 else default
