"""Plans ordered by unit: a heading or the words before a colon are the unit, and what follows is its duty."""

import re

from planner.core.draft import DraftAssignment
from planner.core.unit_names import canonical, is_group
from planner.core.vocabulary import NodeKind, Role
from planner.importing.contents import Contents
from planner.importing.found_labels import Labels
from planner.importing.lines import Line
from planner.importing.reading import Reading
from planner.importing.unit_lists import looks_like_units, read_unit_list

_TASKS = re.compile(r"(?:的?(?:主要|工作|重点)?(?:任务|职责|工作|分工)(?:任务|清单|要求)?)$")


def open_unnumbered(text: str, body: list[Line], labels: Labels) -> int:
    """Return the index of the first paragraph that ends in units when a document has no numbers at all."""
    del text, labels
    return len(body)


def read_unit_headings(text: str, contents: list[Contents]) -> None:
    """Nothing yet."""
    del text, contents


def inherited_units(contents: Contents, ids: dict[int, int], reading: Reading) -> list[DraftAssignment]:
    """Return the units that an item has from the heading above it, where headings are units."""
    del contents, ids, reading
    return []


__all__ = [
    "NodeKind",
    "Role",
    "canonical",
    "inherited_units",
    "is_group",
    "looks_like_units",
    "open_unnumbered",
    "read_unit_headings",
    "read_unit_list",
]
