"""What a command says and where: results on standard output, messages on standard error, failures also as JSON."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from planner.core.errors import PlannerError

ERROR_FORMAT = "planner.error"


@dataclass
class Console:
    """The two streams of a command; `json_target` is the value of `--json`: None without it, `-` for stdout."""

    out: TextIO
    err: TextIO
    json_target: str | None = None

    @classmethod
    def standard(cls) -> "Console":
        """Return the process's own streams, in UTF-8 on every console."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="replace")
        return cls(sys.stdout, sys.stderr)

    def show(self, text: str) -> None:
        """Print a result; it goes to standard error when standard output carries JSON."""
        print(text, file=self.err if self.json_target == "-" else self.out)

    def say(self, text: str) -> None:
        """Print a message."""
        print(text, file=self.err)

    def report(self, error: PlannerError) -> None:
        """Say what went wrong and what to do now; with `--json` also as an object on standard output."""
        self.say(f"{error.message}{error.hint}")
        if self.json_target is not None:
            self.write_document(error_document(error), "-")

    def write_document(self, document: object, target: str) -> None:
        """Write `document` as JSON to the file `target`, or to standard output for `-`."""
        text = json.dumps(document, ensure_ascii=False, indent=1)
        if target == "-":
            print(text, file=self.out)
        else:
            from planner.core.handing_out import hand_out

            hand_out(Path(target), (text + "\n").encode("utf-8"))

    def flush(self) -> None:
        """Push everything out, so that a reader that went away is noticed while it can still be caught."""
        self.out.flush()


def error_document(error: PlannerError) -> dict[str, object]:
    """Return `error` as the JSON object of the contract (format planner.error, version 1)."""
    return {
        "format": ERROR_FORMAT,
        "version": 1,
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "file": str(error.file) if error.file is not None else None,
    }
