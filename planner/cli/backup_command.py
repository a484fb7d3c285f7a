"""`planner backup` and `planner check`: make, list and restore backups, and look through the store and all of them."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from planner.cli.console import Console
from planner.cli.stores import open_store
from planner.core.backup_errors import BackupGone
from planner.core.backups import BackupFile, Reason, listed
from planner.core.errors import PlannerError, StoreError
from planner.core.paths import default_store
from planner.services import Store
from planner.services.backups import BackupContent, content_of, look_through, recover
from planner.services.recovery import with_way_out

BACKUPS_FORMAT, CHECK_FORMAT = "planner.backups", "planner.check"
_LOST = {"STORE_DAMAGED", "STORE_GONE", "NOT_OUR_DB"}
_MEGABYTE = 1024 * 1024


def run_now(options: argparse.Namespace, console: Console) -> int:
    """Make a backup."""
    with open_store(options.store, to_read=True) as store:
        made = store.back_up(Reason.ASKED)
        newest = made or next(iter(listed(store.path)), None)
    if made is not None:
        console.show(f"已备份：{made.path}")
    elif newest is not None:
        console.show(f"没有新的修改，最新的备份就是现在的内容：{newest.path}")
    else:
        console.show("数据还是空的，没有可备份的内容。")
    if options.json is not None:
        found = [_described(newest, content_of(newest.path))] if newest is not None else []
        console.write_document({"format": BACKUPS_FORMAT, "version": 1, "backups": found}, options.json)
    return 0


def run_list(options: argparse.Namespace, console: Console) -> int:
    """Print the backups, the newest first, with what is in each. The store itself is not opened."""
    described: list[dict[str, object]] = []
    for backup, content in _contents(options.store or default_store()):
        what = content.message if isinstance(content, PlannerError) else _words(content)
        console.show(f"{_line(backup)}  {what}")
        described.append(_described(backup, content))
    if not described:
        console.say("还没有备份。用 planner backup now 立即备份。")
    if options.json is not None:
        console.write_document({"format": BACKUPS_FORMAT, "version": 1, "backups": described}, options.json)
    return 0


def run_restore(options: argparse.Namespace, console: Console) -> int:
    """Restore a backup; a store that is damaged or gone is replaced by it and set aside."""
    path = options.store or default_store()
    chosen = _chosen(path, options.backup)
    content = content_of(chosen)
    try:
        with open_store(options.store) as store:
            before = store.restore(chosen).before
        told = f"恢复前的内容在备份 {before.sequence}，用 planner backup restore {before.sequence} 可以换回。"
    except StoreError as trouble:
        if trouble.code not in _LOST or trouble.file != path:
            raise
        aside = recover(path, chosen)
        told = f"损坏的文件另存为“{aside.name}”。" if aside.exists() else ""
    console.show(f"已恢复：{_words(content)}。{told}")
    if options.json is not None:
        document = {"format": BACKUPS_FORMAT, "version": 1, "restored": str(chosen), "plans": _plans(content)}
        console.write_document(document, options.json)
    return 0


def run_check(options: argparse.Namespace, console: Console) -> int:
    """Look through the store and its backups; the exit status is 4 when the store is not sound."""
    path = options.store or default_store()
    trouble: StoreError | None = None
    try:
        with open_store(options.store, to_read=True) as store:
            console.show(f"数据文件 {path}：{_sound(store)}")
    except StoreError as found:
        if found.code not in _LOST:
            raise
        trouble = found
        console.say(f"{found.message}")
    good, bad = _sorted(path)
    for backup, why in bad:
        console.say(f"{_line(backup)}  {why.message}")
    newest = f"，最新的是 {good[0].sequence}（{good[0].made_at:%Y-%m-%d %H:%M}）" if good else ""
    console.show(f"完好的备份 {len(good)} 个{newest}")
    if trouble is not None:
        console.say(with_way_out(trouble, path).hint)
    if options.json is not None:
        document = {
            "format": CHECK_FORMAT,
            "version": 1,
            "store": str(path),
            "code": trouble.code if trouble is not None else None,
            "good_backups": [backup.sequence for backup in good],
            "damaged_backups": [backup.sequence for backup, _ in bad],
        }
        console.write_document(document, options.json)
    return trouble.exit_status if trouble is not None else 0


def _sound(store: Store) -> str:
    store.check()
    plans = store.plans()
    return f"完好，{len(plans)} 份计划，{sum(plan.item_count for plan in plans)} 项任务"


def _sorted(path: Path) -> tuple[list[BackupFile], list[tuple[BackupFile, PlannerError]]]:
    """Return the good backups and the others with what is wrong, each the newest first."""
    good: list[BackupFile] = []
    bad: list[tuple[BackupFile, PlannerError]] = []
    for backup in listed(path):
        try:
            look_through(backup.path)
        except PlannerError as why:
            bad.append((backup, why))
        else:
            good.append(backup)
    return good, bad


def _chosen(store: Path, wanted: str) -> Path:
    """Return the backup with that number, or the file of that name."""
    if wanted.isdecimal():
        found = next((backup for backup in listed(store) if backup.sequence == int(wanted)), None)
        if found is None:
            raise BackupGone(Path(wanted))
        return found.path
    return Path(wanted)


def _contents(store: Path) -> Iterator[tuple[BackupFile, BackupContent | PlannerError]]:
    for backup in listed(store):
        try:
            yield backup, content_of(backup.path)
        except PlannerError as trouble:
            yield backup, trouble


def _line(backup: BackupFile) -> str:
    size = f"{backup.size / _MEGABYTE:.1f} MB"
    return f"{backup.sequence:>5}  {backup.made_at:%Y-%m-%d %H:%M}  {backup.reason}  {size}"


def _words(content: BackupContent) -> str:
    count = sum(count for _, count in content.plans)
    last = f"，最后一步是“{content.last_step}”" if content.last_step else ""
    return f"{len(content.plans)} 份计划、{count} 项任务{last}"


def _plans(content: BackupContent) -> list[dict[str, object]]:
    return [{"title": title, "items": count} for title, count in content.plans]


def _described(backup: BackupFile, content: BackupContent | PlannerError) -> dict[str, object]:
    document: dict[str, object] = {
        "number": backup.sequence,
        "file": str(backup.path),
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason,
        "size": backup.size,
    }
    if isinstance(content, PlannerError):
        return {**document, "code": content.code}
    last_at = content.last_step_at
    return {
        **document,
        "plans": _plans(content),
        "last_step": content.last_step,
        "last_step_at": last_at.isoformat() if last_at is not None else None,
        "schema": content.schema,
    }
