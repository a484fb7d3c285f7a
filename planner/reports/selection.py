"""Which rows the 责任分解表 of a plan has: items in plan order, headings above them, steps with units of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Origin
from planner.reports.layouts import Layout
from planner.reports.wording import printable


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be: a section heading, or an item (or a step that has units of its own)."""

    node: PlanNode | None
    heading: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows to be, and how many items are left out because the plan's own table is printed alone."""

    entries: tuple[Entry, ...]
    left_out: int

    @property
    def nodes(self) -> tuple[PlanNode, ...]:
        """What gets a row of cells."""
        return tuple(entry.node for entry in self.entries if entry.node is not None)


def select(plan: PlanSnapshot, layout: Layout) -> Selection:
    """Return the rows to be in plan order."""
    headings = {row: table.heading for table in plan.tables for row in table.rows[:1] if table.heading}
    only_tables = layout.tables_first and any(item.origin is Origin.TABLE for item in plan.items)
    entries: list[Entry] = []
    waiting: list[Entry] = []
    left_out = 0
    for node in plan.nodes:
        if node.kind is NodeKind.SECTION:
            waiting = [entry for entry in waiting if entry.level < node.level]
            waiting.append(Entry(None, _heading(node), max(node.level, 1)))
        elif node.kind is NodeKind.ITEM and only_tables and node.origin is not Origin.TABLE:
            left_out += 1
        elif node.kind is NodeKind.ITEM or (node.has_own_units and not (only_tables and node.origin is Origin.TEXT)):
            if node.parent_id is None and node.node_id in headings:
                waiting = [Entry(None, printable(headings[node.node_id]), 1)]
            entries += [*waiting, Entry(node)]
            waiting = []
    return Selection(tuple(entries), left_out)


def _heading(node: PlanNode) -> str:
    return printable(node.number.strip() + node.title).replace("\n", " ").strip()


def text_steps(plan: PlanSnapshot, node: PlanNode) -> Iterable[PlanNode]:
    """Yield the steps below a node that stand in its text, theirs after them; a step with own units has a row."""
    for child in plan.children.get(node.node_id, ()):
        if child.kind is NodeKind.STEP and not child.has_own_units:
            yield child
            yield from text_steps(plan, child)
