"""A plan whole, put together from what stands in the store, and brought up to date after each step.

The first snapshot takes some ten statements whatever the size of the plan. After a step only the nodes that it touched
are read; the others are the very same objects as before, so that a view can tell in a moment what is new.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from planner.core.collector import without_collector
from planner.core.draft import Source
from planner.core.errors import UsageError
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.services import snapshots
from planner.services.images import Images
from planner.services.plan_order import depth_first
from planner.services.snapshots import NodeParts, NodeRow, Scope

_PLAN = """
SELECT title, notice_title, issuers, document_number, addressees, issued_on, published_on, years, stage, copy_to,
       printed_by, printed_on, preamble, closing, lead_word, partner_word, name, kind, sha256, text
FROM plans JOIN sources ON sources.plan_id = plans.id WHERE plans.id = ?
"""

MOST_READ_ALONE = 400
Read = TypeVar("Read")
Tree: TypeAlias = list[tuple[int, NodeRow]]

# The tables each reader reads: a step that touches one of them makes it read again.
_READS: dict[Callable[[sqlite3.Connection, int], Any], frozenset[str]] = {
    snapshots.read_groups: frozenset({"group_members", "units"}),
    snapshots.read_appendices: frozenset({"source_tables", "glossary_entries"}),
    snapshots.read_spans: frozenset({"spans"}),
    snapshots.read_leftovers: frozenset({"leftovers"}),
    snapshots.read_faults: frozenset({"faults"}),
}


class PlanReader:
    """Reads plans from one connection and keeps the parts of the plan read last, until a step touches them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._plan_id: int | None = None
        self._kept: dict[Callable[[sqlite3.Connection, int], Any], Any] = {}
        self._nodes = KeptNodes()

    def forget(self, images: Mapping[str, Images]) -> None:
        """Read anew, at the next snapshot, what a step changed."""
        self._kept = {read: part for read, part in self._kept.items() if not _READS[read] & images.keys()}
        self._nodes.forget(self._connection, images)

    def snapshot(self, plan_id: int) -> PlanSnapshot:
        """Return a plan as it stands; raise `UsageError` when there is no such plan.

        A value that no program of ours has written (a day that is no day) is a torn store: `sqlite3.DatabaseError`.
        """
        if plan_id != self._plan_id:
            self._plan_id, self._kept, self._nodes = plan_id, {}, KeptNodes()
        try:
            with without_collector():
                return self._assembled(plan_id)
        except (ValueError, KeyError) as error:
            raise sqlite3.DatabaseError(f"plan {plan_id} holds a value that cannot be") from error

    def _assembled(self, plan_id: int) -> PlanSnapshot:
        row = self._connection.execute(_PLAN, (plan_id,)).fetchone()
        if row is None:
            raise UsageError(
                f"没有编号为 {plan_id} 的计划。", "请用 planner list 查看计划的编号。", code="NO_SUCH_PLAN"
            )
        preamble, closing, lead_word, partner_word, name, kind, sha256, text = row[12:]
        nodes, appendices = self._nodes.nodes(self._connection, plan_id), self._part(snapshots.read_appendices)
        return PlanSnapshot(
            plan_id=plan_id,
            source=Source(name, kind, sha256, text),
            head=snapshots.head_of(row[:12]),
            preamble=preamble,
            closing=closing,
            nodes=nodes,
            tables=snapshots.tables_of(appendices, self._nodes.tree) if appendices else (),
            glossary=snapshots.glossary_of(appendices),
            spans=self._part(snapshots.read_spans),
            leftovers=self._part(snapshots.read_leftovers),
            faults=self._part(snapshots.read_faults),
            lead_word=lead_word,
            partner_word=partner_word,
            groups=self._part(snapshots.read_groups),
            register=tuple(self._nodes.units.values()),
        )

    def _part(self, read: Callable[[sqlite3.Connection, int], Read]) -> Read:
        if read not in self._kept and self._plan_id is not None:
            self._kept[read] = read(self._connection, self._plan_id)
        part: Read = self._kept[read]
        return part


class KeptNodes:
    """The nodes of one plan as they were read last, and which of them are to be read again.

    `_stale` are the nodes whose rows or parts changed, None when all of them may have; `_is_moved` says that the tree
    itself has another shape. `units` are those of the register, by their id.
    """

    def __init__(self) -> None:
        self.tree: Tree = []
        self._places: dict[int, int] = {}
        self._parts: NodeParts | None = None
        self.units: dict[int, UnitRef] = {}
        self._units_may_differ = True
        self._nodes: tuple[PlanNode, ...] = ()
        self._stale: set[int] | None = None
        self._is_moved = True

    def forget(self, connection: sqlite3.Connection, images: Mapping[str, Images]) -> None:
        """Mark what a step changed."""
        touched: set[int] = set()
        for table in images.keys() & {"nodes", *snapshots.HANGING}:
            found = images[table]
            if table == "nodes":
                # Brothers behind a node that comes or goes change their position, and nothing that a node says.
                touched |= {row_id for row_id, old, _new in found.changed if old.keys() != {"position"}}
                # Undo brings back what the step removed.
                touched |= {int(row[0] or 0) for row in (*found.added, *found.removed)}
                moved = any(snapshots.SHAPE & old.keys() for _row_id, old, _new in found.changed)
                self._is_moved |= bool(found.added or found.removed or moved)
            else:
                touched |= _nodes_of(connection, table, found)
        self._units_may_differ |= "units" in images
        if len(touched) > MOST_READ_ALONE:
            self._stale, self._is_moved = None, True
        elif self._stale is not None:
            self._stale |= touched

    def nodes(self, connection: sqlite3.Connection, plan_id: int) -> tuple[PlanNode, ...]:
        """Return the nodes in plan order, those that did not change as the objects they were."""
        if self._units_may_differ:
            self._compare_units(connection)
        if self._parts is None or self._stale is None:
            self._parts, self._stale = snapshots.read_parts(connection, Scope.plan(plan_id), self.units), None
            self.tree = snapshots.read_tree(connection, plan_id)
        else:
            self._read_again(connection, plan_id, self._stale)
        if self._is_moved or self._stale is None:
            self._nodes = self._built(self._parts, self._stale)
            self._places = {row[0]: place for place, (_, row) in enumerate(self.tree)}
        elif self._stale:
            nodes = list(self._nodes)
            for node_id in self._stale & self._places.keys():
                place = self._places[node_id]
                level, row = self.tree[place]
                nodes[place] = snapshots.node_of(level, row, self._parts)
            self._nodes = tuple(nodes)
        self._stale, self._is_moved = set(), False
        return self._nodes

    def _compare_units(self, connection: sqlite3.Connection) -> None:
        """Mark the nodes that name a unit which is not as it was; a new unit makes none of them stale."""
        units, self._units_may_differ = snapshots.read_units(connection), False
        changed = {unit_id for unit_id, unit in self.units.items() if units.get(unit_id) != unit}
        self.units = units
        if changed and self._parts is not None and self._stale is not None:
            named = self._parts.assignments.items()
            self._stale |= {node_id for node_id, found in named if any(one.unit.unit_id in changed for one in found)}

    def _read_again(self, connection: sqlite3.Connection, plan_id: int, stale: set[int]) -> None:
        """Bring tree and parts up to date: the rows of these nodes, and the shape of the whole if it is another."""
        if self._parts is not None and stale:
            self._parts.take(stale, snapshots.read_parts(connection, Scope.some(stale), self.units))
        newer = {row[0]: row for row in snapshots.read_rows(connection, stale)} if stale else {}
        if self._is_moved:
            rows = {row[0]: row for _, row in self.tree} | newer
            self.tree = depth_first([rows[node_id] for node_id in snapshots.read_order(connection, plan_id)])
            return
        for node_id, row in newer.items():
            if node_id in self._places:
                place = self._places[node_id]
                self.tree[place] = (self.tree[place][0], row)

    def _built(self, parts: NodeParts, stale: set[int] | None) -> tuple[PlanNode, ...]:
        """Return the nodes of the tree as it stands now; who has neither moved nor changed stays the object it was."""
        known = {node.node_id: node for node in self._nodes}
        nodes = []
        for level, row in self.tree:
            old = known.get(row[0])
            if old is not None and stale is not None and row[0] not in stale and _stands(old, level, row):
                nodes.append(old)
                continue
            new = snapshots.node_of(level, row, parts)
            nodes.append(old if old is not None and old == new else new)
        return tuple(nodes)


def _stands(node: PlanNode, level: int, row: NodeRow) -> bool:
    """Tell whether a node is where its row says."""
    return node.level == level and node.parent_id == row[1]


def _nodes_of(connection: sqlite3.Connection, table: str, images: Images) -> set[int]:
    """Return the nodes that the touched rows hang on, or hung on before."""
    place = images.columns.index("node_id")
    found: Iterable[Any] = [row[place] for row in (*images.added, *images.removed)]
    said = [value["node_id"] for _, *sides in images.changed for value in sides if "node_id" in value]
    silent = [row_id for row_id, old, _ in images.changed if "node_id" not in old]
    which = f"SELECT DISTINCT node_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    asked = connection.execute(which, (json.dumps(silent),)).fetchall() if silent else []
    return {int(node_id) for node_id in (*found, *said, *(row[0] for row in asked)) if node_id is not None}
