"""The tree of one plan in memory, for steps that move many nodes: read by one statement, written back by one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind
from planner.services.tree import fitting_kind

if TYPE_CHECKING:
    from planner.models import Session

_READ = "SELECT id, parent_id, kind, position FROM nodes WHERE plan_id = ? ORDER BY position"
_WRITE = "UPDATE nodes SET parent_id = ?, kind = ?, position = ? WHERE id = ?"


class Outline:
    """Parents, children in order and kinds by id; None is the parent of the top level."""

    def __init__(self, session: "Session", plan_id: int) -> None:
        session.flush()
        rows = session.connection().exec_driver_sql(_READ, (plan_id,)).fetchall()
        self._before = {node_id: (parent_id, kind, position) for node_id, parent_id, kind, position in rows}
        self.above: dict[int, int | None] = {}
        self.kinds: dict[int, NodeKind] = {}
        self.below: dict[int | None, list[int]] = {None: []}
        for node_id, parent_id, kind, _ in rows:
            self.above[node_id] = parent_id
            self.kinds[node_id] = NodeKind(kind)
            self.below.setdefault(parent_id, []).append(node_id)

    def topmost(self, node_ids: Iterable[int]) -> list[int]:
        """Return those nodes that stand below no other of them, in plan order; raise GONE when one is not there."""
        wanted = set(node_ids)
        if not wanted <= self.above.keys():
            raise StepError("所选的内容里有的已经不在了。", "请重新选择。", code="GONE")
        found = []
        waiting = list(reversed(self.below[None]))
        while waiting:
            node_id = waiting.pop()
            if node_id in wanted:
                found.append(node_id)
            else:
                waiting.extend(reversed(self.below.get(node_id, ())))
        return found

    def subtree(self, node_id: int) -> list[int]:
        """Return a node and all below it, parents before their children."""
        found = [node_id]
        for one in found:
            found.extend(self.below.get(one, ()))
        return found

    def siblings(self, node_id: int) -> list[int]:
        """Return the children of a node's parent, itself among them."""
        return self.below[self.above[node_id]]

    def take_out(self, node_ids: Iterable[int]) -> None:
        """Take nodes, with what is below them, from where they stand."""
        gone = set(node_ids)
        for parent_id in {self.above[node_id] for node_id in gone}:
            self.below[parent_id] = [one for one in self.below[parent_id] if one not in gone]

    def put(self, node_ids: Sequence[int], parent_id: int | None, place: int) -> None:
        """Put nodes that were taken out under a parent, before its child at `place`; their kinds follow."""
        around = self.below.setdefault(parent_id, [])
        around[place:place] = node_ids
        for node_id in node_ids:
            self.above[node_id] = parent_id
            for one in self.subtree(node_id):
                parent = self.above[one]
                self.kinds[one] = fitting_kind(self.kinds[one], self.kinds[parent] if parent is not None else None)

    def write(self, session: "Session") -> None:
        """Store what has changed."""
        rows = [
            (parent_id, self.kinds[node_id].value, position, node_id)
            for parent_id, children in self.below.items()
            for position, node_id in enumerate(children)
            if self._before[node_id] != (parent_id, self.kinds[node_id].value, position)
        ]
        if rows:
            session.connection().exec_driver_sql(_WRITE, rows)
            session.expire_all()
