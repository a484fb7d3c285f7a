"""The backups of an open store: made slice by slice while the window goes on, proved, thinned out, and brought back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import disk_usage
from threading import Lock, RLock
from time import perf_counter, sleep
from typing import Protocol

from planner.core.atomic_file import sweep_leftovers, whole_file
from planner.core.backup_errors import BackupInUse, SecondFolderGone, failed
from planner.core.backups import (
    BackupFile,
    Reason,
    backup_folder,
    can_be_filled,
    listed,
    next_backup,
    second_folder,
    thinned,
)
from planner.core.errors import PlannerError
from planner.core.output_errors import DiskFull
from planner.core.places import is_there
from planner.core.settings import Settings
from planner.core.store_errors import BackupFailed, StoreAway
from planner.models import troubles
from planner.models.connection import check_pages
from planner.models.copying import Counts, fill, prove
from planner.services.backups import State, copy_into, make_ready, state_in, state_of, still

_SIZE = ("page_count", "page_size")
_HELD = 0.003
_PAUSE = 0.001


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup that holds the state of before, and the plans that are there now."""

    before: BackupFile
    plan_ids: tuple[int, ...]


class OpenStore(Protocol):
    """What a backup on closing needs of the store."""

    path: Path

    @property
    def settings(self) -> Settings:
        """The settings, which may name a second folder."""

    def back_up(self, reason: str) -> BackupFile | None:
        """Make a backup."""


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
        self._held_since = 0.0
        self._is_altered = False
        self._states: dict[BackupFile, State | None] = {}

    def stop(self) -> None:
        """Give up the backup that is under way, if any, and take no more; returns when it has ended.

        Who calls it must not hold the lock of the store, which that backup takes once more to end.
        """
        self._is_stopping = True
        with self._one_at_a_time:
            pass

    def back_up(self, reason: str, *, only_steps: bool = False) -> BackupFile | None:
        """Copy the store; None when there is nothing to do.

        So it is when the newest good backup holds this state already, when nothing was ever put into the store, and
        when it is being closed. With `only_steps` the reviews that wait do not count as a difference. Raises
        STORE_DAMAGED when the store is torn, else BACKUP_FAILED, and keeps what it raised as `trouble`.
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

    def note_altered(self) -> None:
        """Know that the store holds more than its steps tell: before a restore it is backed up in any case."""
        self._is_altered = True

    def restore(self, chosen: Path, forget: Callable[[], None]) -> Restored:
        """Bring the state of a backup into the store in one transaction, after a backup of what is there.

        `forget` is called under the lock before the rows change. Raises as `content_of` and `back_up` do; the store
        is then as it was.
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
        is_wanted = self._is_altered and reason == Reason.RESTORE
        if self._is_stopping or (not is_wanted and self._is_kept(only_steps=only_steps)):
            return None
        if reason != Reason.RESTORE and self._is_new():
            return None
        try:
            backup = self._copied(reason)
        except (OSError, sqlite3.Error, UnicodeDecodeError, PlannerError) as why:  # words that quote torn bytes
            with self._lock, troubles.told(self._path):
                check_pages(self._connection, self._path, thorough=True)
            raise failed(self._path, why) from why
        self._is_altered = self._is_altered and not is_wanted
        _thin(self._path, backup_folder(self._path))
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

    def _is_new(self) -> bool:
        """Return whether nothing was ever put into the store: a backup of that would only be in the way."""
        with self._lock, troubles.told(self._path):
            return self._connection.execute("SELECT 1 FROM sqlite_sequence").fetchone() is None

    def _copied(self, reason: str) -> BackupFile:
        if not is_there(self._path):  # pulled out or moved away: nothing is made where it was
            raise StoreAway(self._path)
        planned = next_backup(self._path, reason)
        planned.path.parent.mkdir(exist_ok=True)
        self._refuse_when_full(planned.path)
        counts: Counts = {}
        found: list[State] = []

        def verify(made: Path) -> None:
            prove(made, counts)
            with still(made) as copy:
                found.append(state_of(copy))

        with whole_file(planned.path, verify) as temporary, self._lock:
            self._held_since = perf_counter()
            fill(self._connection, temporary, counts, self._pause)
        backup = replace(planned, size=planned.path.stat().st_size)
        self._states = {backup: found[0]}
        return backup

    def _refuse_when_full(self, place: Path) -> None:
        """Raise DISK_FULL when the backup would leave the store itself no room to go on."""
        with self._lock:
            pages, size = (self._connection.execute(f"PRAGMA {word}").fetchone()[0] for word in _SIZE)
        if disk_usage(place.parent).free < 2 * pages * size:
            raise DiskFull(place)

    def _pause(self) -> None:
        """Let others have the connection, when this thread has held it for a while."""
        if perf_counter() - self._held_since < _HELD:
            return
        self._lock.release()
        try:
            sleep(_PAUSE)
        finally:
            self._lock.acquire()
        self._held_since = perf_counter()
        if self._is_stopping:
            raise _Stopped


def back_up_on_close(store: OpenStore) -> BackupFile | None:
    """Make the backup of a store that is about to be closed, and bring the newest one into the second folder.

    Raises BACKUP_FAILED when either was not done; the first is tried in any case.
    """
    made = store.back_up(Reason.CLOSE)
    folder = second_folder(store.path, store.settings.backup_folder)
    if folder is not None:
        try:
            _bring(store.path, folder)
        except SecondFolderGone:
            raise
        except PlannerError as why:
            raise failed(store.path, why, folder) from why
    return made


def _bring(store: Path, folder: Path) -> None:
    """Copy the newest backup into another folder, unless the newest there is the same."""
    newest, there = listed(store)[:1], listed(store, folder)[:1]
    if not newest:
        return
    if not can_be_filled(folder):
        raise SecondFolderGone(folder)
    if not there or state_in(there[0].path) != state_in(newest[0].path):
        copy_into(folder, store, newest[0])
        _thin(store, folder)


def _thin(store: Path, folder: Path) -> None:
    """Remove the backups that may go, and what killed runs left between them."""
    for backup in thinned(listed(store, folder)):
        with suppress(OSError):
            backup.path.unlink()
    sweep_leftovers(folder)
