"""The order of a plan: depth first, siblings as the store has them."""

from collections.abc import Iterable
from typing import Any, TypeVar

Row = TypeVar("Row", bound=tuple[Any, ...])


def depth_first(rows: Iterable[Row]) -> list[tuple[int, Row]]:
    """Return rows that begin with their id and their parent's, siblings in order, as the tree stands, with levels."""
    children: dict[int | None, list[Row]] = {}
    for row in rows:
        children.setdefault(row[1], []).append(row)
    ordered: list[tuple[int, Row]] = []
    waiting = [(1, row) for row in reversed(children.get(None, ()))]
    while waiting:
        level, row = waiting.pop()
        ordered.append((level, row))
        if row[0] in children:
            waiting.extend((level + 1, child) for child in reversed(children[row[0]]))
    return ordered
