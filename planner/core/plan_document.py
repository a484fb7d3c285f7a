"""The plan document: a draft as the JSON object that the command line promises (format planner.plan, version 1)."""

from dataclasses import asdict
from typing import Any

from planner.core.draft import DraftNode, DraftPlan, Fault

FORMAT = "planner.plan"
VERSION = 1


def plan_document(plan: DraftPlan) -> dict[str, Any]:
    """Return `plan` as a JSON-ready object; keys and meanings stay stable within a version."""
    head = asdict(plan.head)
    for key in ("issued_on", "published_on", "printed_on"):
        head[key] = head[key].isoformat() if head[key] else None
    head["copy_to"] = dict(plan.head.copy_to)
    return {
        "format": FORMAT,
        "version": VERSION,
        "source": asdict(plan.source),
        "head": head,
        "preamble": plan.preamble,
        "closing": plan.closing,
        "role_words": {"lead": plan.lead_word, "partner": plan.partner_word},
        "nodes": [_node(node) for node in plan.nodes],
        "tables": [asdict(table) for table in plan.tables],
        "glossary": [asdict(entry) for entry in plan.glossary],
        "spans": [span._asdict() for span in plan.spans],
        "leftovers": [asdict(leftover) for leftover in plan.leftovers],
        "faults": [_fault(fault) for fault in plan.faults],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    """Return a fault; that it is settled is said only of those that are."""
    found = asdict(fault)
    if not found["settled"]:
        del found["settled"]
    return found


def _node(node: DraftNode) -> dict[str, Any]:
    found = asdict(node)
    for target in found["targets"]:
        del target["actual"], target["is_struck"]
    found["id"] = found.pop("node_id")
    found["parent"] = found.pop("parent_id")
    for deadline in found["deadlines"]:
        for key in ("starts_on", "ends_on"):
            deadline[key] = deadline[key].isoformat() if deadline[key] else None
    return found
