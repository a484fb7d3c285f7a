"""Medians of runs taken in turn, so that a drifting machine touches all alike."""

import gc
import statistics
import time
from collections.abc import Callable


def clock(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that `work` takes; freeing what it made is not counted."""
    started = time.process_time()
    found = work()
    taken = time.process_time() - started
    del found
    return taken


def medians(rounds: int, **runs: Callable[[], object]) -> dict[str, float]:
    """Return the median seconds of each run over `rounds`, after one round that is not counted."""
    seen: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            seen[name].append(clock(run))
            gc.collect()
    return {name: statistics.median(times[1:]) for name, times in seen.items()}
