"""Open the store a command works on, and find the plan it names."""

from pathlib import Path

from planner.cli.console import Console
from planner.core.errors import StoreError, UsageError
from planner.core.paths import default_store
from planner.core.places import is_there
from planner.core.private_folders import sweep_private_folders
from planner.core.store_errors import NoStore
from planner.services import Store


def open_store(path: Path | None, *, to_read: bool = False) -> Store:
    """Open the store at `path`, or the user's own; raises `StoreError`.

    A store that is only read is not made: a mistyped path would else look like an empty store.
    """
    if to_read and path is not None and not is_there(path):
        raise NoStore(path)
    place = path or default_store()
    _warn_of_place(place)
    sweep_private_folders()
    try:
        return Store.open(place)
    except StoreError as error:
        from planner.services.recovery import with_way_out

        raise with_way_out(error, place) from error


def _warn_of_place(path: Path) -> None:
    """Say on standard error that a store lies where it is not safe; a command does what it was told all the same."""
    from planner.services.arrival import doubt_about

    doubt = doubt_about(path)
    if doubt is not None:
        Console.standard().say(f"注意：{doubt}")


def tell_backup(store: Store, console: Console) -> None:
    """Say why no backup was made before a step; the step was done all the same."""
    if store.backup_trouble is not None:
        console.say(f"注意：{store.backup_trouble}")


def find_plan(store: Store, wanted: str) -> int:
    """Return the id of the plan with that number, or the only one titled so; raises `UsageError`."""
    listed = store.plans()
    if wanted.isdecimal():
        found = [plan for plan in listed if plan.plan_id == int(wanted)]
    else:
        flat = {plan.plan_id: _flat(plan.title) for plan in listed}
        same = [plan for plan in listed if flat[plan.plan_id] == _flat(wanted)]
        found = same or [plan for plan in listed if _flat(wanted) in flat[plan.plan_id]]
    if not found:
        raise UsageError(
            f"没有找到计划“{wanted}”。", "用 planner list 查看全部计划；要打印文件，请检查文件名。", code="NO_PLAN"
        )
    if len(found) > 1:
        names = "、".join(f"{plan.plan_id}《{plan.title}》" for plan in found)
        raise UsageError(f"“{wanted}”对应多份计划：{names}。", "请改用计划的编号。", code="AMBIGUOUS")
    return found[0].plan_id


def _flat(text: str) -> str:
    """Return `text` without blanks: titles keep the source's, and nobody types those."""
    return "".join(text.split())
