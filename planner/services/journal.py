"""The journal: each step as the rows before and after it. It serves undo, redo, history and audit.

What a step changed is seen by the database, not by the program: triggers in the temporary schema keep each row as it
was before its first UPDATE or DELETE, and rows added are those above the last id given out before the step. So bulk
inserts and SQL count as much as objects of a session, and a table that a migration adds is journalled by itself.
Rows are never renumbered, nothing inserts an id that was given out before, and the journal's own tables stay outside.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from planner.core.change import Change
from planner.services.images import Images, Value, as_written
from planner.services.step import Touched

# The steps that are undone stand behind the last one that is not.
_UNDONE = "id > coalesce((SELECT id FROM journal_steps WHERE is_undone = 0 ORDER BY id DESC LIMIT 1), 0)"
_EVENTS = ("UPDATE", "DELETE")
_OUTSIDE = ("settings", "journal_", "sqlite_")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A line of the history: its place, its name, when it was made, and whether it is undone now."""

    sequence: int
    name: str
    made_at: datetime
    is_undone: bool


class Journal:
    """The journal of one connection.

    `watch` and `look_away` stand before a transaction, which would take the triggers along when it is rolled back; the
    other methods run inside that of their caller.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._columns: dict[str, tuple[str, ...]] = {}
        self._is_watching = False
        self._given_out: dict[str, int] = {}
        self._images: dict[str, Images] = {}

    def watch(self) -> None:
        """See to it that the rows a step touches are kept."""
        if self._is_watching:
            return
        tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self._connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS touched"
            " (of_table TEXT, row_id INTEGER, before TEXT, PRIMARY KEY (of_table, row_id)) WITHOUT ROWID"
        )
        for (table,) in tables:
            if not table.startswith(_OUTSIDE):
                self._columns[table] = columns = tuple(
                    row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')
                )
                self._install(table, columns)
        self._is_watching = True

    def look_away(self) -> None:
        """Take the triggers away while rows are put back: ten thousand images would be made for nothing."""
        if not self._is_watching:
            return
        for table in self._columns:
            for event in _EVENTS:
                self._connection.execute(f'DROP TRIGGER IF EXISTS temp."{table}_{event}"')
        self._is_watching = False

    def begin(self) -> None:
        """Start to watch what the step does."""
        self._connection.execute("DELETE FROM temp.touched")
        self._given_out = dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence"))

    def record(self, name: str, touched: Touched, author: str = "") -> int | None:
        """Write down who made the step, and return its place, or None when nothing changed; what was undone goes."""
        collected = self._collect()
        self._images = collected
        if not collected:
            return None
        self._cut()
        made_at = datetime.now().astimezone().isoformat(timespec="seconds")
        sequence = self._connection.execute(
            "INSERT INTO journal_steps (name, made_at, plan_ids, node_id, author, is_undone) VALUES (?, ?, ?, ?, ?, 0)",
            (name, made_at, json.dumps(touched.plan_ids), touched.node_id, author),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO journal_images (step_id, table_name, images) VALUES (?, ?, ?)",
            [(sequence, table, images.packed()) for table, images in collected.items()],
        )
        return sequence

    def next_to(self, direction: Literal["undo", "redo"]) -> tuple[int, str, Touched] | None:
        """Return the step that undo or redo would take, or None."""
        order = "is_undone = 0 ORDER BY id DESC" if direction == "undo" else f"{_UNDONE} ORDER BY id"
        row = self._connection.execute(
            f"SELECT id, name, plan_ids, node_id FROM journal_steps WHERE {order} LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        with as_written():
            return row[0], row[1], Touched(tuple(json.loads(row[2])), row[3])

    def replay(self, direction: Literal["undo", "redo"]) -> Change | None:
        """Take the next step back, or bring it again, and return it; None when there is none."""
        step = self.next_to(direction)
        if step is None:
            self._images = {}
            return None
        sequence, name, touched = step
        back = direction == "undo"
        images = self._connection.execute(
            "SELECT table_name, images FROM journal_images WHERE step_id = ?", (sequence,)
        ).fetchall()
        self._images = {table: self._of_now(sequence, table, Images.unpacked(stored)) for table, stored in images}
        for table, found in self._images.items():
            self._apply(table, found, back=back)
        self._connection.execute("UPDATE journal_steps SET is_undone = ? WHERE id = ?", (int(back), sequence))
        return replace(self.change(sequence, name, touched), replayed=True)

    def change(self, sequence: int, name: str, touched: Touched) -> Change:
        """Return a step as it is told, with what it left of the plans and the node."""
        left = [plan for plan in touched.plan_ids if self._exists("plans", plan)]
        node = touched.node_id if touched.node_id and self._exists("nodes", touched.node_id) else None
        return Change(sequence, name, touched.plan_ids, node, removed=len(left) < len(touched.plan_ids))

    def take_images(self) -> "dict[str, Images]":
        """Return what the last step did to the rows, and let go of it."""
        images, self._images = self._images, {}
        return images

    def history(self, limit: int) -> tuple[HistoryEntry, ...]:
        """Return the latest steps, the last one first."""
        rows = self._connection.execute(
            "SELECT id, name, made_at, is_undone FROM journal_steps ORDER BY id DESC LIMIT ?", (limit,)
        ).fetchall()
        with as_written():
            return tuple(HistoryEntry(row[0], row[1], datetime.fromisoformat(row[2]), bool(row[3])) for row in rows)

    def _exists(self, table: str, row_id: int) -> bool:
        return self._connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)).fetchone() is not None

    def _install(self, table: str, columns: Sequence[str]) -> None:
        # No OR IGNORE here: the conflict clause of the outer statement would overrule it.
        before = ", ".join(f'OLD."{column}"' for column in columns)
        for event in _EVENTS:
            self._connection.execute(
                f'CREATE TEMP TRIGGER IF NOT EXISTS "{table}_{event}" BEFORE {event} ON main."{table}" BEGIN'
                f" INSERT INTO touched SELECT '{table}', OLD.id, json_array({before})"
                f" WHERE NOT EXISTS (SELECT 1 FROM touched WHERE of_table = '{table}' AND row_id = OLD.id); END"
            )

    def _collect(self) -> dict[str, Images]:
        """Return what the step did, table by table."""
        found: dict[str, Images] = {}
        before: dict[str, list[tuple[int, str]]] = {}
        for table, row_id, image in self._connection.execute("SELECT of_table, row_id, before FROM temp.touched"):
            if row_id <= self._given_out.get(table, 0):
                before.setdefault(table, []).append((row_id, image))
        added = dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence"))
        for table, columns in self._columns.items():
            last = self._given_out.get(table, 0)
            has_grown = added.get(table, 0) > last
            if not has_grown and table not in before:
                continue
            images = Images(columns, [], [], [])
            if has_grown:
                listed = ", ".join(f'"{column}"' for column in columns)
                images.added = self._connection.execute(
                    f'SELECT {listed} FROM "{table}" WHERE id > ?', (last,)
                ).fetchall()
            self._compare(table, images, before.get(table, ()))
            if images:
                found[table] = images
        return found

    def _compare(self, table: str, images: Images, before: Iterable[tuple[int, str]]) -> None:
        listed = ", ".join(f'"{column}"' for column in images.columns)
        for row_id, image in before:
            old: list[Value] = json.loads(image)
            new = self._connection.execute(f'SELECT {listed} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
            if new is None:
                images.removed.append(tuple(old))
                continue
            differing = [place for place, value in enumerate(old) if value != new[place]]
            if differing:
                images.changed.append(
                    (
                        row_id,
                        {images.columns[place]: old[place] for place in differing},
                        {images.columns[place]: new[place] for place in differing},
                    )
                )

    def _cut(self) -> None:
        if self.next_to("redo"):
            self._connection.execute(
                f"DELETE FROM journal_images WHERE step_id IN (SELECT id FROM journal_steps WHERE {_UNDONE})"
            )
            self._connection.execute(f"DELETE FROM journal_steps WHERE {_UNDONE}")

    def _of_now(self, sequence: int, table: str, images: Images) -> Images:
        """Return images that an older program kept with the columns of today, and keep them so.

        Rows that go were filled by the migrations and are kept as they stand; for rows that come the defaults count.
        """
        described = self._connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        now = {name: default for _, name, _, _, default, _ in described}
        missing = [column for column in now if column not in images.columns]
        if not missing:
            return images
        columns = (*images.columns, *missing)
        (defaults,) = self._connection.execute(f"SELECT {', '.join(now[column] or 'NULL' for column in missing)}")
        listed = ", ".join(f'"{column}"' for column in missing)
        widened = Images(columns, [], [], images.changed)
        for wide, rows in ((widened.added, images.added), (widened.removed, images.removed)):
            for row in rows:
                found = self._connection.execute(f'SELECT {listed} FROM "{table}" WHERE id = ?', (row[0],)).fetchone()
                wide.append((*row, *(found or defaults)))
        self._connection.execute(
            "UPDATE journal_images SET images = ? WHERE step_id = ? AND table_name = ?",
            (widened.packed(), sequence, table),
        )
        return widened

    def _apply(self, table: str, images: Images, *, back: bool) -> None:
        going, coming = (images.added, images.removed) if back else (images.removed, images.added)
        columns = ", ".join(f'"{column}"' for column in images.columns)
        marks = ", ".join("?" * len(images.columns))
        done = 0
        if going:
            done += self._connection.executemany(
                f'DELETE FROM "{table}" WHERE id = ?', [(row[0],) for row in going]
            ).rowcount
        if coming:
            done += self._connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', coming).rowcount
        for row_id, old, new in images.changed:
            values = old if back else new
            assigned = ", ".join(f'"{column}" = ?' for column in values)
            done += self._connection.execute(
                f'UPDATE "{table}" SET {assigned} WHERE id = ?', (*values.values(), row_id)
            ).rowcount
        if done != len(going) + len(coming) + len(images.changed):
            raise sqlite3.DatabaseError(f"the journal does not fit the rows of {table}")
