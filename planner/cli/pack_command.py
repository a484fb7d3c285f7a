"""`planner pack` and `planner unpack`: carry a plan to another PC in one file."""

import argparse

from planner.cli.console import Console
from planner.cli.stores import find_plan, open_store, tell_backup
from planner.cli.targets import target
from planner.core.backups import Reason
from planner.core.package_file import Package, read_package
from planner.services import Store, packing, unpacking
from planner.services.unpacking import Unpacked

UNPACKED_FORMAT = "planner.unpacked"
Plans = tuple[tuple[int, str], ...]


def run_pack(options: argparse.Namespace, console: Console) -> int:
    """Write the package of a plan whole or not at all."""
    with open_store(options.store, to_read=True) as store:
        plan = store.snapshot(find_plan(store, options.plan))
        data = store.read(lambda connection: packing.pack(connection, plan))
    place = target(options.out, packing.package_name(plan))
    packing.save_package(data, place)
    console.show(f"{place}")
    return 0


def run_unpack(options: argparse.Namespace, console: Console) -> int:
    """Store the plan of a package, unless the same one is there and nobody says what to do with it."""
    package = read_package(options.file)
    file_name = options.file.name
    with open_store(options.store, to_read=options.dry_run) as store:
        found = store.read(lambda connection: unpacking.looked_at(connection, package, file_name))
        there = store.plans_of_source(unpacking.source_of(package, file_name))
        skips = options.dry_run or (there and (options.again or "skip") == "skip")
        plan_id = None if skips else _store(store, package, file_name, options.again, there)
        tell_backup(store, console)
    _tell(package, found, console)
    if plan_id is not None:
        console.show(f"已取出，编号 {plan_id}。")
    elif there and not options.dry_run:
        numbers = "、".join(str(plan) for plan, _ in there)
        console.show(f"这份计划已经有了（编号 {numbers}），没有再存；要存请加 --again new 或 version。")
    for name, other, reason in found.likely:
        console.say(f"提示：“{name}”可能就是“{other}”（{reason}），可以用 planner units merge 合并。")
    if options.json is not None:
        console.write_document(_described(package, found, plan_id, [plan for plan, _ in there]), options.json)
    return 0


def _store(
    store: Store, package: Package, file_name: str, again: str | None, there: tuple[tuple[int, str], ...]
) -> int:
    earlier = there[-1][0] if there and again == "version" else None
    step = f"取出《{package.title.strip('《》')}》"
    take = lambda session: unpacking.unpack(session, package, file_name, earlier)  # noqa: E731
    change = store.write(step, take, backup_first=Reason.UNPACK)
    return change.plan_ids[0]


def _tell(package: Package, found: Unpacked, console: Console) -> None:
    items = sum(row.get("kind") == "item" for row in package.rows["nodes"])
    console.show(f"《{package.title.strip('《》')}》 {items} 项任务，{len(found.matched) + len(found.added)} 个单位")
    for packed, here in found.matched:
        if packed != here:
            console.show(f"  {packed} → {here}")
    if found.added:
        console.show(f"  名录里没有的单位：{'、'.join(found.added)}")


def _described(package: Package, found: Unpacked, plan_id: int | None, there: list[int]) -> dict[str, object]:
    return {
        "format": UNPACKED_FORMAT,
        "version": 1,
        "title": package.title,
        "plan": plan_id,
        "there": there,
        "matched": [{"packed": packed, "unit": here} for packed, here in found.matched],
        "added": list(found.added),
    }
