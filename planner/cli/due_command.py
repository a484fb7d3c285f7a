"""`planner due`: what is late and what is due soon, or in a period, in all plans."""

import argparse
import re
from datetime import date, timedelta

from planner.cli.console import Console
from planner.cli.standing_words import standing_words
from planner.cli.stores import open_store
from planner.cli.units_command import find_unit
from planner.core.agenda import (
    PERIOD_WORDS,
    DueLine,
    Part,
    Period,
    Stretch,
    due_lines,
    far_words,
    month_stretch,
    stretch,
    within,
)
from planner.core.deadlines import Terms
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.labels import numbered
from planner.core.snapshot import PlanSnapshot
from planner.services import overview

DUE_FORMAT = "planner.due"
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def run(options: argparse.Namespace, console: Console) -> int:
    """Print a line for all that is not done and due by then, the longest overdue first."""
    day = options.as_of or date.today()
    with open_store(options.store, to_read=True) as store:
        wanted = ItemFilter(units=(find_unit(store, options.unit).name,) if options.unit else ())
        plans = overview.latest_plans(store)
        terms = store.settings.customs.terms
    lines = [line for plan in plans for line in _lines(plan, wanted, day)]
    period = _period(options.period, day, terms) if options.period else None
    shown = within(lines, period or Stretch(date.min, day + timedelta(days=options.within), ""))
    if period is None:
        shown = tuple(line for line in shown if line.is_late or line.due_on >= day)
    if options.json is not None:
        document = {"format": DUE_FORMAT, "version": 1, "as_of": day.isoformat(), "within": options.within}
        if period is not None:
            document["period"] = options.period
        items = [_described(line, day) for line in shown]
        console.write_document({**document, "items": items}, options.json)
        return 0
    _show(shown, options.within, period, day, console)
    return 0


def _show(shown: tuple[DueLine, ...], days: int, period: Stretch | None, day: date, console: Console) -> None:
    if period is not None:
        parts = [(f"{period.words} {len(shown)} 项", shown)]
    else:
        late = tuple(line for line in shown if line.is_late)
        soon = tuple(line for line in shown if not line.is_late)
        parts = [(f"已逾期 {len(late)} 项", late), (f"{days} 天内到期 {len(soon)} 项", soon)]
    for head, listed in parts:
        console.show(head)
        for line in listed:
            console.show(_words(line, day))


def _period(said: str, day: date, terms: Terms) -> Stretch:
    """Return the days of a period; raise `UsageError` for one that does not exist."""
    month = _MONTH.fullmatch(said)
    if month:
        return month_stretch(date(int(month[1]), int(month[2]), 1))
    known = {period.value: period for period in Period} | {words: period for period, words in PERIOD_WORDS.items()}
    if said not in known:
        listed = "、".join(f"{period.value}（{PERIOD_WORDS[period]}）" for period in Period)
        raise UsageError(
            f"没有“{said}”这种期间。", f"可选的有：{listed}，或 2031-06 这样的月份。", code="UNKNOWN_CHOICE"
        )
    return stretch(known[said], day, terms)


def _lines(plan: PlanSnapshot, wanted: ItemFilter, day: date) -> list[DueLine]:
    chosen = None if wanted.is_empty else wanted.chosen(plan, day)
    return [line for line in due_lines(plan, day) if chosen is None or line.item.node_id in chosen]


def _words(line: DueLine, day: date) -> str:
    leads = "、".join(_leads(line))
    units = f"牵头：{leads}；" if leads else ""
    of_item = f"（{line.item.number}{line.item.title}）" if line.part is Part.STEP else ""
    of_duty = f"（{line.words}）" if line.part in (Part.DUTY, Part.STAGE) else ""
    far = far_words(line.due_on, day) if line.part is not Part.STAGE else "时间节点"
    return (
        f"  {line.due_on.isoformat()}  {far}  "
        f"{numbered(line.node.number, line.node.title)}{of_item}{of_duty}"
        f"  ［{units}{standing_words(line.state)}］  《{_title(line.plan)}》"
    )


def _described(line: DueLine, day: date) -> dict[str, object]:
    """Return a line of the document; `part` tells an item from a day before its last, a step and a repeating duty."""
    return {
        "plan": line.plan.plan_id,
        "plan_title": _title(line.plan),
        "item": line.plan.ordinals[line.item.node_id],
        "part": line.part.value,
        "number": line.node.number,
        "title": line.node.title,
        "leads": _leads(line),
        "partners": [found.unit.name for found in (line.node.partners or line.item.partners)],
        "due_on": line.due_on.isoformat(),
        "days_left": (line.due_on - day).days,
        "status": line.state.status.value,
        "percent": line.state.percent,
    }


def _leads(line: DueLine) -> list[str]:
    return [found.unit.name for found in (line.node.leads or line.item.leads)]


def _title(plan: PlanSnapshot) -> str:
    return (plan.head.title or plan.source.name).strip("《》")
