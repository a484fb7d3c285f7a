"""Who probably leads an item: the memory of the store, kept up to date without anybody waiting for it.

A small store is read again between two keys, so that what was just set is known for the next item; a large one is read
by the worker once the clerk rests, and until it is done the memory of before answers.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from planner.core.snapshot import PlanNode
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.proposals import Memory, Proposal

BUILT_AT_ONCE = 300
"""Items in the store up to which the memory is built at once."""
REST_MS = 2000
ASKED = 9
BY_NAME = "职责相近"


def source_of(proposal: "Proposal") -> str:
    """Return in the clerk's words what a proposal rests on."""
    return proposal.source or BY_NAME


class Proposer(QObject):
    """Asks the memory; `learned` tells that the worker has brought a newer one."""

    learned = Signal()

    def __init__(self, workspace: Workspace, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._memory: Memory | None = None
        self._in_use: frozenset[str] = frozenset()
        self._is_stale = True
        self._is_reading = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._submit)
        workspace.changed.connect(self._forget)

    @property
    def is_ready(self) -> bool:
        """Whether there is a memory, be it of before the last step."""
        return self._memory is not None

    def prepare(self) -> None:
        """Let the worker read the store while the clerk looks."""
        self._learn(at_once=False)

    def propose(self, item: PlanNode, limit: int, *, at_once: bool) -> "tuple[Proposal, ...]":
        """Return the units in use that most likely lead an item; none while nothing is learned yet.

        With `at_once` a small store is read first; otherwise the worker reads it and tells by `learned`.
        """
        self._learn(at_once=at_once)
        snapshot = self._workspace.snapshot
        if self._memory is None or snapshot is None:
            return ()
        section = snapshot.by_id.get(item.parent_id or 0)
        found = self._memory.propose(item.title, item.body, section.title if section else "", ASKED)
        return tuple(one for one in found if one.unit in self._in_use)[:limit]

    def _forget(self, _snapshot: object, change: object) -> None:
        self._is_stale = self._is_stale or change is not None
        if self._rest.isActive():
            self._rest.start()

    def _learn(self, *, at_once: bool) -> None:
        is_small = sum(plan.item_count for plan in self._workspace.plans) <= BUILT_AT_ONCE
        if at_once and is_small and (self._is_stale or self._is_reading):
            self._worker.forget("memory")
            self._take(self._read())
        elif self._is_stale and (is_small or self._memory is None):
            self._submit()
        elif self._is_stale:
            self._rest.start()

    def _submit(self) -> None:
        self._is_stale, self._is_reading = False, True
        self._worker.submit("memory", self._read, self._learned, self._workspace.failed.emit)

    def _read(self) -> "tuple[Memory, frozenset[str]]":
        store = self._workspace.store
        return store.memory(), frozenset(unit.name for unit in store.units() if not unit.is_retired)

    def _take(self, found: "tuple[Memory, frozenset[str]]") -> None:
        self._memory, self._in_use = found
        self._is_stale = self._is_reading = False

    def _learned(self, found: "tuple[Memory, frozenset[str]]") -> None:
        was_stale = self._is_stale  # something was set while it was read
        self._take(found)
        self._is_stale = was_stale
        self.learned.emit()
