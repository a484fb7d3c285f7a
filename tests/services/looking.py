"""Looking at a store from the side: its rows as they lie, and what must hold of them at any time."""

from dataclasses import replace
from typing import Any

from planner.core.customs import USUAL
from planner.core.deadlines import TERMS
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import NodeKind, Part
from planner.models.soundness import broken_rule
from planner.services import Store
from planner.services.plan_reader import PlanReader

OUTSIDE = ("journal_steps", "journal_images", "sqlite_sequence", "settings")


def dump(store: Store) -> dict[str, list[Any]]:
    """Return every row of every table but the journal's and the settings."""
    connection = store._connection
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for (name,) in names
        if name not in OUTSIDE
    }


def assert_sound(store: Store) -> None:
    """References lead somewhere, orders are dense, each character of each source is accounted for."""
    connection = store._connection
    assert not connection.in_transaction
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert broken_rule(connection) is None
    known = {plan.plan_id: PlanReader(connection).snapshot(plan.plan_id) for plan in store.plans()}
    shown = store._reader._plan_id  # the plan read last: asking for another would let go of what is kept of it
    for plan_id in [shown] if shown in known else list(known)[:1]:
        kept = store.snapshot(plan_id)
        bare = replace(kept, customs=USUAL, dated_by=TERMS)  # these come from the settings and a table of their own
        assert bare == known[plan_id]
    for plan in known.values():
        assert_accounted(plan)


def assert_accounted(plan: PlanSnapshot) -> None:
    """Each character lies in one span, leftovers are the spans of that part, kinds fit what they stand under."""
    text = plan.source.text
    seen, left = [0] * len(text), [False] * len(text)
    for span in plan.spans:
        assert span.start < span.end
        assert (span.node is None) or (span.node in plan.by_id)
        for place in range(span.start, span.end):
            seen[place] += 1
            left[place] = span.part is Part.LEFTOVER
    listed = [0] * len(text)
    for leftover in plan.leftovers:
        for place in range(leftover.start, leftover.end):
            listed[place] += 1
    for place, character in enumerate(text):
        if not character.isspace():
            assert seen[place] == 1
            assert listed[place] == int(left[place])
    for node in plan.nodes:
        above = plan.by_id[node.parent_id].kind if node.parent_id is not None else None
        assert (node.kind is NodeKind.STEP) == (above in (NodeKind.ITEM, NodeKind.STEP))


def words(plan: PlanSnapshot, node_id: int, part: Part) -> str:
    """Return what the source says in the spans of one part of a node."""
    return "".join(plan.source.text[s.start : s.end] for s in plan.spans if s.node == node_id and s.part is part)


def outline(plan: PlanSnapshot) -> list[tuple[int, str, int]]:
    """Return the tree as level, kind and id, in plan order."""
    return [(node.level, node.kind.value, node.node_id) for node in plan.nodes]
