"""`planner progress`: what was reported of an item, and one report more."""

import argparse
from datetime import date
from functools import partial
from typing import Any

from planner.cli.assign_command import find_item
from planner.cli.console import Console
from planner.cli.standing_words import named_status, standing_words
from planner.cli.stores import find_plan, open_store
from planner.cli.units_command import find_unit
from planner.core.agenda import far_words
from planner.core.errors import UsageError
from planner.core.progress import ProgressEntry, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import Standing, standing
from planner.services import Store, progress

PROGRESS_FORMAT = "planner.progress"


def run(options: argparse.Namespace, console: Console) -> int:
    """Write a report down when there is something to report; show all of the item's."""
    says = (options.status, options.percent, options.text, options.difficulty, options.next_step)
    is_report = any(one not in {None, ""} for one in says)
    if not is_report and any((options.reporter, options.unit, options.period, options.on)):
        raise UsageError("没有说明进展。", "请用 --status、--percent 或 --text 写出进展。", code="USAGE")
    with open_store(options.store, to_read=not is_report) as store:
        plan_id = find_plan(store, options.plan)
        plan = store.snapshot(plan_id)
        item = find_item(plan, options.item)
        if is_report:
            _report(store, plan, item, options)
        plan = store.snapshot(plan_id)
    now = plan.by_id[item.node_id]
    if options.json is not None:
        console.write_document(
            {
                "format": PROGRESS_FORMAT,
                "version": 1,
                "plan": plan_id,
                "item": plan.ordinals[now.node_id],
                "number": now.number,
                "title": now.title,
                "progress": progress_of(plan, now),
            },
            options.json,
        )
        return 0
    _show(plan, now, console, whole=not is_report)
    return 0


def progress_of(plan: PlanSnapshot, node: PlanNode) -> list[dict[str, object]]:
    """Return what was reported of a node as JSON, the earliest first; `unit` is a partner that reported for itself."""
    names = {unit.unit_id: unit.name for unit in plan.register}
    return [
        {
            "made_on": entry.made_on.isoformat(),
            "period": entry.period,
            "status": entry.status.value if entry.status else None,
            "percent": entry.percent,
            "text": entry.text,
            "difficulty": entry.difficulty,
            "next_step": entry.next_step,
            "reporter": entry.reporter,
            "unit": names.get(entry.unit_id) if entry.unit_id is not None else None,
        }
        for entry in node.entries
    ]


def _report(store: Store, plan: PlanSnapshot, item: PlanNode, options: argparse.Namespace) -> None:
    status = named_status(options.status, plan.customs) if options.status else None
    day = options.on or date.today()
    words = (options.text, options.difficulty, options.next_step, options.reporter, options.unit, options.period)
    step: Any
    if status is not None and options.percent is None and not any(words):
        step = partial(progress.set_status, node_id=item.node_id, status=status, day=day)
    else:
        entry = ProgressEntry(
            0,
            day,
            status,
            options.percent,
            options.text,
            options.difficulty,
            options.next_step,
            options.reporter,
            find_unit(store, options.unit).unit_id if options.unit else None,
            options.period,
        )
        step = partial(progress.add_entry, node_id=item.node_id, entry=entry)
    store.write("登记进展", step)


def _show(plan: PlanSnapshot, node: PlanNode, console: Console, *, whole: bool) -> None:
    day = date.today()
    state = standing(node, day, plan.customs)
    due = f"  截止 {state.due_on.isoformat()}{_left(state, day)}" if state.due_on else ""
    console.show(f"{node.number}{node.title}  ［{standing_words(state)}］{due}")
    if not whole:
        return
    if not node.entries:
        console.show("  还没有登记进展")
    names = {unit.unit_id: unit.name for unit in plan.register}
    for entry in node.entries:
        who = "，".join(filter(None, (names.get(entry.unit_id or 0, ""), entry.reporter)))
        percent = f"{entry.percent}%" if entry.percent is not None else ""
        status = plan.customs.word(entry.status) if entry.status else ""
        heads = (entry.made_on.isoformat(), entry.period, status, percent, f"（{who}）" if who else "")
        console.show("  " + "  ".join(filter(None, heads)))
        for label, text in (("进展情况", entry.text), ("存在问题", entry.difficulty), ("下一步", entry.next_step)):
            if text:
                console.show(f"      {label}：" + text.replace("\n", "\n        "))


def _left(state: Standing, day: date) -> str:
    """Return how far the last day of an item is, nothing for one that is done or apart."""
    is_open = state.group not in {StatusGroup.DONE, StatusGroup.APART}
    return f"（{far_words(state.due_on, day)}）" if is_open and state.due_on else ""
