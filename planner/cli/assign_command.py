"""`planner assign`: set the units of an item, its leaders and persons, and its deadline."""

import argparse
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from planner.cli.argument_values import day
from planner.cli.console import Console
from planner.cli.stores import find_plan, open_store
from planner.core.errors import UsageError
from planner.core.persons import is_leader, roles_of
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import due_day
from planner.core.unit_names import split_names
from planner.core.vocabulary import Origin, Role
from planner.services import Touched, assignments, items, persons

_MARKS = re.compile(r"[\s（）().．、,，:：第条项]")
_NAMES = re.compile(r"[\s、，,；;]+")


def run(options: argparse.Namespace, console: Console) -> int:
    """Set what is named of an item; what is not named stays as it is."""
    with open_store(options.store) as store:
        plan_id = find_plan(store, options.plan)
        plan = store.snapshot(plan_id)
        item = find_item(plan, options.item)
        steps = list(_steps(options, plan, item))
        if not steps:
            raise UsageError(
                "没有说明要改什么。",
                "请用 --lead、--partner 写出单位，用 --leader、--person 写出人，用 --deadline、--due 写出时限。",
                code="USAGE",
            )

        def step(session: Any) -> Touched:
            for one in steps:
                one(session)
            return Touched((plan_id,), item.node_id)

        only_units = not any(words for words in (options.leader, options.person, options.deadline, options.due))
        store.write("分派单位" if only_units else "分派任务", step)
        now = store.snapshot(plan_id).by_id[item.node_id]
    console.show(f"{now.number}{now.title}  ［{'；'.join(_parts(now))}］")
    return 0


def _steps(options: argparse.Namespace, plan: PlanSnapshot, item: PlanNode) -> Iterator[Callable[[Any], Touched]]:
    named = {
        role: [name for word in words or () for name in split_names(word)]
        for role, words in ((Role.LEAD, options.lead), (Role.PARTNER, options.partner))
    }
    if twice := [name for name in named[Role.LEAD] if name in named[Role.PARTNER]]:
        raise UsageError(
            f"“{'、'.join(twice)}”不能既牵头又配合。", "请只写在 --lead 或 --partner 之一后面。", code="USAGE"
        )
    for (role, names), words in zip(named.items(), (options.lead, options.partner), strict=True):
        if words:
            yield partial(assignments.set_units, node_id=item.node_id, role=role, names=names)
    roles = roles_of(plan, item)
    for leading, words in ((True, options.leader), (False, options.person)):
        if words:
            called = next(role for role in roles if is_leader(role) is leading)
            names = [name for word in words for name in _NAMES.split(word)]
            yield partial(persons.set_persons, node_id=item.node_id, role=called, names=names)
    if options.deadline is not None:
        yield partial(items.set_deadline, node_id=item.node_id, text=options.deadline)
    if options.due is not None:
        yield partial(items.set_due_day, node_id=item.node_id, day=_day(options.due))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return day(text)
    except argparse.ArgumentTypeError:
        raise UsageError(f"看不懂日期“{text}”。", "请写成 2026-06-30 的样子。", code="USAGE") from None


def _parts(node: PlanNode) -> Iterator[str]:
    for word, found in (("牵头", node.leads), ("配合", node.partners)):
        if found:
            yield f"{word}：{'、'.join(one.unit.name for one in found)}"
    if not node.assignments:
        yield "未写单位"
    for role in dict.fromkeys(person.role for person in node.persons):
        yield f"{role}：{'、'.join(person.name for person in node.persons if person.role == role)}"
    if node.deadlines:
        due = due_day(node)
        day = f"（{due.isoformat()}）" if due else ""
        yield f"时限：{'；'.join(found.text for found in node.deadlines)}{day}"


def find_item(plan: PlanSnapshot, wanted: str) -> PlanNode:
    """Return the item with that running number, or the only one numbered so in the source; raises `UsageError`.

    Where a plan has items in its text and rows in a table, the running numbers of the text are meant.
    """
    found = [node for node in plan.items if wanted.isdecimal() and plan.ordinals[node.node_id] == int(wanted)]
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
        places = "、".join(str(plan.ordinals[node.node_id]) for node in found)
        raise UsageError(f"编号“{wanted}”对应多项任务（序号 {places}）。", "请改用序号。", code="AMBIGUOUS")
    return found[0]


def _bare(number: str) -> str:
    return _MARKS.sub("", number)
