"""Parsing against a compiled-regex line scan of the same text, at 1 and 200 copies of a plan.

Prints two ratios: parse ÷ scan, and the cost per character at 200 copies ÷ at one. The plans are the project's sample
and, where they lie beside the checkout, the five real ones.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from planner.importing import parse, read_file, read_text  # noqa: E402

SCAN = re.compile(
    r"^[ \t　-]*(?:(?P<section>[一二三四五六七八九十]+、)|(?P<sub>（[一二三四五六七八九十]+）)|(?P<item>\d+[.．、])"
    r"|(?P<label>(?:牵头|责任|配合)[^\s:：]{0,12}[:：]))"
)
COPIES = 200
ROUNDS = 7


def scan(text: str) -> int:
    match = SCAN.match
    return sum(1 for line in text.split("\n") if match(line))


def read_and_parse(text: str) -> object:
    return parse(read_text(text))


def clock(work: Callable[[str], object], text: str) -> float:
    started = time.perf_counter()
    work(text)
    return time.perf_counter() - started


def interleaved(rounds: int, **runs: Callable[[], float]) -> dict[str, float]:
    """Return the median of each run, the runs taken in turn so that a drifting machine touches all alike."""
    seen: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            seen[name].append(run())
    return {name: statistics.median(times[1:]) for name, times in seen.items()}


def main() -> int:
    paths = [ROOT / "resources" / "samples" / "sample-plan.txt"]
    paths += sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    print(f"{'plan':<34}{'parse ÷ scan':>14}{'MB/s':>8}{f'x{COPIES} ÷ x1':>12}")
    for path in paths:
        text = read_file(path).text
        many = text * COPIES
        medians = interleaved(
            ROUNDS,
            scan=partial(clock, scan, text),
            parse=partial(clock, read_and_parse, text),
        )
        large = clock(read_and_parse, many) / COPIES
        speed = len(text.encode()) / medians["parse"] / 1e6
        ratio = medians["parse"] / medians["scan"]
        print(f"{path.name[:32]:<34}{ratio:>14.1f}{speed:>8.1f}{large / medians['parse']:>12.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
