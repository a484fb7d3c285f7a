"""What is kept of a plan between two readings is what a fresh reading finds."""

from dataclasses import replace
from pathlib import Path

from planner.core.customs import USUAL
from planner.core.deadlines import TERMS
from planner.core.draft import DraftNode
from planner.services import Store, assignments, plans
from planner.services.plan_reader import PlanReader
from tests.builders import big_draft


def _by_position(node: DraftNode) -> DraftNode:
    return replace(node, assignments=tuple(replace(found, stated=False) for found in node.assignments))


def test_a_step_on_more_rows_than_are_read_alone_reaches_every_node(tmp_path: Path) -> None:
    draft = big_draft(300)
    draft = replace(draft, nodes=tuple(_by_position(node) for node in draft.nodes))
    with Store.open(tmp_path / "planner.db") as store:
        store.write("导入", lambda session: plans.add_plan(session, draft))
        assert store.snapshot(1).has_assumed_leads
        store.write("确认", lambda session: assignments.confirm_roles(session, 1))
        kept = replace(store.snapshot(1), customs=USUAL, dated_by=TERMS)
        assert kept == PlanReader(store._connection).snapshot(1)
        assert not kept.has_assumed_leads
