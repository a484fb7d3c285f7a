"""Values that only the services hand out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A line of the register of units; `node_count` is the number of nodes the unit has a part in."""

    unit_id: int
    name: str
    aliases: tuple[str, ...]
    node_count: int
