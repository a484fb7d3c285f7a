"""How the units of a matrix are parted into bands that each fit on a sheet (print.md 3.6)."""

from collections.abc import Sequence
from itertools import pairwise

from planner.core.snapshot import UnitRef

# What a band costs that begins inside a kind of units, and what each column costs that a band is longer than the mean.
_INSIDE_A_KIND = 40.0


def parted(units: Sequence[UnitRef], most: int) -> list[tuple[UnitRef, ...]]:
    """Part `units` into the fewest bands of at most `most`, about equally long and rather parted between two kinds."""
    count = -(-len(units) // most)
    even = len(units) / max(1, count)
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        step: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            for stop in range(start + 1, min(start + most, len(units)) + 1):
                total = cost + (stop - start - even) ** 2 + _seam(units, stop)
                if stop not in step or total < step[stop][0]:
                    step[stop] = (total, start)
        best.append(step)
    stop, ends = len(units), []
    for step in reversed(best[1:]):
        ends.append(stop)
        stop = step[stop][1]
    starts = [0, *reversed(ends)]
    return [tuple(units[start:stop]) for start, stop in pairwise(starts)]


def _seam(units: Sequence[UnitRef], place: int) -> float:
    """Return what it costs to begin a band with the unit at `place`."""
    if place >= len(units):
        return 0.0
    return _INSIDE_A_KIND if units[place].kind is units[place - 1].kind else 0.0
