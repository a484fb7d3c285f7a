"""Whether a process still runs: one that has ended is gone, even while nobody has asked how it ended."""

import os
import subprocess
import sys
from time import monotonic, sleep

from planner.core.processes import is_gone


def test_a_process_that_runs_is_there() -> None:
    assert not is_gone(os.getpid())


def test_a_process_that_has_ended_is_gone_before_its_parent_asks_for_it() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert not is_gone(child.pid)
        child.kill()
        end = monotonic() + 30
        while not is_gone(child.pid) and monotonic() < end:
            sleep(0.01)
        assert is_gone(child.pid)
        assert child.returncode is None
    assert is_gone(child.pid)
