"""The process that reads one hostile file: no store, no window, little memory, and nothing to lose.

It is started by isolation.py, takes a line of JSON and the file's bytes from standard input, and answers in lines of
JSON on standard output.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import IO

from planner.core.errors import InputError
from planner.core.input_errors import Bomb, DamagedFile

_MB = 1024 * 1024
_MEMORY = 512 * _MB
_SECONDS_BESIDE = 10


def main() -> int:
    """Read what standard input holds and answer; return the exit status."""
    answers = _claim_output()
    _answer(answers, {"ready": True})
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(asked["size"])
    _limit(int(asked["seconds"]))
    from planner.importing.intake import read_here
    from planner.importing.wire import to_json

    trouble = ""
    try:
        source = read_here(data, asked["name"], asked["kind"], lambda words: _answer(answers, {"doing": words}))
        answers.write(b'{"source":' + to_json(source).encode("ascii") + b"}\n")
        answers.flush()
    except InputError as caught:
        error = caught
    except (MemoryError, RecursionError):
        error = Bomb(asked["name"])
    except Exception as caught:
        error = DamagedFile(asked["name"])
        trouble = _whereabouts(caught)
    else:
        return 0
    told = {"code": error.code, "message": error.message, "hint": error.hint}
    _answer(answers, {"error": told} | ({"trouble": trouble} if trouble else {}))
    return 0


def _claim_output() -> IO[bytes]:
    """Return standard output for the answers alone; what a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return own


def _answer(answers: IO[bytes], value: dict[str, object]) -> None:
    answers.write(json.dumps(value).encode("ascii") + b"\n")
    answers.flush()


def _limit(seconds: int) -> None:
    """Set the limits that a process sets for itself; on Windows its parent has put it into a job object."""
    if sys.platform == "win32":
        return
    import resource

    pages = 0
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + _MEMORY
    limits = {
        resource.RLIMIT_CPU: seconds + _SECONDS_BESIDE,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _MEMORY,
        **({resource.RLIMIT_AS: most} if pages else {}),
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _whereabouts(error: Exception) -> str:
    """Return what a reader failed with and where, without a word of the file."""
    last = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(last))
    return f"{type(error).__name__} at {places}"
