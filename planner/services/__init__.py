"""The only way to change a store, one file per noun; a step takes the session first and never commits.

    store.write("修改标题", lambda session: items.set_title(session, node_id, "…"))

Importing this package loads no SQLModel: reading goes through plain sqlite3, and the tables are loaded with the first
write or by `Store.warm_up` in a thread.
"""

from planner.services.journal import HistoryEntry
from planner.services.records import UnitRecord
from planner.services.step import Touched
from planner.services.store import Store

__all__ = ["HistoryEntry", "Store", "Touched", "UnitRecord"]
