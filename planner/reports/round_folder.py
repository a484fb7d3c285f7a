"""A round as a folder of files: for each unit its list and its fill-in workbook, and 分发目录 on top (F-68)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.core.collector import without_collector
from planner.core.errors import UsageError
from planner.core.rounds import Round
from planner.core.snapshot import PlanSnapshot
from planner.core.stopping import Tell, tell_nobody
from planner.core.vocabulary import Role
from planner.reports import catalog, unit_lists
from planner.reports.distribution import WORD, Parcel, distribution
from planner.reports.file_names import clean, file_name
from planner.reports.fill_in import FillIn, fill_ins, form_file_name, form_title, instructions
from planner.reports.folders import LONGEST_NAME, Folder
from planner.reports.headings import plan_name
from planner.reports.request import PrintRequest, Rendered, Subject
from planner.reports.table import ReportDocument
from planner.reports.unit_lists import UnitList

TITLE = "填报表"


def asked_units(plan: PlanSnapshot, round_: Round, day: date) -> tuple[FillIn, ...]:
    """Return what each unit of a round is asked on a day; raise `UsageError` when there is nothing to ask."""
    units = [unit.unit_id for unit in round_.units]
    found = fill_ins(plan, day, only_leads=round_.only_leads, units=units)
    if not found:
        raise UsageError(
            "这一轮没有需要填报的任务：任务都已完成，或还没有落实单位。",
            "请先给任务确定牵头单位，或请配合单位也填报。",
            code="NOTHING_TO_PRINT",
        )
    return found


def render_round(
    plan: PlanSnapshot,
    round_: Round,
    asked: Sequence[FillIn],
    request: PrintRequest,
    tell: Tell = tell_nobody,
) -> Folder:
    """Return the files of a round; `tell` hears how many are done. `request.contact` says who answers questions."""
    with without_collector():
        return _render(plan, round_, asked, replace(request, report="unit-lists"), tell)


def _render(plan: PlanSnapshot, round_: Round, asked: Sequence[FillIn], request: PrintRequest, tell: Tell) -> Folder:
    from planner.reports.workbook.form_sheet import FormBook

    names = tuple(one.unit.name for one in asked)
    lists = {one.unit.unit_id: one for one in unit_lists.unit_lists(Subject(plan), replace(request, units=names)).lists}
    digits = max(2, len(str(len(asked))))
    book = FormBook(plan, round_, form_title(plan, round_), instructions(round_, request.contact))
    files: list[Rendered] = []
    parcels = []
    for place, one in enumerate(asked, 1):
        tell(place - 1, len(asked))
        number = f"{place:0{digits}}"
        paper = _list(lists[one.unit.unit_id], number, request)
        form = form_file_name(number, one.unit, round_, LONGEST_NAME)
        files += [paper, Rendered(book.write(one.unit, one.asked), form, None)]
        counts = one.count(Role.LEAD), one.count(Role.PARTNER)
        parcels.append(Parcel(number, one.unit.name, *counts, paper.page_count))
    name = f"{'0' * digits}_{WORD}.pdf"
    directory = distribution(plan_name(plan, request), parcels, replace(request.page, first_page=1, mark=""))
    top = catalog.finished(directory, name, "pdf", bundled_only=request.bundled_fonts_only)
    tell(len(asked), len(asked))
    notes = dict.fromkeys(note for file in (top, *files) for note in file.notes)
    return Folder(_folder_name(plan, round_, request), (top, *files), tuple(notes))


def _list(found: UnitList, number: str, request: PrintRequest) -> Rendered:
    document = ReportDocument(found.tables[0].title, found.tables, request.page)
    name = f"{number}_{clean(found.unit.name)[:LONGEST_NAME]}_任务清单.pdf"
    return catalog.finished(document, name, "pdf", bundled_only=request.bundled_fonts_only)


def _folder_name(plan: PlanSnapshot, round_: Round, request: PrintRequest) -> str:
    return file_name(plan_name(plan, request), TITLE, clean(round_.name)[:LONGEST_NAME], round_.made_on, "")
