"""A store that cannot be opened, and what brings it back: the newest good backup, and what would be missing then."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.core.backup_loss import Loss, loss
from planner.core.backups import BackupFile, backup_folder, listed, second_folder
from planner.core.errors import PlannerError, StoreError
from planner.core.settings_file import check_settings, settings_path
from planner.models.copying import address
from planner.services.backups import PLANS, BackupContent, content_of, make_ready, put_aside, recover

__all__ = ["Offer", "known_loss", "last_written", "newest_good", "put_aside", "recover"]

_STEPS = "SELECT name, made_at FROM journal_steps WHERE is_undone = 0 ORDER BY id DESC LIMIT 5000"


@dataclass(frozen=True, slots=True)
class Offer:
    """A good backup and what is in it."""

    backup: BackupFile
    content: BackupContent


def offers(store: Path) -> Iterator[Offer]:
    """Yield the backups that can be restored, the newest first: those beside the store, then those elsewhere.

    Each is tried: what was wrong with the store may be in its newest backup too.
    """
    for backup in (*listed(store), *_elsewhere(store)):
        with suppress(PlannerError):
            content = content_of(backup.path)
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as tried:
                make_ready(backup.path, tried)
            yield Offer(backup, content)


def newest_good(store: Path) -> Offer | None:
    """Return the newest good backup of a store, or None."""
    return next(offers(store), None)


def known_loss(store: Path, content: BackupContent) -> Loss | None:
    """Return what a backup lacks of a damaged store, as far as that one can still be read; None when it cannot."""
    try:
        with closing(sqlite3.connect(address(store, mode="ro", immutable="1"), uri=True)) as torn:
            now = [(str(title), int(count)) for title, count in torn.execute(PLANS)]
            steps = torn.execute(_STEPS).fetchall()
            last = (content.last_step, content.last_step_at)
            made = [(name, datetime.fromisoformat(made_at)) for name, made_at in steps]
    except (OSError, sqlite3.Error, ValueError, TypeError, RuntimeError):  # the last: a link that leads to itself
        return None
    return loss(now, content.plans, made.index(last) if last in made else None)


def last_written(store: Path) -> datetime | None:
    """Return when a damaged store was written last, as the system tells; None when it is gone."""
    try:
        return datetime.fromtimestamp(store.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return None


def with_way_out(error: StoreError, store: Path) -> StoreError:
    """Return the error of a store that is damaged or gone with the command that brings it back, if there is one."""
    offer = newest_good(store) if error.code in ("STORE_DAMAGED", "NOT_OUR_DB", "STORE_GONE") else None
    if offer is not None:
        made, path = offer.backup.made_at, offer.backup.path
        named = offer.backup.sequence if path.parent == backup_folder(store) else f'"{path}"'
        kept = "，原文件会改名保存" if error.code != "STORE_GONE" else ""
        error.hint = (
            f"可恢复到 {made.month}月{made.day}日 {made.hour}:{made.minute:02} 的备份{kept}："
            f"planner backup restore {named}"
        )
    return error


def _elsewhere(store: Path) -> tuple[BackupFile, ...]:
    """Return the backups in the second folder of the settings; none where the stick is out."""
    with suppress(PlannerError):
        folder = second_folder(store, check_settings(settings_path(store)).backup_folder)
        return listed(store, folder) if folder is not None else ()
    return ()
