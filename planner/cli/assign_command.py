"""`planner assign`: set the units of an item."""

import argparse
import re

from planner.cli.console import Console
from planner.cli.stores import find_plan, open_store
from planner.core.errors import UsageError
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.unit_names import split_names
from planner.core.vocabulary import Origin, Role
from planner.services import Touched, assignments

_MARKS = re.compile(r"[\s（）().．、,，:：第条项]")


def run(options: argparse.Namespace, console: Console) -> int:
    """Give an item its lead and partner units; a role that is not named stays as it is."""
    wanted = {role: words for role, words in ((Role.LEAD, options.lead), (Role.PARTNER, options.partner)) if words}
    if not wanted:
        raise UsageError("没有说明由哪个单位承担。", "请用 --lead 或 --partner 写出单位。", code="USAGE")
    with open_store(options.store) as store:
        plan_id = find_plan(store, options.plan)
        item = find_item(store.snapshot(plan_id), options.item)

        def step(session: object) -> Touched:
            for role, words in wanted.items():
                names = [name for word in words for name in split_names(word)]
                assignments.set_units(session, item.node_id, role, names)  # type: ignore[arg-type]
            return Touched((plan_id,), item.node_id)

        store.write("分派单位", step)
        now = store.snapshot(plan_id).by_id[item.node_id]
    roles = (("牵头", now.leads), ("配合", now.partners))
    parts = [f"{word}：{'、'.join(found.unit.name for found in listed)}" for word, listed in roles if listed]
    console.show(f"{now.number}{now.title}  ［{'；'.join(parts) or '未写单位'}］")
    return 0


def find_item(plan: PlanSnapshot, wanted: str) -> PlanNode:
    """Return the item with that running number, or the only one numbered so in the source; raises `UsageError`.

    Where a plan has items in its text and rows in a table, the running numbers of the text are meant.
    """
    found = [node for node in plan.items if wanted.isdecimal() and node.ordinal == int(wanted)]
    found = [node for node in found if node.origin is Origin.TEXT] or found
    if not found:
        as_written = [node for node in plan.items if node.number.strip() == wanted.strip()]
        found = as_written or [node for node in plan.items if _bare(node.number) == _bare(wanted) != ""]
    if not found:
        raise UsageError(
            f"这份计划里没有编号为“{wanted}”的任务。",
            f"请写序号 1 到 {len(plan.items)}，或原文的编号。",
            code="NO_ITEM",
        )
    if len(found) > 1:
        places = "、".join(str(node.ordinal) for node in found)
        raise UsageError(f"编号“{wanted}”对应多项任务（序号 {places}）。", "请改用序号。", code="AMBIGUOUS")
    return found[0]


def _bare(number: str) -> str:
    return _MARKS.sub("", number)
