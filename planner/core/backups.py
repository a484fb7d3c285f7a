"""The backups beside a store: their names, their order, and which of them may go.

They lie in a folder `备份` beside the store as `planner-000123-20310218-164005-合并前.db`. What comes first and what is
thinned out goes by the sequence number alone: a clock set to 2009 or 2099 must never make the newest look old.
"""

import os
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from planner.core.paths import BACKUP_FOLDER
from planner.core.places import is_folder

NEWEST_KEPT, DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT, ASKED_KEPT = 20, 14, 8, 6, 10
MOST_BYTES = 500 * 1024 * 1024

_NAME = r"-(\d{6,})-(\d{8}-\d{6})-([^-./\\]{1,20})\.db"
_CLOCK = "%Y%m%d-%H%M%S"


class Reason(StrEnum):
    """Why a backup was made, as it stands in its name."""

    START = "启动"
    HOURLY = "定时"
    CLOSE = "关闭"
    IMPORT = "导入前"
    MERGE = "合并前"
    UPGRADE = "升级前"
    RESTORE = "恢复前"
    DELETE = "删除前"
    UNPACK = "取出前"
    ASKED = "手动"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup: where it lies, its place in the order, when and why it was made, and its bytes.

    `made_at` is the local time the clock of the PC showed then; it is for reading, not for sorting.
    """

    path: Path
    sequence: int
    made_at: datetime
    reason: str
    size: int


def now() -> datetime:
    """Return the local time, to the second."""
    return datetime.now().replace(microsecond=0)


def backup_folder(store: Path) -> Path:
    """Return the folder of the backups of a store; it need not be there."""
    return store.parent / BACKUP_FOLDER


def second_folder(store: Path, named: str) -> Path | None:
    """Return the folder that the settings name for a second copy; None when that is none, or the first one."""
    if not named.strip():
        return None
    folder = store.parent / named.strip()
    return folder if folder.resolve() != backup_folder(store).resolve() else None


def can_be_filled(folder: Path) -> bool:
    """Return whether a folder is there, or can be made because only it is missing and not the stick it lies on."""
    return is_folder(folder) or is_folder(folder.parent)


def listed(store: Path, folder: Path | None = None) -> tuple[BackupFile, ...]:
    """Return the backups of a store, the newest first; those in its own folder unless another is named.

    A folder that is not there holds none. Nothing is opened: a name says nothing of what is inside.
    """
    wanted = re.compile(re.escape(store.stem) + _NAME)
    found = []
    with suppress(OSError), os.scandir(folder or backup_folder(store)) as entries:
        for entry in entries:
            with suppress(OSError, ValueError):
                match = wanted.fullmatch(entry.name)
                if match and entry.is_file():
                    made_at = datetime.strptime(match[2], _CLOCK)
                    found.append(BackupFile(Path(entry.path), int(match[1]), made_at, match[3], entry.stat().st_size))
    return tuple(sorted(found, key=lambda backup: (backup.sequence, backup.made_at, backup.path.name), reverse=True))


def is_named_as_backup(path: Path) -> bool:
    """Return whether a file is called as the backups are, of whatever store, or lies in a folder of backups."""
    return path.parent.name == BACKUP_FOLDER or re.search(_NAME + r"\Z", path.name) is not None


def next_backup(store: Path, reason: str, folder: Path | None = None) -> BackupFile:
    """Return the backup that is to be made now: its name comes behind all that are there."""
    there = listed(store, folder)
    sequence, made_at = (there[0].sequence if there else 0) + 1, now()
    name = f"{store.stem}-{sequence:06}-{made_at.strftime(_CLOCK)}-{reason}.db"
    return BackupFile((folder or backup_folder(store)) / name, sequence, made_at, reason, 0)


def thinned(backups: Iterable[BackupFile], most_bytes: int = MOST_BYTES) -> tuple[BackupFile, ...]:
    """Return the backups that may go.

    The newest 20 stay, one of each of the last 14 days, 8 weeks and 6 months, and the last 10 the clerk asked for.
    Where these are more than `most_bytes`, the far past and the near past give way together. The newest one, and the
    one before the last upgrade, always stay.
    """
    order = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    upgrade = [backup for backup in order if backup.reason == Reason.UPGRADE][:1]
    kept = set(order[:1] + upgrade)
    total = sum(backup.size for backup in kept)
    for backup in _by_worth(order):
        if backup not in kept:
            total += backup.size
            if total <= most_bytes:
                kept.add(backup)
    return tuple(backup for backup in order if backup not in kept)


def _by_worth(order: Sequence[BackupFile]) -> list[BackupFile]:
    """Return those worth keeping: the newest of each kind in turn, then the second of each, and so on."""
    kinds = (
        list(order[:NEWEST_KEPT]),
        _newest_of_each(order, lambda day: day.date(), DAYS_KEPT),
        _newest_of_each(order, lambda day: day.isocalendar()[:2], WEEKS_KEPT),
        _newest_of_each(order, lambda day: (day.year, day.month), MONTHS_KEPT),
        [backup for backup in order if backup.reason == Reason.ASKED][:ASKED_KEPT],
    )
    turns = (kind[place] for place in range(NEWEST_KEPT) for kind in kinds if place < len(kind))
    return list(dict.fromkeys(turns))


def _newest_of_each(
    order: Sequence[BackupFile], span_of: Callable[[datetime], Hashable], most: int
) -> list[BackupFile]:
    newest: dict[Hashable, BackupFile] = {}
    for backup in order:
        newest.setdefault(span_of(backup.made_at), backup)
    return list(newest.values())[:most]
