"""The backups of an open store: made slice by slice while the window goes on, proved, thinned out, and brought back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, RLock
from time import sleep

from planner.core.atomic_file import sweep_leftovers, whole_file
from planner.core.backup_errors import BackupInUse, failed
from planner.core.backups import BackupFile, Reason, listed, next_backup, thinned
from planner.core.errors import PlannerError
from planner.core.store_errors import BackupFailed
from planner.models import troubles
from planner.models.connection import check_pages
from planner.models.copying import Counts, fill, prove
from planner.services.backups import State, make_ready, state_in, state_of

_PAUSE = 0.001


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup that holds the state of before, and the plans that are there now."""

    before: BackupFile
    plan_ids: tuple[int, ...]


class _Stopped(Exception):
    """The store is being closed: the backup under way is given up."""


class Safekeeping:
    """The backups of one open store. `trouble` is why the last one was not made; None when all is well."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: RLock) -> None:
        self.trouble: PlannerError | None = None
        self._path = path
        self._connection = connection
        self._lock = lock
        self._one_at_a_time = Lock()
        self._is_stopping = False
        self._states: dict[BackupFile, State | None] = {}

    def stop(self) -> None:
        """Give up the backup that is under way, if any, and take no more; returns when it has ended."""
        self._is_stopping = True
        with self._one_at_a_time:
            pass

    def back_up(self, reason: str, *, only_steps: bool = False) -> BackupFile | None:
        """Copy the store; None when the newest good backup holds this state already, or the store is being closed.

        With `only_steps` the reviews that wait do not count as a difference. Raises STORE_DAMAGED when the store is
        torn, else BACKUP_FAILED, and keeps what it raised as `trouble`.
        """
        try:
            with self._one_at_a_time:
                made = self._made(reason, only_steps=only_steps)
        except _Stopped:
            return None
        except PlannerError as trouble:
            self.trouble = trouble
            raise
        self.trouble = None
        return made

    def restore(self, chosen: Path, forget: Callable[[], None]) -> Restored:
        """Bring the state of a backup into the store in one transaction, after a backup of what is there.

        `forget` is called under the lock before the rows change. Raises as `content_of` and `back_up` do;
        the store is then as it was.
        """
        if chosen.exists() and chosen.samefile(self._path):
            raise BackupInUse(chosen)
        with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as ready:
            make_ready(chosen, ready)
            while True:
                self.back_up(Reason.RESTORE)
                with self._one_at_a_time, self._lock, troubles.told(self._path):
                    if self._is_stopping:
                        raise BackupFailed(self._path)
                    if self._is_kept(only_steps=False):  # else something was written just now: that first
                        forget()
                        return self._brought(ready)

    def _brought(self, ready: sqlite3.Connection) -> Restored:
        before = listed(self._path)[0]
        ready.backup(self._connection)
        plan_ids = self._connection.execute("SELECT id FROM plans ORDER BY id").fetchall()
        return Restored(before, tuple(row[0] for row in plan_ids))

    def _made(self, reason: str, *, only_steps: bool) -> BackupFile | None:
        if self._is_stopping or self._is_kept(only_steps=only_steps):
            return None
        try:
            backup = self._copied(reason)
        except (OSError, sqlite3.Error, PlannerError) as why:
            with self._lock, troubles.told(self._path):
                check_pages(self._connection, self._path)
            raise failed(self._path, why) from why
        self._thin()
        return backup

    def _is_kept(self, *, only_steps: bool) -> bool:
        """Return whether the newest backup is good and holds what is in the store."""
        there = listed(self._path)
        if not there:
            return False
        if there[0] not in self._states:
            self._states = {there[0]: state_in(there[0].path)}
        kept = self._states[there[0]]
        with self._lock, troubles.told(self._path):
            now = state_of(self._connection)
        return kept is not None and kept.steps == now.steps and (only_steps or kept.reviews == now.reviews)

    def _copied(self, reason: str) -> BackupFile:
        planned = next_backup(self._path, reason)
        planned.path.parent.mkdir(parents=True, exist_ok=True)
        counts: Counts = {}
        with whole_file(planned.path, lambda made: prove(made, counts)) as temporary, self._lock:
            fill(self._connection, temporary, counts, self._pause)
        return next(backup for backup in listed(self._path) if backup.path == planned.path)

    def _pause(self) -> None:
        self._lock.release()
        try:
            sleep(_PAUSE)
        finally:
            self._lock.acquire()
        if self._is_stopping:
            raise _Stopped

    def _thin(self) -> None:
        there = listed(self._path)
        for backup in thinned(there):
            with suppress(OSError):
                backup.path.unlink()
        sweep_leftovers(there[0].path.parent)
