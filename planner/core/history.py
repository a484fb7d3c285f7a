"""What was changed about an item, as the clerk reads it: when, by whom, in which step, what it was and what it is."""

from collections.abc import Iterable
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


HEADS = ("时间", "修改人", "操作", "内容", "原来", "现在")


def history_cells(change: ItemChange) -> tuple[str, str, str, str, str, str]:
    """Return a change as the cells of a table, under `HEADS`."""
    step = f"{change.step}（已撤销）" if change.is_undone else change.step
    return f"{change.when:%Y-%m-%d %H:%M}", change.author, step, change.what, change.old, change.new


def history_text(changes: Iterable[ItemChange]) -> str:
    """Return changes as lines of text with tabs, for a table or a mail."""
    rows = (HEADS, *map(history_cells, changes))
    return "".join("\t".join(" ".join(part.split()) for part in row) + "\n" for row in rows)
