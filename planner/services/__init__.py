"""The only way to change a store, one file per noun; a step takes the session first and never commits.

    store.write("修改标题", lambda session: items.set_title(session, node_id, "…"))

Importing this package loads no SQLModel: reading goes through plain sqlite3, and the tables are loaded with the first
write or by `Store.warm_up` in a thread. The values beside `Store` are loaded when they are named.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from planner.services.store import Store

if TYPE_CHECKING:
    from planner.services.journal import HistoryEntry
    from planner.services.records import KeptReview, ReviewRecord, UnitRecord
    from planner.services.step import Touched

__all__ = ["HistoryEntry", "KeptReview", "ReviewRecord", "Store", "Touched", "UnitRecord"]
_LATER = {
    "HistoryEntry": "journal",
    "KeptReview": "records",
    "ReviewRecord": "records",
    "Touched": "step",
    "UnitRecord": "records",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = found
    return found
