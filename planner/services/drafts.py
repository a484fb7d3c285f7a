"""A stored plan as the draft it could have come from, for the plan document of the command line."""

from dataclasses import replace

from planner.core.draft import DraftAssignment, DraftNode, DraftPlan, Target
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot


def draft_of(plan: PlanSnapshot) -> DraftPlan:
    """Return the plan with its nodes numbered from 1 in plan order; nothing else differs from what is stored."""
    numbers: dict[int | None, int] = {node.node_id: place for place, node in enumerate(plan.nodes, start=1)}

    def assignment(found: Assignment) -> DraftAssignment:
        return DraftAssignment(
            found.unit.name,
            found.as_written,
            found.role,
            found.stated,
            found.group,
            numbers.get(found.inherited_from),
        )

    def node(found: PlanNode) -> DraftNode:
        return DraftNode(
            node_id=numbers[found.node_id],
            parent_id=numbers.get(found.parent_id),
            kind=found.kind,
            origin=found.origin,
            level=found.level,
            ordinal=plan.ordinals[found.node_id],
            number=found.number,
            title=found.title,
            body=found.body,
            number_proposed=found.number_proposed,
            fields=found.fields,
            assignments=tuple(assignment(one) for one in found.assignments),
            open_ended=found.open_ended,
            persons=found.persons,
            deadlines=found.deadlines,
            targets=tuple(Target(one.text, one.value, one.unit, one.bound) for one in found.targets),
        )

    return DraftPlan(
        source=plan.source,
        head=plan.head,
        preamble=plan.preamble,
        closing=plan.closing,
        nodes=tuple(node(found) for found in plan.nodes),
        tables=tuple(replace(table, rows=tuple(numbers[row] for row in table.rows)) for table in plan.tables),
        glossary=plan.glossary,
        spans=tuple(span._replace(node=numbers.get(span.node)) for span in plan.spans),
        leftovers=plan.leftovers,
        faults=tuple(replace(fault, node=numbers.get(fault.node)) for fault in plan.faults),
        lead_word=plan.lead_word,
        partner_word=plan.partner_word,
    )
