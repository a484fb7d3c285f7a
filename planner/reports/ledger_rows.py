"""Which items a ledger lists, and in which order: by the plan, by the unit that leads, or the late ones first."""

from collections.abc import Callable
from datetime import date, timedelta

from planner.core.customs import Customs
from planner.core.errors import UsageError
from planner.core.involvement import involvements
from planner.core.progress import Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.standing import Standing, standing
from planner.core.vocabulary import Role
from planner.reports.request import PrintRequest
from planner.reports.selection import Entry, chosen_items, select
from planner.reports.wording import printable, spoken_date

NO_LEAD = "未明确牵头单位"
_CLASSED = (
    Status.OVERDUE,
    Status.BEHIND,
    Status.GOING,
    Status.IDLE,
    Status.DONE,
    Status.LASTING,
    Status.PAUSED,
)


def ledger_entries(plan: PlanSnapshot, request: PrintRequest, day: date) -> tuple[Entry, ...]:
    """Return the items with their headings; raise `UsageError` when there is none."""
    wanted = chosen_items(plan, request)
    kept = _KEPT.get(request.only)
    if kept is not None:
        wanted = frozenset(item.node_id for item in plan.items if item.node_id in wanted and kept(plan, item, request))
        if not wanted:
            raise UsageError(
                f"截至{spoken_date(day)}，没有{_NONE[request.only]}的任务，没有可打印的内容。",
                "请核对截至日期、筛选条件和已登记的进展。",
                code="NOTHING_TO_PRINT",
            )
    if request.order in _ORDERS:
        return _ORDERS[request.order](plan, wanted, day)
    return select(plan, wanted, steps=False).entries


def has_problem(plan: PlanSnapshot, item: PlanNode, day: date) -> bool:
    """Tell whether something stands in the way of an item that is not done, by its own words or a partner's."""
    wrote = {entry.unit_id for entry in item.entries}
    is_told = any(standing(item, day, plan.customs, unit_id=one).difficulty.strip() for one in wrote)
    return is_told and standing(item, day, plan.customs).group is not StatusGroup.DONE


def is_done_since(plan: PlanSnapshot, item: PlanNode, day: date, since: date | None) -> bool:
    """Tell whether an item was finished up to `day`, on the day `since` or after it."""
    is_done = standing(item, day, plan.customs).group is StatusGroup.DONE
    if not is_done or since is None:
        return is_done
    return standing(item, since - timedelta(days=1), plan.customs).group is not StatusGroup.DONE


_KEPT: dict[str, Callable[[PlanSnapshot, PlanNode, PrintRequest], bool]] = {
    "problems": lambda plan, item, request: has_problem(plan, item, request.day),
    "done": lambda plan, item, request: is_done_since(plan, item, request.day, request.since),
}
_NONE = {"problems": "报送了存在问题", "done": "新完成"}


def _by_unit(plan: PlanSnapshot, wanted: frozenset[int], _: date) -> tuple[Entry, ...]:
    """Return the items under the first unit that leads each, units in their order of print."""
    first: dict[int, UnitRef] = {}
    for part in involvements(plan):
        if part.role is Role.LEAD and part.item.node_id in wanted:
            first.setdefault(part.item.node_id, part.group or part.unit)
    below: dict[int, list[PlanNode]] = {}
    for item in plan.items:
        if item.node_id in wanted:
            below.setdefault(first[item.node_id].unit_id if item.node_id in first else 0, []).append(item)
    units = sorted({unit.unit_id: unit for unit in first.values()}.values(), key=lambda unit: unit.order)
    found: list[Entry] = []
    for name, unit_id in (*((unit.name, unit.unit_id) for unit in units), (NO_LEAD, 0)):
        found += _part(printable(name), below.get(unit_id, []))
    return tuple(found)


def _late_first(plan: PlanSnapshot, wanted: frozenset[int], day: date) -> tuple[Entry, ...]:
    """Return the items by how pressing they are, what is due first before what is due later."""
    below: dict[int, list[tuple[date, PlanNode]]] = {}
    for item in plan.items:
        if item.node_id in wanted:
            state = standing(item, day, plan.customs)
            below.setdefault(_class(state), []).append((state.due_on or date.max, item))
    found: list[Entry] = []
    for place, name in enumerate(_classes(plan.customs)):
        found += _part(name, [item for _, item in sorted(below.get(place, []), key=lambda pair: pair[0])])
    return tuple(found)


def _classes(customs: Customs) -> tuple[str, ...]:
    """Return the headings of the classes in their order."""
    overdue, behind, going, idle, done, lasting, paused = map(customs.word, _CLASSED)
    soon = f"{customs.lights.soon_days}日内到期"
    return (f"已{overdue}", soon, f"进展{behind}", going, idle, done, f"{lasting}、{paused}")


def _class(state: Standing) -> int:
    if state.is_overdue:
        return 0
    if state.group is StatusGroup.DONE:
        return 5
    if state.group is StatusGroup.APART:
        return 6
    if state.is_soon:
        return 1
    return {StatusGroup.BEHIND: 2, StatusGroup.GOING: 3}.get(state.group, 4)


def _part(heading: str, items: list[PlanNode]) -> list[Entry]:
    return [Entry(None, f"{heading}（{len(items)}项）", 1), *(Entry(item) for item in items)] if items else []


_ORDERS = {"unit": _by_unit, "late": _late_first}
