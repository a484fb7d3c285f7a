"""What a self-test found, step by step: a step that fails is an answer, never an exception."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from planner.core.errors import PlannerError


@dataclass(frozen=True, slots=True)
class Proof:
    """One step of a self-test; `step` is stable for scripts, `name` and `text` are Chinese."""

    step: str
    name: str
    is_good: bool
    text: str
    seconds: float


def prove(step: str, name: str, action: Callable[[], str]) -> Proof:
    """Do a step and return what came of it; `action` returns what is to be said of its success."""
    start = time.perf_counter()
    try:
        text, is_good = action(), True
    except PlannerError as error:
        text, is_good = str(error), False
    except Exception as error:  # a broken installation can fail in any way, and that is what is asked for
        text, is_good = f"{type(error).__name__}: {error}", False
    return Proof(step, name, is_good, text, round(time.perf_counter() - start, 2))


def demand(is_so: bool, otherwise: str) -> None:
    """Raise `NotProved` with the words `otherwise` unless `is_so`."""
    if not is_so:
        raise NotProved(otherwise)


class NotProved(PlannerError):
    """The program did not do what it should have done."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "", code="NOT_PROVED")
