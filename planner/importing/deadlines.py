"""Deadlines of the plan being read, with the places where they stand; the rules are in core.deadlines."""

from collections.abc import Sequence

from planner.core.deadlines import find_deadlines, is_deadline
from planner.core.deadlines import read_deadline as labelled_deadline
from planner.core.draft import Deadline

__all__ = ["is_deadline", "labelled_deadline", "prose_deadlines"]


def prose_deadlines(text: str, years: Sequence[int]) -> list[tuple[int, Deadline]]:
    """Return the deadlines that sentences of `text` set, each with its place; `years` are those the plan is for."""
    return [(found.start, found.deadline) for found in find_deadlines(text, years)]
