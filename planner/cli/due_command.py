"""`planner due`: what is late and what is due soon, in all plans."""

import argparse
from datetime import date, timedelta

from planner.cli.console import Console
from planner.cli.standing_words import due_words, standing_words
from planner.cli.stores import open_store
from planner.cli.units_command import find_unit
from planner.core.filtering import ItemFilter
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import Standing, standing

DUE_FORMAT = "planner.due"
Line = tuple[PlanSnapshot, PlanNode, Standing, date]


def run(options: argparse.Namespace, console: Console) -> int:
    """Print a line per item that is not done and due by then, the longest overdue first."""
    day = options.as_of or date.today()
    with open_store(options.store, to_read=True) as store:
        units = (find_unit(store, options.unit).name,) if options.unit else ()
        wanted = ItemFilter(units=units, due_by=day + timedelta(days=options.within))
        listed = store.plans()
        followed = {plan.earlier_id for plan in listed}
        plans = [store.snapshot(plan.plan_id) for plan in listed if plan.plan_id not in followed]
    lines = sorted((line for plan in plans for line in _lines(plan, wanted, day)), key=lambda line: line[3])
    if options.json is not None:
        items = [_described(line, day) for line in lines]
        document = {"format": DUE_FORMAT, "version": 1, "as_of": day.isoformat(), "within": options.within}
        console.write_document({**document, "items": items}, options.json)
        return 0
    late = [line for line in lines if line[3] < day]
    soon = lines[len(late) :]
    for head, part in ((f"已逾期 {len(late)} 项", late), (f"{options.within} 天内到期 {len(soon)} 项", soon)):
        console.show(head)
        for line in part:
            console.show(_words(line, day))
    return 0


def _lines(plan: PlanSnapshot, wanted: ItemFilter, day: date) -> list[Line]:
    chosen = wanted.chosen(plan, day)
    found = ((node, standing(node, day, plan.customs)) for node in plan.items if node.node_id in chosen)
    return [(plan, node, state, state.due_on) for node, state in found if state.due_on is not None]


def _words(line: Line, day: date) -> str:
    plan, node, state, due = line
    leads = "、".join(found.unit.name for found in node.leads)
    units = f"牵头：{leads}；" if leads else ""
    return (
        f"  {due.isoformat()}  {due_words(due, day)}  {node.number}{node.title}  ［{units}{standing_words(state)}］"
        f"  《{_title(plan)}》"
    )


def _described(line: Line, day: date) -> dict[str, object]:
    plan, node, state, due = line
    return {
        "plan": plan.plan_id,
        "plan_title": _title(plan),
        "item": node.ordinal,
        "number": node.number,
        "title": node.title,
        "leads": [found.unit.name for found in node.leads],
        "partners": [found.unit.name for found in node.partners],
        "due_on": due.isoformat(),
        "days_left": (due - day).days,
        "status": state.status.value,
        "percent": state.percent,
    }


def _title(plan: PlanSnapshot) -> str:
    return (plan.head.title or plan.source.name).strip("《》")
