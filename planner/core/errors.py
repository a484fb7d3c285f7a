"""Errors the clerk can cause or meet: what happened, in Chinese, and what to do now.

Anything that is no `PlannerError` is a fault of the program. The exit statuses are those of the command line.
"""

from pathlib import Path


class PlannerError(Exception):
    """A trouble the clerk can act on. `message` says what happened, `hint` what to do; `code` is stable for scripts."""

    exit_status = 1

    def __init__(self, message: str, hint: str, *, code: str, file: Path | str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.file = file

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


class UsageError(PlannerError):
    """The command was worded wrongly, or names a plan that is not there."""

    exit_status = 2


class InputError(PlannerError):
    """The input cannot be used: EMPTY, WRONG_TYPE, TOO_BIG, ENCODING, NOT_A_PLAN …"""

    exit_status = 3


class StoreError(PlannerError):
    """The store cannot be used: STORE_DAMAGED, NEWER, STORE_LOCKED, READ_ONLY, NOT_OUR_DB …"""

    exit_status = 4


class OutputError(PlannerError):
    """The output cannot be written: TARGET_LOCKED, DISK_FULL, NO_ACCESS, PATH …"""

    exit_status = 5


class StepError(PlannerError):
    """A gesture that makes no sense where it was made (joining the last item with the next)."""

    exit_status = 2
