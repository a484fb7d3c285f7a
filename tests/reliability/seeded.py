"""R24: the tests bite. Faults are put into a copy of the package one by one; the test named for each must fail."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.reliability.result import Result, counted
from tests.reliability.seeded_faults import FAULTS, SeededFault

ROOT = Path(__file__).parents[2]
COPIED = ("planner", "tests", "resources")
CONFIGURED = """[pytest]
pythonpath = .
filterwarnings = error
markers = slow: not run here
addopts = -q -x -p no:cacheprovider -p no:pytestqt -p no:hypothesispytest -p no:xdist
"""
FAILED = 1
HANGS = 124
_TOO_LONG = 600


def copied(folder: Path) -> Path:
    """Lay a copy of the package and its tests into `folder` and return it."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pytest.ini").write_text(CONFIGURED, encoding="utf-8")
    return folder


def tested(folder: Path, test: str) -> int:
    """Run one test in the copy and return pytest's exit status."""
    try:
        run = subprocess.run(
            [sys.executable, "-B", "-m", "pytest", test],
            check=False,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TOO_LONG,
        )
    except subprocess.TimeoutExpired:
        return HANGS
    return run.returncode


def escaped(fault: SeededFault, folder: Path) -> str:
    """Put a fault into the copy, run its test, mend the copy; return what is wrong, nothing when the test noticed."""
    file = folder / fault.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(fault.was) != 1:
        return f"{fault.name}: its place in {fault.file} is gone; seed it anew"
    file.write_text(whole.replace(fault.was, fault.becomes), encoding="utf-8")
    try:
        status = tested(folder, fault.caught_by)
    finally:
        file.write_text(whole, encoding="utf-8")
    return "" if status == FAILED else f"{fault.name}: {fault.caught_by} ended with {status} and did not notice"


def by_chance(count: int, seed: int, *, quick: bool) -> tuple[SeededFault, ...]:
    """Return `count` of the faults; quick ones have a test that takes no longer than a second or two."""
    known = [fault for fault in FAULTS if not (quick and fault.is_slow)]
    return tuple(random.Random(seed).sample(known, min(count, len(known))))


def not_caught(faults: Sequence[SeededFault]) -> list[str]:
    """Seed faults one by one and return those that no test noticed."""
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        return [wrong for fault in faults if (wrong := escaped(fault, folder))]


def failing_anyway(faults: Sequence[SeededFault]) -> list[str]:
    """Return the tests that fail without any fault: what they notice says nothing."""
    tests = sorted({fault.caught_by for fault in faults})
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        return [f"{test} fails without a fault" for test in tests if tested(folder, test)]


def run(scale: float, seed: int) -> Result:
    """Every seeded fault at scale 1, else some by chance; and the tests that are to notice pass without them."""
    chosen = by_chance(counted(len(FAULTS), min(scale, 1)), seed, quick=scale < 1)
    findings = failing_anyway(chosen) + not_caught(chosen)
    return Result(
        (f"{len(chosen)} of {len(FAULTS)} faults seeded, each with the test that notices it",), tuple(findings)
    )
