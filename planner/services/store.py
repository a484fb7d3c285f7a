"""The store: one connection, one writer, one journal.

Reading (`plans`, `snapshot`, `units`, `setting`) is plain sqlite3. Writing loads SQLModel, at the first write or before
it by `warm_up` in a thread. Any thread may call any method; a lock lets one at a time use the connection.

What the first picture of the window does not need (the journal, the snapshots and their values) is imported when it is
first asked for: `opening` is all that stands between the start and the tree.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, TypeVar

from planner.core.errors import StoreError
from planner.core.opening import Opening
from planner.core.store_errors import OtherStore, StoreAltered
from planner.models import occupancy, troubles
from planner.models.connection import check_pages, check_rules, close_connection, may_wait, open_connection
from planner.services import openings, seal

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from planner.core.backups import BackupFile
    from planner.core.change import Change
    from planner.core.draft import DraftPlan
    from planner.core.errors import PlannerError
    from planner.core.proposals import Memory
    from planner.core.settings import Settings
    from planner.core.snapshot import PlanSnapshot, PlanSummary
    from planner.models import Session
    from planner.services.journal import HistoryEntry, Journal
    from planner.services.plan_reader import PlanReader
    from planner.services.records import KeptReview, Likeness, ReviewRecord, UnitRecord
    from planner.services.safekeeping import Restored, Safekeeping
    from planner.services.step import Touched

Read = TypeVar("Read")
_LOOKED_BACK = 300


class Store:
    """An open store. Make it with `Store.open`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._lock = RLock()
        self._engine: Engine | None = None
        self._settings: Settings | None = None
        self._is_closed = False
        self._is_unchecked = False
        self.left_by: occupancy.Holder | None = None
        """Who held the store before and did not close it: the program was killed, or its stick was pulled out."""
        self.is_altered = False
        """Whether `was_altered` found so; a restore ends it."""

    @classmethod
    def open(cls, path: Path, *, check_later: bool = False, anew: bool = False) -> "Store":
        """Open the store at `path`, making it when nothing is there; raise `StoreError` when it cannot be used.

        With `check_later` a large store is looked through by `finish_opening`, behind the first picture of the window.
        Where a store was lost (STORE_GONE) an empty one is made only `anew`.
        """
        left_by, is_unchecked = occupancy.left_by(path), check_later and may_wait(path)
        store = cls(open_connection(path, unchecked=is_unchecked, anew=anew), path)
        store._is_unchecked, store.left_by = is_unchecked, left_by
        return store

    def reopen(self, newest: "HistoryEntry | None") -> None:
        """Take the store up again after its place was gone (a stick pulled out and put back), with all checks.

        `newest` is the last step known to be done in it: a store without that step is another one (STORE_OTHER).
        Raises `StoreError`; the store can be taken up again later, and until then nothing can be read or written.
        """
        if "_safekeeping" in self.__dict__:
            self._safekeeping.stop()  # before the lock is taken: the backup under way takes it once more to end
        with self._lock:
            self._let_go()
            self._is_closed = True  # until it is taken up again nothing here is ours, the note of who holds it least
            self._connection = open_connection(self.path)
            self._is_closed = False
            for part in ("_journal", "_reader", "_safekeeping"):
                self.__dict__.pop(part, None)
            self._engine, self._is_unchecked = None, False
            known = {(entry.sequence, entry.name, entry.made_at) for entry in self.history(_LOOKED_BACK)}
            if newest is not None and (newest.sequence, newest.name, newest.made_at) not in known:
                close_connection(self._connection, self.path)
                self._is_closed = True
                raise OtherStore(self.path)

    def finish_opening(self) -> None:
        """Look through a store that was opened unchecked; raise STORE_DAMAGED when something in it is torn."""
        if self._is_unchecked:
            with self._reading() as connection:
                check_pages(connection, self.path)
                check_rules(connection, self.path)
            self._is_unchecked = False

    def close(self) -> None:
        """Give the store free; closing twice is allowed. A backup under way is given up."""
        if "_safekeeping" in self.__dict__:
            self._safekeeping.stop()
        with self._lock:
            if not self._is_closed:
                self._seal()
                close_connection(self._connection, self.path)
                self._is_closed = True

    def was_altered(self) -> bool:
        """Return whether something other than the program has changed the content since the store was closed last."""
        slices, found = seal.altered(self._connection), False
        while True:
            with self._reading():
                latest = next(slices, None)
            if latest is None:
                break
            found = latest
        self.is_altered = found
        if found:
            self._safekeeping.note_altered()
        return found

    def _seal(self) -> None:
        """Seal the content; a store that cannot take it, or was never looked through, stays without."""
        with suppress(sqlite3.Error, UnicodeDecodeError):
            if not self._is_unchecked and not self._connection.in_transaction and not seal.is_sealed(self._connection):
                seal.put_on(self._connection)

    def _let_go(self) -> None:
        """Give up a connection whose file may be gone."""
        with suppress(sqlite3.Error):
            self._connection.rollback()
        with suppress(sqlite3.Error):
            self._connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm_up(self) -> None:
        """Load what writing needs. The lock is taken for a moment at the end, so that reading goes on meanwhile."""
        from sqlalchemy.orm import configure_mappers

        from planner.models import engine as _engine
        from planner.models import tables as _tables

        del _engine, _tables
        configure_mappers()
        with self._lock:
            self._writer().connect().close()  # what SQLAlchemy asks a connection once
            self._journal.watch()

    def write(self, name: str, step: "Callable[[Session], Touched]", *, backup_first: str = "") -> "Change":
        """Run `step` in one transaction, journal it under `name`, commit it, and return what changed.

        A step that raises leaves nothing. A step that changes nothing is not journalled: its `Change` has sequence 0
        and no plans. With `backup_first` (a `Reason`) the store is backed up before; where that fails the step is
        done all the same, and `backup_trouble` says why.
        """
        from planner.core.change import Change
        from planner.models import Session

        self.finish_opening()
        if backup_first:
            self.back_up_ahead(backup_first)
        with self._lock, troubles.told(self.path):
            if self._connection.in_transaction:
                raise RuntimeError("a step must not write to the store by itself")
            self._journal.watch()
            with self._writer().begin() as transaction:
                seal.take_off(self._connection)
                self._journal.begin()
                with Session(transaction, info={"customs": self.settings.customs}) as session:
                    touched = step(session)
                    session.flush()
                sequence = self._journal.record(name, touched, self.settings.author)
                if sequence is None:
                    return Change(0, name, node_id=touched.node_id)
                change = self._journal.change(sequence, name, touched)
            self._reader.forget(self._journal.take_images())
            return change

    def back_up(self, reason: str) -> "BackupFile | None":
        """Make a backup and return it; None when the newest good one holds this very state already.

        Others use the store meanwhile, so it may be called from a thread beside the window. Raises BACKUP_FAILED, or
        STORE_DAMAGED when the store itself is torn; `backup_trouble` keeps it.
        """
        self.finish_opening()
        return self._safekeeping.back_up(reason)

    def back_up_ahead(self, reason: str) -> None:
        """Make the backup that a step asks for, which then need not wait for it; `backup_trouble` says why it failed.

        The reviews that wait do not count: they change while they are on show.
        """
        with suppress(StoreError):
            self.finish_opening()
            self._safekeeping.back_up(reason, only_steps=True)

    def restore(self, backup: "Path") -> "Restored":
        """Bring the state of a backup into the store, with its history, and return what is there now.

        What is there before is backed up first (`恢复前`). Raises STORE_DAMAGED, NOT_OUR_DB or NEWER of the backup, and
        BACKUP_FAILED; the store is then as it was. Killed on the way, it is the old one or the new one.
        """
        restored = self._safekeeping.restore(backup, self._journal.look_away)
        with self._lock:
            self.__dict__.pop("_reader", None)
            self._is_unchecked = self.is_altered = False
        self.set_setting(seal.KEY, None)
        return restored

    @property
    def backup_trouble(self) -> "PlannerError | None":
        """Why the last backup was not made; None when it was, or when none was tried."""
        return self._safekeeping.trouble if "_safekeeping" in self.__dict__ else None

    def undo(self) -> "Change | None":
        """Take back the last step and return it; None when there is none."""
        return self._replay("undo")

    def redo(self) -> "Change | None":
        """Bring back the step undone last and return it; None when there is none."""
        return self._replay("redo")

    @property
    def undo_name(self) -> str | None:
        """The name of the step that `undo` would take back."""
        return self._name_of_next("undo")

    @property
    def redo_name(self) -> str | None:
        """The name of the step that `redo` would bring back."""
        return self._name_of_next("redo")

    def history(self, limit: int = 100) -> "tuple[HistoryEntry, ...]":
        """Return the latest steps, the last one first."""
        with self._reading():
            return self._journal.history(limit)

    def opening(self) -> Opening | None:
        """Return the tree of the plan that was open last, or the newest one; None while the store is empty."""
        with self._reading() as connection:
            return openings.opening(connection)

    def plans(self) -> "tuple[PlanSummary, ...]":
        """Return the list of plans."""
        from planner.services import queries

        with self._reading() as connection:
            return queries.plans(connection)

    def snapshot(self, plan_id: int) -> "PlanSnapshot":
        """Return a plan as it stands; raise `UsageError` when there is no such plan."""
        from dataclasses import replace

        from planner.services.customs import read_own_of

        with self._reading() as connection:
            plan, own = self._reader.snapshot(plan_id), read_own_of(connection, plan_id)
            customs = own.over(self.settings.customs)
            if (customs, own.dated_by) == (plan.customs, plan.dated_by):
                return plan
            return replace(plan, customs=customs, dated_by=own.dated_by)

    def draft(self, plan_id: int) -> "DraftPlan":
        """Return a plan as the import would have read it, with nodes numbered from 1."""
        from planner.services.drafts import draft_of

        return draft_of(self.snapshot(plan_id))

    def units(self) -> "tuple[UnitRecord, ...]":
        """Return the register of units in its order of print."""
        from planner.services import register

        with self._reading() as connection:
            return register.units(connection)

    def memory(self) -> "Memory":
        """Return what the stored items teach of who leads what."""
        from planner.core.proposals import Memory
        from planner.services import remembering

        with self._reading() as connection:
            items, names = remembering.known(connection)
        return Memory(items, names)  # outside the lock: it takes longer than the reading

    def likely_same(self) -> "tuple[Likeness, ...]":
        """Return the proposals that two names of the register are one unit."""
        from planner.services import likenesses

        with self._reading() as connection:
            return likenesses.likely_same(connection)

    def plans_of_source(self, sha256: str) -> tuple[tuple[int, str], ...]:
        """Return the id and the title of each plan that was read from this source, the oldest first."""
        from planner.services import queries

        with self._reading() as connection:
            return queries.plans_of_source(connection, sha256)

    def reviews(self) -> "tuple[ReviewRecord, ...]":
        """Return the reviews that wait to be agreed to, the oldest first."""
        from planner.services import queries

        with self._reading() as connection:
            return queries.reviews(connection)

    def review_of_source(self, sha256: str) -> int | None:
        """Return the id of the latest review of this source that waits, or None."""
        from planner.services import reviews

        with self._reading() as connection:
            return reviews.of_source(connection, sha256)

    def review(self, review_id: int) -> "KeptReview":
        """Return a review as it was kept last; raise `StepError` when it is not there."""
        from planner.services import reviews

        with self._reading() as connection:
            return reviews.kept(connection, review_id)

    def keep_review(self, review: "KeptReview", *, only_edits: bool = False) -> int:
        """Keep a review and return its id. It is no step of the clerk and is not journalled."""
        from planner.services import reviews

        with self._transaction() as connection:
            return reviews.keep(connection, review, only_edits=only_edits)

    def read(self, query: "Callable[[sqlite3.Connection], Read]") -> "Read":
        """Return what a query of the services reads."""
        with self._reading() as connection:
            return query(connection)

    def setting(self, key: str) -> str | None:
        """Return what was remembered under `key`, or None."""
        from planner.services import queries

        with self._reading() as connection:
            return queries.setting(connection, key)

    def set_setting(self, key: str, value: str | None) -> None:
        """Remember `value` under `key`, or forget it. It is no step of the clerk and is not journalled.

        What cannot be remembered (a full disk) is let go of: no gesture of the clerk is to fail for that.
        """
        try:
            with self._transaction(keeps_seal=True) as connection:
                if value is None:
                    connection.execute("DELETE FROM settings WHERE key = ?", (key,))
                else:
                    connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, value))
        except StoreError as trouble:
            import logging

            logging.getLogger(__name__).warning("cannot remember %s: %s", key, trouble.code)

    @property
    def settings(self) -> "Settings":
        """The settings of the office, from the file beside the store; read when they are first asked for."""
        from planner.core.settings_file import read_settings, settings_path

        with self._lock:
            if self._settings is None:
                self._settings = read_settings(settings_path(self.path))
            return self._settings

    def change_settings(self, settings: "Settings") -> None:
        """Write other settings into the file; raise `OutputError` and keep the old ones when that fails."""
        from planner.core.settings_file import settings_path, write_settings

        with self._lock:
            write_settings(settings_path(self.path), settings)
            self._settings = settings

    def check(self) -> None:
        """Look through the whole store; raise STORE_DAMAGED when something in it is torn."""
        with self._reading() as connection:
            check_pages(connection, self.path, thorough=True)
            check_rules(connection, self.path)
        if self.was_altered():
            raise StoreAltered(self.path)

    @cached_property
    def _journal(self) -> "Journal":
        from planner.services.journal import Journal

        return Journal(self._connection)

    @cached_property
    def _safekeeping(self) -> "Safekeeping":
        from planner.services.safekeeping import Safekeeping

        return Safekeeping(self.path, self._connection, self._lock)

    @cached_property
    def _reader(self) -> "PlanReader":
        from planner.services.plan_reader import PlanReader

        return PlanReader(self._connection)

    def _writer(self) -> "Engine":
        if self._engine is None:
            from planner.models.engine import build_engine

            self._engine = build_engine(self._connection)
        return self._engine

    def _replay(self, direction: Literal["undo", "redo"]) -> "Change | None":
        with self._lock, troubles.told(self.path):
            self._journal.look_away()
            with self._transaction():
                change = self._journal.replay(direction)
            self._reader.forget(self._journal.take_images())
            return change

    def _name_of_next(self, direction: Literal["undo", "redo"]) -> str | None:
        with self._reading():
            step = self._journal.next_to(direction)
        return step[1] if step else None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, troubles.told(self.path):
            yield self._connection

    @contextmanager
    def _transaction(self, *, keeps_seal: bool = False) -> Iterator[sqlite3.Connection]:
        with self._lock, troubles.told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                if not keeps_seal:
                    seal.take_off(self._connection)
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise
