"""未报送单位名单: the units that lead tasks and have reported of none of them since a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.core.errors import UsageError
from planner.core.involvement import Involvement, by_unit, involvements
from planner.core.progress import Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.standing import standing
from planner.core.vocabulary import Role
from planner.reports.headings import numbered_notes, state_subtitle, state_title
from planner.reports.request import PrintRequest
from planner.reports.selection import chosen_items
from planner.reports.table import Column, ItemRow, ReportTable, names, plain
from planner.reports.wording import printable, spoken_date

_WORD = "未报送单位名单"
_COLUMNS = (
    Column("序号", 10, centred=True),
    Column("单位", 52, ragged=True),
    Column("未报送任务", 26, centred=True),
    Column("上次报送", 32, centred=True),
    Column("联系人", 20, centred=True),
    Column("联系电话", 30, centred=True),
)
_RULE = "名单列有应报送任务而没有报送任何一项的牵头单位；{}和{}的任务不需要报送。"


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that has not reported: how many tasks it should have told of, and when it did last."""

    unit: UnitRef
    owed: int
    reported_on: date | None


def missing_units(
    plan: PlanSnapshot, day: date, since: date | None = None, chosen: frozenset[int] | None = None
) -> tuple[MissingUnit, ...]:
    """Return the units that lead open tasks and reported of none from `since` up to `day`, in order of print."""
    found = []
    for parts in by_unit(involvements(plan)).values():
        items = [part.item for part in parts if _is_owed(plan, part, day, since, chosen)]
        days = [made for item in items for made in _reports(item, parts[0].unit, day)]
        if items and not any(since is None or made >= since for made in days):
            found.append(MissingUnit(parts[0].unit, len(items), max(days, default=None)))
    return tuple(found)


def missing_table(plan: PlanSnapshot, request: PrintRequest) -> ReportTable:
    """Return the list; raise `UsageError` when everybody has reported."""
    day = request.day
    found = missing_units(plan, day, request.since, chosen_items(plan, request))
    if not found:
        raise UsageError(
            f"截至{spoken_date(day)}，各牵头单位都已报送，没有可打印的名单。",
            "请核对截至日期和起算日期。",
            code="NOTHING_TO_PRINT",
        )
    after = f"{spoken_date(request.since)}以来" if request.since else ""
    return ReportTable(
        title=state_title(plan, request, f"工作{_WORD}"),
        subtitle=state_subtitle(plan, request, f"{after}未报送的单位共{len(found)}个"),
        columns=_COLUMNS,
        rows=tuple(_row(place, one) for place, one in enumerate(found, 1)),
        notes=numbered_notes([_RULE.format(plan.customs.word(Status.DONE), plan.customs.word(Status.PAUSED))]),
        profile="P5",
        sheet_name=_WORD,
    )


def _row(place: int, one: MissingUnit) -> ItemRow:
    last = spoken_date(one.reported_on) if one.reported_on else "从未报送"
    unit = one.unit
    return ItemRow(
        (
            plain(str(place)),
            names((printable(unit.name),)),
            plain(str(one.owed)),
            plain(last),
            plain(printable(unit.contact)),
            plain(printable(unit.phone)),
        )
    )


def _is_owed(
    plan: PlanSnapshot, part: Involvement, day: date, since: date | None, chosen: frozenset[int] | None
) -> bool:
    """Tell whether a unit has to report of an item: it leads it, and it was open when the time began."""
    if part.role is not Role.LEAD or (chosen is not None and part.item.node_id not in chosen):
        return False
    before = standing(part.item, since - timedelta(days=1) if since else day, plan.customs)
    return before.group is not StatusGroup.DONE and before.status is not Status.PAUSED


def _reports(item: PlanNode, unit: UnitRef, day: date) -> Sequence[date]:
    """Return the days on which a unit reported of an item: the item's own reports are those of all that lead it."""
    return [e.made_on for e in item.entries if e.made_on <= day and e.unit_id in {None, unit.unit_id}]
