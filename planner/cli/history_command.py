"""`planner history`: what was changed about a plan, step by step, or about one item of it."""

import argparse
from pathlib import Path

from planner.cli.assign_command import find_item
from planner.cli.console import Console
from planner.cli.stores import find_plan, open_store
from planner.core.errors import UsageError
from planner.core.history import ItemChange
from planner.core.snapshot import PlanSnapshot
from planner.services import Store
from planner.services.item_history import item_history, plan_history

HISTORY_FORMAT = "planner.history"
_ENDINGS = (".csv", ".xlsx")


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the changes, the latest first, or write them into a file."""
    with open_store(options.store, to_read=True) as store:
        plan = store.snapshot(find_plan(store, options.plan))
        title, changes = _changes(store, plan, options.item)
    if options.json is not None:
        document = {"format": HISTORY_FORMAT, "version": 1, "plan": plan.plan_id, "title": title}
        console.write_document({**document, "changes": [_described(change) for change in changes]}, options.json)
        return 0
    if options.out is not None:
        _save(title, changes, options.out)
        console.show(f"已写入 {options.out}，共 {len(changes)} 处改动")
        return 0
    console.show(title)
    for change in changes:
        _show(change, console)
    return 0


def _changes(store: Store, plan: PlanSnapshot, item: str | None) -> tuple[str, tuple[ItemChange, ...]]:
    if item is None:
        return plan.head.title or plan.source.name, store.read(lambda found: plan_history(found, plan.plan_id))
    node = find_item(plan, item)
    return (
        f"{node.number}{node.title}",
        store.read(lambda found: item_history(found, node.node_id, plan.customs)),
    )


def _save(title: str, changes: tuple[ItemChange, ...], path: Path) -> None:
    from planner.reports.history_table import save_history

    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"不能写成“{path.name}”。", "请把文件名写成以 .csv 或 .xlsx 结尾。", code="UNKNOWN_FORMAT")
    save_history(title, changes, path)


def _show(change: ItemChange, console: Console) -> None:
    undone = "（已撤销）" if change.is_undone else ""
    who = f"  {change.author}" if change.author else ""
    console.show(f"  {change.when:%Y-%m-%d %H:%M}{who}  {change.step}{undone}")
    if change.what:
        old = " ".join(change.old.split())
        console.show(f"      {change.what}：{f'{old} → ' if old else ''}{' '.join(change.new.split()) or '（空）'}")


def _described(change: ItemChange) -> dict[str, object]:
    return {
        "when": change.when.isoformat(),
        "author": change.author,
        "step": change.step,
        "what": change.what,
        "old": change.old,
        "new": change.new,
        "is_undone": change.is_undone,
    }
