"""The goals of reliability: what each must show, the figures of a push and of a soak, and the module that runs it.

The module has one function `run(scale: float, seed: int) -> Result`: at scale 1 it does the large figures, at another
scale that share of them, and with another seed other cases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from tests.reliability.result import Result


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: its number, what must be, what a push does, what a soak does, and its module in this package."""

    number: str
    must: str
    on_push: str
    at_length: str
    module: str

    def runner(self) -> Callable[[float, int], Result]:
        """The function that runs this goal; ModuleNotFoundError while nobody wrote it."""
        run: Callable[[float, int], Result] = import_module(f"tests.reliability.{self.module}").run
        return run


GOALS = (
    Goal("R1", "kill -9 loses and damages nothing", "20 in each of 9 operations", "200 in each", "kills"),
    Goal("R2", "written, flushed and fsynced before replaced", "every writer", "every writer", "durability"),
    Goal("R3", "a failed write or a full disk harms nothing", "every k", "and a full disk", "faults"),
    Goal("R7", "the store is its model after every step", "200 runs of 50 steps", "2,000 of 100", "editing"),
    Goal("R8", "what goes out comes back the same", "50 plans", "500 plans", "round_trips"),
    Goal("R11", "text in a sheet stays text", "28 strings in every table", "10,000 more strings", "spreadsheets"),
    Goal("R12", "every schema opens as it was", "every schema and statement", "more contents", "schemas"),
    Goal("R13", "a good backup is always there", "6 days", "60 days", "rotation"),
    Goal("R14", "never two writers, never locked out", "20 pairs, 5 kills", "200 pairs, 50 kills", "starts"),
    Goal("R15", "a file open elsewhere is told and kept", "every writer", "every writer", "busy_targets"),
    Goal("R16", "no network", "audit hook", "and an empty network, traced", "network"),
    Goal("R17", "no private traces", "canaries", "every table unpacked", "traces"),
    Goal("R18", "a damaged store is found and told", "40 stores", "400 stores", "damage"),
    Goal("R19", "the window's process lives", "drift of references", "hours of random keys", "window_process"),
    Goal("R20", "any name and place works or is told", "40 cases", "40 cases", "places"),
    Goal("R22", "dates and order whatever the clock says", "12 cases", "120 cases", "clocks"),
    Goal("R23", "a printer that fails is told", "every failure", "every failure", "printers"),
    Goal("R24", "the tests bite", "15 seeded faults", "every seeded fault", "seeded"),
)
