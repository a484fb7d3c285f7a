"""A start that is killed when its counted statement is about to run, in a process of its own."""

import signal
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PROGRAM = """
import os, signal, sqlite3, sys
from pathlib import Path
from planner.models.connection import close_connection, open_connection
from {module} import {name} as migrations

last, seen, connect = int(sys.argv[2]), 0, sqlite3.connect

def count(statement):
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

def counted(*args, **kwargs):
    opened = connect(*args, **kwargs)
    opened.set_trace_callback(count)
    return opened

sqlite3.connect = counted
path = Path(sys.argv[1])
close_connection(open_connection(path, migrations), path)
print(seen)
"""
# Windows ends a process with the number of the signal as its status.
_KILLED = {-signal.SIGTERM, signal.SIGTERM, 1, -getattr(signal, "SIGKILL", signal.SIGTERM)}


def start_until(
    statement: int, path: Path, module: str = "planner.models.migrations", name: str = "MIGRATIONS"
) -> "subprocess.CompletedProcess[str]":
    """Start on the store at `path` with these migrations; one that comes to its end prints its statements."""
    line = [sys.executable, "-c", _PROGRAM.format(module=module, name=name), str(path), str(statement)]
    return subprocess.run(line, check=False, cwd=_ROOT, capture_output=True, encoding="utf-8", errors="replace")


def was_killed(run: "subprocess.CompletedProcess[str]") -> bool:
    """Return whether it died of the signal, and of no fault."""
    return run.returncode in _KILLED and "Traceback" not in run.stderr
