"""What a clerk should look at: the faults of a plan, gathered from all stages."""

from planner.importing.faults import Doubt
from planner.importing.reading import Reading


def check(reading: Reading) -> list[Doubt]:
    """Return the doubts in the order of their places; `node` is a node's id."""
    return reading.doubts
