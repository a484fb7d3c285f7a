"""R23: printers that fail in every way that can be had without one; tests/ui/test_failing_printers.py does it."""

import subprocess
import sys
from pathlib import Path

from tests.reliability.result import Result

ROOT = Path(__file__).parents[2]
TESTS = ("tests/ui/test_failing_printers.py", "tests/ui/test_print_dialog.py::test_a_printer_that_fails_is_said")


def run(scale: float, seed: int) -> Result:
    """Every failure, whatever the scale."""
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
    done = subprocess.run(asked, check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
    last = done.stdout.strip().splitlines()[-1:]
    return Result(tuple(last), () if done.returncode == 0 else (done.stdout[-2_000:],))
