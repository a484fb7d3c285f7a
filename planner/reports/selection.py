"""Which rows the 责任分解表 of a plan has: items in plan order, headings above them, steps with units of their own."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from planner.core.errors import UsageError
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Origin
from planner.reports.headings import state_day
from planner.reports.request import PrintRequest
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


def chosen_items(plan: PlanSnapshot, request: PrintRequest) -> frozenset[int]:
    """Return the ids of the items that the request prints; raise `UsageError` when there is none."""
    if not plan.items:
        raise UsageError("这份计划里没有任务，没有可打印的内容。", "请先导入或添加任务。", code="NOTHING_TO_PRINT")
    found = wanted_items(plan, request)
    if not found:
        raise UsageError("没有符合筛选条件的任务，没有可打印的内容。", "请放宽筛选条件。", code="NOTHING_TO_PRINT")
    return found


def wanted_items(plan: PlanSnapshot, request: PrintRequest) -> frozenset[int]:
    """Return the ids of the items that the request prints, also when there is none."""
    if request.chosen.is_empty:
        return frozenset(item.node_id for item in plan.items)
    return request.chosen.chosen(plan, state_day(request) or date.max)


def select(plan: PlanSnapshot, wanted: Container[int], *, tables_first: bool = False, steps: bool = True) -> Selection:
    """Return the rows to be in plan order for the `wanted` items.

    With `tables_first` a plan that has a table of its own is printed by it alone; without `steps` items alone get rows.
    """
    headings = {row: table.heading for table in plan.tables for row in table.rows[:1] if table.heading}
    only_tables = tables_first and any(item.origin is Origin.TABLE for item in plan.items)
    entries: list[Entry] = []
    waiting: list[Entry] = []
    left_out = 0
    shown = True
    for node in plan.nodes:
        if node.kind is NodeKind.SECTION:
            waiting = [entry for entry in waiting if entry.level < node.level]
            waiting.append(Entry(None, _heading(node), max(node.level, 1)))
            continue
        if node.kind is NodeKind.ITEM:
            shown = node.node_id in wanted
        if not shown:
            continue
        if node.kind is NodeKind.ITEM and only_tables and node.origin is not Origin.TABLE:
            left_out += 1
        elif node.kind is NodeKind.ITEM or (
            steps and node.has_own_units and not (only_tables and node.origin is Origin.TEXT)
        ):
            if node.parent_id is None and node.node_id in headings:
                waiting = [Entry(None, printable(headings[node.node_id]), 1)]
            entries += [*waiting, Entry(node)]
            waiting = []
    return Selection(tuple(entries), left_out)


def _heading(node: PlanNode) -> str:
    return printable(node.number.strip() + node.title).replace("\n", " ").strip()


def text_steps(plan: PlanSnapshot, node: PlanNode, *, rows: bool = True) -> Iterable[PlanNode]:
    """Yield the steps below a node that stand in its text, theirs after them.

    A step with own units has a row; without `rows` it stands in the text too.
    """
    for child in plan.children.get(node.node_id, ()):
        if child.kind is NodeKind.STEP and not (rows and child.has_own_units):
            yield child
            yield from text_steps(plan, child, rows=rows)
