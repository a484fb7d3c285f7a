"""会议材料: everything for a meeting in one go (F-61): the main table for each seat, the unit lists, the checklist.

Each begins on an odd page with page numbers of its own, so that two-sided printing parts them.
"""

from dataclasses import dataclass, replace

from planner.core.errors import UsageError
from planner.core.snapshot import UnitRef
from planner.reports import breakdown, checklist
from planner.reports.headings import plan_name
from planner.reports.request import PrintRequest, Report, Subject
from planner.reports.table import ReportDocument, ReportTable
from planner.reports.unit_lists import unit_lists

TITLE = "会议材料"


@dataclass(frozen=True, slots=True)
class SetPart:
    """A document of the set: what it is called, its tables, how often it is printed, and whose it is."""

    name: str
    tables: tuple[ReportTable, ...]
    copies: int = 1
    unit: UnitRef | None = None
    leads: int = 0
    joins: int = 0


def set_parts(subject: Subject, request: PrintRequest) -> tuple[tuple[SetPart, ...], tuple[str, ...]]:
    """Return the documents of the set in order, and what the clerk should know; a plan without units has no lists."""
    main = breakdown.build(subject, request)
    parts = [SetPart(main.tables[0].sheet_name, main.tables, max(1, request.copies))]
    plain = replace(request, layout="", profile=None)
    remarks = [*main.remarks]
    try:
        found = unit_lists(subject, plain)
    except UsageError as error:
        if error.code != "NOTHING_TO_PRINT":
            raise
        remarks.append(f"没有单位任务清单：{error.message}")
    else:
        remarks += found.remarks
        parts += [
            SetPart(f"{one.unit.name}_任务清单", one.tables, 1, one.unit, one.leads, one.joins) for one in found.lists
        ]
    ticked = checklist.build(subject, replace(plain, title=None))
    remarks += ticked.remarks
    parts.append(SetPart(ticked.tables[0].sheet_name, ticked.tables))
    return tuple(parts), tuple(dict.fromkeys(remarks))


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the set as one document; raise `UsageError` when the plan has nothing to print."""
    parts, remarks = set_parts(subject, request)
    tables: list[ReportTable] = []
    for part in parts:
        for copy in range(1, part.copies + 1):
            first, *rest = part.tables
            of_copy = f"（第{copy}份）" if part.copies > 1 else ""
            outline = (first.outline or part.name) + of_copy
            tables += [replace(first, outline=outline, afresh=True, remarks=()), *rest]
    tables[0] = replace(tables[0], remarks=remarks)
    title = f"{plan_name(subject.plan, request)}{TITLE}"
    return ReportDocument(title, tuple(tables), replace(request.page, odd_starts=True))


REPORT = Report(
    name="meeting-set",
    title=TITLE,
    build=build,
    layouts=breakdown.REPORT.layouts,
    depths=breakdown.REPORT.depths,
    choices=breakdown.REPORT.choices,
    options=breakdown.REPORT.options | {"units", "contact", "checklist", "meeting", "copies"},
    is_folder=True,
)
