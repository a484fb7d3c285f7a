"""通报: how far a plan is, in words to be pasted and edited; its numbers are those of the 统计汇总表."""

from collections.abc import Sequence
from datetime import date

from planner.core.progress import Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.tally import Counter, Tally
from planner.core.vocabulary import Role
from planner.reports.cells import item_title
from planner.reports.headings import plan_name
from planner.reports.missing import MissingUnit, missing_units
from planner.reports.request import PrintRequest, Subject
from planner.reports.selection import chosen_items
from planner.reports.wording import printable, quoted, shown_number, spoken_date


def bulletin(subject: Subject, request: PrintRequest) -> str:
    """Return the text, a paragraph a line; raise `UsageError` when nothing is to be told."""
    plan, day = subject.plan, request.day
    chosen = chosen_items(plan, request)
    counter = Counter(plan, day, chosen, inherited=request.inherited)
    paragraphs = [_whole(plan, request, day, counter.total), _late(counter)]
    if any(part.role is Role.LEAD for part in counter.parts):
        paragraphs.append(_missing(missing_units(plan, day, request.since, chosen), request.since))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _whole(plan: PlanSnapshot, request: PrintRequest, day: date, total: Tally) -> str:
    part = request.chosen.words(plan).removeprefix("仅列")
    rate = f"，占{total.rate:.1f}%" if total.rate is not None else ""
    said = plan.customs.word
    apart = f"（{said(Status.LASTING)}的{total.lasting}项不计入）" if rate and total.lasting else ""
    overdue = f"（其中{said(Status.OVERDUE)}{total.overdue}项）" if total.overdue else ""
    name = quoted(plan_name(plan, request)) + (f"中{part}" if part else "")
    word = plan.customs.group_word
    words = [
        f"截至{spoken_date(day)}，{name}共{len(total.led)}项，{word(StatusGroup.DONE)}{total.count(StatusGroup.DONE)}项{rate}{apart}",
        f"{word(StatusGroup.GOING)}{total.count(StatusGroup.GOING)}项",
        f"{word(StatusGroup.BEHIND)}{total.count(StatusGroup.BEHIND)}项{overdue}",
        f"{word(StatusGroup.IDLE)}{total.count(StatusGroup.IDLE)}项",
    ]
    words += [f"{said(Status.LASTING)}{total.lasting}项"] if total.lasting else []
    words += [f"{said(Status.PAUSED)}{total.paused}项"] if total.paused else []
    return "；".join(words) + "。"


def _late(counter: Counter) -> str:
    """Name the tasks whose last day is over, with who leads them."""
    late = [item for item in counter.items if counter.states[item.node_id].is_overdue]
    named = [_named(item, counter) for item in late]
    return f"已逾期的任务：{'；'.join(named)}。" if named else ""


def _named(item: PlanNode, counter: Counter) -> str:
    units = dict.fromkeys(
        printable((part.group or part.unit).name)
        for part in counter.parts_of.get(item.node_id, ())
        if part.role is Role.LEAD
    )
    due = counter.states[item.node_id].due_on
    details = ["、".join(units)] if units else []
    details += (
        [f"{due.month}月{due.day}日到期" if due.year == counter.day.year else f"{spoken_date(due)}到期"] if due else []
    )
    number = shown_number(item.number) or str(counter.plan.ordinals[item.node_id])
    return f"第{number}项“{item_title(item).rstrip('。')}”" + (f"（{'，'.join(details)}）" if details else "")


def _missing(found: Sequence[MissingUnit], since: date | None) -> str:
    after = f"{spoken_date(since)}以来" if since else ""
    if not found:
        return f"{after}各牵头单位均已报送进展。"
    return f"{after}未报送进展的牵头单位有{len(found)}个：{'、'.join(printable(one.unit.name) for one in found)}。"
