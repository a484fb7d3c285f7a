"""Parsing against a compiled-regex line scan of the same text, at 1 and 200 copies of a plan.

The floor is one compiled pattern with named groups that runs over the whole text and builds nothing: it tells the
number marks and bullets at line starts apart and finds, wherever they stand in a line, the labels of units and the
brackets that close a list of units, so that every character is looked at. Prints MB/s (UTF-8) of both, the ratio
parse ÷ scan, and the cost per character at 200 copies ÷ at one; process time, the garbage collector at rest. The
plans are the project's sample and, where they lie beside the checkout, the five real ones.
"""

import gc
import re
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.timing import clock, medians  # noqa: E402
from planner.importing import parse, read_file, read_text  # noqa: E402

_HAN = "[一二三四五六七八九十]"
SCAN = re.compile(
    r"[\n：:）)](?:"
    rf"(?<=\n)[^\S\n]*+(?:(?P<section>{_HAN}{{1,3}}、)|(?P<sub>（{_HAN}{{1,3}}）)|(?P<item>[0-9]{{1,3}}[.．、]))"
    r"|(?P<label>(?<=[：:])(?<=(?:单位|部门|科室|处室|领导|时限).))"
    r"|(?P<units>(?<=[）)])(?=[。；;]?(?:\n|\Z))))"
)
COPIES = 200
ROUNDS = 7


def scan(text: str) -> None:
    """Run the floor over the text; only the groups' names are looked at."""
    for match in SCAN.finditer(text):
        match.lastgroup  # noqa: B018 (reading it is the work)


def read_and_parse(text: str) -> object:
    return parse(read_text(text))


def main() -> int:
    paths = [ROOT / "resources" / "samples" / "sample-plan.txt"]
    paths += sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    print(f"{'plan':<34}{'parse ÷ scan':>14}{'scan MB/s':>11}{'parse MB/s':>12}{f'x{COPIES} ÷ x1':>12}")
    gc.disable()
    for path in paths:
        text = read_file(path).text
        many = text * COPIES
        found = medians(
            ROUNDS,
            scan=partial(scan, text),
            parse=partial(read_and_parse, text),
        )
        large = clock(partial(read_and_parse, many)) / COPIES
        size = len(text.encode()) / 1e6
        ratio = found["parse"] / found["scan"]
        gc.collect()
        speeds = f"{size / found['scan']:>11.0f}{size / found['parse']:>12.1f}"
        print(f"{path.name[:32]:<34}{ratio:>14.1f}{speeds}{large / found['parse']:>12.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
