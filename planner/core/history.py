"""What was changed about an item, as the clerk reads it: when, by whom, in which step, what it was and what it is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One thing that a step changed about an item; `is_undone` when the step is taken back at this moment."""

    when: datetime
    author: str
    step: str
    what: str
    old: str
    new: str
    is_undone: bool = False
