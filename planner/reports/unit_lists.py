"""单位任务清单: for every unit what it leads and what it joins, each on a page of its own (print.md 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.errors import UsageError
from planner.core.snapshot import PlanSnapshot, UnitRef
from planner.core.vocabulary import Role
from planner.reports.headings import GAP, plan_name, stage_mark, when, years
from planner.reports.profiles import PROFILES
from planner.reports.request import LayoutChoice, PrintRequest, Report, Subject
from planner.reports.selection import chosen_items, wanted_items
from planner.reports.spelling import SPELLING
from planner.reports.table import ReportDocument, ReportTable
from planner.reports.unit_parts import LISTS, UnitParts, unit_parts
from planner.reports.wording import plan_title, quoted

TITLE = "单位任务清单"
SIGNED = "签收人：__________________　　　　签收日期：________年____月____日"
CONTACT = "联系人/电话："
_BLANK_CONTACT = "______________________________"
_NUMERALS = "一二三四五六七八九十"
_MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class UnitList:
    """The list of one unit: its tables in order and how many items it leads and joins."""

    unit: UnitRef
    tables: tuple[ReportTable, ...]
    leads: int
    joins: int


@dataclass(frozen=True, slots=True)
class UnitLists:
    """The lists of all units that were asked for, in order of print, and what the clerk should know of them."""

    lists: tuple[UnitList, ...]
    remarks: tuple[str, ...]


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return one document of all lists; raise `UsageError` when there is no list to print."""
    found = unit_lists(subject, request)
    tables = [table for one in found.lists for table in one.tables]
    tables[0] = replace(tables[0], remarks=found.remarks)
    return ReportDocument(f"{plan_name(subject.plan, request)}{TITLE}", tuple(tables), request.page)


def unit_lists(subject: Subject, request: PrintRequest) -> UnitLists:
    """Return the list of each unit, made in one pass over each plan; raise `UsageError` when there is none."""
    plans = (subject.plan, *subject.others)
    if not any(wanted_items(plan, request) for plan in plans):
        chosen_items(subject.plan, request)
    by_name: dict[str, dict[int, UnitParts]] = {}
    for place, plan in enumerate(plans):
        for found in unit_parts(plan, request):
            by_name.setdefault(found.unit.name, {})[place] = found
    if not by_name:
        raise UsageError(
            "要打印的任务都还没有落实单位，没有可打印的清单。",
            "请先给任务确定牵头、配合单位。",
            code="NOTHING_TO_PRINT",
        )
    known = sorted(by_name.values(), key=lambda found: next(iter(found.values())).unit.order)
    remarks = _remarks(plans, by_name, request)
    if request.units:
        _check_units(plans, by_name, request.units)
        known = [found for found in known if next(iter(found.values())).unit.name in request.units]
    lists = tuple(_list(plans, found, request) for found in known)
    return UnitLists(lists, remarks)


def _list(plans: Sequence[PlanSnapshot], found: dict[int, UnitParts], request: PrintRequest) -> UnitList:
    unit = next(iter(found.values())).unit
    leads = sum(parts.count(Role.LEAD) for parts in found.values())
    joins = sum(parts.count(Role.PARTNER) for parts in found.values())
    name = " ".join((unit.full_name or unit.name).split())
    listed = [(place, part) for place, parts in found.items() for part in parts.parts]
    plan = plans[0] if len(plans) == 1 else None
    if any(parts.tells_state for parts in found.values()):
        request = replace(request, as_of=request.day)
    tables = []
    for number, (place, part) in enumerate(listed):
        of_plan = "" if plan else quoted(plan_name(plans[place], replace(request, title=None)))
        tables.append(
            ReportTable(
                title="" if number else f"{name}{_years(plans)}工作任务清单",
                subtitle="" if number else _subtitle(plans, leads, joins, request),
                columns=part.columns,
                rows=part.rows,
                notes=(),
                profile=PROFILES[request.profile or "P5"].name,
                sheet_name=unit.name,
                band=f"{_numeral(number)}、{of_plan}{LISTS[part.role].name}（{len(part.rows)}项）",
                foot=(SIGNED, CONTACT + (plan_title(request.contact) or _BLANK_CONTACT))
                if number == len(listed) - 1
                else (),
                follows=number > 0,
                outline="" if number else name,
                afresh=number == 0,
            )
        )
    return UnitList(unit, tuple(tables), leads, joins)


def _numeral(index: int) -> str:
    return _NUMERALS[index] if index < len(_NUMERALS) else str(index + 1)


def _years(plans: Sequence[PlanSnapshot]) -> str:
    found = sorted({year for plan in plans for year in plan.head.years})
    if len(plans) == 1 or len(found) < 2:
        return next((words for plan in plans if (words := years(plan))), "")
    return f"{found[0]}—{found[-1]}年"


def _subtitle(plans: Sequence[PlanSnapshot], leads: int, joins: int, request: PrintRequest) -> str:
    plan = plans[0]
    counts = f"（牵头{leads}项、配合{joins}项）"
    names = quoted(plan_name(plan, request)) if len(plans) == 1 else f"{len(plans)}份计划"
    day = when(plan, request) if len(plans) == 1 or request.as_of else ""
    words = request.chosen.words(plan)
    return GAP.join(part for part in (counts, names, stage_mark(plan, request), day, words) if part)


def _check_units(plans: Sequence[PlanSnapshot], by_name: dict[str, dict[int, UnitParts]], units: Sequence[str]) -> None:
    """Raise `UsageError` for a unit that nobody knows, and when none of the chosen has a task."""
    known = set(by_name) | {unit.name for plan in plans for unit in plan.register}
    strange = [name for name in units if name not in known]
    if strange:
        raise UsageError(f"没有叫“{'”“'.join(strange)}”的单位。", "请按单位名录中的简称填写。", code="NO_SUCH_UNIT")
    if not by_name.keys() & set(units):
        raise UsageError(
            f"{'、'.join(units)}没有要打印的任务。", "请另选单位，或放宽筛选条件。", code="NOTHING_TO_PRINT"
        )


def _remarks(
    plans: Sequence[PlanSnapshot], by_name: dict[str, dict[int, UnitParts]], request: PrintRequest
) -> tuple[str, ...]:
    """Return who has no list, and which lists are of a group that nobody has told the members of."""
    found = []
    wanted = set(request.units)
    without = [name for name in idle_units(plans, set(by_name)) if not wanted or name in wanted]
    if without:
        found.append(f"没有任务、未列清单的单位：{some_names(without)}。")
    groups = [name for name, parts in by_name.items() if next(iter(parts.values())).unit.is_group]
    groups = [name for name in groups if not wanted or name in wanted]
    if groups:
        found.append(
            f"{some_names([f'“{name}”' for name in groups])}的成员还没有确定，单独成一份清单；"
            "请在单位名录中确定成员后再打印，任务就会列入各成员的清单。"
        )
    return tuple(found)


def idle_units(plans: Sequence[PlanSnapshot], busy: set[str]) -> list[str]:
    """Return the units of the register that have no task, in order; retired ones and groups are none of them."""
    names = (unit.name for plan in plans for unit in plan.register if not unit.is_group and not unit.is_retired)
    return [name for name in dict.fromkeys(names) if name not in busy]


def some_names(names: Sequence[str]) -> str:
    """List names with 、 between, the first thirty of many."""
    shown = "、".join(names[:_MOST_NAMED])
    return f"{shown}等{len(names)}个" if len(names) > _MOST_NAMED else shown


REPORT = Report(
    name="unit-lists",
    title=TITLE,
    build=build,
    layouts=(LayoutChoice("清单", ("P5", *(name for name in PROFILES if name != "P5"))),),
    depths=("full", "first", "title"),
    options=frozenset({"inherited", "one_a_line", "spelling", "units", "contact"}),
    choices=(SPELLING,),
    is_folder=True,
)
