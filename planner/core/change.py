"""What a write did, told to whoever shows the plan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One committed step: its place in the journal, its name in the clerk's words, and what it touched.

    `node_id` is the node to select afterwards, if any; `removed` is true when the plan itself is gone,
    `replayed` when undo or redo made the change.
    """

    sequence: int
    name: str
    plan_ids: tuple[int, ...] = ()
    node_id: int | None = None
    removed: bool = False
    replayed: bool = False
